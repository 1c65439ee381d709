"""Finds its way along the segments of a plan: what belongs together, what comes before and after."""

from stretchplayer.timeline import Segment


class SegmentCursor:
    """The segments of one plan; positions are indices into it."""

    __slots__ = ("segments",)

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.segments = segments

    def __len__(self) -> int:
        return len(self.segments)

    def at(self, position: int) -> Segment | None:
        """The segment at `position`, or None outside the track."""
        return self.segments[position] if 0 <= position < len(self.segments) else None

    def find(self, origin: int) -> int:
        """The first position at or after `origin`, which may have been left out of this plan."""
        for position, segment in enumerate(self.segments):
            if segment.origin >= origin:
                return position
        return len(self.segments)

    def main(self, position: int) -> int:
        """The position of the work that the segment at `position` leads into; itself if it leads nowhere."""
        here = self.segments[position]
        if not leads(here):
            return position
        for ahead in range(position + 1, len(self.segments)):
            segment = self.segments[ahead]
            if segment.path != here.path:
                return position
            if not leads(segment):
                return ahead
        return position

    def head(self, position: int) -> int:
        """Where the piece of work at `position` begins: its contraction, its question, or itself."""
        here = self.segments[position]
        before = self.at(position - 1)
        if before is None or before.path != here.path or leads(here):
            return position
        begins = before.phase == "contract" if here.load == "static" else here.thermal and before.phase == "confirm"
        return position - 1 if begins else position

    def before(self, position: int) -> int | None:
        """The head of the piece of work before `position`, or None at the start."""
        for behind in range(position - 1, -1, -1):
            if not leads(self.segments[behind]):
                return self.head(behind)
        return None

    def past_step(self, position: int) -> int:
        """The first position after the step that `position` belongs to."""
        path = self.segments[position].path
        ahead = position + 1
        while ahead < len(self.segments) and self.segments[ahead].path == path:
            ahead += 1
        return ahead


def leads(segment: Segment) -> bool:
    """Whether a segment only leads into work: getting ready, changing sides, a rest between, a question before heat."""
    if segment.phase in ("prepare", "switch", "contract"):
        return True
    return bool(segment.targets) and segment.phase in ("rest", "confirm")
