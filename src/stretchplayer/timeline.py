"""A routine unrolled in time: contiguous segments."""

from functools import partial
from typing import Final, Literal, NamedTuple

from msgspec import Struct, structs

from stretchplayer.catalog.telling_time import telling_time
from stretchplayer.model.duration import SpanRange
from stretchplayer.model.getting_ready import Eyes, GettingReady, Times, in_turn, prepare_time
from stretchplayer.model.muscles import MID, MuscleSide, expand, muscle_sides
from stretchplayer.model.routine import REST, Routine, idle_rest, spoken_in
from stretchplayer.model.step_size import rest_between, step_size
from stretchplayer.model.steps import (
    Advice,
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Exercise,
    Group,
    Heat,
    Massage,
    Movement,
    Rest,
    Step,
    Stretch,
    TargetedStep,
    counted,
    own_pace,
    reps_of,
    set_seconds,
)

Phase = Literal["prepare", "work", "contract", "rest", "switch", "confirm", "advice"]
SegmentSide = Literal["left", "right", "both"]
Load = Literal["static", "contract", "dynamic", "exercise", "massage", "gun", "heat", "cold"]
"""What a segment asks of its muscles; what the ledger keeps apart as `kind`."""
HELD: Final = frozenset[Load]({"static", "contract"})
"""Loads under which a muscle is held still: they need a warm-up and a release before them."""
MOVED: Final = frozenset[Load]({"dynamic", "exercise"})
"""Loads of movement, which warms up."""
THERMAL: Final = frozenset[Load]({"heat", "cold"})


