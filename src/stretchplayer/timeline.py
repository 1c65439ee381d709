"""A routine unrolled in time: contiguous segments, and the cues that mark them."""

from typing import Final, Literal, NamedTuple, assert_never

from msgspec import Struct, structs

from stretchplayer.model.muscles import MID, MuscleSide, expand, muscle_sides
from stretchplayer.model.routine import CueName, Defaults, Routine
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
    if isinstance(step, Heat | Cold):
        return 1, step.duration, 1, None, True
    assert_never(step)


SKIN_CHECK_EVERY: Final = 300.0
"""Seconds of heat or cold between two looks at the skin."""
HALFWAY_FROM: Final = 20.0
TICKS_FROM: Final = 6.0
_TICKS: Final = (3.0, 2.0, 1.0)
_AFTER_RELEASE: Final = 1.5
"""Seconds between the `release` and what comes next: both are heard apart, and "let go" can be said in between."""


class CuePoint(Struct, frozen=True, kw_only=True):
    """One cue, `at` seconds into the timeline (or into its segment).

    With `announces` the step is named here, because nothing before its work has named it.
    """

    at: float
    cue: CueName
    announces: bool = False


def cue_points(segments: tuple[Segment, ...]) -> tuple[tuple[Segment, CuePoint], ...]:
    """All cues of a timeline in order of time, each with the segment that it marks."""
    around = zip((None, *segments), segments, (*segments[1:], None), strict=False)
    return tuple(
        (segment, structs.replace(point, at=segment.start + point.at))
        for before, segment, after in around
        for point in segment_cues(segment, segment.seconds, before, after)
    )


def segment_cues(
    segment: Segment, seconds: float, before: Segment | None, after: Segment | None
) -> tuple[CuePoint, ...]:
    """The cues of one segment that lasts `seconds`; `at` counts from its start.

    `before` and `after` are its neighbours as they are played: they decide what is announced.
    """
    begins_step = before is None or before.path != segment.path or (before.phase == "confirm" and before.load is None)
    points = [_opening(segment, before, begins_step=begins_step, seconds=seconds)]
    works = segment.phase in ("work", "contract")
    if segment.thermal:
        looks = int((seconds - 1e-6) // SKIN_CHECK_EVERY)
        points += [CuePoint(at=look * SKIN_CHECK_EVERY, cue="check-skin") for look in range(1, looks + 1)]
    elif works and seconds >= HALFWAY_FROM and segment.kind != "breathe":
        points.append(CuePoint(at=seconds / 2, cue="half"))
    leads = after is not None and after.phase in ("work", "contract") and not after.thermal
    if (leads and not works and not segment.waits) or (works and seconds >= TICKS_FROM and not segment.thermal):
        points += [CuePoint(at=seconds - tick, cue="tick") for tick in _TICKS if seconds - tick >= 1.0]
    if after is None:
        points.append(CuePoint(at=seconds, cue="done"))
    elif works and not (segment.phase == "contract" and after.phase == "work"):
        points.append(CuePoint(at=seconds, cue="release"))
    return tuple(sorted(points, key=lambda point: point.at))


def _opening(segment: Segment, before: Segment | None, *, begins_step: bool, seconds: float) -> CuePoint:
    released = before is not None and before.phase == "work"
    late = min(_AFTER_RELEASE, seconds / 2) if released else 0.0
    match segment.phase:
        case "prepare":
            return CuePoint(at=late, cue="next" if begins_step and before is not None else "prepare")
        case "switch":
            return CuePoint(at=late, cue="switch")
        case "rest":
            return CuePoint(at=late, cue="rest")
        case "confirm" | "advice":
            return CuePoint(at=0.0, cue="next")
        case _:
            ready = before is not None and before.phase in ("prepare", "confirm") and before.path == segment.path
            # Nothing leads into breathing: without a moment in between, its beginning would drown in the release.
            at = late if segment.kind == "breathe" else 0.0
            return CuePoint(at=at, cue="go", announces=begins_step and not ready)
