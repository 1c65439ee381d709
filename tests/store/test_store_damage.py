"""A damaged history is noticed, set aside whole, and said; never deleted, and never under a running session."""

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from stories import WALL, beginning, name, past, played, record, run, snapshot

from stretchplayer.store import FILE, Holder, PlayLock, SqliteStore, StoreFailed, StoreUnusable, open_store
from stretchplayer.store.database import SUSPECT
from stretchplayer.store.opening import SMALL, check_due

Open = Callable[..., SqliteStore]
PAGE = 4096
MIDNIGHT = 1_750_032_000


def filled(folder: Path, sessions: int = 60) -> Path:
    """A history of some pages, closed in good order; returns its file."""
    store = open_store(folder)
    for number in range(1, sessions):
        played(store, number, number * 100.0, *(run(each, number * 100.0 + each, 5) for each in range(20)))
    store.close()
    return folder / FILE


def garble(file: Path, *, start: int, length: int, seed: int = 1) -> bytes:
    """Overwrite a part of the file; returns what it holds now."""
    with file.open("r+b") as stream:
        stream.seek(start)
        stream.write(random.Random(seed).randbytes(length))
    os.utime(file, (MIDNIGHT, MIDNIGHT))
    return file.read_bytes()


@pytest.mark.parametrize(
    ("start", "length"),
    [(0, 100), (0, PAGE), (PAGE, PAGE), (3 * PAGE, 6 * PAGE), (100, 2000)],
    ids=["header", "first page", "second page", "many pages", "schema"],
)
def test_a_damaged_history_is_set_aside_and_a_fresh_one_begun(
    tmp_path: Path, opened: Open, start: int, length: int
) -> None:
    broken = garble(filled(tmp_path), start=start, length=length)
    store = opened()
    aside = tmp_path / "history.db.damaged-20250616T000000Z"
    assert aside.read_bytes() == broken
    assert store.notice is not None
    assert store.notice.startswith(f"The history was damaged; it was set aside as {aside}, and a new one was begun.")
    assert "is not counted any more" in store.notice
    assert past(store) == []
    played(store, 1, 0, run(1, 0, 30))
    store.close()
    assert opened().notice is None


def test_a_text_file_is_not_a_history(tmp_path: Path, opened: Open) -> None:
    (tmp_path / FILE).write_text("Dear diary, today I touched my toes.\n" * 40)
    assert "damaged" in (opened().notice or "")
    assert len(list(tmp_path.glob("history.db.damaged-*"))) == 1


def test_a_file_cut_short_is_set_aside(tmp_path: Path, opened: Open) -> None:
    file = filled(tmp_path)
    with file.open("r+b") as stream:
        stream.truncate(5 * PAGE)
    assert opened().notice is not None


def test_an_empty_file_is_simply_new(tmp_path: Path, opened: Open) -> None:
    (tmp_path / FILE).touch()
    assert opened().notice is None


def test_nothing_that_was_set_aside_before_is_overwritten(tmp_path: Path, opened: Open) -> None:
    for number in range(3):
        (tmp_path / FILE).write_bytes(bytes([number]) * 5000)
        os.utime(tmp_path / FILE, (MIDNIGHT, MIDNIGHT))
        opened().close()
    aside = sorted(tmp_path.glob("history.db.damaged-*"))
    assert [each.name[-4:] for each in aside] == ["000Z", "0Z-2", "0Z-3"]
    assert [each.read_bytes()[0] for each in aside] == [0, 1, 2]


def test_the_log_of_a_damaged_history_goes_with_it(tmp_path: Path, opened: Open) -> None:
    (tmp_path / FILE).write_bytes(b"x" * 5000)
    (tmp_path / f"{FILE}-wal").write_bytes(b"what was written last")
    os.utime(tmp_path / FILE, (MIDNIGHT, MIDNIGHT))
    opened()
    assert (tmp_path / "history.db.damaged-20250616T000000Z-wal").read_bytes() == b"what was written last"


def test_a_session_that_is_being_played_is_not_pulled_from_under(tmp_path: Path, opened: Open) -> None:
    store = opened()
    with store.hold(name(1), Holder(pid=7, terminal="/dev/pts/7", host="here", since=WALL)):
        store.close()
        (tmp_path / FILE).write_bytes(b"x" * 5000)
        with pytest.raises(StoreUnusable, match=r"is damaged, but a session is being played with it: process 7, "):
            open_store(tmp_path)
    assert not list(tmp_path.glob("*damaged*"))


