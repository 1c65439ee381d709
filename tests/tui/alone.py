"""One page by itself, without the story that leads to it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from stretchplayer.app.context import AppContext
from stretchplayer.tui.app import StretchApp
from tui.stage import Stage, settled


class AloneApp(StretchApp):
    """Opens with the page that `make` makes."""

    def __init__(self, context: AppContext, make: Callable[[], Screen[Any]]) -> None:
        super().__init__(context)
        # A picture that is taken while something still slides would be another one each time.
        self.animation_level = "none"
        self._make = make
        self.dismissed: list[Any] = []

    async def _open(self) -> None:
        self.dismissed.append(await self.push_screen_wait(self._make()))


def alone(stage: Stage, make: Callable[[], Screen[Any]], context: AppContext | None = None) -> AloneApp:
    """The app with this page, not yet running."""
    return AloneApp(context or AppContext(stage.folders, stage.clock), make)


@asynccontextmanager
async def showing(
    stage: Stage, make: Callable[[], Screen[Any]], size: tuple[int, int] = (80, 24), context: AppContext | None = None
) -> AsyncIterator[Pilot[Any]]:
    """The page, running without a terminal; settled."""
    app = alone(stage, make, context)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot, 8)
        yield pilot
    app.context.close()


def dismissed(pilot: Pilot[Any]) -> list[Any]:
    """What the page was dismissed with, if it was."""
    assert isinstance(pilot.app, AloneApp)
    return pilot.app.dismissed
