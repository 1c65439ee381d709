"""Opens the history in a folder; sets a damaged one aside and begins a new one."""

import errno
import os
import sqlite3
import sys
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from stretchplayer.caps.ledger import Ledger
from stretchplayer.file_access import read_file
from stretchplayer.store.database import (
    SUSPECT,
    Connection,
    NotOurs,
    StoreUnusable,
    cause,
    damaged,
    migrate,
    version,
)
from stretchplayer.store.lock import AlreadyPlaying, Holder, acquire, holder_of
from stretchplayer.store.recovery import this_boot
from stretchplayer.store.session_rows import read_ledger
from stretchplayer.store.store import SqliteStore
from stretchplayer.translation import gettext, to_translate

SMALL: Final = 2 * 1024 * 1024
"""A file of at most this many bytes is checked at every start: that takes 1.4 to 4 ms a megabyte."""
_PARTS: Final = ("", "-wal", "-shm")


def check_due(file: Path) -> bool:
    """Whether the database should be checked: it is small, was not closed properly, or a read failed.

    Not while a session is being played with it: the check was made then, and the file could not be set aside.
    """
    if holder_of(file.parent) is not None:
        return False
    if file.with_name(file.name + SUSPECT).exists():
        return True
    left = file.with_name(file.name + "-wal")
    try:
        return file.stat().st_size <= SMALL or left.stat().st_size > 0
    except FileNotFoundError:
        return False


def _clear_suspect(file: Path) -> None:
    with suppress(OSError):
        file.with_name(file.name + SUSPECT).unlink(missing_ok=True)


_MOST: Final = 512 * 1024 * 1024
"""The largest history that is copied, in bytes; a session takes a few kilobytes."""


def read_only_ledger(folder: Path, file: str, now: float) -> Ledger | None:
    """The ledger at the wall-clock second `now`, read from a copy; None where it cannot be read at all.

    From a copy, because SQLite has to write beside a database to read its latest changes.
    """
    try:
        with TemporaryDirectory(prefix="stretchplayer-") as place:
            copy = Path(place, file)
            copy.write_bytes(read_file(folder / file, _MOST))
            log = folder / f"{file}-wal"
            if log.exists():
                Path(f"{copy}-wal").write_bytes(read_file(log, _MOST))
            with closing(sqlite3.connect(copy)) as db:
                version(db)
                migrate(db)
                return read_ledger(db, now, None)
    except (OSError, sqlite3.Error, NotOurs):
        # The user saw what is wrong when the history could not be opened.
        return None


FILE: Final = "history.db"
PATIENCE: Final = 5.0
"""Seconds to wait while another process writes."""
_WHY: Final = {
    errno.EACCES: to_translate("there is no permission"),
    errno.EPERM: to_translate("there is no permission"),
    errno.EROFS: to_translate("it is read-only"),
    errno.ENOSPC: to_translate("the disk is full"),
    errno.EEXIST: to_translate("it is not a folder"),
    errno.ENOTDIR: to_translate("it is not a folder"),
}


class _Damaged(Exception):
    """The database is broken; `connection` is still open, because closing it could delete its log."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection


def open_store(folder: Path, *, boot: str | None = None, patience: float = PATIENCE) -> SqliteStore:
    """Open the history in `folder`, which is made if need be; a damaged one is set aside and a fresh one begun.

    `boot` tells one start of the machine from another; None asks the system. `patience` is in seconds.
    Raises `StoreUnusable`.
    """
    file = folder / FILE
    notice = None
    _prepare(folder, file)
    try:
        connection = _connect(file, patience, check=check_due(file))
    except _Damaged as broken:
        connection, aside = _start_over(folder, file, patience, broken.connection)
        if aside is not None:
            notice = gettext(
                "The history was damaged; it was set aside as {aside}, and a new one was begun. What was done before "
                "is not counted any more: be careful today with what you have stretched, warmed or cooled already."
            ).format(aside=aside)
    return SqliteStore(connection, folder, this_boot() if boot is None else boot, notice)


def _prepare(folder: Path, file: Path) -> None:
    """Make the folder and an empty file that only its owner can read, and see whether both can be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            # Only a new file is opened here: closing an existing one would drop this process's locks on it.
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        known = _WHY.get(error.errno or 0)
        why = error.strerror or str(error) if known is None else gettext(known)
        raise _unusable(_FOLDER, folder, why) from error
    if not file.is_file():
        raise _unusable(_HISTORY, file, gettext("it is not a file"))
    for what, path, mode in ((_FOLDER, folder, os.R_OK | os.W_OK | os.X_OK), (_HISTORY, file, os.R_OK | os.W_OK)):
        if not os.access(path, mode, effective_ids=os.access in os.supports_effective_ids):
            raise _unusable(what, path, gettext("it is read-only, or not yours to write"))


