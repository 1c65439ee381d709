"""Where a rendered file goes: a path that is reached only when the file is whole, or a stream that cannot go back."""

import errno
import os
import tempfile
from pathlib import Path
from typing import BinaryIO, Protocol

from stretchplayer.problems import UserError


class NotWritten(UserError):
    """A sound file cannot be written; the message says why."""


class Destination(Protocol):
    """What an encoder writes to."""

    @property
    def name(self) -> str:
        """Its name in a message."""
        ...

    def open(self) -> None:
        """Get ready. Raises OSError."""
        ...

    def write(self, block: bytes) -> None:
        """Take all of `block`. Raises OSError."""
        ...

    def amend(self, at: int, block: bytes) -> None:
        """Overwrite from byte `at`, where it can go back at all. Raises OSError."""
        ...

    def commit(self) -> None:
        """Everything is written: put it where it belongs. Raises OSError, NotWritten."""
        ...

    def drop(self) -> None:
        """Leave nothing behind. Never raises."""
        ...


class FileDestination:
    """A file beside its place, under a temporary name, until it is whole."""

    def __init__(self, target: Path, *, overwrite: bool) -> None:
        """Raises NotWritten where the file could not be put in the end: better now than after rendering."""
        self._named = target
        self._overwrite = overwrite
        try:
            # A link goes on pointing to its file.
            self._target = target.resolve()
            self._check()
        except (OSError, RuntimeError) as error:
            # A ring of links is a RuntimeError in some Pythons.
            raise refused(str(target), error) from error
        self._file: BinaryIO | None = None
        self._temporary: Path | None = None

    @property
    def name(self) -> str:
        """Its path, as it was named."""
        return str(self._named)

    def open(self) -> None:
        """Make the temporary file."""
        # Not the whole name: a long one would grow past what a folder can hold.
        handle, name = tempfile.mkstemp(dir=self._target.parent, prefix=".stretchplayer-", suffix=".part")
        self._temporary = Path(name)
        self._file = os.fdopen(handle, "wb")

    def write(self, block: bytes) -> None:
        """Write to the temporary file."""
        if self._file is not None:
            self._file.write(block)

    def amend(self, at: int, block: bytes) -> None:
        """Write into the temporary file, then go on at its end."""
        if self._file is not None:
            self._file.seek(at)
            self._file.write(block)
            self._file.seek(0, os.SEEK_END)

    def commit(self) -> None:
        """Put the file in its place, and over another one only if that was allowed."""
        if self._file is None or self._temporary is None:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._check()
        mode = self._target.stat().st_mode if self._target.exists() else 0o644
        self._temporary.chmod(mode & 0o777)
        self._temporary.replace(self._target)
        self._file = self._temporary = None

    def drop(self) -> None:
        """Take the temporary file away."""
        file, temporary, self._file, self._temporary = self._file, self._temporary, None, None
        try:
            if file is not None:
                file.close()
        except OSError:
            # A full disk refuses what was still to be written; the file goes anyway.
            pass
        finally:
            if temporary is not None:
                _remove(temporary)

    def _check(self) -> None:
        if not self._target.parent.is_dir():
            message = f"{self._named} cannot be written: there is no folder {self._target.parent}"
            raise NotWritten(message)
        if self._target.is_symlink():
            # Only a ring is still a link when all links have been followed; some Pythons raise there, some do not.
            message = f"{self._named} cannot be written: its links lead in a ring"
            raise NotWritten(message)
        if not self._target.exists():
            return
        if not self._target.is_file():
            message = f"{self._named} cannot be written: it is there, and is no file"
            raise NotWritten(message)
        if not self._overwrite:
            message = f"{self._named} is there already, and was left as it is"
            raise NotWritten(message)


class StreamDestination:
    """A stream such as standard output: what is written is gone. Closing it is left to its owner."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    @property
    def name(self) -> str:
        """A stream has no name."""
        return "the stream"

    def open(self) -> None:
        """Nothing to do."""

    def write(self, block: bytes) -> None:
        """Send all of `block`: a raw stream may take it in parts."""
        rest = memoryview(block)
        while rest:
            taken: int | None = self._stream.write(rest)
            if taken is None:
                raise BlockingIOError(errno.EAGAIN, "it takes nothing more just now")
            rest = rest[taken:]

    def amend(self, at: int, block: bytes) -> None:
        """Does nothing: the position of a stream in a file is unknown, and it may be in append mode."""

    def commit(self) -> None:
        """Send what is still buffered."""
        self._stream.flush()

    def drop(self) -> None:
        """Nothing can be taken back."""


def refused(name: str, error: Exception) -> NotWritten:
    """An error of the machine, as a sentence."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else error
    return NotWritten(f"{name} cannot be written: {why}")


def _remove(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        # Something else holds it, or the folder is gone. The error that made us drop the file is the one to report.
        return
