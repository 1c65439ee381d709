"""The connection to the database: which writes have reached the disk when they return, and which may wait."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Literal

from stretchplayer.store.faults import StoreFailed, cause, damaged

SUSPECT: Final = ".suspect"
"""Ending of an empty file beside the database that asks the next start to look for damage."""


class Connection:
    """One SQLite connection in autocommit; transactions are always explicit. Not for use by two threads.

    In WAL mode a commit with synchronous=FULL is followed by one fdatasync, one with NORMAL by none:
    it is in the hands of the system, safe from a crash of the process but not from a loss of power.
    """

    __slots__ = ("_file", "_level", "raw")

    def __init__(self, file: Path, patience: float) -> None:
        """Open `file`, waiting up to `patience` seconds for locks of others; raises `sqlite3.Error`."""
        self._file = file
        self._level = ""
        self.raw = sqlite3.connect(file, timeout=patience, isolation_level=None)

    @contextmanager
    def durable(self) -> Iterator[sqlite3.Connection]:
        """One transaction, all or nothing, on the disk when this returns. Raises `StoreFailed`."""
        with self._blaming("written"):
            self._synchronous("FULL")
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                yield self.raw
                self.raw.execute("COMMIT")
            finally:
                self._undo()

    @contextmanager
    def brief(self) -> Iterator[sqlite3.Connection]:
        """Single statements that do not wait for the disk. Raises `StoreFailed`."""
        with self._blaming("written"):
            self._synchronous("NORMAL")
            yield self.raw

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One view of the whole that no other process changes meanwhile. Raises `StoreFailed`."""
        with self._blaming("read"):
            self.raw.execute("BEGIN")
            try:
                yield self.raw
            finally:
                self._undo()

    @contextmanager
    def streaming(self) -> Iterator[sqlite3.Connection]:
        """One statement read row by row, with writes allowed in between. Raises `StoreFailed`."""
        with self._blaming("read"):
            yield self.raw

    def close(self) -> None:
        """Close the connection; a second time does nothing."""
        self.raw.close()

    def _synchronous(self, level: Literal["FULL", "NORMAL"]) -> None:
        if self._level != level:
            self.raw.execute(f"PRAGMA synchronous = {level}")
            self._level = level

    def _undo(self) -> None:
        if self.raw.in_transaction:
            with suppress(sqlite3.Error):
                self.raw.execute("ROLLBACK")

    @contextmanager
    def _blaming(self, verb: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if damaged(error):
                with suppress(OSError):
                    self._file.with_name(self._file.name + SUSPECT).touch()
            message = f"The history cannot be {verb}: {cause(error)}."
            raise StoreFailed(message) from error
