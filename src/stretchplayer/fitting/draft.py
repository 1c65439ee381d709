"""A routine in parts, so that the effect of a changed number on lengths and loads is quick to compute."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from math import prod
from typing import NamedTuple, Self

from msgspec import structs

from stretchplayer.fitting.adjustments import Change, Fitting, PersonalRanges, capped, turned
from stretchplayer.model.getting_ready import beside_alone
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine, walk
from stretchplayer.model.steps import AnyStep, Group, Step
from stretchplayer.timeline import HELD, MOVED, Load, idle_rest, unroll

Loaded = tuple[MuscleSide, Load]


class Part(NamedTuple):
    """One step unrolled: seconds, segments, and what it loads, in all and on each muscle-side.

    `moves` are the end and the length of each movement, `heats` the ends of heat, `stills` the starts of holds and
    contractions, in seconds from the start of the step.
    """

    seconds: float
    segments: int
    held: float
    moved: float
    moves: tuple[tuple[float, float], ...]
    heats: tuple[float, ...]
    stills: tuple[float, ...]
    loads: dict[Loaded, float]
    counts: Counter[Loaded]


class Original:
    """The routine as it is written: its steps by path, and how they are nested."""

    def __init__(self, routine: Routine, person: PersonalRanges) -> None:
        self.routine = routine
        self.steps: dict[str, Step] = {}
        self.repeats: dict[str, int] = {}
        self.rests: dict[str, float] = {}
        idle = idle_rest(routine.step)
        self.idle = None if idle is None else idle[0]
        self.optional: list[str] = []
        self.person = person
        self._parts: dict[Step, Part] = {}
        for path, step in walk(routine.step):
            if step.optional:
                self.optional.append(path)
            if isinstance(step, Group):
                self.repeats[path] = step.repeat
                self.rests[path] = step.rest or 0.0
            else:
                self.steps[path] = step

    def part(self, step: Step) -> Part:
        """One step with each hold, set and application cut to its cap."""
        found = self._parts.get(step)
        if found is None:
            alone = structs.replace(self.routine, step=(capped(step, self.person),), without=())
            segments = unroll(alone)
            loads: dict[Loaded, float] = defaultdict(float)
            counts: Counter[Loaded] = Counter()
            for each in segments:
                if each.load is not None:
                    for where in each.loads:
                        loads[where, each.load] += each.seconds
                        counts[where, each.load] += 1
            length = sum(each.seconds for each in segments)
            held = sum(each.seconds for each in segments if each.load == "static")
            moves = tuple((each.end, each.seconds) for each in segments if each.load in MOVED)
            moved = sum(seconds for _, seconds in moves)
            heats = tuple(each.end for each in segments if each.load == "heat")
            stills = tuple(each.start for each in segments if each.load in HELD)
            part = Part(length, len(segments), held, moved, moves, heats, stills, loads, counts)
            found = self._parts[step] = part
        return found


class Draft:
    """A routine with some numbers changed and some steps left out; immutable."""

    def __init__(
        self, original: Original, steps: dict[str, Step], repeats: dict[str, int], without: frozenset[str] = frozenset()
    ) -> None:
        self.original, self.steps, self.repeats, self.without = original, steps, repeats, without

    @classmethod
    def written(cls, original: Original) -> Self:
        """The routine as its author wrote it."""
        return cls(original, original.steps, original.repeats)

    def turned(self, paths: tuple[str, ...], key: str, value: float) -> "Draft":
        """With one number of these steps changed."""
        new = {path: turned(self.steps[path], key, value) for path in paths}
        return Draft(self.original, {**self.steps, **new}, self.repeats, self.without)

    def repeated(self, path: str, times: int) -> "Draft":
        """With a group played `times` times."""
        return Draft(self.original, self.steps, {**self.repeats, path: times}, self.without)

    def left_out(self, paths: tuple[str, ...]) -> "Draft":
        """Without these steps or groups."""
        return Draft(self.original, self.steps, self.repeats, self.without.union(paths))

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The paths of the steps that are played, in order."""
        return tuple(path for path in self.steps if self.without.isdisjoint((path, *above(path))))

    @cached_property
    def played(self) -> tuple[str, ...]:
        """The paths of the steps in the order in which they are played, with repetitions of groups."""
        return tuple(self._in_order(self.original.routine.step, ""))

    def _in_order(self, steps: tuple[AnyStep, ...], before: str) -> Iterator[str]:
        for number, step in enumerate(steps, 1):
            path = f"{before}{number}"
            if path in self.without or not step.enabled:
                continue
            if isinstance(step, Group):
                for _ in range(self.repeats[path]):
                    yield from self._in_order(step.step, f"{path}.")
            else:
                yield path

    def times(self, path: str, *, outside: str | None = None) -> int:
        """How often a step is played; with `outside`, not counting the groups that contain that other path."""
        if "." not in path:
            return 1
        shared = () if outside is None else above(outside)
        return prod(self.repeats[group] for group in above(path) if group not in shared)

    @cached_property
    def _parts(self) -> list[tuple[int, Part]]:
        """What is played, each with how often."""
        return [(self.times(path), self.original.part(self.steps[path])) for path in self.kept]

    @cached_property
    def seconds(self) -> float:
        """How long it lasts if no budget is used up."""
        return (
            sum(times * part.seconds for times, part in self._parts) + self._between + sum(self.beside_alone.values())
        )

    @cached_property
    def beside_alone(self) -> dict[str, float]:
        """By how many seconds getting ready for each step differs from what it takes where the step is alone."""
        routine, found = self.original.routine, dict.fromkeys(self.kept, 0.0)
        visits = [(self.steps[path], routine.defaults) for path in self.played]
        for path, seconds in zip(self.played, beside_alone(visits, routine.known), strict=True):
            found[path] += seconds
        return found

    @cached_property
    def _between(self) -> float:
        """Seconds of rest between the rounds of groups, less the rest that ends the last one."""
        groups = [path for path in self.repeats if self.without.isdisjoint((path, *above(path)))]
        between = sum(
            self.times(path) * (self.repeats[path] - 1) * self.original.rests[path] for path in groups if path
        )
        idle = self.original.idle
        if idle in self.kept and any(self.repeats[group] > 1 for group in above(idle)):
            between -= self.original.part(self.steps[idle]).seconds
        return between

    @cached_property
    def count(self) -> int:
        """How many segments it unrolls to."""
        return sum(times * part.segments for times, part in self._parts)

    @cached_property
    def held(self) -> float:
        """Seconds of static holds in all, whichever muscle they are on."""
        return sum(times * part.held for times, part in self._parts)

    @cached_property
    def loads(self) -> dict[Loaded, float]:
        """Seconds of each load on each muscle-side."""
        sums: dict[Loaded, float] = defaultdict(float)
        for times, part in self._parts:
            for loaded, seconds in part.loads.items():
                sums[loaded] += times * seconds
        return sums

    @cached_property
    def counts(self) -> Counter[Loaded]:
        """Holds, sets and contractions on each muscle-side."""
        sums: Counter[Loaded] = Counter()
        for times, part in self._parts:
            for loaded, number in part.counts.items():
                sums[loaded] += times * number
        return sums

    def fitting(self, asked: float) -> Fitting:
        """What differs from the written routine; `asked` is the length that was asked for, in seconds."""
        changes: list[Change] = []
        for path in self.kept:
            before, after = self.original.steps[path], self.steps[path]
            if after is not before:
                keys = (key for key in ("hold", "reps", "sets", "duration", "rest") if hasattr(after, key))
                changes += [
                    Change(path=path, key=key, value=float(getattr(after, key)))
                    for key in keys
                    if getattr(after, key) != getattr(before, key)
                ]
        for path, times in self.repeats.items():
            if times != self.original.repeats[path] and self.without.isdisjoint((path, *above(path))):
                changes.append(Change(path=path, key="repeat", value=float(times)))
        order = list(dict(walk(self.original.routine.step)))
        return Fitting(asked=asked, changes=tuple(changes), left_out=tuple(sorted(self.without, key=order.index)))


@lru_cache(maxsize=4096)
def above(path: str) -> tuple[str, ...]:
    """The paths of the groups that a step is in, from the outermost."""
    parts = path.split(".")
    return tuple(".".join(parts[:length]) for length in range(1, len(parts)))
