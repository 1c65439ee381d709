"""Loads the routine in a file."""

from pathlib import Path

from stretchplayer.routine.files import read_bytes
from stretchplayer.routine.reading import Reading, read


def load(path: Path | str) -> Reading:
    """Read the routine at `path`. Unreadable if there is no such file, or it may not be read, or it is not a file.

    A file that is too large can be opened, so that is a problem of the file like any other: an error at 1:1.
    """
    return read(read_bytes(path), str(path))
