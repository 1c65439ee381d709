"""One stretch of time in which one thing is to be done."""

from typing import Literal

from msgspec import Struct

from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.steps import Step

Phase = Literal["prepare", "work", "contract", "rest", "switch", "confirm", "advice"]
SegmentSide = Literal["left", "right", "both"]
Load = Literal["static", "contract", "dynamic", "massage", "gun", "heat", "cold"]
"""What a segment asks of its muscles; what the ledger keeps apart as `kind`."""


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
        return self.load in ("heat", "cold")
