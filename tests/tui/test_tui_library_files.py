"""Files in the library: bad ones, odd ones, those that change meanwhile, and the user's own."""

import os
import re
import shutil
import sys
from pathlib import Path
from threading import Event

import pytest

from cli.house import PROGRAM, Home
from stretchplayer.app.child_reader import ChildReader
from stretchplayer.app.drafts import OpenFile, new_file
from stretchplayer.app.library import Shelved
from stretchplayer.app.listing import FAILED, TOO_LONG, Listed, entry, left_alone
from stretchplayer.app.week.week_plan import add_entry
from stretchplayer.tui.keymap import PAGE
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.screens.editor_screen import EditorPage
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.screens.own_files import PAGES
from stretchplayer.tui.screens.question_screen import NoticePage, QuestionPage
from stretchplayer.tui.widgets.library_widgets import RoutineList
from tui.alone import showing
from tui.shelf import BAD, SHORT, changed, filled, marked, page, titles
from tui.stage import Stage, press, reach, see, texts, until, words
from tui.terminal import Terminal

EDITOR = """
import sys
input("the editor is here ")
path = sys.argv[-1]
text = open(path).read()
open(path, "w").write(text.replace("Short [bold]one[/x]", "Changed by hand"))
"""


async def test_a_bad_file_hides_nothing_and_says_what_is_wrong(stage: Stage) -> None:
    stage.write("bad", BAD)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        assert marked(pilot) == "bad"
        read = words(pilot.app)
        assert "bad file" in read
        assert "This file cannot be played yet." in read
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, NoticePage)
        read = words(pilot.app)
        assert "bad.toml cannot be played yet" in read
        assert "Line 10, column 1: step 1: unknown key `holds`" in read
        assert str(stage.folders.config) not in read
        await press(pilot, "escape")
        assert marked(pilot) == "bad"


async def test_what_is_no_file_says_so(stage: Stage) -> None:
    (stage.folders.routines / "folder.toml").mkdir(parents=True)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        assert "folder.toml: a folder, not a file" in " ".join(words(pilot.app).split())
        await press(pilot, "enter")
        await see(pilot, "folder.toml: a folder, not a file")


async def test_a_name_of_a_file_gives_no_orders_to_the_terminal(stage: Stage) -> None:
    stage.write("\x1b[31mred\n[b]x", BAD)
    stage.write("\x1b[2J", SHORT)
    async with stage.running() as pilot:
        await filled(pilot, 10)
        assert "\x1b" not in words(pilot.app)
        await press(pilot, "down")
        assert marked(pilot).startswith("\x1b[31m")
        await see(pilot, "[b]x.toml")
        await press(pilot, "f4")
        assert "\x1b" not in words(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, NoticePage)
        assert "\x1b" not in words(pilot.app)


async def test_changes_on_disk_show_up_and_the_mark_stays(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "down", "down", "down")
        path = stage.write("short", SHORT)
        await changed(pilot)
        assert len(titles(pilot)) == 9
        assert marked(pilot) == "hips"
        path.write_text(SHORT.replace("Short", "Other"), encoding="utf-8")
        os.utime(path, (1, 1))
        await changed(pilot)
        assert titles(pilot)[0] == "Other [bold]one[/x]"
        await press(pilot, "home")
        path.write_text(BAD, encoding="utf-8")
        await changed(pilot)
        assert "This file cannot be played yet." in words(pilot.app), "the preview follows too"
        path.unlink()
        await changed(pilot)
        assert len(titles(pilot)) == 8
        assert marked(pilot) == "calf-cramp", "near where the mark was"


