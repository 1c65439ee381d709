"""Sessions that are not over: the last word of each, and what is left of them when their process is gone."""

import os
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from stretchplayer.caps.profile import read_profile
from stretchplayer.fitting import Fitting
from stretchplayer.model.encoding import encode
from stretchplayer.session.snapshot import Snapshot
from stretchplayer.store.charges import charge, charged
from stretchplayer.store.journal import note
from stretchplayer.store.machine import UNKNOWN
from stretchplayer.store.records import Beginning, Unfinished
from stretchplayer.store.settlement import settle


class Word(NamedTuple):
    """The last thing an open session said, and when, by both clocks; None where nothing can be made of it."""

    session: int
    id: str
    snapshot: Snapshot | None
    wall: float
    monotonic: float
    closed: bool
    allowance: float
    heard: bool


def remember(db: sqlite3.Connection, session: int, beginning: Beginning) -> None:
    """Keep what a resume will need."""
    db.execute(
        "INSERT INTO open_session (session, file, text, profile, fitting) VALUES (?, ?, ?, ?, ?)",
        (
            session,
            os.fsencode(beginning.file),
            beginning.text,
            encode(beginning.profile).decode(),
            None if beginning.fitting is None else encode(beginning.fitting).decode(),
        ),
    )


def forget(db: sqlite3.Connection, session: int) -> None:
    """Drop what only a resume needs."""
    db.execute("DELETE FROM snapshot WHERE session = ?", (session,))
    db.execute("DELETE FROM open_session WHERE session = ?", (session,))


def say(db: sqlite3.Connection, session_id: str, snapshot: Snapshot, wall: float, monotonic: float, boot: str) -> bool:
    """Put `snapshot` in place of the session's last word; False if there is no such open session."""
    said = db.execute(
        "INSERT INTO snapshot (session, body, wall, monotonic, boot, closed, allowance)"
        " SELECT number, ?, ?, ?, ?, 0, 0 FROM session JOIN open_session ON session = number WHERE id = ?"
        " ON CONFLICT (session) DO UPDATE SET body = excluded.body, wall = excluded.wall,"
        " monotonic = excluded.monotonic, boot = excluded.boot, closed = 0, allowance = 0",
        (encode(snapshot).decode(), wall, monotonic, boot, session_id),
    )
    return said.rowcount == 1


def close(db: sqlite3.Connection, session: int) -> None:
    """Mark the session's last word as one after which nothing was done."""
    db.execute("UPDATE snapshot SET closed = 1 WHERE session = ?", (session,))


def words(db: sqlite3.Connection, boot: str) -> Iterator[Word]:
    """The last word of every open session, of the latest session first."""
    rows = db.execute(
        "SELECT number, id, body, wall, monotonic, boot, closed, allowance"
        " FROM snapshot JOIN session ON number = session ORDER BY number DESC"
    )
    for session, id_, body, wall, monotonic, then, closed, allowance in rows.fetchall():
        heard = bool(closed) or (then == boot != UNKNOWN)
        yield Word(session, id_, _read(body), wall, monotonic, bool(closed), allowance, heard)


def bring_down(db: sqlite3.Connection, word: Word, snapshot: Snapshot) -> None:
    """Settle the session whose last word is `word` with its `snapshot`; a second time changes nothing."""
    outcome = settle(snapshot, charged(db, word.session), heard=word.heard)
    snapshot = outcome.snapshot
    told = db.execute(
        "UPDATE session SET revision = revision + 1, seconds = ?, worked = ?"
        " WHERE number = ? AND (seconds <> ? OR worked <> ? OR ?)",
        (snapshot.seconds, snapshot.worked, word.session, snapshot.seconds, snapshot.worked, bool(outcome.runs)),
    )
    if not told.rowcount:
        return
    revision: int = db.execute("SELECT revision FROM session WHERE number = ?", (word.session,)).fetchone()[0]
    charge(db, word.session, revision, outcome.runs)
    db.execute(
        "UPDATE snapshot SET body = ?, allowance = allowance + ? WHERE session = ?",
        (encode(snapshot).decode(), outcome.allowance, word.session),
    )
    numbers = [run.number for run in outcome.runs]
    note(db, word.session, "settled", word.wall, word.monotonic, runs=numbers, allowance=outcome.allowance)


def left(db: sqlite3.Connection, word: Word, snapshot: Snapshot) -> Unfinished | None:
    """All that a resume of the session needs, settled; None where any of it is in words we do not know."""
    outcome = settle(snapshot, charged(db, word.session), heard=word.heard)
    title, digest, started, before, file, text, profile, fitting = db.execute(
        "SELECT routine, digest, started, before, file, text, profile, fitting"
        " FROM session JOIN open_session ON session = number WHERE number = ?",
        (word.session,),
    ).fetchone()
    try:
        known = read_profile(profile)
        fitted = None if fitting is None else msgspec.json.decode(fitting, type=Fitting)
    except msgspec.DecodeError:
        return None
    return Unfinished(
        id=word.id,
        title=title,
        file=os.fsdecode(file),
        digest=digest,
        text=text,
        profile=known,
        started=started,
        wall=word.wall,
        snapshot=outcome.snapshot,
        before=before,
        fitting=fitted,
        crashed=not word.closed,
        allowance=word.allowance + outcome.allowance,
    )


def _read(body: str) -> Snapshot | None:
    try:
        return msgspec.json.decode(body, type=Snapshot)
    except msgspec.DecodeError:
        return None
