"""MP3 files by LAME: 128 kbit/s all the way, so that a jump to a chapter lands, behind a tag of our own."""

from importlib import import_module
from typing import Final, Protocol

from stretchplayer.sound.files.about import About
from stretchplayer.sound.files.id3 import tag
from stretchplayer.sound.files.place import Place
from stretchplayer.sound.pcm import CHANNELS, RATE, silence

_KILOBITS: Final = 128
_QUALITY: Final = 5
"""LAME's middle; 7, its quickest, was no quicker."""


class _Lame(Protocol):
    """What is used of `lameenc.Encoder`, which has no types of its own."""

    def set_bit_rate(self, kilobits: int, /) -> None: ...
    def set_in_sample_rate(self, rate: int, /) -> None: ...
    def set_channels(self, channels: int, /) -> None: ...
    def set_quality(self, quality: int, /) -> None: ...
    def silence(self) -> None: ...
    def encode(self, block: bytes, /) -> bytes | bytearray: ...
    def flush(self) -> bytes | bytearray: ...


class Mp3:
    """Writes the tag, then joint stereo. LAME by way of PyAV took five times as long."""

    def __init__(self, place: Place, about: About) -> None:
        """Raises ImportError without `lameenc`."""
        self._place, self._about = place, about
        self._lame: _Lame = import_module("lameenc").Encoder()
        self._lame.set_bit_rate(_KILOBITS)
        self._lame.set_in_sample_rate(RATE)
        self._lame.set_channels(CHANNELS)
        self._lame.set_quality(_QUALITY)
        # It would talk on standard output, where the file may go.
        self._lame.silence()

    def begin(self) -> None:
        """Write the tag."""
        self._place.write(tag(self._about))

    def write(self, block: bytes) -> None:
        """Encode samples."""
        self._place.write(bytes(self._lame.encode(block)))

    def end(self) -> None:
        """Write what LAME still holds."""
        if not self._about.frames:
            # No player opens an MP3 file without sound.
            self.write(silence(1))
        self._place.write(bytes(self._lame.flush()))

    def drop(self) -> None:
        """Nothing is held."""
