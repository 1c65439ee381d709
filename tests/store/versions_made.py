"""Writes `versions/N.sql` for the version of this checkout; to be run once, when the schema has a new version.

PYTHONPATH=src:tests/store python tests/store/versions_made.py
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from stories import BOTH, WALL, beginning, name, played, record, run, snapshot, strain

from stretchplayer.fitting.adjustments import Change, Fitting
from stretchplayer.store import FILE, open_store
from stretchplayer.store.database import SCRIPTS

FITTING = Fitting(asked=600.0, changes=(Change(path="2.1", key="hold", value=15.0),), left_out=("3",))
KNOWN = ("calf-wall",)


def main() -> None:
    """Play two sessions, the second of which crashes, and dump what there is."""
    target = Path(__file__).parent / "versions" / f"{len(SCRIPTS)}.sql"
    if target.exists():
        message = f"{target} is there already; it is never made anew"
        raise SystemExit(message)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), boot="first")
        played(store, 1, 0, run(1, 0, 30, BOTH), run(2, 60, 20))
        store.begin(beginning(2, 100, text='title = "ü"\n'.encode(), before=None, fitting=FITTING, known=KNOWN))
        record(store, 2, 100, run(1, 100, 25), now=snapshot(run(1, 100, 0)))
        now = snapshot(run(1, 100, 4), strains=(strain(104, "cramp"),), moves=("march",))
        store.record(name(2), (), (), [strain(104, "cramp")], now, WALL + 104, 104)
        store.beat(name(2), now, WALL + 105, 105)
        store.close()
        target.parent.mkdir(exist_ok=True)
        with closing(sqlite3.connect(Path(folder) / FILE)) as db:
            target.write_text("\n".join(db.iterdump()) + "\n", "utf-8")


if __name__ == "__main__":
    main()
