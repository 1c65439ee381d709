"""Random routines, people and ledgers for property tests of the core; small worlds, so that limits are met often."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, cast

from hypothesis import strategies as st

from stretchplayer.caps import Exposure, Ledger, Profile, Strain, Today
from stretchplayer.model.duration import Seconds, Span
from stretchplayer.model.muscles import GROUPS, MUSCLES, MuscleSide, expand, muscle_sides
from stretchplayer.model.routine import Defaults, Routine
from stretchplayer.model.steps import (
    Advice,
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Group,
    Heat,
    Loads,
    Massage,
    Rest,
    Stretch,
    Targets,
)
from stretchplayer.timeline import Load, size

Draw = st.SearchStrategy

NOW: Final = 1_750_000_000.0
"""The wall-clock second at which the random stories begin."""
DAY: Final = 86_400.0
SMALL: Final = 60
"""Routines are cut down to about so many segments."""

Names = tuple[str, ...]
Kinds = Callable[[Names], Draw[AnyStep]]
"""The steps of a kind of routine, on some muscles."""

EVERYTHING: Final[Names] = (*MUSCLES, *GROUPS)
WORLDS: Final[tuple[Names, ...]] = (
    ("hamstrings",),
    ("hamstrings", "quadriceps"),
    ("hamstrings", "thigh"),
    ("neck_lateral",),
    ("neck_lateral", "neck_extensors"),
    ("neck",),
    ("lumbar_extensors", "quadratus_lumborum"),
    ("forearm_flexors", "arm"),
    ("abdominals", "soleus", "jaw"),
)
"""Muscles and groups that one story is about: few, so that its steps and its past meet on them."""

_HOLDS: Final = (10.0, 20.0, 30.0, 45.0, 55.0, 59.9, 60.0, 60.0, 60.1, 65.0, 90.0)
_ODD_HOLDS: Final = (0.1, 1.0, 4.9, 5.0, 7.3, 600.0, 14400.0)
_SHORT: Final = (0.0, 0.1, 1.0, 2.7, 4.999, 5.0, 6.0, 10.0, 30.0)
_LONG: Final = (0.1, 30.0, 299.0, 300.0, 301.0, 599.0, 600.0, 610.0, 900.0, 1200.0, 1201.0, 3600.0, 14400.0)
_PAUSES: Final = (0.1, 10.0, 60.0, 600.0, 1799.0, 1800.0, 3599.0)

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

_AGES: Final = (
    -3 * DAY, -DAY, -600.0, -1.0, 0.0, 1.0, 4.0, 4.999, 5.0, 100.0, 1000.0, 1799.0, 1800.0, 1801.0, 7100.0, 7200.0,
    30_000.0, DAY - 1, DAY, DAY + 1, 1.5 * DAY, 2 * DAY - 1, 2 * DAY, 3 * DAY, 6 * DAY, 7 * DAY - 1, 7 * DAY, 9 * DAY,
)  # fmt: skip
_DONE: Final = (0.0, 0.5, 20.0, 30.0, 60.0, 60.0, 115.0, 175.0, 240.0, 400.0, 450.0, 600.0)


def spans(values: Sequence[float]) -> Draw[Span]:
    """A length of more than nothing: odd, round or huge."""
    return st.one_of(st.sampled_from(values), st.sampled_from(values), st.integers(1, 70)).map(Span)


def holds() -> Draw[Span]:
    """The length of a hold: usual mostly, and now and then too short or too long to be meant."""
    usual = st.sampled_from(_HOLDS)
    return st.one_of(usual, usual, usual, st.sampled_from(_ODD_HOLDS), st.integers(1, 70)).map(Span)


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
    }


def _targeted(names: Names) -> dict[str, Draw[Any]]:
    return {
        **_common(),
        "target": targets(names),
        "sides": st.sampled_from(("both", "each", "left", "left", "right")),
        "first": st.sampled_from(("left", "right")),
        "position": st.sampled_from((None, None, None, "lying-back")),
        "loads": st.sampled_from((Loads(), Loads(), Loads(("spine-twist",)), Loads(("spine-flexion",)))),
    }


def _reps(most: int = 5) -> Draw[int]:
    return st.one_of(st.integers(1, most), st.integers(1, 12))


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


@cache
def dynamics(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Movement, by time and by repetitions."""
    timed = st.builds(
        Dynamic, **_targeted(names), duration=spans((20.0, 60.0, 119.0, 180.0)), sets=_reps(3), rest=_rests()
    )
    counted = st.builds(
        Dynamic, **_targeted(names), reps=st.integers(1, 30), tempo=spans((0.1, 1.5, 4.0)), sets=_reps(3), rest=_rests()
    )
    return st.one_of(timed, counted)


