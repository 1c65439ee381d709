"""The story of making a routine yours, from an empty home: every step of it in the app by keys, and in plain lines."""

from pathlib import Path
from typing import Any

import tomli
from textual.events import Paste
from textual.pilot import Pilot

from story.clock import StoryClock
from story.faces import Lines, Pass
from stretchplayer.app.context import AppContext
from stretchplayer.caps.profile import Today
from stretchplayer.editing.importing.writing import import_list
from stretchplayer.store import Past
from stretchplayer.tui.screens.done_screen import DonePage
from stretchplayer.tui.screens.editor_screen import EditorPage
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.screens.move_browser import MoveBrowser
from stretchplayer.tui.screens.new_routine_screen import NewRoutinePage, empty_routine
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.screens.question_screen import NoticePage, QuestionPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from tui.shelf import marked, titles
from tui.stage import Stage, left, on_top, press, reach, see, settled, until

MADE = f"""\
{empty_routine("Evening legs")}
[[step]]
repeat = 3

[[step.step]]
move = "calf-wall"
hold = 25

[[step.step]]
move = "hamstring-strap"
hold = 25
reps = 3

[[step]]
move = "bridge"
duration = 25

rest = 10
"""
"""What comes of it; the last line is typed into the text."""
_MINUTES = 20
"""No session here is longer."""
LIST = "Knee to chest 20 s each side\nHip thing on the chair 30 s\nThe one with the ball, 20 s"


