"""What a session charges: its exposures and strains, as rows."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from stretchplayer.caps.ledger import Strain
from stretchplayer.caps.meter import Run


class Charge(NamedTuple):
    """What stands in the ledger for one run: seconds, and the wall-clock second they end at."""

    seconds: float
    until: float


def charge(db: sqlite3.Connection, session: int, revision: int, runs: Sequence[Run]) -> None:
    """Write down runs, each in place of what stood there under its number before."""
    db.executemany(
        "DELETE FROM exposure WHERE session = ? AND run = ? AND start <> ?",
        [(session, run.number, run.start) for run in runs],
    )
    db.executemany(
        "INSERT INTO exposure (session, run, muscle, side, kind, start, until, seconds, revision)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (session, run, start, muscle, side, kind) DO UPDATE SET"
        " until = excluded.until, seconds = excluded.seconds, revision = excluded.revision, shift = 0",
        [
            (session, run.number, muscle, side, run.load, run.start, run.end, run.seconds, revision)
            for run in runs
            for muscle, side in run.loads
        ],
    )


def strain(db: sqlite3.Connection, session: int, revision: int, strains: Iterable[Strain]) -> None:
    """Write down strains; the word for one may come later, and then replaces the one it had."""
    db.executemany(
        "INSERT INTO strain (session, muscle, side, at, word, revision) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (session, muscle, side, at) DO UPDATE SET word = excluded.word, revision = excluded.revision",
        [(session, each.muscle, each.side, each.at, each.word, revision) for each in strains],
    )


def charged(db: sqlite3.Connection, session: int) -> Mapping[int, Charge]:
    """What stands in the ledger for a session, by the number of the run."""
    rows = db.execute(
        "SELECT run, max(seconds), max(until - shift) FROM exposure WHERE session = ? GROUP BY run", (session,)
    )
    return {run: Charge(seconds, until) for run, seconds, until in rows}
