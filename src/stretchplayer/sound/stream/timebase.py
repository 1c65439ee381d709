"""Which frame of the stream is heard at which instant, although two clocks never run at quite the same rate."""

from collections import deque
from math import inf
from threading import Event, Lock
from typing import Final

from stretchplayer.sound.pcm import RATE

WINDOW: Final = 10.0
"""Seconds of pulls that are looked at together: servers ask in a rhythm of their own, up to 30 ms early or late."""
SLEW: Final = 0.001
"""Seconds by which the two clocks are brought together at a time; a card that is off by 100 ppm needs half of it."""
STOPPED: Final = 0.5
"""Seconds without a pull after which a stream had run dry, and what was learnt before is worthless."""
BUFFERED: Final = 2
"""Blocks that an output holds: when none was asked for in their time, it had run dry, and fills again."""
TORN: Final = 0.08
"""Seconds. A stream that is late by as much for a whole `MOMENT` had run dry as well, more briefly."""
MOMENT: Final = 2.0
LEARNING: Final = 0.25
"""Seconds in which the pulls of a new stream are taken at face value."""


class Timebase:
    """Learns from the pulls of an output how its frames lie in monotonic seconds; used from two threads.

    A device asks for a block when there is room for it, often a little later. Only while its buffer fills it asks
    early, for one block right after another; those pulls are ignored. The first estimate is a few hundredths of a
    second wrong, and stays so, which keeps the distances between cues. From then on only the drift between the two
    clocks is followed, by comparing the earliest pulls of one `WINDOW` and the next.

    `latency` is the time from pulling to hearing, in seconds; `known` is set once there is an estimate.
    """

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self.known = Event()
        self._lock = Lock()
        self._pulls: deque[tuple[float, float]] = deque()
        self._last, self._last_frame = -inf, 0
        self._since = -inf
        self._fills = True
        self._begins: float | None = None
        self._wrong: float | None = None

    def pulled(self, frame: int, now: float) -> None:
        """A block that begins with `frame` was asked for at `now`."""
        with self._lock:
            passed, block = now - self._last, (frame - self._last_frame) / RATE
            self._last, self._last_frame = now, frame
            if passed > STOPPED:
                self._pulls.clear()
            self._fills = passed > BUFFERED * block or (self._fills and passed < block / 2)
            if not self._fills:
                self._learn(now, now - frame / RATE)

    @property
    def learning(self) -> bool:
        """Whether the stream has just begun, so that placed notes may still move."""
        with self._lock:
            return not self._pulls or self._last - self._since < LEARNING

    def settle(self) -> None:
        """Bring the clocks a little closer together; to be called while nothing sounds."""
        with self._lock:
            if self._begins is not None and self._wrong is not None:
                off = self._earliest() + self._wrong - self._begins
                self._begins += max(-SLEW, min(SLEW, off))

    def frame(self, instant: float) -> int | None:
        """The frame that is heard at `instant`; None while there is no estimate."""
        with self._lock:
            return None if self._begins is None else round((instant - self.latency - self._begins) * RATE)

    def _learn(self, now: float, offset: float) -> None:
        if not self._pulls:
            self._since, self._wrong = now, None
        self._pulls.append((now, offset))
        while self._pulls[0][0] < now - WINDOW:
            self._pulls.popleft()
        if self._begins is None or now - self._since < LEARNING:
            self._begins = self._earliest()
            return
        self.known.set()
        if self._wrong is None and now - self._since >= WINDOW:
            self._wrong = self._begins - self._earliest()
        recent = self._earliest(now - MOMENT)
        if now - self._since >= MOMENT and recent > self._begins + TORN:
            self._pulls = deque(each for each in self._pulls if each[0] >= now - MOMENT)
            self._since, self._begins, self._wrong = self._pulls[0][0], recent, None

    def _earliest(self, since: float = -inf) -> float:
        """The instant at which frame 0 would have been pulled, by the earliest of the pulls since then."""
        return min(offset for at, offset in self._pulls if at >= since)
