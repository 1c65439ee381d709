"""WAV files by ourselves, FLAC and Ogg by PyAV and MP3 by LAME, block by block: memory does not grow with the length.

soundfile was tried for the last three: it writes no chapters, so mutagen would have to add them to a whole file, and
standard output would get nothing until the end; an MP3 file took 18 s, seven times as long as the whole of our
rendering, and Opus was twice as large.
mutagen alone was tried for the tag of MP3 files: it orders the chapters by their size.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from hashlib import md5
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from stretchplayer.sound.encode.destination import Destination, NotWritten
from stretchplayer.sound.encode.sink import Metadata
from stretchplayer.sound.pcm import CHANNELS, FRAME, RATE, WIDTH, silence

if TYPE_CHECKING:
    from av.audio import AudioFrame
    from av.container import OutputContainer

_MOST_WAV: Final = 2**32 - 1
"""The largest size that a header can hold, in bytes. Four hours take 64 per cent of it."""
_PCM: Final = 1
_LENGTH_AT: Final = 18
"""The byte of a FLAC file where eight bytes begin whose last 36 bits are its length in frames."""
_SUM_AT: Final = 26
"""Where the checksum of its samples is, or zeros, where the file cannot be amended."""
_KILOBITS: Final = 128
_QUALITY: Final = 5
"""LAME's middle; 7, its quickest, was no quicker."""
_NO_OFFSET: Final = b"\xff" * 8
"""Chapters are found by their time, not by their bytes."""
_TOP_AND_ORDERED: Final = 0b11
_MOST_LISTED: Final = 255
"""Chapters that a table of contents can list: their count is one byte."""


class Wav:
    """Writes the header, then the samples as they are."""

    def __init__(self, destination: Destination, metadata: Metadata) -> None:
        """Raises NotWritten where it would be too long for a wave file."""
        self._destination = destination
        self._header = wav_header(metadata)

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


def wav_header(metadata: Metadata) -> bytes:
    """Everything in front of the samples.

    Title and chapters stand before the samples: a player that reads from a pipe finds them nowhere else, and
    one that takes everything after the header for sound then plays no click at the end.
    """
    size = metadata.frames * FRAME
    format_ = struct.pack("<HHIIHH", _PCM, CHANNELS, RATE, RATE * FRAME, FRAME, WIDTH * 8)
    chunks = b"".join((_chunk(b"fmt ", format_), _wav_texts(metadata), _wav_chapters(metadata)))
    whole = len(b"WAVE") + len(chunks) + 8 + size
    if whole > _MOST_WAV:
        message = f"{metadata.seconds / 3600:.1f} hours are too long for a wave file: choose .flac, .mp3 or .ogg"
        raise NotWritten(message)
    return b"RIFF" + struct.pack("<I", whole) + b"WAVE" + chunks + b"data" + struct.pack("<I", size)


def _wav_texts(metadata: Metadata) -> bytes:
    texts = ((b"INAM", metadata.title), (b"ICMT", metadata.comment), (b"ILNG", metadata.language))
    return _list(b"INFO", [_chunk(name, _wav_text(text)) for name, text in texts if text])


def _wav_chapters(metadata: Metadata) -> bytes:
    """A cue point for each chapter, and a label for each cue point."""
    if not metadata.chapters:
        return b""
    points = [
        struct.pack("<II4sIII", number, chapter.start_frame, b"data", 0, 0, chapter.start_frame)
        for number, chapter in enumerate(metadata.chapters, 1)
    ]
    labels = [
        _chunk(b"labl", struct.pack("<I", number) + _wav_text(chapter.title))
        for number, chapter in enumerate(metadata.chapters, 1)
    ]
    return _chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points)) + _list(b"adtl", labels)


def _list(kind: bytes, chunks: list[bytes]) -> bytes:
    return _chunk(b"LIST", kind + b"".join(chunks)) if chunks else b""


def _chunk(name: bytes, content: bytes) -> bytes:
    """A chunk begins at an even byte; the byte that pads it does not count."""
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def _wav_text(text: str) -> bytes:
    return text.encode() + b"\0"


