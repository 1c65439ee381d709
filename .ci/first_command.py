"""Runs the README's first command at a terminal of its own until a routine plays, then interrupts it with ctrl+c.

The first ctrl+c asks whether to leave, the second means it.

    python3 .ci/first_command.py COMMAND HOME

Exits 0 if the routine started and the program, interrupted, said that it saved and ended with 130.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

STARTED = re.compile(r"GET READY")
ASKED = re.compile(r"Leave now")
STEERING = re.compile(r"\x1b\[[0-9;:?<=>]*[ -/]*[@-~]|\x1b.")
SAVED = re.compile(r"\bsaved\b", re.IGNORECASE)
INTERRUPTED = 130
CTRL_C = b"\x03"
PATIENCE = 300.0  # seconds for installing and starting
GRACE = 20.0  # seconds for saving


def environment(home: Path) -> dict[str, str]:
    """A home with nothing in it; only pip keeps its cache and its settings."""
    own = dict(os.environ)
    settings = Path("~/.config/pip/pip.conf").expanduser()
    if settings.exists():
        own.setdefault("PIP_CONFIG_FILE", str(settings))
    own.setdefault("PIP_CACHE_DIR", str(Path("~/.cache/pip").expanduser()))
    return {
        **own,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "TERM": "xterm",
    }


class Terminal:
    """A command at a terminal, and what it has written there so far."""

    def __init__(self, command: str, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.text = ""
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execvpe("bash", ["bash", "-c", command], environment(home))  # noqa: S606, S607 - the README's own words

    def wait_for(self, wanted: re.Pattern[str], seconds: float) -> bool:
        """Read until `wanted` shows; False if it has not after `seconds`, or all is over."""
        until = time.monotonic() + seconds
        while not wanted.search(self.text):
            if not self.read(until - time.monotonic()):
                return bool(wanted.search(self.text))
        return True

    def read(self, seconds: float) -> bool:
        """Take what comes next; False if nothing comes any more, or not in time."""
        if seconds <= 0 or not select.select([self.end], [], [], seconds)[0]:
            return False
        try:
            piece = os.read(self.end, 65536).decode(errors="replace")
        except OSError:  # so Linux says that the other end is closed
            return False
        self.text += STEERING.sub("", piece)
        return bool(piece)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.end, keys)

    def finish(self) -> int:
        """Read to the end; kill what does not end. The exit code, negative for a signal."""
        until = time.monotonic() + GRACE
        while self.read(until - time.monotonic()):
            pass
        if time.monotonic() >= until:
            os.killpg(self.pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def main(command: str, home: str) -> int:
    """Run `command`; 0 if all went as it should."""
    terminal = Terminal(command, Path(home))
    started = terminal.wait_for(STARTED, PATIENCE)
    if started:
        terminal.type(CTRL_C)
        terminal.wait_for(ASKED, GRACE)
        terminal.type(CTRL_C)
    code = terminal.finish()
    saved = bool(SAVED.search(terminal.text))
    if not saved:
        sys.stdout.write(terminal.text)
    sys.stdout.write(f"\nstarted: {started}, saved: {saved}, exit code: {code}\n")
    return 0 if started and saved and code == INTERRUPTED else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
