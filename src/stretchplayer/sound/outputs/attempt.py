"""Opening and closing a stream without waiting for a server that hangs."""

import threading
from typing import Final

from stretchplayer.sound.output import NoSound, Source
from stretchplayer.sound.outputs.stream import Opener, Stream

PATIENCE: Final = 3.0
"""Seconds after which an opening counts as failed."""
FAREWELL: Final = 0.4
"""Seconds after which a stream is left to close by itself; where a server answers, it takes some milliseconds."""


class Attempt:
    """One opening in a thread of its own, after the stream before it was closed; begins at once.

    `stream` is what came of it, or `fault` why nothing did.
    """

    def __init__(self, opener: Opener, source: Source, *, only: str | None = None, after: Stream | None = None) -> None:
        self.stream: Stream | None = None
        self.fault: Exception | None = None
        self._opener, self._source, self._only, self._after = opener, source, only, after
        self._lock = threading.Lock()
        self._unwanted = threading.Event()
        # A daemon: where a server hangs for good, the program can end all the same.
        self._thread = threading.Thread(target=self._run, name="sound-opening", daemon=True)
        self._thread.start()

    def done(self, seconds: float = 0.0) -> bool:
        """Whether it has come to an end, which is waited for at most so long."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self, seconds: float = PATIENCE) -> Stream:
        """The stream. Raises NoSound where there is none after so many seconds; then it is given up."""
        if not self.done(seconds):
            self.give_up()
            message = "the sound server hangs: it is there, and does not answer"
            raise NoSound(message)
        if self.stream is None:
            message = str(self.fault) if isinstance(self.fault, NoSound) else f"the sound device failed: {self.fault!r}"
            raise NoSound(message) from self.fault
        return self.stream

    def give_up(self) -> None:
        """Close the stream, now or as soon as it is there."""
        with self._lock:
            self._unwanted.set()
            stream, self.stream = self.stream, None
        if stream is not None:
            part(stream)

    def _run(self) -> None:
        try:
            if self._after is not None:
                self._after.close()
            if self._unwanted.is_set():
                return
            stream = self._opener(self._source, self._only)
        except Exception as error:  # noqa: BLE001 - kept for whoever asks for the result
            self.fault = error
            return
        with self._lock:
            unwanted = self._unwanted.is_set()
            self.stream = None if unwanted else stream
        if unwanted:
            stream.close()


def part(stream: Stream, seconds: float = FAREWELL) -> None:
    """Close a stream; one that takes longer than so many seconds goes on closing by itself."""
    closing = threading.Thread(target=stream.close, name="sound-closing", daemon=True)
    closing.start()
    closing.join(seconds)
