"""A routine that may be played: its admitted segments, and what was taken away and why."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Final, Self

from msgspec import Struct, structs

from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.judgement import Verdict
from stretchplayer.caps.ledger import Ledger
from stretchplayer.caps.meter import Meter, Run
from stretchplayer.caps.profile import Profile
from stretchplayer.cue_points import CuePoint, cue_points
from stretchplayer.model.duration import Count, Held, SpanRange
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Cold, ContractRelax, Heat, Massage, Movement, Step, Stretch, counted, set_seconds
from stretchplayer.timeline import Segment, leading

_EPS: Final = 1e-6
SEAL: Final = object()
"""Proof that a plan is made by `admit`."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far a session has come: `elapsed` seconds into the segment `origin`, and all it has done.

    `length` is how long that segment is to last in all, where the user changed it; `run` is the number of its run,
    if it has one; `wall` is the wall-clock second of this progress; `skin` that of a reported blister or numb skin.
    """

    origin: int = 0
    elapsed: float = 0.0
    length: float | None = None
    run: int | None = None
    runs: tuple[Run, ...] = ()
    struck: tuple[MuscleSide, ...] = ()
    wall: float | None = None
    skin: float | None = None

    def charged_to(self, meter: Meter) -> Meter:
        """A fresh account with everything that was done so far."""
        for run in self.runs:
            meter.charge(run)
        meter.strike(self.struck)
        if self.skin is not None:
            meter.rest_skin(self.skin)
        return meter

    def dated(self, now: float) -> Self:
        """The same progress with nothing in it later than the wall-clock second `now`.

        After a clock was set back, what lies ahead of it ends now: it counts in full, and begins to age.
        """
        if all(run.end <= now for run in self.runs) and (self.wall is None or self.wall <= now):
            return self
        runs = tuple(
            structs.replace(run, start=run.start - max(0.0, run.end - now), end=min(run.end, now)) for run in self.runs
        )
        wall = None if self.wall is None else min(self.wall, now)
        skin = None if self.skin is None else min(self.skin, now)
        return structs.replace(self, runs=runs, wall=wall, skin=skin)


class Plan(Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """What may be played, made by `caps.admit` alone.

    `segments` are contiguous; `now` is the wall-clock second for which it holds; everything before the origin `begins`
    has been done already; `ahead` is the progress it was made for, where that was later than a clock set back since.
    `named` says whom the routine is not for, where this person is one of them: that is confirmed before the start.
    """

    routine: Routine
    profile: Profile
    ledger: Ledger
    now: float
    begins: int = 0
    ahead: Progress | None = None
    bounds: Bounds
    segments: tuple[Segment, ...]
    verdicts: tuple[Verdict, ...]
    named: str = ""
    seal: object

    def __post_init__(self) -> None:
        """Refuse a plan that was made elsewhere."""
        if self.seal is not SEAL:
            message = "only caps.admit makes a plan"
            raise TypeError(message)

    @cached_property
    def seconds(self) -> float:
        """Length of the whole timeline; waiting for a key counts as nothing."""
        return self.segments[-1].end if self.segments else 0.0

    @cached_property
    def cues(self) -> tuple[tuple[Segment, CuePoint], ...]:
        """Every cue of the timeline in order, each with the segment that it marks."""
        return cue_points(self.segments)

    @property
    def playable(self) -> bool:
        """Whether anything is left to do."""
        ahead = (segment for segment in self.segments if segment.origin >= self.begins)
        if any(segment.works for segment in ahead):
            return True
        return not any(verdict.action == "withheld" for verdict in self.verdicts)

    def meter(self) -> Meter:
        """A fresh account under this plan's bounds, which going back and extending ask again."""
        return Meter(self.bounds, self.profile, self.ledger, self.now)


def alone(leads: list[Segment], *, known: bool) -> list[Segment]:
    """What leads into work before which nothing of its step was played: there is no change of sides.

    What is not `known` then takes as long as the first side does, and the rest the time of that change as well.
    """
    changing = sum(each.seconds for each in leads if each.phase == "switch")
    found = []
    for each in leads:
        if each.phase == "prepare" and each.written:
            seconds = min(each.written, each.seconds + changing) if known else each.written
            written = each.written if seconds < each.written else 0.0
            found.append(structs.replace(each, seconds=seconds, written=written))
        elif each.phase != "switch":
            found.append(each)
    return found


