"""`kill -9` at any moment: the file opens clean, and never is less charged than was done."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from stories import WALL, name
from writer import HOLD

from stretchplayer.store import FILE, MOST_UNREPORTED, SqliteStore

Open = Callable[..., SqliteStore]
HERE = Path(__file__).parent
KILLS = 15


def killed(folder: Path, session: int, lines: int) -> dict[int, float]:
    """Play until `lines` claims have come, kill, and return what was claimed done of each run."""
    path = os.pathsep.join([str(HERE), str(HERE.parents[1] / "src"), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, str(HERE / "writer.py"), str(folder), str(session)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
    ) as playing:
        assert playing.stdout is not None
        claimed = [playing.stdout.readline() for _ in range(lines)]
        playing.kill()
        claimed += playing.stdout.readlines()
    # The last line may have been cut in two by the kill.
    pairs = [line.split() for line in claimed if line.endswith("\n")]
    return {int(number): float(second) for number, second in pairs}


@pytest.mark.slow
def test_killed_at_any_moment_the_history_is_whole_and_nothing_done_is_forgotten(tmp_path: Path, opened: Open) -> None:
    chance = random.Random(20_250_615)
    for session in range(1, KILLS + 1):
        claimed = killed(tmp_path, session, chance.randrange(1, 60))
        with closing(sqlite3.connect(tmp_path / FILE)) as db:
            assert db.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            rows = db.execute("SELECT monotonic, wall FROM journal ORDER BY number").fetchall()
            assert rows == sorted(rows), "the journal only grows"
        store = opened(boot="the same")
        assert store.notice is None
        assert store.playing() is None, "the lock died with its process"
        left = store.unfinished()
        assert left is not None
        assert left.id == name(session)
        store.settle()
        charged = {each.run: each.seconds for each in store.ledger(WALL).exposures if each.session == name(session)}
        for number, done in claimed.items():
            assert done <= charged[number] <= min(HOLD, done + MOST_UNREPORTED), (session, number)
        # At most the run that was charged but of which nothing was claimed yet.
        assert len(charged) - len(claimed) in (0, 1)
        assert all(charged[number] <= MOST_UNREPORTED for number in set(charged) - set(claimed))
        assert left.snapshot.progress.runs[-1].seconds == charged[max(charged)]
        store.close()
