"""The socket beside the lock: for its own user alone, whatever lies in its place and whatever is said to it."""

import os
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from stretchplayer.store import control_socket
from stretchplayer.store.control_socket import NAME, ControlSocket, NoChannel, ask

STRANGER = "import socket; socket.socket(socket.AF_UNIX).connect('control.sock')"


def echo(word: str) -> bytes:
    return f"heard {word}".encode()


def raw(folder: Path, data: bytes) -> bytes:
    """What comes back for any bytes at all."""
    with socket.socket(socket.AF_UNIX) as visitor:
        visitor.settimeout(5.0)
        visitor.connect(str(folder / NAME))
        try:
            visitor.sendall(data)
            visitor.shutdown(socket.SHUT_WR)
            return visitor.recv(100)
        except (BrokenPipeError, ConnectionResetError):
            # What is too long is not read to its end.
            return b""


def test_it_answers_its_user_and_survives_garbage(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 20) / ("deeper" * 20)
    assert ask(folder, "status") is None
    with ControlSocket(folder, echo) as served:
        assert served.served
        assert stat.S_IMODE((folder / NAME).lstat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        # A path that is too long for an address is reached all the same.
        assert ask(folder, "status") == b"heard status"
    assert not os.path.lexists(folder / NAME)
    with ControlSocket(tmp_path, echo):
        for garbage in (b"", b"\n" * 3, b"status", b"\xff\xfe\n", b"x" * 100_000, b"x" * 80 + b"\n", b"\x00\x01"):
            assert raw(tmp_path, garbage) == b""
        # Who is gone by now was told that nothing happened.
        assert raw(tmp_path, b"pause\n") == b""
        assert ask(tmp_path, "pause") == b"heard pause"
        with ControlSocket(tmp_path, lambda _word: b"second") as second:
            assert not second.served
        assert ask(tmp_path, "pause") == b"heard pause"


def test_many_visitors_are_held_off(tmp_path: Path) -> None:
    count = 12
    with ControlSocket(tmp_path, echo):
        begun = time.monotonic()
        asking = [threading.Thread(target=ask, args=(tmp_path, "status")) for _ in range(count)]
        for each in asking:
            each.start()
        for each in asking:
            each.join()
        assert time.monotonic() - begun > (count - 1) * control_socket._APART


def test_what_a_killed_session_left_is_cleared_and_no_file_is(tmp_path: Path) -> None:
    place, other = tmp_path / NAME, tmp_path / "precious"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(place))
    assert ask(tmp_path, "status") is None
    with ControlSocket(tmp_path, echo):
        assert ask(tmp_path, "status") == b"heard status"
    other.write_text("kept")
    place.symlink_to(other)
    with pytest.raises(NoChannel, match="no socket of yours"):
        ask(tmp_path, "status")
    with ControlSocket(tmp_path, echo):
        assert stat.S_ISSOCK(place.lstat().st_mode)
    assert other.read_text() == "kept"
    place.write_text("also kept")
    with ControlSocket(tmp_path, echo) as served:
        assert not served.served
    assert place.read_text() == "also kept"


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="becomes another user")
def test_another_user_is_neither_answered_nor_asked(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with ControlSocket(tmp_path, echo):
        stranger = subprocess.run(
            ["/usr/bin/env", "python3", "-c", STRANGER], cwd=tmp_path, user=65534, capture_output=True, check=False
        )
        assert b"PermissionError" in stranger.stderr, stranger
        os.chown(tmp_path / NAME, 65534, 65534)
        with pytest.raises(NoChannel, match="no socket of yours"):
            ask(tmp_path, "status")
