"""What each muscle-side has had: the exposures of earlier sessions, and what they leave of each budget."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import inf
from typing import Final, NamedTuple

from msgspec import Struct

from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.limits import DAY, NEW_USER_SECONDS, SESSION_SECONDS, WEEK
from stretchplayer.model.muscles import GROUP_OF, MuscleSide, Side
from stretchplayer.timeline import HELD, THERMAL, Load

LOOK_BACK: Final = 2 * WEEK
"""No rule looks further back, in seconds: 7 days before a "too much" that may itself be some days old."""


class Exposure(Struct, frozen=True, kw_only=True):
    """`seconds` of one load on one muscle-side, between two wall-clock instants (seconds since 1970).

    All exposures of one run (one set, one hold, one application) share `session` and `run`.
    """

    session: str
    run: int
    muscle: str
    side: Side
    kind: Load
    start: float
    end: float
    seconds: float

    @property
    def where(self) -> MuscleSide:
        """The muscle-side."""
        return (self.muscle, self.side)


class Strain(Struct, frozen=True, kw_only=True):
    """A "too much" on one muscle-side, at a wall-clock instant, with the word given for it."""

    session: str
    muscle: str
    side: Side
    at: float
    word: str


class Ledger(Struct, frozen=True, kw_only=True):
    """Exposures and strains of sessions other than the one being planned; `first_use` is when the first was begun here.

    It is None for somebody who is new.
    """

    exposures: tuple[Exposure, ...] = ()
    strains: tuple[Strain, ...] = ()
    first_use: float | None = None

    def sore(self, now: float) -> tuple[str, ...]:
        """Muscles for which "too much" was said twice or more in the last 7 days, on whichever side."""
        said = {(each.muscle, each.at) for each in self.strains if each.at > now - WEEK}
        counted = Counter(muscle for muscle, _ in said)
        return tuple(sorted(muscle for muscle, times in counted.items() if times > 1))

    def new_user(self, now: float) -> bool:
        """Whether this is still one of the first days of use."""
        return self.first_use is None or now - self.first_use < NEW_USER_SECONDS


SEASONED: Final = Ledger(first_use=float("-inf"))
"""Nothing done lately, but no new user: the ledger that files are checked against."""


Loaded = tuple[MuscleSide, Load]

# Patches of skin that one pack or bath reaches together.
_NEIGHBOURS: Final = frozenset(frozenset(pair) for pair in (("shoulder", "back"), ("hip", "thigh"), ("leg", "foot")))


class Application(NamedTuple):
    """`seconds` of heat or cold on one region: a group on one side; `run` tells applications apart."""

    load: Load
    group: str
    side: str
    run: tuple[str, int]
    end: float
    seconds: float

    def touches(self, muscle: str, side: str) -> bool:
        """Whether it lies on the region of that muscle-side; the middle touches both sides."""
        return self.group == GROUP_OF[muscle] and self._same_side(side)

    def reaches(self, muscle: str, side: str) -> bool:
        """Whether it lies on the region of that muscle-side or on a neighbouring one: one patch of skin."""
        return neighbours(self.group, GROUP_OF[muscle]) and self._same_side(side)

    def _same_side(self, side: str) -> bool:
        return self.side == side or "mid" in (self.side, side)


_ROUNDING: Final = 1e-3
"""Instants since 1970 are no finer than this, in seconds."""
SET_LEAST: Final = 30.0
"""A set of massage that was left earlier than this counts only with others, in seconds."""
APPLIED_LEAST: Final = 60.0
"""So does an application of heat or cold."""
PUSH_LEAST: Final = 3.0
"""Contractions of less than this in all do not keep contract-relax from the next day."""


def longest(applications: Iterable[Application]) -> Iterable[float]:
    """The seconds of each application, wherever it lay."""
    found: dict[tuple[str, int], float] = {}
    for each in applications:
        found[each.run] = max(each.seconds, found.get(each.run, 0.0))
    return found.values()


def begun(seconds: Iterable[float], least: float) -> int:
    """How many sets or applications these are: what was left before `least` seconds counts only with others."""
    lengths = list(seconds)
    short = sum(each for each in lengths if each < least - _ROUNDING)
    return sum(each >= least - _ROUNDING for each in lengths) + int((short + _ROUNDING) // least)


def neighbours(one: str, other: str) -> bool:
    """Whether two groups of muscles lie under one patch of skin."""
    return one == other or frozenset((one, other)) in _NEIGHBOURS


class Past:
    """Sums and instants from a ledger, as of the moment a plan is made; a record from the future counts as now.

    `day` and `week` are seconds in the last 24 hours and 7 days, `runs` the seconds of each run of the last 24 hours.
    """

    __slots__ = ("applications", "contracted", "day", "released", "runs", "sessions", "strained", "week")

    def __init__(self, ledger: Ledger, bounds: Bounds, now: float) -> None:
        self.day: defaultdict[Loaded, float] = defaultdict(float)
        self.week: defaultdict[Loaded, float] = defaultdict(float)
        self.runs: defaultdict[Loaded, dict[tuple[str, int], float]] = defaultdict(dict)
        self.released: dict[MuscleSide, float] = {}
        self.contracted: dict[MuscleSide, float] = {}
        self.sessions = 0
        self.applications: list[Application] = []
        self.strained: dict[MuscleSide, float] = {}
        if ledger.exposures:
            self._read(ledger.exposures, now, bounds["order.pnf"])
        if ledger.strains:
            self._halve(ledger, bounds, now)

    def sets(self, where: MuscleSide, own: Iterable[float] = ()) -> int:
        """Sets of massage in the last 24 hours, by hand or with a gun, and with those of `own` seconds."""
        return begun((*self.runs[where, "massage"].values(), *self.runs[where, "gun"].values(), *own), SET_LEAST)

    def _read(self, exposures: Iterable[Exposure], now: float, days_apart: float) -> None:
        holds: dict[tuple[str, int], float] = {}
        contracted: defaultdict[MuscleSide, float] = defaultdict(float)
        for each in exposures:
            where, end = each.where, min(each.end, now)
            if end <= now - WEEK or not each.seconds:
                continue
            run = (each.session, each.run)
            self.week[where, each.kind] += each.seconds
            if end > now - DAY:
                self.day[where, each.kind] += each.seconds
                self.runs[where, each.kind][run] = each.seconds + self.runs[where, each.kind].get(run, 0.0)
                if each.kind == "static":
                    holds[run] = each.seconds
            if each.kind in HELD:
                self.released[where] = max(end, self.released.get(where, end))
            if each.kind == "contract" and end > now - days_apart:
                contracted[where] += each.seconds
                self.contracted[where] = max(end, self.contracted.get(where, end))
            elif each.kind in THERMAL:
                group = GROUP_OF[each.muscle]
                self.applications.append(Application(each.kind, group, each.side, run, end, each.seconds))
        self.contracted = {where: end for where, end in self.contracted.items() if contracted[where] >= PUSH_LEAST}
        held: defaultdict[str, float] = defaultdict(float)
        for (session, _), seconds in holds.items():
            held[session] += seconds
        self.sessions = sum(seconds >= SESSION_SECONDS for seconds in held.values())

    def _halve(self, ledger: Ledger, bounds: Bounds, now: float) -> None:
        """After each "too much", half of what was left then is left for 24 hours, minus what was used since.

        Before and after are compared by the instants as written, so that setting the clock back cannot swap them.
        """
        said: defaultdict[MuscleSide, list[float]] = defaultdict(list)
        for strain in ledger.strains:
            said[strain.muscle, strain.side].append(strain.at)
        for where, instants in said.items():
            held = [
                (each.end, each.seconds) for each in ledger.exposures if each.kind == "static" and each.where == where
            ]
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


def _between(held: list[tuple[float, float]], since: float, until: float) -> float:
    return sum(seconds for end, seconds in held if since < end <= until)
