"""The ledger as a query: what the muscle-sides had lately, over all sessions and machines."""

import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from stretchplayer.caps.ledger import LOOK_BACK, Exposure, Ledger, Strain

# No upper bound: a record ahead of the clock counts as now. `until - shift` is when it ends; `until` has the index.
# CROSS JOIN tells SQLite to begin with the left table, whatever it has counted there.
_EXPOSURE: Final = (
    "SELECT id, run, muscle, side, kind, start - exposure.shift, until - exposure.shift,"
    " exposure.seconds + 0.0 FROM exposure"
    " CROSS JOIN session ON number = session"
)
EXPOSURES: Final = (
    f"{_EXPOSURE} WHERE until > :since AND until - exposure.shift > :since AND id IS NOT :but"
    " ORDER BY until - exposure.shift, id, run, muscle, side"
)
ON_MUSCLE: Final = (
    f"{_EXPOSURE} WHERE muscle = :muscle AND side = :side AND until > :since AND until - exposure.shift > :since"
    " ORDER BY until - exposure.shift, id, run"
)
STRAINS: Final = (
    "SELECT id, muscle, side, at - strain.shift, word FROM strain CROSS JOIN session ON number = session"
    " WHERE at > :since AND at - strain.shift > :since AND id IS NOT :but ORDER BY at - strain.shift, id, muscle, side"
)
FIRST_USE: Final = "SELECT started - shift FROM session ORDER BY started - shift LIMIT 1"


def read_ledger(db: sqlite3.Connection, now: float, but: str | None) -> Ledger:
    """Exposures and strains as far back as the rules look, without the session `but`."""
    since = now - LOOK_BACK
    return Ledger(
        exposures=_exposures(db.execute(EXPOSURES, {"since": since, "but": but})),
        strains=tuple(
            Strain(session=id_, muscle=muscle, side=side, at=at, word=word)
            for id_, muscle, side, at, word in db.execute(STRAINS, {"since": since, "but": but})
        ),
        first_use=next((started for (started,) in db.execute(FIRST_USE)), None),
    )


def on_muscle(db: sqlite3.Connection, muscle: str, side: str, since: float) -> tuple[Exposure, ...]:
    """What one muscle-side had since a wall-clock second."""
    return _exposures(db.execute(ON_MUSCLE, {"muscle": muscle, "side": side, "since": since}))


def _exposures(rows: Iterable[Any]) -> tuple[Exposure, ...]:
    return tuple(
        Exposure(session=id_, run=run, muscle=muscle, side=side, kind=kind, start=start, end=until, seconds=seconds)
        for id_, run, muscle, side, kind, start, until, seconds in rows
    )
