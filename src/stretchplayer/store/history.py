"""The history as a query: one row a session, in the order they were started."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Final

from stretchplayer.store.records import Past

# Another program can have put text where numbers belong: a sum with it is a number, and the last column tells.
HISTORY: Final = (
    "SELECT id, routine, started - shift, ended - shift, state, seconds + 0.0, worked + 0.0, before, after,"
    " typeof(started) = 'text' OR typeof(ended) = 'text' OR typeof(seconds) = 'text' OR typeof(worked) = 'text'"
    " FROM session ORDER BY started - shift, id"
)


def read_history(db: sqlite3.Connection, damaged: Callable[[str], None]) -> Iterator[Past]:
    """Every session, the newest last; the ids of those that cannot be read are handed to `damaged`."""
    for id_, routine, started, ended, state, seconds, worked, before, after, unreadable in db.execute(HISTORY):
        if unreadable:
            damaged(id_)
            continue
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
