"""Renders to a file: takes blocks of samples, and leaves a whole file or none."""

from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Literal, Protocol, Self, get_args

from stretchplayer.sound.files.about import About, tidy
from stretchplayer.sound.files.place import Folder, NotWritten, Place, Stream, refused
from stretchplayer.sound.pcm import FRAME

Ending = Literal[".wav", ".flac", ".mp3", ".ogg"]
"""The kinds of files, by the ending of their names."""
_MISSING: Final = 'needs libraries that are not here: pip install "stretchplayer[audio]", or choose .wav'


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

    def __init__(self, place: Place, encoder: Encoder, frames: int) -> None:
        self._place, self._encoder = place, encoder
        self._frames = frames
        self._left = 0

    def __enter__(self) -> Self:
        """Begin the file. Raises NotWritten."""
        try:
            self._place.open()
            self._encoder.begin()
        except BaseException as error:
            self._drop()
            self._tell(error)
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
            self._tell(error)
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
                raise ValueError(message)  # noqa: TRY301 - the file has to go, as with any other fault
            self._encoder.end()
            self._place.keep()
        except BaseException as fault:
            self._drop()
            self._tell(fault)
            raise

    def _drop(self) -> None:
        self._left = 0
        self._place.drop()
        self._encoder.drop()

    def _tell(self, error: BaseException) -> None:
        """Raise what the machine refused as a sentence; whoever closed a pipe on purpose need not be told."""
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise refused(self._place.name, error) from error


def sink(target: Path | BinaryIO, ending: Ending, about: About, *, overwrite: bool = False) -> Sink:
    """A file to render to, at a path or on a stream, which is never sought and stays open.

    Raises NotWritten before anything is written: no such folder, a file that is there already and is not
    to be overwritten, a missing library, a length that the format cannot hold.
    """
    place: Place = Folder(target, overwrite=overwrite) if isinstance(target, Path) else Stream(target)
    return Sink(place, _encoder(place, ending, tidy(about)), about.frames)


def ending_of(name: str) -> Ending:
    """Which kind of file a name means; the case of its letters does not matter. Raises NotWritten."""
    found = Path(name).suffix.lower()
    for ending in get_args(Ending):
        if found == ending:
            known: Ending = ending
            return known
    message = f"{name} has to end in .wav, .flac, .mp3 or .ogg"
    raise NotWritten(message)


def _encoder(place: Place, ending: Ending, about: About) -> Encoder:
    # Imported here: what encodes is slow to load, and only one of them is needed.
    try:
        match ending:
            case ".wav":
                from stretchplayer.sound.files.wav import Wav

                return Wav(place, about)
            case ".mp3":
                from stretchplayer.sound.files.mp3 import Mp3

                return Mp3(place, about)
            case ".flac":
                from stretchplayer.sound.files.packed import FLAC, Packed

                return Packed(place, FLAC, about)
            case ".ogg":
                from stretchplayer.sound.files.packed import OGG, Packed

                return Packed(place, OGG, about)
    except ImportError as error:
        message = f"{ending} {_MISSING}"
        raise NotWritten(message) from error
