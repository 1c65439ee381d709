"""The ledger as a query: what the muscle-sides had lately, over all sessions and machines."""

import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from stretchplayer.caps.ledger import LOOK_BACK, Exposure, Ledger, Strain

# No upper bound: a record in the future counts as now, so setting the clock back empties nothing.
# CROSS JOIN tells SQLite to begin with the left table, whatever it has counted there.
EXPOSURES: Final = (
    "SELECT id, run, muscle, side, kind, start, until, exposure.seconds FROM exposure"
    " CROSS JOIN session ON number = session WHERE until > ? AND id IS NOT ? ORDER BY until, id, run, muscle, side"
)
ON_MUSCLE: Final = (
    "SELECT id, run, muscle, side, kind, start, until, exposure.seconds FROM exposure"
    " CROSS JOIN session ON number = session WHERE muscle = ? AND side = ? AND until > ? ORDER BY until, id, run"
)
STRAINS: Final = (
    "SELECT id, muscle, side, at, word FROM strain"
    " CROSS JOIN session ON number = session WHERE at > ? AND id IS NOT ? ORDER BY at, id, muscle, side"
)
FIRST_USE: Final = "SELECT min(started) FROM session"


def read_ledger(db: sqlite3.Connection, now: float, but: str | None) -> Ledger:
    """Exposures and strains since 7 days before `now`, without the session `but`."""
    since = now - LOOK_BACK
    return Ledger(
        exposures=_exposures(db.execute(EXPOSURES, (since, but))),
        strains=tuple(
            Strain(session=id_, muscle=muscle, side=side, at=at, word=word)
            for id_, muscle, side, at, word in db.execute(STRAINS, (since, but))
        ),
        first_use=db.execute(FIRST_USE).fetchone()[0],
    )


def on_muscle(db: sqlite3.Connection, muscle: str, side: str, since: float) -> tuple[Exposure, ...]:
    """What one muscle-side had since a wall-clock second."""
    return _exposures(db.execute(ON_MUSCLE, (muscle, side, since)))


def _exposures(rows: Iterable[Any]) -> tuple[Exposure, ...]:
    return tuple(
        Exposure(session=id_, run=run, muscle=muscle, side=side, kind=kind, start=start, end=until, seconds=seconds)
        for id_, run, muscle, side, kind, start, until, seconds in rows
    )
