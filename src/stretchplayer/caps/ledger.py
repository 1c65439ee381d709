"""What each muscle-side has had: the exposures of earlier sessions, as the caps see them."""

from collections import Counter
from typing import Final

from msgspec import Struct

from stretchplayer.caps.group_limits import NEW_USER_SECONDS
from stretchplayer.caps.limits import WEEK
from stretchplayer.model.muscles import MuscleSide, Side
from stretchplayer.timeline import Load

LOOK_BACK: Final = 2 * WEEK
"""No rule looks further back, in seconds: 7 days before a "too much" that may itself be some days old."""


class Exposure(Struct, frozen=True, kw_only=True):
    """`seconds` of one load on one muscle-side, between two wall-clock instants (seconds since 1970).

    All exposures of one run (one set, one hold, one application) share `session` and `run`.
    """

    session: str
    run: int
    muscle: str
    side: Side
    kind: Load
    start: float
    end: float
    seconds: float

    @property
    def where(self) -> MuscleSide:
        """The muscle-side."""
        return (self.muscle, self.side)


class Strain(Struct, frozen=True, kw_only=True):
    """A "too much" on one muscle-side, at a wall-clock instant, with the word given for it."""

    session: str
    muscle: str
    side: Side
    at: float
    word: str


class Ledger(Struct, frozen=True, kw_only=True):
    """Exposures and strains of sessions other than the one being planned; `first_use` is the first ever, or None."""

    exposures: tuple[Exposure, ...] = ()
    strains: tuple[Strain, ...] = ()
    first_use: float | None = None

    def sore(self, now: float) -> tuple[str, ...]:
        """Muscles for which "too much" was said twice or more in the last 7 days, on whichever side."""
        said = {(each.muscle, each.at) for each in self.strains if each.at > now - WEEK}
        counted = Counter(muscle for muscle, _ in said)
        return tuple(sorted(muscle for muscle, times in counted.items() if times > 1))

    def new_user(self, now: float) -> bool:
        """Whether this is still one of the first days of use."""
        return self.first_use is None or now - self.first_use < NEW_USER_SECONDS


SEASONED: Final = Ledger(first_use=float("-inf"))
"""Nothing done lately, but no beginner: what a file alone is judged against."""
