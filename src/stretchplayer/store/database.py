"""The connection to the database, and its schema as migrations."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Literal

from stretchplayer.problems import UserError
from stretchplayer.translation import gettext, to_translate

SUSPECT: Final = ".suspect"
"""Ending of an empty file beside the database that asks the next start to look for damage."""


class StoreUnusable(UserError):
    """The history cannot be opened."""


class StoreFailed(UserError):
    """A write or a read failed and changed nothing."""


_DAMAGED: Final = to_translate("it is damaged")
_LOCKED: Final = to_translate("another program holds it locked")
_PRIMARY: Final = 0xFF
_CAUSES: Final = {
    sqlite3.SQLITE_FULL: to_translate("the disk is full"),
    sqlite3.SQLITE_READONLY: to_translate("it is read-only"),
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_CANTOPEN: to_translate("it cannot be opened"),
    sqlite3.SQLITE_PERM: to_translate("there is no permission"),
    sqlite3.SQLITE_IOERR: to_translate("the disk does not do what it is told"),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


UNWRITTEN: Final = to_translate("The history cannot be written: {reason}.")
_UNREAD: Final = to_translate("The history cannot be read: {reason}.")


def cause(error: sqlite3.Error) -> str:
    """Why SQLite refused, in words that fit behind a colon."""
    known = _CAUSES.get(_code(error))
    return str(error) if known is None else gettext(known)


def damaged(error: sqlite3.Error) -> bool:
    """Whether the error means that the file itself is broken."""
    return _CAUSES.get(_code(error)) == _DAMAGED


def _code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & _PRIMARY


class Connection:
    """One SQLite connection in autocommit; transactions are always explicit. Not for use by two threads.

    In WAL mode a commit with synchronous=FULL is followed by one fdatasync, one with NORMAL by none: that one
    survives a crash of the process but not a loss of power.
    """

    __slots__ = ("_file", "_level", "raw")

    def __init__(self, file: Path, patience: float) -> None:
        """Open `file`, waiting up to `patience` seconds for locks of others; raises `sqlite3.Error`."""
        self._file = file
        self._level = ""
        self.raw = sqlite3.connect(file, timeout=patience, isolation_level=None)

    @contextmanager
    def durable(self) -> Iterator[sqlite3.Connection]:
        """One transaction, on the disk when this returns. Raises `StoreFailed`."""
        with self._explained(UNWRITTEN):
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
        with self._explained(UNWRITTEN):
            self._synchronous("NORMAL")
            yield self.raw

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A consistent view that no other process changes. Raises `StoreFailed`."""
        with self._explained(_UNREAD):
            self.raw.execute("BEGIN")
            try:
                yield self.raw
            finally:
                self._undo()

    @contextmanager
    def streaming(self) -> Iterator[sqlite3.Connection]:
        """One statement read row by row, with writes allowed in between. Raises `StoreFailed`."""
        with self._explained(_UNREAD):
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
    def _explained(self, said: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if damaged(error):
                with suppress(OSError):
                    self._file.with_name(self._file.name + SUSPECT).touch()
            raise StoreFailed(gettext(said).format(reason=cause(error))) from error


Script = tuple[str, ...]

_FIRST: Final[Script] = (
    "CREATE TABLE machine (id TEXT NOT NULL)",
    "INSERT INTO machine VALUES (lower(hex(randomblob(16))))",
    """
    CREATE TABLE session (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        machine TEXT NOT NULL,           -- where it was played
        revision INTEGER NOT NULL,       -- counts the writes; the higher one knows more
        routine TEXT NOT NULL,
        digest TEXT NOT NULL,
        started REAL NOT NULL,
        ended REAL,
        state TEXT NOT NULL CHECK (state IN ('unfinished', 'finished', 'ended')),
        seconds REAL NOT NULL CHECK (seconds >= 0),
        worked REAL NOT NULL CHECK (worked >= 0),
        before INTEGER CHECK (before BETWEEN 0 AND 10),
        after INTEGER CHECK (after BETWEEN 0 AND 10)
    )
    """,
    "CREATE INDEX session_by_time ON session (started, id)",
    """
    CREATE TABLE exposure (
        session INTEGER NOT NULL REFERENCES session,
        run INTEGER NOT NULL,
        muscle TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'mid')),
        kind TEXT NOT NULL,
        start REAL NOT NULL,
        until REAL NOT NULL,
        seconds REAL NOT NULL CHECK (seconds >= 0),
        revision INTEGER NOT NULL,       -- of the session, when this was written
        PRIMARY KEY (session, run, start, muscle, side, kind)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX exposure_by_place ON exposure (muscle, side, until)",
    "CREATE INDEX exposure_by_time ON exposure (until)",
    """
    CREATE TABLE strain (
        session INTEGER NOT NULL REFERENCES session,
        muscle TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'mid')),
        at REAL NOT NULL,
        word TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (session, muscle, side, at)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX strain_by_time ON strain (at)",
    """
    CREATE TABLE journal (
        number INTEGER PRIMARY KEY,
        session INTEGER NOT NULL REFERENCES session,
        kind TEXT NOT NULL,
        wall REAL NOT NULL,
        monotonic REAL NOT NULL,
        detail TEXT NOT NULL
    )
    """,
    # What only a resume needs: played here, and not over.
    """
    CREATE TABLE open_session (
        session INTEGER PRIMARY KEY REFERENCES session,
        file BLOB NOT NULL,
        text BLOB NOT NULL,
        profile TEXT NOT NULL
    )
    """,
    # Apart from the above, because it is written once a second.
    """
    CREATE TABLE snapshot (
        session INTEGER PRIMARY KEY REFERENCES session,
        body TEXT NOT NULL,
        wall REAL NOT NULL,
        monotonic REAL NOT NULL,
        boot TEXT NOT NULL,
        closed INTEGER NOT NULL,
        allowance REAL NOT NULL
    )
    """,
)

