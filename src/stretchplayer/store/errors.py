"""What can go wrong with the history, each as one sentence for the user."""

import sqlite3
from typing import Final

from stretchplayer.problems import UserError


class StoreUnusable(UserError):
    """The history cannot be opened."""


class StoreFailed(UserError):
    """A write or a read failed and changed nothing."""


class AlreadyPlaying(UserError):
    """Another copy is playing; `where` says which process, in which terminal, on which host."""

    def __init__(self, where: str) -> None:
        super().__init__(f"A session is being played already: {where}.")
        self.where = where


class BadImport(UserError):
    """A file cannot be imported, and nothing of it was. Lines count from 1; the reason has no full stop."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")


DAMAGED: Final = "it is damaged"
_PRIMARY: Final = 0xFF
_CAUSES: Final = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_BUSY: "another program holds it locked",
    sqlite3.SQLITE_LOCKED: "another program holds it locked",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_PERM: "there is no permission",
    sqlite3.SQLITE_IOERR: "the disk does not do what it is told",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}


def cause(error: sqlite3.Error) -> str:
    """Why SQLite refused, in words that fit behind a colon."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    return _CAUSES.get(code, str(error))


def damaged(error: sqlite3.Error) -> bool:
    """Whether the error means that the file itself is broken."""
    return cause(error) == DAMAGED
