"""The fast path only ever says "unaffected" where admission would have nothing to say either."""

from typing import Final, Literal

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from msgspec import structs

from examples import examples
from strategies import Draw
from strategies.routines import routines
from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.caps.fast_path import unaffected
from stretchplayer.model.duration import Count, Held, Seconds, SpanRange
from stretchplayer.model.muscles import GROUPS, MUSCLES, expand
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import (
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Exercise,
    Group,
    Heat,
    Massage,
    Stretch,
    Targets,
)
from stretchplayer.timeline import size

_targets: Final = st.sampled_from((*MUSCLES, *GROUPS)).map(lambda name: Targets(expand((name,))))
_sides: Final = st.sampled_from(("both", "each", "left", "right"))
_gaps: Final = st.sampled_from((None, Seconds(5), None, Seconds(10), None, Seconds(4.9), None, None, Seconds(0)))


def _spans(*values: float) -> Draw[SpanRange]:
    return st.sampled_from([SpanRange(value) for value in values])


_moves: Final[Draw[AnyStep]] = st.builds(
    Dynamic,
    target=_targets,
    sides=_sides,
    duration=_spans(20, 30, 60),
    tempo=st.none(),
    reps=st.none(),
    sets=st.just(1),
)
_exercises: Final[Draw[AnyStep]] = st.builds(
    Exercise,
    target=st.one_of(st.just(Targets()), _targets),
    sides=_sides,
    duration=_spans(60, 200, 600, 1201),
    tempo=st.none(),
    reps=st.none(),
    hold=st.none(),
    sets=st.sampled_from((1, 1, 2)),
)
_holds: Final[Draw[AnyStep]] = st.one_of(
    st.builds(
        Stretch,
        target=_targets,
        sides=_sides,
        hold=_spans(10, 15, 10, 20, 10, 15, 10, 30, 60, 61).map(Held),
        reps=st.sampled_from((1, 2, 1, 2, 5)),
        rest=_gaps,
        prepare=_gaps,
        discomfort=st.sampled_from((3, 3, 3, 3, 5, 6)),
    ),
    st.builds(
        ContractRelax,
        target=_targets,
        sides=_sides,
        contract=_spans(5, 5, 5, 10, 11),
        hold=_spans(10, 20).map(Held),
        reps=st.sampled_from((1, 1, 2, 3)),
        rest=_gaps,
        prepare=_gaps,
        effort=st.sampled_from((20, 20, 75, 76)),
    ),
)
_others: Final[Draw[AnyStep]] = st.one_of(
    st.builds(Massage, target=_targets, sides=_sides, duration=_spans(30, 91, 120), using=st.just("hands")),
    st.builds(Heat, target=_targets, sides=_sides, duration=_spans(600, 1200), using=st.just("warm bath")),
    st.builds(Cold, target=_targets, sides=_sides, duration=_spans(480, 600), using=st.just("ice cube")),
    st.builds(Breathe, duration=_spans(30, 600), hold=st.sampled_from((Seconds(0), Seconds(5), Seconds(6)))),
)


_warm_up: Final[list[AnyStep]] = [
    Dynamic(target=Targets((muscle,)), duration=SpanRange(65)) for muscle in ("biceps", "triceps", "hand")
]


# Some bind and some do not; the last is none that the fast path looks at.
_own: Final = st.dictionaries(
    st.sampled_from(
        ("static.hold", "static.session", "static.discomfort", "dynamic.session", "static.total", "static.hold")
    ),
    st.sampled_from((2.0, 5.0, 20.0, 30.0, 45.0, 60.0, 180.0, 1000.0)),
    max_size=2,
)


def _joined(
    first: list[AnyStep],
    moves: list[AnyStep],
    holds: list[AnyStep],
    last: list[AnyStep],
    own: dict[str, float],
    before: Literal["sport"] | None,
) -> Routine:
    return Routine(title="Nearly sound", step=(*first, *_warm_up, *moves, *holds, *last), limits=own, before=before)


nearly_sound: Final[Draw[Routine]] = st.builds(
    _joined,
    st.lists(_others, max_size=1),
    st.lists(st.one_of(_moves, _exercises), max_size=3),
    st.lists(_holds, min_size=1, max_size=4).flatmap(
        lambda steps: st.sampled_from((steps, steps, [Group(repeat=2, step=tuple(steps))]))
    ),
    st.lists(_others, max_size=1),
    st.one_of(st.just({}), _own),
    st.sampled_from((None, "sport")),
)


def _agrees(routine: Routine) -> None:
    passed = unaffected(routine, size(routine)[1])
    event("unaffected" if passed else "looked at closely")
    if passed:
        assert admit(routine, Profile(), SEASONED, 0.0).verdicts == ()


@examples(240)
@given(nearly_sound)
def test_what_the_fast_path_passes_is_unaffected(routine: Routine) -> None:
    _agrees(routine)


@given(routines())
def test_the_fast_path_at_anything(routine: Routine) -> None:
    _agrees(routine)


_SOUND: Final = Routine(
    title="Sound",
    step=(
        *_warm_up,
        Stretch(target=Targets(("hamstrings",)), hold=Held(30), reps=Count(3), rest=Seconds(15), discomfort=3),
    ),
)


@pytest.mark.parametrize(
    ("own", "before"),
    [
        ({"static.hold": 29.0}, None),
        ({"static.session": 89.0}, None),
        ({"static.discomfort": 2.0}, None),
        ({"dynamic.session": 64.0}, None),
        ({"static.total": 89.0}, None),
        ({}, "sport"),
    ],
    ids=str,
)
def test_what_a_file_takes_from_itself_is_seen(own: dict[str, float], before: Literal["sport"] | None) -> None:
    tighter = structs.replace(_SOUND, limits=own, before=before)
    assert admit(tighter, Profile(), SEASONED, 0.0).verdicts
    assert not unaffected(tighter, size(tighter)[1])


def test_limits_of_its_own_that_take_nothing_do_not_slow_a_file_down() -> None:
    own = {"static.hold": 30.0, "static.session": 90.0, "static.discomfort": 3.0, "dynamic.session": 65.0}
    assert unaffected(structs.replace(_SOUND, limits=own), size(_SOUND)[1])
