"""The states of a session, and what is needed to resume it, as a value that can be stored."""

from typing import Literal, Self

from msgspec import Struct, structs

from stretchplayer.caps.ledger import Strain
from stretchplayer.caps.plan import Progress

State = Literal[
    "playing", "waiting", "checking", "alarming", "paused", "exposed", "overdue", "asking", "finished", "ended"
]
Resting = Literal["paused", "finished", "ended"]


class Snapshot(Struct, frozen=True, kw_only=True):
    """A session at rest; a running one is stored as paused, as which it would be restored.

    No instant in it is monotonic, so it can be restored after a restart; `seconds` were played so far,
    `worked` of them in work.
    """

    digest: str
    state: Resting
    progress: Progress
    seconds: float
    worked: float
    strains: tuple[Strain, ...] = ()

    def dated(self, now: float) -> Self:
        """The same snapshot with nothing in it later than the wall-clock second `now`."""
        strains = tuple(structs.replace(each, at=min(each.at, now)) for each in self.strains)
        return structs.replace(self, progress=self.progress.dated(now), strains=strains)

    @property
    def blistered(self) -> bool:
        """Whether a blister or numb skin was reported."""
        return self.progress.skin is not None
