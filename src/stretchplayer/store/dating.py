"""Dates what lies ahead of the clock to now: a clock that was set right gives nothing back and locks nothing for long.

The instants that were written stay as they are, because they tell the same run apart in an export; what is taken off
stands beside them, in the columns called `shift`.
"""

import sqlite3
from typing import Final

import msgspec

from stretchplayer.model.encoding import encode
from stretchplayer.session.snapshot import Snapshot

WORTH_SAYING: Final = 60.0
"""A clock that was ahead by less than this was only adjusted, in seconds."""
_STEP: Final = 0.001
"""What keeps instants that were apart in their order, in seconds."""
_AHEAD: Final = (
    "SELECT until - shift FROM exposure WHERE until > :now AND until - shift > :now"
    " UNION SELECT at - shift FROM strain WHERE at > :now AND at - shift > :now"
)
_LATE_SESSIONS: Final = (
    "SELECT number, max(started, coalesce(ended, started)) - shift AS latest FROM session WHERE latest > :now"
)


def date_to(db: sqlite3.Connection, now: float) -> float:
    """Let everything that lies ahead of the wall-clock second `now` end then; returns by how much it was ahead, or 0.

    The order of instants is kept, a millisecond apart: what was done after "too much" still was.
    """
    farthest = now
    instants = sorted((instant for (instant,) in db.execute(_AHEAD, {"now": now})), reverse=True)
    for steps, instant in enumerate(instants):
        farthest = max(farthest, instant)
        shift = instant - now + steps * _STEP
        db.execute("UPDATE exposure SET shift = shift + ? WHERE until > ? AND until - shift = ?", (shift, now, instant))
        db.execute("UPDATE strain SET shift = shift + ? WHERE at > ? AND at - shift = ?", (shift, now, instant))
    for number, latest in db.execute(_LATE_SESSIONS, {"now": now}).fetchall():
        farthest = max(farthest, latest)
        db.execute("UPDATE session SET shift = shift + ? WHERE number = ?", (latest - now, number))
    for session, body, wall in db.execute("SELECT session, body, wall FROM snapshot").fetchall():
        dated = _dated(body, now)
        if dated is not None or wall > now:
            db.execute(
                "UPDATE snapshot SET body = ?, wall = min(wall, ?) WHERE session = ?", (dated or body, now, session)
            )
            farthest = max(farthest, wall)
    return farthest - now


def _dated(body: str, now: float) -> str | None:
    """A snapshot as it is to be kept from now on; None where nothing in it changes, or it is from another version."""
    try:
        snapshot = msgspec.json.decode(body, type=Snapshot)
    except msgspec.DecodeError:
        return None
    dated = snapshot.dated(now)
    return None if dated == snapshot else encode(dated).decode()