async def test_a_routine_is_made_by_keys_mended_in_the_text_saved_and_played(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = stage.folders.routines / "evening-legs.toml"
    async with stage.running() as pilot:
        await new(pilot, "f4")
        await write(pilot, "Evening legs\n\n")
        await see_editor(pilot)
        for words in ("calf wall", "hamstring towel", "bridge"):
            await add(pilot, words)
        # A dose with -, with +, and two as numbers that are typed; then rounds, and one more of them.
        await press(pilot, "minus", "home", "down", "plus", "down", "enter")
        await write(pilot, "25\n")
        await press(pilot, "down")
        await write(pilot, "3\n")
        await press(pilot, "escape", "up", "shift+down", "g", "plus")
        await resting(pilot)
        await see(pilot, "Rounds", "3 rounds", "1.1 Calf", "25 s ×3 each", "2 Slow bridge")
        await press(pilot, "end", "t", "ctrl+end")
        await write(pilot, "\nresst = 10\n")
        await resting(pilot)
        await see(pilot, "cannot be played yet", "unknown key `resst`: did you mean `rest`?")
        await press(pilot, "f8", "f8", "f9", "enter")
        await resting(pilot)
        await see(pilot, "rest = 10")
        await press(pilot, "escape")
        await see(pilot, "▌   2 Slow bridge")
        assert text(pilot) == MADE
        undone = 0
        while text(pilot) != empty_routine("Evening legs"):
            await press(pilot, "u")
            undone += 1
        await press(pilot, *["ctrl+y"] * undone)
        assert text(pilot) == MADE
        assert not path.exists(), "only saving makes a file"
        await press(pilot, "ctrl+s")
        await until(pilot, path.exists)
        await press(pilot, "escape")
        await in_library(pilot, "evening-legs")
        assert "Evening legs" in titles(pilot)
        await press(pilot, "enter")
        await play_to_the_end(stage, pilot)
        await reach(pilot, LibraryPage)
        await press(pilot, "ctrl+q")
        assert await left(pilot) == 0
    assert path.read_text(encoding="utf-8") == MADE
    assert played(stage) == [("Evening legs", "finished")]


async def test_a_bundled_routine_becomes_ones_own_is_played_and_comes_back(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    bundled, own = (folder / "desk-eyes-neck.toml" for folder in (stage.folders.bundled, stage.folders.routines))
    before = bundled.read_bytes()
    async with stage.running() as pilot:
        await reach(pilot, LibraryPage)
        await write(pilot, "eyes short break")
        await in_library(pilot, "desk-eyes-neck")
        await press(pilot, "ctrl+e")
        await reach(pilot, QuestionPage)
        await press(pilot, "e")
        await see_editor(pilot)
        await press(pilot, "down", "plus", "p")
        await reach(pilot, QuestionPage)
        await press(pilot, "enter")
        await until(pilot, own.exists)
        await see(pilot, "From the start", "From here: step 2")
        await press(pilot, "p")
        await play_to_the_end(stage, pilot)
        await see_editor(pilot)
        assert (own.read_text(encoding="utf-8"), bundled.read_bytes()) == (text(pilot), before)
        assert own.read_bytes() != before
        await press(pilot, "escape")
        await in_library(pilot, "desk-eyes-neck")
        await press(pilot, "escape", "delete", "y")
        await until(pilot, lambda: not own.exists())
        await see(pilot, "The bundled one is back")
        await in_library(pilot, "desk-eyes-neck")
    assert bundled.read_bytes() == before
    assert [state for _, state in played(stage)] == ["finished"]


async def test_a_list_is_pasted_its_two_questions_are_answered_and_it_is_played(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    async with stage.running() as pilot:
        await new(pilot, "f3")
        pilot.app.post_message(Paste(LIST))
        await settled(pilot)
        await press(pilot, "tab")
        await write(pilot, "From Ann")
        await press(pilot, "ctrl+s")
        await see_editor(pilot)
        assert text(pilot) == import_list(LIST.encode(), title="From Ann").text
        await see(pilot, "2 questions to answer", "? 2 Hip circles", "? 3 The one with the ball")
        await press(pilot, "down")
        await see(pilot, "From your list: Hip thing on the")
        await press(pilot, "i")
        await reach(pilot, MoveBrowser)
        await press(pilot, "down", "enter")
        await see_editor(pilot)
        await press(pilot, "down")
        await see(pilot, "From your list: The one with the")
        await press(pilot, "space")
        await resting(pilot)
        assert not any(row.asked for row in page(pilot).editor.rows())
        steps = tomli.loads(text(pilot))["step"]
        assert steps == [
            {"move": "knee-to-chest", "sides": "each", "hold": 20, "reps": 1},
            {"move": "hip-flexor-chair", "hold": 30},
            {"kind": "exercise", "name": "The one with the ball", "duration": 20},
        ]
        assert "\n# ?" not in text(pilot)
        assert "# Hip thing on the chair 30 s\n" in text(pilot)
        await press(pilot, "home", "p", "enter")
        await play_to_the_end(stage, pilot)
        await see_editor(pilot)
    assert played(stage) == [("From Ann", "finished")]


async def test_neither_a_crash_nor_somebody_else_takes_anything_away(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    path = stage.write("evening-legs", MADE)
    async with stage.running() as pilot:
        await edit_from_library(pilot)
        await press(pilot, "end", "plus", "t", "ctrl+end")
        await write(pilot, "# for the hips")
        await resting(pilot)
        typed = text(pilot)
        # The terminal is gone: nothing is asked.
    assert path.read_text(encoding="utf-8") == MADE
    theirs = MADE.replace("Evening legs", "Legs, from Ann")
    async with stage.running() as pilot:
        await edit_from_library(pilot)
        await reach(pilot, QuestionPage)
        await press(pilot, "g")
        await see_editor(pilot)
        assert text(pilot) == typed
        path.write_text(theirs, encoding="utf-8")
        await press(pilot, "ctrl+s")
        await reach(pilot, QuestionPage)
        assert path.read_text(encoding="utf-8") == theirs
        await press(pilot, "v")
        await reach(pilot, NoticePage)
        await see(pilot, '-title = "Legs, from Ann"', "+# for the hips")
        await press(pilot, "escape", "t")
        await see_editor(pilot)
        assert text(pilot) == theirs
        await press(pilot, "u")
        assert text(pilot) == typed, "undo brings one's own back"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: path.read_text(encoding="utf-8") == typed)
        await press(pilot, "escape")
        await in_library(pilot, "evening-legs")
    assert path.with_name("evening-legs.toml.bak").read_text(encoding="utf-8") == theirs


def test_in_plain_lines_the_same_edits_make_the_same_file(tmp_path: Path) -> None:
    stage, clock = Stage(tmp_path), StoryClock()
    path = stage.write("evening-legs", empty_routine("Evening legs"))
    first = (
        "add calf-wall hold=25",
        "add hamstring-strap",
        "add bridge",
        "step 2 hold=25 reps=3",
        "step 3 duration=25",
    )
    lines = LinesEditing(
        clock,
        *first,
        "step 3 duration=25",
        "rounds 1-2 times 2",
        "remove 2",
        "undo",
        "step 1 repeat=3",
        "step 2 resst=10",
    )
    # Its input ends in the middle: what was done is offered the next time.
    assert lines.run(["edit", "evening-legs", "--plain"], stage.folders) == 1
    assert "Unknown key `resst`: did you mean `rest`?" in lines.said.getvalue()
    assert path.read_text(encoding="utf-8") == empty_routine("Evening legs")
    again = LinesEditing(clock, "y", "step 2 rest=10", "save", "quit")
    assert again.run(["edit", "evening-legs", "--plain"], stage.folders) == 0
    assert again.asked[0].startswith("You changed evening-legs.toml on")
    # Form edits put a key behind the others; the empty line before it was typed.
    assert path.read_text(encoding="utf-8") == MADE.replace("\n\nrest", "\nrest")

    playing = Lines(clock, Today(), busy=True)
    playing.script = iter([Pass(5000.0)])
    assert playing.run(["play", "evening-legs", "--yes"], stage.folders) == 0
    assert played(stage) == [("Evening legs", "finished")]

    theirs = path.read_bytes() + b"# theirs\n"
    meeting = LinesEditing(clock, "copy 2", lambda: path.write_bytes(theirs), "save", "n", "quit", "s", "y")
    assert meeting.run(["edit", "evening-legs", "--plain"], stage.folders) == 0
    assert path.with_name("evening-legs.toml.bak").read_bytes() == theirs
    assert b"theirs" not in path.read_bytes()
    assert len(tomli.loads(path.read_text(encoding="utf-8"))["step"]) == 3


class LinesEditing(Lines):
    """Plain lines in which commands are written; one that is a function happens before the next is read."""

    def __init__(self, clock: StoryClock, *commands: Any) -> None:
        super().__init__(clock, Today(), busy=True)
        self._commands = iter(commands)
        self.asked: list[str] = []

    def ask(self, prompt: str) -> str | None:
        self.asked.append(prompt)
        while callable(command := next(self._commands, None)):
            command()
        return command


def page(pilot: Pilot[Any]) -> EditorPage:
    return on_top(pilot, EditorPage)


def text(pilot: Pilot[Any]) -> str:
    return page(pilot).editor.file.document.text


def played(stage: Stage) -> list[tuple[str, str]]:
    """The title and the end of each session that the store holds."""
    context = AppContext(stage.folders, stage.clock)
    history: list[Past] = [*context.store.history()]
    context.close()
    return [(each.routine, each.state) for each in history]


async def write(pilot: Pilot[Any], words: str) -> None:
    names = {" ": "space", "\n": "enter"}
    await press(pilot, *(names.get(each, each) for each in words))


async def see_editor(pilot: Pilot[Any]) -> None:
    await reach(pilot, EditorPage)
    await resting(pilot)


async def resting(pilot: Pilot[Any]) -> None:
    """Until the whole of the text was looked through, and what was typed is kept."""
    await until(pilot, lambda: page(pilot).is_resting)


async def new(pilot: Pilot[Any], way: str) -> None:
    await reach(pilot, LibraryPage)
    await press(pilot, "ctrl+n")
    await reach(pilot, NewRoutinePage)
    await press(pilot, way)


async def add(pilot: Pilot[Any], words: str) -> None:
    """Find a move in the browser, and take the first."""
    await press(pilot, "a")
    await reach(pilot, MoveBrowser)
    await write(pilot, f"{words}\n")
    await reach(pilot, EditorPage)


async def edit_from_library(pilot: Pilot[Any]) -> None:
    await in_library(pilot, "evening-legs")
    await press(pilot, "ctrl+e")
    await until(pilot, lambda: any(isinstance(each, EditorPage) for each in pilot.app.screen_stack))


async def in_library(pilot: Pilot[Any], name: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, LibraryPage) and marked(pilot) == name)


async def play_to_the_end(stage: Stage, pilot: Pilot[Any]) -> None:
    """Begin, let the time pass, and leave the page that says how it was."""
    await reach(pilot, ReadyPage)
    await press(pilot, "enter")
    await reach(pilot, PlayerPage)
    for _ in range(_MINUTES):
        await stage.play_on(pilot, 60)
    await reach(pilot, DonePage)
    await press(pilot, "enter")
