"""As many minutes as there are: chosen on the ready page, by key or by click, and kept to the end."""

import pytest

from stretchplayer.app.session_flow import Play, Resume
from stretchplayer.fitting.adjustments import Fitting
from stretchplayer.store import Unfinished
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from tui.routines import WARM
from tui.stage import Stage, left, on_top, press, see, settled, words

BIG = (140, 45)


def unfinished(stage: Stage) -> Unfinished:
    """The session that was left."""
    context = stage.app().context
    found = context.store.unfinished()
    context.close()
    assert found is not None
    return found


async def test_a_minute_less_and_a_minute_more(stage: Stage) -> None:
    async with stage.running(Play("desk-neck"), BIG) as pilot:
        await see(pilot, "16 min 33 s.")
        await see(pilot, "12 min when you know it.")
        assert "Fitted to" not in words(pilot.app)
        await press(pilot, "minus")
        await see(pilot, "Fitted to 16 min")
        await press(pilot, "minus")
        await see(pilot, "Fitted to 15 min")
        await press(pilot, "plus", "plus", "plus")
        await see(pilot, "Fitted to 18 min")
        await press(pilot, "a")
        await see(pilot, "16 min 33 s.")
        assert "Fitted to" not in words(pilot.app)
        await press(pilot, "plus")
        await see(pilot, "Fitted to 17 min")


async def test_the_same_with_the_mouse(stage: Stage) -> None:
    async with stage.running(Play("desk-neck")) as pilot:
        await see(pilot, "16 min 33 s.")
        for name, text in (("minutes(-1)", "Fitted to 16 min"), ("minutes(1)", "Fitted to 17 min")):
            button = next(each for each in pilot.app.screen.query("#minutes Button") if each.name == name)
            await pilot.click(button)
            await see(pilot, text)
        await pilot.click(next(each for each in pilot.app.screen.query("#minutes Button") if each.name == "as_written"))
        await settled(pilot)
        assert "Fitted to" not in words(pilot.app)


@pytest.mark.parametrize(("key", "message"), [("minus", "made shorter"), ("plus", "made longer")])
async def test_it_goes_no_further_than_it_can_and_says_so(stage: Stage, key: str, message: str) -> None:
    async with stage.running(Play("desk-neck"), BIG) as pilot:
        await see(pilot, "16 min 33 s.")
        await press(pilot, *[key] * 20)
        await see(pilot, message)
        page = on_top(pilot, ReadyPage)
        before = page._plan
        assert before is not None
        await press(pilot, key)
        assert page._plan is not None
        assert page._plan.seconds == before.seconds


async def test_minutes_from_the_command_line_stand_on_the_ready_page(stage: Stage) -> None:
    async with stage.running(Play("desk-neck", minutes=12), BIG) as pilot:
        await see(pilot, "Fitted to 12 min")
        await press(pilot, "enter")
        await see(pilot, "GET READY")
    assert unfinished(stage).fitting is not None


@pytest.mark.parametrize("size", [(80, 24), BIG], ids=["small", "big"])
async def test_what_was_chosen_is_played_and_taken_up_again(stage: Stage, size: tuple[int, int]) -> None:
    stage.write("warm", WARM)
    async with stage.running(Play("warm"), size) as pilot:
        await see(pilot, "Nothing new: begin")
        page = on_top(pilot, ReadyPage)
        own = page._plan
        assert own is not None
        await press(pilot, "plus", "plus")
        await see(pilot, "Fitted to")
        await press(pilot, "enter")
        await see(pilot, "Warm the lower back")
        player = on_top(pilot, PlayerPage).player
        longer = player.session.plan
        assert longer.seconds > own.seconds
        await press(pilot, "ctrl+c", "ctrl+c")
        await left(pilot)
    kept = unfinished(stage)
    assert isinstance(kept.fitting, Fitting)
    async with stage.running(Resume(), size) as pilot:
        await see(pilot, "PAUSED", "Fitted to")
        again = on_top(pilot, PlayerPage).player.session.plan
        assert again.routine == longer.routine
        assert [(each.path, each.seconds) for each in again.segments] == [
            (each.path, each.seconds) for each in longer.segments
        ]


async def test_what_is_new_today_fits_it_anew(stage: Stage) -> None:
    async with stage.running(Play("hips", minutes=20), BIG) as pilot:
        await see(pilot, "20 min")
        page = on_top(pilot, ReadyPage)
        before = page._plan
        await press(pilot, "s")
        await see(pilot, "What is new today?")
        pilot.app.screen.query_one("#answer-spasm").focus()
        await press(pilot, "right", "ctrl+s")
        await see(pilot, "Get ready")
        after = page._plan
        assert before is not None
        assert after is not None
        assert max(each.seconds for each in after.segments if each.load == "static") <= 20
        assert max(each.seconds for each in before.segments if each.load == "static") > 20


SHORT = WARM.replace("duration = 60", "duration = 60\nshort = true").replace("reps = 2", "reps = 2\nshort = true")


async def test_the_short_form_from_the_library_to_the_end_and_taken_up_again(stage: Stage) -> None:
    stage.write("warm", SHORT)
    async with stage.running(size=BIG) as pilot:
        await see(pilot, "short")
        await press(pilot, *"warm")
        await settled(pilot)
        await press(pilot, "ctrl+t")
        await see(pilot, "The short form")
        page = on_top(pilot, ReadyPage)
        shorter = page._plan
        assert shorter is not None
        await press(pilot, "t")
        await settled(pilot)
        assert "The short form" not in words(pilot.app)
        assert page._plan is not None
        assert page._plan.seconds > shorter.seconds
        await press(pilot, "t")
        await see(pilot, "The short form")
        await press(pilot, "enter")
        await see(pilot, "BREATHE")
        played = on_top(pilot, PlayerPage).player.session.plan
        assert played.seconds == shorter.seconds
        await press(pilot, "ctrl+c", "ctrl+c")
        await left(pilot)
    kept = unfinished(stage)
    assert isinstance(kept.fitting, Fitting)
    assert kept.fitting.short
    async with stage.running(Resume(), BIG) as pilot:
        await see(pilot, "PAUSED", "The short form")
        assert on_top(pilot, PlayerPage).player.session.plan.routine == played.routine
