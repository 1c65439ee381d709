"""How the pages look: history, profile, today's questions, limits, settings, help."""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from stretchplayer.caps.profile import Today
from stretchplayer.config import Folders
from stretchplayer.settings import file_of
from stretchplayer.tui.keymap import Command
from stretchplayer.tui.screens.help_screen import HelpPage
from stretchplayer.tui.screens.history_screen import HistoryPage
from stretchplayer.tui.screens.limits_screen import LimitsPage
from stretchplayer.tui.screens.profile_screen import ProfilePage, TodayPage
from stretchplayer.tui.screens.settings_screen import SettingsPage
from tui import lived
from tui.alone import alone
from tui.stage import EIGHT, SIZES, Stage, ours, press, settled

Compare = Callable[..., bool]
LOOKS: Final = [*((size, "stretch-dark") for size in SIZES), ((80, 24), "stretch-light")]
NAMES: Final = [f"{width}x{height}-{theme}" for (width, height), theme in LOOKS]


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


def pictured(compare: Compare, app: App[Any], size: tuple[int, int], theme: str, *keys: str) -> bool:
    async def before(pilot: Pilot[Any]) -> None:
        ours(pilot).trying = True
        pilot.app.theme = theme
        await settled(pilot, 12)
        await press(pilot, *keys)
        await pilot.wait_for_animation()
        await settled(pilot)

    return compare(app, terminal_size=size, run_before=before)


@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=NAMES)
@pytest.mark.parametrize("page", PAGES)
def test_pages(snap_compare: Compare, near: Stage, page: str, size: tuple[int, int], theme: str) -> None:
    if page == "history":
        lived.live(near, lived.year())
    assert pictured(snap_compare, alone(near, PAGES[page]), size, theme)


def test_nothing_in_the_history_yet(snap_compare: Compare, near: Stage) -> None:
    assert pictured(snap_compare, alone(near, PAGES["history"]), (80, 24), "stretch-dark")


@pytest.mark.parametrize("tabs", [2, 3, 4, 5])
def test_further_down_in_the_history(snap_compare: Compare, near: Stage, tabs: int) -> None:
    lived.live(near, lived.year())
    assert pictured(snap_compare, alone(near, PAGES["history"]), (80, 24), "stretch-dark", *["tab"] * tabs)


def test_a_bad_settings_file(snap_compare: Compare, near: Stage) -> None:
    path = file_of(near.folders)
    path.parent.mkdir(parents=True)
    path.write_text('[sound]\nvolume = "[b]loud"\n')
    assert pictured(snap_compare, alone(near, SettingsPage), (80, 24), "stretch-dark")


def test_keys_that_clash(snap_compare: Compare, near: Stage) -> None:
    path = file_of(near.folders)
    path.parent.mkdir(parents=True)
    path.write_text('theme = "stretch-light"\n[keys]\npause = "n"\n')
    assert pictured(snap_compare, alone(near, SettingsPage), (80, 24), "stretch-light", *["tab"] * 7)


def test_limits_found_by_words(snap_compare: Compare, near: Stage) -> None:
    assert pictured(snap_compare, alone(near, LimitsPage), (80, 24), "stretch-dark", "slash", *"heat", "enter")


def test_a_profile_that_cannot_be_read(snap_compare: Compare, near: Stage) -> None:
    near.folders.profile.parent.mkdir(parents=True)
    near.folders.profile.write_text("{nonsense")
    assert pictured(snap_compare, alone(near, ProfilePage), (80, 24), "stretch-dark")
