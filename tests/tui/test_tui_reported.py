"""What was too much is in the history, and is said before the next session, whatever it was about."""

from stretchplayer.app.past_session import reported, sections
from tui.stage import NOON, Stage, ours, press, see, words

MINUTE = 60.0


async def test_what_was_said_in_a_step_without_muscles_is_kept(warm: Stage) -> None:
    async with warm.playing("warm") as pilot:
        await press(pilot, "n")
        await warm.play_on(pilot, 20)
        await press(pilot, "x")
        await see(pilot, "Step 2 of 4")
        assert "Warm the lower back" not in words(pilot.app)
        await press(pilot, "d")
    context = warm.app().context
    (past,) = context.store.history()
    session = context.store.session(past.id)
    assert session is not None
    assert "dizzy" in next(each.lines[0] for each in sections(session) if each.heading == "Notes")
    (said,) = reported(context.store, warm.clock.wall() + 10 * MINUTE)
    assert "10 min ago (dizzy)" in said
    assert not reported(context.store, NOON + 90_000)
    context.close()


async def test_a_sharp_pain_is_said_before_the_next_session_and_not_once_it_is_taken_back(stage: Stage) -> None:
    async with stage.playing("desk-neck") as pilot:
        await stage.play_on(pilot, 25)
        await press(pilot, "x", "s")
        await press(pilot, "u")
        assert not reported(ours(pilot).context.store, stage.clock.wall())
        await stage.play_on(pilot, 5)
        await press(pilot, "x", "s", "q", "e")
    stage.clock.passed += 10 * MINUTE
    async with stage.running() as pilot:
        await press(pilot, *"desk", "enter")
        await see(pilot, "Get ready", "(a sharp", "begin only if that is over")
