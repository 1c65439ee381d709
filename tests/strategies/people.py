"""Random people and what they have behind them: profiles, ledgers, and routines about what the ledger is about."""

from functools import cache
from typing import Final

from hypothesis import strategies as st

from strategies import DAY, EVERYTHING, NOW, WORLDS, Draw, Names
from strategies.routines import routines
from strategies.steps import Kinds, anything
from stretchplayer.caps import Exposure, Ledger, Profile, Strain, Today
from stretchplayer.model.muscles import MuscleSide, expand, muscle_sides
from stretchplayer.model.routine import Routine
from stretchplayer.timeline import Load

_AGES: Final = (
    -3 * DAY, -DAY, -600.0, -1.0, 0.0, 1.0, 4.0, 4.999, 5.0, 100.0, 1000.0, 1799.0, 1800.0, 1801.0, 7100.0, 7200.0,
    30_000.0, DAY - 1, DAY, DAY + 1, 1.5 * DAY, 2 * DAY - 1, 2 * DAY, 3 * DAY, 6 * DAY, 7 * DAY - 1, 7 * DAY, 9 * DAY,
)  # fmt: skip
_DONE: Final = (0.0, 0.5, 20.0, 30.0, 60.0, 60.0, 115.0, 175.0, 240.0, 400.0, 450.0, 600.0)


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
        clot=st.sampled_from((*[None] * 9, "left", "right", "both")),
        sedated=_seldom(),
        red_flag=st.integers(0, 30).map(lambda number: number == 0),
    )
    someone = st.builds(
        Profile,
        age=st.sampled_from((None, "under-16", "16-64", "65-over")),
        pregnant=_seldom(),
        gave_birth=_seldom(),
        heart=_seldom(),
        skin=places,
        hypermobile=_seldom(),
        thin_bones=_seldom(),
        numb=_seldom(),
        cold_reaction=_seldom(),
        blood_thinners=_seldom(),
        high_blood_pressure=_seldom(),
        glaucoma=_seldom(),
        recent_surgery=st.sampled_from(((), (), (), ("thigh",), ("elsewhere",))),
        hip_replacement=_seldom(),
        supervised=_seldom(),
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
