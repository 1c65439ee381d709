"""Coming back to a changed world: other answers, another session in between, a clock that was moved."""

from collections import defaultdict
from typing import Final

import pytest
from hypothesis import given, note
from hypothesis import strategies as st
from msgspec import structs

from core.build import NOBODY, SEASONED, Play, contract_relax, heat, only, plan, routine, stretch
from core.judged import SLACK
from core.oracle import done, hurt, judge, known
from core.rules import caps_for, forbidden
from core.world import Again, GoOn, Move, World, commands, moves
from strategies import DAY, NOW
from strategies.people import ledgers, profiles
from strategies.routines import routines
from strategies.steps import holding
from stretchplayer.caps import Ledger, Profile, Progress, Today, admit
from stretchplayer.model.muscles import GROUP_OF, MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.session import Back, Confirm, Pause, Resume, Session, Skip, TooMuch
from stretchplayer.session import events as happened

GAPS: Final = st.sampled_from((0.0, 4.0, 3600.0, DAY, 3 * DAY))
ACTS: Final = st.one_of(st.just(GoOn()), st.just(GoOn()), commands())


@given(routines(), profiles(), profiles(), moves(ACTS), moves(ACTS), GAPS)
def test_answers_given_later_bind_from_then_on(
    whole: Routine, before: Profile, after: Profile, first: list[Move], then: list[Move], gap: float
) -> None:
    world = World(whole, before, SEASONED)
    for move in first:
        world.move(move)
    if world.over:
        return
    world.again(Again("new"))
    world.profile = after
    world.again(Again("new", gap))
    begun = world.now
    for move in then:
        world.move(move)
    world.finish()
    assert not world.tape.faults
    caps = caps_for(whole, after, new_user=False)
    sums: defaultdict[MuscleSide, float] = defaultdict(float)
    grown: set[MuscleSide] = set()
    for piece in world.tape.pieces:
        late = [stint for stint in piece.stints if stint.start >= begun - SLACK and stint.seconds > SLACK]
        for stint in late:
            assert forbidden(stint.segment.what, stint.segment.targets, after, stint.segment.side) is None
        if late and piece.load == "static":
            neck = any(GROUP_OF[muscle] == "neck" for muscle, _ in piece.loads)
            assert piece.seconds <= caps["neck.hold" if neck else "static.hold"] + SLACK
            grown.update(piece.loads)
        for where in piece.loads if piece.load == "static" else ():
            sums[where] += piece.seconds
    for where in grown:
        assert sums[where] <= caps["neck.session" if GROUP_OF[where[0]] == "neck" else "static.session"] + SLACK


@given(routines(holding), routines(holding), ledgers(), moves(), moves(), GAPS, GAPS)
def test_a_session_in_between_is_counted(
    one: Routine, other: Routine, ledger: Ledger, first: list[Move], then: list[Move], gap: float, later: float
) -> None:
    left = World(one, NOBODY, ledger, name="left")
    for move in first:
        left.move(move)
    between = World(other, NOBODY, left.remembered(), now=left.now + gap, name="between", late=left.late)
    between.finish()
    faults = judge(between, known(ledger) + done(left), hurt(ledger) + left.tape.strains)
    if not left.over:
        spoken = {each.session for each in ledger.exposures} | {each.session for each in ledger.strains} | {"between"}
        seen = between.remembered()
        left.ledger = structs.replace(
            seen,
            exposures=tuple(each for each in seen.exposures if each.session in spoken),
            strains=tuple(each for each in seen.strains if each.session in spoken),
        )
        left.again(Again("new", between.now - left.now + later))
        for move in then:
            left.move(move)
        left.finish()
        faults += judge(left, known(ledger) + done(between), hurt(ledger) + between.tape.strains)
    for fault in faults:
        note(fault)
    assert not faults


