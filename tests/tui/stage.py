"""What the tests of the app stand on: a clock that only the test moves, an empty home, and the words on the screen."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from textual.app import App
from textual.pilot import Pilot

from stretchplayer.bundled import bundled_routines
from stretchplayer.config import Folders
from stretchplayer.store.records import Past
from stretchplayer.tui.app import StretchApp
from stretchplayer.tui.desk import Desk
from stretchplayer.tui.opening import Library, Opening
from stretchplayer.tui.playing import PlayerPage

NOON: Final = 1_767_268_800.0
"""Wall-clock second at which every test begins: 1 January 2026, 12:00 UTC."""
SIZES: Final = ((80, 24), (140, 45), (200, 60), (40, 12))


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.shift = 0.0

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    def wall(self) -> float:
        return NOON + self.passed + self.shift


class Stage:
    """An empty home with a clock; makes apps that live in it."""

    def __init__(self, folder: Path) -> None:
        self.folders = Folders(
            config=folder / "config", data=folder / "data", state=folder / "state", bundled=bundled_routines()
        )
        self.clock = FakeClock()

    def write(self, name: str, text: str) -> Path:
        """A routine of the user's own."""
        path = self.folders.routines / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def past(self) -> Past:
        """The one session of the history."""
        desk = self.app().desk
        (session,) = desk.history()
        desk.close()
        return session

    def app(self, opening: Opening | None = None) -> StretchApp:
        """The app, not yet running."""
        return StretchApp(Desk(self.folders, self.clock), opening or Library())

    @asynccontextmanager
    async def running(
        self, opening: Opening | None = None, size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Pilot[Any]]:
        """The app, running without a terminal; settled."""
        app = self.app(opening)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            yield pilot
        app.desk.close()

    async def play_on(self, pilot: Pilot[Any], seconds: float, beat: float = 0.5) -> None:
        """Let time pass while the player is on, as its own timer would."""
        end = self.clock.passed + seconds
        while self.clock.passed < end:
            self.clock.passed = min(end, self.clock.passed + beat)
            page = pilot.app.screen
            if not isinstance(page, PlayerPage):
                return
            page.turn()
        await settled(pilot)


async def settled(pilot: Pilot[Any], turns: int = 4) -> None:
    """Until nothing is left to be done."""
    for _ in range(turns):
        await pilot.pause()


async def until(pilot: Pilot[Any], fulfilled: Callable[[], bool], turns: int = 400) -> None:
    """Until something is so; a test that waits in vain fails."""
    for _ in range(turns):
        if fulfilled():
            return
        await pilot.pause()
        await asyncio.sleep(0)
    message = f"it never came about; the screen reads:\n{words(pilot.app)}"
    raise AssertionError(message)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, one after another, each with all that follows from it."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def rows(app: App[Any]) -> list[str]:
    """What the screen reads, row by row."""
    return ["".join(part.text for part in strip).rstrip() for strip in app.screen._compositor.render_strips()]


def words(app: App[Any]) -> str:
    """What the screen reads."""
    return "\n".join(rows(app))


Act = Callable[[Pilot[Any]], Awaitable[None]]
