"""The editor, used: a slip becomes a routine by keys alone, nothing is lost, nobody is overwritten."""

import gc
from collections.abc import Callable, Sequence
from typing import Any

import tomli
from textual.pilot import Pilot
from textual.widgets import Input

from stretchplayer.app.active_session import was_edited
from stretchplayer.app.drafts import open_file
from stretchplayer.editing.importing.writing import import_list
from stretchplayer.tui.screens.answer_screen import AnswerPage
from stretchplayer.tui.screens.editor_screen import EditorPage
from stretchplayer.tui.screens.move_browser import MoveBrowser
from stretchplayer.tui.screens.question_screen import NoticePage, QuestionPage
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.editor_panes import StepPane
from tui.alone import dismissed, showing
from tui.stage import Stage, on_top, ours, press, reach, resize, rows, see, settled, until, words

MINE = """\
format = 1
title = "Mine"

# For the left leg above all.
[[step]]
move = "calf-wall"
hold = 20
reps = 2

[[step]]
move = "bridge"
reps = 10
"""


def editing(stage: Stage, name: str = "mine") -> Callable[[], EditorPage]:
    return lambda: EditorPage(open_file(name, stage.folders))


def page(pilot: Pilot[Any]) -> EditorPage:
    return on_top(pilot, EditorPage)


def text(pilot: Pilot[Any]) -> str:
    return page(pilot).editor.file.document.text


