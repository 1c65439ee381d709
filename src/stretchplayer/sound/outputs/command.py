"""Sound through a player of the system, where there is no library for the device."""

import threading
from collections.abc import Sequence
from typing import Final

from stretchplayer.clock import Clock
from stretchplayer.sound.output import NoSound, Source
from stretchplayer.sound.outputs.guarded import Guarded
from stretchplayer.sound.outputs.pace import Brake, Pace
from stretchplayer.sound.outputs.players import BUFFER, NAMES, PIPE, Child, Player, installed
from stretchplayer.sound.outputs.watch import Watch
from stretchplayer.sound.pcm import FRAME, RATE

BLOCK: Final = RATE // 25
"""Frames that are pulled at once: 40 ms."""
PROVED: Final = 1.0
"""Seconds after which a player that still runs is taken to play; one that finds no server ends much sooner."""
PREFILL: Final = 10
"""Blocks that a player may take before it plays."""
LEAD: Final = 0.2
"""Seconds by which a player may be ahead of the clock."""
_TURN: Final = 0.1


class CommandOutput:
    """Feeds a child process from `open` to `close`; another one where it dies."""

    def __init__(self, clock: Clock, players: Sequence[Player] | None = None) -> None:
        self._clock = clock
        self._players = installed() if players is None else players
        self._feed: _Feed | None = None
        self._thread: threading.Thread | None = None

    @property
    def name(self) -> str:
        """The player's name: "pacat"."""
        return self._feed.player.name if self._feed else "sound player"

    @property
    def latency(self) -> float:
        """Seconds from pulling a block to hearing it, where the player keeps no more than it is asked to."""
        return BUFFER + PIPE / FRAME / RATE

    @property
    def lost(self) -> bool:
        """Whether the player is gone just now; what would be heard is pulled and thrown away meanwhile."""
        return self._feed is not None and self._feed.watch.lost

    @property
    def fault(self) -> Exception | None:
        """The first failure of the source, if there was one; silence was heard instead."""
        return self._feed.source.fault if self._feed else None

    def open(self, source: Source) -> None:
        """Begin to pull. Raises NoSound where no player runs."""
        if self._thread is not None:
            message = "this output is open already"
            raise ValueError(message)
        player, child = first(self._players)
        self._feed = feed = _Feed(self._clock, Guarded(source), player, child)
        self._thread = threading.Thread(target=feed.run, name="sound-command", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop pulling; closing twice is fine."""
        thread, self._thread = self._thread, None
        if thread is not None and self._feed is not None:
            self._feed.ended.set()
            thread.join(1.0)


def first(players: Sequence[Player]) -> tuple[Player, Child]:
    """The first player that runs, running. Raises NoSound where there is none."""
    faults = []
    for player in players:
        try:
            child = Child(player)
        except OSError as error:
            faults.append(f"{player.name}: {error.strerror or error}")
            continue
        if child.lasts(PROVED):
            return player, child
        faults.append(f"{player.name}: {child.complaint}")
        child.end()
    raise NoSound("; ".join(faults) or f"there is no {', '.join(NAMES[:-1])} or {NAMES[-1]}")


class _Feed:
    """What one thread does from `open` to `close`."""

    def __init__(self, clock: Clock, source: Guarded, player: Player, child: Child) -> None:
        now = clock.monotonic()
        self.source, self.player = source, player
        self.ended = threading.Event()
        self.watch = Watch(now, prefill=PREFILL)
        self._clock = clock
        self._child: Child | None = child
        self._rest = b""
        self._pace = Pace(now)
        self._brake = Brake(now, LEAD)

    def run(self) -> None:
        """Feed until it is ended."""
        while not self.ended.is_set():
            self._turn()
        if self._child is not None:
            self._child.end()

    def _turn(self) -> None:
        now = self._clock.monotonic()
        if self._child is not None and not self._child.alive:
            self._lose(now)
        if self.watch.look(now):
            self._begin_anew(now)
        if self.watch.lost:
            self._pace.drop(self.source, now)
        if self._child is None or self._brake.ahead(now):
            self.ended.wait(_TURN / 2)
        elif self._child.room(_TURN):
            self._write(self._child)

    def _write(self, child: Child) -> None:
        now = self._clock.monotonic()
        if not self._rest:
            if self.watch.plays:
                self._pace.agree(now)
            self._rest = self.source(BLOCK)
            self._pace.take(BLOCK)
            self._brake.take(BLOCK)
        try:
            self._rest = self._rest[child.write(self._rest) :]
        except OSError:
            self._lose(now)
            return
        if not self._rest:
            self.watch.pulled(now)

    def _lose(self, now: float) -> None:
        if self._child is not None:
            self._child.end()
        self._child, self._rest = None, b""
        self.watch.failed(now)

    def _begin_anew(self, now: float) -> None:
        if self._child is not None:
            self._child.end()
        self._child, self._rest = None, b""
        try:
            self._child = Child(self.player)
        except OSError:
            self.watch.failed(now)
        else:
            self.watch.opened(now)
            self._brake = Brake(now, LEAD)
