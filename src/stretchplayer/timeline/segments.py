"""Unrolls groups, sides and repetitions of a routine into contiguous segments."""

from typing import Final, Literal, NamedTuple

from msgspec import Struct

from stretchplayer.model.muscles import MID, MuscleSide, expand, muscle_sides
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
    Massage,
    Rest,
    Step,
    Stretch,
    TargetedStep,
    set_seconds,
)

Phase = Literal["prepare", "work", "contract", "rest", "switch", "confirm", "advice"]
SegmentSide = Literal["left", "right", "both"]
Load = Literal["static", "contract", "dynamic", "massage", "gun", "heat", "cold"]
"""What a segment asks of its muscles; what the ledger keeps apart as `kind`."""
HELD: Final = frozenset[Load]({"static", "contract"})
"""Loads under which a muscle is held still: they need a warm-up and a release before them."""
THERMAL: Final = frozenset[Load]({"heat", "cold"})


class Segment(Struct, frozen=True, kw_only=True):
    """One contiguous stretch of the timeline, in seconds from the start of the session.

    `origin` numbers the segments of the unrolled routine as written: it stays the same when other
    segments are trimmed or withheld, so a place can be found again in a plan made later. They are even;
    the odd number below one belongs to a rest that the caps put before it.
    `step` and `path` count as the file does ("3", "3.1" inside a group); `rep` of `reps` counts holds or
    sets on one side. `loads` are the muscle-sides that `load` charges. `waits` means: 0 s long, until a key.
    """

    index: int
    origin: int
    start: float
    seconds: float
    phase: Phase
    kind: str
    step: int
    path: str
    name: str
    what: Step
    side: SegmentSide | None = None
    rep: int | None = None
    reps: int | None = None
    targets: tuple[str, ...] = ()
    load: Load | None = None
    loads: tuple[MuscleSide, ...] = ()
    waits: bool = False

    @property
    def end(self) -> float:
        """The second at which the segment is over."""
        return self.start + self.seconds

    @property
    def thermal(self) -> bool:
        """Whether something warm or cold lies on the skin, which goes on working while time is paused."""
        return self.load in THERMAL

    @property
    def works(self) -> bool:
        """Whether something is done in it: the work of a step, or the contraction before it."""
        return self.phase in ("work", "contract")

    @property
    def leads(self) -> bool:
        """Whether it only leads into work: getting ready, changing sides, a rest between, a question before heat.

        A contraction leads into the stretch after it.
        """
        return self.phase in ("prepare", "switch", "contract") or (
            bool(self.targets) and self.phase in ("rest", "confirm")
        )


def unroll(routine: Routine) -> tuple[Segment, ...]:
    """All segments of `routine` as its author wrote it, before any cap has been asked."""
    reel = _Reel(routine.defaults, frozenset(routine.without))
    for number, step in enumerate(routine.step, 1):
        reel.add(step, number, str(number))
    return tuple(reel.segments)


def size(routine: Routine) -> tuple[int, float]:
    """How many segments and seconds `routine` unrolls to, by arithmetic: `repeat = 1000` costs nothing.

    What is left out this time counts like the rest: this is about the file.
    """
    sums = [step_size(step, routine.defaults) for step in routine.step]
    return sum(count for count, _ in sums), sum(length for _, length in sums)


class _Spot(NamedTuple):
    """A step and where it stands in its file."""

    step: Step
    number: int
    path: str


