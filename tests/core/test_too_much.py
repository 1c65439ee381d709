"""Said "too much": it ends at once, rests for the session, and has half of what was left for a day."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.build import NOBODY, SEASONED, Play, heat, only, plan, stretch
from core.world import GoOn, Move, World, commands, moves
from strategies import DAY, NOW
from strategies.people import profiles
from strategies.routines import routines
from stretchplayer.caps import Exposure, Ledger, Strain, admit
from stretchplayer.caps.profile import TooMuchWord
from stretchplayer.model.duration import SpanRange
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Breathe, Rest
from stretchplayer.session import Advance, Back, Command, Confirm, Pause, Resume, Skip, TooMuch
from stretchplayer.session import events as happened

LATE = 5.0
"""Seconds after a release in which "too much" means the muscle that was let go."""
ACTS = st.one_of(st.just(GoOn()), st.just(GoOn()), commands())


def static(admitted_for: tuple[Strain, ...], exposures: tuple[Exposure, ...] = (), *, now: float = NOW) -> float:
    """Static seconds of the left hamstring that a long routine may have."""
    ledger = Ledger(exposures=exposures, strains=admitted_for, first_use=float("-inf"))
    long = plan(stretch(hold=60, reps=8)).routine
    return sum(each.seconds for each in admit(long, NOBODY, ledger, now).segments if each.load)


def strain(ago: float) -> Strain:
    """A "too much" of the left hamstring, so long ago."""
    return Strain(session="a", muscle="hamstrings", side="left", at=NOW - ago, word="sharp")


def stretched(seconds: float, ago: float, run: int = 1) -> Exposure:
    """A stretch of the left hamstring that ended so long ago."""
    return Exposure(
        session="a",
        run=run,
        muscle="hamstrings",
        side="left",
        kind="static",
        start=NOW - ago - seconds,
        end=NOW - ago,
        seconds=seconds,
    )


def test_it_ends_the_hold_at_once_and_charges_what_was_done() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    told = play.say(TooMuch(), after=8)
    assert [type(each) for each in told][-2:] == [happened.Strained, happened.WordAsked]
    assert only(happened.Left, told)[0].done == 8
    assert only(happened.Charged, told)[0].run.seconds == 8
    assert play.state == "asking"


def test_the_word_may_follow() -> None:
    play = Play(plan(stretch(hold=30), stretch("adductors")))
    play.until("work")
    play.say(TooMuch(), after=8)
    told = only(happened.Strained, play.say(TooMuch("cramp"), after=5))
    assert [(each.muscle, each.side, each.word) for each in told[0].strains] == [("hamstrings", "left", "cramp")]
    assert play.state == "paused"
    assert [each.word for each in play.session.snapshot(play.now).strains] == ["cramp"]


@pytest.mark.parametrize("word", ["tingling", "dizzy"])
def test_tingling_and_dizziness_end_the_session(word: TooMuchWord) -> None:
    play = Play(plan(stretch(hold=30), stretch("adductors")))
    play.until("work")
    told = play.say(TooMuch(word), after=8)
    assert only(happened.RedFlagged, told)[0].word == word
    assert play.state == "ended"


def test_the_muscle_rests_for_the_session_on_that_side() -> None:
    play = Play(plan(stretch(hold=30, sides="each", reps=2), stretch("adductors"), stretch(sides="both")))
    play.until("work")
    play.say(TooMuch("sharp"), after=8)
    play.say(Resume())
    play.until_over()
    assert {piece.path for piece in play.tape.pieces} == {"1", "2"}
    assert [each.reason for each in only(happened.Withheld, play.told)] == [
        "You said this was too much: it rests for this session."
    ]


HAMSTRINGS, QUADRICEPS = ("hamstrings", "left"), ("quadriceps", "left")
TWICE = (stretch(hold=30), stretch("quadriceps", hold=30), stretch(hold=30), stretch("quadriceps", hold=30))


@pytest.mark.parametrize(
    ("how", "after", "where"),
    [
        ((), 1, HAMSTRINGS),  # getting ready for the next
        ((), 4.9, HAMSTRINGS),
        ((), 9, QUADRICEPS),
        ((Skip(),), 0, HAMSTRINGS),  # past the way in, in the first moments of the next hold
        ((Skip(),), 4, HAMSTRINGS),
        ((Skip(),), 5.5, QUADRICEPS),
        ((Pause(),), 2, HAMSTRINGS),
        ((Back(), Skip()), 1, HAMSTRINGS),
    ],
)
def test_said_late_it_means_the_muscle_that_was_let_go(
    how: tuple[Command, ...], after: float, where: MuscleSide
) -> None:
    play = Play(plan(*TWICE))
    play.until("work")
    play.wait(30)
    assert play.phase == "prepare"
    for command in how:
        play.say(command)
    told = only(happened.Strained, play.say(TooMuch("sharp"), after=after))
    assert [(each.muscle, each.side) for each in told[0].strains] == [where]
    play.say(Resume())
    play.until_over()
    rested = {each.segment.loads[0] for each in only(happened.Withheld, play.told)}
    assert rested == {where}
    after_all = [each.loads[0] for each in play.tape.pieces if each.start > play.now - 200]
    assert play.done() > 30
    assert where == QUADRICEPS or QUADRICEPS in after_all


def test_said_while_getting_ready_it_means_what_was_to_come() -> None:
    play = Play(plan(stretch(hold=30), stretch(hold=30)))
    told = only(happened.Strained, play.say(TooMuch("other"), after=2))
    assert [(each.muscle, each.side) for each in told[0].strains] == [("hamstrings", "left")]


def test_said_in_a_rest_between_holds_it_means_the_hold_before() -> None:
    play = Play(plan(stretch(hold=30, reps=2)))
    play.until("rest")
    told = only(happened.Strained, play.say(TooMuch("other"), after=1))
    assert [(each.muscle, each.side) for each in told[0].strains] == [("hamstrings", "left")]
    play.say(Resume())
    play.until_over()
    assert play.done() == 30


@pytest.mark.parametrize("step", [Breathe(duration=SpanRange(30)), Rest(duration=SpanRange(30))])
def test_said_where_nothing_is_loaded_it_ends_the_step(step: Breathe | Rest) -> None:
    play = Play(plan(step, stretch()))
    told = only(happened.Strained, play.say(TooMuch("other"), after=3))
    assert told[0].strains == ()
    assert play.session.view(play.now).step == 2


@pytest.mark.parametrize("word", ["dizzy", "other"])
def test_said_where_nothing_is_loaded_it_is_about_that_step_and_keeps_its_word(word: TooMuchWord) -> None:
    play = Play(plan(heat(), Breathe(duration=SpanRange(30)), stretch()))
    play.say(Skip(), after=1)
    play.say(TooMuch(), after=20)
    asked = play.session.view(play.now)
    assert (asked.state, asked.step) == ("asking", 2), "the heat that was left out is not what hurts"
    (named,) = only(happened.Strained, play.say(TooMuch(word), after=1))
    assert (named.word, named.name, named.strains) == (word, asked.name, ())


def test_heat_that_is_too_much_is_over_and_charged() -> None:
    play = Play(plan(heat(), stretch("adductors")))
    play.say(Confirm())
    play.say(TooMuch("other"), after=90)
    assert play.state == "paused"
    assert play.done("heat") == 90
    play.wait(1000)
    assert play.done("heat") == 90


@pytest.mark.parametrize(
    ("ago", "done", "seconds"),
    [
        (DAY, (), 240),  # a day later all is as it was
        (DAY - 1, (), 120),
        (60.0, (), 120),  # at most half of a session
        (600.0, (stretched(400, 1000),), 40),  # half of the 80 s that were left
        (600.0, (stretched(400, 1000), stretched(30, 100, run=2)), 10),  # of which 30 s are used
        (600.0, (stretched(460, 1000), stretched(30, 100, run=2)), 0),
        (-600.0, (stretched(400, 1000),), 40),  # said in the future counts as now
    ],
)
def test_for_a_day_there_is_half_of_what_was_left(ago: float, done: tuple[Exposure, ...], seconds: float) -> None:
    assert static((strain(ago),), done) == seconds


def test_half_of_what_was_left_of_the_week_too() -> None:
    """The week had 100 s left: half of that, not of the day's, however long ago it was within the day."""
    week = tuple(stretched(316, (number + 1.5) * DAY, run=number) for number in range(5))
    assert static((), week) == 100
    for ago in (600.0, 20 * 3600.0):
        assert static((strain(ago),), week) == 50
    older = stretched(100, 7.5 * DAY, run=9)
    assert static((strain(600),), (*week, older)) == 50
    assert static((strain(20 * 3600.0),), (*week, older)) == 0, "what was left when it was said"


