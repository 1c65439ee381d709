"""When an app has nothing left to do now: its event loop says so, at once and however busy the machine is.

Textual's own way is to look every 20 ms whether the processor has been busy; each key of a test waits for that twice.
"""

import asyncio
import selectors
from collections.abc import Callable

Ready = list[tuple[selectors.SelectorKey, int]]
Select = Callable[[selectors.DefaultSelector, float | None], Ready]


class Idle:
    """Stands in for Textual's `wait_for_idle`, and for `select` of the event loop's selector."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self._waiting: list[asyncio.Future[None]] = []

    async def wait(self, *_seconds: float) -> None:
        """Until nothing can be done but wait for time to pass, or for the world outside."""
        over = asyncio.get_running_loop().create_future()
        self._waiting.append(over)
        await over

    async def reached(self, *_pilot: object) -> bool:
        """The same, as a pilot asks for it."""
        await self.wait()
        return True

    def select(self, selector: selectors.DefaultSelector, timeout: float | None = None) -> Ready:
        """What a loop calls to sleep, or with 0 to look up from its work."""
        if self._waiting and timeout != 0:
            for over in self._waiting:
                if not over.done():
                    over.set_result(None)
            self._waiting.clear()
            timeout = 0
        return self._select(selector, timeout)
