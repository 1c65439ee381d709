"""The machine's sound device: reopened when it is lost, and never waited for when its server hangs."""

from functools import partial
from threading import Event, Lock, Thread
from typing import Final

from stretchplayer.clock import Clock
from stretchplayer.sound.pcm import silence
from stretchplayer.sound.stream.miniaudio_stream import PERIOD, Opener, Stream, open_stream
from stretchplayer.sound.stream.sound_output import NoSound, SoundOutput, Source
from stretchplayer.translation import gettext, keeping_language

PATIENCE: Final = 3.0
"""Seconds after which an opening counts as failed."""
CLOSING: Final = 0.4
"""Seconds after which a stream is left to close by itself; where a server answers, it takes some milliseconds."""
SAME_BACKEND: Final = 30.0
"""Seconds for which only the back-end that was lost is tried: a sound server that starts anew needs its card free."""
_HELD: Final = 0.1
"""Seconds for which a device is held back that takes more than the clock says."""


class Attempt:
    """One opening in a thread of its own, after the stream before it was closed; begins at once.

    `stream` is what came of it, or `fault` why nothing did.
    """

    def __init__(self, opener: Opener, source: Source, *, only: str | None = None, after: Stream | None = None) -> None:
        self.stream: Stream | None = None
        self.fault: Exception | None = None
        self._opener, self._source, self._only, self._after = opener, source, only, after
        self._lock = Lock()
        self._unwanted = Event()
        # A daemon: where a server hangs for good, the program can end all the same.
        self._thread = Thread(target=keeping_language(self._run), name="sound-opening", daemon=True)
        self._thread.start()

    def done(self, seconds: float = 0.0) -> bool:
        """Whether it has ended, within at most `seconds` from now."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self, seconds: float = PATIENCE) -> Stream:
        """The stream. Raises NoSound where there is none after `seconds`; then it is given up."""
        if not self.done(seconds):
            self.give_up()
            message = gettext("the sound server hangs: it is there, and does not answer")
            raise NoSound(message)
        if self.stream is None:
            if isinstance(self.fault, NoSound):
                raise NoSound(str(self.fault)) from self.fault
            message = gettext("the sound device failed: {reason}").format(reason=repr(self.fault))
            raise NoSound(message) from self.fault
        return self.stream

    def give_up(self) -> None:
        """Close the stream, now or as soon as it is there."""
        with self._lock:
            self._unwanted.set()
            stream, self.stream = self.stream, None
        if stream is not None:
            close_stream(stream)

    def _run(self) -> None:
        try:
            if self._after is not None:
                self._after.close()
            if self._unwanted.is_set():
                return
            stream = self._opener(self._source, self._only)
        except Exception as error:  # noqa: BLE001 - kept for the result
            self.fault = error
            return
        with self._lock:
            unwanted = self._unwanted.is_set()
            self.stream = None if unwanted else stream
        if unwanted:
            stream.close()


def close_stream(stream: Stream, seconds: float = CLOSING) -> None:
    """Close a stream; one that takes longer than `seconds` goes on closing by itself."""
    closing = Thread(target=stream.close, name="sound-closing", daemon=True)
    closing.start()
    closing.join(seconds)


class DeviceOutput(SoundOutput):
    """Opens one stream after another, so that the source is pulled from without a break. A turn never waits."""

    latency = PERIOD
    """What a device adds by radio is not known."""
    step = 0.25
    lead = 2.0
    """A device that leads nowhere takes all it can get."""

    def __init__(self, clock: Clock, opener: Opener = open_stream) -> None:
        super().__init__(clock)
        self._opener = opener
        self._lock = Lock()
        self._serving: object = None
        self._stream: Stream | None = None
        self._attempt: Attempt | None = None
        self._name: str | None = None
        self._played = 0.0

    @property
    def name(self) -> str:
        """The back-end's name, while there is one or was one: "PulseAudio"."""
        return self._name or gettext("sound device")

    def begin(self) -> None:
        """Open the first stream. Raises NoSound where there is none, or none that answers within some seconds."""
        self._played = self._clock.monotonic()
        self._attempt = Attempt(self._opener, self._tap())
        self._attempt.result()
        with self._lock:
            self._take(self._attempt, self._clock.monotonic())

    def turn(self) -> None:
        """Open another stream where this one no longer plays."""
        now = self._clock.monotonic()
        with self._lock:
            if self._attempt is None and self._watchdog.look(now):
                self._attempt = self._anew(now)
            elif self._attempt is not None and self._attempt.done():
                self._take(self._attempt, now)
            if self._watchdog.lost:
                self._drop(now)

    def end(self) -> None:
        """Close the stream. One that hangs is left behind."""
        with self._lock:
            attempt, self._attempt = self._attempt, None
            stream, self._stream = self._stream, None
            self._serving = None
        if attempt is not None:
            attempt.give_up()
        if stream is not None:
            close_stream(stream)

    def _tap(self) -> Source:
        """What the next stream pulls from; the one before it gets silence from now on."""
        self._serving = stream = object()
        return partial(self._pull_for, stream)

    def _pull_for(self, stream: object, count: int) -> bytes:
        with self._lock:
            if stream is not self._serving:
                return silence(count)
            now = self._clock.monotonic()
            if self._watchdog.lost:
                self._drop(now)
            self._watchdog.pulled(now)
            if self._watchdog.plays:
                self._played = now
            block = self._pull(count, now)
            ahead, ended = self._throttle.ahead(now), self._ended
        if ahead:
            ended.wait(_HELD)
        return block

    def _anew(self, now: float) -> Attempt:
        tap = self._tap()
        # From here on what is pulled is the new stream's.
        self._watchdog.opened(now)
        only = self._name if now - self._played < SAME_BACKEND else None
        stream, self._stream = self._stream, None
        return Attempt(self._opener, tap, only=only, after=stream)

    def _take(self, attempt: Attempt, now: float) -> None:
        self._attempt, self._stream = None, attempt.stream
        if attempt.stream is None:
            self._watchdog.failed(now)
        else:
            self._name = attempt.stream.name
            self._watchdog.opened(now)
