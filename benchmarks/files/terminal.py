"""A program in a terminal of its own, and what it costs: time to its first frame, processor, memory, what it writes.

Linux only.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import Final, Self

SOON: Final = 30.0


class Running:
    """A program in a terminal of `size`, columns and rows; a context manager that ends it."""

    def __init__(self, command: list[str], home: Path, size: tuple[int, int] = (80, 24)) -> None:
        self.began = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
            environment = {**os.environ, **{name: str(home / name) for name in names}, "TERM": "xterm-256color"}
            # An installed program has its bytecode beside it.
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            os.execve(command[0], command, environment)  # noqa: S606 - our own programs
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.seen = b""
        self.written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def listen(self, until: float) -> None:
        """Read what it draws until the instant `until`."""
        while (left := until - time.perf_counter()) > 0:
            if select.select([self.terminal], [], [], left)[0]:
                read = os.read(self.terminal, 65536)
                self.seen += read
                self.written += len(read)
                return

    def first_frame(self, *signs: str) -> float:
        """Seconds until something of each of these patterns was drawn."""
        while not all(re.search(sign, self.text) for sign in signs):
            assert time.perf_counter() < self.began + SOON, self.seen[-2000:]
            self.listen(self.began + SOON)
        return time.perf_counter() - self.began

    @property
    def text(self) -> str:
        """What it has drawn so far, without the sequences that place and colour it."""
        return re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", self.seen).decode(errors="replace")

    def processor(self, seconds: float) -> float:
        """Processor seconds that the next `seconds` cost."""
        before, end = self.used, time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.listen(end)
        return self.used - before

    def memory(self) -> float:
        """MiB that are its own or shared, as the system counts them."""
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text(encoding="ascii"))
        assert found is not None
        return int(found[1]) / 1024

    @property
    def used(self) -> float:
        """Processor seconds so far of all its threads; to the nanosecond, where `stat` counts hundredths."""
        threads = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((thread / "schedstat").read_text(encoding="ascii").split()[0]) for thread in threads) / 1e9
