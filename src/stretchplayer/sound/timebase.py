"""Which frame of the stream is heard at which instant, though two clocks never run quite alike."""

from collections import deque
from threading import Lock
from typing import Final

from stretchplayer.sound.pcm import RATE

WINDOW: Final = 10.0
"""Seconds of pulls that an estimate is made of: even a busy machine is not late for all of them."""
SLEW: Final = 0.001
"""Seconds by which the two clocks are brought together at a time; a card that is off by 100 millionths needs half."""
STOPPED: Final = 0.5
"""A stream that asked for nothing for so many seconds had run dry; what was learnt before is worth nothing."""
LEARNING: Final = 0.6
"""Seconds in which a stream that just began fills its buffer, and is believed at its word."""


class Timebase:
    """Learns from the pulls of an output how its frames lie in monotonic seconds; used from two threads.

    A device asks for a block when there is room for it, sometimes later, never earlier: the earliest pulls tell best.
    `latency` is the time from pulling to hearing, in seconds.
    """

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self._lock = Lock()
        self._pulls: deque[tuple[float, float]] = deque()
        self._since = 0.0
        self._begins: float | None = None

    def pulled(self, frame: int, now: float) -> None:
        """At `now` a block was asked for that begins with `frame`."""
        with self._lock:
            if not self._pulls or now - self._pulls[-1][0] > STOPPED:
                self._pulls.clear()
                self._since = now
            self._pulls.append((now, now - frame / RATE))
            while self._pulls[0][0] < now - WINDOW:
                self._pulls.popleft()
            if self._learning:
                self._begins = self._estimate

    @property
    def learning(self) -> bool:
        """Whether the stream has just begun, so that what is placed may still move."""
        with self._lock:
            return not self._pulls or self._learning

    def settle(self) -> None:
        """Bring the clocks a little closer together; to be done where nothing is in the middle of sounding."""
        with self._lock:
            if self._begins is not None:
                self._begins += max(-SLEW, min(SLEW, self._estimate - self._begins))

    def frame(self, instant: float) -> int | None:
        """The frame that is heard at `instant`; None while nothing has been pulled."""
        with self._lock:
            return None if self._begins is None else round((instant - self.latency - self._begins) * RATE)

    @property
    def _learning(self) -> bool:
        return self._pulls[-1][0] - self._since < LEARNING

    @property
    def _estimate(self) -> float:
        """The instant at which frame 0 would have been pulled."""
        return min(offset for _, offset in self._pulls)
