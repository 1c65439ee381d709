"""What a fitted routine must keep: the usual doses, balance, a warm-up in proportion, something to do."""

from collections.abc import Iterable
from functools import cached_property
from math import inf
from typing import Final

from stretchplayer.caps.meter import Meter
from stretchplayer.caps.order import WARM_FOR, Warmth, warm_up
from stretchplayer.fitting.adjustments import PersonalRanges, author_range
from stretchplayer.fitting.draft import Draft, Loaded
from stretchplayer.model.muscles import GROUP_OF, OPPOSITES, MuscleSide
from stretchplayer.model.number_ranges import LONGEST
from stretchplayer.model.routine import MAX_SEGMENTS
from stretchplayer.model.steps import ContractRelax, Movement, Stretch
from stretchplayer.timeline import HELD, Load

_EPS: Final = 1e-6
_PIECES: Final = {"contract": "pnf.cycles", "massage": "massage.sets", "gun": "massage.sets"}
"""Loads that are counted by number on one muscle-side, and their limits."""
_MAIN: Final = (HELD, frozenset[Load]({"massage", "gun"}))
"""What a session is about, where it has any of it; the first of these that it has is never left out altogether."""


class Rules:
    """Checks drafts of one routine for one person: what was right as written must stay right.

    `paths` are the steps whose numbers have been changed in a draft that was right before; without them everything is
    looked at.
    """

    def __init__(self, written: Draft, person: PersonalRanges, meter: Meter) -> None:
        self._written, self._person, self._meter = written, person, meter
        self._sport = person.bounds.before_sport
        # One hold of each is still a stretch, and what its author marked as short is to have room.
        self._once = written.original.routine.shortened
        self._warming = written.warming
        self._always_warm = _warm(written)
        self._known: dict[Loaded, tuple[float, float]] = {}
        self._bases: dict[frozenset[str], Draft] = {frozenset(): written}
        loads = written.totals.loads
        self._fair = frozenset(
            (muscle, load) for (muscle, side), load in loads if side != "mid" and _uneven(loads, muscle, load) <= _EPS
        )
        self._main = next((main for main in _MAIN if any(load in main for _, load in loads)), frozenset[Load]())
        self._authored = _longest(written)
        # What its author lets go may leave a muscle without the one that pulls against it.
        needed = written.left_out(written.original.optional)
        self._opposed = [
            pair
            for each in OPPOSITES
            for pair in (each, each[::-1])
            if needed.held & pair[0] and needed.worked & pair[1]
        ]

    def shorter(self, draft: Draft, paths: tuple[str, ...] | None = None) -> bool:
        """Whether nothing is below its usual least, or below what is written where that is less.

        Only the steps that are played count, not those that are left out.
        """
        base = self._base(draft)
        written, now = base.totals, draft.totals
        loads = self._loads(draft, paths)
        # Time that is taken from a hold makes no later one colder.
        warming = paths is None or any(isinstance(draft.steps[path], Movement) for path in paths)
        return (
            all(now.loads[each] >= min(written.loads[each], self._usual(each)[0]) - _EPS for each in loads)
            and all(now.counts[each] >= min(written.counts[each], self._usual_count(each)[0]) for each in loads)
            and all(
                _holds(draft, path) >= min(_holds(base, path), self._holds[0])
                for path in (draft.kept if paths is None else paths)
            )
            and self._balanced(draft, loads)
            and (not warming or self._warm_enough(draft))
        )

    def longer(self, draft: Draft, paths: tuple[str, ...] | None = None) -> bool:
        """Whether nothing is above its usual most or what is written, whichever is more, or beyond a budget."""
        bounds = self._person.bounds
        written, now = self._written.totals, draft.totals
        loads = self._loads(draft, paths)
        return (
            now.seconds <= LONGEST
            and now.segments <= MAX_SEGMENTS
            and now.held <= max(written.held, bounds["static.total"]) + _EPS
            and all(now.loads[each] <= self._most[each] for each in loads)
            and all(now.counts[each] <= max(written.counts[each], self._usual_count(each)[1]) for each in loads)
            and all(
                _holds(draft, path) <= max(_holds(self._authored, path), min(self._holds[1], bounds["static.reps"]))
                for path in (draft.kept if paths is None else paths)
            )
            and self._balanced(draft, loads)
            and self._warm_enough(draft)
        )

    def left_out(self, draft: Draft) -> bool:
        """Whether what is left is still a routine: balanced, warmed up, with something to do."""
        return (
            any(draft.steps[path].kind not in ("rest", "advice") for path in draft.kept)
            and (not self._main or any(load in self._main for _, load in draft.totals.loads))
            and all(draft.worked & other for one, other in self._opposed if draft.held & one)
            and self._balanced(draft, draft.totals.loads)
            and self._warm_enough(draft)
        )

    def _base(self, draft: Draft) -> Draft:
        """What is played of a draft, with the numbers of the file."""
        if draft.without not in self._bases:
            self._bases[draft.without] = draft.as_written()
        return self._bases[draft.without]

    def _loads(self, draft: Draft, paths: tuple[str, ...] | None) -> Iterable[Loaded]:
        if paths is None:
            return draft.totals.loads
        return dict.fromkeys(loaded for path in paths for loaded in draft.parts[path].loads)

    def _warm_enough(self, draft: Draft) -> bool:
        return draft.warming >= min(_needed(draft), self._warming) - _EPS and (not self._always_warm or _warm(draft))

    def _balanced(self, draft: Draft, loads: Iterable[Loaded]) -> bool:
        """Whether left has as much as right, wherever it had as much as written."""
        return all(
            _uneven(draft.totals.loads, muscle, load) <= _EPS
            for (muscle, _), load in loads
            if (muscle, load) in self._fair
        )

    @cached_property
    def _holds(self) -> tuple[float, float]:
        least, most = self._person.usual("static.reps")
        return (1.0 if self._once else least), most

    def _usual(self, loaded: Loaded) -> tuple[float, float]:
        """Least and most seconds of one load on one muscle-side in a session."""
        known = self._known.get(loaded)
        if known is None:
            known = self._known[loaded] = self._row(*loaded)
        return known

    def _row(self, where: MuscleSide, load: Load) -> tuple[float, float]:
        if load == "static":
            least, most = self._person.usual("static.session")
            if self._once:
                least = min(least, self._person.usual("static.hold")[0])
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

    @cached_property
    def _most(self) -> dict[Loaded, float]:
        """The most seconds of each load: usual or as its author allows, and within what is left of a budget."""
        found = {}
        for loaded, written in self._written.totals.loads.items():
            most = max(self._usual(loaded)[1], self._authored.totals.loads[loaded])
            if loaded[1] == "static":
                most = min(most, self._meter.budget(loaded[0])[0])
            found[loaded] = max(most, written) + _EPS
        return found

    def _usual_count(self, loaded: Loaded) -> tuple[float, float]:
        limit = _PIECES.get(loaded[1])
        return (0.0, inf) if limit is None else self._person.usual(limit)


