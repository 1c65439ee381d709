"""A source that cannot fail: whatever happens in it, a stream goes on."""

from threading import Lock

from stretchplayer.sound.output import Source
from stretchplayer.sound.pcm import FRAME, silence


class Guarded:
    """Gives exactly as many frames as are wanted, to one caller at a time; silence where the source fails.

    `fault` is the first failure, for whoever wants to tell it.
    """

    def __init__(self, source: Source) -> None:
        self.fault: Exception | None = None
        self._source = source
        self._lock = Lock()

    def __call__(self, count: int) -> bytes:
        """The next `count` frames. Raises nothing."""
        with self._lock:
            try:
                return _whole(self._source(count), count)
            except Exception as error:  # noqa: BLE001 - kept, not lost; in a device's thread it would end all sound
                self.fault = self.fault or error
        return silence(count)


def _whole(block: bytes, count: int) -> bytes:
    if len(block) != count * FRAME:
        message = f"{count} frames were wanted, and {len(block) / FRAME:g} came"
        raise ValueError(message)
    return block
