"""Rounds stay whole: what a budget takes from a group it takes evenly from its rounds, and rests go with it."""

from collections import defaultdict
from itertools import pairwise
from math import floor
from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from core.build import NOBODY, SEASONED, at_once, contract_relax, dynamic, massage, plan, routine, stretch
from strategies import NOW, Draw
from strategies.routines import nested
from stretchplayer.caps import Ledger, Plan, Profile, Progress, Run, Today, admit
from stretchplayer.model.duration import Count, Held, Seconds, SetCount, SpanRange, Tempo
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Dynamic, Group, Rest, Stretch, Targets
from stretchplayer.timeline import unroll

LEAST: Final = 5.0
"""Nothing shorter is played of what is longer."""
_MUSCLES: Final = st.sampled_from(("hamstrings", "soleus", "abdominals", "neck_lateral"))
_SIDES: Final = st.sampled_from(("left", "each", "both"))


def _held() -> Draw[AnyStep]:
    return st.builds(
        Stretch,
        target=_MUSCLES.map(lambda name: Targets((name,))),
        sides=_SIDES,
        hold=st.sampled_from((5.0, 10.0, 20.0, 30.0, 45.0, 90.0)).map(Held),
        reps=st.integers(1, 4).map(Count),
    )


def _moved() -> Draw[AnyStep]:
    return st.builds(
        Dynamic,
        target=_MUSCLES.map(lambda name: Targets((name,))),
        sides=_SIDES,
        duration=st.sampled_from((10.0, 30.0, 50.0, 200.0)).map(SpanRange),
        sets=st.integers(1, 3),
    )


_rest: Final[Draw[AnyStep]] = st.builds(Rest, duration=st.sampled_from((5.0, 30.0)).map(SpanRange))
in_rounds: Final[Draw[Routine]] = st.lists(nested(st.one_of(_held(), _moved(), _rest)), min_size=1, max_size=4).map(
    lambda steps: Routine(title="In rounds", step=tuple(steps))
)


def by_visit(written: Routine, played: Plan) -> dict[str, list[float]]:
    """The seconds that each pass through each step of a group came to."""
    seconds = {each.origin: each.seconds for each in played.segments}
    works: defaultdict[str, list[float]] = defaultdict(list)
    for segment in unroll(written):
        if segment.load is not None:
            works[segment.path].append(seconds.get(segment.origin, 0.0))
    return {path: _chunks(done, _times(written.step, path)) for path, done in works.items()}


def _times(steps: tuple[AnyStep, ...], path: str) -> int:
    """How often the step at a path is done."""
    first, _, rest = path.partition(".")
    step = steps[int(first) - 1]
    return step.repeat * _times(step.step, rest) if isinstance(step, Group) else 1


def _chunks(done: list[float], times: int) -> list[float]:
    each = len(done) // times
    return [sum(done[start : start + each]) for start in range(0, len(done), each)]


@given(in_rounds, st.sampled_from((SEASONED, Ledger())))
def test_every_round_gets_the_same(written: Routine, ledger: Ledger) -> None:
    for path, visits in by_visit(written, admit(written, NOBODY, ledger, NOW)).items():
        if len(set(visits)) > 1:
            # Where the even share is too short to be played, the first rounds have what there is.
            assert min(visits) < LEAST, f"{path}: {visits}"


def _shared(left: float, rounds: int, holds: list[float]) -> list[float]:
    """What each round has when `left` seconds are shared evenly, hold by hold; a hold has at most a minute."""
    holds = [min(60.0, hold) for hold in holds]
    if rounds * sum(holds) <= left:
        return holds
    room, found = left / rounds, []
    for hold in holds:
        given_ = hold if hold <= room + 1e-6 else floor(room + 1e-6)
        found.append(float(given_ if given_ >= min(LEAST, hold) else 0))
        room -= found[-1]
    return found


@given(
    st.integers(0, 3),
    st.integers(2, 8),
    st.lists(st.tuples(st.sampled_from((5, 10, 25, 30, 60, 90)), st.integers(1, 4)), min_size=1, max_size=3),
)
def test_the_share_of_a_round_is_what_is_left_by_their_number(
    before: int, rounds: int, steps: list[tuple[int, int]]
) -> None:
    first = [stretch(hold=50, reps=before)] if before else []
    holds = [float(hold) for hold, reps in steps for _ in range(reps)]
    left = 240 - 50.0 * before
    assume(left / rounds >= LEAST)
    written = routine(*first, Group(repeat=rounds, step=tuple(stretch(hold=hold, reps=reps) for hold, reps in steps)))
    played = {each.origin: each.seconds for each in admit(written, NOBODY, SEASONED, NOW).segments}
    works = [played.get(each.origin, 0.0) for each in unroll(written) if each.load and each.path != "1" * len(first)]
    assert works == _shared(left, rounds, holds) * rounds


