"""Loads the routine in a file."""

from pathlib import Path

from stretchplayer.files import read_file, reason
from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.problems import Unreadable
from stretchplayer.routine.reading import Reading, read
from stretchplayer.text import plain


def load(path: Path | str) -> Reading:
    """Read the routine at `path`. Unreadable if there is no such file, or it may not be read, or it is not a file.

    A file that is too large can be opened, so that is a problem of the file like any other: an error at 1:1.
    """
    return read(read_bytes(path), str(path))


def read_bytes(path: Path | str) -> bytes:
    """The bytes of the file at `path`, one more than a routine can have at most. Unreadable as for `load`."""
    try:
        return read_file(path, MAX_BYTES, cut=True)
    except (OSError, ValueError) as error:
        message = f"{plain(str(path))}: {reason(error)}"
        raise Unreadable(message) from error
