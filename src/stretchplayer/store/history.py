"""The history as a query: one row a session, in the order they were started."""

import sqlite3
from collections.abc import Iterator
from typing import Final

from stretchplayer.store.records import Past

HISTORY: Final = (
    "SELECT id, routine, started - shift, ended - shift, state, seconds, worked, before, after FROM session"
    " ORDER BY started - shift, id"
)


def read_history(db: sqlite3.Connection) -> Iterator[Past]:
    """Every session, the newest last."""
    for id_, routine, started, ended, state, seconds, worked, before, after in db.execute(HISTORY):
        yield Past(
            id=id_,
            routine=routine,
            started=started,
            ended=ended,
            state=state,
            seconds=seconds,
            worked_seconds=worked,
            before=before,
            after=after,
        )
