"""What earlier sessions leave of each budget: the ledger read once, as of the moment a plan is made."""

from collections import defaultdict
from collections.abc import Iterable
from math import inf
from typing import Final, NamedTuple

from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.ledger import Exposure, Ledger
from stretchplayer.caps.limits import DAY, SESSION_SECONDS, WEEK
from stretchplayer.model.muscles import GROUP_OF, MuscleSide
from stretchplayer.timeline import HELD, THERMAL, Load

Amounts = defaultdict[MuscleSide, float]
Counts = defaultdict[MuscleSide, int]

# Patches of skin that one pack or bath reaches together.
_NEIGHBOURS: Final = frozenset(frozenset(pair) for pair in (("shoulder", "back"), ("hip", "thigh"), ("leg", "foot")))


class Application(NamedTuple):
    """Heat or cold on one region: a group on one side; `run` tells applications apart."""

    load: Load
    group: str
    side: str
    run: tuple[str, int]
    start: float
    end: float

    def touches(self, muscle: str, side: str) -> bool:
        """Whether it lies on the region of that muscle-side; the middle touches both sides."""
        return self.group == GROUP_OF[muscle] and self._same_side(side)

    def reaches(self, muscle: str, side: str) -> bool:
        """Whether it lies on the region of that muscle-side or on a neighbouring one: one patch of skin."""
        return neighbours(self.group, GROUP_OF[muscle]) and self._same_side(side)

    def _same_side(self, side: str) -> bool:
        return self.side == side or "mid" in (self.side, side)


def neighbours(one: str, other: str) -> bool:
    """Whether two groups of muscles lie under one patch of skin."""
    return one == other or frozenset((one, other)) in _NEIGHBOURS


class Past:
    """Sums and instants out of a ledger; a record from the future counts as now."""

    __slots__ = ("applications", "contracted", "day", "gun", "released", "sessions", "sets", "strained", "week")

    def __init__(self, ledger: Ledger, bounds: Bounds, now: float) -> None:
        self.day: Amounts = defaultdict(float)
        self.week: Amounts = defaultdict(float)
        self.gun: Amounts = defaultdict(float)
        self.sets: Counts = defaultdict(int)
        self.released: dict[MuscleSide, float] = {}
        self.contracted: dict[MuscleSide, float] = {}
        self.sessions = 0
        self.applications: list[Application] = []
        self.strained: dict[MuscleSide, float] = {}
        if ledger.exposures:
            self._read(ledger.exposures, now)
        if ledger.strains:
            self._halve(ledger, bounds, now)

    def _read(self, exposures: Iterable[Exposure], now: float) -> None:
        sets: dict[MuscleSide, set[tuple[str, int]]] = defaultdict(set)
        held: defaultdict[str, float] = defaultdict(float)
        holds: dict[tuple[str, int], float] = {}
        for each in exposures:
            where, end = each.where, min(each.end, now)
            if end <= now - WEEK or not each.seconds:
                continue
            today = end > now - DAY
            if each.kind in HELD:
                self.released[where] = max(end, self.released.get(where, end))
            if each.kind == "static":
                self.week[where] += each.seconds
                self.day[where] += each.seconds if today else 0.0
                if today:
                    holds[each.session, each.run] = each.seconds
            elif each.kind == "contract":
                self.contracted[where] = max(end, self.contracted.get(where, end))
            elif each.kind in ("massage", "gun") and today:
                sets[where].add((each.session, each.run))
                self.gun[where] += each.seconds if each.kind == "gun" else 0.0
            elif each.kind in THERMAL:
                run = (each.session, each.run)
                start = min(each.start, now)
                self.applications.append(Application(each.kind, GROUP_OF[each.muscle], each.side, run, start, end))
        for (session, _), seconds in holds.items():
            held[session] += seconds
        self.sessions = sum(seconds >= SESSION_SECONDS for seconds in held.values())
        self.sets.update({where: len(runs) for where, runs in sets.items()})

    def _halve(self, ledger: Ledger, bounds: Bounds, now: float) -> None:
        """After each "too much", half of what was left then is left for 24 hours; what was used since is gone.

        What came before and what after is told by the instants as they were written: setting the clock back must not
        make the one the other.
        """
        said: defaultdict[MuscleSide, list[float]] = defaultdict(list)
        for strain in ledger.strains:
            said[strain.muscle, strain.side].append(strain.at)
        for where, instants in said.items():
            held = [(each.end, each.seconds) for each in ledger.exposures if _static_on(each, where)]
            standing: list[tuple[float, float]] = []
            for at in sorted(instants):
                left = min(
                    bounds["static.day"] - _between(held, at - DAY, at),
                    bounds["static.week"] - _between(held, at - WEEK, at),
                    *(half - _between(held, then, at) for then, half in standing if then > at - DAY),
                )
                standing.append((at, left / 2))
            lefts = [half - _between(held, then, inf) for then, half in standing if min(then, now) > now - DAY]
            if lefts:
                self.strained[where] = max(0.0, min(lefts))


def _static_on(exposure: Exposure, where: MuscleSide) -> bool:
    return exposure.kind == "static" and exposure.where == where


def _between(held: list[tuple[float, float]], since: float, until: float) -> float:
    return sum(seconds for end, seconds in held if since < end <= until)
