"""The command-line players of a system that take raw sound on their standard input."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from select import select
from typing import IO, Final

from msgspec import Struct

from stretchplayer.routine import quoting
from stretchplayer.sound.outputs.quiet import QUIET
from stretchplayer.sound.pcm import CHANNELS, RATE

BUFFER: Final = 0.15
"""Seconds that a player is asked to keep."""
PIPE: Final = 8192
"""Bytes that lie in the pipe, where the system lets it be so small: 43 ms."""
_MILLISECONDS: Final = round(BUFFER * 1000)
_RAW: Final = ("--raw", "--format=s16le", f"--rate={RATE}", f"--channels={CHANNELS}")
_NAMED: Final = ("--client-name=stretchplayer", "--stream-name=stretchplayer")
_PULSE: Final = ("--playback", *_RAW, *_NAMED, f"--latency-msec={_MILLISECONDS}")
_KNOWN: Final = {
    "pacat": _PULSE,
    "paplay": _PULSE,
    "pw-play": (
        *("--raw", "--format=s16", f"--rate={RATE}", f"--channels={CHANNELS}"),
        *(f"--latency={_MILLISECONDS}ms", "-"),
    ),
    "aplay": (
        *("--quiet", "--file-type=raw", "--format=S16_LE", f"--rate={RATE}", f"--channels={CHANNELS}"),
        *(f"--buffer-time={_MILLISECONDS * 1000}", f"--period-time={_MILLISECONDS * 500}", "-"),
    ),
}
"""In this order: the first two buffer least, older forms of the third take no raw sound, and the last one can keep a
card to itself. `afplay` of macOS plays only whole files."""
NAMES: Final = tuple(_KNOWN)


class Player(Struct, frozen=True):
    """A command that plays what it gets on its standard input."""

    name: str
    command: tuple[str, ...]


def installed(which: Callable[[str], str | None] = shutil.which) -> tuple[Player, ...]:
    """The players that are there, the best first; none on Windows, which has none that stream."""
    if sys.platform == "win32":
        return ()
    found = ((name, which(name), arguments) for name, arguments in _KNOWN.items())
    return tuple(Player(name, (path, *arguments)) for name, path, arguments in found if path)


def _environment() -> dict[str, str]:
    """What a player inherits: all but the wish that its library be quiet, for what it complains of is wanted."""
    return {name: value for name, value in os.environ.items() if name != QUIET}


class Child:
    """A player that runs. Raises OSError where it cannot be started."""

    def __init__(self, player: Player) -> None:
        # A file, not a pipe: nobody has to empty it.
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        try:
            # In a session of its own: the interrupt key is meant for this program alone.
            self._process = subprocess.Popen(  # noqa: S603 - fixed words, the path from a look-up, and no shell
                player.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                bufsize=0,
                pipesize=PIPE,
                env=_environment(),
                start_new_session=True,
            )
        except OSError:
            self._said.close()
            raise
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        self._pipe = self._process.stdin
        os.set_blocking(self._pipe.fileno(), False)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def lasts(self, seconds: float) -> bool:
        """Whether it still runs after so long."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    @property
    def complaint(self) -> str:
        """The last line that it wrote on standard error."""
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").split("\n")
        return quoting.plain(next((line.strip() for line in reversed(lines) if line.strip()), "it ended at once"))

    def room(self, seconds: float) -> bool:
        """Whether the pipe takes something, which is waited for at most so long."""
        return bool(select([], [self._pipe], [], seconds)[1])

    def write(self, data: bytes) -> int:
        """Write what there is room for; how many bytes went. Raises OSError where nobody reads any more."""
        try:
            return os.write(self._pipe.fileno(), data)
        except BlockingIOError:
            return 0

    def end(self, seconds: float = 0.5) -> None:
        """End it at once, what is in its buffer unheard; to be called once."""
        self._process.kill()
        self._pipe.close()
        self.lasts(seconds)
        self._said.close()
