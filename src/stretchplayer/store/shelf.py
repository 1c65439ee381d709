"""Sessions as they are told to other machines, read from and written to the database."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from stretchplayer.store.resuming import forget
from stretchplayer.store.told import RunRecord, SessionRecord, StrainRecord

_COLUMNS: Final = {
    "id": "id",
    "machine": "machine",
    "revision": "revision",
    "routine": "routine",
    "digest": "digest",
    "started": "started",
    "ended": "ended",
    "state": "state",
    "seconds": "seconds",
    "worked": "worked_seconds",
    "before": "before",
    "after": "after",
}
"""Columns of a session, and what they are called outside."""
_HEAD: Final = f"SELECT number, {', '.join(_COLUMNS)} FROM session"  # noqa: S608 - names of our own
_SHELVE: Final = (
    f"INSERT INTO session ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - the same
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}"
)


def every(db: sqlite3.Connection) -> Iterator[SessionRecord]:
    """Every session, the oldest first."""
    for number, *values in db.execute(f"{_HEAD} ORDER BY started, id"):
        yield _told(db, number, values)


def fetch(db: sqlite3.Connection, session_id: str) -> SessionRecord | None:
    """The session with this id, or None."""
    row = db.execute(f"{_HEAD} WHERE id = ?", (session_id,)).fetchone()
    return _told(db, row[0], row[1:]) if row else None


def shelve(db: sqlite3.Connection, told: SessionRecord, known: SessionRecord | None) -> None:
    """Write down a session of which only what `known` says stands there so far.

    Where it was open here, it has been played on elsewhere, so it can no longer be resumed here.
    """
    db.execute(_SHELVE, [getattr(told, name) for name in _COLUMNS.values()])
    number: int = db.execute("SELECT number FROM session WHERE id = ?", (told.id,)).fetchone()[0]
    forget(db, number)
    old_runs = frozenset(known.runs) if known else frozenset()
    new_runs = [run for run in told.runs if run not in old_runs]
    db.executemany(
        "DELETE FROM exposure WHERE session = ? AND run = ? AND start = ?",
        [(number, run.number, run.start) for run in new_runs],
    )
    db.executemany(
        "INSERT INTO exposure (session, run, muscle, side, kind, start, until, seconds, revision)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, run.number, muscle, side, run.kind, run.start, run.end, run.seconds, run.revision)
            for run in new_runs
            for muscle, side in run.loads
        ],
    )
    db.executemany(
        "INSERT OR REPLACE INTO strain (session, muscle, side, at, word, revision) VALUES (?, ?, ?, ?, ?, ?)",
        [(number, each.muscle, each.side, each.at, each.word, each.revision) for each in told.strains],
    )


def _told(db: sqlite3.Connection, number: int, values: Sequence[Any]) -> SessionRecord:
    loads: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for muscle, side, *run in db.execute(
        "SELECT muscle, side, run, start, revision, seconds, until, kind FROM exposure"
        " WHERE session = ? ORDER BY run, start, muscle, side",
        (number,),
    ):
        loads[tuple(run)].append((muscle, side))
    strains = db.execute(
        "SELECT muscle, side, at, revision, word FROM strain WHERE session = ? ORDER BY muscle, side, at", (number,)
    )
    names = ("number", "start", "revision", "seconds", "end", "kind")
    return SessionRecord(
        **dict(zip(_COLUMNS.values(), values, strict=True)),
        runs=tuple(RunRecord(**dict(zip(names, run, strict=True)), loads=tuple(where)) for run, where in loads.items()),
        strains=tuple(
            StrainRecord(muscle=muscle, side=side, at=at, revision=revision, word=word)
            for muscle, side, at, revision, word in strains
        ),
    )
