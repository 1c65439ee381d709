"""What is played or left out as one: the way into a piece of work, a contraction before it, the work itself."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from stretchplayer.timeline import Segment


class Unit(NamedTuple):
    """Segments that stand and fall together; `main` is the work, or whatever else there is to do."""

    leads: list[Segment]
    contract: Segment | None
    main: Segment

    @property
    def first(self) -> Segment:
        """What begins to load the muscles."""
        return self.contract or self.main


def units(segments: Iterable[Segment]) -> Iterator[Unit]:
    """The segments of a routine, unit by unit."""
    leads: list[Segment] = []
    contract = None
    for segment in segments:
        if segment.phase in ("prepare", "switch") or (segment.targets and segment.phase in ("rest", "confirm")):
            leads.append(segment)
        elif segment.phase == "contract":
            contract = segment
        else:
            yield Unit(leads, contract, segment)
            leads, contract = [], None