class _Reel:
    """The segments made so far, and where the next one starts."""

    def __init__(self, defaults: Defaults, without: frozenset[str]) -> None:
        self.segments: list[Segment] = []
        self._defaults, self._without = defaults, without
        self._at = 0.0

    def add(self, step: AnyStep, number: int, path: str) -> None:
        if path in self._without:
            return
        if isinstance(step, Group):
            for _ in range(step.repeat):
                for inner, child in enumerate(step.step, 1):
                    self.add(child, number, f"{path}.{inner}")
            return
        spot = _Spot(step, number, path)
        if isinstance(step, Advice | Breathe | Rest):
            self._plain(step, spot)
        else:
            self._targeted(step, spot)
        if step.until == "key":
            self._put(spot, "confirm", 0.0, waits=True)

    def _plain(self, step: Advice | Breathe | Rest, spot: _Spot) -> None:
        if step.prepare:
            self._put(spot, "prepare", step.prepare)
        phase: Phase = "advice" if isinstance(step, Advice) else "rest" if isinstance(step, Rest) else "work"
        length = step.duration or 0.0
        self._put(spot, phase, length, waits=not length)

    def _targeted(self, step: TargetedStep, spot: _Spot) -> None:
        defaults = self._defaults
        muscles = expand(step.target)
        thermal = isinstance(step, Heat | Cold)
        ready, reps, rest = _ready(step, defaults), _reps(step), rest_between(step, defaults)
        for turn, side in enumerate(_sides(step, muscles)):
            if turn and defaults.switch:
                self._put(spot, "switch", defaults.switch, side, muscles)
            if ready:
                self._put(spot, "prepare", ready, side, muscles)
            if thermal:
                self._put(spot, "confirm", 0.0, side, muscles, waits=True)
            loads = muscle_sides(muscles, side)
            for rep in range(1, reps + 1):
                if rep > 1 and rest:
                    self._put(spot, "rest", rest, None, muscles)
                for phase, length, load in _work(step):
                    self._put(spot, phase, length, side, muscles, rep=rep, reps=reps, load=load, loads=loads)

    def _put(
        self,
        spot: _Spot,
        phase: Phase,
        length: float,
        side: SegmentSide | None = None,
        targets: tuple[str, ...] = (),
        *,
        rep: int | None = None,
        reps: int | None = None,
        load: Load | None = None,
        loads: tuple[MuscleSide, ...] = (),
        waits: bool = False,
    ) -> None:
        step, number, path = spot
        index = len(self.segments)
        self.segments.append(
            Segment(
                index=index,
                origin=2 * index,
                start=self._at,
                seconds=float(length),
                phase=phase,
                kind=step.kind,
                step=number,
                path=path,
                name=step.name or step.kind,
                what=step,
                side=side,
                rep=rep,
                reps=reps,
                targets=targets,
                load=load,
                loads=loads,
                waits=waits,
            )
        )
        self._at += length


def _sides(step: TargetedStep, muscles: tuple[str, ...]) -> tuple[SegmentSide | None, ...]:
    if step.sides == "each":
        return ("left", "right") if step.first == "left" else ("right", "left")
    if step.sides == "both":
        return (None,) if MID.issuperset(muscles) else ("both",)
    return (step.sides,)


def _work(step: TargetedStep) -> tuple[tuple[Phase, float, Load], ...]:
    match step:
        case Stretch():
            return (("work", step.hold, "static"),)
        case ContractRelax():
            return (("contract", step.contract, "contract"), ("work", step.hold, "static"))
        case Dynamic():
            return (("work", set_seconds(step), "dynamic"),)
        case Massage():
            return (("work", step.duration, "gun" if step.using == "massage gun" else "massage"),)
        case Heat():
            return (("work", step.duration, "heat"),)
        case Cold():
            return (("work", step.duration, "cold"),)


def _ready(step: TargetedStep, defaults: Defaults) -> float:
    if step.prepare is not None:
        return step.prepare
    # A question comes before heat and cold; getting ready twice would only delay it.
    return 0.0 if isinstance(step, Heat | Cold) else defaults.prepare


def _reps(step: TargetedStep) -> int:
    if isinstance(step, Stretch | ContractRelax):
        return step.reps
    return step.sets if isinstance(step, Dynamic | Massage) else 1


def rest_between(step: TargetedStep, defaults: Defaults) -> float:
    """Seconds of rest between the repetitions or sets of a step."""
    rest = step.rest if isinstance(step, Stretch | ContractRelax | Dynamic | Massage) else None
    return defaults.rest if rest is None else rest


def step_size(step: AnyStep, defaults: Defaults) -> tuple[int, float]:
    """How many segments and seconds one step unrolls to."""
    if isinstance(step, Group):
        sums = [step_size(child, defaults) for child in step.step]
        return step.repeat * sum([n for n, _ in sums]), step.repeat * sum([s for _, s in sums])
    waits = step.until == "key"
    if isinstance(step, Advice | Breathe | Rest):
        return 1 + bool(step.prepare) + waits, (step.prepare or 0.0) + (step.duration or 0.0)
    pieces, work, reps, rest, asks = _sizes(step)
    if rest is None:
        rest = defaults.rest
    ready = _ready(step, defaults)
    count = reps * pieces + (ready > 0) + asks
    length = reps * work + ready
    if reps > 1:
        count += (reps - 1) * (rest > 0)
        length += (reps - 1) * rest
    if step.sides == "each":
        return 2 * count + (defaults.switch > 0) + waits, 2 * length + defaults.switch
    return count + waits, length


def _sizes(step: TargetedStep) -> tuple[int, float, int, float | None, bool]:
    """Pieces and seconds of work in one repetition, repetitions, the rest between, whether a question comes first."""
    if isinstance(step, Stretch):
        return 1, step.hold, step.reps, step.rest, False
    if isinstance(step, Dynamic):
        return 1, set_seconds(step), step.sets, step.rest, False
    if isinstance(step, ContractRelax):
        return 2, step.contract + step.hold, step.reps, step.rest, False
    if isinstance(step, Massage):
        return 1, step.duration, step.sets, step.rest, False
    return 1, step.duration, 1, None, True
