"""What is played next if nobody presses anything, so that sound can be placed before it is due."""

from msgspec import Struct

from stretchplayer.session.piece import RunningSegment
from stretchplayer.timeline import CuePoint, Segment


class ScheduledSegment(Struct, frozen=True, kw_only=True):
    """A segment as it is played; all times are monotonic seconds.

    It counts as begun at `begins`, even if a part of it was done before a pause; it was put on at `since`. `ends` is
    infinite where it waits for a key. `at` of the cues are instants, those that are past included.
    """

    segment: Segment
    since: float
    begins: float
    ends: float
    cues: tuple[CuePoint, ...]

    @property
    def waits(self) -> bool:
        """Whether it goes on until a key is pressed."""
        return self.segment.waits


def scheduled(piece: RunningSegment) -> ScheduledSegment:
    """How a running piece lies in time."""
    return ScheduledSegment(
        segment=piece.segment,
        since=piece.since,
        begins=piece.instant(0.0),
        ends=piece.ends,
        cues=tuple(CuePoint(at=piece.instant(cue.at), cue=cue.cue, text=cue.text) for cue in piece.cues),
    )
