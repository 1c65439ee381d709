"""Random steps: every kind of them, and the mixtures that one limit or another is met with."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from strategies import EVERYTHING, Draw, Names
from stretchplayer.model.duration import Breath, BreathHold, Count, Held, Seconds, SetCount, SpanRange, Tempo
from stretchplayer.model.steps import (
    Advice,
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Exercise,
    Heat,
    Loads,
    Massage,
    NotWith,
    Rest,
    Stretch,
    Targets,
)
from stretchplayer.routine.fields import ANSWERS

Kinds = Callable[[Names], Draw[AnyStep]]
"""The steps of a kind of routine, on some muscles."""

_HOLDS: Final = (10.0, 20.0, 30.0, 45.0, 55.0, 59.9, 60.0, 60.0, 60.1, 65.0, 90.0)
_ODD_HOLDS: Final = (0.1, 1.0, 4.9, 5.0, 7.3, 600.0, 14400.0)
_SHORT: Final = (0.0, 0.1, 1.0, 2.7, 4.999, 5.0, 6.0, 10.0, 30.0)
_LONG: Final = (0.1, 30.0, 299.0, 300.0, 301.0, 599.0, 600.0, 610.0, 900.0, 1200.0, 1201.0, 3600.0, 14400.0)
_PAUSES: Final = (0.1, 10.0, 60.0, 600.0, 1799.0, 1800.0, 3599.0)


def spans(values: Sequence[float]) -> Draw[SpanRange]:
    """A length of more than nothing: odd, round or huge."""
    return st.one_of(st.sampled_from(values), st.sampled_from(values), st.integers(1, 70)).map(SpanRange)


def holds() -> Draw[Held]:
    """The length of a hold: usual mostly, and now and then too short or too long to be meant."""
    usual = st.sampled_from(_HOLDS)
    plain = st.one_of(usual, usual, usual, st.sampled_from(_ODD_HOLDS), st.integers(1, 70)).map(Held)
    ranges = st.builds(lambda hold, more: Held(hold, hold + more), usual, st.sampled_from((0.0, 10.0, 60.0)))
    ramps = st.lists(usual, min_size=1, max_size=5).map(lambda ramp: Held(ramp[0], ramp=tuple(ramp)))
    uneven = st.builds(lambda left, right: Held(left, right=right), usual, usual)
    return st.one_of(plain, plain, plain, ranges, ramps, uneven)


def lengths(values: Sequence[float] = _SHORT) -> Draw[Seconds]:
    """A length that may be nothing."""
    return st.sampled_from(values).map(Seconds)


def targets(names: Names) -> Draw[Targets]:
    """One or two of the muscles and groups that the story is about."""
    one, some = (
        st.sampled_from(names).map(lambda name: [name]),
        st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True),
    )
    return st.one_of(one, some).map(Targets)


def _common() -> dict[str, Draw[Any]]:
    return {
        "prepare": st.one_of(st.none(), lengths()),
        "until": st.sampled_from((None, None, None, "key")),
        "enabled": st.sampled_from((True, True, True, True, False)),
    }


def _targeted(names: Names) -> dict[str, Draw[Any]]:
    return {
        **_common(),
        "target": targets(names),
        "sides": st.sampled_from(("both", "each", "left", "left", "right", "alternate")),
        "first": st.sampled_from(("left", "right")),
        "position": st.sampled_from((None, None, None, "lying-back", "lying-front")),
        "loads": st.sampled_from(
            (Loads(), Loads(), Loads(("spine-twist",)), Loads(("spine-flexion",)), Loads(("spine-side-bend",)))
        ),
        "not_with": st.one_of(st.just(NotWith()), st.builds(lambda one: NotWith((one,)), st.sampled_from(ANSWERS))),
    }


def _worn(names: Names) -> dict[str, Draw[Any]]:
    return {**_targeted(names), "sides": st.sampled_from(("both", "each", "left", "left", "right"))}


def _sets(most: int = 5) -> Draw[int]:
    return st.one_of(st.integers(1, most), st.integers(1, 12))


def _reps(most: int = 5) -> Draw[Count]:
    return st.one_of(_sets(most).map(Count), _sets(most).map(lambda number: Count(number, number + 2)))


def _tempos() -> Draw[Tempo]:
    phases = st.tuples(*[st.sampled_from((0.5, 1.0, 2.0, 5.0))] * 4).map(lambda each: Tempo(sum(each), each))
    return st.one_of(st.sampled_from((0.5, 1.5, 4.0)).map(Tempo), phases)


def _rests() -> Draw[Seconds | None]:
    return st.one_of(st.none(), lengths())


@cache
def stretches(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Static stretches."""
    return st.builds(
        Stretch, **_targeted(names), hold=holds(), reps=_reps(), rest=_rests(), discomfort=st.integers(0, 10)
    )


