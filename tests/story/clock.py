"""Time that a story moves: the machine's two clocks, and an event loop that runs by them."""

import asyncio
import selectors
from typing import Final

NOON: Final = 1_767_268_800.0
"""The wall-clock second at which every story begins: 1 January 2026, 12:00 UTC."""
_BOOTED: Final = 1000.0

Ready = list[tuple[selectors.SelectorKey, int]]


class StoryClock:
    """Stands still until it is moved.

    `passed` is how much time has gone by for a reasonable observer: a clock that jumps forward cannot be told from a
    machine that slept, and one that is set back gives no time back.
    """

    def __init__(self) -> None:
        self.passed = 0.0
        self.set_back_at: list[float] = []
        self._monotonic, self._wall = _BOOTED, NOON
        self._lag = 0.0

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return self._monotonic

    def wall(self) -> float:
        """Seconds since 1970, as the machine believes."""
        return self._wall

    def advance(self, seconds: float) -> None:
        """Let time go by."""
        self._monotonic += seconds
        self._wall += seconds
        self.passed += seconds

    def sleep(self, seconds: float) -> None:
        """The lid is closed, or somebody sets the clock forward: the program sees one and the same."""
        self._wall += seconds
        self.passed += seconds

    def set_back(self, seconds: float) -> None:
        """Somebody sets the clock back."""
        self._wall -= seconds
        self.set_back_at.append(self.passed)

    def reboot(self) -> None:
        """The monotonic clock begins anew."""
        self._monotonic = _BOOTED

    def session_begins(self) -> None:
        """A program begins or resumes a session: from here on its seconds are compared with these."""
        self._lag = self.passed - self._monotonic

    def when(self, monotonic: float) -> float:
        """How much time had passed at an instant that the session has written down."""
        return monotonic + self._lag


class _Selector(selectors.DefaultSelector):
    """Never sleeps while a story is on: says when nothing is left to do, or lets the story's time go by."""

    def __init__(self, clock: StoryClock) -> None:
        super().__init__()
        self._clock = clock
        self.idle: asyncio.Future[None] | None = None
        self.until = 0.0
        self.beyond = 0.0

    def select(self, timeout: float | None = None) -> Ready:
        """What is ready; with nothing ready, time goes by as the story wants it."""
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        left = self.until - self._clock.passed
        if left > 0:
            self._clock.advance(left if timeout is None else min(timeout, left))
        elif self.idle is not None:
            self.idle.set_result(None)
            self.idle = None
        elif timeout is None:
            return super().select(None)
        else:
            # The app begins or ends, which is no part of the story's time.
            self.beyond += timeout
        return []


class StoryLoop(asyncio.SelectorEventLoop):
    """An event loop whose timers ring when the story lets time pass; nothing in it waits for anything else."""

    def __init__(self, clock: StoryClock) -> None:
        self._clock = clock
        self._selecting = _Selector(clock)
        super().__init__(self._selecting)

    def time(self) -> float:
        """Seconds of the story, and of whatever is before and after it."""
        return self._clock.passed + self._selecting.beyond

    async def settle(self, seconds: float = 0.0) -> None:
        """Let so much time pass, and everything happen that is due by then."""
        self._selecting.until = self._clock.passed + seconds
        self._selecting.idle = self.create_future()
        await self._selecting.idle