async def test_nothing_is_drawn_while_nothing_changes(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        shown = pilot.app.screen.query_one(RoutineList)._options
        for _ in range(5):
            stage.clock.passed += 2
            page(pilot).look()
            assert not page(pilot)._dirty_widgets
            assert not page(pilot)._layout_required
            assert "read" not in {each.group for each in pilot.app.workers if not each.is_finished}
        assert pilot.app.screen.query_one(RoutineList)._options is shown


async def test_a_copy_gets_a_name_and_a_title_of_its_own(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "down", "ctrl+d")
        await filled(pilot, 9)
        copied = stage.folders.routines / "calves-feet-my-copy.toml"
        former = (stage.folders.bundled / "calves-feet.toml").read_text(encoding="utf-8")
        assert copied.read_text(encoding="utf-8") == former.replace("Calves and feet", "Calves and feet (my copy)", 1)
        assert marked(pilot) == "calves-feet-my-copy"
        await see(pilot, "The copy is yours: calves-feet-my-copy.")
        assert re.search(r"\d+ min · yours", words(pilot.app))
        await press(pilot, "ctrl+d")
        await filled(pilot, 10)
        assert marked(pilot) == "calves-feet-my-copy-2", "a copy of a copy is the second one"
        assert "Calves and feet (my copy 2)" in titles(pilot)


async def test_of_two_with_one_title_ones_own_shows_its_name(stage: Stage) -> None:
    stage.write("my-hips", SHORT.replace("Short [bold]one[/x]", "hips"))
    async with stage.running() as pilot:
        await filled(pilot, 9)
        await see(pilot, "hips (my-hips)")
        assert "Hips (hips)" not in words(pilot.app)
        await press(pilot, *"hip", "enter")
        await see(pilot, "Get ready")
        path = stage.folders.routines / "my-hips.toml"
        path.write_text(SHORT, encoding="utf-8")
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: "(my-hips)" not in words(pilot.app))


async def test_a_copy_where_nothing_can_be_written(stage: Stage) -> None:
    stage.folders.config.mkdir(parents=True)
    stage.folders.routines.write_text("a file", encoding="utf-8")
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "ctrl+d")
        await see(pilot, "cannot write")
        assert len(titles(pilot)) == 8


async def test_what_is_removed_is_kept_and_can_be_put_back(stage: Stage) -> None:
    mine = stage.write("desk-neck", SHORT)
    stage.write("bad", BAD)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        await press(pilot, *"short", "home", *["delete"] * 3, "end", "delete")
        assert "Nothing to delete behind these words" in texts(pilot.app), "words are edited, and nothing is removed"
        await press(pilot, "home", "delete", "delete", "delete")
        asked = "Remove Short [bold]one[/x]? It is kept, and can be put back. The bundled one is there again then."
        assert asked in texts(pilot.app)
        await press(pilot, "escape")
        assert mine.exists()
        await press(pilot, "delete", "y")
        await until(pilot, lambda: marked(pilot) == "desk-neck" and not mine.exists())
        assert "Short [bold]one[/x] is removed. The bundled one is back. ctrl+z undoes that." in texts(pilot.app)
        (kept,) = (stage.folders.routines / "removed").iterdir()
        assert kept.read_text(encoding="utf-8") == SHORT
        await until(pilot, lambda: "Neck and shoulders at the desk" in titles(pilot))
        assert marked(pilot) == "desk-neck", "the bundled one in its place"
        await press(pilot, "home", "delete", "y")
        await filled(pilot, 8)
        await press(pilot, "ctrl+z", "ctrl+z")
        await filled(pilot, 9)
        assert (mine.read_text(encoding="utf-8"), marked(pilot)) == (SHORT, "desk-neck")
        assert not list((stage.folders.routines / "removed").iterdir())
        await press(pilot, "end", "delete")
        assert "came with the program and stays" in texts(pilot.app)


async def test_what_is_put_back_is_planned_again(stage: Stage) -> None:
    stage.write("mine", SHORT.replace("Short [bold]one[/x]", "Mine"))
    add_entry(stage.folders, {"routine": "mine", "on": "every day", "cue": "after lunch"}, stage.clock.wall())
    async with stage.running() as pilot:
        await filled(pilot, 9)
        await see(pilot, "today: after lunch")
        await press(pilot, "delete", "y")
        await until(pilot, lambda: "today: after lunch" not in words(pilot.app))
        await press(pilot, "ctrl+z")
        await see(pilot, "today: after lunch")


