"""A history that cannot be written is still read, so that a full disk is no way past a cap."""

from collections.abc import Callable
from pathlib import Path

from stories import WALL, played, run

from stretchplayer.caps import Ledger
from stretchplayer.store import FILE, SqliteStore
from stretchplayer.store.opening import read_only_ledger


def test_what_was_said_last_is_read_too(opened: Callable[..., SqliteStore], tmp_path: Path) -> None:
    store = opened()
    played(store, 1, 0, run(1, 0, 30), run(2, 60, 20))
    assert (tmp_path / f"{FILE}-wal").stat().st_size, "the log must hold what the file does not"
    assert read_only_ledger(tmp_path, FILE, WALL + 100) == store.ledger(WALL + 100)


def test_the_history_is_not_touched(opened: Callable[..., SqliteStore], tmp_path: Path) -> None:
    played(opened(), 1, 0, run(1, 0, 30))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if not path.name.endswith("-shm")}
    assert read_only_ledger(tmp_path, FILE, WALL) != Ledger()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if not path.name.endswith("-shm")} == before


def test_what_is_no_history_of_ours_is_none(tmp_path: Path) -> None:
    assert read_only_ledger(tmp_path, FILE, WALL) is None
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    assert read_only_ledger(tmp_path, FILE, WALL) is None
