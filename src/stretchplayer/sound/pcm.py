"""Sound as the stream carries it: 48,000 frames a second, left and right, 16 bits each; and what calculates with it.

`audioop` works on whole blocks of samples at the speed of C. It is part of Python up to 3.12 and a package of the same
name from then on.
"""

import warnings
from typing import Any, Final

from msgspec import Struct

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="'audioop' is deprecated", category=DeprecationWarning)
    import audioop

__all__ = ["CHANNELS", "FRAME", "RATE", "WIDTH", "Clip", "audio_segment", "audioop", "frames", "silence"]

RATE: Final = 48_000
"""Frames per second."""
CHANNELS: Final = 2
WIDTH: Final = 2
"""Bytes per sample."""
FRAME: Final = CHANNELS * WIDTH
"""Bytes per frame."""
_PYDUB_WARNINGS: Final = (
    "Couldn't find ffmpeg",  # nothing here is decoded by an external program
    "'audioop' is deprecated",
    ".*invalid escape sequence",  # from the compiler, once, where the package was installed uncompiled
)


class Clip(Struct, frozen=True):
    """A piece of sound: interleaved signed samples, little-endian."""

    data: bytes

    @property
    def frames(self) -> int:
        """Its length in frames."""
        return len(self.data) // FRAME

    @property
    def seconds(self) -> float:
        """Its length in seconds."""
        return self.frames / RATE


def frames(seconds: float) -> int:
    """The nearest whole number of frames."""
    return round(seconds * RATE)


def silence(count: int) -> bytes:
    """`count` frames of silence."""
    return bytes(count * FRAME)


def audio_segment() -> Any:  # noqa: ANN401 - pydub has no types
    """Pydub's AudioSegment. Importing it takes a tenth of a second, and its warnings would land on the screen."""
    with warnings.catch_warnings():
        for message in _PYDUB_WARNINGS:
            warnings.filterwarnings("ignore", message=message)
        from pydub import AudioSegment
    return AudioSegment
