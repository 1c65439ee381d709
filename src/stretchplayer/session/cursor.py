"""The running segment against the clock, and positions among the segments of a plan."""

from math import inf
from typing import Final, NamedTuple

from msgspec import structs

from stretchplayer.catalog.telling_time import telling_time
from stretchplayer.cue_points import CuePoint
from stretchplayer.model.duration import SpanRange
from stretchplayer.model.routine import CueName
from stretchplayer.model.steps import Movement
from stretchplayer.timeline import Segment, leading

_EPS = 1e-9


LONGEST_WORN: Final = 4 * 3600.0
"""The longest application that is charged, in seconds: after that, it is unknown what is still on the skin."""


class Position(NamedTuple):
    """Where to go on: the position of a segment, how much of it is done, how long it is to last, its run."""

    position: int
    done: float = 0.0
    length: float | None = None
    run: int | None = None


class Worn(NamedTuple):
    """Heat or cold that is over and may still be on the skin: it had lasted `done` seconds at second `since`."""

    segment: Segment
    run: int
    since: float
    done: float

    def seconds(self, now: float) -> float:
        """For how long it has been on."""
        return min(LONGEST_WORN, self.done + max(0.0, now - self.since))


def max_seconds(segment: Segment) -> float:
    """The upper end that the author gives for a segment, in seconds; infinite where there is none."""
    what = segment.what
    if segment.beats and isinstance(what, Movement) and what.reps is not None:
        return what.reps.most * segment.beat if what.reps.most > what.reps else inf
    length = getattr(what, "hold" if segment.load == "static" else "duration", None)
    return length.most if isinstance(length, SpanRange) and length.most > length else inf


def lead_in(segment: Segment, least: float, language: str | None) -> Segment:
    """Getting ready for a segment that is not begun anew: at least `least` seconds, or as long as its file gives.

    With a `language`, as long as it takes to explain it in that, because it is new.
    """
    explaining = telling_time(segment.what, language=language) if language else 0.0
    lead = leading(segment, "prepare", float(max(least, segment.what.prepare or 0.0, explaining)))
    return structs.replace(lead, written=explaining)


class RunningSegment:
    """A running segment; `done` of its `seconds` were done at the monotonic instant `since`.

    An interlude is a segment that is not in the plan: getting ready after a pause, a release that is owed.
    """

    __slots__ = ("_heard", "_next", "cues", "done", "interlude", "run", "seconds", "segment", "since")

    def __init__(
        self,
        segment: Segment,
        seconds: float,
        since: float,
        cues: tuple[CuePoint, ...],
        *,
        done: float = 0.0,
        run: int | None = None,
        interlude: bool = False,
    ) -> None:
        self.segment, self.seconds, self.since, self.done, self.run = segment, seconds, since, done, run
        self.cues, self.interlude = cues, interlude
        self._next = 0
        self._heard: set[CueName] = set()

    def elapsed(self, now: float) -> float:
        """Seconds of the segment that are done at `now`, never more than it lasts."""
        if now >= self.instant(self.seconds):
            return self.seconds
        return min(self.seconds, self.done + max(0.0, now - self.since))

    def instant(self, elapsed: float) -> float:
        """The monotonic instant at which `elapsed` seconds are done."""
        return self.since + (elapsed - self.done)

    @property
    def length(self) -> float | None:
        """How long it is to last; None where that is up to the person."""
        return None if self.segment.own_pace else self.seconds

    @property
    def ends(self) -> float:
        """The monotonic instant at which it is over; infinite while it waits for a key."""
        return inf if self.segment.waits else self.instant(self.seconds)

    @property
    def next_cue(self) -> CuePoint | None:
        """The cue that is due next."""
        return self.cues[self._next] if self._next < len(self.cues) else None

    def pop_cue(self) -> CuePoint:
        """Take the next cue as fired."""
        self._next += 1
        return self.cues[self._next - 1]

    def stretch_to(self, seconds: float, now: float, cues: tuple[CuePoint, ...]) -> None:
        """Let it last `seconds` in all, with those of `cues` that are still to come and were not given yet."""
        behind = self.elapsed(now)
        self._heard |= {cue.cue for cue in self.cues[: self._next]} - {"tick", "check-skin"}
        self.done, self.since, self.seconds = behind, now, seconds
        self.cues = tuple(cue for cue in cues if cue.at > behind + _EPS and cue.cue not in self._heard)
        if seconds <= behind + _EPS:
            self.cues = tuple(cue for cue in cues if cue.at >= seconds and cue.cue in ("release", "done"))
        self._next = 0


class SegmentCursor:
    """The segments of one plan; positions are indices."""

    __slots__ = ("segments",)

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.segments = segments

    def __len__(self) -> int:
        return len(self.segments)

    def at(self, position: int) -> Segment | None:
        """The segment at `position`, or None outside the plan."""
        return self.segments[position] if 0 <= position < len(self.segments) else None

    def find(self, origin: int) -> int:
        """The first position at or after `origin`, which may have been left out of this plan."""
        for position, segment in enumerate(self.segments):
            if segment.origin >= origin:
                return position
        return len(self.segments)

    def main(self, position: int) -> int:
        """The position of the work that the segment at `position` leads into, or `position` if it leads nowhere."""
        here = self.segments[position]
        if not here.leads:
            return position
        for ahead in range(position + 1, len(self.segments)):
            segment = self.segments[ahead]
            if segment.path != here.path:
                return position
            if not segment.leads:
                return ahead
        return position

    def head(self, position: int) -> int:
        """Where the work at `position` begins: its contraction, its question, or itself."""
        here = self.segments[position]
        before = self.at(position - 1)
        if before is None or before.path != here.path or here.leads:
            return position
        begins = before.phase == "contract" if here.load == "static" else here.thermal and before.phase == "confirm"
        return position - 1 if begins else position

    def before(self, position: int) -> int | None:
        """The head of the work before `position`, or None at the start."""
        for behind in range(position - 1, -1, -1):
            if not self.segments[behind].leads:
                return self.head(behind)
        return None

    def past_step(self, position: int) -> int:
        """The first position after the step that `position` belongs to."""
        path = self.segments[position].path
        ahead = position + 1
        while ahead < len(self.segments) and self.segments[ahead].path == path:
            ahead += 1
        return ahead
