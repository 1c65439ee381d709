"""Wave files: 16-bit samples behind a header that is whole from the first byte, since the length is known."""

import struct
from typing import Final

from stretchplayer.sound.encode.destination import Destination, NotWritten
from stretchplayer.sound.encode.sink import Metadata
from stretchplayer.sound.pcm import CHANNELS, FRAME, RATE, WIDTH

_MOST: Final = 2**32 - 1
"""Bytes that a size in the header can tell. Four hours are 4 * 3600 * 48,000 * 4 bytes, 64 per cent of it."""
_PCM: Final = 1


class Wav:
    """Writes the header, then the samples as they are."""

    def __init__(self, destination: Destination, metadata: Metadata) -> None:
        """Raises NotWritten where it would be too long for a wave file."""
        self._destination = destination
        self._header = header(metadata)

    def begin(self) -> None:
        """Write the header."""
        self._destination.write(self._header)

    def write(self, block: bytes) -> None:
        """Write samples."""
        self._destination.write(block)

    def end(self) -> None:
        """Nothing comes after the samples."""

    def drop(self) -> None:
        """Nothing is held."""


def header(metadata: Metadata) -> bytes:
    """Everything in front of the samples.

    Title and chapters stand before the samples: a player that reads from a pipe finds them nowhere else, and
    one that takes all after the header for sound then has no click at the end.
    """
    size = metadata.frames * FRAME
    format_ = struct.pack("<HHIIHH", _PCM, CHANNELS, RATE, RATE * FRAME, FRAME, WIDTH * 8)
    chunks = b"".join((_chunk(b"fmt ", format_), _info(metadata), _chapters(metadata)))
    whole = len(b"WAVE") + len(chunks) + 8 + size
    if whole > _MOST:
        message = f"{metadata.seconds / 3600:.1f} hours are too long for a wave file: choose .flac, .mp3 or .ogg"
        raise NotWritten(message)
    return b"RIFF" + struct.pack("<I", whole) + b"WAVE" + chunks + b"data" + struct.pack("<I", size)


def _info(metadata: Metadata) -> bytes:
    texts = ((b"INAM", metadata.title), (b"ICMT", metadata.comment), (b"ILNG", metadata.language))
    return _list(b"INFO", [_chunk(name, _text(text)) for name, text in texts if text])


def _chapters(metadata: Metadata) -> bytes:
    """A cue point for each chapter, and a label for each cue point."""
    if not metadata.chapters:
        return b""
    points = [
        struct.pack("<II4sIII", number, chapter.start_frame, b"data", 0, 0, chapter.start_frame)
        for number, chapter in enumerate(metadata.chapters, 1)
    ]
    labels = [
        _chunk(b"labl", struct.pack("<I", number) + _text(chapter.title))
        for number, chapter in enumerate(metadata.chapters, 1)
    ]
    return _chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points)) + _list(b"adtl", labels)


def _list(kind: bytes, chunks: list[bytes]) -> bytes:
    return _chunk(b"LIST", kind + b"".join(chunks)) if chunks else b""


def _chunk(name: bytes, content: bytes) -> bytes:
    """A chunk begins at an even byte; what fills it up to the next does not count."""
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def _text(text: str) -> bytes:
    return text.encode() + b"\0"