def test_where_another_process_was_faster_its_new_history_is_kept(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = filled(tmp_path)
    whole = file.read_bytes()
    garble(file, start=0, length=100)

    def acquire(*_: object) -> PlayLock:
        file.write_bytes(whole)
        return opened(tmp_path / "elsewhere").hold("x", Holder.here(WALL))

    monkeypatch.setattr("stretchplayer.store.opening.acquire", acquire)
    store = opened()
    assert store.notice is None
    assert len(past(store)) == 59


def test_damage_that_a_big_history_hides_is_found_at_the_next_start(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stretchplayer.store.opening.SMALL", 0)
    file = filled(tmp_path)
    garble(file, start=2 * PAGE, length=file.stat().st_size - 2 * PAGE)
    store = opened()
    assert store.notice is None, "too big to look at every page at every start"
    with pytest.raises(StoreFailed, match=r"^The history cannot be read: it is damaged\.$"):
        past(store)
    store.close()
    assert file.with_name(FILE + SUSPECT).exists()
    assert opened().notice is not None
    assert not file.with_name(FILE + SUSPECT).exists()


def test_a_suspicion_without_cause_is_dropped(tmp_path: Path, opened: Open) -> None:
    file = filled(tmp_path)
    file.with_name(FILE + SUSPECT).touch()
    assert opened().notice is None
    assert not file.with_name(FILE + SUSPECT).exists()


def test_when_a_history_is_looked_at(tmp_path: Path) -> None:
    file = tmp_path / FILE
    assert not check_due(file), "there is none"
    file.touch()
    assert check_due(file), "it is small"
    os.truncate(file, SMALL + 1)
    assert not check_due(file), "it is big, and nothing speaks against it"
    file.with_name(f"{FILE}-wal").touch()
    assert not check_due(file)
    file.with_name(f"{FILE}-wal").write_bytes(b"x")
    assert check_due(file), "it was not closed in order"


def test_a_damaged_log_costs_what_was_in_it_and_no_more(tmp_path: Path, opened: Open) -> None:
    store = opened()
    played(store, 1, 0, run(1, 0, 30))
    store.close()
    store = opened()
    store.begin(beginning(2, 99))
    copied = tmp_path / "copy"
    copied.mkdir()
    (copied / FILE).write_bytes((tmp_path / FILE).read_bytes())
    (copied / f"{FILE}-wal").write_bytes(random.Random(3).randbytes(20_000))
    found = opened(copied)
    assert found.notice is None
    assert [each.id for each in past(found)] == [name(1)]


def test_a_snapshot_of_another_version_is_not_offered_and_its_charge_stays(tmp_path: Path, opened: Open) -> None:
    store = opened()
    store.begin(beginning(1))
    record(store, 1, 0, run(1, 0, 30), now=snapshot(run(1, 0, 1)))
    store.begin(beginning(2, 50))
    record(store, 2, 50, run(1, 50, 20), now=snapshot(run(1, 50, 1)))
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("UPDATE snapshot SET body = '{}' WHERE session = 2")
        db.commit()
    store.settle()
    left = store.unfinished()
    assert left is not None
    assert left.id == name(1)
    assert store.notice == "A session was left unfinished by another version of stretchplayer; it cannot be resumed."
    assert {each.session: each.seconds for each in store.ledger(WALL).exposures} == {name(1): 2.0, name(2): 20.0}
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("UPDATE open_session SET profile = '[]'")
        db.commit()
    assert store.unfinished() is None


def test_where_no_fresh_history_can_be_made_the_damaged_one_is_still_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE).write_bytes(b"x" * 5000)

    def full(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("stretchplayer.store.opening.migrate", full)
    with pytest.raises(StoreUnusable, match=r"was set aside as .*, but no new one can be made\.$"):
        open_store(tmp_path)
    (aside,) = tmp_path.glob("*.damaged-*")
    assert aside.read_bytes() == b"x" * 5000


def test_where_it_cannot_be_set_aside_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_bytes(b"x" * 5000)

    def refuse(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StoreUnusable, match=r"is damaged, and it cannot be set aside: Permission denied\.$"):
        open_store(tmp_path)
    assert (tmp_path / FILE).read_bytes() == b"x" * 5000


def test_a_file_that_cannot_be_opened_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr("stretchplayer.store.database.sqlite3.connect", refuse)
    with pytest.raises(StoreUnusable, match=r"^The history .* cannot be used: it cannot be opened\.$"):
        open_store(tmp_path)


def test_a_record_that_another_program_spoilt_is_named_and_the_others_are_shown(real: SqliteStore) -> None:
    for number in (1, 2, 3):
        played(real, number, number * 100.0, run(1, number * 100.0, 30))
    real._connection.raw.execute("UPDATE session SET started = 'noon' WHERE id = ?", (name(2),))
    real._connection.raw.execute("UPDATE exposure SET seconds = 'many' WHERE run = 1")
    assert [each.id for each in real.history()] == [name(1), name(3)]
    assert real.notice == f"The record of the session {name(2)} is damaged; it is left out, and the others are shown."
    assert all(each.seconds == 0 for each in real.ledger(WALL).exposures)
