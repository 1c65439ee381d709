"""A session that begins: what it writes first, and what its first seconds are counted from."""

from typing import Final

from core.build import plan, stretch
from stretchplayer.app.active_session import ActiveSession
from stretchplayer.store import NullStore
from stretchplayer.store.store import Beginning

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