# What was changed to fit the minutes asked for, as JSON; NULL where nothing was.
_SECOND: Final[Script] = ("ALTER TABLE open_session ADD COLUMN fitting TEXT",)

# Seconds to take off an instant that lay ahead of the clock when the history was next played with.
_THIRD: Final[Script] = (
    "ALTER TABLE session ADD COLUMN shift REAL NOT NULL DEFAULT 0",
    "ALTER TABLE exposure ADD COLUMN shift REAL NOT NULL DEFAULT 0",
    "ALTER TABLE strain ADD COLUMN shift REAL NOT NULL DEFAULT 0",
    "CREATE INDEX session_by_date ON session (started - shift, id)",
)

# Which moves were done in a session, by move or name; and what was known when an open one began, as a JSON list.
_FOURTH: Final[Script] = (
    """
    CREATE TABLE done_move (
        session INTEGER NOT NULL REFERENCES session,
        move TEXT NOT NULL,
        PRIMARY KEY (session, move)
    ) WITHOUT ROWID
    """,
    "ALTER TABLE open_session ADD COLUMN known TEXT NOT NULL DEFAULT '[]'",
)

# When a session was deleted, at which wall-clock second, and what the person noted of it; and self-tests, in cm.
_FIFTH: Final[Script] = (
    "ALTER TABLE session ADD COLUMN deleted REAL",
    "ALTER TABLE session ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE measurement (
        at REAL NOT NULL,
        test TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'mid')),
        cm REAL NOT NULL,
        PRIMARY KEY (at, test, side)
    ) WITHOUT ROWID
    """,
)

# When the first session was begun here: what another machine exported makes nobody used to stretching.
_SIXTH: Final[Script] = (
    "ALTER TABLE machine ADD COLUMN first_use REAL",
    "UPDATE machine SET first_use = (SELECT min(started - shift) FROM session WHERE session.machine = machine.id)",
)

SCRIPTS: Final[tuple[Script, ...]] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH)
"""Script n leads from version n to n + 1."""
APPLICATION: Final = 0x53545250
"""Marks the file as ours ("STRP")."""


class NotOurs(Exception):
    """The database belongs to a newer version or another program; the text says which, without a full stop."""


def migrate(db: sqlite3.Connection, scripts: tuple[Script, ...] = SCRIPTS) -> None:
    """Migrate the schema to the newest version. Raises `NotOurs` or `sqlite3.Error`, having changed nothing."""
    if version(db, scripts) == len(scripts):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Read again: another process may have migrated meanwhile.
        for script in scripts[version(db, scripts) :]:
            for statement in script:
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {len(scripts)}")
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def version(db: sqlite3.Connection, scripts: tuple[Script, ...] = SCRIPTS) -> int:
    """The version of the schema, 0 for an empty file. Raises `NotOurs` or `sqlite3.Error`."""
    number: int = db.execute("PRAGMA user_version").fetchone()[0]
    application: int = db.execute("PRAGMA application_id").fetchone()[0]
    filled = number or application or db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if filled and application != APPLICATION:
        raise NotOurs(gettext("it belongs to another program"))
    if not 0 <= number <= len(scripts):
        raise NotOurs(gettext("it was made by a newer version of stretchplayer"))
    return number
