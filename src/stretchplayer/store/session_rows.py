"""What goes into the history and comes out of it, and the rows that hold it: journal, ledger, sessions.

Instants are wall-clock seconds.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeVar

from msgspec import Struct

from stretchplayer.caps.ledger import LOOK_BACK, Exposure, Ledger, Strain
from stretchplayer.caps.meter import Run
from stretchplayer.caps.profile import Profile
from stretchplayer.fitting.adjustments import Fitting
from stretchplayer.model.duration import encode
from stretchplayer.session.account import Snapshot

Over = Literal["finished", "ended"]
"""How a session can be over."""
Standing = Literal["finished", "ended", "unfinished"]
"""How a session stands in the history."""


class _OpenSession(Struct, frozen=True, kw_only=True):
    """What a resume needs: `id` is 32 hexadecimal digits, `text` the bytes of the routine file as played.

    `before` is the stiffness from 0 to 10, or None; `fitting` is what was changed in the routine to fit the minutes
    asked for, or None; `known` is what the person knew, as a routine has it; `wall` is the wall-clock second of this
    record.
    """

    id: str
    title: str
    file: str
    digest: str
    text: bytes
    profile: Profile
    wall: float
    before: int | None = None
    fitting: Fitting | None = None
    known: tuple[str, ...] = ()


class Beginning(_OpenSession, frozen=True, kw_only=True):
    """A session that starts; with the `snapshot` of its first instant, it can be resumed as soon as it is stored."""

    monotonic: float
    snapshot: Snapshot | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One row of the journal: what happened (`kind`), at which monotonic second, with details for JSON."""

    kind: str
    at: float
    detail: dict[str, Any] = {}


class Unfinished(_OpenSession, frozen=True, kw_only=True):
    """A session that can be resumed, as of its last report at `wall`.

    `crashed` says that it was not closed; `allowance` is how many seconds beyond its last report are charged for that.
    """

    started: float
    snapshot: Snapshot
    crashed: bool = False
    allowance: float = 0.0


class Past(Struct, frozen=True, kw_only=True):
    """One session of the history; `seconds` were played, `worked_seconds` of them in work."""

    id: str
    routine: str
    started: float
    ended: float | None
    state: Standing
    seconds: float
    worked_seconds: float
    before: int | None
    after: int | None


class Merged(Struct, frozen=True, kw_only=True):
    """What an import did: `sessions` in the file, of which `added` were new and `updated` had more than the history."""

    sessions: int = 0
    added: int = 0
    updated: int = 0


Row = TypeVar("Row", bound=Struct)


