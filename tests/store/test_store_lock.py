"""One session at a time, across processes, and never longer than the process lives."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from stories import WALL, beginning, name, record, run

from stretchplayer.store import AlreadyPlaying, Holder, SqliteStore
from stretchplayer.store.lock import LOCK

Open = Callable[..., SqliteStore]
ME = Holder(pid=1, terminal="/dev/pts/0", host="here", since=WALL)

PLAY = """
import sys
from pathlib import Path
from stretchplayer.store import Holder, open_store
hold = open_store(Path(sys.argv[1])).hold(sys.argv[2], Holder.here(5.0))
print(hold.held, flush=True)
sys.stdin.read()
"""


def playing(folder: Path) -> "subprocess.Popen[str]":
    """Another process that plays, and has said so."""
    other = subprocess.Popen(
        [sys.executable, "-c", PLAY, str(folder), name(1)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "True\n"
    return other


def test_a_second_copy_says_where_the_first_one_runs(tmp_path: Path, opened: Open) -> None:
    store = opened()
    other = playing(tmp_path)
    try:
        with pytest.raises(AlreadyPlaying) as caught:
            store.hold(name(2), ME)
        assert caught.value.where.startswith(f"process {other.pid}, ")
        assert str(caught.value) == f"A session is being played already: {caught.value.where}."
        assert store.playing() == caught.value.where
    finally:
        other.communicate()
    assert store.playing() is None
    with store.hold(name(2), ME) as hold:
        assert hold.held


def test_the_lock_dies_with_its_process(tmp_path: Path, opened: Open) -> None:
    store = opened()
    for _ in range(3):
        other = playing(tmp_path)
        other.kill()
        other.communicate()
        assert (tmp_path / LOCK).stat().st_size, "it did not have the time to tidy up"
        assert store.playing() is None
        store.hold(name(2), ME).release()


def test_a_session_played_elsewhere_is_not_there_to_be_resumed(tmp_path: Path, opened: Open) -> None:
    store = opened()
    store.begin(beginning(1))
    record(store, 1, 0, run(1, 0, 30))
    other = playing(tmp_path)
    try:
        assert store.unfinished() is None
    finally:
        other.communicate()
    with store.hold(name(1), ME):
        assert store.unfinished() is not None, "but it is for the one that plays it"


@pytest.mark.parametrize(
    "note",
    [b"", b"{", b"\xff" * 50, b"[1]", b'{"session":"x","who":{"pid":1,"terminal":"\\u001b[2J","host":"h","since":1}}'],
)
def test_a_note_that_says_nothing_sensible_is_not_shown(tmp_path: Path, opened: Open, note: bytes) -> None:
    store = opened()
    with store.hold(name(1), ME):
        (tmp_path / LOCK).write_bytes(note)
        with pytest.raises(AlreadyPlaying, match="in another process, which does not say where"):
            store.hold(name(2), ME)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
@pytest.mark.parametrize("way", ["removed", "emptied", "replaced", "moved"])
def test_no_tampering_with_the_file_lets_a_second_copy_play(tmp_path: Path, opened: Open, way: str) -> None:
    store, file = opened(), tmp_path / LOCK
    other = playing(tmp_path)
    try:
        match way:
            case "removed":
                file.unlink()
            case "emptied":
                file.write_bytes(b"")
            case "replaced":
                file.with_suffix(".new").write_bytes(b"")
                file.with_suffix(".new").replace(file)
            case "moved":
                file.rename(tmp_path / "elsewhere")
        assert store.playing() is not None
        with pytest.raises(AlreadyPlaying):
            store.hold(name(2), ME)
    finally:
        other.communicate()
    assert store.playing() is None
    with store.hold(name(2), ME) as hold:
        assert hold.held


def test_the_lock_is_released_once(tmp_path: Path, opened: Open) -> None:
    store = opened()
    first = store.hold(name(1), ME)
    first.release()
    second = store.hold(name(1), ME)
    first.release()
    assert store.playing() is not None
    second.release()
    assert (tmp_path / LOCK).read_bytes() == b""


def test_a_holder_knows_where_it_is() -> None:
    here = Holder.here(WALL)
    assert here.pid == os.getpid()
    assert here.since == WALL
    assert str(here).startswith(f"process {os.getpid()}, ")


@pytest.mark.skipif(sys.platform == "win32", reason="no stopped processes there")
def test_a_stopped_process_still_holds(tmp_path: Path, opened: Open) -> None:
    store = opened()
    other = playing(tmp_path)
    other.send_signal(signal.SIGSTOP)
    try:
        with pytest.raises(AlreadyPlaying):
            store.hold(name(2), ME)
    finally:
        other.kill()
        other.communicate()


def test_where_nothing_can_be_locked_the_session_may_go_on(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened()

    def refuse(_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("stretchplayer.store.lock._lock", refuse)
    with store.hold(name(1), ME) as hold:
        assert not hold.held
        assert hold.warning is not None
        assert "cannot be locked (Operation not supported)" in hold.warning
    assert store.playing() is None


def test_where_what_was_left_cannot_be_settled_the_session_may_go_on(opened: Open) -> None:
    store, other = opened(), opened()
    with other._connection.durable(), store.hold(name(1), ME) as hold:
        assert hold.held
        assert hold.warning is not None
        assert "locked" in hold.warning
    assert store.playing() is None


def test_a_note_that_cannot_be_read_says_so(tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened()
    with store.hold(name(1), ME):
        (tmp_path / LOCK).write_text("?" * 10_000)
        assert store.playing() == "in another process, which does not say where"
        monkeypatch.setattr("stretchplayer.store.lock.FileIO", _refuse)
        assert store.playing() == "in another process, which does not say where"


def _refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")
