"""The rules of order: warm up first, and the usual sequence of kinds in a session."""

from collections import deque
from collections.abc import Iterable, Mapping
from math import inf
from typing import Final

from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.ledger import Ledger
from stretchplayer.caps.limits import LIMITS, MINUTE
from stretchplayer.caps.meter import Run
from stretchplayer.timeline import HELD, MOVED, Segment

WARM_UP: Final = LIMITS["order.warmup"].cap
"""Seconds of dynamic work that count as a warm-up."""
WARM_FOR: Final = 20 * MINUTE
"""How long a warm-up or heat lasts, in seconds."""
_WHOLE_FOR: Final = 6 * MINUTE
"""Seconds of holding for which the whole warm-up is due."""
_LEAST: Final = 30.0
"""The shortest warm-up, in seconds."""

# Movement warms up, so it may also come before heat and massage; it must not come after stretching.
RANKS: Final[Mapping[str, int]] = {
    "heat": 0,
    "massage": 1,
    "dynamic": 2,
    "stretch": 3,
    "contract-relax": 4,
    "cold": 5,
}

_KIND_OF: Final[Mapping[str, str]] = {
    "static": "stretch",
    "contract": "contract-relax",
    "massage": "massage",
    "gun": "massage",
    "heat": "heat",
    "cold": "cold",
}


def holding(segments: Iterable[Segment], bounds: Bounds) -> float:
    """Seconds for which muscles are held still in all, with no hold longer than it may be."""
    return sum(
        min(each.seconds, *(bounds.hold(muscle)[0] for muscle, _ in each.loads))
        if each.load == "static"
        else min(each.seconds, bounds["pnf.contract"])
        for each in segments
        if each.load in HELD
    )


def warm_up(whole: float, held: float) -> float:
    """Seconds of movement that are due before `held` seconds of holding in all: in proportion, up to `whole`."""
    return min(whole, max(_LEAST, whole * held / _WHOLE_FOR))


class Warmth:
    """How warm a body is at an instant: the movement and the heat of the 20 minutes before it, in seconds."""

    def __init__(self, needed: float) -> None:
        self._needed = needed
        self._moves: deque[tuple[float, float]] = deque()
        self._heat = -inf

    def moved(self, end: float, seconds: float) -> None:
        """Count movement of `seconds` that ends at an instant."""
        self._moves.append((end, seconds))

    def heated(self, end: float) -> None:
        """Count heat that ends at an instant."""
        self._heat = max(self._heat, end)

    def enough(self, at: float) -> bool:
        """Whether stretching may begin at an instant that is not before those asked about earlier."""
        since = at - WARM_FOR
        while self._moves and self._moves[0][0] <= since:
            self._moves.popleft()
        if at - self._heat <= WARM_FOR:
            return True
        warm = 0.0
        for end, length in self._moves:
            warm += max(0.0, min(length, end - since))
            if warm >= self._needed:
                return True
        return warm >= self._needed


class Order:
    """Sees work in order of time and collects the warnings; instants are wall-clock seconds.

    `held` are the seconds of holding for which the warm-up is to be in proportion; infinite where all of it is due.
    `done` is what this session has done already: it counts, but gives no warnings. What is `urgent` gives none at all:
    a cramp is stretched at once, and rubbed afterwards.
    """

    def __init__(
        self,
        bounds: Bounds,
        ledger: Ledger,
        now: float,
        held: float,
        done: tuple[Run, ...] = (),
        *,
        urgent: bool = False,
    ) -> None:
        self._urgent = urgent
        self.warnings: dict[tuple[int, str, str], None] = {}
        self._highest = 0
        self._warned = False
        self._warmth = Warmth(warm_up(bounds["order.warmup"], held))
        seen: set[tuple[str, int]] = set()
        for each in ledger.exposures:
            end = min(each.end, now)
            if each.kind == "heat":
                self._warmth.heated(end)
            elif each.kind in MOVED and end > now - WARM_FOR and (each.session, each.run) not in seen:
                seen.add((each.session, each.run))
                self._warmth.moved(end, each.seconds)
        for run in done:
            self._recall(run)

    def _recall(self, run: Run) -> None:
        if run.load in MOVED:
            self._warmth.moved(run.end, run.seconds)
            return
        if run.load == "heat":
            self._warmth.heated(run.end)
        self._highest = max(self._highest, RANKS[_KIND_OF[run.load]])
        self._warned |= run.load in HELD

    def see(self, segment: Segment, at: float, seconds: float) -> None:
        """Note work that begins at `at` and lasts `seconds`."""
        if self._urgent:
            return
        kind = segment.kind
        if kind == "exercise":
            # It may come anywhere: strength is often done after stretching.
            self._warmth.moved(at + seconds, seconds)
        rank = RANKS.get(kind)
        if rank is None:
            return
        if self._highest > rank:
            self.warnings[segment.step, segment.path, "order.usual"] = None
        elif kind != "dynamic":
            self._highest = rank
        if kind == "dynamic":
            self._warmth.moved(at + seconds, seconds)
        elif kind == "heat":
            self._warmth.heated(at + seconds)
        elif rank in (3, 4) and not self._warned and not self._warmth.enough(at):
            self._warned = True
            self.warnings[segment.step, segment.path, "order.warmup"] = None