@cache
def massages(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Massage with every tool."""
    return st.builds(
        Massage,
        **_targeted(names),
        duration=spans((30.0, 60.0, 90.0, 91.0, 120.0, 121.0, 600.0)),
        using=st.sampled_from(("hands", "foam roller", "ball", "massage gun")),
        sets=_reps(3),
        rest=_rests(),
        pressure=st.integers(0, 10),
        spot=st.booleans(),
    )


@cache
def heats(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Warmth of many kinds."""
    return st.builds(
        Heat,
        **_targeted(names),
        duration=spans(_LONG),
        using=st.sampled_from(("heat pack", "warm towel", "warm bath")),
        temperature=st.sampled_from((None, 37.0, 40.5, 43.0, 99.0)),
    )


@cache
def colds(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """Cold of every kind."""
    using = st.sampled_from(("ice pack", "cold compress", "ice cube"))
    return st.builds(Cold, **_targeted(names), duration=spans(_LONG), using=using)


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
            inhale=spans((0.5, 4.0)),
            exhale=spans((6.0,)),
            hold=lengths((0.0, 5.0, 7.0)),
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
    return st.one_of(rub, rub, rub, push, push, dynamics(names), stretches(names))


@cache
def anything(names: Names = EVERYTHING) -> Draw[AnyStep]:
    """All nine kinds."""
    loading = (stretches, contract_relaxes, dynamics, massages, heats, colds)
    return st.one_of(*(kind(names) for kind in loading), plain())


def nested(steps: Draw[AnyStep]) -> Draw[AnyStep]:
    """`steps`, now and then in groups up to three deep."""

    def group(inner: Draw[AnyStep], most: int = 3) -> Draw[AnyStep]:
        children = st.lists(inner, min_size=1, max_size=2).map(tuple)
        return cast("Draw[AnyStep]", st.builds(Group, repeat=st.integers(1, most), step=children))

    one = group(steps)
    two = group(st.one_of(steps, one), 2)
    three = group(st.one_of(steps, two), 2)
    return st.one_of(steps, steps, steps, one, two, three)


@cache
def routines(kind: Kinds = anything, names: Names | None = None, *, most: int = 9) -> Draw[Routine]:
    """Whole routines about `names`, or about a few muscles, cut down to about `SMALL` segments."""
    if names is None:
        return st.sampled_from((*WORLDS, EVERYTHING)).flatmap(lambda few: routines(kind, few, most=most))
    kinds = nested(kind(names))
    few = st.lists(st.sampled_from(_OWN_LIMITS), max_size=3)
    return st.builds(
        Routine,
        title=st.just("A random routine"),
        step=st.one_of(
            st.lists(kinds, min_size=1, max_size=2),
            st.lists(kinds, min_size=3, max_size=most),
            st.lists(kinds, min_size=4, max_size=most),
        ).map(tuple),
        before=st.sampled_from((None, None, None, "sport")),
        defaults=st.one_of(
            st.just(Defaults()), st.builds(Defaults, prepare=lengths(), switch=lengths(), rest=lengths())
        ),
        limits=st.one_of(st.just([]), few).map(dict),
        digest=st.just("0123"),
    ).map(cut_down)


def cut_down(routine: Routine) -> Routine:
    """Without its last steps, until it is small; one step always stays."""
    steps = routine.step
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


def _seldom() -> Draw[bool]:
    return st.integers(0, 9).map(lambda number: number == 0)


def profiles() -> Draw[Profile]:
    """People: most say nothing, the others a few things at a time."""
    places = st.sampled_from(((), (), (), (), ("hamstrings",), ("neck",)))
    today = st.builds(
        Today,
        injury=places,
        rub=places,
        pain=st.sampled_from((None, None, 0, 6, 7)),
        spasm=_seldom(),
        fever=_seldom(),
        clot=_seldom(),
        sedated=_seldom(),
        red_flag=st.integers(0, 30).map(lambda number: number == 0),
    )
    someone = st.builds(
        Profile,
        age=st.sampled_from((None, "under-16", "16-64", "65-over")),
        pregnant=_seldom(),
        hypermobile=_seldom(),
        thin_bones=_seldom(),
        numb=_seldom(),
        cold_reaction=_seldom(),
        blood_thinners=_seldom(),
        today=today,
    )
    return st.one_of(st.just(Profile()), st.just(Profile()), someone)


_LOADS: Final[tuple[Load, ...]] = (
    "static",
    "static",
    "static",
    "contract",
    "dynamic",
    "massage",
    "gun",
    "heat",
    "cold",
)
_RECENT: Final = (0.0, 1.0, 4.0, 600.0, 1700.0, 1801.0, 7100.0, 7201.0, 30_000.0, 80_000.0)


def _sides(names: Names) -> tuple[MuscleSide, ...]:
    return muscle_sides(expand(names), None)


@cache
def exposures(names: Names = EVERYTHING, now: float = NOW) -> Draw[Exposure]:
    """One record of the last nine days, or of the future, on one of the muscle-sides that the story is about."""

    def build(where: MuscleSide, kind: Load, age: float, done: float, session: int, run: int) -> Exposure:
        seconds = min(done, 1200.0) if kind in ("heat", "cold") else done
        return Exposure(
            session=f"before-{session}",
            run=run,
            muscle=where[0],
            side=where[1],
            kind=kind,
            start=now - age - seconds,
            end=now - age,
            seconds=seconds,
        )

    ages = st.one_of(st.sampled_from(_AGES), st.sampled_from(_RECENT), st.floats(0, 9 * DAY))
    return st.builds(
        build,
        where=st.sampled_from(_sides(names)),
        kind=st.sampled_from(_LOADS),
        age=ages,
        done=st.sampled_from(_DONE),
        session=st.integers(1, 4),
        run=st.integers(1, 1000),
    )


@cache
def strains(names: Names = EVERYTHING, now: float = NOW) -> Draw[Strain]:
    """One "too much" of the last days, or of the future."""

    def build(where: MuscleSide, age: float) -> Strain:
        return Strain(session="before-1", muscle=where[0], side=where[1], at=now - age, word="sharp")

    return st.builds(build, where=st.sampled_from(_sides(names)), age=st.sampled_from(_AGES))


@cache
def ledgers(names: Names = EVERYTHING, now: float = NOW) -> Draw[Ledger]:
    """What happened before: often nothing, sometimes a lot."""
    first = st.sampled_from((None, *[float("-inf")] * 4, now - 13 * DAY, now - 14 * DAY, now + DAY))
    records = st.lists(exposures(names, now), max_size=8, unique_by=lambda each: (each.session, each.run)).map(tuple)
    hurt = st.one_of(st.just(()), st.just(()), st.lists(strains(names, now), max_size=2).map(tuple))
    return st.one_of(
        st.builds(Ledger, first_use=first),
        st.builds(Ledger, exposures=records, strains=hurt, first_use=first),
        st.builds(Ledger, exposures=records, strains=hurt, first_use=first),
    )


@cache
def stories(kind: Kinds = anything) -> Draw[tuple[Routine, Ledger]]:
    """A routine and a past that are about the same muscles."""
    return st.sampled_from((*WORLDS, EVERYTHING)).flatmap(lambda few: st.tuples(routines(kind, few), ledgers(few)))
