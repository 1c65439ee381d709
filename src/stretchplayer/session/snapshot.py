"""All that is needed to take a session up again, as a value that can be written down."""

from typing import Literal

from msgspec import Struct

from stretchplayer.caps.ledger import Strain
from stretchplayer.caps.plan import Progress

State = Literal["playing", "waiting", "checking", "alarming", "paused", "exposed", "asking", "finished", "ended"]
Resting = Literal["paused", "finished", "ended"]


class Snapshot(Struct, frozen=True, kw_only=True):
    """A session at rest: a running one is kept as the paused one it would be restored as.

    No instant in it is monotonic, so it can be restored after a restart; `seconds` were played so far,
    `worked` of them in work.
    """

    digest: str
    state: Resting
    progress: Progress
    seconds: float
    worked: float
    strains: tuple[Strain, ...] = ()
