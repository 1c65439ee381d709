"""How many frames are due when nothing but the clock says so."""

from collections.abc import Callable
from typing import Final

from stretchplayer.sound.pcm import RATE

BLOCK: Final = RATE // 4
"""The most frames that are pulled at once."""
SLEPT: Final = 60.0
"""What has been due for more than so many seconds is forgotten: the machine slept."""
HASTE: Final = 1.01
"""The clock of a brake runs by so much: no sound card is as fast, so that a real one never feels it."""


class Pace:
    """Counts frames against a clock, from an instant at which both agreed; in monotonic seconds."""

    def __init__(self, now: float) -> None:
        self._since = now
        self._taken = 0

    def agree(self, now: float) -> None:
        """What was taken so far is just what is due at `now`."""
        self._since, self._taken = now, 0

    def take(self, count: int) -> None:
        """So many frames went."""
        self._taken += count

    def due(self, now: float) -> int:
        """How many frames should have gone by `now`, and have not; below 0 where more went."""
        count = int((now - self._since) * RATE) - self._taken
        if count > SLEPT * RATE:
            self.agree(now)
            return 0
        return count

    def drop(self, pull: Callable[[int], object], now: float) -> None:
        """Pull all that is due, and throw it away."""
        due = self.due(now)
        while due > 0:
            count = min(due, BLOCK)
            pull(count)
            self.take(count)
            due -= count


class Brake:
    """Holds back whoever takes frames without a clock of his own, at `lead` seconds ahead of the given one."""

    def __init__(self, now: float, lead: float) -> None:
        self._pace = Pace(now * HASTE)
        self._lead = lead

    def take(self, count: int) -> None:
        """So many frames went."""
        self._pace.take(count)

    def ahead(self, now: float) -> bool:
        """Whether too many went already; whoever was slow does not catch up."""
        due = self._pace.due(now * HASTE)
        if due > 0:
            self._pace.agree(now * HASTE)
        return -due > self._lead * RATE