async def test_what_is_put_back_overwrites_nothing(stage: Stage) -> None:
    mine = stage.write("short", SHORT)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        await press(pilot, "delete", "y")
        mine.write_text(BAD, encoding="utf-8")
        await press(pilot, "ctrl+z")
        assert "short.toml is there again" in texts(pilot.app)
        assert mine.read_text(encoding="utf-8") == BAD
        await changed(pilot)
        await press(pilot, "home", "delete", "y")
        await filled(pilot, 8)
        await press(pilot, "ctrl+z")
        assert len(list((stage.folders.routines / "removed").iterdir())) == 1, "two of one name at one second"


class Made(Page[OpenFile | None], commands=PAGE):
    """Stands in for the page that makes one; it is given what was typed there before."""

    def __init__(self, typed: dict[str, str]) -> None:
        super().__init__()
        self.kept = typed


STANDING_IN = {**PAGES, "new": (__name__, "Made")}


async def test_a_bundled_routine_is_changed_in_a_copy(stage: Stage) -> None:
    async with showing(stage, lambda: LibraryPage(STANDING_IN)) as pilot:
        await filled(pilot)
        await press(pilot, "down", "ctrl+e")
        assert "Calves and feet came with the program." in texts(pilot.app)
        await press(pilot, "escape")
        assert not stage.folders.routines.exists()
        await press(pilot, "ctrl+e", "E")
        opened = await reach(pilot, EditorPage)
        assert opened.file.path == stage.folders.routines / "calves-feet.toml"
        assert not stage.folders.routines.exists(), "only saving makes a file"
        await press(pilot, "plus", "ctrl+s")
        await until(pilot, opened.file.path.exists)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryPage) and marked(pilot) == "calves-feet")
        await press(pilot, "ctrl+e")
        again = await reach(pilot, EditorPage)
        assert again.file.path == opened.file.path, "what is one's own is changed itself"
        await press(pilot, "escape")
        await reach(pilot, LibraryPage)
        await press(pilot, "end", "ctrl+e")
        await reach(pilot, QuestionPage)
        await press(pilot, "c")
        assert (await reach(pilot, EditorPage)).file.path.name == "full-body-my-copy.toml"


async def test_what_is_new_is_opened_to_be_changed(stage: Stage) -> None:
    async with showing(stage, lambda: LibraryPage(STANDING_IN)) as pilot:
        await filled(pilot)
        await press(pilot, "ctrl+n", "escape")
        assert isinstance(pilot.app.screen, LibraryPage)
        await press(pilot, "ctrl+n")
        made = await reach(pilot, Made)
        made.dismiss(new_file(stage.folders.routines / "short.toml", SHORT, stage.folders))
        assert (await reach(pilot, EditorPage)).file.path.name == "short.toml"
        assert not stage.folders.routines.exists(), "only saving makes a file"
        await press(pilot, "ctrl+s", "escape")
        await filled(pilot, 9)
        assert marked(pilot) == "short"


async def test_a_new_routine_that_was_never_saved_is_offered(stage: Stage) -> None:
    lost = new_file(stage.folders.routines / "slip.toml", "", stage.folders)
    lost.document.change(SHORT, "typed")
    lost.keep(1000.0)
    async with stage.running() as pilot:
        await filled(pilot, 8)
        assert "slip.toml" not in words(pilot.app), "it is being typed elsewhere"
        lost.close()
    async with stage.running() as pilot:
        await see(pilot, "slip.toml (", ") is not saved: ctrl+n goes on.")
        await press(pilot, "ctrl+n")
        await see(pilot, "Go on with one of these?", "Make another one")
        await press(pilot, "enter")
        editor = await reach(pilot, EditorPage)
        assert (editor.file.document.text, editor.file.path.name) == (SHORT, "slip.toml")
        await press(pilot, "ctrl+s", "escape")
        await filled(pilot, 9)
        assert "slip.toml (" not in words(pilot.app)
    assert not [*stage.folders.drafts.glob("*.json")]