def steps(pilot: Pilot[Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomli.loads(text(pilot))["step"]
    return found


async def looked_through(pilot: Pilot[Any]) -> None:
    """Until the whole of the text was looked at, and what was typed is kept."""
    await until(pilot, lambda: page(pilot).is_resting)


async def fill_in(pilot: Pilot[Any], label: str, value: str) -> None:
    """Type a value into a field of the marked step."""
    await press(pilot, "enter", "home")
    fields = page(pilot).editor.fields()
    place = next(n for n, field in enumerate(fields) if field.label.startswith(label))
    await press(pilot, *(["down"] * place), "enter")
    pilot.app.screen.query_one(Input).value = ""
    await press(pilot, *keys(value), "enter", "escape")


def keys(value: str) -> Sequence[str]:
    return ["space" if each == " " else each for each in value]


async def add(pilot: Pilot[Any], name: str) -> None:
    """Add a move: as the browser does it when one is taken there."""
    await press(pilot, "a")
    browser = await reach(pilot, MoveBrowser)
    browser.dismiss(name)
    await reach(pilot, EditorPage)


async def test_a_slip_becomes_a_routine_by_keys_alone(stage: Stage) -> None:
    path = stage.write("slip", 'format = 1\ntitle = "Slip"\n')
    async with showing(stage, editing(stage, "slip")) as pilot:
        await see(pilot, "a adds the first step")
        for name in ("hamstring-strap", "calf-wall", "soleus-wall", "bridge", "figure-four-lying", "heat-calf"):
            await add(pilot, name)
        await press(pilot, "alt+up", "alt+up", "alt+up", "alt+up", "alt+up")
        assert steps(pilot)[0] == {"move": "heat-calf"}, "heat first"
        await press(pilot, "down")
        await fill_in(pilot, "Hold", "30")
        await fill_in(pilot, "Repetitions", "3")
        await press(pilot, "down", "down", "down")
        await fill_in(pilot, "Repetitions", "10")
        await press(pilot, "up", "minus")
        await looked_through(pilot)
        assert steps(pilot) == [
            {"move": "heat-calf"},
            {"move": "hamstring-strap", "hold": 30, "reps": 3},
            {"move": "calf-wall"},
            {"move": "soleus-wall", "hold": 15},
            {"move": "bridge", "reps": 10},
            {"move": "figure-four-lying"},
        ]
        await see(pilot, "Leg up with a towel", "30 s ×3 each", "15 s ×2 each", "10 reps")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: path.read_text(encoding="utf-8") == text(pilot))
        await press(pilot, "escape")
        assert dismissed(pilot) == [None]


async def test_steps_are_switched_grouped_copied_removed_and_all_of_it_undone(stage: Stage) -> None:
    stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        await press(pilot, "s", "c", "space")
        assert [step.get("sides") for step in steps(pilot)] == ["left", "left", None]
        assert steps(pilot)[1]["enabled"] is False
        await press(pilot, "home", "down", "shift+down", "shift+down", "g")
        assert steps(pilot)[0]["repeat"] == 2
        assert len(steps(pilot)[0]["step"]) == 3
        await press(pilot, "plus", "g")
        assert len(steps(pilot)) == 3, "g takes rounds apart again"
        await press(pilot, "shift+down", "delete")
        assert steps(pilot) == [{"move": "bridge", "reps": 10}]
        await see(pilot, "Removed 2 steps")
        await press(pilot, "d")
        await see(pilot, "This is the only step")
        undone = 0
        while text(pilot) != MINE:
            await press(pilot, "U")
            undone += 1
        assert undone == 7
        await press(pilot, *["ctrl+y"] * 7)
        assert steps(pilot) == [{"move": "bridge", "reps": 10}]


async def test_a_key_draws_only_what_it_changes_and_garbage_waits(stage: Stage) -> None:
    stage.write("mine", MINE + "".join(f'\n[[step]]\nmove = "march"\nduration = {40 + each}\n' for each in range(30)))
    usual = gc.get_threshold()
    async with showing(stage, editing(stage)) as pilot:
        await looked_through(pilot)
        assert gc.get_threshold() > usual, "all that there is is not looked through between two keys"
        shown = page(pilot).steps
        was = list(shown.options)
        await press(pilot, "plus")
        assert [n for n, each in enumerate(shown.options) if each is not was[n]] == [1]
        was = list(shown.options)
        page(pilot).action_copy()
        assert [each is was[n] for n, each in enumerate(shown.options[:3])] == [True, True, False]
        assert len(shown.options) == len(was) + 1
        about = page(pilot).query_one("#about", Words)
        assert "wall" in about.text, "what is said of the next step is not said of the copy"
        await looked_through(pilot)
        assert "wall" in about.text
        await press(pilot, "U")
        assert len(shown.options) == len(was)
        await looked_through(pilot)
        stage.clock.passed += 60.0
        page(pilot).notice()
        await settled(pilot)
        while shown.place < shown.size.height - 1:
            await pilot.press("down")
        await press(pilot, "c")
        assert shown.scroll_offset.y <= shown.place < shown.scroll_offset.y + shown.size.height, "it is in sight"
        await looked_through(pilot)
        await press(pilot, "ctrl+s", "escape")
        await until(pilot, lambda: bool(dismissed(pilot)))
        assert gc.get_threshold() == usual


async def test_fields_say_what_is_usual_and_what_is_wrong(stage: Stage) -> None:
    stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        fields = page(pilot).query_one(StepPane)
        marked = []
        for key in ("down", "up", "enter"):
            await press(pilot, key)
            marked.append(fields.field.key if fields.field else "")
        assert marked == ["reps", "hold", "hold"], "how much of the step there is, of whatever kind"
        await see(pilot, "10–30 s", "≤ 1 min")
        await press(pilot, "9", "0", "enter")
        await looked_through(pilot)
        await see(pilot, "hold 90: 60 s are", "✂")
        await press(pilot, "enter", *keys("soon"), "enter")
        await see(pilot, "Hold: not a duration")
        assert steps(pilot)[0]["hold"] == 90, "what cannot be read is not taken"
        await press(pilot, "escape", "plus", "minus", "minus")
        assert steps(pilot)[0]["hold"] == 80
        await press(pilot, "down", "plus")
        assert steps(pilot)[0]["reps"] == 3, "+ is for the marked field"
        await press(pilot, "u", "up")
        await press(pilot, "enter", "backspace", "enter")
        assert "hold" not in steps(pilot)[0], "an emptied field has what is usual"
        await press(pilot, "5", "escape", "escape")
        assert "hold" not in steps(pilot)[0], "esc leaves a field as it was"
        assert isinstance(pilot.app.screen, EditorPage)


async def test_a_step_of_which_something_is_cut_says_so_and_the_first_step_goes_first(stage: Stage) -> None:
    stage.write("mine", MINE.replace("hold = 20\nreps = 2", "hold = 60\nreps = 3"))
    async with showing(stage, editing(stage)) as pilot:
        await looked_through(pilot)
        await until(pilot, lambda: "\u2702 1 " in words(pilot.app))
        await press(pilot, "home")
        await add(pilot, "march")
        assert [each["move"] for each in steps(pilot)] == ["march", "calf-wall", "bridge"]


async def test_what_a_list_did_not_tell_is_asked_and_answered_in_the_steps(stage: Stage) -> None:
    slip = b"Knee to chest 20 s each side\nHip thing on the chair 30 s\n"
    stage.write("slip", import_list(slip, title="Slip").text)
    async with showing(stage, editing(stage, "slip")) as pilot:
        assert [row.asked for row in page(pilot).editor.rows()] == [False, True]
        await press(pilot, "down")
        await see(
            pilot, "? 2 Hip circles", "From your list: Hip thing on the", "Press enter to answer it", "1 question"
        )
        await press(pilot, "enter")
        await reach(pilot, AnswerPage)
        await see(pilot, "Which move is meant", "It is: Hip circles", "Choose another move", "Take it", "esc Back")
        await press(pilot, "down", "enter")
        await reach(pilot, EditorPage)
        assert steps(pilot)[1]["move"] != "hip-circle", "the second answer"
        assert "enabled" not in steps(pilot)[1]
        await press(pilot, "u", "i")
        browser = await reach(pilot, MoveBrowser)
        asked = page_below(pilot).editor.question
        assert asked is not None
        assert browser.moves.names[: len(asked.moves)] == asked.moves, "those that are asked about come first"
        browser.dismiss("hip-flexor-chair")
        await reach(pilot, EditorPage)
        assert steps(pilot)[1] == {"move": "hip-flexor-chair", "hold": 30}, "it is on, and has the seconds of the list"
        assert "Which move" not in text(pilot)
        await press(pilot, "u")
        assert steps(pilot)[1]["enabled"] is False
        await press(pilot, "space")
        assert "enabled" not in steps(pilot)[1]
        assert not page(pilot).editor.rows()[1].asked


def page_below(pilot: Pilot[Any]) -> EditorPage:
    (found,) = (screen for screen in pilot.app.screen_stack if isinstance(screen, EditorPage))
    return found


async def test_ctrl_z_never_leads_to_the_shell_where_something_is_undone(stage: Stage) -> None:
    stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        for keys_before in ((), ("a",), ("escape", "enter", "enter")):
            await press(pilot, *keys_before, "ctrl+z")
            await see(pilot, "here is nothing to undo")
            assert pilot.app.is_running


async def test_text_and_steps_are_one_document_with_one_undo(stage: Stage) -> None:
    stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        await press(pilot, "down", "plus", "t")
        await see(pilot, "reps = 11")
        await press(pilot, "down", "down", "end", "enter", *"hodl = 3")
        await looked_through(pilot)
        await see(pilot, "unknown key", "did you mean")
        await press(pilot, "f9")
        await see(pilot, "write `hold`")
        await press(pilot, "enter")
        assert steps(pilot)[1] == {"move": "bridge", "reps": 11, "hold": 3}
        await press(pilot, "escape")
        await see(pilot, "2 Slow bridge", "11 reps", "▌   2")
        await press(pilot, "plus")
        typed = text(pilot)
        while text(pilot) != MINE:
            await press(pilot, "u")
        await press(pilot, "t", "ctrl+y")
        assert "reps = 11" in text(pilot)
        await press(pilot, "escape")
        for _ in range(40):
            await press(pilot, "ctrl+y")
        assert text(pilot) == typed


async def test_a_step_that_cannot_be_read_is_a_row_that_says_so_and_the_others_play(stage: Stage) -> None:
    stage.write("mine", MINE.replace("hold = 20", "hold 20"))
    async with showing(stage, editing(stage)) as pilot:
        await looked_through(pilot)
        await see(pilot, "✗ 1 Calf stretch", "A key without `=`", "2 Slow bridge", "█")
        await press(pilot, "plus")
        await see(pilot, "mend it in the text first")
        await press(pilot, "down", "plus")
        assert "reps = 11" in text(pilot)


async def test_a_crash_loses_nothing(stage: Stage) -> None:
    path = stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        await press(pilot, "plus", "plus")
        await looked_through(pilot)
        typed = text(pilot)
        # Nothing is asked and nothing saved: the terminal is gone.
    assert path.read_text(encoding="utf-8") == MINE
    async with showing(stage, editing(stage)) as pilot:
        await reach(pilot, QuestionPage)
        await see(pilot, "You changed mine.toml on", "and did not save it")
        await press(pilot, "g")
        assert text(pilot) == typed
        await press(pilot, "escape")
        await reach(pilot, QuestionPage)
        await press(pilot, "d")
        assert dismissed(pilot) == [None]
    assert path.read_text(encoding="utf-8") == MINE
    async with showing(stage, editing(stage)) as pilot:
        assert text(page_of(pilot)) == MINE


def page_of(pilot: Pilot[Any]) -> Pilot[Any]:
    """The same pilot, once it is sure that nothing is asked."""
    assert isinstance(pilot.app.screen, EditorPage)
    return pilot


async def test_what_somebody_else_writes_meanwhile_is_shown_and_not_overwritten(stage: Stage) -> None:
    path = stage.write("mine", MINE)
    theirs = MINE.replace("Mine", "Theirs")
    async with showing(stage, editing(stage)) as pilot:
        path.write_text(theirs, encoding="utf-8")
        page(pilot).look()
        await see(pilot, "Theirs", "changed by somebody else")
        await press(pilot, "plus")
        path.write_text(MINE, encoding="utf-8")
        await press(pilot, "ctrl+s")
        await reach(pilot, QuestionPage)
        await press(pilot, "v")
        await reach(pilot, NoticePage)
        await see(pilot, '-title = "Mine"', '+title = "Theirs"')
        await press(pilot, "escape", "escape")
        assert path.read_text(encoding="utf-8") == MINE
        await press(pilot, "ctrl+s", "m")
        # Saved, and perhaps not said so yet: what is said of the file afterwards must not be covered by that.
        await until(pilot, lambda: path.read_text(encoding="utf-8") == text(pilot))
        assert path.with_name("mine.toml.bak").read_text(encoding="utf-8") == MINE
        path.unlink()
        page(pilot).look()
        await see(pilot, "no longer there")
        await press(pilot, "ctrl+s")
        await reach(pilot, QuestionPage)
        await press(pilot, "s")
        await until(pilot, path.exists)


async def test_a_change_from_outside_is_seen_in_the_text_and_never_answers_for_somebody(stage: Stage) -> None:
    path = stage.write("mine", MINE)
    theirs = MINE.replace("Mine", "Theirs")
    async with showing(stage, editing(stage)) as pilot:
        await press(pilot, "t")
        path.write_text(theirs, encoding="utf-8")
        page(pilot).look()
        await see(pilot, 'title = "Theirs"')
        await press(pilot, "end", "space", *keys("# tmv"))
        path.write_text(MINE, encoding="utf-8")
        page(pilot).look()
        await press(pilot, *keys("tmv"))
        await see(pilot, "saving asks")
        assert "tmvtmv" in text(pilot), "what is typed is typed, and answers nothing"
        await press(pilot, "ctrl+s")
        await reach(pilot, QuestionPage)
        assert path.read_text(encoding="utf-8") == MINE


async def test_after_another_move_was_chosen_the_keys_are_for_the_steps(stage: Stage) -> None:
    stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        await press(pilot, "enter")
        assert "▏" in rows(pilot.app)[2], "the list without the keys has another mark"
        await press(pilot, "i")
        (await reach(pilot, MoveBrowser)).dismiss("soleus-wall")
        await reach(pilot, EditorPage)
        await press(pilot, "down", "d")
        assert [step["move"] for step in steps(pilot)] == ["soleus-wall"]


async def test_digits_in_one_burst_are_one_number(stage: Stage) -> None:
    stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        await press(pilot, "enter")
        await pilot.press("4", "5")
        await settled(pilot)
        await press(pilot, "enter")
        assert steps(pilot)[0]["hold"] == 45


async def test_play_asks_from_where(stage: Stage) -> None:
    stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        await press(pilot, "down", "p")
        await see(pilot, "From the start", "From here: step 2")
        await press(pilot, "h")
        await see(pilot, "Mine, from step 2")
        await press(pilot, "enter")
        await see(pilot, "READY")
        await press(pilot, "q", "y")
        left = ours(pilot).context.store.unfinished()
        assert left is not None
        assert not was_edited(left), "nobody has edited the file"
        stage.write("mine", MINE.replace("Mine", "Yours"))
        assert was_edited(left)


async def test_a_file_that_is_gone_is_not_left_behind_unasked(stage: Stage) -> None:
    path = stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        path.unlink()
        await press(pilot, "escape")
        await reach(pilot, QuestionPage)
        await see(pilot, "no longer there")
        await press(pilot, "s")
        await until(pilot, lambda: path.exists() and dismissed(pilot) == [None])


async def test_what_is_typed_into_a_field_is_for_the_step_that_it_was_opened_for(stage: Stage) -> None:
    stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        await press(pilot, "enter", "4", "5")
        page(pilot).steps.highlighted = 2
        await settled(pilot)
        await press(pilot, "enter")
        assert [step.get("hold") for step in steps(pilot)] in ([20, None], [45, None])


async def test_a_bundled_routine_stays_as_it_is(stage: Stage) -> None:
    bundled = stage.folders.bundled / "desk-neck.toml"
    before = bundled.read_bytes()
    async with showing(stage, editing(stage, "desk-neck")) as pilot:
        await see(pilot, "A copy of your own")
        await press(pilot, "plus", "ctrl+s")
        await until(pilot, (stage.folders.routines / "desk-neck.toml").exists)
    assert bundled.read_bytes() == before


async def test_it_can_be_used_at_every_size(stage: Stage) -> None:
    stage.write("mine", MINE)
    async with showing(stage, editing(stage)) as pilot:
        await looked_through(pilot)
        for width, height in ((140, 45), (80, 24), (40, 12)):
            await resize(pilot, width, height)
            await settled(pilot)
            await see(pilot, "1 Calf stretch")
            await press(pilot, "enter")
            await see(pilot, "Hold, seconds")
            assert all(len(row) <= width for row in rows(pilot.app))
            await press(pilot, "escape")


async def test_the_moves_for_the_muscles_of_the_routine_come_first(stage: Stage) -> None:
    stage.write("mine", 'format = 1\ntitle = "Mine"\n\n[[step]]\nmove = "chin-to-chest"\n')
    async with showing(stage, editing(stage)) as pilot:
        await press(pilot, "a", *"heat")
        marked = (await reach(pilot, MoveBrowser)).moves.marked
        assert marked is not None
        assert marked.name == "heat-neck-shoulders"


async def test_there_is_one_count_of_problems(stage: Stage) -> None:
    stage.write(
        "mine", MINE.replace("hold = 20", "hold = forty\nbogus = 3").replace("reps = 10", "reps = 10\nhold = 600")
    )
    async with showing(stage, editing(stage)) as pilot:
        await looked_through(pilot)
        analysis = page(pilot).analysis
        assert analysis is not None
        count = analysis.count
        assert count.endswith(" problems")
        await see(pilot, f"{count} · cannot be played yet")
        await press(pilot, "ctrl+s")
        await see(pilot, f"It cannot be played yet: {count}.")
    stage.write("yours", 'format = 1\ntitle = "Yours"\n[[step]]\nmove = "calf-wall"\nhold = 90\n')
    async with showing(stage, editing(stage, "yours")) as pilot:
        await until(pilot, lambda: "hints" in words(pilot.app))


async def test_what_a_change_did_is_said_only_while_it_is_the_last_one(stage: Stage) -> None:
    stage.write("mine", MINE + '\n[[step]]\nmove = "bridge"\n' * 8)
    async with showing(stage, editing(stage)) as pilot:
        await see(pilot, "!  1 Calf stretch", "    9 Slow bridge", "   10 Slow bridge")
        await press(pilot, "g")
        await see(pilot, "played in 2 rounds. ctrl+z undoes it.")
        await press(pilot, "plus")
        assert "played in 2 rounds" not in "".join(rows(pilot.app))
        await see(pilot, "3 rounds")
