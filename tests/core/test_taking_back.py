"""A "too much" that was pressed by mistake: for a minute, taking it back is as if the session had been paused."""

from hypothesis import assume, given
from hypothesis import strategies as st

from core.build import Play, heat, only, plan, stretch
from core.world import GoOn, Move, World, commands, moves
from examples import examples
from strategies import DAY
from strategies.people import profiles, stories
from strategies.steps import holding
from stretchplayer.caps import Ledger, Profile
from stretchplayer.model.routine import Routine
from stretchplayer.session import Advance, Confirm, Pause, Resume, Skip, Stop, TakeBack, TooMuch
from stretchplayer.session import events as happened

ACTS = st.one_of(st.just(GoOn()), st.just(GoOn()), commands())


def refused(events: tuple[happened.Event, ...]) -> bool:
    return any(isinstance(each, happened.Refused) for each in events)


@examples(80)
@given(
    stories(holding),
    profiles(),
    moves(ACTS, most=12),
    st.floats(0, 120),
    st.sampled_from((None, "sharp", "cramp", "other", "tingling", "skin")),
)
def test_it_gains_nothing_over_a_pause_and_never_after_a_minute(
    story: tuple[Routine, Ledger], profile: Profile, before: list[Move], later: float, word: str | None
) -> None:
    hurt, paused = (World(story[0], profile, story[1]) for _ in range(2))
    for world in (hurt, paused):
        for move in before:
            world.move(move)
    assume(hurt.state in ("playing", "waiting", "paused"))
    rested = hurt.state == "paused"
    hurt.say(TooMuch(word))  # type: ignore[arg-type]
    if not rested:
        paused.say(Pause())
    # Skipping what hurts can be all that there was: that session is over.
    assume(hurt.state in ("asking", "paused"))
    for world in (hurt, paused):
        world.advance(later)
    strains = hurt.session.snapshot(hurt.mono).strains
    events = hurt.say(TakeBack())
    if later > 60 or word == "skin":
        assert refused(events)
        assert hurt.session.snapshot(hurt.mono).strains == strains
        return
    if later == 60:
        return
    assert not refused(events)
    if not rested:
        paused.say(Resume())
    assert hurt.state == paused.state
    assert hurt.session.snapshot(hurt.mono) == paused.session.snapshot(paused.mono)
    assert hurt.remembered() == paused.remembered()
    assert refused(hurt.say(TakeBack()))
    # And all that comes is the same: no muscle-side may have more.
    for world in (hurt, paused):
        world.finish()
    assert hurt.remembered() == paused.remembered()


def test_it_is_offered_on_the_next_pages_only_until_something_else_is_done() -> None:
    play = Play(plan(stretch(hold=30), stretch("adductors", hold=30)))
    assert refused(play.say(TakeBack()))
    play.until("work")
    play.say(TooMuch(), after=8)
    assert play.session.view(play.now + 20).take_back == 40
    play.say(TooMuch("cramp"), after=5)
    assert play.session.view(play.now).take_back == 55
    (event,) = only(happened.TookBack, play.say(TakeBack(), after=5))
    assert [(each.muscle, each.side, each.word) for each in event.strains] == [("hamstrings", "left", "cramp")]
    assert play.session.snapshot(play.now).strains == ()
    assert (play.state, play.phase) == ("playing", "prepare")
    play.until("work")
    assert play.session.view(play.now).remaining == 22
    play.say(TooMuch("sharp"), after=1)
    play.say(Skip())
    assert play.session.view(play.now).take_back == 0
    assert refused(play.say(TakeBack()))
    play.say(Stop())
    assert refused(play.say(TakeBack()))


def test_a_pack_is_asked_about_again_before_it_goes_back_on() -> None:
    play = Play(plan(heat(duration=600)))
    play.until("confirm")
    play.say(Confirm())
    play.say(TooMuch(), after=100)
    play.say(TakeBack(), after=10)
    assert play.state == "waiting"
    assert play.session.snapshot(play.now).progress.elapsed == 100
    assert play.wait(DAY) == play.say(Advance()) == ()


def test_where_too_much_was_all_that_there_was_it_is_taken_back_and_the_session_stays_over() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    play.say(TooMuch(), after=8)
    play.say(TooMuch("cramp"), after=2)
    assert play.state == "finished"
    before = play.session.snapshot(play.now)
    assert before.strains
    (event,) = only(happened.TookBack, play.say(TakeBack(), after=30))
    assert event.strains == before.strains
    after = play.session.snapshot(play.now)
    assert (play.state, after.strains, after.progress.runs) == ("finished", (), before.progress.runs)
    assert refused(play.say(TakeBack()))


def test_a_warning_sign_is_not_taken_back_once_it_is_named() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    play.say(TooMuch("tingling"), after=8)
    assert play.state == "ended"
    assert refused(play.say(TakeBack()))
