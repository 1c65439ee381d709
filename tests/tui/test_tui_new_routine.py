"""A new routine: empty, for what somebody says, or out of a list; and what is said where something is missing."""

from typing import NamedTuple

from textual.widgets import TextArea

from stretchplayer.caps.profile import Today
from stretchplayer.problems import UserError
from stretchplayer.routine.reader import read
from stretchplayer.tui.app import INTERRUPTED, StretchApp
from stretchplayer.tui.screens.editor_screen import EditorPage
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.screens.measure_screen import MeasurePage
from stretchplayer.tui.screens.new_routine_screen import Imported, Line, NewRoutinePage, empty_routine
from stretchplayer.tui.screens.profile_screen import TodayPage
from tui.alone import dismissed, showing
from tui.stage import Stage, left, on_top, press, reach, see, texts, until


class Read(NamedTuple):
    """What a list was read as."""

    text: str
    questions: tuple[object, ...]
    once: tuple[int, ...] = ()


def page(typed: dict[str, str] | None = None) -> NewRoutinePage:
    """The page, with ways to compose and to import that say what they were asked for."""

    def compose(words: str, minutes: float, *, title: str) -> str:
        if words == "zebra":
            message = "no muscle is known by that: zebra"
            raise UserError(message)
        return f"# {words}, {minutes:g} min\n{empty_routine(title)}"

    def import_list(data: bytes, *, title: str) -> Imported:
        return Read(f"# {data.decode()}\n{empty_routine(title)}", ("how long?",), (4,))

    return NewRoutinePage(typed, compose=compose, import_list=import_list)


async def test_for_what_somebody_says(stage: Stage) -> None:
    async with showing(stage, page) as pilot:
        await press(pilot, "ctrl+s")
        assert "Say what it is for" in texts(pilot.app)
        await press(pilot, *"sciatica")
        assert "Numbness between the legs" in texts(pilot.app)
        await press(pilot, "enter", *"xy", "enter", "enter")
        assert not dismissed(pilot), "enter behind the name goes on to the row that makes it"
        assert not stage.folders.routines.exists()
        await press(pilot, "enter")
        assert "Not minutes: xy" in texts(pilot.app)
        await press(pilot, "up", "up", "backspace", "backspace", *"12", "enter", "down", "enter")
        await until(pilot, lambda: bool(dismissed(pilot)))
        path = dismissed(pilot)[0].path
        assert path == stage.folders.routines / "sciatica.toml"
        assert path.read_text(encoding="utf-8").startswith("# sciatica, 12 min\n")
        assert 'title = "Sciatica"' in path.read_text(encoding="utf-8")


async def test_what_cannot_be_made_says_why_and_makes_nothing(stage: Stage) -> None:
    async with showing(stage, page, (40, 12)) as pilot:
        await press(pilot, *"zebra", "ctrl+s")
        await until(pilot, lambda: "No muscle is known by that" in texts(pilot.app))
        assert not stage.folders.routines.exists()
        await press(pilot, "escape")
        assert dismissed(pilot) == [None]


async def test_what_was_typed_is_there_the_next_time(stage: Stage) -> None:
    async with showing(stage, LibraryPage) as pilot:
        await press(pilot, "ctrl+n", *"knee", "enter", "backspace", "backspace", "7")
        await press(pilot, "f3", *"calf", "enter", *"bridge", "tab", *"Mine", "escape")
        await see(pilot, "What you typed is kept until you leave the program: ctrl+n goes on with it.")
        await press(pilot, "ctrl+n")
        again = on_top(pilot, NewRoutinePage)
        assert (again.way, again.query_one(TextArea).text) == ("list", "calf\nbridge")
        assert [each.value for each in again.query(Line)] == ["knee", "7", "Mine"]
        assert again.query_one(TextArea).has_focus
        await press(pilot, "ctrl+s")
        await reach(pilot, EditorPage)
        await press(pilot, "escape", "ctrl+n")
        assert [each.value for each in on_top(pilot, NewRoutinePage).query(Line)] == ["", "10", ""]


async def test_out_of_a_list(stage: Stage) -> None:
    stage.write("my-exercises", "")
    async with showing(stage, page) as pilot:
        await press(pilot, "shift+tab", "right", "ctrl+s")
        assert "Paste or type the list first" in texts(pilot.app)
        pilot.app.screen.query_one(TextArea).text = "calf, 30 s"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: bool(dismissed(pilot)))
        path = dismissed(pilot)[0].path
        assert path.name == "my-exercises-2.toml"
        assert isinstance(pilot.app, StretchApp)
        said = " ".join(each.text for each in pilot.app.notices)
        assert "1 question to answer: each step with one is off and marked ?" in said
        assert "1 step with no number of times or sets: done once" in said
        assert "a routine called my-exercises already" in said
        assert "this one is called my-exercises-2" in said
        assert path.read_text(encoding="utf-8").startswith("# calf, 30 s\n")


async def test_empty_with_a_name(stage: Stage) -> None:
    async with showing(stage, page) as pilot:
        await press(pilot, "shift+tab", "right", "right", "ctrl+s")
        assert "Give it a name first" in texts(pilot.app)
        await press(pilot, "tab", *'Für "mich"', "enter", "enter")
        await until(pilot, lambda: bool(dismissed(pilot)))
        (file,) = dismissed(pilot)
        assert file.path.name == "für-mich.toml"
        assert not stage.folders.routines.exists(), "nothing is written until it is saved"
        assert file.document.text == empty_routine('Für "mich"')
        only_step_missing = read(file.document.text.encode(), "x.toml").problems
        assert [(each.severity, each.key) for each in only_step_missing] == [("error", "step")]


async def test_what_is_typed_is_not_lost_by_one_interrupt(stage: Stage) -> None:
    for make, keys in ((page, ("f3", *"calf")), (MeasurePage, ("7",)), (lambda: TodayPage(Today()), ("right",))):
        async with showing(stage, make) as pilot:
            await press(pilot, *keys, "ctrl+c")
            assert "once more leaves without it" in texts(pilot.app), keys
            assert pilot.app.return_code is None, keys
            await pilot.press("ctrl+c")
            assert await left(pilot) == INTERRUPTED, keys
