"""The library: what is there, what is found, what is told of it, and what comes of it; by keys and by mouse."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from textual.pilot import Pilot

from cli.house import PROGRAM, Home
from stretchplayer.caps import Profile
from stretchplayer.tui.filters import FilterPage
from stretchplayer.tui.library import LibraryPage
from stretchplayer.tui.notice import NoticePage
from stretchplayer.tui.opening import Play
from stretchplayer.tui.playing import PlayerPage
from stretchplayer.tui.preview_pane import PreviewPane
from stretchplayer.tui.ready import ReadyPage
from stretchplayer.tui.routine_list import RoutineList
from stretchplayer.tui.search import Search
from tui.stage import Stage, press, settled, until, words
from tui.terminal import Terminal

SHORT = """\
format = 1
title = "Short [bold]one[/x]"
tags = ["mine", "desk"]

[[step]]
kind = "stretch"
name = "Back of the [b]thigh"
target = "hamstrings"
sides = "each"
hold = 20
"""
EDITOR = """
import sys
input("the editor is here ")
path = sys.argv[-1]
text = open(path).read()
open(path, "w").write(text.replace("Short [bold]one[/x]", "Changed by hand"))
"""
BAD = SHORT.replace("hold", "holds").replace("Short", "Bad")


def page(pilot: Pilot[Any]) -> LibraryPage:
    shown = pilot.app.screen
    assert isinstance(shown, LibraryPage)
    return shown


def titles(pilot: Pilot[Any]) -> list[str]:
    return [each.title or each.name for each in pilot.app.screen.query_one(RoutineList)._listed]


def marked(pilot: Pilot[Any]) -> str:
    found = pilot.app.screen.query_one(RoutineList).marked
    return found.name if found else ""


async def filled(pilot: Pilot[Any], count: int = 8) -> None:
    await until(pilot, lambda: bool(pilot.app.screen.query(RoutineList)) and len(titles(pilot)) == count)
    await settled(pilot)


async def changed(pilot: Pilot[Any]) -> None:
    """As the timer would, look at the folders."""
    page(pilot).look()
    await settled(pilot, 12)


async def test_what_there_is_stands_there_and_the_first_is_told(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        assert titles(pilot)[0] == "Short [bold]one[/x]"
        read = words(pilot.app)
        assert "1 min · yours" in read
        assert "9 routines" in read
        assert "Back of the [b]thigh" in read
        assert "20 s, each side" in read
        assert "You need nothing else." in read
        assert isinstance(pilot.app.focused, RoutineList)


async def test_the_preview_follows_the_mark(stage: Stage) -> None:
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot)
        await press(pilot, "down", "down", "down")
        assert marked(pilot) == "hips"
        read = words(pilot.app)
        assert "You need: chair, mat, cushion, wall." in read
        assert "each side" in read
        assert "Source: " in read
        assert "not medical advice" in read


async def test_search_as_you_type(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "slash", *"desk")
        assert titles(pilot) == ["Neck and shoulders at the desk"]
        assert "1 of 8 routines" in words(pilot.app)
        assert marked(pilot) == "desk-neck"
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, RoutineList)
        await press(pilot, "escape")
        assert len(titles(pilot)) == 8
        assert marked(pilot) == "desk-neck", "the mark stays with its routine"
        await press(pilot, "slash", *"pack", "escape")
        assert isinstance(pilot.app.focused, RoutineList)
        assert titles(pilot) == ["Warmth, then stretches for the back"]


async def test_letters_typed_in_the_search_are_no_commands(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "slash", *"qhpls?fe")
        assert page(pilot).query_one(Search).value == "qhpls?fe"
        assert 'No routine is found for "qhpls?fe"' in words(pilot.app)
        assert "esc shows all 8 again" in words(pilot.app)
        await press(pilot, "enter", "escape")
        assert len(titles(pilot)) == 8
        assert page(pilot).query_one(Search).value == ""
        await press(pilot, "slash", *"xyz")
        await pilot.click("#none")
        await settled(pilot)
        assert len(titles(pilot)) == 8


async def test_down_leads_from_the_search_to_the_list(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "slash", *"back", "down")
        assert isinstance(pilot.app.focused, RoutineList)
        assert len(titles(pilot)) == 5


async def test_ctrl_c_leaves_from_the_search_too(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "slash", "ctrl+c")
        await until(pilot, lambda: pilot.app.return_code == 130)


async def test_filters_by_keys(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "f", "space")
        assert "✓ neck" in words(pilot.app)
        assert "Filter: 3 of 8 routines" in words(pilot.app)
        await press(pilot, "right", "right", "down", "down", "enter")
        assert "✓ 15 min" in words(pilot.app)
        await press(pilot, "down", "enter")
        assert "✓ 20 min" in words(pilot.app)
        assert "✓ 15 min" not in words(pilot.app)
        await press(pilot, "up", "enter", "escape")
        assert titles(pilot) == ["Neck and shoulders at the desk"]
        assert "Only neck · at most 15 min" in words(pilot.app)
        await press(pilot, "f")
        assert "✓ neck" in words(pilot.app), "what was chosen is still chosen"
        await press(pilot, "c", "f")
        assert len(titles(pilot)) == 8
        assert "Only" not in words(pilot.app)


async def test_filters_by_mouse(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await pilot.click("#to-filter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FilterPage)
        await pilot.click("#at-hand", offset=(3, 2))
        await settled(pilot)
        assert "✓ chair" in words(pilot.app)
        await press(pilot, "q")
        assert titles(pilot) == ["Neck and shoulders at the desk"]
        assert "with chair at hand" in words(pilot.app)
        await pilot.click("#filters Link")
        await settled(pilot)
        assert len(titles(pilot)) == 8


async def test_filters_that_nothing_fits(stage: Stage) -> None:
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot)
        await press(pilot, "f", "right", "right", "space", "escape")
        assert "No routine is found with these filters." in words(pilot.app)
        await press(pilot, "enter", "e", "c")
        assert isinstance(pilot.app.screen, LibraryPage)
        await press(pilot, "escape")
        assert len(titles(pilot)) == 8


async def test_a_click_marks_and_a_second_one_opens(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await pilot.click("#routines", offset=(5, 6))
        await settled(pilot)
        assert marked(pilot) == "hips"
        assert isinstance(pilot.app.screen, LibraryPage)
        await pilot.click("#routines", offset=(5, 7))
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadyPage))


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
        assert "folder.toml: a folder, not a file" in words(pilot.app)


async def test_a_name_of_a_file_gives_no_orders_to_the_terminal(stage: Stage) -> None:
    stage.write("\x1b[31mred\n[b]x", BAD)
    stage.write("\x1b[2J", SHORT)
    async with stage.running() as pilot:
        await filled(pilot, 10)
        assert "\x1b" not in words(pilot.app)
        await press(pilot, "down")
        assert marked(pilot).startswith("\x1b[31m")
        assert "[b]x.toml" in words(pilot.app)
        await press(pilot, "e")
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


async def test_enter_plays_and_afterwards_the_library_knows(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        assert "Unfinished" not in words(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadyPage))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PlayerPage))
        await stage.play_on(pilot, 12)
        await press(pilot, "q", "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryPage))
        await settled(pilot, 12)
        assert "Unfinished: Short [bold]one[/x], left just now" in words(pilot.app)
        stage.clock.passed += 7200
        await changed(pilot)
        assert "left 2 hours ago" in words(pilot.app)
        await pilot.click("#left-off")
        await until(pilot, lambda: isinstance(pilot.app.screen, PlayerPage))
        assert "PAUSED" in words(pilot.app)
        await press(pilot, "space")
        await stage.play_on(pilot, 90)
        await until(pilot, lambda: "Done. Well done." in words(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryPage))
        await settled(pilot, 12)
        assert "Unfinished" not in words(pilot.app)


async def test_r_resumes_what_was_left_earlier(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, PlayerPage))
        await stage.play_on(pilot, 12)
        await press(pilot, "q", "y")
        await until(pilot, lambda: pilot.app.return_code is not None)
    stage.clock.passed += 86_400 * 3
    async with stage.running() as pilot:
        await filled(pilot, 9)
        assert "left 3 days ago" in words(pilot.app)
        await press(pilot, "r")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadyPage))


async def test_the_preview_says_what_todays_ledger_takes_away(stage: Stage) -> None:
    # Six minutes for each calf and its ankle is more than a day allows after the first six.
    stage.write("long", SHORT.replace("hold = 20", "hold = 60\nreps = 2"))
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot, 9)
        before = words(pilot.app)
        assert "✂" not in before
        for _ in range(3):
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, ReadyPage))
            await press(pilot, "enter")
            await until(pilot, lambda: not isinstance(pilot.app.screen, ReadyPage))
            await stage.play_on(pilot, 600)
            await until(pilot, lambda: "Done. Well done." in words(pilot.app) or "Nothing" in words(pilot.app))
            await press(pilot, "escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, LibraryPage))
            await settled(pilot, 12)
            if "✂" in words(pilot.app):
                break
        read = words(pilot.app)
        assert "✂" in read
        assert "the reasons stand below" in read
        assert "Step 1: " in read


async def test_a_profile_that_cannot_be_read_is_told(stage: Stage) -> None:
    stage.folders.profile.parent.mkdir(parents=True)
    stage.folders.profile.write_text("no JSON", encoding="utf-8")
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot)
        assert "What today's limits take away cannot be told" in words(pilot.app)


async def test_a_changed_profile_is_seen_on_coming_back(stage: Stage) -> None:
    stage.write("heat", SHORT.replace("hold = 20", "hold = 60"))
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot, 9)
        assert "✂" not in words(pilot.app)
        await press(pilot, "question_mark")
        pilot.app.desk.keep_profile(Profile(hypermobile=True))  # type: ignore[attr-defined]
        await press(pilot, "escape")
        await settled(pilot)
        assert "✂" in words(pilot.app)


async def test_c_makes_a_bundled_routine_yours(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "down", "c")
        await settled(pilot, 12)
        assert marked(pilot) == "calves-feet"
        copied = stage.folders.routines / "calves-feet.toml"
        assert copied.read_bytes() == (stage.folders.bundled / "calves-feet.toml").read_bytes()
        assert titles(pilot)[0] == "Calves and feet"
        assert len(titles(pilot)) == 8
        assert "17 min · yours" in words(pilot.app)
        assert "is yours now" in words(pilot.app)
        before = copied.stat().st_mtime_ns
        await press(pilot, "c")
        assert copied.stat().st_mtime_ns == before, "what is yours is not copied again"


async def test_c_where_nothing_can_be_written(stage: Stage) -> None:
    stage.folders.config.mkdir(parents=True)
    stage.folders.routines.write_text("a file", encoding="utf-8")
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "c")
        assert "cannot write" in words(pilot.app)
        assert len(titles(pilot)) == 8


async def test_e_says_so_where_the_terminal_cannot_be_given_away(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        await press(pilot, "e")
        assert "In a shell: stretchplayer" in words(pilot.app)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here to set an editor in")
def test_e_gives_the_terminal_to_the_users_editor(tmp_path: Path) -> None:
    home = Home(tmp_path)
    path = home.own("short", SHORT)
    script = home.write("editor", f"#!{sys.executable}\n{EDITOR}")
    script.chmod(0o755)
    with Terminal(home, in_shell=True) as terminal:
        terminal.press(f"EDITOR='{script}' {' '.join(PROGRAM)}\r")
        terminal.see("9 routines", "1 min · yours")
        terminal.press("e")
        terminal.see("the editor is here")
        terminal.press("\r")
        terminal.see("No errors.", "Changed by hand")
        terminal.press("q")
        terminal.see("$ ")
    assert "Changed by hand" in path.read_text(encoding="utf-8")


async def test_other_keys_of_the_users_stand_where_ours_would(stage: Stage) -> None:
    stage.folders.config.mkdir(parents=True)
    (stage.folders.config / "config.toml").write_text('[keys]\nfilter = "g"\nhistory = "y"\n', encoding="utf-8")
    async with stage.running() as pilot:
        await filled(pilot)
        assert "Filter (g)" in words(pilot.app)
        assert "History (y)" in words(pilot.app)
        await press(pilot, "g")
        assert isinstance(pilot.app.screen, FilterPage)


async def test_a_small_terminal_shows_the_list_and_a_larger_one_more(stage: Stage) -> None:
    async with stage.running(size=(40, 12)) as pilot:
        await filled(pilot)
        pane = page(pilot).query_one(PreviewPane)
        assert not pane.display or not pane.region
        assert " 10 min  Calf cramp at night" in words(pilot.app)
        await press(pilot, "down")
        await pilot.resize_terminal(80, 24)
        await settled(pilot, 12)
        assert "17 min · chair, ball, wall" in words(pilot.app)
        assert "You need: chair, ball, wall." in words(pilot.app)
        assert marked(pilot) == "calves-feet"


async def test_no_routines_at_all(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.folders = structs.replace(stage.folders, bundled=tmp_path / "nowhere")
    async with stage.running() as pilot:
        await until(pilot, lambda: "There are no routines here." in words(pilot.app))
        await press(pilot, "enter", "down", "f", "escape")
        assert isinstance(pilot.app.screen, LibraryPage)


async def test_q_leaves(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "q")
        await until(pilot, lambda: pilot.app.return_code == 0)
