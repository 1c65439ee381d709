"""One session at a time: a lock that lives exactly as long as the process that holds it.

The folder itself is locked where the system allows it, and a file in it that says who plays. Removing or replacing
the file while a session plays does not let a second one start.
"""

import os
import platform
import sys
from contextlib import AbstractContextManager, ExitStack, suppress
from io import FileIO
from pathlib import Path
from typing import Annotated, Final, Self

import msgspec
from msgspec import Meta, Struct

from stretchplayer.file_access import read_file
from stretchplayer.model.duration import encode
from stretchplayer.model.number_ranges import ONE_LINE
from stretchplayer.problems import UserError
from stretchplayer.translation import gettext

LOCK: Final = "playing.lock"
"""Name of the lock file, beside the history."""
_LONGEST_NOTE: Final = 4096
_NO_TERMINAL: Final = "no terminal"
"""What the lock file says where there is none, in every language."""

_Word = Annotated[str, Meta(min_length=1, max_length=200, pattern=ONE_LINE)]


class AlreadyPlaying(UserError):
    """Another copy is playing; `where` says which process, in which terminal, on which host."""

    def __init__(self, where: str) -> None:
        super().__init__(gettext("A session is being played already: {where}.").format(where=where))
        self.where = where


class Holder(Struct, frozen=True, kw_only=True):
    """A process that plays, and since which wall-clock second."""

    pid: int
    terminal: _Word
    host: _Word
    since: float

    @classmethod
    def here(cls, since: float) -> Self:
        """The process that this is, playing since the wall-clock second `since`."""
        return cls(pid=os.getpid(), terminal=_terminal(), host=platform.node() or "this machine", since=since)

    def __str__(self) -> str:
        """Where the process is to be found."""
        if self.terminal == _NO_TERMINAL:
            return gettext("process {pid}, without a terminal, on {host}").format(pid=self.pid, host=self.host)
        return gettext("process {pid}, {terminal}, on {host}").format(
            pid=self.pid, terminal=self.terminal, host=self.host
        )


class LockNote(Struct, frozen=True, kw_only=True):
    """What the lock file says while the lock is held: which session is played, and by whom, if it is readable."""

    session: _Word = ""
    who: Holder | None = None

    @property
    def where(self) -> str:
        """Where the process is to be found."""
        return gettext("in another process, which does not say where") if self.who is None else str(self.who)


class PlayLock(AbstractContextManager["PlayLock"]):
    """The right to be the only process that plays; `warning` is one sentence where it is in doubt, or None."""

    __slots__ = ("_file", "_folder", "warning")

    def __init__(self, file: FileIO | None = None, warning: str | None = None, folder: int | None = None) -> None:
        self._file, self._folder = file, folder
        self.warning = warning

    @property
    def held(self) -> bool:
        """Whether no other process can play now."""
        return self._file is not None

    def release(self) -> None:
        """Let others play; a second time does nothing."""
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(0)
            self._file.close()
            self._file = None
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None

    def __exit__(self, *_error: object) -> None:
        self.release()


def acquire(folder: Path, session: str, who: Holder) -> PlayLock:
    """Take the lock of `folder` to play `session`; raises `AlreadyPlaying` if it is taken."""
    path = folder / LOCK
    try:
        whole = _lock_folder(folder)
    except BlockingIOError:
        raise AlreadyPlaying(_note(path).where) from None
    with ExitStack() as undo:
        if whole is not None:
            undo.callback(os.close, whole)
        try:
            file = undo.enter_context(FileIO(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+"))
            _lock(file)
        except (BlockingIOError, PermissionError) as error:
            if error.filename is None:
                raise AlreadyPlaying(_note(path).where) from None
            return PlayLock(warning=_no_lock(path, error))
        except OSError as error:
            return PlayLock(warning=_no_lock(path, error))
        with suppress(OSError):
            file.truncate(0)
            file.write(encode(LockNote(session=session, who=who)))
        undo.pop_all()
        return PlayLock(file, folder=whole)


def holder_of(folder: Path) -> LockNote | None:
    """Who has the lock of `folder` right now, this process or another; None if it is free."""
    path = folder / LOCK
    with suppress(OSError), FileIO(path, "r+") as file:
        if os.fstat(file.fileno()).st_size:
            try:
                _lock(file)
            except (BlockingIOError, PermissionError):
                return _note(path)
    try:
        whole = _lock_folder(folder)
    except BlockingIOError:
        # The file was removed or replaced, or another copy is just beginning.
        return LockNote()
    if whole is not None:
        os.close(whole)
    return None


def _no_lock(path: Path, error: OSError) -> str:
    return gettext(
        "Nothing keeps a second copy from playing at the same time: {path} cannot be locked ({reason})."
    ).format(path=path, reason=error.strerror)


def _note(path: Path) -> LockNote:
    """What the lock file says, as far as it can be read."""
    try:
        return msgspec.json.decode(read_file(path, _LONGEST_NOTE), type=LockNote)
    except (OSError, msgspec.DecodeError):
        return LockNote()


def _terminal() -> str:
    if sys.platform != "win32":
        for descriptor in (0, 1, 2):
            with suppress(OSError):
                return os.ttyname(descriptor)
    return _NO_TERMINAL


if sys.platform == "win32":
    import msvcrt

    _OUT_OF_THE_WAY: Final = 1 << 30

    def _lock_folder(_folder: Path) -> int | None:
        # A file that another process has open cannot be removed there.
        return None

    def _lock(file: FileIO) -> None:
        # What is locked cannot be read there, so it is a byte far behind the note.
        file.seek(_OUT_OF_THE_WAY)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    _TRIES: Final = 100
    """A process that only checks whether a session plays holds the folder for some microseconds."""

    def _lock_folder(folder: Path) -> int | None:
        """A descriptor of the folder, locked; None where no folder can be. BlockingIOError if it is locked already."""
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            return None
        wanted = fcntl.LOCK_EX | fcntl.LOCK_NB
        try:
            for _ in range(_TRIES):
                with suppress(BlockingIOError):
                    fcntl.flock(descriptor, wanted)
                    break
            else:
                fcntl.flock(descriptor, wanted)
        except BlockingIOError:
            os.close(descriptor)
            raise
        except OSError:
            os.close(descriptor)
            return None
        return descriptor

    def _lock(file: FileIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