@given(routines(), ledgers(), moves(ACTS), st.sampled_from((1.0, 3600.0, 10 * DAY)))
def test_a_clock_that_was_moved_back_makes_nobody_wait(
    whole: Routine, ledger: Ledger, actions: list[Move], back: float
) -> None:
    """What this session has done lies in the future then; it counts as now, and no release takes hours."""
    world = World(whole, NOBODY, ledger)
    for action in actions:
        world.move(action)
    if world.over:
        return
    snapshot = world.session.snapshot(world.mono)
    admitted = admit(whole, NOBODY, ledger, world.wall - back, progress=snapshot.progress)
    session = Session.restore(snapshot, admitted, 0.0)
    longest = max(30.0, *(each.seconds for each in admitted.segments)) if admitted.segments else 30.0
    for entered in only(happened.Entered, session.apply(Resume(), 0.0)):
        assert entered.seconds <= longest


def test_after_a_resume_nobody_goes_back_to_what_today_forbids() -> None:
    whole = routine(contract_relax(), stretch("adductors"))
    play = Play(admit(whole, NOBODY, SEASONED, NOW))
    while play.session.view(play.now).step == 1:
        play.say(Skip())
    snapshot = play.session.snapshot(play.now)
    again = admit(whole, Profile(today=Today(spasm=True)), SEASONED, NOW + DAY, progress=snapshot.progress)
    session = Session.restore(snapshot, again, 0.0)
    for _ in range(10):
        session.apply(Back(), 0.0)
    told = [*session.apply(Resume(), 0.0), *session.apply(Resume(), 1000.0)]
    assert {each.segment.path for each in only(happened.Entered, told)} == {"2"}


def test_nothing_left_is_no_reason_to_crash() -> None:
    play = Play(plan(heat()))
    snapshot = play.session.snapshot(0.0)
    nothing = admit(play.plan.routine, Profile(numb=True), SEASONED, NOW, progress=snapshot.progress)
    session = Session.restore(snapshot, nothing, 0.0)
    assert only(happened.Refused, session.apply(Back(), 0.0))
    assert only(happened.Refused, session.apply(Skip(), 0.0))
    session.apply(Resume(), 0.0)
    assert session.state == "finished"


@pytest.mark.parametrize("again", ["same", "new"])
def test_what_was_too_much_at_the_very_end_is_taken_up_as_a_pause(again: str) -> None:
    """The last hold is broken off, and the program dies before anybody says what it was."""
    play = Play(plan(stretch(hold=20)))
    play.until("work")
    play.say(TooMuch(), 4.0)
    assert play.state == "asking"
    snapshot = play.session.snapshot(play.now)
    rest = admit(play.plan.routine, NOBODY, SEASONED, NOW + play.now, progress=snapshot.progress)
    session = Session.restore(snapshot, play.plan if again == "same" else rest, 50.0)
    view = session.view(50.0)
    assert view.state == "paused"
    assert view.prompt == "Paused. Nothing is left to do: space ends it."
    session.apply(Resume(), 51.0)
    assert session.state == "finished"
    assert session.view(51.0).prompt == "Done. What hurt rests now."


def test_a_plan_for_the_rest_says_nothing_about_what_is_as_it_was() -> None:
    """In the middle of a hold, and of the stretch of a contract-relax cycle, nothing was taken away."""
    for whole, seconds in ((routine(stretch(hold=20, reps=2)), 12.0), (routine(contract_relax(reps=4, rest=10)), 12.0)):
        play = Play(admit(whole, NOBODY, SEASONED, NOW))
        play.wait(seconds)
        assert play.phase == "work"
        play.say(Pause())
        snapshot = play.session.snapshot(play.now)
        again = admit(whole, NOBODY, SEASONED, NOW + seconds, progress=snapshot.progress)
        assert [each.seconds for each in again.segments] == [each.seconds for each in play.plan.segments]
        assert not [each for each in again.verdicts if each.action != "warn"]


def test_the_same_plan_goes_on_where_the_wall_clock_is() -> None:
    """Twenty minutes at a question are twenty minutes, also when the program was restarted meanwhile."""
    play = Play(plan(heat()))
    play.wait(1200)
    session = Session.restore(play.session.snapshot(play.now), play.plan, 0.0)
    session.apply(Resume(), 0.0)
    session.apply(Confirm(), 10.0)
    (run,) = session.snapshot(20.0).progress.runs
    assert (run.start, run.end) == (NOW + 1210, NOW + 1220)


def test_progress_alone_begins_at_the_beginning() -> None:
    admitted = admit(routine(stretch()), NOBODY, SEASONED, NOW, progress=Progress())
    assert admitted.segments[0].origin == 0
