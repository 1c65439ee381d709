"""What a budget has left is shared evenly by the rounds of a group, the sets and the turns of a step."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from math import inf, prod
from operator import itemgetter
from typing import Final, NamedTuple

from stretchplayer.caps.bounds import Room
from stretchplayer.caps.meter import SessionBudget
from stretchplayer.model.muscles import MID
from stretchplayer.model.routine import Routine, walk
from stretchplayer.model.steps import Group, Targeted
from stretchplayer.timeline import MOVED, Segment

_EPS: Final = 1e-6


class Round(NamedTuple):
    """One of `rounds` that follow each other and are alike; `of` says which, `number` counts from 0.

    `turn` of a step that does one side after the other: the sides share only what both draw on.
    """

    of: Hashable
    number: int
    rounds: int
    turn: bool = False


class Rounds:
    """Shares budgets: a round may use what was left before the first of them, divided by their number.

    Rounds lie within rounds: the share of an outer one is divided further. `visits` tells the passes through a step
    apart, by the origins of its work.
    """

    def __init__(self, routine: Routine, segments: Iterable[Segment]) -> None:
        repeats = {path: step.repeat for path, step in walk(routine.step) if isinstance(step, Group)}
        loaded = [segment for segment in segments if segment.load is not None]
        counts = Counter(segment.path for segment in loaded)
        groups = {path: _groups_around(path) for path in counts}
        seen: Counter[str] = Counter()
        self.visits: dict[int, int] = {}
        self._around: dict[int, tuple[Round, ...]] = {}
        for segment in loaded:
            path = segment.path
            # Every pass through a step is unrolled to the same work.
            each = counts[path] // prod(repeats[group] for group in groups[path])
            visit = self.visits[segment.origin] = seen[path] // each
            seen[path] += 1
            found: list[Round] = []
            for group in groups[path]:
                visit, number = divmod(visit, repeats[group])
                found.append(Round((group, visit), number, repeats[group]))
            around = [each for each in reversed(found) if each.rounds > 1]
            self._around[segment.origin] = (*around, *self._within(segment))
        self._used: defaultdict[Hashable, float] = defaultdict(float)

    def _within(self, segment: Segment) -> Iterable[Round]:
        """The turn and the set of a step that a segment belongs to."""
        what, here = segment.what, (segment.path, self.visits[segment.origin])
        common = segment.load in MOVED or not MID.isdisjoint(segment.targets)
        if isinstance(what, Targeted) and what.sides == "each" and common:
            yield Round(here, int(segment.side != what.first), 2, turn=True)
        if (segment.load in MOVED or segment.load == "gun") and segment.rep and segment.reps and segment.reps > 1:
            yield Round((*here, segment.side), segment.rep - 1, segment.reps)

    def share(self, segment: Segment, budgets: Iterable[SessionBudget], least: float) -> Room | None:
        """What its round's share leaves to `segment`, and the limit that is shared; None where nothing is.

        Where a share would be less than `least`, the first rounds get that much, for as long as there is any.
        """
        around = self._around.get(segment.origin)
        if not around:
            return None
        rooms = ((self._left(around, budget, least), budget.limit) for budget in budgets)
        return min(rooms, key=itemgetter(0), default=None)

    def _left(self, around: tuple[Round, ...], budget: SessionBudget, least: float) -> float:
        room = budget.left
        for each in around:
            if each.turn and not budget.common:
                continue
            before, here = self._used[each.of, budget.key], self._used[each, budget.key]
            share = (room + before) / each.rounds
            if budget.counted:
                share = (share + _EPS) // 1
            room = min(room, share - here if here else max(share, 1.0 if budget.counted else least))
        if budget.counted:
            return inf if room >= 1 - _EPS else 0.0
        return room

    def use(self, segment: Segment, budgets: Iterable[SessionBudget], seconds: float) -> None:
        """Note that `segment` is charged for `seconds`."""
        around = self._around.get(segment.origin)
        for budget in budgets if around else ():
            for each in around or ():
                amount = 1.0 if budget.counted else seconds
                self._used[each.of, budget.key] += amount
                self._used[each, budget.key] += amount


def _groups_around(path: str) -> tuple[str, ...]:
    """The paths of the groups around a step, the innermost first."""
    parts = path.split(".")
    return tuple(".".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1))