def as_played(step: Step, contract: float, work: float) -> Step:
    """`step` with the seconds that its contraction and its work really last."""
    match step:
        case Stretch() if not step.hold.includes(work):
            return structs.replace(step, hold=Held(work))
        case ContractRelax() if not step.hold.includes(work) or step.contract != contract:
            return structs.replace(step, hold=Held(work), contract=SpanRange(contract or step.contract))
        case Movement() if set_seconds(step) != work:
            if step.duration is None and work >= (one := set_seconds(structs.replace(step, reps=Count(1)))):
                return structs.replace(step, reps=Count(int(work / one + 1e-6)))
            return structs.replace(step, duration=SpanRange(work), reps=None, tempo=None, hold=None)
        case Heat() | Cold() | Massage() if step.duration != work:
            return structs.replace(step, duration=SpanRange(work))
        case _:
            return step


def recounted(segments: list[Segment], visits: Mapping[int, int]) -> tuple[Segment, ...]:
    """The segments with "rep n of m" recounted, where some repetitions were left out.

    `visits` tells the passes through a step apart, by the origins of its work.
    """
    passes: list[tuple[str, int | None]] = []
    for each in reversed(segments):
        # What leads into work belongs to the same pass.
        last = passes[-1] if passes and passes[-1][0] == each.path else None
        passes.append((each.path, visits.get(each.origin, last and last[1])))
    passes.reverse()
    reps = Counter(
        (place, each.side) for place, each in zip(passes, segments, strict=True) if each.phase == "work" and each.rep
    )
    most: dict[tuple[str, int | None], int] = {}
    for (place, _), count in reps.items():
        most[place] = max(count, most.get(place, 0))
    return tuple(
        each if place not in most else _of(each, reps[place, each.side] or most[place])
        for place, each in zip(passes, segments, strict=True)
    )


def _of(segment: Segment, total: int) -> Segment:
    what = segment.what
    if isinstance(what, Stretch | ContractRelax) and what.reps != total:
        what = structs.replace(what, reps=Count(total))
    elif isinstance(what, Movement | Massage) and what.sets != total:
        what = structs.replace(what, sets=total)
    if segment.reps in (None, total) and what is segment.what:
        return segment
    return structs.replace(segment, reps=None if segment.reps is None else total, what=what)


class PlanBuilder:
    """Contiguous segments, renumbered as they come; `at` is where the next one starts, in seconds."""

    __slots__ = ("at", "segments")

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.at = 0.0

    def add(self, segment: Segment, what: Step, seconds: float | None = None) -> None:
        """Put a segment on the end, with the step as it is played and perhaps another length."""
        length = segment.seconds if seconds is None else seconds
        index = len(self.segments)
        same = segment.index == index and segment.start == self.at and segment.seconds == length
        if not same or segment.what is not what:
            beats, beat = counted(what) if segment.beats else (0, 0.0)
            segment = structs.replace(
                segment, index=index, start=self.at, seconds=length, what=what, beats=beats, beat=beat
            )
        self.segments.append(segment)
        self.at += length

    def release(self, first: Segment, owed: float, what: Step) -> None:
        """Extend the segment that leads into `first` by what is owed, or put a rest before it."""
        last = self.segments[-1] if self.segments else None
        if last is not None and last.path == first.path and last.phase in ("rest", "prepare", "switch"):
            self.segments[-1] = structs.replace(last, seconds=last.seconds + owed)
            self.at += owed
            return
        self.add(rest_before(first, owed), what)


def rest_before(segment: Segment, seconds: float) -> Segment:
    """A release of `seconds` that is owed before `segment`; it has an odd origin, below the one of `segment`."""
    return structs.replace(
        leading(segment, "rest", seconds),
        origin=segment.origin - 1,
        side=None,
    )
