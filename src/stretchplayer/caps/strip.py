"""The segments that were let by, put end to end."""

from msgspec import structs

from stretchplayer.model.steps import Step
from stretchplayer.timeline import Segment


class PlanBuilder:
    """Contiguous segments, numbered anew as they come; `at` is where the next one starts, in seconds."""

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
            segment = structs.replace(segment, index=index, start=self.at, seconds=length, what=what)
        self.segments.append(segment)
        self.at += length

    def release(self, first: Segment, owed: float, what: Step) -> None:
        """Make the way into `first` longer by what is owed, or put a rest before it where there is none."""
        last = self.segments[-1] if self.segments else None
        if last is not None and last.path == first.path and last.phase in ("rest", "prepare", "switch"):
            self.segments[-1] = structs.replace(last, seconds=last.seconds + owed)
            self.at += owed
            return
        self.add(rest_before(first, owed), what)


def rest_before(segment: Segment, seconds: float) -> Segment:
    """A release of `seconds` that is owed before `segment`; odd origins belong to such rests alone."""
    return structs.replace(
        segment,
        origin=segment.origin - 1,
        seconds=seconds,
        phase="rest",
        side=None,
        rep=None,
        reps=None,
        load=None,
        loads=(),
        waits=False,
    )
