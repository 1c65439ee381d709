"""Help: the commands of the page below with their keys as they are, each of which can be done from there."""

from typing import Any, ClassVar

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import OptionList

from every import every
from stretchplayer.settings import file_of
from stretchplayer.tui.command import Command
from stretchplayer.tui.keymap import ANYWHERE, COMMANDS, LIBRARY, PAGE, PLAYER, bindings, shown
from stretchplayer.tui.screens.help_screen import HelpPage, help_rows, sections
from tui.alone import showing
from tui.stage import Stage, each_size, left, press, see, settled, until, words


class Below(Screen[None]):
    """A page that remembers which of its commands were run."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PLAYER
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PLAYER)]

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []

    def action_pause(self) -> None:
        self.ran.append("pause")

    def action_say(self, what: str) -> None:
        self.ran.append(what)


@every("page", list(COMMANDS))
@every("width", [38, 74, 130])
def test_columns(page: str, width: int) -> None:
    commands = [command for _, part in sections(COMMANDS[page]) for command in part]
    column = max(cell_len(shown(command, {})) for command in commands)
    for command, row in zip(commands, help_rows(commands, {}, width), strict=True):
        lines = row.split("\n")
        assert all(cell_len(line) <= width for line in lines)
        assert " ".join(command.help.split()) in " ".join(" ".join(lines).split())
        assert lines[0].index(command.label) == column + 2


@given(st.from_regex(r"[a-z]{1,12}(,[a-z]{1,12}){0,6}", fullmatch=True), st.integers(20, 120))
def test_any_keys_have_room(keys: str, width: int) -> None:
    (row,) = help_rows(PLAYER[:1], {"pause": keys}, width)
    assert all(cell_len(line) <= width for line in row.split("\n"))


def test_pages_have_names() -> None:
    assert [sections(here)[0][0] for here in (PLAYER, LIBRARY, PAGE)] == ["Player", "Library", "This page"]
    assert [name for name, _ in sections(())] == ["Everywhere"]


async def test_every_command_is_there(stage: Stage) -> None:
    async with showing(stage, Below, (140, 60)) as pilot:
        await press(pilot, "question_mark")
        text = words(pilot.app)
        for command in (*PLAYER, *ANYWHERE):
            assert command.label in text
            assert command.help in text
        assert "Player" in text
        for word in ("Sharp", "Tingling", "Cramp", "Dizzy", "Other"):
            assert f"{word[0].lower()} " in text
            assert word in text
        assert "docs/index.md" in text
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Below)


async def test_keys_are_those_of_the_configuration(stage: Stage) -> None:
    path = file_of(stage.folders)
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\npause = "o,f3"\n')
    async with showing(stage, Below, (140, 60)) as pilot:
        await press(pilot, "f1")
        await see(pilot, "o f3")
        await press(pilot, "escape", "o")
        (below,) = pilot.app.screen_stack[-1:]
        assert isinstance(below, Below)
        assert below.ran == ["pause"]


async def test_enter_does_it(stage: Stage) -> None:
    async with showing(stage, Below) as pilot:
        below: Any = pilot.app.screen
        await press(pilot, "f1", "enter")
        await until(pilot, lambda: below.ran == ["pause"])
        assert isinstance(pilot.app.screen, Below)
        await press(pilot, "f1", "down", "enter")
        await until(pilot, lambda: below.ran == ["pause", "next"])


async def test_a_click_does_it(stage: Stage) -> None:
    async with showing(stage, Below) as pilot:
        below: Any = pilot.app.screen
        await press(pilot, "f1")
        await pilot.click("#commands", offset=(20, 2))
        await until(pilot, lambda: below.ran == ["next"])


async def test_help_about_help_goes_back(stage: Stage) -> None:
    async with showing(stage, Below) as pilot:
        await press(pilot, "f1", "f1")
        assert isinstance(pilot.app.screen, HelpPage)
        listed = pilot.app.screen.query_one(OptionList)
        listed.highlighted = listed.get_option_index("help")
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Below)


async def test_commands_of_everywhere_are_done_as_well(stage: Stage) -> None:
    async with showing(stage, Below) as pilot:
        await press(pilot, "f1")
        listed = pilot.app.screen.query_one(OptionList)
        listed.highlighted = listed.get_option_index("interrupt")
        await press(pilot, "enter")
        assert await left(pilot) == 130


async def test_nothing_is_cut_off(stage: Stage) -> None:
    async with showing(stage, Below) as pilot:
        await press(pilot, "f1")
        async for size in each_size(pilot):
            listed = pilot.app.screen.query_one(OptionList)
            room = listed.scrollable_content_region.width
            for option in listed.options:
                assert all(cell_len(line) <= room for line in str(option.prompt).split("\n")), size


async def test_two_keys_at_once_leave_one_page(stage: Stage) -> None:
    async with showing(stage, Below) as pilot:
        await press(pilot, "question_mark")
        page = pilot.app.screen
        page.dismiss()
        page.dismiss()
        await settled(pilot)
        assert isinstance(pilot.app.screen, Below)
