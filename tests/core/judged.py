"""A session as the judge has it: who, what came before, what it did, as records."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from core.rules import Caps
from core.tape import Record, RunningSegment
from stretchplayer.caps import Profile
from stretchplayer.model.muscles import GROUP_OF, MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.timeline import Segment

SLACK: Final = 1e-3
"""No more than this may be lost in rounding, in seconds."""

Hurt = tuple[MuscleSide, float]
"""Where and when somebody said "too much"."""


@dataclass
class Session:
    """What is known when a session is judged: who, what came before it, and what it did.

    `admitted` are the times at which a plan was made. In a `steady` one the clock was not moved while it was on.
    """

    name: str
    routine: Routine
    profile: Profile
    admitted: list[float]
    pieces: list[RunningSegment]
    others: list[Record]
    strains: list[Hurt]
    caps: Caps
    played: list[Segment] = field(default_factory=list)
    steady: bool = True

    def last_admitted(self, at: float) -> float:
        """The last time before `at` that a plan was made."""
        return max((each for each in self.admitted if each <= at + SLACK), default=self.admitted[0])

    def before(self, at: float) -> list[Record]:
        """Records of other sessions as they count for what begins at `at`."""
        now = self.last_admitted(at)
        return [each.no_later(now) if each.told else each for each in self.others if each.told or each.start < at]

    @property
    def done(self) -> list[Record]:
        """What it really did, as records."""
        return records_of(self.name, self.pieces)


def records_of(name: str, pieces: Iterable[RunningSegment]) -> list[Record]:
    """What the pieces of a session did, as records."""
    return [
        Record(name, piece.number, where, piece.load, stint.start, stint.end, stint.seconds)
        for piece in pieces
        for stint in piece.stints
        for where in piece.loads
        if stint.seconds > 0
    ]


def neck(where: MuscleSide) -> bool:
    return GROUP_OF[where[0]] == "neck"


def by_where(records: Iterable[Record]) -> dict[MuscleSide, list[Record]]:
    found: dict[MuscleSide, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda each: each.start):
        found[record.where].append(record)
    return found


def begun(seconds: Iterable[float], least: float) -> int:
    """How many of these count: each that lasted, and of those that were left at once as many as they make up."""
    lasting, short = 0, 0.0
    for each in seconds:
        if each < least:
            short += each
        else:
            lasting += 1
    return lasting + int((short + SLACK) / least)
