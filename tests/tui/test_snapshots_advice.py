"""Pictures of advice where it is shown: its page, in the player, and how it looks without colour."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from stretchplayer.app.session_flow import Play
from stretchplayer.tui.screens.advice_screen import AdvicePage
from tui.advised import ADVISED
from tui.alone import alone, showing
from tui.stage import Stage, at_every_size, marked_rows, ours, press, see, settled

Compare = Callable[..., bool]
STEPS: Final[dict[str, tuple[str | float, ...]]] = {"waits": (20.0,), "goes-by": (20.0, "y", 5.0)}


async def shown(pilot: Pilot[Any], theme: str, *keys: str) -> None:
    ours(pilot).trying = True
    pilot.app.theme = theme
    await settled(pilot, 12)
    await press(pilot, *keys)
    await settled(pilot)


async def test_a_page(golden: SnapshotAssertion, stage: Stage) -> None:
    async with showing(stage, lambda: AdvicePage("posture")) as pilot:
        await shown(pilot, "stretch-dark")
        assert await at_every_size(pilot) == golden


def test_picture_of_a_page(snap_compare: Compare, stage: Stage) -> None:
    page = alone(stage, lambda: AdvicePage("posture"))
    assert snap_compare(page, terminal_size=(80, 24), run_before=lambda pilot: shown(pilot, "stretch-dark"))


async def test_a_page_without_colour(golden: SnapshotAssertion, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with showing(stage, lambda: AdvicePage("professional")) as pilot:
        await shown(pilot, "stretch-dark", "space")
        assert marked_rows(pilot.app) == golden


async def played(stage: Stage, pilot: Pilot[Any], which: str, theme: str) -> None:
    await see(pilot, "READY")
    await shown(pilot, theme)
    for step in STEPS[which]:
        if isinstance(step, str):
            await press(pilot, step)
        else:
            await stage.play_on(pilot, step)
    await see(pilot, "READ")


@pytest.mark.parametrize("which", STEPS)
async def test_in_the_player(golden: SnapshotAssertion, stage: Stage, which: str) -> None:
    stage.write("advised", ADVISED)
    async with stage.running(Play("advised", yes=True)) as pilot:
        await played(stage, pilot, which, "stretch-dark")
        assert await at_every_size(pilot) == golden


def test_picture_in_the_player(snap_compare: Compare, stage: Stage) -> None:
    stage.write("advised", ADVISED)
    app = stage.app(Play("advised", yes=True))
    acting = partial(played, stage, which="waits", theme="stretch-light")
    assert snap_compare(app, terminal_size=(80, 24), run_before=acting)
