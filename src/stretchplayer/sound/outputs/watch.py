"""When a stream counts as lost, and when it is time to get another one."""

from typing import Final

STALLED: Final = 1.0
"""Seconds without a pull that show that nobody listens any more; no block is as long."""
FRESH: Final = 3.0
"""The same for a stream that has just begun: a device may have to wake up first, by radio."""
PREFILL: Final = 4
"""Pulls with which a device may fill its buffer: PulseAudio takes one, ALSA three."""
FIRST_PAUSE: Final = 0.5
LAST_PAUSE: Final = 5.0


class Watch:
    """Hears of every pull, and is asked now and then whether to begin anew; in monotonic seconds.

    `lost` is whether nobody listens just now. Pauses between two attempts grow until a stream plays again. A device
    fills its buffer with `prefill` pulls; only those that follow show that it plays.
    """

    def __init__(self, now: float, *, prefill: int = PREFILL) -> None:
        self.lost = False
        self._prefill = prefill
        self._looked = now
        self._pause = FIRST_PAUSE
        self._again: float | None = None
        self.opened(now)

    def opened(self, now: float) -> None:
        """A stream began."""
        self._pulled, self._pulls, self._again = now, 0, None

    def failed(self, now: float) -> None:
        """There is no stream, and none could be had."""
        self.lost = True
        self._again = now + self._pause
        self._pause = min(2 * self._pause, LAST_PAUSE)

    def pulled(self, now: float) -> None:
        """The stream asked for a block."""
        self._pulled = now
        self._pulls += 1
        if self.plays:
            self.lost, self._pause, self._again = False, FIRST_PAUSE, None

    @property
    def plays(self) -> bool:
        """Whether the stream has been heard to play."""
        return self._pulls > self._prefill

    def look(self, now: float) -> bool:
        """Whether to begin anew, now; whoever is told so says next whether it `opened` or `failed`."""
        late, self._looked = now - self._looked > STALLED, now
        if late:
            # Whoever looks this late did not run for a while, and neither did the stream: it gets its time again.
            self._pulled = max(self._pulled, now)
        if self._again is not None:
            return now >= self._again
        if now - self._pulled <= (STALLED if self.plays else FRESH):
            return False
        if self.plays:
            self.lost = True
            return True
        self.failed(now)
        return False
