"""Sound as the stream carries it: 48,000 frames a second, left and right, 16 bits each."""

from typing import Final

from msgspec import Struct

RATE: Final = 48_000
"""Frames a second."""
CHANNELS: Final = 2
WIDTH: Final = 2
"""Bytes of one sample."""
FRAME: Final = CHANNELS * WIDTH
"""Bytes of one frame."""


class Clip(Struct, frozen=True):
    """A piece of sound: interleaved signed samples, little-endian."""

    data: bytes

    @property
    def frames(self) -> int:
        """How many frames it lasts."""
        return len(self.data) // FRAME

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / RATE


def frames(seconds: float) -> int:
    """The nearest whole number of frames."""
    return round(seconds * RATE)


def silence(count: int) -> bytes:
    """So many frames of nothing."""
    return bytes(count * FRAME)