def _uneven(loads: dict[Loaded, float], muscle: str, load: Load) -> float:
    """How many seconds one side of a muscle has more than the other."""
    return abs(loads.get(((muscle, "left"), load), 0.0) - loads.get(((muscle, "right"), load), 0.0))


def _holds(draft: Draft, path: str) -> float:
    """Holds of one step on one side; 0 for a step that holds nothing."""
    step = draft.steps[path]
    return draft.times(path) * step.reps if isinstance(step, Stretch | ContractRelax) else 0


def _longest(written: Draft) -> Draft:
    """The routine with the upper end of each range that its author gave."""
    made = written
    for path, step in written.steps.items():
        for key in ("hold", "duration", "reps"):
            most = author_range(getattr(step, key, None) or 0.0)
            if most is not None:
                made = made.turned((path,), key, most)
    return made


def _needed(draft: Draft) -> float:
    """Seconds of movement that are due before what is held."""
    return warm_up(draft.original.person.bounds["order.warmup"], draft.totals.still)


def _warm(draft: Draft) -> bool:
    """Whether every hold and contraction begins warm enough."""
    needed = _needed(draft)
    if not draft.totals.still or (draft.seconds <= WARM_FOR and draft.warming >= needed):
        # In less time than a warm-up lasts, it does not matter when it was.
        return True
    at, warmth = 0.0, Warmth(needed)
    for path, ready in draft.visits:
        if path not in draft.parts:
            continue
        part = draft.parts[path]
        at += ready
        # Of several holds in a row, the last begins longest after what warmed up for them.
        if part.stills and not warmth.enough(at + part.stills[-1]):
            return False
        for end, length in part.moves:
            warmth.moved(at + end, length)
        for end in part.heats:
            warmth.heated(at + end)
        at += part.seconds
    return True
