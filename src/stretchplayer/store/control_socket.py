"""A socket beside the lock, through which other terminals of the same user ask the session that plays.

One word comes in, one answer goes out. It is served by a thread of its own, one client after the other and with a
limit on how many in a second, so that no client can hold up the session.
"""

import os
import select
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final

from stretchplayer.problems import UserError
from stretchplayer.translation import gettext, to_translate

NAME: Final = "control.sock"
"""Name of the socket, in the state folder."""
LONGEST_WORD: Final = 64
"""Bytes of a question."""
PATIENCE: Final = 4.0
"""Seconds that a client waits for a step of the answer."""
_LONGEST_ANSWER: Final = 64 * 1024
_BRIEF: Final = 0.3
"""Seconds that a client gets to say the word, and to take the answer."""
_APART: Final = 0.02
"""Seconds between two clients."""
_WAITING: Final = 64
_LONGEST_PATH: Final = 100
"""Bytes of a path that every system takes as the address of a socket."""
_OWN_DESCRIPTORS: Final = Path("/proc/self/fd")
_SILENT: Final = to_translate("The session does not answer. Is it stopped, with ctrl+z?")


class NoChannel(UserError):
    """A session cannot be asked from here; the text says why."""


class ControlSocket(AbstractContextManager["ControlSocket"]):
    """Serves the socket in `folder`, whose file is open to its user alone; a context manager.

    `answer` is called with each word in the serving thread; b"" for what it does not know. Where no socket can be made
    there is none: `served` is False, and the session plays all the same.
    """

    def __init__(self, folder: Path, answer: Callable[[str], bytes]) -> None:
        self._path, self._answer = folder / NAME, answer
        self._stop_reader, self._stop_writer = socket.socketpair()
        self._thread: threading.Thread | None = None
        self._socket = _listening(self._path)
        if self._socket is not None:
            self._thread = threading.Thread(target=self._serve, args=(self._socket,), name="control", daemon=True)
            self._thread.start()

    @property
    def served(self) -> bool:
        """Whether clients can connect."""
        return self._thread is not None

    def __exit__(self, *_error: object) -> None:
        """Take the socket away."""
        self._stop_writer.close()
        if self._thread is not None:
            self._thread.join(PATIENCE)
        if self._socket is not None:
            self._socket.close()
            with suppress(OSError):
                self._path.unlink()
        self._stop_reader.close()

    def _serve(self, server: socket.socket) -> None:
        while self._stop_reader not in select.select([server, self._stop_reader], [], [])[0]:
            with suppress(OSError):
                # A client may leave in the middle.
                self._receive(server)
            select.select([self._stop_reader], [], [], _APART)

    def _receive(self, server: socket.socket) -> None:
        client, _ = server.accept()
        with client:
            client.settimeout(_BRIEF)
            word, end, _ = client.recv(LONGEST_WORD + 1).partition(b"\n")
            # Something to read now is the end: after a while in which this process was stopped, nobody waits any more.
            gone = select.select([client], [], [], 0)[0]
            if end and word.isascii() and len(word) <= LONGEST_WORD and not gone:
                client.sendall(self._answer(word.decode()))


def ask(folder: Path, word: str) -> bytes | None:
    """What the session that plays answers to `word`; None where none is there. Raises NoChannel."""
    if not hasattr(socket, "AF_UNIX"):
        raise NoChannel(gettext("On this system a session can only be steered in its own window, with its keys."))
    path = folder / NAME
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise NoChannel(message) from error
    if not stat.S_ISSOCK(found.st_mode) or found.st_uid != os.getuid():
        raise NoChannel(
            gettext("{path} is no socket of yours. Remove it, and start the session again.").format(path=path)
        )
    answer = b""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(PATIENCE)
        try:
            with _address(path) as address:
                asking.connect(address)
            asking.sendall(f"{word}\n".encode())
            while (part := asking.recv(4096)) and len(answer) <= _LONGEST_ANSWER:
                answer += part
        except (ConnectionRefusedError, FileNotFoundError):
            # Left behind by a session that was killed.
            return None
        except OSError as error:
            raise NoChannel(gettext(_SILENT)) from error
    if not answer:
        raise NoChannel(gettext(_SILENT))
    return answer


def _listening(path: Path) -> socket.socket | None:
    """A socket at `path` that listens; None where none can be, or another session listens there."""
    if not hasattr(socket, "AF_UNIX"):
        return None
    server = socket.socket(socket.AF_UNIX)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear(path)
        # On Linux what is made then has this mode from its first moment; elsewhere it is only set below.
        with suppress(OSError):
            os.fchmod(server.fileno(), 0o600)
        with _address(path) as address:
            server.bind(address)
        path.chmod(0o600)
        server.listen(_WAITING)
        server.settimeout(_BRIEF)
    except OSError:
        server.close()
        return None
    return server


def _clear(path: Path) -> None:
    """Remove what a killed session left, or a link; a file stays, and a socket on which another process listens."""
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISSOCK(mode):
            with socket.socket(socket.AF_UNIX) as asking, _address(path) as address, suppress(ConnectionRefusedError):
                asking.settimeout(_BRIEF)
                asking.connect(address)
                return
        if stat.S_ISSOCK(mode) or stat.S_ISLNK(mode):
            path.unlink()


@contextmanager
def _address(path: Path) -> Iterator[str]:
    """The path, or a shorter name for it: the address of a socket has little room."""
    if len(os.fsencode(path)) <= _LONGEST_PATH or not _OWN_DESCRIPTORS.is_dir():
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"{_OWN_DESCRIPTORS}/{folder}/{path.name}"
    finally:
        os.close(folder)
