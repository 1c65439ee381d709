"""Random routines: steps in groups, own limits, own defaults, cut down to a length that a test has time for."""

from functools import cache
from typing import Final, cast

from hypothesis import strategies as st
from msgspec import structs

from strategies import EVERYTHING, WORLDS, Draw, Names
from strategies.steps import Kinds, anything, lengths
from stretchplayer.model.routine import Routine, flat
from stretchplayer.model.steps import AnyStep, Defaults, Group
from stretchplayer.timeline import size

SMALL: Final = 60
"""Routines are cut down to about so many segments."""

# Values that the limits of a file may have: mostly lower, and some that try to raise what cannot be raised.
_OWN_LIMITS: Final = (
    ("static.hold", 25.0),
    ("static.hold", 3.0),
    ("static.hold", 500.0),
    ("static.session", 45.0),
    ("static.day", 100.0),
    ("static.week", 200.0),
    ("static.gap", 12.0),
    ("static.gap", 1.0),
    ("static.reps", 2.0),
    ("static.total", 150.0),
    ("static.sessions", 1.0),
    ("static.discomfort", 2.0),
    ("presport", 30.0),
    ("pnf.contract", 4.0),
    ("pnf.cycles", 2.0),
    ("pnf.effort", 30.0),
    ("dynamic.session", 50.0),
    ("heat.time", 400.0),
    ("heat.gap", 10800.0),
    ("heat.day", 1.0),
    ("heat.temperature", 38.0),
    ("cold.time", 300.0),
    ("cold.day", 2.0),
    ("massage.set", 40.0),
    ("massage.sets", 1.0),
    ("massage.spot", 20.0),
    ("massage.pressure", 2.0),
    ("massage.gun", 50.0),
    ("breath.hold", 0.0),
    ("neck.hold", 10.0),
    ("neck.session", 30.0),
)


def _defaults() -> Draw[Defaults]:
    return st.builds(Defaults, prepare=lengths(), switch=lengths(), rest=lengths())


def nested(steps: Draw[AnyStep]) -> Draw[AnyStep]:
    """`steps`, now and then in groups up to three deep."""

    def group(inner: Draw[AnyStep], most: int = 3) -> Draw[AnyStep]:
        children = st.lists(inner, min_size=1, max_size=2).map(tuple)
        rest = st.one_of(st.none(), lengths())
        made = st.builds(
            Group, repeat=st.integers(1, most), rest=rest, step=children, defaults=st.one_of(st.none(), _defaults())
        )
        return cast("Draw[AnyStep]", made)

    one = group(steps)
    two = group(st.one_of(steps, one), 2)
    three = group(st.one_of(steps, two), 2)
    return st.one_of(steps, steps, steps, one, two, three)


@cache
def _nested(kind: Kinds, names: Names) -> Draw[AnyStep]:
    return nested(kind(names))


@st.composite
def _steps(draw: st.DrawFn, kind: Kinds, names: Names) -> AnyStep:
    """A step or a group; drawn by a function, because the strategy is too long for Hypothesis to write out."""
    return draw(_nested(kind, names))


@cache
def routines(kind: Kinds = anything, names: Names | None = None, *, most: int = 9) -> Draw[Routine]:
    """Whole routines about `names`, or about a few muscles, cut down to about `SMALL` segments."""
    if names is None:
        return st.sampled_from((*WORLDS, EVERYTHING)).flatmap(lambda few: routines(kind, few, most=most))
    kinds = _steps(kind, names)
    few = st.lists(st.sampled_from(_OWN_LIMITS), max_size=3)
    return (
        st.builds(
            Routine,
            title=st.just("A random routine"),
            step=st.one_of(
                st.lists(kinds, min_size=1, max_size=2),
                st.lists(kinds, min_size=3, max_size=most),
                st.lists(kinds, min_size=4, max_size=most),
            ).map(tuple),
            before=st.sampled_from((None, None, None, "sport")),
            defaults=st.one_of(st.just(Defaults()), _defaults()),
            limits=st.one_of(st.just([]), few).map(dict),
            digest=st.just("0123"),
        )
        .filter(lambda made: any(flat(made.step)))
        .map(cut_down)
    )


def _with_work(steps: tuple[AnyStep, ...]) -> tuple[AnyStep, ...]:
    """With the first step switched on, where all are off."""
    if flat(steps):
        return steps
    first = structs.replace(steps[0], enabled=True)
    if isinstance(first, Group):
        first = structs.replace(first, step=_with_work(first.step))
    return (first, *steps[1:])


def cut_down(routine: Routine) -> Routine:
    """Without its last steps, until it is small; one step always stays."""
    steps = _with_work(routine.step)
    while len(steps) > 1 and size(Routine(title="-", step=steps, defaults=routine.defaults))[0] > SMALL:
        steps = steps[:-1]
    return Routine(
        title=routine.title,
        step=steps,
        before=routine.before,
        defaults=routine.defaults,
        limits=routine.limits,
        digest=routine.digest,
    )
