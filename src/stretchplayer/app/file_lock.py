"""A lock on a file that ends with the process that has it, however that ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stretchplayer.config import Folders
from stretchplayer.file_access import digest

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLock:
    """A file that this process has locked; `release` lets others have it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let others have it; a second time does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def take(path: Path, *, wait: bool = False) -> FileLock | None:
    """Lock the file at `path`, which is made where there is none; None where another has it. OSError otherwise.

    With `wait`, the system lets this process wait until it is free.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return FileLock(descriptor)


def lock_of(path: Path, folders: Folders) -> Path:
    """What is locked while the file at `path` is written, by whichever path or link it is reached."""
    return folders.drafts / f"{digest(os.fsencode(os.path.realpath(path))).hex()[:32]}.lock"


@contextmanager
def writing(path: Path, folders: Folders) -> Iterator[None]:
    """Have the file at `path` alone: everybody who writes, moves or removes a routine takes this lock for it."""
    with alone(lock_of(path, folders)):
        yield


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Have the lock of `path` for a moment; where nothing can be locked, go on without it."""
    lock = None
    # Where there is no folder for it, what is done must still be done.
    with suppress(OSError):
        lock = take(path, wait=True)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
