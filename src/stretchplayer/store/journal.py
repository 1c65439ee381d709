"""The journal: rows that say what happened and are never changed."""

import sqlite3
from collections.abc import Iterable

from stretchplayer.model.encoding import encode
from stretchplayer.store.records import Entry


def append(db: sqlite3.Connection, session: int, entries: Iterable[Entry], wall: float, monotonic: float) -> None:
    """Add rows to the journal of a session; `wall` and `monotonic` are the same instant by both clocks."""
    db.executemany(
        "INSERT INTO journal (session, kind, wall, monotonic, detail) VALUES (?, ?, ?, ?, ?)",
        [(session, each.kind, wall - (monotonic - each.at), each.at, encode(each.detail).decode()) for each in entries],
    )


def note(db: sqlite3.Connection, session: int, kind: str, wall: float, monotonic: float, **detail: object) -> None:
    """Add the one row that the store itself has to say."""
    append(db, session, [Entry(kind=kind, at=monotonic, detail=detail)], wall, monotonic)
