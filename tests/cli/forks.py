"""A Python that has imported the program once, and forks for each command: a test waits for no imports.

The child has pipes, environment, folder and arguments of its own, and ends as a program ends. What depends on how the
interpreter itself was started, such as its encoding, needs a process of its own.
"""

import atexit
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from io import FileIO, TextIOWrapper
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

import msgspec

_HERE: Final = Path(__file__)
_READY: Final = (
    *("main", "parser", "printing", "planning", "authoring", "browse", "records", "play", "asking", "watching"),
    *("doctor", "about", "editing", "formatting", "moves", "new_for", "new_from", "rendering", "sheets"),
)
_BESIDE: Final = (
    *("app.listing", "app.session_flow", "app.sheet_html", "app.short_form_checks", "editing.importing.writing"),
    *("sound.render", "sound.sound_file", "sound.cues.cue_set", "sound.stream.choose_output", "figures.export"),
)
"""What these import where it is used."""
_LONGEST: Final = 1024 * 1024
_ERR: Final = 2


class Order(msgspec.Struct):
    """One command: what to run, and in which surroundings."""

    arguments: list[bytes]
    folder: bytes
    environment: dict[bytes, bytes]
    warp: tuple[float, float] | None


class Forks:
    """The one server of this process; threads take turns."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._socket, other = socket.socketpair()
        environment = {**os.environ, "LANG": "C.UTF-8"}
        command = [sys.executable, str(_HERE), str(other.fileno())]
        self._server = subprocess.Popen(command, pass_fds=[other.fileno()], env=environment, stdin=subprocess.DEVNULL)
        other.close()
        self._answers = self._socket.makefile("rb")
        atexit.register(self.close)

    def close(self) -> None:
        """Let the server go."""
        self._socket.close()
        self._answers.close()
        self._server.wait()

    def run(
        self,
        arguments: Sequence[str | bytes],
        *,
        stdin: bytes,
        folder: Path,
        environment: Mapping[str, str],
        warp: tuple[float, float] | None,
        timeout: float,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one command to its end, as `subprocess.run` does with captured output."""
        with self._turn:
            return self._run(arguments, stdin, folder, environment, warp, timeout)

    def _run(
        self,
        arguments: Sequence[str | bytes],
        stdin: bytes,
        folder: Path,
        environment: Mapping[str, str],
        warp: tuple[float, float] | None,
        timeout: float,
    ) -> subprocess.CompletedProcess[bytes]:
        order = Order(
            arguments=[os.fsencode(each) for each in arguments],
            folder=os.fsencode(folder),
            environment={os.fsencode(key): os.fsencode(value) for key, value in environment.items()},
            warp=warp,
        )
        text = msgspec.msgpack.encode(order)
        pipes = [os.pipe() for _ in range(3)]
        theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
        socket.send_fds(self._socket, [len(text).to_bytes(8, "big")], theirs)
        self._socket.sendall(text)
        for end in theirs:
            os.close(end)
        pid = self._number()
        assert pid > 0, "0 would be this whole group of processes"
        late = threading.Timer(timeout, _kill, (pid,))
        late.start()
        writer = threading.Thread(target=_write, args=(pipes[0][1], stdin))
        writer.start()
        said: dict[int, bytes] = {}
        readers = [threading.Thread(target=_read, args=(pipes[each][0], each, said)) for each in (1, 2)]
        for each in readers:
            each.start()
        for each in (*readers, writer):
            each.join()
        code = self._number()
        late.cancel()
        if code == -signal.SIGKILL:
            raise subprocess.TimeoutExpired([str(each) for each in arguments], timeout, said[1], said[2])
        return subprocess.CompletedProcess(list(arguments), code, said[1], said[2])

    def _number(self) -> int:
        return int(self._answers.readline())


@cache
def forks() -> Forks:
    """The server of this process, begun when it is first needed."""
    return Forks()


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def _write(descriptor: int, data: bytes) -> None:
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except BrokenPipeError:
        # Nobody there reads on; what they say about it is what the test looks at.
        pass


def _read(descriptor: int, number: int, said: dict[int, bytes]) -> None:
    with os.fdopen(descriptor, "rb") as file:
        said[number] = file.read()


def _serve(descriptor: int) -> None:
    """Fork for each order that comes, and say how each child ended; in the child, run the command."""
    with socket.socket(fileno=descriptor) as line:
        while True:
            heading, files, _, _ = socket.recv_fds(line, 8, 3)
            if not heading:
                return
            left, text = int.from_bytes(heading, "big"), b""
            while len(text) < left:
                text += line.recv(min(_LONGEST, left - len(text)))
            pid = os.fork()
            if not pid:
                line.close()
                _obey(msgspec.msgpack.decode(text, type=Order), files)
            for each in files:
                os.close(each)
            line.sendall(b"%d\n" % pid)
            _, status = os.waitpid(pid, 0)
            line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _obey(order: Order, files: list[int]) -> NoReturn:
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environb.clear()
    os.environb.update(order.environment)
    os.chdir(order.folder)
    sys.stdin, sys.stdout, sys.stderr = (_stream(number, mode) for number, mode in enumerate("rww"))
    arguments = [os.fsdecode(each) for each in order.arguments]
    sys.argv = ["stretchplayer", *arguments]
    warped: Any = import_module("warped")
    if order.warp is not None:
        warped.warp(*order.warp)
    sys.exit(warped.main(arguments))


def _stream(number: int, mode: str) -> TextIO:
    return TextIOWrapper(
        FileIO(number, mode), encoding="utf-8", errors="surrogateescape", line_buffering=number == _ERR
    )


if __name__ == "__main__":
    for name in _READY:
        import_module(f"stretchplayer.cli.{name}")
    for name in _BESIDE:
        import_module(f"stretchplayer.{name}")
    import_module("warped")
    # What is there for good is left alone by the collections of each child, and so is not copied by them.
    gc.collect()
    gc.freeze()
    _serve(int(sys.argv[1]))
