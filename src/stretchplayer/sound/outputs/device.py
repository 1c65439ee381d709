"""Sound through the machine's own device, which is got back when it is lost."""

import atexit
import threading
from typing import Final

from stretchplayer.clock import Clock
from stretchplayer.sound.output import Source
from stretchplayer.sound.outputs.line import Line
from stretchplayer.sound.outputs.stream import PERIOD, Opener, open_stream

LOOK: Final = 0.25
"""Seconds between two looks at whether the device still plays."""
_GONE: Final = 0.2
"""Seconds given to the thread that looks, which never waits for anything."""


class DeviceOutput:
    """One stream, open from `open` to `close`. `opener` is what opens it: miniaudio, if nothing else is given."""

    def __init__(self, clock: Clock, opener: Opener = open_stream) -> None:
        self._clock, self._opener = clock, opener
        self._line: Line | None = None
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def name(self) -> str:
        """The back-end: "PulseAudio"."""
        return self._line.name if self._line else "sound device"

    @property
    def latency(self) -> float:
        """Seconds from pulling a block to hearing it; what a device adds by radio is not known."""
        return PERIOD

    @property
    def lost(self) -> bool:
        """Whether the device is gone just now; what would be heard is pulled and thrown away meanwhile."""
        return self._line is not None and self._line.lost

    @property
    def fault(self) -> Exception | None:
        """The first failure of the source, if there was one; silence was heard instead."""
        return self._line.source.fault if self._line else None

    def open(self, source: Source) -> None:
        """Begin to pull. Raises NoSound where there is no device, or none that answers within some seconds."""
        if self._thread is not None:
            message = "this output is open already"
            raise ValueError(message)
        line = Line(self._clock, self._opener, source)
        try:
            line.begin()
        except BaseException:
            # An interrupt, too: what is being opened must not begin to play.
            line.end()
            raise
        ended = threading.Event()
        self._line, self._ended = line, ended
        self._thread = threading.Thread(target=_look, args=(line, ended), name="sound-watch", daemon=True)
        self._thread.start()
        # A stream that outlives the interpreter would keep the program from ending.
        atexit.register(self.close)

    def close(self) -> None:
        """Stop pulling, within a second, whatever the sound server does; closing twice is fine."""
        thread, self._thread = self._thread, None
        if thread is None or self._line is None:
            return
        self._ended.set()
        thread.join(_GONE)
        self._line.end()
        atexit.unregister(self.close)


def _look(line: Line, ended: threading.Event) -> None:
    while not ended.wait(LOOK):
        line.look()
