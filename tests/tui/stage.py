"""What the tests of the app stand on: a clock that only the test moves, an empty home, and the words on the screen."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any, Final, TypeVar

from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from stretchplayer.app.context import AppContext
from stretchplayer.app.listing import Reader
from stretchplayer.app.session_flow import Play, Resume
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from stretchplayer.settings import Settings
from stretchplayer.sound.audio_system import AudioSystem
from stretchplayer.store import Past
from stretchplayer.tui.app import StretchApp
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.widgets.basics import Words

NOON: Final = 1_767_268_800.0
"""Wall-clock second at which every test begins: 1 January 2026, 12:00 UTC."""
STRIDE: Final = 2.0
"""A busy machine may be that late, in seconds; a player that comes back later still takes it for a gap."""
PATIENCE: Final = 0.005
"""Seconds between the first two looks at what takes real time; from look to look they double."""
LONGEST: Final = 0.1
"""The most seconds between two looks: to look costs time that a busy machine does not have."""
SIZES: Final = ((80, 24), (140, 45), (200, 60), (40, 12))


Shown = TypeVar("Shown", bound=Screen[Any])


EIGHT = Path(__file__).parent / "bundled"
"""Eight routines that stay as they are, whatever becomes of the bundled ones."""


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
    """An empty home with a clock; makes apps that live in it, with sound where `audio` is given.

    `bundled` stands in for the bundled routines, so that what is counted and drawn does not change with them.
    """

    def __init__(self, folder: Path, bundled: Path | None = None) -> None:
        self.folders = Folders(
            config=folder / "config",
            data=folder / "data",
            state=folder / "state",
            cache=folder / "cache",
            bundled=bundled or bundled_routines(),
        )
        self.clock = FakeClock()
        self.audio: Callable[[Settings], AudioSystem] | None = None
        self.mute = False
        self.reader: Reader | None = None

    def write(self, name: str, text: str) -> Path:
        """A routine of the user's own."""
        path = self.folders.routines / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def past(self) -> Past:
        """The one session of the history."""
        context = self.app().context
        (session,) = context.store.history()
        context.close()
        return session

    def app(self, opening: Play | Resume | None = None) -> StretchApp:
        """The app, not yet running."""
        context = AppContext(self.folders, self.clock, mute=self.mute, audio=self.audio, reader=self.reader)
        return StretchApp(context, opening)

    @asynccontextmanager
    async def running(
        self, opening: Play | Resume | None = None, size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Pilot[Any]]:
        """The app, running without a terminal; settled."""
        app = self.app(opening)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            yield pilot
            # However a test ends, what it ended with can be drawn.
            words(app)
        app.context.close()

    @asynccontextmanager
    async def playing(self, name: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[Any]]:
        """The app with a routine of this name, played at once; its first step, or what that asks, is on the screen."""
        async with self.running(Play(name, yes=True), size) as pilot:
            await see(pilot, "READY")
            if isinstance(page := pilot.app.screen, PlayerPage):
                await until(pilot, lambda: not page.player.waiting)
            yield pilot

    async def play_on(self, pilot: Pilot[Any], seconds: float, beat: float = 0.5) -> None:
        """Let time pass while the player is on: in strides, and at the end as its own timer would."""
        end = self.clock.passed + seconds
        while self.clock.passed < end:
            left = end - self.clock.passed
            self.clock.passed = min(end, self.clock.passed + (STRIDE if left > 2 * STRIDE else beat))
            page = pilot.app.screen
            if not isinstance(page, PlayerPage):
                return
            page.turn()
        await settled(pilot)


async def settled(pilot: Pilot[Any], turns: int = 4) -> None:
    """Until nothing is left to be done."""
    for _ in range(turns):
        await pilot.pause()


