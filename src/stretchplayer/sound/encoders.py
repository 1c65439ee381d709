"""Encoders of sound files: WAV by ourselves, FLAC and Ogg by PyAV, MP3 by LAME.

Each takes blocks of samples and writes as it goes, so that memory does not grow with the length.

soundfile was tried for the last three: it writes no chapters, so mutagen would have to add them to a whole file, and
standard output would get nothing until the end; an MP3 file took 18 s, seven times as long as the whole of our
rendering, and Opus was twice as large.
mutagen alone was tried for the tag of MP3 files: it orders the chapters by their size.
"""

import errno
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from hashlib import md5
from importlib import import_module
from itertools import pairwise
from typing import Any, BinaryIO, Final, Literal

from msgspec import Struct

from stretchplayer.problems import UserError
from stretchplayer.sound.pcm import CHANNELS, FRAME, RATE, WIDTH, silence

Ending = Literal[".wav", ".flac", ".mp3", ".ogg"]
"""The kinds of files, by the ending of their names."""
_MILLISECONDS: Final = 1000
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


class NotWritten(UserError):
    """A sound file cannot be written; the message says why."""


class Chapter(Struct, frozen=True):
    """A place to jump to: its first frame, counted from 0, and its title."""

    start_frame: int
    title: str

    @property
    def milliseconds(self) -> int:
        """Where it starts, rounded down, so that a jump never cuts into its first sound."""
        return self.start_frame * _MILLISECONDS // RATE


class Metadata(Struct, frozen=True, kw_only=True):
    """What is known of the sound before it is rendered; `frames` is exactly how many will be written.

    `language` has the three letters of ISO 639-2, which every container understands.
    """

    title: str
    frames: int
    comment: str = ""
    language: str = "eng"
    chapters: tuple[Chapter, ...] = ()

    @property
    def seconds(self) -> float:
        """Its length in seconds."""
        return self.frames / RATE

    @property
    def milliseconds(self) -> int:
        """Its length in milliseconds, rounded down."""
        return self.frames * _MILLISECONDS // RATE


class Destination:
    """What an encoder writes to: a file that can be amended, or a stream such as a pipe. Raises OSError."""

    def __init__(self, stream: BinaryIO, *, amendable: bool) -> None:
        self._stream, self._amendable = stream, amendable

    def write(self, block: bytes) -> None:
        """Write all of `block`: a raw stream may take it in parts."""
        rest = memoryview(block)
        while rest:
            taken: int | None = self._stream.write(rest)
            if taken is None:
                raise BlockingIOError(errno.EAGAIN, "it takes nothing more just now")
            rest = rest[taken:]

    def amend(self, at: int, block: bytes) -> None:
        """Overwrite from byte `at`. A stream stays as it is: where it stands in a file is not known."""
        if self._amendable:
            self._stream.seek(at)
            self.write(block)


Encoder = Callable[[Destination, Metadata, Iterable[bytes]], None]
"""Writes a whole file from its blocks of samples. Raises OSError, and NotWritten before anything is written."""


def wav(destination: Destination, metadata: Metadata, blocks: Iterable[bytes]) -> None:
    """The header, then the samples as they are. Raises NotWritten where it would be too long for a wave file."""
    destination.write(wav_header(metadata))
    for block in blocks:
        destination.write(block)


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


_CODECS: Final[dict[Ending, tuple[str, ...]]] = {".flac": ("flac",), ".ogg": ("libopus", "libvorbis")}
"""What can fill a container, best first: builds of FFmpeg differ. Its own "vorbis" is experimental."""
_OPTIONS: Final = {
    # The fixed predictors use integers only, so that every machine writes the same bytes.
    "flac": {"compression_level": "2", "lpc_type": "fixed", "frame_size": "4608", "threads": "1"},
    "libopus": {"b": "64000", "compression_level": "5", "frame_duration": "60"},
    "libvorbis": {"b": "64000"},
}


