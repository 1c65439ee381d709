"""A source joined to one stream after another, so that it is pulled from without a break."""

from threading import Event, Lock
from typing import Final

from stretchplayer.clock import Clock
from stretchplayer.sound.output import Source
from stretchplayer.sound.outputs.attempt import Attempt, part
from stretchplayer.sound.outputs.guarded import Guarded
from stretchplayer.sound.outputs.pace import Brake, Pace
from stretchplayer.sound.outputs.stream import Opener, Stream
from stretchplayer.sound.outputs.watch import Watch
from stretchplayer.sound.pcm import silence

FAITHFUL: Final = 30.0
"""Seconds for which only the back-end that was lost is tried: a sound server that starts anew needs its card free."""
LEAD: Final = 2.0
"""Seconds by which a device may be ahead of the clock: one that leads nowhere takes all it can get."""
_HELD: Final = 0.1


class Line:
    """From `begin` to `end`, the source is pulled from in real time: by a device, or, where it is lost, by nobody.

    Somebody has to call `look` a few times a second; it never waits.
    """

    def __init__(self, clock: Clock, opener: Opener, source: Source) -> None:
        self.source = Guarded(source)
        self._clock, self._opener = clock, opener
        self._lock = Lock()
        self._serving: _Tap | None = None
        self._stream: Stream | None = None
        self._attempt: Attempt | None = None
        self._watch = Watch(clock.monotonic())
        self._ended = Event()
        self._pace = Pace(clock.monotonic())
        self._brake = Brake(clock.monotonic(), LEAD)
        self._played = clock.monotonic()
        self._name: str | None = None

    @property
    def name(self) -> str:
        """The back-end's name, while there is one or was one."""
        return self._name or "sound device"

    @property
    def lost(self) -> bool:
        """Whether the device is gone just now."""
        return self._watch.lost

    def begin(self) -> None:
        """Open the first stream. Raises NoSound."""
        self._serving = tap = _Tap(self)
        self._attempt = Attempt(self._opener, tap)
        self._attempt.result()
        with self._lock:
            self._take(self._attempt, self._clock.monotonic())

    def look(self) -> None:
        """See whether the stream still plays; begin anew where it does not."""
        now = self._clock.monotonic()
        with self._lock:
            if self._attempt is None and self._watch.look(now):
                self._attempt = self._anew(now)
            elif self._attempt is not None and self._attempt.done():
                self._take(self._attempt, now)
            if self._watch.lost:
                self._pace.drop(self.source, now)

    def end(self) -> None:
        """Pull no more, and let the device go. What hangs is left behind."""
        self._ended.set()
        with self._lock:
            attempt, self._attempt = self._attempt, None
            stream, self._stream = self._stream, None
            self._serving = None
        if attempt is not None:
            attempt.give_up()
        if stream is not None:
            part(stream)

    def pull(self, tap: "_Tap", count: int) -> bytes:
        """What a stream gets that asks through its tap: silence, once another one took its place."""
        with self._lock:
            if tap is not self._serving:
                return silence(count)
            now = self._clock.monotonic()
            if self._watch.lost:
                self._pace.drop(self.source, now)
            self._watch.pulled(now)
            if self._watch.plays:
                self._pace.agree(now)
                self._played = now
            self._pace.take(count)
            self._brake.take(count)
            ahead = self._brake.ahead(now)
            block = self.source(count)
        if ahead:
            self._ended.wait(_HELD)
        return block

    def _anew(self, now: float) -> Attempt:
        self._serving = tap = _Tap(self)
        # From here on what is pulled is the new stream's.
        self._watch.opened(now)
        only = self._name if now - self._played < FAITHFUL else None
        stream, self._stream = self._stream, None
        return Attempt(self._opener, tap, only=only, after=stream)

    def _take(self, attempt: Attempt, now: float) -> None:
        self._attempt, self._stream = None, attempt.stream
        if attempt.stream is None:
            self._watch.failed(now)
        else:
            self._name = attempt.stream.name
            self._watch.opened(now)


class _Tap:
    """What one stream pulls from."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def __call__(self, count: int) -> bytes:
        return self._line.pull(self, count)
