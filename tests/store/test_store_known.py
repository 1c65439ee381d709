"""Which moves were done, in how many sessions, and since when; and what was known in a session that was left."""

import io
from pathlib import Path

from stories import WALL, beginning, name, snapshot

from stretchplayer.store import SqliteStore, open_store

DAY = 86_400.0


def did(store: SqliteStore, number: int, day: float, *moves: str) -> None:
    """A session on one day in which these moves were done."""
    store.begin(beginning(number, day * DAY))
    store.record(name(number), (), (), (), snapshot(moves=moves), WALL + day * DAY + 60, 60)
    done = snapshot(moves=moves, state="finished")
    store.end(name(number), "finished", done, WALL + day * DAY + 120, 120)


def test_a_move_counts_once_in_each_session_and_for_as_long_as_is_asked(store: SqliteStore) -> None:
    for number, day in enumerate((0, 10, 20), 1):
        did(store, number, day, "march", *(("calf-wall",) if day else ()))
    assert store.known(WALL - 1, 3) == ("march",)
    assert store.known(WALL - 1, 2) == ("calf-wall", "march")
    assert store.known(WALL + 1, 3) == ()
    assert store.known(WALL + 5 * DAY, 2) == ("calf-wall", "march")


def test_what_was_done_in_a_session_that_was_left_counts_too(store: SqliteStore) -> None:
    store.begin(beginning(1, 0.0))
    store.leave(name(1), snapshot(moves=("march",)), WALL + 30, 30)
    assert store.known(WALL - 1, 1) == ("march",)


def test_a_session_that_is_resumed_knows_what_it_knew(tmp_path: Path) -> None:
    store = open_store(tmp_path, boot="first")
    store.begin(beginning(1, 0.0, known=("calf-wall 1", "march 2"), snapshot=snapshot()))
    left = store.unfinished()
    assert left is not None
    assert left.known == ("calf-wall 1", "march 2")


def test_moves_go_with_an_export_and_are_merged(tmp_path: Path) -> None:
    one, other = (open_store(tmp_path / machine, boot="first") for machine in ("one", "other"))
    did(one, 1, 0, "march", "calf-wall")
    did(other, 2, 1, "march")
    for source, target in ((one, other), (other, one), (one, other)):
        file = io.BytesIO()
        source.export(file)
        file.seek(0)
        target.import_(file)
    assert one.known(WALL - 1, 2) == other.known(WALL - 1, 2) == ("march",)
    assert one.known(WALL - 1, 1) == other.known(WALL - 1, 1) == ("calf-wall", "march")


def test_an_export_of_an_earlier_version_knows_nothing(store: SqliteStore) -> None:
    did(store, 1, 0)
    file = io.BytesIO()
    store.export(file)
    assert b"moves" not in file.getvalue()
    file.seek(0)
    store.import_(file)
    assert store.known(WALL - 1, 1) == ()