def rows_as(kind: type[Row], rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    """Rows whose columns are the fields of `kind`, in their order."""
    for row in rows:
        yield kind(**dict(zip(kind.__struct_fields__, row, strict=True)))


def append(db: sqlite3.Connection, session: int, entries: Iterable[Entry], wall: float, monotonic: float) -> None:
    """Add rows to the journal of a session; `wall` and `monotonic` are the same instant by both clocks."""
    db.executemany(
        "INSERT INTO journal (session, kind, wall, monotonic, detail) VALUES (?, ?, ?, ?, ?)",
        [(session, each.kind, wall - (monotonic - each.at), each.at, encode(each.detail).decode()) for each in entries],
    )


def note(db: sqlite3.Connection, session: int, kind: str, wall: float, monotonic: float, **detail: object) -> None:
    """Add one row of the store's own to the journal."""
    append(db, session, [Entry(kind=kind, at=monotonic, detail=detail)], wall, monotonic)


class Charge(NamedTuple):
    """What the ledger has for one run: seconds, and the wall-clock second they end at."""

    seconds: float
    until: float


WRITE_EXPOSURE: Final = (
    "INSERT INTO exposure (session, run, muscle, side, kind, start, until, seconds, revision)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (session, run, start, muscle, side, kind) DO UPDATE SET"
    " until = excluded.until, seconds = excluded.seconds, revision = excluded.revision, shift = 0"
)


def charge(db: sqlite3.Connection, session: int, revision: int, runs: Sequence[Run]) -> None:
    """Write runs, each replacing what was there under its number."""
    db.executemany(
        "DELETE FROM exposure WHERE session = ? AND run = ? AND start <> ?",
        [(session, run.number, run.start) for run in runs],
    )
    db.executemany(
        WRITE_EXPOSURE,
        [
            (session, run.number, muscle, side, run.load, run.start, run.end, run.seconds, revision)
            for run in runs
            for muscle, side in run.loads
        ],
    )


def strain(db: sqlite3.Connection, session: int, revision: int, strains: Iterable[Strain]) -> None:
    """Write strains; a later word replaces an earlier one."""
    db.executemany(
        "INSERT INTO strain (session, muscle, side, at, word, revision) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (session, muscle, side, at) DO UPDATE SET word = excluded.word, revision = excluded.revision",
        [(session, each.muscle, each.side, each.at, each.word, revision) for each in strains],
    )


def unstrain(db: sqlite3.Connection, session: int, taken_back: Iterable[Strain]) -> None:
    """Take strains back that were written a moment ago."""
    db.executemany(
        "DELETE FROM strain WHERE session = ? AND muscle = ? AND side = ? AND at = ?",
        [(session, each.muscle, each.side, each.at) for each in taken_back],
    )


def add_moves(db: sqlite3.Connection, session: int, moves: Iterable[str]) -> None:
    """Write which moves were done in a session; those that are there already stay."""
    db.executemany("INSERT OR IGNORE INTO done_move (session, move) VALUES (?, ?)", [(session, each) for each in moves])


def read_known(db: sqlite3.Connection, since: float, sessions: int) -> tuple[str, ...]:
    """The moves that were done in at least `sessions` sessions that began after the wall-clock second `since`."""
    found = db.execute(
        "SELECT move FROM done_move JOIN session ON number = session WHERE started - shift > ?"
        " GROUP BY move HAVING count(*) >= ? ORDER BY move",
        (since, sessions),
    )
    return tuple(move for (move,) in found)


def charged(db: sqlite3.Connection, session: int) -> Mapping[int, Charge]:
    """What the ledger has for a session, by the number of the run."""
    rows = db.execute(
        "SELECT run, max(seconds), max(until - shift) FROM exposure WHERE session = ? GROUP BY run", (session,)
    )
    return {run: Charge(seconds, until) for run, seconds, until in rows}


# The fields of `Past`, in their order. Another program can have put text where numbers belong: adding 0.0 makes it a
# number, and the last column says so.
HISTORY_FIELDS: Final = (
    "id, routine, started - shift, ended - shift, state, seconds + 0.0, worked + 0.0, before, after,"
    " typeof(started) = 'text' OR typeof(ended) = 'text' OR typeof(seconds) = 'text' OR typeof(worked) = 'text'"
)
HISTORY: Final = f"SELECT {HISTORY_FIELDS} FROM session WHERE deleted IS NULL ORDER BY started - shift, id"  # noqa: S608 - our own


def read_history(db: sqlite3.Connection, damaged: Callable[[str], None]) -> Iterator[Past]:
    """Every session, the newest last; calls `damaged` with the ids of those that cannot be read."""
    for *values, unreadable in db.execute(HISTORY):
        if unreadable:
            damaged(values[0])
        else:
            yield from rows_as(Past, [values])


def read_played(db: sqlite3.Connection) -> dict[str, tuple[float, int]]:
    """By the title of a routine: when it was played last, and in how many sessions some work of it was done.

    One that is over was played until it ended.
    """
    rows = db.execute(
        "SELECT routine, max(CASE WHEN typeof(ended) IN ('real', 'integer') THEN ended ELSE started END - shift),"
        " count(*) FROM session"
        " WHERE worked + 0.0 > 0 AND deleted IS NULL AND typeof(started) <> 'text' GROUP BY routine"
    )
    return {title: (last, count) for title, last, count in rows}


# No upper bound: a record ahead of the clock counts as now. `until - shift` is when it ends; `until` has the index.
# CROSS JOIN makes SQLite begin with the left table, whatever its statistics say.
EXPOSURES: Final = (
    "SELECT id, run, muscle, side, kind, start - exposure.shift, until - exposure.shift, exposure.seconds + 0.0"
    " FROM exposure CROSS JOIN session ON number = session"
    " WHERE until > :since AND until - exposure.shift > :since AND id IS NOT :but"
    " ORDER BY until - exposure.shift, id, run, muscle, side"
)
STRAINS: Final = (
    "SELECT id, muscle, side, at - strain.shift, word FROM strain CROSS JOIN session ON number = session"
    " WHERE at > :since AND at - strain.shift > :since AND id IS NOT :but ORDER BY at - strain.shift, id, muscle, side"
)
_FIRST_USE: Final = "SELECT first_use FROM machine"


def read_strains(db: sqlite3.Connection, since: float) -> tuple[Strain, ...]:
    """Every "too much" after the wall-clock second `since`, the latest last."""
    return tuple(rows_as(Strain, db.execute(STRAINS, {"since": since, "but": None})))


def read_ledger(db: sqlite3.Connection, now: float, but: str | None) -> Ledger:
    """Exposures and strains as far back as the rules look, without the session `but`."""
    where = {"since": now - LOOK_BACK, "but": but}
    return Ledger(
        exposures=tuple(rows_as(Exposure, db.execute(EXPOSURES, where))),
        strains=tuple(rows_as(Strain, db.execute(STRAINS, where))),
        first_use=next((begun for (begun,) in db.execute(_FIRST_USE)), None),
    )
