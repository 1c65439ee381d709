"""A routine with a session that was left: opening it asks whether to go on, and the place is never lost."""

from typing import Any

from textual.pilot import Pilot

from stretchplayer.app.context import AppContext
from stretchplayer.app.session_flow import Play, Resume
from stretchplayer.app.unfinished import by_id, listed
from stretchplayer.tui.screens.done_screen import DonePage
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.screens.question_screen import QuestionPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from tui.shelf import filled
from tui.stage import Stage, left, ours, press, reach, see, settled, words

TWO = """\
format = 1
title = "Two"

[[step]]
kind = "stretch"
name = "Thigh"
target = "hamstrings"
hold = 10

[[step]]
kind = "stretch"
name = "Calf"
target = "calves"
hold = 30
"""


def states(pilot: Pilot[Any]) -> list[str]:
    return sorted(each.state for each in ours(pilot).context.store.history())


def assert_listed(stage: Stage, context: AppContext) -> None:
    """What was left in getting ready says no seconds; the last session is listed as long as `resume` takes it."""
    (_, latest), *others = listed(context)
    assert latest.endswith(": step 1 of 2, Thigh")
    assert others
    stage.clock.shift += 11 * 86400.0
    assert len(listed(context)) == 1
    stage.clock.shift -= 11 * 86400.0


async def test_opening_it_goes_on_where_it_was_left_or_ends_that_session(stage: Stage) -> None:
    stage.write("two", TWO)
    async with stage.running(Play("two", yes=True)) as pilot:
        await reach(pilot, PlayerPage)
        await stage.play_on(pilot, 30)
        await see(pilot, "Step 2 of 2")
        await press(pilot, "q", "y")
        await left(pilot)
    # One that is started without being asked keeps it, and does not hide it when it is left at once.
    async with stage.running(Play("two", yes=True)) as pilot:
        await reach(pilot, PlayerPage)
        await see(pilot, "to resume that one:", "resume two`.", "Step 1 of 2")
        await press(pilot, "q", "y")
        assert_listed(stage, ours(pilot).context)
        await left(pilot)
    async with stage.running(Resume()) as pilot:
        await reach(pilot, PlayerPage)
        await see(pilot, "Step 2 of 2", "PAUSED")
        await press(pilot, "q", "y")
        await left(pilot)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        await press(pilot, *"two")
        await settled(pilot)
        await press(pilot, "enter")
        await reach(pilot, QuestionPage)
        await see(pilot, "Two is unfinished: step 2 of 2, Calf,", " s left.", "Go on at step 2 of 2 (g, enter)")
        await press(pilot, "escape")
        await reach(pilot, LibraryPage)
        await press(pilot, "enter")
        await reach(pilot, QuestionPage)
        await press(pilot, "enter")
        await reach(pilot, PlayerPage)
        await see(pilot, "Step 2 of 2", "PAUSED")
        await press(pilot, "q", "y")
        await reach(pilot, LibraryPage)
        await settled(pilot, 12)
        await press(pilot, "enter")
        await reach(pilot, QuestionPage)
        await press(pilot, "s")
        await reach(pilot, ReadyPage)
        # Nothing has ended as long as nothing was begun.
        assert states(pilot) == ["unfinished", "unfinished"]
        await press(pilot, "enter")
        await reach(pilot, PlayerPage)
        await see(pilot, "Step 1 of 2")
        assert states(pilot) == ["ended", "ended", "unfinished"]
        await press(pilot, "q", "y")
        await reach(pilot, LibraryPage)
        await settled(pilot, 12)
        assert words(pilot.app).count("unfinished, yours") == 1


async def test_too_much_by_mistake_is_taken_back_and_it_goes_on(stage: Stage) -> None:
    stage.write("two", TWO)
    async with stage.running(Play("two", yes=True)) as pilot:
        await reach(pilot, PlayerPage)
        await stage.play_on(pilot, 8)
        await press(pilot, "x")
        await see(pilot, "What was it?", "Pressed by mistake? u takes it", "u Take it back")
        await press(pilot, "c")
        await see(pilot, "PAUSED", "u Take it back")
        await press(pilot, "u")
        await see(pilot, "Taken back: nothing of it is kept.", "GET READY", "Step 1 of 2")
        assert ours(pilot).context.store.ledger(ours(pilot).context.clock.wall()).strains == ()
        await press(pilot, "x", "o")
        await stage.play_on(pilot, 61)
        assert "takes it back" not in words(pilot.app)
        await press(pilot, "u")
        await see(pilot, "that is over")
        await press(pilot, "q", "y")
        await left(pilot)


async def test_any_session_of_the_last_week_can_be_chosen(stage: Stage) -> None:
    stage.write("two", TWO)
    for seconds in (30, 12, 5):
        async with stage.running(Play("two", yes=True)) as pilot:
            await reach(pilot, PlayerPage)
            await stage.play_on(pilot, seconds)
            await press(pilot, "q", "y")
            await left(pilot)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        await see(pilot, "f12 for the others")
        context = ours(pilot).context
        assert [each.startswith("Two, left ") for _, each in listed(context)] == [True] * 3
        ids = [each.id for each, _ in listed(context)]
        assert by_id(context.store, ids[2][:8]) is not None
        await press(pilot, "f12")
        await see(pilot, "Go on with which session?", "step 2 of 2, Calf", "step 1 of 2, Thigh")
        await press(pilot, "end", "enter")
        await reach(pilot, PlayerPage)
        await see(pilot, "Step 2 of 2", "PAUSED")
        await press(pilot, "q", "y")
        await reach(pilot, LibraryPage)
    # After a week nothing speaks of it any more; the key still goes on with it.
    stage.clock.passed += 8 * 86_400
    async with stage.running() as pilot:
        await filled(pilot, 9)
        await see(pilot, "played 8 days ago")
        assert "nfinished" not in words(pilot.app)
        await press(pilot, "ctrl+r")
        await reach(pilot, ReadyPage)


async def test_the_end_page_shows_what_was_done(stage: Stage) -> None:
    stage.write("two", TWO)
    async with stage.running(Play("two", yes=True)) as pilot:
        await reach(pilot, PlayerPage)
        await stage.play_on(pilot, 120)
        await reach(pilot, DonePage)
        await see(pilot, "Most time went to", "each.")
        await press(pilot, "end")
        await see(pilot, "The last 7 days: 1 session")
        assert pilot.app.screen.query_one("#did").display
