"""Reads the ledger of a history that cannot be written: what was done counts, even where nothing more is remembered."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from stretchplayer.caps.ledger import Ledger
from stretchplayer.files import read_file
from stretchplayer.store.ledger import read_ledger
from stretchplayer.store.migrations import NotOurs, migrate, version

_MOST: Final = 512 * 1024 * 1024
"""Bytes; a session takes some kilobytes."""


def peek_ledger(folder: Path, file: str, now: float) -> Ledger | None:
    """The ledger at the wall-clock second `now`, read from a copy; None where it cannot be read at all.

    Only a copy can be read: SQLite would have to write beside the file to see what was said last.
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
        # What was wrong with the history has been said when it could not be opened.
        return None