async def test_f4_says_so_where_the_terminal_cannot_be_given_away(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.write("short", SHORT)
    monkeypatch.delenv("VISUAL", raising=False)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        monkeypatch.setenv("EDITOR", "true")
        await press(pilot, "f4")
        await see(pilot, "The editor cannot have this terminal. In a shell: stretchplayer")
        monkeypatch.delenv("EDITOR")
        await press(pilot, "f4")
        assert "Neither $VISUAL nor $EDITOR names an editor" in words(pilot.app), "nobody is left in vi unasked"


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here to set an editor in")
def test_f4_gives_the_terminal_to_the_users_editor(tmp_path: Path) -> None:
    home = Home(tmp_path)
    path = home.own("short", SHORT)
    script = home.write("editor", f"#!{sys.executable}\n{EDITOR}")
    script.chmod(0o755)
    with Terminal(home, in_shell=True) as terminal:
        terminal.press(f"EDITOR='{script}' {' '.join(PROGRAM)}\r")
        terminal.see("Short [bold]one[/x]", "1 min · yours")
        terminal.press("\x1bOS")
        terminal.see("the editor is here")
        terminal.press("\r")
        terminal.see("No errors.", "Changed by hand")
        terminal.press("\x11")
        terminal.see("$ ")
    assert "Changed by hand" in path.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here to set an editor in")
@pytest.mark.parametrize(
    ("editor", "message"),
    [("/no/such/editor", "was not found"), ("false", "code 1"), ("sh -c 'kill -9 $$'", "was ended by SIGKILL")],
)
def test_an_editor_that_fails_leaves_a_living_app(tmp_path: Path, editor: str, message: str) -> None:
    home = Home(tmp_path)
    home.own("short", SHORT)
    with Terminal(home, env={"EDITOR": editor}) as terminal:
        terminal.see("1 min · yours")
        terminal.press("\x1bOS")
        terminal.see("1 min · yours", message)
        terminal.press("neck")
        terminal.see("Stiff neck")
        terminal.press("\x03")
        assert terminal.end() == 130


class Slow:
    """A reader that takes its time with every file, until it is let go on."""

    def __init__(self) -> None:
        self.reading, self.going_on = Event(), Event()

    def entry(self, shelved: Shelved) -> Listed:
        self.reading.set()
        self.going_on.wait()
        return left_alone(shelved, TOO_LONG) if shelved.name == "slow" else entry(shelved)

    def close(self) -> None:
        self.going_on.set()


async def test_a_file_that_takes_too_long_holds_nothing_up(stage: Stage) -> None:
    stage.write("slow", SHORT)
    stage.write("short", SHORT)
    stage.reader = reader = Slow()
    async with stage.running() as pilot:
        await until(pilot, reader.reading.is_set)
        stage.clock.passed += 1
        await press(pilot, *"neck", "enter")
        await see(pilot, "Get ready", "Neck and shoulders at the desk")
        await press(pilot, "escape")
        reader.going_on.set()
        await pilot.app.workers.wait_for_complete([each for each in pilot.app.workers if each.group == "read"])
        await press(pilot, *["backspace"] * 4, *"slow")
        await see(pilot, "takes too long to read")
        assert "it was left alone" in " ".join(words(pilot.app).split())
        await press(pilot, "enter")
        await see(pilot, "slow.toml cannot be played yet")


SERVER = """
import sys
from stretchplayer.app import child_reader
real = child_reader.entry
def entry(shelved):
    if shelved.name == "slow":
        while True: pass
    if shelved.name == "dies":
        sys.exit(1)
    return real(shelved)
child_reader.entry = entry
child_reader.serve()
"""


def test_a_process_apart_gives_up_what_takes_too_long_and_goes_on(tmp_path: Path) -> None:
    apart = ChildReader((sys.executable, "-c", SERVER), patience=2.0)
    files = [
        Shelved(name=name, path=tmp_path / f"{name}.toml", yours=True) for name in ("a", "slow", "dies", "b\udce4")
    ]
    for each in files:
        each.path.write_text(SHORT, encoding="utf-8")
    found = [apart.entry(each) for each in files]
    apart.close()
    assert [each.problems for each in found[1:3]] == [(TOO_LONG,), (FAILED,)]
    assert [found[0], found[3]] == [entry(files[0]), entry(files[3])]
