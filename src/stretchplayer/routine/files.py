"""Opens routine files without ever waiting for one or reading more than a routine can be."""

import os
import stat
from pathlib import Path
from typing import Final

from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.problems import Unreadable
from stretchplayer.routine import shown

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_PART: Final = 16 * 1024
"""Bytes read at once at least: some file systems say that all their files are empty."""
_NOT_FILES: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_bytes(path: Path | str) -> bytes:
    """The bytes of the file at `path`, one more than a routine can have at most. Unreadable as for `load`."""
    name = shown.plain(str(path))
    try:
        # Looked at before it is opened, because opening alone can do something to a device.
        _only_a_file(name, os.stat(path))  # noqa: PTH116 - 10,000 files are checked at once; this is twice as fast
        descriptor = os.open(path, _FLAGS)
        try:
            # It may have been changed for something else since it was looked at.
            return _content(descriptor, _only_a_file(name, os.fstat(descriptor)))
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        message = f"{name}: no such file"
    except PermissionError:
        message = f"{name}: you have no permission to read it"
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the path.
        message = f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}"
    raise Unreadable(message)


def _only_a_file(name: str, status: os.stat_result) -> int:
    """The size of a file in bytes; Unreadable if it is not one."""
    if stat.S_ISREG(status.st_mode):
        return status.st_size
    what = next((what for is_one, what in _NOT_FILES if is_one(status.st_mode)), "something else")
    message = f"{name}: {what}, not a file"
    raise Unreadable(message)


def _content(descriptor: int, size: int) -> bytes:
    found = b""
    while len(found) <= MAX_BYTES:
        part = os.read(descriptor, max(_PART, min(size, MAX_BYTES) + 1))
        if not part:
            break
        found += part
    return found[: MAX_BYTES + 1]