def test_a_second_time_halves_again() -> None:
    """480 s, of which 240 s were left after the first time; 120 s after the second."""
    assert static((strain(1200), strain(600)), (stretched(140, 900),)) == 50


@pytest.mark.parametrize("back", [500.0, 3600.0, 3 * DAY])
def test_moving_the_clock_back_does_not_undo_it(back: float) -> None:
    """Half of 80 s, of which 30 s are used: 10 s are left, or less where the clock says nonsense."""
    past = (stretched(400, 1000), stretched(30, 100, run=2))
    assert static((strain(600),), past) == 10
    assert static((strain(600),), past, now=NOW - back) <= 10


def test_what_hurts_is_not_shown_as_what_comes_next() -> None:
    world = World(plan(stretch(hold=30), stretch(hold=30), stretch("quadriceps")).routine, NOBODY, SEASONED)
    world.say(Advance())
    world.mono += 10
    events = world.say(TooMuch("sharp"))
    assert world.session.view(world.mono).targets == ("quadriceps",)
    assert [each.segment.path for each in only(happened.Withheld, events)] == ["2"]
    assert not only(happened.Withheld, world.say(Resume()))


def test_the_session_remembers_after_a_restart() -> None:
    steps = (stretch(hold=30), stretch("quadriceps", hold=30), stretch(hold=30))
    world = World(plan(*steps).routine, NOBODY, SEASONED)
    world.say(Advance())
    world.mono += 10
    world.say(TooMuch("sharp"))
    snapshot = world.session.snapshot(world.mono)
    again = admit(world.routine, NOBODY, SEASONED, NOW + 100, progress=snapshot.progress)
    assert [each.limit for each in again.verdicts if each.action == "withheld"] == ["struck"]


