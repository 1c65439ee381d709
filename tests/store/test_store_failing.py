"""A disk that is full, read-only or gone: one clear sentence, nothing half written, and the session can go on."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from stories import WALL, beginning, name, record, run, seconds, snapshot

from stretchplayer.store import SqliteStore, StoreFailed

Open = Callable[..., SqliteStore]
HERE = Path(__file__).parent
ROOT = HERE.parents[1]

STORY = """
import sqlite3, sys
from contextlib import closing
from pathlib import Path
sys.path[:0] = [{tests!r}, {source!r}]
from stories import WALL, beginning, name, record, run, seconds, snapshot
from stretchplayer.store import FILE, StoreFailed, StoreUnusable, open_store
folder = Path({folder!r})

def until_it_fails(store):
    for number in range(1, 100_000):
        try:
            record(store, 1, number, run(number, number, 1), now=snapshot(open_run=False))
        except StoreFailed as failure:
            return number, str(failure)

def sound():
    with closing(sqlite3.connect(folder / FILE)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
"""

FULL = """
ballast = folder / "ballast"
store = open_store(folder)
store.begin(beginning())
number, failure = until_it_fails(store)
assert failure == "The history cannot be written: the disk is full.", failure
written = dict.fromkeys(range(1, number), 1.0)
assert number > 10
assert seconds(store) == written
try:
    store.beat(name(1), snapshot(strains=()), WALL, 0)
except StoreFailed as failed:
    assert "the disk is full" in str(failed)
store.close()
sound()
"""

FULL_FROM_THE_START = """
with (folder / "ballast").open("wb", buffering=0) as ballast:
    try:
        while ballast.write(bytes(4096)):
            pass
    except OSError:
        pass
try:
    open_store(folder)
except StoreUnusable as unusable:
    assert str(unusable).endswith("cannot be used: the disk is full."), unusable
else:
    raise AssertionError
(folder / "ballast").unlink()
store = open_store(folder)
assert store.notice is None, store.notice
store.begin(beginning())
store.close()
sound()
"""

READ_ONLY = """
import subprocess
store = open_store(folder)
store.begin(beginning())
store.close()
subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
for place in (folder, folder / "below"):
    try:
        open_store(place)
    except StoreUnusable as unusable:
        assert "cannot be used: it is read-only" in str(unusable), unusable
    else:
        raise AssertionError
"""

TOO_LONG = """
import resource
store = open_store(folder)
store.begin(beginning())
limit = 256 * 1024
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
number, failure = until_it_fails(store)
assert failure == "The history cannot be written: the disk does not do what it is told.", failure
assert seconds(store) == dict.fromkeys(range(1, number), 1.0)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
record(store, 1, number, run(number, number, 1), now=snapshot(open_run=False))
assert len(seconds(store)) == number
store.close()
sound()
"""


def told(story: str, folder: Path) -> str:
    """The story as a program."""
    return STORY.format(tests=str(HERE), source=str(ROOT / "src"), folder=str(folder)) + story


def play(story: str, folder: Path, *before: str) -> None:
    """Play a story in a process of its own; what stands `before` runs it."""
    done = subprocess.run(
        [*before, sys.executable, "-c", told(story, folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@cache
def can_mount() -> bool:
    """Whether an unprivileged process may mount something of its own here."""
    if shutil.which("unshare") is None:
        return False
    command = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("story", [FULL, FULL_FROM_THE_START, READ_ONLY], ids=["full", "full at first", "read-only"])
def test_a_real_disk_that_does_not_take_any_more(tmp_path: Path, story: str) -> None:
    if not can_mount():
        pytest.skip("nothing can be mounted here (needs user namespaces); the other tests of this file stand in")
    mount = f'mount -t tmpfs -o size=1m none "{tmp_path}" && exec "$@"'
    play(story, tmp_path, "unshare", "-rm", "sh", "-c", mount, "sh")


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    play(TOO_LONG, tmp_path)


def test_a_database_that_may_not_grow(real: SqliteStore) -> None:
    real.begin(beginning())
    record(real, 1, 0, run(1, 0, 30))
    before = real.unfinished()
    raw = real._connection.raw
    raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
    many = [run(number, number, 1) for number in range(2, 900)]
    with pytest.raises(StoreFailed, match=r"^The history cannot be written: the disk is full\.$"):
        record(real, 1, 2, *many)
    assert seconds(real) == {1: 30.0}, "all or nothing"
    with pytest.raises(StoreFailed, match="the disk is full"):
        real.beat(name(1), snapshot(*many), WALL + 3, 3)
    assert real.unfinished() == before
    raw.execute("PRAGMA max_page_count = 100000")
    record(real, 1, 2, *many)
    assert len(seconds(real)) == 899


def test_a_record_that_cannot_be_is_not_half_written(real: SqliteStore) -> None:
    real.begin(beginning())
    record(real, 1, 0, run(1, 0, 30))
    with pytest.raises(StoreFailed, match="constraint failed"):
        record(real, 1, 5, run(2, 5, 30), run(3, 5, -1))
    with pytest.raises(StoreFailed, match="constraint failed"):
        record(real, 1, 5, run(2, 5, 30), run(3, 5, float("nan")))
    assert seconds(real) == {1: 30.0}
    record(real, 1, 5, run(2, 5, 30))
    assert seconds(real) == {1: 30.0, 2: 30.0}
