"""Command-line players of the system, where there is no library for the device: a process that gets raw sound."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from select import select
from typing import IO, Final

from msgspec import Struct

from stretchplayer.clock import Clock
from stretchplayer.file_access import system_words
from stretchplayer.routine import quoting
from stretchplayer.sound.pcm import CHANNELS, FRAME, RATE
from stretchplayer.sound.stream.miniaudio_stream import QUIET
from stretchplayer.sound.stream.sound_output import NoSound, SoundOutput, Throttle
from stretchplayer.translation import gettext

BUFFER: Final = 0.15
"""Seconds that a player is asked to keep."""
PIPE: Final = 8192
"""Bytes that lie in the pipe, where the system lets it be so small: 43 ms."""
BLOCK: Final = RATE // 25
"""Frames that are pulled at once: 40 ms."""
PROVED: Final = 1.0
"""Seconds after which a player that still runs is taken to play; one that finds no server ends much sooner."""
_WAIT: Final = 0.1
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
"""In this order: the first two buffer least, older versions of the third take no raw sound, and the last one can keep a
card to itself. `afplay` of macOS plays only whole files."""
NAMES: Final = tuple(_KNOWN)


class Player(Struct, frozen=True):
    """A command that plays what it gets on its standard input."""

    name: str
    command: tuple[str, ...]


def installed(which: Callable[[str], str | None] = shutil.which) -> tuple[Player, ...]:
    """The players that are installed, the best first; none on Windows, which has none that stream."""
    if sys.platform == "win32":
        return ()
    found = ((name, which(name), arguments) for name, arguments in _KNOWN.items())
    return tuple(Player(name, (path, *arguments)) for name, path, arguments in found if path)


class Child:
    """A running player. Raises OSError where it cannot be started."""

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
                # What the player's library complains of is wanted here.
                env={name: value for name, value in os.environ.items() if name != QUIET},
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
        """Whether it still runs after `seconds`."""
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
        return quoting.plain(
            next((line.strip() for line in reversed(lines) if line.strip()), gettext("it ended at once"))
        )

    def room(self, seconds: float) -> bool:
        """Whether the pipe takes something, within at most `seconds`."""
        return bool(select([], [self._pipe], [], seconds)[1])

    def write(self, data: bytes) -> int:
        """Write what there is room for; how many bytes that was. Raises OSError where nothing reads any more."""
        try:
            return os.write(self._pipe.fileno(), data)
        except BlockingIOError:
            return 0

    def end(self, seconds: float = 0.5) -> None:
        """End it at once, without playing what is in its buffer; to be called once."""
        self._process.kill()
        self._pipe.close()
        self.lasts(seconds)
        self._said.close()


def first(players: Sequence[Player]) -> tuple[Player, Child]:
    """The first player that runs, running. Raises NoSound where there is none."""
    faults = []
    for player in players:
        try:
            child = Child(player)
        except OSError as error:
            faults.append(f"{player.name}: {system_words(error)}")
            continue
        if child.lasts(PROVED):
            return player, child
        faults.append(f"{player.name}: {child.complaint}")
        child.end()
    none = gettext("there is no {names} or {last}").format(names=", ".join(NAMES[:-1]), last=NAMES[-1])
    raise NoSound("; ".join(faults) or none)


class CommandOutput(SoundOutput):
    """Feeds a player, and another one where it dies or stops reading."""

    latency = BUFFER + PIPE / FRAME / RATE
    """Where the player keeps no more than it is asked to."""
    lead = 0.2
    prefill = 10

    def __init__(self, clock: Clock, players: Sequence[Player] | None = None) -> None:
        super().__init__(clock)
        self._players = installed() if players is None else players
        self._player: Player | None = None
        self._child: Child | None = None
        self._rest = b""

    @property
    def name(self) -> str:
        """The player's name: "pacat"."""
        return self._player.name if self._player else gettext("sound player")

    def begin(self) -> None:
        """Start the first player that runs. Raises NoSound."""
        self._player, self._child = first(self._players)
        # It took a second until now.
        self._start_clocks(self._clock.monotonic())

    def turn(self) -> None:
        """Feed the player; wait a moment where it takes nothing."""
        now = self._clock.monotonic()
        if self._child is not None and not self._child.alive:
            self._lose(now)
        if self._watchdog.look(now):
            self._begin_anew(now)
        if self._watchdog.lost:
            self._drop(now)
        if self._child is None or self._throttle.ahead(now):
            self._ended.wait(_WAIT / 2)
        elif self._child.room(_WAIT):
            self._write(self._child)

    def end(self) -> None:
        """End the player."""
        child, self._child, self._rest = self._child, None, b""
        if child is not None:
            child.end()

    def _write(self, child: Child) -> None:
        now = self._clock.monotonic()
        self._rest = self._rest or self._pull(BLOCK, now)
        try:
            self._rest = self._rest[child.write(self._rest) :]
        except OSError:
            self._lose(now)
            return
        if not self._rest:
            self._watchdog.pulled(now)

    def _lose(self, now: float) -> None:
        self.end()
        self._watchdog.failed(now)

    def _begin_anew(self, now: float) -> None:
        self.end()
        if self._player is None:
            return
        try:
            self._child = Child(self._player)
        except OSError:
            self._watchdog.failed(now)
        else:
            self._watchdog.opened(now)
            self._throttle = Throttle(now, self.lead)
