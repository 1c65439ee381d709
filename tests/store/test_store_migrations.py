"""From every version that ever was to the newest, in one go or not at all."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from stories import WALL, name, past

from stretchplayer.store import FILE, SqliteStore
from stretchplayer.store.database import APPLICATION, SCRIPTS, NotOurs, migrate, version

Open = Callable[..., SqliteStore]

VERSIONS = Path(__file__).parent / "versions"
"""A history as each version left it, written by that version and dumped: `1.sql`, `2.sql`, …"""

THREE = (
    ("CREATE TABLE one (a)", "INSERT INTO one VALUES (1)"),
    ("ALTER TABLE one ADD COLUMN b",),
    ("UPDATE one SET b = 3",),
)


def schema(db: sqlite3.Connection) -> list[tuple[str, str]]:
    return db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()


def test_every_version_has_its_history() -> None:
    assert sorted(each.name for each in VERSIONS.iterdir()) == [
        f"{number}.sql" for number in range(1, len(SCRIPTS) + 1)
    ]


@pytest.mark.parametrize("number", range(1, len(SCRIPTS) + 1))
def test_a_history_of_an_earlier_version_is_read_and_goes_on(tmp_path: Path, opened: Open, number: int) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.executescript((VERSIONS / f"{number}.sql").read_text("utf-8"))
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {number}")
    store = opened()
    assert [(each.id, each.state, each.after) for each in past(store)] == [
        (name(1), "finished", 2),
        (name(2), "unfinished", None),
    ]
    assert [each.seconds for each in store.ledger(WALL).exposures] == [30.0, 30.0, 20.0, 25.0]
    assert [each.word for each in store.ledger(WALL).strains] == ["cramp"]
    assert store.ledger(WALL).first_use == WALL
    left = store.unfinished()
    assert left is not None
    assert left.id == name(2)
    store.settle()
    store.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as db, closing(sqlite3.connect(":memory:")) as fresh:
        migrate(fresh)
        assert schema(db) == schema(fresh), "an old history and a new one end up the same"


@pytest.mark.parametrize("start", range(4))
def test_every_step_is_taken_once_and_in_order(start: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db, THREE[:start])
        assert version(db, THREE) == start
        migrate(db, THREE)
        migrate(db, THREE)
        assert db.execute("SELECT * FROM one").fetchall() == [(1, 3)]
        assert version(db, THREE) == 3


def test_a_step_that_fails_leaves_everything_as_it_was() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db, THREE[:1])
        before = list(db.iterdump())
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, (*THREE, ("ALTER TABLE nowhere ADD COLUMN x",)))
        assert list(db.iterdump()) == before
        assert version(db, THREE) == 1
        assert not db.in_transaction


def test_a_newer_version_is_not_ours_to_touch() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db, THREE)
        with pytest.raises(NotOurs, match="newer version"):
            migrate(db, THREE[:2])
