"""Opens routine files without ever waiting for one or reading more than a routine can be."""

import os
import stat
from pathlib import Path
from typing import Final

from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.problems import Unreadable
from stretchplayer.routine import shown
from stretchplayer.routine.reading import Reading, read

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NOT_FILES: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def load(path: Path) -> Reading:
    """Read the routine at `path`. Unreadable if there is no such file, or it may not be read, or it is not a file.

    A file that is too large can be opened, so that is a problem of the file like any other: an error at 1:1.
    """
    return read(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at `path`, one more than a routine can have at most. Unreadable as for `load`."""
    name = shown.plain(str(path))
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise Unreadable(_not_a_file(name, mode))
        descriptor = os.open(path, _FLAGS)
        with open(descriptor, "rb") as file:  # noqa: PTH123  (a path cannot be opened with flags)
            # It may have been changed for something else since it was looked at.
            mode = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(mode):
                raise Unreadable(_not_a_file(name, mode))
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        message = f"{name}: no such file"
    except PermissionError:
        message = f"{name}: you have no permission to read it"
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the path.
        message = f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}"
    raise Unreadable(message)


def _not_a_file(name: str, mode: int) -> str:
    what = next((what for is_one, what in _NOT_FILES if is_one(mode)), "something else")
    return f"{name}: {what}, not a file"