def _connect(file: Path, patience: float, *, check: bool) -> Connection:
    """A connection to a sound database of the newest schema. Raises `_Damaged` or `StoreUnusable`."""
    connection = None
    try:
        connection = Connection(file, patience)
        _ready(connection.raw, check=check)
    except (sqlite3.Error, NotOurs) as error:
        if connection is not None and isinstance(error, sqlite3.Error) and damaged(error):
            raise _Damaged(connection) from error
        if connection is not None:
            connection.close()
        why = cause(error) if isinstance(error, sqlite3.Error) else str(error)
        raise _unusable(_HISTORY, file, why) from error
    if check:
        _clear_suspect(file)
    return connection


def _ready(db: sqlite3.Connection, *, check: bool) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    # On macOS an ordinary fsync does not reach the disk; elsewhere this has no effect.
    db.execute("PRAGMA fullfsync = ON")
    # Before anything is changed: another program's file stays as it is.
    version(db)
    if check and (finding := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        error = sqlite3.DatabaseError(finding)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    db.execute("PRAGMA journal_mode = WAL")
    migrate(db)


def _start_over(folder: Path, file: Path, patience: float, broken: Connection) -> tuple[Connection, Path | None]:
    """A fresh database, and where the damaged one lies; None if another process has just done all this."""
    with closing(broken):
        try:
            hold = acquire(folder, "set aside", Holder.here(since=0.0))
        except AlreadyPlaying as error:
            reason = gettext("The history {file} is damaged, but a session is being played with it: {where}.").format(
                file=file, where=error.where
            )
            raise StoreUnusable(reason) from error
        with hold:
            try:
                return _connect(file, patience, check=True), None
            except _Damaged as still:
                aside = _set_aside(file, broken, still.connection)
            try:
                _prepare(folder, file)
                return _connect(file, patience, check=False), aside
            except StoreUnusable as error:
                reason = gettext(
                    "The history was damaged and was set aside as {aside}, but no new one can be made."
                ).format(aside=aside)
                raise StoreUnusable(reason) from error


def _set_aside(file: Path, *connections: Connection) -> Path:
    with ExitStack() as stack:
        for each in connections:
            stack.callback(each.close)
        if sys.platform == "win32":
            # An open file cannot be renamed there.
            stack.close()
        try:
            return _renamed(file)
        except OSError as error:
            reason = gettext("The history {file} is damaged, and it cannot be set aside: {reason}.").format(
                file=file, reason=error.strerror
            )
            raise StoreUnusable(reason) from error


def _renamed(file: Path) -> Path:
    """Rename the database and its companions after the UTC second of its last change; returns the new name."""
    stamp = datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = file.with_name(f"{file.name}.damaged-{stamp}")
    count = 1
    while any(aside.with_name(aside.name + part).exists() for part in _PARTS):
        count += 1
        aside = file.with_name(f"{file.name}.damaged-{stamp}-{count}")
    for part in reversed(_PARTS):
        with suppress(FileNotFoundError):
            file.with_name(file.name + part).rename(aside.with_name(aside.name + part))
    _clear_suspect(file)
    return aside


_FOLDER: Final = to_translate("The folder {path} cannot be used: {reason}.")
_HISTORY: Final = to_translate("The history {path} cannot be used: {reason}.")


def _unusable(what: str, path: Path, why: str) -> StoreUnusable:
    return StoreUnusable(gettext(what).format(path=path, reason=why))
