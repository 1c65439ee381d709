"""What a session of the history can be opened for: its record in full, its note, and its deletion.

A deleted session leaves the history at once. What it charged stays, so that deleting gives nothing back: the limits
look back only so far, but by a clock that may run ahead for a while. No import brings the session back.
"""

import sqlite3
from typing import Any, Final

import msgspec
from msgspec import Struct

from stretchplayer.caps.ledger import Exposure, Strain
from stretchplayer.model.muscles import Side
from stretchplayer.store.recovery import forget
from stretchplayer.store.session_rows import HISTORY_FIELDS, Past, rows_as

DELETED: Final = "(deleted)"
"""The routine in the record of a deleted session."""
LONGEST_NOTE: Final = 1000
"""Characters."""


class JournalRow(Struct, frozen=True, kw_only=True):
    """What happened in a session, at the wall-clock second `at`; `detail` is as the player wrote it."""

    kind: str
    at: float
    detail: dict[str, Any]


class Measurement(Struct, frozen=True, kw_only=True):
    """One value of a self-test, in cm, at the wall-clock second `at`; `side` is "mid" where the test has none."""

    at: float
    test: str
    side: Side
    cm: float


class PastSession(Struct, frozen=True, kw_only=True):
    """One session in full: its row of the history, its `note`, its journal in order, and what it charged.

    The journal is empty where the session was played on another machine.
    """

    past: Past
    note: str
    journal: tuple[JournalRow, ...]
    exposures: tuple[Exposure, ...]
    strains: tuple[Strain, ...]


def read_session(db: sqlite3.Connection, session_id: str) -> PastSession | None:
    """The session with this id; None where there is none, or it was deleted or cannot be read."""
    row = db.execute(
        f"SELECT number, note, {HISTORY_FIELDS} FROM session WHERE id = ? AND deleted IS NULL",  # noqa: S608 - our own
        (session_id,),
    ).fetchone()
    if row is None or row[-1]:
        return None
    number, note, *values, _ = row
    journal = db.execute("SELECT kind, wall, detail FROM journal WHERE session = ? ORDER BY number", (number,))
    exposures = db.execute(
        "SELECT ?, run, muscle, side, kind, start - shift, until - shift, seconds + 0.0 FROM exposure"
        " WHERE session = ? ORDER BY start, run, muscle, side",
        (session_id, number),
    )
    strains = db.execute(
        "SELECT ?, muscle, side, at - shift, word FROM strain WHERE session = ? ORDER BY at, muscle, side",
        (session_id, number),
    )
    (past,) = rows_as(Past, [values])
    return PastSession(
        past=past,
        note=str(note),
        journal=tuple(JournalRow(kind=kind, at=wall, detail=_detail(detail)) for kind, wall, detail in journal),
        exposures=tuple(rows_as(Exposure, exposures)),
        strains=tuple(rows_as(Strain, strains)),
    )


def _detail(text: str) -> dict[str, Any]:
    """The details of a row; none where another version wrote them in another way."""
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError:
        return {}


def annotate(db: sqlite3.Connection, session_id: str, note: str) -> bool:
    """Give a session its note; False where there is no such session."""
    written = db.execute(
        "UPDATE session SET note = ?, revision = revision + 1 WHERE id = ? AND deleted IS NULL",
        (note[:LONGEST_NOTE], session_id),
    )
    return written.rowcount == 1


def delete(db: sqlite3.Connection, session_id: str, now: float) -> bool:
    """Take a session out of the history at the wall-clock second `now`; False where there is no such session."""
    found = db.execute("SELECT number FROM session WHERE id = ? AND deleted IS NULL", (session_id,)).fetchone()
    if found is None:
        return False
    (number,) = found
    db.execute(
        "UPDATE session SET deleted = ?, revision = revision + 1, routine = ?, digest = '', note = '', before = NULL,"
        " after = NULL, seconds = 0, worked = 0, state = 'ended', ended = coalesce(ended, started) WHERE number = ?",
        (now, DELETED, number),
    )
    forget(db, number)
    db.execute("DELETE FROM journal WHERE session = ?", (number,))
    db.execute("DELETE FROM done_move WHERE session = ?", (number,))
    return True
