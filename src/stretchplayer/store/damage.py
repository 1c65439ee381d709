"""A damaged database: found out in time, and set aside with all that belongs to it, never deleted."""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from stretchplayer.store.connection import SUSPECT
from stretchplayer.store.lock import taken

SMALL: Final = 2 * 1024 * 1024
"""Up to so many bytes the check takes a few milliseconds (1.4 to 4 ms a megabyte) and is made at every start."""
_PARTS: Final = ("", "-wal", "-shm")


def due(file: Path) -> bool:
    """Whether the database should be checked: it is small, it was not closed in order, or a read went wrong.

    Not while a session is being played with it: that one has just opened it, and it could not be set aside.
    """
    if taken(file.parent) is not None:
        return False
    if file.with_name(file.name + SUSPECT).exists():
        return True
    left = file.with_name(file.name + "-wal")
    try:
        return file.stat().st_size <= SMALL or left.stat().st_size > 0
    except FileNotFoundError:
        return False


def look_over(db: sqlite3.Connection) -> None:
    """Read every page. Raises `sqlite3.DatabaseError` of the kind that means damage."""
    finding = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if finding != "ok":
        error = sqlite3.DatabaseError(finding)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def absolve(file: Path) -> None:
    """Take back the suspicion that asked for a check."""
    with suppress(OSError):
        file.with_name(file.name + SUSPECT).unlink(missing_ok=True)


def set_aside(file: Path) -> Path:
    """Rename the database and its companions after the UTC second of its last change; returns the new name.

    Raises `OSError`.
    """
    stamp = datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = file.with_name(f"{file.name}.damaged-{stamp}")
    count = 1
    while any(aside.with_name(aside.name + part).exists() for part in _PARTS):
        count += 1
        aside = file.with_name(f"{file.name}.damaged-{stamp}-{count}")
    for part in reversed(_PARTS):
        with suppress(FileNotFoundError):
            file.with_name(file.name + part).rename(aside.with_name(aside.name + part))
    absolve(file)
    return aside