@given(in_rounds, st.integers(0, 400))
def test_a_session_that_is_resumed_keeps_the_shares(written: Routine, place: int) -> None:
    whole = admit(written, NOBODY, SEASONED, NOW)
    assume(whole.segments)
    here = whole.segments[place % len(whole.segments)]
    runs = tuple(
        Run(
            number=number,
            origin=each.origin,
            path=each.path,
            side=each.side,
            load=each.load,
            loads=each.loads,
            start=NOW + each.start,
            end=NOW + each.end,
            seconds=each.seconds,
        )
        for number, each in enumerate(whole.segments)
        if each.load is not None and each.origin < here.origin
    )
    progress = Progress(origin=here.origin, runs=runs, wall=NOW + here.start)
    resumed = admit(written, NOBODY, SEASONED, NOW + here.start, progress=progress)
    ahead = [(each.origin, each.seconds) for each in whole.segments if each.origin >= here.origin and each.load]
    assert [(each.origin, each.seconds) for each in resumed.segments if each.origin >= here.origin and each.load] == (
        ahead
    )


@given(in_rounds, st.sampled_from((NOBODY, Profile(today=Today(injury=("thigh",))))))
def test_what_is_left_out_takes_its_rests_along(written: Routine, profile: Profile) -> None:
    played = admit(written, profile, SEASONED, NOW).segments
    steps = unroll(written)
    together = {(one.origin, two.origin) for one, two in pairwise(steps)}
    for one, two in pairwise(played):
        if one.kind == two.kind == "rest":
            assert (one.origin, two.origin) in together
    if played and played[0].kind == "rest":
        assert played[0].origin == steps[0].origin
    if played and played[-1].kind == "rest":
        assert played[-1].origin == steps[-1].origin


def _seconds(played: Plan) -> list[float]:
    return [each.seconds for each in played.segments if each.phase == "work"]


def test_three_rounds_of_movement_have_the_same_part_each() -> None:
    assert _seconds(plan(Group(repeat=3, step=(dynamic("glutes", duration=50),)))) == [40, 40, 40]


def test_sets_of_a_movement_are_shared_evenly_in_whole_repetitions() -> None:
    counted = Dynamic(target=Targets(("rotator_cuff",)), sides="left", sets=SetCount(3), reps=Count(10), tempo=Tempo(9))
    played = plan(counted)
    assert _seconds(played) == [36, 36, 36]
    assert {(each.what.reps, each.what.tempo) for each in played.segments if isinstance(each.what, Dynamic)} == {
        (4, Tempo(9))
    }


def test_both_sides_have_the_same_of_what_lies_in_the_middle() -> None:
    assert _seconds(plan(dynamic("abdominals", sides="each", duration=90))) == [60, 60]
    assert _seconds(plan(dynamic("glutes", sides="each", duration=90))) == [90, 90]


def test_groups_in_groups() -> None:
    inner = Group(repeat=2, step=(dynamic("glutes", duration=20),))
    outer = Group(repeat=3, step=(dynamic("glutes", duration=10), inner))
    assert _seconds(plan(outer)) == [10, 15, 15] * 3


def test_what_is_counted_is_shared_in_whole_numbers() -> None:
    sets = plan(Group(repeat=2, step=(massage(sets=SetCount(2), rest=Seconds(10)),)))
    assert [(each.rep, each.reps) for each in sets.segments if each.phase == "work"] == [(1, 1), (1, 1)]
    cycles = plan(Group(repeat=2, step=(contract_relax(reps=3),)))
    assert [(each.rep, each.reps) for each in cycles.segments if each.phase == "work"] == [(1, 2), (2, 2)] * 2
    # Five rounds cannot share four cycles: the first ones have one each.
    assert len(_seconds(plan(Group(repeat=5, step=(contract_relax(),))))) == 4


def test_repetitions_are_counted_in_each_round() -> None:
    played = plan(Group(repeat=3, step=(stretch(hold=30, reps=3),)))
    assert [(each.rep, each.reps, each.seconds) for each in played.segments if each.phase == "work"] == (
        [(1, 3, 30), (2, 3, 30), (3, 3, 20)] * 3
    )


def test_a_rest_between_two_that_are_left_out_goes_with_them() -> None:
    hurt = Profile(today=Today(injury=("thigh",)))
    rest = Rest(duration=SpanRange(30))
    long = Rest(duration=SpanRange(60))
    steps = at_once(stretch("soleus", hold=20), rest, stretch(hold=20), long, stretch("glutes", hold=20), rest)
    played = admit(steps, hurt, SEASONED, NOW).segments
    # The longer of the two is kept, and the one that the author put at the end.
    assert [(each.path, each.kind, each.seconds) for each in played] == [
        *(("1", "stretch", 20), ("4", "rest", 60), ("5", "stretch", 20), ("6", "rest", 30)),
    ]
    ends = structs.replace(steps, step=(stretch("soleus", hold=20), rest, stretch(hold=20)))
    assert [each.path for each in admit(ends, hurt, SEASONED, NOW).segments] == ["1"]
