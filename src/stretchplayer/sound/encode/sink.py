"""Renders to a file: takes blocks of samples and leaves a whole file or none; and what the file says of itself."""

import unicodedata
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Literal, Protocol, Self, get_args

from msgspec import Struct

from stretchplayer.sound.encode.destination import (
    Destination,
    FileDestination,
    NotWritten,
    StreamDestination,
    refused,
)
from stretchplayer.sound.pcm import FRAME, RATE

Ending = Literal[".wav", ".flac", ".mp3", ".ogg"]
"""The kinds of files, by the ending of their names."""
_MISSING: Final = 'needs libraries that are not here: pip install "stretchplayer[audio]", or choose .wav'
_MILLISECONDS: Final = 1000
_LONGEST: Final = 120
"""Characters of a title: readers of wave files take some 500 bytes, and no display has room for more."""


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


def tidy(metadata: Metadata) -> Metadata:
    """The same as every container can hold it: short texts on one line; chapters in order, named, inside the sound."""
    placed = sorted(metadata.chapters, key=lambda chapter: chapter.start_frame)
    return Metadata(
        title=one_line(metadata.title)[:_LONGEST].strip(),
        frames=metadata.frames,
        comment=one_line(metadata.comment),
        language=metadata.language,
        chapters=tuple(
            Chapter(
                min(max(chapter.start_frame, 0), metadata.frames),
                one_line(chapter.title)[:_LONGEST].strip() or str(number),
            )
            for number, chapter in enumerate(placed, 1)
        ),
    )


def one_line(text: str) -> str:
    """`text` on one line, without control characters or halves of surrogate pairs."""
    becomes = {"Cc": " ", "Cs": "\N{REPLACEMENT CHARACTER}"}
    return " ".join("".join(becomes.get(unicodedata.category(mark), mark) for mark in text).split())


class Encoder(Protocol):
    """Turns samples into the bytes of a file. Each step may raise OSError."""

    def begin(self) -> None:
        """Write what stands in front of the samples."""
        ...

    def write(self, block: bytes) -> None:
        """Write whole frames, any number of them."""
        ...

    def end(self) -> None:
        """Write what is left; the file is whole then."""
        ...

    def drop(self) -> None:
        """Let go of everything, at any time, without raising."""
        ...


class Sink:
    """Takes exactly as many frames as were promised; leaving it finishes the file, or with an exception removes it."""

    def __init__(self, destination: Destination, encoder: Encoder, frames: int) -> None:
        self._destination, self._encoder = destination, encoder
        self._frames = frames
        self._left = 0

    def __enter__(self) -> Self:
        """Begin the file. Raises NotWritten."""
        try:
            self._destination.open()
            self._encoder.begin()
        except BaseException as error:
            self._drop()
            _raise_refused(self._destination, error)
            raise
        self._left = self._frames
        return self

    def write(self, block: bytes) -> None:
        """Add whole frames. Raises NotWritten, and ValueError for parts of frames or more frames than were promised."""
        frames, rest = divmod(len(block), FRAME)
        if rest or frames > self._left:
            message = f"{len(block)} bytes, with {self._left} frames to come"
            raise ValueError(message)
        self._left -= frames
        try:
            self._encoder.write(block)
        except OSError as error:
            _raise_refused(self._destination, error)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the file. Raises NotWritten, and ValueError where frames are missing."""
        if error is not None:
            self._drop()
            return
        try:
            if self._left:
                message = f"{self._left} frames never came"
                raise ValueError(message)  # noqa: TRY301 - the file has to go, as with any other error
            self._encoder.end()
            self._destination.commit()
        except BaseException as fault:
            self._drop()
            _raise_refused(self._destination, fault)
            raise

    def _drop(self) -> None:
        self._left = 0
        self._destination.drop()
        self._encoder.drop()


def _raise_refused(destination: Destination, error: BaseException) -> None:
    """Raise an error of the machine as a sentence; a pipe that was closed on purpose is no error to report."""
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        raise refused(destination.name, error) from error


def sink(target: Path | BinaryIO, ending: Ending, metadata: Metadata, *, overwrite: bool = False) -> Sink:
    """A file to render to, at a path or on a stream, which is never sought and stays open.

    Raises NotWritten before anything is written: no such folder, a file that exists and is not to be overwritten,
    a missing library, a length that the format cannot hold.
    """
    if isinstance(target, Path):
        destination: Destination = FileDestination(target, overwrite=overwrite)
    else:
        destination = StreamDestination(target)
    return Sink(destination, _encoder(destination, ending, tidy(metadata)), metadata.frames)


def ending_of(name: str) -> Ending:
    """The kind of file that a name means, in upper or lower case. Raises NotWritten."""
    found = Path(name).suffix.lower()
    for ending in get_args(Ending):
        if found == ending:
            known: Ending = ending
            return known
    message = f"{name} has to end in .wav, .flac, .mp3 or .ogg"
    raise NotWritten(message)


def _encoder(destination: Destination, ending: Ending, metadata: Metadata) -> Encoder:
    # Imported here, and the libraries when they are used: most commands write no sound.
    from stretchplayer.sound.encode.encoders import FLAC, OGG, Mp3, Packed, Wav

    try:
        match ending:
            case ".wav":
                return Wav(destination, metadata)
            case ".mp3":
                return Mp3(destination, metadata)
            case ".flac":
                return Packed(destination, FLAC, metadata)
            case ".ogg":
                return Packed(destination, OGG, metadata)
    except ImportError as error:
        message = f"{ending} {_MISSING}"
        raise NotWritten(message) from error
