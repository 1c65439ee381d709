"""A program that plays without a pause until it is killed; it says what was done before it says it to the store.

One line a claim: `run seconds`, the seconds that have been done of that run. So whatever was read from this
program had happened, and of what had happened at most one heartbeat was not yet written down.
"""

import sys
from pathlib import Path

from stories import WALL, beginning, name, run, snapshot

from stretchplayer.caps import Run
from stretchplayer.store import Entry, Holder, open_store

HOLD = 6
LAST = 400


def main(folder: Path, session: int) -> None:
    """Play runs of six seconds, one heartbeat a second; seconds pass as fast as they can be written down."""
    store = open_store(folder, boot="the same")
    store.hold(name(session), Holder.here(WALL))
    store.begin(beginning(session, session * 10_000.0))
    at = session * 10_000.0
    done: tuple[Run, ...] = ()
    for number in range(1, LAST):
        full = run(number, at, HOLD)
        entry = Entry(kind="entered", at=at)
        store.record(
            name(session), [entry], [full], (), snapshot(*done, run(number, full.start - WALL, 0)), WALL + at, at
        )
        for second in range(1, HOLD + 1):
            at += 1
            print(number, second, flush=True)  # noqa: T201 - it is how it talks
            now = snapshot(*done, run(number, full.start - WALL, second))
            if second < HOLD:
                store.beat(name(session), now, WALL + at, at)
        entry = Entry(kind="left", at=at)
        store.record(name(session), [entry], [run(number, full.start - WALL, HOLD)], (), now, WALL + at, at)
        done = (*done, run(number, full.start - WALL, HOLD))[-3:]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
