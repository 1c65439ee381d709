"""Opening: what is fresh, what is foreign, what is broken, and what is in the way."""

import codecs
import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from stories import WALL, beginning, past, played, run, seconds, snapshot

from stretchplayer.store import FILE, Holder, SqliteStore, StoreFailed, StoreUnusable, open_store

Open = Callable[..., SqliteStore]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions are another matter there")
NOBODY = 65534


def raw(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / FILE, isolation_level=None)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Where the tests run as root, be nobody for a while: permissions do not bind root."""
    if os.geteuid():
        yield
        return
    codecs.lookup("ascii")  # Python loads it at its first use, from folders that nobody may not be let into.
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that anybody can reach, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_the_folder_is_made_and_is_nobody_elses_business(tmp_path: Path, opened: Open) -> None:
    folder = tmp_path / "a" / "b"
    played(opened(folder), 1, 0, run(1, 0, 30))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700 or sys.platform == "win32"
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600 or sys.platform == "win32", file


def test_what_was_written_is_there_the_next_time(tmp_path: Path, opened: Open) -> None:
    store = opened()
    played(store, 1, 0, run(1, 0, 30))
    store.close()
    assert [each.name for each in tmp_path.iterdir()] == [FILE], "closed in order, nothing else is left behind"
    assert seconds(opened()) == {1: 30.0}


def test_two_processes_can_read_and_write_the_same_file(opened: Open) -> None:
    one, other = opened(), opened()
    played(one, 1, 0, run(1, 0, 30))
    played(other, 2, 99, run(1, 99, 30))
    assert len(past(one)) == len(past(other)) == 2


@pytest.mark.parametrize("name", ["ordinary", "with space", "ünïcödé", "quest?ion#mark", "file:x"])
def test_any_folder_name_will_do(tmp_path: Path, opened: Open, name: str) -> None:
    if sys.platform == "win32" and set(name) & set("?:"):
        pytest.skip("no such names there")
    played(opened(tmp_path / name), 1, 0, run(1, 0, 30))
    assert (tmp_path / name / FILE).is_file()


def test_a_routine_path_need_not_be_text(real: SqliteStore) -> None:
    file = os.fsdecode(b"/tmp/\xff\xfe.toml") if sys.platform != "win32" else "x.toml"
    real.begin(beginning(file=file))
    real.record(beginning().id, (), (), (), snapshot(), WALL, 0)
    left = real.unfinished()
    assert left is not None
    assert left.file == file


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreUnusable, match=r"^The folder .*file cannot be used: it is not a folder\.$"):
        open_store(tmp_path / "file")
    with pytest.raises(StoreUnusable, match=r"it is not a folder"):
        open_store(tmp_path / "file" / "below")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(StoreUnusable, match=r"it is not a file\.$"):
        open_store(tmp_path)


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, opened: Open) -> None:
    opened().close()
    with closing(raw(tmp_path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreUnusable, match="made by a newer version of stretchplayer"):
        open_store(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with closing(raw(tmp_path)) as db:
        db.execute("CREATE TABLE session (mine)")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreUnusable, match="belongs to another program"):
        open_store(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_locked_database_is_not_waited_for_for_ever(tmp_path: Path, opened: Open) -> None:
    store = opened()
    with closing(raw(tmp_path)) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFailed, match=r"cannot be written: another program holds it locked\.$"):
            store.begin(beginning())
    store.begin(beginning())


def test_a_database_locked_by_force_cannot_be_opened(tmp_path: Path, opened: Open) -> None:
    opened().close()
    with closing(raw(tmp_path)) as db:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnusable, match="another program holds it locked"):
            open_store(tmp_path, patience=0.0)


@POSIX
def test_a_read_only_folder(public: Path) -> None:
    public.chmod(0o555)
    with (
        unprivileged(),
        pytest.raises(StoreUnusable, match=r"^The folder .* cannot be used: there is no permission\.$"),
    ):
        open_store(public)
    with unprivileged(), pytest.raises(StoreUnusable, match="there is no permission"):
        open_store(public / "below")


@POSIX
def test_a_read_only_folder_with_a_history_in_it(public: Path) -> None:
    public.chmod(0o777)
    with unprivileged():
        open_store(public).close()
    public.chmod(0o555)
    with (
        unprivileged(),
        pytest.raises(StoreUnusable, match=r"^The folder .*: it is read-only, or not yours to write\.$"),
    ):
        open_store(public)


@POSIX
def test_a_history_of_somebody_else(public: Path) -> None:
    public.chmod(0o777)
    with unprivileged():
        open_store(public).close()
        (public / FILE).chmod(0o444)
        with pytest.raises(StoreUnusable, match=r"^The history .*: it is read-only, or not yours to write\.$"):
            open_store(public)


@POSIX
def test_where_the_folder_became_read_only_the_session_can_go_on_without_the_lock(public: Path) -> None:
    public.chmod(0o777)
    with unprivileged():
        store = open_store(public)
    public.chmod(0o555)
    with unprivileged(), store.hold("x", Holder.here(WALL)) as hold:
        assert not hold.held
        assert hold.warning is not None
        assert hold.warning.startswith("Nothing keeps a second copy from playing at the same time: ")
    store.close()


def test_a_store_that_was_closed_says_so(real: SqliteStore) -> None:
    real.close()
    real.close()
    with pytest.raises(StoreFailed, match="closed"):
        real.ledger(WALL)
    with pytest.raises(StoreFailed, match="closed"):
        real.export(BytesIO())
