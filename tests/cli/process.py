"""A program that runs while the test watches: through a pipe or in a terminal, line by line, each with its instant."""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import NamedTuple, Self

from cli.house import SOON, Home, sound


class Line(NamedTuple):
    """One line of output without the bells in it, and the monotonic second at which it was read."""

    text: str
    at: float


class Process:
    """A running command; a context manager that leaves no process behind.

    In a `terminal`, standard error goes there too, and the process is the leader of its own session; with
    `in_shell`,
    it is a shell instead of the program. Every wait ends with the line waited for, with the end of the output, or
    with a failed test; nothing sleeps.
    """

    def __init__(
        self,
        home: Home,
        *arguments: str,
        terminal: bool = False,
        warp: tuple[float, float] | None = None,
        env: Mapping[str, str | None] | None = None,
        size: tuple[int, int] = (24, 300),
        before: Callable[[], None] | None = None,
        in_shell: bool = False,
        stdin: int = subprocess.PIPE,
    ) -> None:
        self.lines: list[Line] = []
        self.rung = 0
        self._buffer = b""
        self._seen = 0
        self._errors = b""
        command = ["bash", "--norc", "--noprofile", "-i"] if in_shell else home.command(arguments, warp)
        environment = home.environment({"PS1": "$ ", **(env or {})})
        if terminal:
            self._fd, slave = os.openpty()
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
            self._popen = subprocess.Popen(
                command,
                stdin=slave,
                stdout=slave,
                stderr=slave,
                cwd=home.folder,
                env=environment,
                start_new_session=True,
                preexec_fn=lambda: _own_terminal(before),  # noqa: PLW1509 - no threads run in a test's process
            )
            os.close(slave)
            self._input = self._fd
        else:
            self._popen = subprocess.Popen(
                command,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=home.folder,
                env=environment,
                preexec_fn=before,  # noqa: PLW1509 - the same
            )
            assert self._popen.stdout is not None
            self._fd = self._popen.stdout.fileno()
            self._input = self._popen.stdin.fileno() if self._popen.stdin is not None else -1
        self.terminal = terminal
        self.over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._popen.poll() is None:
            self._popen.kill()
        self._popen.wait()
        self.hang_up()
        if self._popen.stderr is not None:
            self._popen.stderr.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._popen.pid

    @property
    def code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._popen.poll()

    @property
    def said(self) -> str:
        """All lines so far."""
        return "\n".join(line.text for line in self.lines)

    @property
    def errors(self) -> str:
        """What went to standard error so far, where that is not the terminal."""
        stderr = self._popen.stderr
        while (
            stderr is not None and select.select([stderr], [], [], 0)[0] and (chunk := os.read(stderr.fileno(), 65536))
        ):
            self._errors += chunk
        return self._errors.decode()

    def wait_for(self, pattern: str, timeout: float = SOON) -> Line:
        """The next line, after the last one waited for, in which `pattern` is found."""
        deadline = time.monotonic() + timeout
        while True:
            while self._seen < len(self.lines):
                line = self.lines[self._seen]
                self._seen += 1
                if re.search(pattern, line.text):
                    return line
            if not self._more(deadline):
                message = f"no line with {pattern!r}; said so far:\n{self.said}\n{'' if self.terminal else self.errors}"
                raise AssertionError(message)

    def listen(self, until: float) -> None:
        """Read until the monotonic second `until`, or the end."""
        while self._more(until):
            pass

    def send(self, text: str) -> None:
        """Type something, or write it into the pipe."""
        self.send_bytes(text.encode())

    def send_bytes(self, keys: bytes) -> None:
        """Type bytes that need be no text."""
        os.write(self._input, keys)

    def close_input(self) -> None:
        """Nothing more will come: the end of the file, for a pipe."""
        assert self._popen.stdin is not None
        self._popen.stdin.close()
        self._input = -1

    def close_output(self) -> None:
        """Nobody reads any more, of a pipe."""
        assert self._popen.stdout is not None
        self._popen.stdout.close()
        self._fd = -1

    def hang_up(self) -> None:
        """Let go of the terminal, or of both ends of the pipes."""
        with contextlib.suppress(OSError):
            if self.terminal and self._fd >= 0:
                os.close(self._fd)
            self._fd = -1
            for stream in (self._popen.stdin, self._popen.stdout):
                if stream is not None:
                    stream.close()

    def signal(self, number: signal.Signals) -> float:
        """Send a signal; returns the monotonic second of it."""
        self._popen.send_signal(number)
        return time.monotonic()

    def end(self, timeout: float = SOON) -> int:
        """Read to the end; the exit code, negative for a signal. Nothing it said may be a traceback."""
        deadline = time.monotonic() + timeout
        while self._fd >= 0 and self._more(deadline):
            pass
        assert self.over or self._fd < 0, f"still running; said so far:\n{self.said}"
        code = self._popen.wait(max(1.0, deadline - time.monotonic()))
        sound(self.said)
        sound(self.errors)
        return code

    def kill(self) -> float:
        """Kill it as no program can prevent; returns the monotonic second of it."""
        at = self.signal(signal.SIGKILL)
        self._popen.wait()
        self.end()
        return at

    def _more(self, deadline: float) -> bool:
        """Read what there is; False at the deadline or at the end of the output."""
        if self.over:
            return False
        ready, _, _ = select.select([self._fd], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            chunk = os.read(self._fd, 65536)
        except OSError:
            # A terminal whose other end has been closed.
            chunk = b""
        self.over = not chunk
        self._take(chunk)
        return not self.over

    def _take(self, chunk: bytes) -> None:
        """Read lines out of what came; empty at the end."""
        at = time.monotonic()
        self.rung += chunk.count(b"\a")
        *whole, self._buffer = (self._buffer + chunk + (b"" if chunk else b"\n" * bool(self._buffer))).split(b"\n")
        self.lines += [Line(line.decode().removesuffix("\r").replace("\a", ""), at) for line in whole]


def _own_terminal(before: Callable[[], None] | None) -> None:
    """In the child: take the terminal that stands at standard input as its own, so that closing it hangs up."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    if before is not None:
        before()
