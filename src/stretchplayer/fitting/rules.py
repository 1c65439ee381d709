"""What a fitted routine must keep: the usual doses, balance of left and right, the warm-up, something to do."""

from math import inf
from typing import Final

from stretchplayer.caps.meter import Meter
from stretchplayer.caps.order import Warmth
from stretchplayer.fitting.adjustments import PersonalRanges
from stretchplayer.fitting.draft import Draft, Loaded
from stretchplayer.model.muscles import GROUP_OF, MuscleSide
from stretchplayer.model.number_ranges import LONGEST
from stretchplayer.model.routine import MAX_SEGMENTS
from stretchplayer.model.steps import ContractRelax, Movement, Stretch
from stretchplayer.timeline import Load

_EPS: Final = 1e-6
_PIECES: Final = {"contract": "pnf.cycles", "massage": "massage.sets", "gun": "massage.sets"}
"""Loads that are counted by number on one muscle-side, and their limits."""


class Rules:
    """Checks drafts of one routine for one person: what was right as written must stay right."""

    def __init__(self, written: Draft, person: PersonalRanges, meter: Meter) -> None:
        self._written, self._person, self._meter = written, person, meter
        self._sport = person.bounds.before_sport
        self._always_warm = _warm(written)
        self._known: dict[Loaded, tuple[float, float]] = {}

    def shorter(self, draft: Draft) -> bool:
        """Whether nothing is below its usual least, or below what is written where that is less.

        Only the steps that are played count, not those that are left out.
        """
        base = Draft(draft.original, draft.original.steps, draft.original.repeats, draft.without)
        return (
            self._steady(draft)
            and all(
                draft.loads[each] >= min(seconds, self._usual(each)[0]) - _EPS for each, seconds in base.loads.items()
            )
            and all(
                draft.counts[each] >= min(number, self._usual_count(each)[0]) for each, number in base.counts.items()
            )
            and all(_holds(draft, path) >= min(_holds(base, path), self._holds[0]) for path in draft.kept)
        )

    def longer(self, draft: Draft) -> bool:
        """Whether nothing is above its usual most or what is written, whichever is more, or beyond a budget."""
        base, bounds = self._written, self._person.bounds
        return (
            self._steady(draft)
            and draft.seconds <= LONGEST
            and draft.count <= MAX_SEGMENTS
            and draft.held <= max(base.held, bounds["static.total"]) + _EPS
            and all(seconds <= self._most(each, base.loads[each]) + _EPS for each, seconds in draft.loads.items())
            and all(
                number <= max(base.counts[each], self._usual_count(each)[1]) for each, number in draft.counts.items()
            )
            and all(
                _holds(draft, path) <= max(_holds(base, path), min(self._holds[1], bounds["static.reps"]))
                for path in draft.kept
            )
        )

    def left_out(self, draft: Draft) -> bool:
        """Whether what is left is still a routine: balanced, warmed up, with something to do."""
        return self._steady(draft) and any(draft.steps[path].kind not in ("rest", "advice") for path in draft.kept)

    def _steady(self, draft: Draft) -> bool:
        return (
            self._balanced(draft)
            and _warming(draft) >= min(self._person.bounds["order.warmup"], _warming(self._written)) - _EPS
            and (_warm(draft) or not self._always_warm)
        )

    def _balanced(self, draft: Draft) -> bool:
        """Whether left has as much as right, wherever it had as much as written."""
        was, is_ = self._written.loads, draft.loads
        for (muscle, side), load in was:
            if side == "left" or (side == "right" and ((muscle, "left"), load) not in was):
                left: Loaded = ((muscle, "left"), load)
                right: Loaded = ((muscle, "right"), load)
                before = abs(was.get(left, 0.0) - was.get(right, 0.0))
                if abs(is_.get(left, 0.0) - is_.get(right, 0.0)) > _EPS >= before:
                    return False
        return True

    @property
    def _holds(self) -> tuple[float, float]:
        return self._person.usual("static.reps")

    def _usual(self, loaded: Loaded) -> tuple[float, float]:
        """Least and most seconds of one load on one muscle-side in a session."""
        known = self._known.get(loaded)
        if known is None:
            known = self._known[loaded] = self._row(*loaded)
        return known

    def _row(self, where: MuscleSide, load: Load) -> tuple[float, float]:
        if load == "static":
            least, most = self._person.usual("static.session")
            if GROUP_OF[where[0]] == "neck":
                most = min(most, self._person.usual("neck.session")[1])
            if self._sport:
                most = min(most, self._person.usual("presport")[1])
            return min(least, most), most
        if load == "dynamic":
            return self._person.usual("dynamic.session")
        if load == "gun":
            return self._person.usual("massage.gun")
        return 0.0, inf

    def _most(self, loaded: Loaded, written: float) -> float:
        """The most seconds: usual or as written, and within what is left of a budget."""
        usual = self._usual(loaded)[1]
        if loaded[1] == "static":
            usual = min(usual, self._meter.budget(loaded[0])[0])
        return max(usual, written)

    def _usual_count(self, loaded: Loaded) -> tuple[float, float]:
        limit = _PIECES.get(loaded[1])
        return (0.0, inf) if limit is None else self._person.usual(limit)


def _holds(draft: Draft, path: str) -> float:
    """Holds of one step on one side; 0 for a step that holds nothing."""
    step = draft.steps[path]
    return draft.times(path) * step.reps if isinstance(step, Stretch | ContractRelax) else 0


def _warm(draft: Draft) -> bool:
    """Whether every hold and contraction begins warm enough."""
    at, warmth = 0.0, Warmth(draft.original.person.bounds["order.warmup"])
    for path in draft.played:
        part = draft.original.part(draft.steps[path])
        if not all(warmth.enough(at + start) for start in part.stills):
            return False
        for end, length in part.moves:
            warmth.moved(at + end, length)
        for end in part.heats:
            warmth.heated(at + end)
        at += part.seconds
    return True


def _warming(draft: Draft) -> float:
    """Seconds of movement before the first static hold; those of the whole routine where there is none."""
    first = next((path for path in draft.kept if isinstance(draft.steps[path], Stretch | ContractRelax)), None)
    total = 0.0
    for path in draft.kept:
        if path == first:
            break
        if isinstance(draft.steps[path], Movement):
            total += draft.times(path, outside=first) * draft.original.part(draft.steps[path]).moved
    return total if first is not None else inf