@cache
def contract_relaxes(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Contractions with a stretch after each."""
    return st.builds(
        ContractRelax,
        **_targeted(names),
        contract=spans((0.1, 3.0, 5.0, 10.0, 11.0, 60.0)),
        hold=holds(),
        reps=_reps(),
        rest=_rests(),
        effort=st.sampled_from((20, 75, 100)),
        discomfort=st.integers(0, 10),
    )


def _moving(kind: type[Dynamic | Exercise], keys: dict[str, Draw[Any]], lengths: Sequence[float]) -> Draw[AnyStep]:
    """Movement by time, by repetitions with a tempo, and by repetitions in one's own time."""
    timed = st.builds(kind, **keys, duration=spans(lengths), sets=_sets(3).map(SetCount), rest=_rests())
    counted = st.builds(
        kind,
        **keys,
        reps=_reps(30),
        tempo=st.one_of(st.none(), _tempos()),
        hold=st.one_of(st.none(), st.none(), spans((1.0, 3.0, 70.0))),
        sets=_sets(3).map(SetCount),
        rest=_rests(),
    )
    return st.one_of(timed, counted)


@cache
def dynamics(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Stretching movement."""
    return _moving(Dynamic, _targeted(names), (20.0, 60.0, 119.0, 180.0))


@cache
def exercises(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Movement that is no stretch, for some muscles or none."""
    keys = {**_targeted(names), "target": st.one_of(st.just(Targets()), targets(names))}
    return _moving(Exercise, keys, (20.0, 180.0, 600.0, 1201.0))


@cache
def massages(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Massage with every tool."""
    return st.builds(
        Massage,
        **_targeted(names),
        duration=spans((30.0, 60.0, 90.0, 91.0, 120.0, 121.0, 600.0)),
        using=st.sampled_from(("hands", "foam roller", "ball", "massage gun")),
        sets=_sets(3).map(SetCount),
        rest=_rests(),
        pressure=st.integers(0, 10),
        spot=st.booleans(),
    )


@cache
def heats(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Warmth of many kinds."""
    return st.builds(
        Heat,
        **_worn(names),
        duration=spans(_LONG),
        using=st.sampled_from(("heat pack", "warm towel", "warm bath")),
        temperature=st.sampled_from((None, 37.0, 40.5, 43.0, 99.0)),
    )


@cache
def colds(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Cold of every kind."""
    using = st.sampled_from(("ice pack", "cold compress", "ice cube"))
    return st.builds(Cold, **_worn(names), duration=spans(_LONG), using=using)


@cache
def plain() -> Draw[AnyStep]:
    """Steps that load nothing."""
    how = st.just("Drink a glass of water.")
    topic = st.sampled_from(("hydration", "rest"))
    duration = st.one_of(st.none(), spans((0.1, 2.0, 5.0)))
    return st.one_of(
        st.builds(Rest, **_common(), duration=spans(_PAUSES)),
        st.builds(Advice, **_common(), how=how, topic=topic, duration=duration),
        st.builds(
            Breathe,
            **_common(),
            duration=spans((0.1, 2.0, 30.0, 600.0)),
            inhale=st.sampled_from((0.5, 4.0)).map(Breath),
            exhale=st.just(Breath(6)),
            hold=st.sampled_from((0.0, 5.0, 7.0)).map(BreathHold),
            hold_out=st.sampled_from((0.0, 0.0, 4.0)).map(BreathHold),
        ),
    )


@cache
def holding(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Steps with holds in them, and what may come between."""
    stretch = stretches(names)
    return st.one_of(stretch, stretch, stretch, stretch, contract_relaxes(names), plain())


@cache
def thermal(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Heat and cold, and what they forbid."""
    heat, cold = heats(names), colds(names)
    return st.one_of(heat, cold, heat, cold, stretches(names), massages(names), plain())


@cache
def rubbing(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Massage, movement and contract-relax: what is counted in sets and cycles."""
    rub, push = massages(names), contract_relaxes(names)
    return st.one_of(rub, rub, rub, push, push, dynamics(names), exercises(names), stretches(names))


@cache
def anything(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """All kinds."""
    loading = (stretches, contract_relaxes, dynamics, exercises, massages, heats, colds)
    return st.one_of(*(kind(names) for kind in loading), plain())
