"""How the pages look: history, profile, today's questions, limits, settings, help."""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from stretchplayer.caps.profile import Today
from stretchplayer.config import Folders
from stretchplayer.settings import file_of
from stretchplayer.tui.command import Command
from stretchplayer.tui.screens.help_screen import HelpPage
from stretchplayer.tui.screens.history_screen import HistoryPage
from stretchplayer.tui.screens.limits_screen import LimitsPage
from stretchplayer.tui.screens.profile_screen import ProfilePage, TodayPage
from stretchplayer.tui.screens.settings_screen import SettingsPage
from tui import lived
from tui.alone import alone, showing
from tui.stage import EIGHT, Stage, at_every_size, ours, press, settled, words

Compare = Callable[..., bool]


class Below(Screen[None]):
    """What help is asked about: a few commands with keys of all sorts."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        Command("a", "space", "a", "Pause", "Pause, or go on."),
        Command("b", "n,right", "b", "Next", "Go to the next hold, side or rest."),
        Command("c", "plus,equals_sign,up", "c", "+10 s", "Ten seconds more, if the limits allow it."),
        Command("d", "y", "d", "Yes", "Yes: it is on, it looks well, it is off, I have read it; so go on with it."),
        Command("e", "ctrl+s", "e", "Save [b]all[/b]", "Nothing in [brackets] is anything but text."),
        Command("f", "q,escape", "f", "Leave", "Leave: asks, and always saves."),
    )


PAGES: Final[dict[str, Callable[[], Screen[Any]]]] = {
    "history": lambda: HistoryPage(UTC),
    "profile": ProfilePage,
    "today": lambda: TodayPage(Today(pain=3, injury=("neck",))),
    "limits": LimitsPage,
    "settings": SettingsPage,
    "help": lambda: HelpPage(Below()),
}


@pytest.fixture
def near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A home whose folders have short names, so that no picture shows where the tests run."""
    monkeypatch.chdir(tmp_path)
    stage = Stage(tmp_path)
    stage.folders = Folders(
        config=Path("config"), data=Path("data"), state=Path("state"), cache=Path("cache"), bundled=EIGHT
    )
    return stage


async def ready(pilot: Pilot[Any], theme: str, *keys: str) -> None:
    ours(pilot).trying = True
    pilot.app.theme = theme
    await settled(pilot, 12)
    await press(pilot, *keys)
    await pilot.wait_for_animation()
    await settled(pilot)


def pictured(compare: Compare, app: App[Any], theme: str, *keys: str) -> bool:
    return compare(app, terminal_size=(80, 24), run_before=lambda pilot: ready(pilot, theme, *keys))


@pytest.mark.parametrize("page", PAGES)
async def test_pages(golden: SnapshotAssertion, near: Stage, page: str) -> None:
    if page == "history":
        lived.live(near, lived.year())
    async with showing(near, PAGES[page]) as pilot:
        await ready(pilot, "stretch-dark")
        assert await at_every_size(pilot) == golden


@pytest.mark.parametrize(
    ("page", "theme"),
    [
        ("history", "stretch-dark"),
        ("profile", "stretch-dark"),
        ("limits", "stretch-light"),
        ("settings", "stretch-dark"),
        ("help", "stretch-light"),
    ],
)
def test_picture(snap_compare: Compare, near: Stage, page: str, theme: str) -> None:
    if page == "history":
        lived.live(near, lived.year())
    assert pictured(snap_compare, alone(near, PAGES[page]), theme)


async def test_further_down_in_the_history(golden: SnapshotAssertion, near: Stage) -> None:
    lived.live(near, lived.year())
    async with showing(near, PAGES["history"]) as pilot:
        await ready(pilot, "stretch-dark")
        read = []
        for _ in range(5):
            await ready(pilot, "stretch-dark", "tab")
            read.append(words(pilot.app))
        assert "\n===\n".join(read) == golden


def bad_settings(stage: Stage) -> None:
    path = file_of(stage.folders)
    path.parent.mkdir(parents=True)
    path.write_text('[sound]\nvolume = "[b]loud"\n')


def clashing_keys(stage: Stage) -> None:
    path = file_of(stage.folders)
    path.parent.mkdir(parents=True)
    path.write_text('theme = "stretch-light"\n[keys]\npause = "n"\n')


def bad_profile(stage: Stage) -> None:
    stage.folders.profile.parent.mkdir(parents=True)
    stage.folders.profile.write_text("{nonsense")


@pytest.mark.parametrize(
    ("page", "prepare", "keys"),
    [
        pytest.param("history", None, (), id="nothing-in-the-history-yet"),
        pytest.param("settings", bad_settings, (), id="a-bad-settings-file"),
        pytest.param("settings", clashing_keys, ("tab",) * 7, id="keys-that-clash"),
        pytest.param("limits", None, ("slash", *"heat", "enter"), id="limits-found-by-words"),
        pytest.param("profile", bad_profile, (), id="a-profile-that-cannot-be-read"),
    ],
)
async def test_words(
    golden: SnapshotAssertion,
    near: Stage,
    page: str,
    prepare: Callable[[Stage], None] | None,
    keys: tuple[str, ...],
) -> None:
    if prepare is not None:
        prepare(near)
    async with showing(near, PAGES[page]) as pilot:
        await ready(pilot, "stretch-dark", *keys)
        assert words(pilot.app) == golden
