"""How the player looks, and what stands before and after it: a few pictures, and the words in each state and size.

Both are written anew only on purpose.
"""

from collections.abc import Callable
from typing import Any, Final

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from stretchplayer.app.session_flow import Play, Resume
from stretchplayer.tui.app import StretchApp
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from tui.routines import DRAWN, SHORT, WARM
from tui.stage import SIZES, Act, Stage, at_every_size, marked_rows, press, see, until

Compare = Callable[..., bool]
NOW: Final = Play("warm", yes=True)


def act(stage: Stage, *steps: str | float) -> Act:
    """Keys, and seconds that go by, one after another."""

    async def acting(pilot: Pilot[Any]) -> None:
        await until(pilot, lambda: isinstance(pilot.app.screen, PlayerPage | ReadyPage))
        for step in steps:
            if isinstance(step, str):
                await press(pilot, step)
            else:
                await stage.play_on(pilot, step)

    return acting


STATES: Final[dict[str, tuple[Play | Resume, tuple[str | float, ...]]]] = {
    "ready": (Play("warm"), ()),
    "fitted": (Play("warm", minutes=14), ()),
    "asked": (NOW, ()),
    "heat": (NOW, ("y", 100.0)),
    "skin": (NOW, ("y", 301.0)),
    "take-off": (NOW, ("y", 100.0, "space")),
    "get-ready": (NOW, ("n", "]", 2.0)),
    "breathing": (NOW, ("n", 12.0)),
    "push": (NOW, ("n", "]", "n", 2.0)),
    "hold": (NOW, ("n", "]", "]", 12.0)),
    "paused": (NOW, ("n", "]", "]", 12.0, "space", 65.0)),
    "leaving": (NOW, ("n", "]", "]", 12.0, "q")),
    "too-much": (NOW, ("n", "]", "]", 12.0, "x")),
    "refused": (NOW, ("n", "]", "]", 12.0, "y")),
    "big": (NOW, ("n", "]", "]", 12.0, "f")),
}
WITH_FIGURE: Final[dict[str, tuple[str | float, ...]]] = {
    "figure-asked": (),
    "figure-heat": ("y", 100.0),
    "figure-breathing": ("n", 4.0),
    "figure-move": ("n", "]", "n", 3.0),
    "figure-push": ("n", "]", "]", "n", 2.0),
    "figure-hold": ("n", "]", "]", "]", "n", 12.0),
    "figure-right": ("n", "]", "]", "]", "n", "n", "n", "n", 12.0),
    "figure-paused": ("n", "]", "]", "]", "n", 12.0, "space", 65.0),
    "figure-hidden": ("n", "]", "]", "]", "n", 12.0, "g"),
    "figure-undrawn": ("n", "]", "]", "]", "]", "n", 5.0),
}
STATES.update({state: (Play("drawn", yes=True), steps) for state, steps in WITH_FIGURE.items()})
MakeApp = Callable[[Play | Resume], StretchApp]
PICTURES: Final = ("ready", "heat", "skin", "leaving", "too-much", "big", "figure-hold", "figure-paused")
WITHOUT_COLOUR: Final = ("ready", "heat", "too-much", "figure-hold")


@pytest.fixture
def app(stage: Stage) -> MakeApp:
    """Makes an app in a home with three routines."""
    stage.write("drawn", DRAWN)
    stage.write("warm", WARM)
    stage.write("short", SHORT)
    return stage.app


@pytest.mark.parametrize("state", STATES)
async def test_in_each_state(stage: Stage, app: MakeApp, golden: SnapshotAssertion, state: str) -> None:
    opening, steps = STATES[state]
    async with stage.running(opening) as pilot:
        await act(stage, *steps)(pilot)
        # There is room for everything in a large window; what has to give way in a small one differs by state.
        assert await at_every_size(pilot, SIZES if state in PICTURES else (SIZES[0], SIZES[-1])) == golden


@pytest.mark.parametrize("state", PICTURES)
def test_picture(stage: Stage, app: MakeApp, snap_compare: Compare, state: str) -> None:
    opening, steps = STATES[state]
    assert snap_compare(app(opening), terminal_size=(80, 24), run_before=act(stage, *steps))


@pytest.mark.parametrize("size", SIZES[1:], ids=lambda size: f"{size[0]}x{size[1]}")
def test_picture_in_each_size(stage: Stage, app: MakeApp, snap_compare: Compare, size: tuple[int, int]) -> None:
    opening, steps = STATES["figure-hold"]
    assert snap_compare(app(opening), terminal_size=size, run_before=act(stage, *steps))


@pytest.mark.parametrize("theme", ["stretch-light", "stretch-contrast", "nord"])
def test_picture_in_other_colours(stage: Stage, app: MakeApp, snap_compare: Compare, theme: str) -> None:
    opening, steps = STATES["figure-hold"]
    stage.folders.config.mkdir(parents=True, exist_ok=True)
    (stage.folders.config / "config.toml").write_text(f'theme = "{theme}"\n', encoding="utf-8")
    assert snap_compare(app(opening), terminal_size=(80, 24), run_before=act(stage, *steps))


@pytest.mark.parametrize("state", WITHOUT_COLOUR)
async def test_without_colour(
    stage: Stage,
    app: MakeApp,
    golden: SnapshotAssertion,
    state: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opening, steps = STATES[state]
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage.running(opening) as pilot:
        await act(stage, *steps)(pilot)
        assert marked_rows(pilot.app) == golden


async def test_done(stage: Stage, app: MakeApp, golden: SnapshotAssertion) -> None:
    async with stage.running(Play("short", yes=True)) as pilot:
        await act(stage, 70.0)(pilot)
        await see(pilot, "Done. Well done.")
        assert await at_every_size(pilot) == golden


def test_ended_for_a_warning_sign(stage: Stage, app: MakeApp, snap_compare: Compare) -> None:
    playing = act(stage, 10.0, "x", "t")

    async def to_the_end(pilot: Pilot[Any]) -> None:
        await playing(pilot)
        await see(pilot, "Ended here.")

    assert snap_compare(app(Play("short", yes=True)), terminal_size=(80, 24), run_before=to_the_end)