class Format(Struct, frozen=True, kw_only=True):
    """A container, the encoders that can fill it, best first, and how they are set."""

    container: str
    encoders: tuple[str, ...]
    options: dict[str, str]


FLAC: Final = Format(
    container="flac",
    encoders=("flac",),
    # The fixed predictors use integers only, so that every machine writes the same bytes.
    options={"compression_level": "2", "lpc_type": "fixed", "frame_size": "4608", "threads": "1"},
)
OGG: Final = Format(
    container="ogg",
    # Builds of FFmpeg differ in what they have. Its own "vorbis" is experimental, and not among these.
    encoders=("libopus", "libvorbis"),
    options={"b": "64000"},
)
_ENCODER_OPTIONS: Final = {"libopus": {"compression_level": "5", "frame_duration": "60"}}


class Packed:
    """Writes one stream in one container, without a date or the version of the encoder."""

    def __init__(self, destination: Destination, format_: Format, metadata: Metadata) -> None:
        """Raises ImportError without `av`, NotWritten where it has no encoder for the format."""
        self._encoder = next((name for name in format_.encoders if _encodes(name)), "")
        if not self._encoder:
            message = f"the FFmpeg in here cannot write .{format_.container}: choose .wav or .mp3"
            raise NotWritten(message)
        self._destination, self._format, self._metadata = destination, format_, metadata
        # FFmpeg leaves its blocks here, to be fetched after each call. It never calls code of ours: an interrupt during
        # such a call would be lost, and a block of the file with it.
        self._blocks: list[bytes] = []
        self._container: OutputContainer | None = None
        self._at = 0
        self._sum = md5(usedforsecurity=False)

    def begin(self) -> None:
        """Write everything in front of the sound."""
        import av
        from av.audio import AudioStream

        self._container = container = av.open(
            _Outbox(self._blocks), "w", format=self._format.container, container_options={"fflags": "+bitexact"}
        )
        container.metadata.update(_comments(self._metadata))
        options = {"flags": "+bitexact", **self._format.options, **_ENCODER_OPTIONS.get(self._encoder, {})}
        stream = container.add_stream(self._encoder, rate=RATE, options=options)
        if not isinstance(stream, AudioStream):
            raise TypeError(self._encoder)
        self._stream = stream
        container.start_encoding()
        head = self._taken()
        self._destination.write(_with_length(head, self._metadata.frames) if self._format is FLAC else head)

    def write(self, block: bytes) -> None:
        """Encode samples."""
        from av import AudioFrame

        if not block:
            return
        frame = AudioFrame("s16", "stereo", len(block) // FRAME)
        frame.planes[0].update(block)
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), self._at
        self._at += frame.samples
        self._sum.update(block)
        self._mux(frame)

    def end(self) -> None:
        """Write what the encoder still holds."""
        if self._format is OGG and not self._metadata.frames:
            # No player opens an Ogg file without a packet.
            self.write(silence(1))
        self._mux(None)
        self._close()
        self._destination.write(self._taken())
        if self._format is FLAC:
            self._destination.amend(_SUM_AT, self._sum.digest())

    def drop(self) -> None:
        """Let go of the encoder."""
        from av.error import FFmpegError

        # It may repeat an error that has been raised before.
        with suppress(FFmpegError):
            self._close()

    def _mux(self, frame: "AudioFrame | None") -> None:
        if self._container is not None:
            self._container.mux(self._stream.encode(frame))
            self._destination.write(self._taken())

    def _taken(self) -> bytes:
        taken = b"".join(self._blocks)
        self._blocks.clear()
        return taken

    def _close(self) -> None:
        if self._container is not None:
            self._container.close()
            self._container = None


class _Outbox:
    """The file that FFmpeg writes to; its one method is not Python code."""

    def __init__(self, blocks: list[bytes]) -> None:
        self.write = blocks.append


def _encodes(name: str) -> bool:
    from av.codec import Codec
    from av.codec.codec import UnknownCodecError

    try:
        return Codec(name, "w").is_encoder
    except UnknownCodecError:
        return False