def flac(destination: Destination, metadata: Metadata, blocks: Iterable[bytes]) -> None:
    """FLAC; its head holds a checksum where the destination can be amended. Raises NotWritten without PyAV."""
    checksum = md5(usedforsecurity=False)

    def summed() -> Iterator[bytes]:
        for block in blocks:
            checksum.update(block)
            yield block

    parts = _packed(".flac", metadata, summed())
    destination.write(_with_length(next(parts), metadata.frames))
    for part in parts:
        destination.write(part)
    destination.amend(_SUM_AT, checksum.digest())


def ogg(destination: Destination, metadata: Metadata, blocks: Iterable[bytes]) -> None:
    """Opus in Ogg, or Vorbis where there is no Opus. Raises NotWritten without PyAV."""
    for part in _packed(".ogg", metadata, _never_empty(blocks, metadata)):
        destination.write(part)


def _packed(ending: Ending, metadata: Metadata, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """One stream in one container, without a date or the version of the encoder: first its head, then the rest."""
    av = _library("av", ending)
    codec = next((name for name in _CODECS[ending] if _encodes(av, name)), None)
    if codec is None:
        message = f"the FFmpeg in here cannot write {ending}: choose .wav or .mp3"
        raise NotWritten(message)
    outbox = _Outbox()
    container = av.open(outbox, "w", format=ending.removeprefix("."), container_options={"fflags": "+bitexact"})
    try:
        container.metadata.update(_comments(metadata))
        stream = container.add_stream(codec, rate=RATE, options={"flags": "+bitexact", **_OPTIONS[codec]})
        container.start_encoding()
        yield outbox.taken()
        at = 0
        for block in blocks:
            frame = av.AudioFrame("s16", "stereo", len(block) // FRAME)
            frame.planes[0].update(block)
            frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), at
            at += frame.samples
            container.mux(stream.encode(frame))
            yield outbox.taken()
        container.mux(stream.encode(None))
        container.close()
        yield outbox.taken()
    except BaseException:
        # It may repeat an error that has been raised before.
        with suppress(av.error.FFmpegError):
            container.close()
        raise


class _Outbox:
    """The file that FFmpeg writes to: its blocks are left here, to be fetched after each call.

    Its one method is not Python code: FFmpeg never calls code of ours, because an interrupt during such a call would
    be lost, and a block of the file with it.
    """

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self.write = self._blocks.append

    def taken(self) -> bytes:
        taken = b"".join(self._blocks)
        self._blocks.clear()
        return taken


def _encodes(av: Any, name: str) -> bool:  # noqa: ANN401 - a module
    try:
        return bool(av.Codec(name, "w").is_encoder)
    except av.codec.codec.UnknownCodecError:
        return False


def _never_empty(blocks: Iterable[bytes], metadata: Metadata) -> Iterable[bytes]:
    """A frame of silence where there is no sound: no player opens such a file without a packet."""
    return blocks if metadata.frames else (*blocks, silence(1))


def _library(name: str, ending: Ending) -> Any:  # noqa: ANN401 - a module
    """Imported when it is used: most recordings are of one kind."""
    try:
        return import_module(name)
    except ImportError as error:
        message = f'{ending} needs libraries that are not here: pip install "stretchplayer[audio]", or choose .wav'
        raise NotWritten(message) from error


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


def mp3(destination: Destination, metadata: Metadata, blocks: Iterable[bytes]) -> None:
    """A tag, then joint stereo at a constant bit rate, so that a jump to a chapter lands.

    LAME by way of PyAV took five times as long. Raises NotWritten without `lameenc`.
    """
    lame = _library("lameenc", ".mp3").Encoder()
    lame.set_bit_rate(_KILOBITS)
    lame.set_in_sample_rate(RATE)
    lame.set_channels(CHANNELS)
    lame.set_quality(_QUALITY)
    # It would print to standard output, where the file may go.
    lame.silence()
    destination.write(_id3(metadata))
    for block in _never_empty(blocks, metadata):
        destination.write(bytes(lame.encode(block)))
    destination.write(bytes(lame.flush()))


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


ENCODERS: Final[dict[Ending, Encoder]] = {".wav": wav, ".flac": flac, ".mp3": mp3, ".ogg": ogg}
