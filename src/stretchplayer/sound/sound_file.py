"""Renders to a sound file: at a path, where it appears whole or not at all, or on a stream such as standard output."""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, get_args

from stretchplayer.file_access import in_the_way, resolved, system_words, whole_file
from stretchplayer.sound.encoders import ENCODERS, Chapter, Destination, Ending, Metadata, NotWritten
from stretchplayer.sound.pcm import FRAME
from stretchplayer.translation import gettext

_LONGEST: Final = 120
"""Characters of a title: readers of wave files take some 500 bytes, and no display has room for more."""


def write_sound(
    target: Path | BinaryIO, ending: Ending, metadata: Metadata, blocks: Iterable[bytes], *, overwrite: bool = False
) -> None:
    """Write `blocks` to a file, or to a stream, which is never sought and stays open.

    Raises NotWritten (before anything is written: for no such folder, a file that is not to be overwritten, a missing
    library, a length that the format cannot hold), and ValueError where the blocks are not the frames of `metadata`.
    """
    try:
        with _opened(target, overwrite=overwrite) as destination:
            ENCODERS[ending](destination, tidy(metadata), _as_promised(blocks, metadata.frames))
    except BrokenPipeError:
        # A pipe that was closed on purpose is no error to report.
        raise
    except OSError as error:
        name = target if isinstance(target, Path) else gettext("the stream")
        message = gettext("{path} cannot be written: {value}").format(path=name, value=system_words(error))
        raise NotWritten(message) from error


@contextmanager
def _opened(target: Path | BinaryIO, *, overwrite: bool) -> Iterator[Destination]:
    if not isinstance(target, Path):
        yield Destination(target)
        target.flush()
        return
    # A link goes on pointing to its file.
    path = resolved(target)
    _check(target, path, overwrite=overwrite)
    with whole_file(path) as file:
        yield Destination(file)
        # Another one may have come meanwhile.
        _check(target, path, overwrite=overwrite)


def _check(named: Path, path: Path, *, overwrite: bool) -> None:
    """See whether the file can be put in its place: before rendering, and again in the end."""
    if why := in_the_way(path, overwrite=overwrite):
        message = f"{named} {why}"
        raise NotWritten(message)


def _as_promised(blocks: Iterable[bytes], frames: int) -> Iterator[bytes]:
    """The blocks, as far as they are whole frames and no more than `frames`; fewer are an error in the end."""
    left = frames
    for block in blocks:
        count, rest = divmod(len(block), FRAME)
        if rest or count > left:
            message = f"{len(block)} bytes, with {left} frames to come"
            raise ValueError(message)
        left -= count
        if block:
            yield block
    if left:
        message = f"{left} frames never came"
        raise ValueError(message)


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


def ending_of(name: str) -> Ending:
    """The kind of file that a name means, in upper or lower case. Raises NotWritten."""
    found = Path(name).suffix.lower()
    for ending in get_args(Ending):
        if found == ending:
            known: Ending = ending
            return known
    message = gettext("{output} has to end in .wav, .flac, .mp3 or .ogg").format(output=name)
    raise NotWritten(message)