@given(routines(), profiles(), moves(ACTS, most=12), st.sampled_from(get_args(TooMuchWord)))
def test_whenever_it_is_said_it_ends_the_work_and_the_muscle_rests(
    routine: Routine, profile: object, actions: list[Move], word: TooMuchWord
) -> None:
    world = World(routine, NOBODY, SEASONED)
    for action in actions:
        world.move(action)
    on, late = world.tape.now_on, [each for each in world.tape.pieces if world.now - each.end <= LATE]
    late = [each for each in late if not each.stints[-1].open]
    if world.over or world.state == "asking":
        return
    told = world.say(TooMuch(word))
    assert not only(happened.Refused, told)
    assert world.tape.now_on is None
    if late:
        assert set(max(late, key=lambda each: each.end).loads) <= world.tape.struck
    elif on is not None:
        assert set(on.segment.loads) <= world.tape.struck
    assert (world.state == "ended") == (word in ("tingling", "dizzy"))
    before = [structs.asdict(run)["number"] for run in world.session.snapshot(world.mono).progress.runs]
    world.finish()
    assert not world.tape.faults
    struck = world.tape.struck
    after = [run for run in world.session.snapshot(world.mono).progress.runs if run.number not in before]
    assert not [run for run in after if struck.intersection(run.loads)]
