"""Opening files: whatever lies at a path, there is an answer at once."""

import os
import socket
from pathlib import Path

import pytest

from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.problems import Unreadable
from stretchplayer.routine import reader

SMALL = b'format = 1\ntitle = "x"\n[[step]]\nkind = "rest"\nduration = 1\n'


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rest.toml"
    path.write_bytes(SMALL)
    reading = reader.load(path)
    assert reading.problems == ()
    assert reading.routine is not None
    assert reading.routine.file == str(path)
    assert reading.routine == getattr(reader.read(SMALL, str(path)), "routine", None)


def test_a_link_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "rest.toml").write_bytes(SMALL)
    (tmp_path / "link.toml").symlink_to("rest.toml")
    assert reader.load(tmp_path / "link.toml").routine is not None


@pytest.mark.parametrize("size", [MAX_BYTES, MAX_BYTES + 1])
def test_the_size_of_a_file(tmp_path: Path, size: int) -> None:
    """A file that is too large is a problem like any other, so that `check` reports it in its list."""
    path = tmp_path / "large.toml"
    path.write_bytes(SMALL + b"#" * (size - len(SMALL)))
    reading = reader.load(path)
    expected = [] if size == MAX_BYTES else [f"{path}:1:1: error: larger than 1 MiB: no routine is that long"]
    assert [str(problem) for problem in reading.problems] == expected


def message(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        reader.load(path)
    return str(caught.value).removeprefix(str(path))


def test_no_file(tmp_path: Path) -> None:
    assert message(tmp_path / "none.toml") == ": no such file"


def test_a_broken_link(tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to("nowhere")
    assert message(tmp_path / "link.toml") == ": no such file"


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to("link.toml")
    assert message(tmp_path / "link.toml") == ": a link that leads back to itself"


def test_a_file_taken_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "rest.toml").write_bytes(SMALL)
    assert message(tmp_path / "rest.toml" / "x.toml").startswith(": cannot be read: ")


def test_a_folder(tmp_path: Path) -> None:
    assert message(tmp_path) == ": a folder, not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.timeout(5)
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert message(tmp_path / "pipe.toml") == ": a named pipe, not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.timeout(5)
def test_a_file_that_turns_into_a_pipe_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rest.toml").write_bytes(SMALL)
    before = (tmp_path / "rest.toml").stat()
    os.mkfifo(tmp_path / "pipe.toml")
    monkeypatch.setattr(os, "stat", lambda _: before)
    assert message(tmp_path / "pipe.toml") == ": a named pipe, not a file"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in folders here")
def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.toml")
        assert message(tmp_path / "socket.toml") == ": a socket, not a file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
@pytest.mark.timeout(5)
def test_a_device() -> None:
    assert message(Path("/dev/zero")) == ": a device, not a file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read here")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.toml"
    path.write_bytes(SMALL)
    path.chmod(0)
    assert message(path) == ": you have no permission to read it"


def test_permission_is_asked_for_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.toml"
    path.write_bytes(SMALL)

    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    assert message(path) == ": you have no permission to read it"


def test_paths_that_no_system_takes(tmp_path: Path) -> None:
    assert message(tmp_path / "a\0b") != ""
    assert "cannot be read" in message(tmp_path / ("x" * 5000))


def test_a_name_is_said_without_its_escapes(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        reader.load(tmp_path / "a\x1b[31m\n.toml")
    assert str(caught.value).isprintable()


def test_no_file_is_left_open(tmp_path: Path) -> None:
    path = tmp_path / "rest.toml"
    path.write_bytes(SMALL)
    before = os.open(path, os.O_RDONLY)
    os.close(before)
    for _ in range(3):
        reader.load(path)
    after = os.open(path, os.O_RDONLY)
    os.close(after)
    assert after == before