def _with_length(head: bytes, frames: int) -> bytes:
    """The head of a FLAC file with its length in it, which FFmpeg would come back to write in the end."""
    word = int.from_bytes(head[_LENGTH_AT:_SUM_AT], "big") | frames
    return head[:_LENGTH_AT] + word.to_bytes(_SUM_AT - _LENGTH_AT, "big") + head[_SUM_AT:]


def _comments(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """Vorbis comments, which both containers have."""
    texts = (("TITLE", metadata.title), ("DESCRIPTION", metadata.comment), ("LANGUAGE", metadata.language))
    yield from ((name, text) for name, text in texts if text)
    for number, chapter in enumerate(metadata.chapters):
        minutes, milliseconds = divmod(chapter.milliseconds, 60_000)
        hours, minutes = divmod(minutes, 60)
        yield f"CHAPTER{number:03d}", f"{hours:02d}:{minutes:02d}:{milliseconds / 1000:06.3f}"
        yield f"CHAPTER{number:03d}NAME", chapter.title


class Mp3:
    """Writes a tag, then joint stereo at a constant bit rate, so that a jump to a chapter lands.

    LAME by way of PyAV took five times as long.
    """

    def __init__(self, destination: Destination, metadata: Metadata) -> None:
        """Raises ImportError without `lameenc`."""
        self._destination, self._metadata = destination, metadata
        self._lame: Any = import_module("lameenc").Encoder()
        self._lame.set_bit_rate(_KILOBITS)
        self._lame.set_in_sample_rate(RATE)
        self._lame.set_channels(CHANNELS)
        self._lame.set_quality(_QUALITY)
        # It would print to standard output, where the file may go.
        self._lame.silence()

    def begin(self) -> None:
        """Write the tag."""
        self._destination.write(_id3(self._metadata))

    def write(self, block: bytes) -> None:
        """Encode samples."""
        self._destination.write(bytes(self._lame.encode(block)))

    def end(self) -> None:
        """Write what LAME still holds."""
        if not self._metadata.frames:
            # No player opens an MP3 file without sound.
            self.write(silence(1))
        self._destination.write(bytes(self._lame.flush()))

    def drop(self) -> None:
        """Nothing is held."""


def _id3(metadata: Metadata) -> bytes:
    """A tag in ID3v2.3 with the chapters, as id3.org describes them."""
    frames = _text_frame(b"TIT2", metadata.title) + _text_frame(b"TLAN", metadata.language)
    frames += _text_frame(b"TLEN", str(metadata.milliseconds))
    if metadata.comment:
        text = _id3_text(metadata.comment)
        # An empty description, ended in the encoding of the comment.
        empty = b"\0" if text[:1] == b"\0" else b"\xff\xfe\0\0"
        frames += _frame(b"COMM", text[:1] + metadata.language.encode()[:3].ljust(3) + empty + text[1:])
    names = [b"ch%d\0" % number for number in range(len(metadata.chapters))]
    if 0 < len(names) <= _MOST_LISTED:
        # The table of contents; without one, players go by the chapters' times.
        frames += _frame(b"CTOC", b"toc\0" + bytes((_TOP_AND_ORDERED, len(names))) + b"".join(names))
    spans = pairwise([*(chapter.milliseconds for chapter in metadata.chapters), metadata.milliseconds])
    for name, chapter, span in zip(names, metadata.chapters, spans, strict=True):
        times = struct.pack(">II", *span)
        frames += _frame(b"CHAP", name + times + _NO_OFFSET + _text_frame(b"TIT2", chapter.title))
    # Seven bits per byte, so that no size looks like the beginning of sound.
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + frames


def _text_frame(name: bytes, text: str) -> bytes:
    return _frame(name, _id3_text(text)) if text else b""


def _frame(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">IH", len(content), 0) + content


def _id3_text(text: str) -> bytes:
    """`text` behind the mark of its encoding. Only ASCII is written as Latin: old readers guess the rest of it."""
    return b"\0" + text.encode() if text.isascii() else b"\1\xff\xfe" + text.encode("utf-16-le")
