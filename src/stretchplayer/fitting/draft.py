"""A routine in parts, so that the effect of a changed number on lengths and loads is quick to compute."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache, partial
from math import inf, prod
from typing import Final, NamedTuple, Self

from msgspec import structs

from stretchplayer.catalog.telling_time import telling_time
from stretchplayer.fitting.adjustments import Change, Fitting, PersonalRanges, capped, turned
from stretchplayer.model.getting_ready import by_themselves, in_order
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine, idle_rest, spoken_in, walk
from stretchplayer.model.steps import ContractRelax, Defaults, Group, Movement, Step, Stretch
from stretchplayer.timeline import HELD, MOVED, Load, unroll

Loaded = tuple[MuscleSide, Load]
_NUMBERS: Final = ("hold", "reps", "sets", "duration", "rest")
"""What fitting may change in a step."""


class Part(NamedTuple):
    """One step unrolled: seconds, segments, and what it loads, in all and on each muscle-side.

    `held` are its static seconds, `still` those and the contractions, `moved` those of movement. `moves` are the end
    and the length of each movement, `heats` the ends of heat, `stills` the starts of holds and contractions, in seconds
    from the start of the step.
    """

    seconds: float
    segments: int
    held: float
    still: float
    moved: float
    moves: tuple[tuple[float, float], ...]
    heats: tuple[float, ...]
    stills: tuple[float, ...]
    loads: dict[Loaded, float]
    counts: Counter[Loaded]


class Totals(NamedTuple):
    """The sums of the parts that are played."""

    seconds: float
    segments: int
    held: float
    still: float
    loads: dict[Loaded, float]
    counts: Counter[Loaded]

    def changed(self, times: int, old: Part, new: Part) -> Self:
        """With a part that is played `times` times taken out and another put in."""
        loads, counts = self.loads, self.counts
        if old.loads != new.loads:
            loads = dict(loads)
            for loaded, seconds in new.loads.items():
                loads[loaded] = loads.get(loaded, 0.0) + times * (seconds - old.loads.get(loaded, 0.0))
        if old.counts != new.counts:
            counts = counts.copy()
            for loaded, number in new.counts.items():
                counts[loaded] += times * (number - old.counts[loaded])
        return self._replace(
            seconds=self.seconds + times * (new.seconds - old.seconds),
            segments=self.segments + times * (new.segments - old.segments),
            held=self.held + times * (new.held - old.held),
            still=self.still + times * (new.still - old.still),
            loads=loads,
            counts=counts,
        )


class Original:
    """The routine as it is written: its steps by path, how they are nested, and which are `withheld` and not played."""

    def __init__(self, routine: Routine, person: PersonalRanges, withheld: frozenset[str] = frozenset()) -> None:
        self.routine, self.withheld = routine, withheld
        self.steps: dict[str, Step] = {}
        self.groups: dict[str, Group] = {}
        self.children: dict[str, list[str]] = defaultdict(list)
        self.defaults: dict[str, Defaults] = {}
        idle = idle_rest(routine.step, again=True)
        self.idle = None if idle is None else idle[0]
        self.optional: list[str] = []
        self.person = person
        self.telling = partial(telling_time, language=spoken_in(routine))
        self._parts: dict[tuple[Step, Defaults], Part] = {}
        for path, step in walk(routine.step, without=routine.without):
            group = path.rpartition(".")[0]
            self.children[group].append(path)
            self.defaults[path] = defaults = self.defaults.get(group, routine.defaults)
            if step.optional:
                self.optional.append(path)
            if isinstance(step, Group):
                self.groups[path] = step
                self.defaults[path] = step.defaults or defaults
            else:
                self.steps[path] = step

    @cached_property
    def alone(self) -> dict[str, float]:
        """Seconds of getting ready for each step played alone, which no other number changes."""
        visits = ((step, self.defaults[path]) for path, step in self.steps.items())
        times = by_themselves(visits, self.routine.known, telling=self.telling)
        return dict(zip(self.steps, times, strict=True))

    def part(self, path: str, step: Step) -> Part:
        """The step at `path`, perhaps with other numbers, with each hold, set and application cut to its cap."""
        key = step, self.defaults[path]
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = self._unrolled(*key)
        return found

    def _unrolled(self, step: Step, defaults: Defaults) -> Part:
        segments = unroll(
            structs.replace(self.routine, step=(capped(step, self.person),), defaults=defaults, without=(), brief=())
        )
        loads: dict[Loaded, float] = defaultdict(float)
        counts: Counter[Loaded] = Counter()
        for each in segments:
            if each.load is not None:
                for where in each.loads:
                    loads[where, each.load] += each.seconds
                    counts[where, each.load] += 1
        return Part(
            seconds=sum(each.seconds for each in segments),
            segments=len(segments),
            held=sum(each.seconds for each in segments if each.load == "static"),
            still=sum(each.seconds for each in segments if each.load in HELD),
            moved=sum(each.seconds for each in segments if each.load in MOVED),
            moves=tuple((each.end, each.seconds) for each in segments if each.load in MOVED),
            heats=tuple(each.end for each in segments if each.load == "heat"),
            stills=tuple(each.start for each in segments if each.load in HELD),
            loads=dict(loads),
            counts=counts,
        )


class Draft:
    """A routine with some numbers changed and some steps left out; what is `brief` is announced briefly."""

    def __init__(
        self,
        original: Original,
        steps: dict[str, Step],
        repeats: dict[str, int],
        without: frozenset[str] = frozenset(),
        *,
        brief: tuple[str, ...] = (),
    ) -> None:
        self.original, self.steps, self.repeats, self.without, self.brief = original, steps, repeats, without, brief

    @classmethod
    def written(cls, original: Original) -> Self:
        """The routine as its author wrote it."""
        return cls(original, original.steps, {path: group.repeat for path, group in original.groups.items()})

    def briefly(self, name: str) -> "Draft":
        """With what is known by `name` announced briefly."""
        return Draft(self.original, self.steps, self.repeats, self.without, brief=(*self.brief, name))

    def turned(self, paths: tuple[str, ...], key: str, value: float) -> "Draft":
        """With one number of these steps changed."""
        new = {path: turned(self.steps[path], key, value) for path in paths}
        made = Draft(self.original, {**self.steps, **new}, self.repeats, self.without, brief=self.brief)
        totals, parts = self.totals, self.parts.copy()
        for path in self.playing.intersection(paths):
            parts[path] = self.original.part(path, new[path])
            totals = totals.changed(self.times(path), self.parts[path], parts[path])
        # What is played, and when, does not change with its numbers; neither has to be found out again.
        made.__dict__.update(kept=self.kept, playing=self.playing, visits=self.visits, ready=self.ready)
        made.__dict__.update(parts=parts, totals=totals)
        if not any(isinstance(step, Movement) for step in new.values()):
            made.__dict__.update(warming=self.warming)
        return made

    def repeated(self, path: str, times: int) -> "Draft":
        """With a group played `times` times."""
        return Draft(self.original, self.steps, {**self.repeats, path: times}, self.without, brief=self.brief)

    def left_out(self, paths: Iterable[str]) -> "Draft":
        """Without these steps or groups, and without the groups that have nothing left in them."""
        out = self.without.union(paths)
        for group in reversed(self.original.groups):
            children = self.original.children[group]
            if children and out.issuperset(children):
                out |= {group}
        return Draft(self.original, self.steps, self.repeats, out, brief=self.brief)

    def as_written(self) -> "Draft":
        """What is played of it, with the numbers of the file."""
        return Draft(
            self.original, self.original.steps, Draft.written(self.original).repeats, self.without, brief=self.brief
        )

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The paths of the steps that are played, in order."""
        out = self.without | self.original.withheld
        return tuple(path for path in self.steps if out.isdisjoint((path, *above(path))))

    @cached_property
    def playing(self) -> frozenset[str]:
        """The same, to look one up."""
        return frozenset(self.kept)

    @cached_property
    def played(self) -> tuple[str, ...]:
        """The paths of the steps in the order in which they would be played, with repetitions of groups."""
        return tuple(self._in_order(self.original.children[""]))

    def _in_order(self, paths: list[str]) -> Iterator[str]:
        for path in paths:
            if path in self.without:
                continue
            if path in self.repeats:
                for _ in range(self.repeats[path]):
                    yield from self._in_order(self.original.children[path])
            else:
                yield path

    def times(self, path: str, *, outside: str | None = None) -> int:
        """How often a step is played; with `outside`, not counting the groups that contain that other path."""
        if "." not in path:
            return 1
        shared = () if outside is None else above(outside)
        return prod(self.repeats[group] for group in above(path) if group not in shared)

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The steps that are played, as they are in this draft."""
        return {path: self.original.part(path, self.steps[path]) for path in self.kept}

    @cached_property
    def totals(self) -> Totals:
        """What is played, in all, if no budget is used up."""
        loads: dict[Loaded, float] = defaultdict(float)
        counts: Counter[Loaded] = Counter()
        seconds, segments, held, still = sum(map(self.between, self.groups)), 0, 0.0, 0.0
        seconds += sum(self.ready.values())
        for path in self.kept:
            times, part = self.times(path), self.parts[path]
            seconds += times * part.seconds
            segments += times * part.segments
            held += times * part.held
            still += times * part.still
            for loaded, length in part.loads.items():
                loads[loaded] += times * length
            for loaded, number in part.counts.items():
                counts[loaded] += times * number
        if self.idles:
            seconds -= self.parts[self.original.idle or ""].seconds
        return Totals(seconds, segments, held, still, dict(loads), counts)

    @cached_property
    def held(self) -> frozenset[str]:
        """The muscles that are held still."""
        return frozenset(muscle for (muscle, _), load in self.totals.loads if load in HELD)

    @cached_property
    def worked(self) -> frozenset[str]:
        """The muscles that something is done for."""
        return frozenset(muscle for (muscle, _), _ in self.totals.loads)

    @cached_property
    def warming(self) -> float:
        """Seconds of movement before the first hold; more than any warm-up needs where there is none."""
        total = 0.0
        first = next((path for path in self.kept if isinstance(self.steps[path], Stretch | ContractRelax)), None)
        if first is None:
            return inf
        for path in self.kept[: self.kept.index(first)]:
            if isinstance(self.steps[path], Movement):
                total += self.times(path, outside=first) * self.parts[path].moved
        return total

    @property
    def seconds(self) -> float:
        """How long it lasts if no budget is used up."""
        return self.totals.seconds

    @cached_property
    def visits(self) -> list[tuple[str, float]]:
        """What is played or withheld, in order, and the seconds of getting ready that each has beside a step alone."""
        original, played = self.original, self.played
        visits = [(original.steps[path], original.defaults[path]) for path in played]
        times = in_order(visits, original.routine.known, brief=self.brief, telling=original.telling)
        return [(path, seconds - original.alone[path]) for path, seconds in zip(played, times, strict=True)]

    @cached_property
    def ready(self) -> dict[str, float]:
        """Those seconds for each step, all its rounds together."""
        found = dict.fromkeys(self.kept, 0.0)
        for path, seconds in self.visits[:-1] if self.idles else self.visits:
            if path in found:
                found[path] += seconds
        return found

    @property
    def groups(self) -> Iterator[str]:
        """The paths of the groups that are played."""
        return (path for path in self.repeats if self.without.isdisjoint((path, *above(path))))

    def between(self, group: str) -> float:
        """Seconds of rest between the rounds of a group; none where nothing of it is played."""
        if not any(group in above(path) for path in self.kept):
            return 0.0
        return self.times(group) * (self.repeats[group] - 1) * (self.original.groups[group].rest or 0.0)

    @property
    def idles(self) -> bool:
        """Whether a rest that ends each round is not played after the last one."""
        idle = self.original.idle
        return idle in self.kept and any(self.repeats[group] > 1 for group in above(idle))

    def fitting(self, asked: float) -> Fitting:
        """What differs from the written routine; `asked` is the length that was asked for, in seconds."""
        changes: list[Change] = []
        for path in self.kept:
            before, after = self.original.steps[path], self.steps[path]
            if after is not before:
                keys = (key for key in _NUMBERS if hasattr(after, key))
                changes += [
                    Change(path=path, key=key, value=float(getattr(after, key)))
                    for key in keys
                    if getattr(after, key) != getattr(before, key)
                ]
        for path in self.groups:
            if self.repeats[path] != self.original.groups[path].repeat:
                changes.append(Change(path=path, key="repeat", value=float(self.repeats[path])))
        order = list(dict(walk(self.original.routine.step)))
        return Fitting(
            asked=asked,
            brief=self.brief,
            changes=tuple(changes),
            left_out=tuple(sorted(self.without, key=order.index)),
        )


@lru_cache(maxsize=4096)
def above(path: str) -> tuple[str, ...]:
    """The paths of the groups that a step is in, from the outermost."""
    parts = path.split(".")
    return tuple(".".join(parts[:length]) for length in range(1, len(parts)))
