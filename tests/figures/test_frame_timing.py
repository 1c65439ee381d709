"""A figure moves in time with what is played, and stands still where the body does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.figures.frame_timing import Instant, shown
from stretchplayer.model.duration import Breath, BreathHold, Count, Held, SpanRange, Tempo
from stretchplayer.model.steps import (
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Exercise,
    Heat,
    Massage,
    Rest,
    Step,
    Stretch,
    Targets,
)

TARGET = Targets(("hamstrings",))
HOLD = Stretch(target=TARGET, hold=Held(30))
PUSH = ContractRelax(target=TARGET, contract=SpanRange(5), hold=Held(20))
MOVE = Dynamic(target=TARGET, reps=Count(10), tempo=Tempo(3))
LASTING = Dynamic(target=TARGET, duration=SpanRange(40))
HELD = Exercise(target=TARGET, reps=Count(10), tempo=Tempo(4), hold=SpanRange(5))
PHASED = Exercise(target=TARGET, reps=Count(10), tempo=Tempo(9, (2, 1, 5, 1)))
TURNS = Exercise(target=TARGET, reps=Count(10), tempo=Tempo(2), sides="alternate")
RUB = Massage(target=TARGET, duration=SpanRange(45), using="hands")
WARM = Heat(target=TARGET, duration=SpanRange(600), using="heat pack")
ICE = Cold(target=TARGET, duration=SpanRange(600), using="ice pack")
BREATH = Breathe(duration=SpanRange(60), inhale=Breath(4), hold=BreathHold(1), exhale=Breath(6))
PAUSE = Rest(duration=SpanRange(30))
ALL = (HOLD, PUSH, MOVE, LASTING, HELD, PHASED, TURNS, RUB, WARM, ICE, BREATH, PAUSE)
PHASES = ("prepare", "work", "contract", "rest", "switch", "confirm", "advice")

seconds = st.floats(0, 4000, allow_nan=False)


@given(st.sampled_from(ALL), st.sampled_from(PHASES), seconds)
def test_it_is_always_somewhere_on_its_way(step: Step, phase: str, elapsed: float) -> None:
    at = shown(Instant(step, phase, elapsed))
    assert 0 <= at.share <= 1
    assert at.round is None or 0 <= at.round < 1


@given(st.sampled_from(ALL), st.sampled_from(PHASES), seconds)
def test_it_never_jumps(step: Step, phase: str, elapsed: float) -> None:
    one, other = (shown(Instant(step, phase, at)).share for at in (elapsed, elapsed + 0.2))
    assert abs(one - other) <= 0.2


@given(st.sampled_from(ALL), st.sampled_from(PHASES), seconds, st.floats(0, 100))
def test_what_stands_still_goes_on_standing(step: Step, phase: str, elapsed: float, later: float) -> None:
    at = shown(Instant(step, phase, elapsed))
    if not at.moving:
        assert shown(Instant(step, phase, elapsed + later)).share == at.share


@pytest.mark.parametrize("step", [HOLD, PUSH])
def test_a_hold_goes_to_its_end_and_stays(step: Step) -> None:
    assert shown(Instant(step, "work", 0)).share == 0
    for elapsed in (3.0, 10.0, 29.0):
        at = shown(Instant(step, "work", elapsed))
        assert (at.share, at.moving) == (1, False)


def test_between_two_holds_it_lets_go() -> None:
    assert shown(Instant(HOLD, "rest", 0)).share == 1
    at = shown(Instant(HOLD, "rest", 3))
    assert (at.share, at.moving) == (0, False)


def test_a_push_is_made_at_the_start() -> None:
    at = shown(Instant(PUSH, "contract", 2))
    assert (at.share, at.moving) == (0, False)


def test_getting_ready_shows_the_whole_way_and_waits_at_both_ends() -> None:
    shares = [shown(Instant(HOLD, "prepare", step / 5)).share for step in range(75)]
    assert min(shares) == 0
    assert max(shares) == 1
    assert shares.count(0) >= 5
    assert shares.count(1) >= 10


def test_movement_keeps_the_tempo_of_its_file() -> None:
    assert shown(Instant(MOVE, "work", 0)).share == 0
    assert shown(Instant(MOVE, "work", 1.5)).share == pytest.approx(1)
    assert shown(Instant(MOVE, "work", 3)).share == pytest.approx(0)
    assert shown(Instant(MOVE, "work", 3.3)).round == pytest.approx(0.1)
    assert all(shown(Instant(LASTING, "work", at)).moving for at in (0, 1, 39))


def test_a_hold_within_a_repetition_is_seen() -> None:
    assert [shown(Instant(HELD, "work", at)).share for at in (0, 1, 2, 4.5, 7, 8, 9)] == [0, 0.5, 1, 1, 1, 0.5, 0]


def test_each_phase_of_a_tempo_takes_its_own_time() -> None:
    assert [shown(Instant(PHASED, "work", at)).share for at in (0, 2, 3, 5.5, 8, 9)] == [0, 1, 1, 0.5, 0, 0]


def test_in_turns_one_side_is_shown_and_then_the_other() -> None:
    assert [shown(Instant(TURNS, "work", at)).round for at in (0, 1, 2, 3, 4)] == [0, 0.25, 0.5, 0.75, 0]


def test_the_breath_is_the_pacer() -> None:
    shares = {at: shown(Instant(BREATH, "work", at)).share for at in (0.0, 2.0, 4.0, 4.9, 5.0, 8.0, 10.9, 11.0)}
    assert shares[0.0] == shares[11.0] == 0
    assert shares[2.0] == pytest.approx(0.5)
    assert shares[4.0] == shares[4.9] == shares[5.0] == 1
    assert shares[8.0] == pytest.approx(0.5)
    assert shares[10.9] < 0.05


@pytest.mark.parametrize("step", [WARM, ICE, PAUSE])
@pytest.mark.parametrize("phase", ["prepare", "confirm", "work"])
def test_warmth_cold_and_rest_are_still(step: Step, phase: str) -> None:
    assert not shown(Instant(step, phase, 5)).moving
