"""Where a file of sound goes: a place in a folder, reached only when it is whole, or a stream that cannot go back."""

import errno
import os
import tempfile
from pathlib import Path
from typing import BinaryIO, Protocol

from stretchplayer.problems import UserError


class NotWritten(UserError):
    """A file of sound cannot come to be; the message says why."""


class Place(Protocol):
    """What an encoder writes to."""

    @property
    def name(self) -> str:
        """How a message calls it."""
        ...

    def open(self) -> None:
        """Make ready. Raises OSError."""
        ...

    def write(self, block: bytes) -> None:
        """Take all of `block`. Raises OSError."""
        ...

    def amend(self, at: int, block: bytes) -> None:
        """Write something anew, from byte `at`, if one can go back at all. Raises OSError."""
        ...

    def keep(self) -> None:
        """All is written: put it where it belongs. Raises OSError, NotWritten."""
        ...

    def drop(self) -> None:
        """Leave nothing behind. Raises nothing."""
        ...


class Folder:
    """A file beside its place, under a temporary name, until it is whole."""

    def __init__(self, target: Path, *, overwrite: bool) -> None:
        """Raises NotWritten where the file could not be put in the end: better now than after the work."""
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

    def keep(self) -> None:
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


class Stream:
    """A stream such as standard output: what is written has gone. It stays open, whoever opened it may close it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    @property
    def name(self) -> str:
        """Nobody knows where it goes."""
        return "the stream"

    def open(self) -> None:
        """Nothing to make ready."""

    def write(self, block: bytes) -> None:
        """Send all of `block`: a raw stream may take it in parts."""
        rest = memoryview(block)
        while rest:
            taken: int | None = self._stream.write(rest)
            if taken is None:
                raise BlockingIOError(errno.EAGAIN, "it takes nothing more just now")
            rest = rest[taken:]

    def amend(self, at: int, block: bytes) -> None:
        """It never goes back: where a stream stands in a file, and if it was opened to append, nobody knows."""

    def keep(self) -> None:
        """Send what is still on its way."""
        self._stream.flush()

    def drop(self) -> None:
        """What is sent is sent."""


def refused(name: str, error: Exception) -> NotWritten:
    """What a machine said when it refused to write, as a sentence."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else error
    return NotWritten(f"{name} cannot be written: {why}")


def _remove(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        # Something else holds it, or the folder has gone: there is nothing more that could be done, and the fault
        # that made us drop the file is what has to be told.
        return
