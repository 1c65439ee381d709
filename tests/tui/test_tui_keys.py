"""Every key of every page: in either case, by its place on other layouts, and an answer for one without a meaning."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from stretchplayer.app.session_flow import Play
from stretchplayer.text import latin
from stretchplayer.tui.command import Command
from stretchplayer.tui.keymap import COMMANDS, faults, keys_of, meant
from stretchplayer.tui.routine_index import ANYTHING
from stretchplayer.tui.screens.advice_screen import AdvicePage
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.screens.filter_screen import FilterPage
from stretchplayer.tui.screens.help_screen import HelpPage
from stretchplayer.tui.screens.history_screen import HistoryPage
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.screens.limits_screen import LimitsPage
from stretchplayer.tui.screens.move_browser import MoveBrowser
from stretchplayer.tui.screens.move_filters import BodyPage, ThingsPage
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.screens.profile_screen import ProfilePage
from stretchplayer.tui.screens.question_screen import EDITED, QuestionPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from stretchplayer.tui.screens.settings_screen import SettingsPage
from stretchplayer.tui.screens.week_screen import WeekPage
from tui.alone import dismissed, showing
from tui.stage import Stage, on_top, press, resize, see, words

PAGES: Final[dict[str, Callable[[], Page[Any]]]] = {
    "library": LibraryPage,
    "filter": lambda: FilterPage([], ANYTHING),
    "advice": AdvicePage,
    "limits": LimitsPage,
    "settings": SettingsPage,
    "history": HistoryPage,
    "profile": ProfilePage,
    "help": lambda: HelpPage(Screen()),
    "week": WeekPage,
    "moves": lambda: MoveBrowser(find=lambda _: ("calf-wall",)),
    "things at hand": lambda: ThingsPage(("chair",), ()),
    "part of the body": lambda: BodyPage({}, 0),
}
LAYOUTS: Final = ("йцукенгшщзфывапролдячсмить", ";ςερτυθιοπασδφγηξκλζχψωβνμ")


def same_place(letter: str) -> Iterator[str]:
    """What the key of a Latin letter sends on other layouts."""
    return (other for layout in LAYOUTS for other in layout if latin(other) == letter)


async def misheard(pilot: Pilot[Any], commands: tuple[Command, ...], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Letters that do not do what their command says, in some case or on some layout."""
    app, page = pilot.app, pilot.app.screen
    done: list[str] = []

    async def note(action: object, default_namespace: object = None, namespaces: object = None) -> bool:
        del default_namespace, namespaces
        done.append(str(action))
        return True

    # What a key leads to, not what comes of it.
    monkeypatch.setattr(app, "run_action", note)
    wrong = []
    for command in commands:
        for letter in keys_of(command, {}):
            if len(letter) > 1 or not letter.isalpha() or letter not in page.active_bindings:
                continue
            others = [*same_place(letter), *(other.upper() for other in same_place(letter) if other != "ς")]
            for key in (letter, letter.upper(), *others):
                done.clear()
                await pilot.press(key)
                if done != [command.action]:
                    wrong.append(f"{key} for {letter} ({command.name}): {done}")
    return wrong


