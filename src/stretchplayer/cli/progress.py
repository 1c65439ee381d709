"""The progress of long work, on one terminal line that is overwritten."""

from types import TracebackType
from typing import Final, Self, TextIO

from stretchplayer.clock import Clock

_APART: Final = 0.1
"""Seconds between two writings."""


class Progress:
    """Shows progress while it is open, only on a terminal, and clears its line at the end.

    Nothing is shown during the first `after` seconds: quick work needs no progress.
    """

    def __init__(self, stream: TextIO, clock: Clock, after: float = 0.0) -> None:
        self._stream, self._clock = stream, clock
        self._seen = stream.isatty()
        self._shown = ""
        self._next = clock.monotonic() + after

    def __enter__(self) -> Self:
        """Nothing is shown yet."""
        return self

    def show(self, done: int, total: int) -> None:
        """`done` of `total` frames are rendered. Never raises."""
        self.say(f"rendering {100 * done // total if total else 100} %")

    def say(self, text: str) -> None:
        """Show `text`. Never raises."""
        now = self._clock.monotonic()
        if self._seen and text != self._shown and now >= self._next:
            self._next = now + _APART
            self._write(f"\r{text}{' ' * (len(self._shown) - len(text))}")
            self._shown = text

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the line, so that the next output starts at its beginning."""
        if self._seen and self._shown:
            self._write(f"\r{' ' * len(self._shown)}\r")
            self._shown = ""

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            # The terminal has gone; the file can be finished all the same.
            self._seen = False
