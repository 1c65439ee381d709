"""Sound that nobody hears: pulled in real time and thrown away, so that all else goes on as if it were heard."""

import threading
from typing import Final

from stretchplayer.clock import Clock
from stretchplayer.sound.output import Source
from stretchplayer.sound.outputs.guarded import Guarded
from stretchplayer.sound.outputs.pace import Pace

STEP: Final = 0.1
"""Seconds between two pulls."""
_GONE: Final = 0.5


class NullOutput:
    """Pulls what the clock says is due."""

    name: Final = "no sound"
    latency: Final = 0.0
    lost: Final = False

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._source: Guarded | None = None
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def fault(self) -> Exception | None:
        """The first failure of the source, if there was one."""
        return self._source.fault if self._source else None

    def open(self, source: Source) -> None:
        """Begin to pull."""
        if self._thread is not None:
            message = "this output is open already"
            raise ValueError(message)
        self._source, self._ended = Guarded(source), threading.Event()
        self._thread = threading.Thread(
            target=_pull, args=(self._clock, self._source, self._ended), name="sound-null", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop pulling; closing twice is fine."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._ended.set()
            thread.join(_GONE)


def _pull(clock: Clock, source: Guarded, ended: threading.Event) -> None:
    pace = Pace(clock.monotonic())
    while not ended.wait(STEP):
        pace.drop(source, clock.monotonic())