@pytest.mark.parametrize("name", PAGES)
async def test_a_key_without_a_meaning_is_answered_once_and_every_letter_counts_on_every_layout(
    stage: Stage, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with showing(stage, PAGES[name]) as pilot:
        pilot.app.screen.set_focus(None)
        await press(pilot, "f11", "f12", "f12")
        assert words(pilot.app).count("does nothing here: ") == 1
        await see(pilot, "f11 does nothing here: ")
        assert await misheard(pilot, on_top(pilot, Page).COMMANDS_HERE, monkeypatch) == []


async def test_every_letter_counts_on_the_ready_page_and_in_the_player(
    short: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with short.running(Play("short")) as pilot:
        await see(pilot, "Nothing new")
        assert await misheard(pilot, on_top(pilot, ReadyPage).COMMANDS_HERE, monkeypatch) == []
    async with short.playing("short") as pilot:
        assert await misheard(pilot, on_top(pilot, PlayerPage).COMMANDS_HERE, monkeypatch) == []


def test_no_capital_has_a_meaning_of_its_own() -> None:
    capitals = {
        key for commands in COMMANDS.values() for each in commands for key in keys_of(each, {}) if key != key.lower()
    }
    assert capitals == set()


def test_no_letter_is_a_command_where_letters_find() -> None:
    letters = [key for each in COMMANDS["Library"] for key in keys_of(each, {}) if len(key) == 1]
    assert letters == []
    ((name, why), *more) = faults({"filter": "g", "history": "f10", "search": "slash", "quit": "ctrl+x"})
    assert (name, more) == ("filter", [])
    assert "g finds routines there" in why


def test_a_configured_key_comes_first_and_counts_in_either_case() -> None:
    known = {"P", "ü", "semicolon", "ctrl+c", "right_square_bracket", "q"}
    keys = ("p", "P", "Ü", "semicolon", "ctrl+\N{CYRILLIC SMALL LETTER ES}", "ъ", "Й", "7", "f5")
    assert [meant(key, known) for key in keys] == [
        *("P", "P", "ü", "semicolon", "ctrl+c", "right_square_bracket", "q", "7", "f5")
    ]


async def test_the_player_says_which_keys_answer(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await press(pilot, "W", "w")
        assert words(pilot.app).count("w does nothing here") == 1
        await short.play_on(pilot, 8)
        assert "does nothing here" not in words(pilot.app)
        await press(pilot, "exclamation_mark")
        await short.play_on(pilot, 1)
        await press(pilot, "space")
        await see(pilot, "First say what it was: s, t, c, d, ")


async def test_a_question_waits_for_an_answer(stage: Stage) -> None:
    async with showing(stage, lambda: QuestionPage(EDITED, ["Edited."])) as pilot:
        await press(pilot, "x")
        await see(pilot, "x does nothing here: o, r, esc.")
        await press(pilot, "O")
        assert dismissed(pilot) == ["old"]


TOO_MUCH: Final = (("x", ""), ("X", "space"), ("exclamation_mark", "q"), ("ч", "question_mark"), ("x", "f"))
"""Keys for "too much", and what was pressed before."""


@pytest.mark.parametrize(("key", "before"), TOO_MUCH)
async def test_too_much_always_counts(short: Stage, key: str, before: str) -> None:
    async with short.playing("short") as pilot:
        await short.play_on(pilot, 10)
        await press(pilot, *filter(None, (before, key)))
        assert on_top(pilot, PlayerPage).player.session.state == "asking"
        await see(pilot, "Sharp (s)")


async def test_the_palette_can_be_paged_through_where_none_of_it_is_seen(stage: Stage) -> None:
    async with stage.running(size=(80, 3)) as pilot:
        await press(pilot, "ctrl+p", "pagedown", "pageup", "t", "pagedown", "escape", "escape")
        await resize(pilot, 80, 24)
        await press(pilot, "ctrl+p")
        await see(pilot, "Search for commands")


async def test_lists_can_be_paged_through_in_a_window_of_one_row(stage: Stage) -> None:
    async with stage.running(size=(80, 1)) as pilot:
        await press(pilot, "pagedown", "ctrl+g", "pagedown", "pageup", "escape", "f7", "f3", "pagedown", "escape")
        await resize(pilot, 80, 24)
        await see(pilot, "242 moves")


async def test_enter_goes_on_in_a_pause_and_does_nothing_while_something_is_on(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await press(pilot, "enter")
        await see(pilot, "enter does nothing here")
        await press(pilot, "space")
        await see(pilot, "PAUSED")
        await press(pilot, "enter")
        assert "PAUSED" not in words(pilot.app)
        await press(pilot, "space", "q", "enter")
        assert "PAUSED" in words(pilot.app), "at the question whether to leave it only stays"
