"""Encoders of sound files: WAV by ourselves, FLAC and Ogg by soundfile, with chapters by mutagen, and MP3 by LAME.

Each takes blocks of samples. WAV and MP3 are written as they come, FLAC and Ogg by way of a temporary file; memory does
not grow with the length.

soundfile was tried for MP3 and Opus too: the one took seven times as long as LAME, the other three times as long as
Vorbis. mutagen was tried for the tag of MP3 files: it orders the chapters by their size.
"""

import errno
import struct
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from io import SEEK_END
from itertools import pairwise
from tempfile import TemporaryFile, gettempdir
from typing import Any, BinaryIO, Final, Literal

from msgspec import Struct

from stretchplayer.problems import UserError
from stretchplayer.sound.pcm import CHANNELS, FRAME, RATE, WIDTH, silence
from stretchplayer.translation import gettext

Ending = Literal[".wav", ".flac", ".mp3", ".ogg"]
"""The kinds of files, by the ending of their names."""
_MILLISECONDS: Final = 1000
_MOST_WAV: Final = 2**32 - 1
"""The largest size that a header can hold, in bytes. Four hours take 64 per cent of it."""
_PCM: Final = 1
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
    """What an encoder writes to, which may be a raw stream. Raises OSError."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, block: bytes) -> None:
        """Write all of `block`: a raw stream may take it in parts."""
        rest = memoryview(block)
        while rest:
            taken: int | None = self._stream.write(rest)
            if taken is None:
                raise BlockingIOError(errno.EAGAIN, "it takes nothing more just now")
            rest = rest[taken:]


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
        message = gettext("{hours:.1f} hours are too long for a wave file: choose .flac, .mp3 or .ogg")
        raise NotWritten(message.format(hours=metadata.seconds / 3600))
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


_STREAM: Final = 1
"""Number of the one stream in an Ogg file, where the library would put a random one."""
_COPIED: Final = 1 << 16


def flac(destination: Destination, metadata: Metadata, blocks: Iterable[bytes]) -> None:
    """FLAC. Raises NotWritten where a library is missing."""
    with TemporaryFile() as file:
        _encode(file, ".flac", "FLAC", "PCM_16", _never_empty(blocks, metadata))
        _comment(_library("mutagen.flac", ".flac").FLAC(file), file, metadata)
        file.seek(0)
        while block := file.read(_COPIED):
            destination.write(block)


def ogg(destination: Destination, metadata: Metadata, blocks: Iterable[bytes]) -> None:
    """Vorbis in Ogg. Raises NotWritten where a library is missing."""
    with TemporaryFile() as file:
        _encode(file, ".ogg", "OGG", "VORBIS", _never_empty(blocks, metadata))
        _comment(_library("mutagen.oggvorbis", ".ogg").OggVorbis(file), file, metadata)
        size = file.seek(0, SEEK_END)
        file.seek(0)
        while file.tell() < size:
            page = _library("mutagen.ogg", ".ogg").OggPage(file)
            page.serial = _STREAM
            destination.write(page.write())


def _encode(file: BinaryIO, ending: Ending, container: str, codec: str, blocks: Iterable[bytes]) -> None:
    """Write the sound to a file of our own: the library comes back to its head in the end. Raises OSError."""
    library = _library("soundfile", ending)
    try:
        # By its number: an exception in a file of Python's would be printed, and lost.
        with library.SoundFile(file.fileno(), "w", RATE, CHANNELS, codec, None, container, closefd=False) as sound:
            for block in blocks:
                sound.buffer_write(block, "int16")
    except library.LibsndfileError as error:
        # The library does not tell what the system said.
        message = gettext("no more goes into the folder for temporary files, {folder}").format(folder=gettempdir())
        raise OSError(errno.EIO, message) from error
    file.seek(0)


def _comment(tagged: Any, file: BinaryIO, metadata: Metadata) -> None:  # noqa: ANN401 - mutagen has no types
    """Put the Vorbis comments into a file, which both containers have."""
    if tagged.tags is None:
        tagged.add_tags()
    tagged.tags.clear()
    tagged.tags.extend(_comments(metadata))
    tagged.tags.vendor = "stretchplayer"
    file.seek(0)
    tagged.save(file, padding=lambda _info: 0)


def _never_empty(blocks: Iterable[bytes], metadata: Metadata) -> Iterable[bytes]:
    """A frame of silence where there is no sound: no player opens such a file without a packet."""
    return blocks if metadata.frames else (*blocks, silence(1))


def _library(name: str, ending: Ending) -> Any:  # noqa: ANN401 - a module
    """Imported when it is used: most recordings are of one kind."""
    try:
        return import_module(name)
    except (ImportError, OSError) as error:
        # An OSError is what soundfile raises where it came without libsndfile, and the system has none either.
        message = gettext("{ending} cannot be written on this machine ({reason}): choose .wav")
        raise NotWritten(message.format(ending=ending, reason=error)) from error


def _comments(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """Title, description, language and chapters."""
    texts = (("TITLE", metadata.title), ("DESCRIPTION", metadata.comment), ("LANGUAGE", metadata.language))
    yield from ((name, text) for name, text in texts if text)
    for number, chapter in enumerate(metadata.chapters):
        minutes, milliseconds = divmod(chapter.milliseconds, 60_000)
        hours, minutes = divmod(minutes, 60)
        yield f"CHAPTER{number:03d}", f"{hours:02d}:{minutes:02d}:{milliseconds / 1000:06.3f}"
        yield f"CHAPTER{number:03d}NAME", chapter.title


def mp3(destination: Destination, metadata: Metadata, blocks: Iterable[bytes]) -> None:
    """A tag, then joint stereo at a constant bit rate, so that a jump to a chapter lands.

    Raises NotWritten without `lameenc`.
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