class Segment(Struct, frozen=True, kw_only=True):
    """One contiguous stretch of the timeline, in seconds from the start of the session.

    `origin` numbers the segments of the unrolled routine as written: it stays the same when other
    segments are trimmed or withheld, so a place can be found again in a plan made later. They are even;
    the odd number below one belongs to what the file does not give: a rest that the caps put before it, or time to get
    ready for something that has to be explained.
    `step` and `path` count as the file does ("3", "3.1" inside a group); `rep` of `reps` counts holds or
    sets on one side. `loads` are the muscle-sides that `load` charges. `waits` means: 0 s long, until a key.
    In a group that is played several times it is part of round `round` of `rounds`; `group` is the group's name, and
    `around` are the same of the groups around it, the outermost first.
    Work that is counted has `beats` repetitions of `beat` seconds each; at one's `own_pace`, a key ends it.
    `written` is how long it takes to lead into work that is not known, where that is more. What leads into a step says
    what to `take`, and whether the `eyes` may close or have to open.
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
    round: int | None = None
    rounds: int | None = None
    group: str = ""
    around: tuple[tuple[int, int, str], ...] = ()
    beats: int = 0
    beat: float = 0.0
    own_pace: bool = False
    written: float = 0.0
    take: tuple[str, ...] = ()
    eyes: Eyes = ""

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
        return (
            self.phase in ("prepare", "switch", "contract")
            or (self.phase == "rest" and self.kind != "rest")
            or (self.phase == "confirm" and bool(self.targets))
        )


def leading(segment: Segment, phase: Phase, seconds: float) -> Segment:
    """A segment of `seconds` that leads into `segment`: it belongs to the same step, and loads nothing."""
    return structs.replace(
        segment,
        phase=phase,
        seconds=seconds,
        rep=None,
        reps=None,
        load=None,
        loads=(),
        waits=False,
        beats=0,
        beat=0.0,
        own_pace=False,
    )


def unroll(routine: Routine) -> tuple[Segment, ...]:
    """All segments of `routine` as written, before any cap is asked; getting ready is brief for what is known."""
    reel = _Reel(routine)
    for number, step in enumerate(routine.step, 1):
        reel.add(step, number, str(number))
    segments, last = reel.segments, idle_rest(routine.step)
    if last is not None and segments and segments[-1].path == last[0]:
        del segments[-step_size(last[1], routine.defaults)[0] :]
    return tuple(segments)


def size(routine: Routine) -> tuple[int, float]:
    """How many segments and seconds `routine` unrolls to, by arithmetic: `repeat = 1000` costs nothing.

    What is left out this time counts like the rest: this is about the file.
    """
    sums = [step_size(step, routine.defaults) for step in routine.step]
    idle = idle_rest(routine.step)
    count, length = (0, 0.0) if idle is None else step_size(idle[1], routine.defaults)
    return sum(each for each, _ in sums) - count, sum(each for _, each in sums) - length


class _Spot(NamedTuple):
    """A step and where it stands in its file."""

    step: Step
    number: int
    path: str


class _Round(NamedTuple):
    """Which round of which group is unrolled just now."""

    round: int | None = None
    rounds: int | None = None
    group: str = ""
    around: tuple[tuple[int, int, str], ...] = ()


class _Reel:
    """The segments made so far, and where the next one starts."""

    def __init__(self, routine: Routine) -> None:
        self.segments: list[Segment] = []
        self._defaults, self._without = routine.defaults, frozenset(routine.without)
        telling = partial(telling_time, language=spoken_in(routine))
        self._getting_ready = GettingReady(routine.known, brief=routine.brief, telling=telling)
        self._round = _Round()
        self._at = 0.0
        self._numbered = 0

    def add(self, step: AnyStep, number: int, path: str) -> None:
        if path in self._without or not step.enabled:
            return
        if isinstance(step, Group):
            self._group(step, number, path)
            return
        spot = _Spot(step, number, path)
        if isinstance(step, Advice | Breathe | Rest):
            self._plain(step, spot)
        else:
            self._targeted(step, spot)
        if step.until == "key" and not (isinstance(step, Movement) and own_pace(step)):
            self._put(spot, "confirm", 0.0, waits=True)

    def _group(self, group: Group, number: int, path: str) -> None:
        outer, before = (self._defaults, self._round), len(self.segments)
        self._defaults = group.defaults or self._defaults
        for turn in range(1, group.repeat + 1):
            if group.repeat > 1:
                around = outer[1].around
                if outer[1].round is not None and outer[1].rounds is not None:
                    around = (*around, (outer[1].round, outer[1].rounds, outer[1].group))
                self._round = _Round(turn, group.repeat, group.name or "", around)
            # Between rounds in which nothing is played, nobody rests.
            if group.rest and len(self.segments) > before:
                rest = Rest(duration=SpanRange(group.rest), name=REST)
                self._put(_Spot(rest, number, path), "rest", group.rest)
            for inner, child in enumerate(group.step, 1):
                self.add(child, number, f"{path}.{inner}")
        self._defaults, self._round = outer

    def _plain(self, step: Advice | Breathe | Rest, spot: _Spot) -> None:
        times = self._getting_ready.times(step, self._defaults)
        if step.prepare or times.first:
            self._lead(spot, times, between=not step.prepare)
        phase: Phase = "advice" if isinstance(step, Advice) else "rest" if isinstance(step, Rest) else "work"
        length = step.duration or 0.0
        self._put(spot, phase, length, waits=not length)

    def _targeted(self, step: TargetedStep, spot: _Spot) -> None:
        defaults = self._defaults
        muscles = expand(step.target)
        thermal = isinstance(step, Heat | Cold)
        ready, reps, rest = prepare_time(step, defaults), reps_of(step), rest_between(step, defaults)
        times = self._getting_ready.times(step, defaults)
        sides = _sides(step, muscles)
        if step.sides == "alternate" and not isinstance(step, Movement):
            self._alternate(step, spot, muscles, times)
            return
        for turn, side in enumerate(sides):
            if turn and defaults.switch:
                self._put(spot, "switch", times.switch, side, muscles, written=defaults.switch)
            if not turn and (ready or times.first):
                self._lead(spot, times, side, muscles, between=not ready)
            elif turn and (ready or times.second):
                self._put(spot, "prepare", times.second, side, muscles, written=times.full, between=not ready)
            if thermal:
                self._put(spot, "confirm", 0.0, side, muscles, waits=True)
            for rep in range(1, reps + 1):
                if rep > 1 and rest:
                    self._put(spot, "rest", rest, None, muscles)
                self._work(step, spot, muscles, side, rep)

    def _alternate(self, step: TargetedStep, spot: _Spot, muscles: tuple[str, ...], times: Times) -> None:
        """Left and right in turn, the `first` side first; a rest of the step's own stands between two pairs."""
        left, right = _sides(step, muscles)
        rest = getattr(step, "rest", None)
        written = prepare_time(step, self._defaults)
        if written or times.first:
            self._lead(spot, times, left, muscles, between=not written)
        for rep in range(1, reps_of(step) + 1):
            for side in (left, right):
                if side == left and rep > 1 and rest:
                    self._put(spot, "rest", in_turn(step, rest), None, muscles)
                elif (side == right or rep > 1) and self._defaults.switch:
                    self._put(spot, "switch", in_turn(step, self._defaults.switch), side, muscles)
                self._work(step, spot, muscles, side, rep)

    def _work(
        self, step: TargetedStep, spot: _Spot, muscles: tuple[str, ...], side: SegmentSide | None, rep: int
    ) -> None:
        loads, reps = muscle_sides(muscles, side), reps_of(step)
        for phase, length, load in _pieces(step, side, rep):
            self._put(spot, phase, length, side, muscles, rep=rep, reps=reps, load=load, loads=loads)

    def _lead(
        self,
        spot: _Spot,
        times: Times,
        side: SegmentSide | None = None,
        targets: tuple[str, ...] = (),
        *,
        between: bool,
    ) -> None:
        """Add the time to get ready for a step, or for its first side."""
        self._put(spot, "prepare", times.first, side, targets, written=times.full, between=between)
        if times.take or times.eyes:
            self.segments[-1] = structs.replace(self.segments[-1], take=times.take, eyes=times.eyes)

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
        written: float = 0.0,
        between: bool = False,
    ) -> None:
        """Add a segment; one that is `between` has no number of its own, because the file gives no time for it."""
        step, number, path = spot
        index, origin = len(self.segments), 2 * self._numbered
        self._numbered += not between
        beats, one = counted(step) if load in MOVED else (0, 0.0)
        self.segments.append(
            Segment(
                index=index,
                origin=origin - between,
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
                round=self._round.round,
                rounds=self._round.rounds,
                group=self._round.group,
                around=self._round.around,
                beats=beats,
                beat=one,
                own_pace=load in MOVED and isinstance(step, Movement) and own_pace(step),
                written=float(written) if written > length else 0.0,
            )
        )
        self._at += length


def _sides(step: TargetedStep, muscles: tuple[str, ...]) -> tuple[SegmentSide | None, ...]:
    if step.sides == "each" or (step.sides == "alternate" and not isinstance(step, Movement)):
        return ("left", "right") if step.first == "left" else ("right", "left")
    if step.sides == "both":
        return (None,) if MID.issuperset(muscles) else ("both",)
    return ("both",) if step.sides == "alternate" else (step.sides,)


def _pieces(step: TargetedStep, side: str | None, rep: int) -> tuple[tuple[Phase, float, Load], ...]:
    match step:
        case Stretch():
            return (("work", step.hold.of(side, rep), "static"),)
        case ContractRelax():
            return (("contract", step.contract, "contract"), ("work", step.hold.of(side, rep), "static"))
        case Dynamic():
            return (("work", set_seconds(step), "dynamic"),)
        case Exercise():
            return (("work", set_seconds(step), "exercise"),)
        case Massage():
            return (("work", step.duration, "gun" if step.using == "massage gun" else "massage"),)
        case Heat():
            return (("work", step.duration, "heat"),)
        case Cold():
            return (("work", step.duration, "cold"),)