async def until(pilot: Pilot[Any], fulfilled: Callable[[], bool], seconds: float = 30.0) -> None:
    """Until something is so, and all that follows from it; a test that waits in vain fails."""
    end, patience = monotonic() + seconds, PATIENCE
    while monotonic() < end:
        if fulfilled():
            await settled(pilot)
            return
        await pilot.pause()
        # What a thread reads, and a window that is being resized, take real time.
        await pilot.pause(patience)
        patience = min(2 * patience, LONGEST)
    message = f"it never came about; the screen reads:\n{words(pilot.app)}"
    raise AssertionError(message)


async def see(pilot: Pilot[Any], *texts: str) -> None:
    """Until the screen reads all of them."""
    await until(pilot, lambda: all(text in words(pilot.app) for text in texts))


async def reach(pilot: Pilot[Any], page: type[Shown]) -> Shown:
    """Until a page of this kind is on top."""
    await until(pilot, lambda: isinstance(pilot.app.screen, page))
    return on_top(pilot, page)


def on_top(pilot: Pilot[Any], page: type[Shown]) -> Shown:
    """The page on top, which is of this kind."""
    shown = pilot.app.screen
    assert isinstance(shown, page)
    return shown


def ours(pilot: Pilot[Any]) -> StretchApp:
    """The app, with what it has beyond what any app has."""
    assert isinstance(pilot.app, StretchApp)
    return pilot.app


async def left(pilot: Pilot[Any]) -> int | None:
    """Until the app is left; its exit code."""
    await until(pilot, lambda: pilot.app.return_code is not None)
    return pilot.app.return_code


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, one after another, each with all that follows from it."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
        # Where a page scrolls to depends on what is in view, so no key comes in the middle of it.
        await pilot.wait_for_animation()


def burst(pilot: Pilot[Any], *letters: str, then: str) -> None:
    """Type letters and `then` a key all at once, as a fast hand does: the app has the last before any is taken in."""
    app = pilot.app
    for key in letters:
        named = {"space": " "}.get(key, key)
        (app.focused or app.screen)._forward_event(Key(key, named if len(named) == 1 else None))
    app.post_message(Key(then, None))


def rows(app: App[Any]) -> list[str]:
    """What the screen reads, row by row."""
    return ["".join(part.text for part in strip).rstrip() for strip in app.screen._compositor.render_strips()]


def words(app: App[Any]) -> str:
    """What the screen reads."""
    return "\n".join(rows(app))


async def each_size(pilot: Pilot[Any], sizes: Sequence[tuple[int, int]] = SIZES) -> AsyncIterator[tuple[int, int]]:
    """The window at each of the sizes, one after another: one app shows what four would."""
    for size in sizes:
        await resize(pilot, *size)
        yield size


async def resize(pilot: Pilot[Any], width: int, height: int) -> None:
    """The window at a size, with all that follows from it."""
    await pilot.resize_terminal(width, height)
    # Textual waits a moment of real time for a window that is still being drawn larger or smaller.
    pilot.app._check_resize()
    await settled(pilot, 8)


async def at_every_size(pilot: Pilot[Any], sizes: Sequence[tuple[int, int]] = SIZES) -> str:
    """What the screen reads at each of the sizes."""
    read = [f"=== {size[0]}x{size[1]}\n{words(pilot.app)}\n" async for size in each_size(pilot, sizes)]
    return "\n".join(read)


def marked_rows(app: App[Any]) -> str:
    """What the screen reads, with all marks but colour: <b> is bold, d dim, i italic, r reverse, u underlined."""
    read = []
    for strip in app.screen._compositor.render_strips():
        row = ""
        for text, style, _ in strip:
            marks = "".join(name[0] for name in _MARKS if style is not None and getattr(style, name))
            row += f"<{marks}>{text}</>" if marks and text.strip() else text
        read.append(row.rstrip())
    return "\n".join(read) + "\n"


_MARKS: Final = ("bold", "dim", "italic", "reverse", "underline")


def texts(app: App[Any]) -> str:
    """What the texts on the screen say, however their lines are broken."""
    return " ".join(" ".join(each.text.split()) for each in app.screen.query(Words) if each.display)


Act = Callable[[Pilot[Any]], Awaitable[None]]
