"""Which frame of the stream is heard at which instant, though two clocks never run quite alike."""

from collections import deque
from threading import Lock
from typing import Final

from stretchplayer.sound.pcm import RATE

WINDOW: Final = 2.0
"""Seconds of pulls that an estimate is made of: a busy machine is never late for all of them."""
NEAR: Final = 0.003
"""What is not further off than so many seconds is left as it is, so that cues keep their distances to the frame."""
TORN: Final = 0.05
"""A stream that is off by so many seconds had stopped for a while, or has just begun and fills its buffer."""


class Timebase:
    """Learns from the pulls of an output how its frames lie in monotonic seconds; used from two threads.

    A device asks for a block when there is room for it, sometimes later, never earlier: the earliest pulls tell best.
    `latency` is the time from pulling to hearing, in seconds.
    """

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self._lock = Lock()
        self._pulls: deque[tuple[float, float]] = deque()
        self._begins: float | None = None

    def pulled(self, frame: int, now: float) -> None:
        """At `now` a block was asked for that begins with `frame`."""
        with self._lock:
            self._pulls.append((now, now - frame / RATE))
            while self._pulls[0][0] < now - WINDOW:
                self._pulls.popleft()
            if self._begins is not None and abs(self._estimate() - self._begins) > TORN:
                self._begins = self._estimate()

    def settle(self) -> None:
        """Take over what was learnt; to be done where nothing is in the middle of sounding."""
        with self._lock:
            if self._pulls and (self._begins is None or abs(self._estimate() - self._begins) > NEAR):
                self._begins = self._estimate()

    def frame(self, instant: float) -> int | None:
        """The frame that is heard at `instant`; None while nothing has been pulled."""
        with self._lock:
            if self._begins is None:
                if not self._pulls:
                    return None
                self._begins = self._estimate()
            return round((instant - self.latency - self._begins) * RATE)

    def _estimate(self) -> float:
        """The instant at which frame 0 would have been pulled."""
        return min(offset for _, offset in self._pulls)
