"""A session that begins: what it writes first, and what its first seconds are counted from."""

from pathlib import Path
from typing import Final

from core.build import plan, stretch
from stretchplayer.app.active_session import ActiveSession, rescued
from stretchplayer.store import Beginning, NullStore, open_store

SLOW: Final = 1.5
"""Seconds that a disk takes which has to wake up first."""


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        """Seconds."""
        return self.now

    def wall(self) -> float:
        """Seconds."""
        return 1_700_000_000 + self.now


class SlowStore(NullStore):
    """Takes its time to write down that a session begins."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.begun: list[Beginning] = []
        self._clock = clock

    def begin(self, beginning: Beginning) -> str:
        """Write, slowly."""
        self.begun.append(beginning)
        self._clock.now += SLOW
        return super().begin(beginning)


def test_a_slow_disk_takes_nothing_from_the_first_seconds() -> None:
    clock = Clock()
    store = SlowStore(clock)
    admitted = plan(stretch(prepare=5.0))
    with ActiveSession(store, clock) as active:
        player = active.begin(admitted, b"")
    first = player.view()
    player.tick()
    assert player.view().remaining == first.remaining == 5.0
    (begun,) = store.begun
    assert begun.monotonic == 100.0


def test_a_fault_puts_the_session_away_to_the_second(tmp_path: Path) -> None:
    """Otherwise it would be found as after a kill: a little earlier, and charged for what nobody saw."""
    clock, store = Clock(), open_store(tmp_path)
    with ActiveSession(store, clock) as active:
        player = active.begin(plan(stretch(prepare=5.0)), b"")
        for _ in range(3):
            clock.now += 0.4
            player.tick()
        crashed = rescued(player)
    assert "the session is saved" in crashed.saved
    left = store.unfinished()
    assert left is not None
    assert (left.crashed, left.allowance) == (False, 0.0)
    assert left.snapshot == player.session.snapshot(clock.now)
    store.close()
