"""The two faces as a person meets them: something to press, something to read."""

import io
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot
from textual.screen import Screen

from story.clock import StoryClock, StoryLoop
from stretchplayer.caps.profile import Today
from stretchplayer.caps.questions import TODAY
from stretchplayer.cli.main import main
from stretchplayer.cli.start import Environment
from stretchplayer.config import Folders
from stretchplayer.plain.keys import Keys
from stretchplayer.tui.app import StretchApp
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.countdown import Countdown
from tui.stage import words

STRIDE: Final = 2.5
"""A busy machine looks up so seldom, in seconds; a player that comes back later takes it for a gap."""
_ARROWS: Final = {"\x1b[C": "n", "\x1b[D": "b"}
_SEQUENCE: Final = re.compile(r"\x1b(.|\[[0-?]*[@-~])?")


class Lost(BaseException):
    """The program is gone in the middle of something, as with `kill -9`."""


class Press(NamedTuple):
    """Press a key: the text that a terminal sends."""

    text: str


class Pass(NamedTuple):
    """Let so many seconds pass."""

    seconds: float


class Gone(NamedTuple):
    """The program is lost, or with `politely` its input is over."""

    politely: bool


Do = Press | Pass | Gone
Script = Iterator[Do]


class Lines:
    """Plain lines: what was said, and keys as a terminal's reader gives them."""

    def __init__(self, clock: StoryClock, today: Today, *, busy: bool) -> None:
        self.said = io.StringIO()
        self.over = False
        self.wake: int | None = None
        self._clock, self._stride, self._today = clock, STRIDE if busy else 0.0, today
        self._until = 0.0
        self.script: Script = iter(())
        self._asked: list[str] = []

    def run(self, arguments: list[str], folders: Folders) -> int:
        """Run the program in these lines to its end."""
        with redirect_stdout(self.said), redirect_stderr(self.said):
            return main(arguments, self._environment(folders))

    def wait(self, seconds: float) -> str | None:
        """The next key within so many seconds, or None."""
        if self._until > self._clock.passed:
            self._clock.advance(min(self._until - self._clock.passed, max(seconds, self._stride, 0.001)))
            return None
        match next(self.script):
            case Press(text=text):
                return _ARROWS.get(text) if _SEQUENCE.fullmatch(text) else text
            case Pass(seconds=length):
                self._until = self._clock.passed + length
            case Gone(politely=False):
                raise Lost
            case Gone():
                self.over = True
        return None

    def ask(self, prompt: str) -> str | None:
        """Answer what is asked before a session."""
        if self.over:
            return None
        question = next((each for each in TODAY if prompt.startswith(each.text)), None)
        if question is None:
            return "o" if prompt.startswith("o:") else "" if self._today == Today() else "y"
        value = getattr(self._today, question.key)
        return (
            ",".join(value) if isinstance(value, tuple) else "yes" if value is True else "" if not value else str(value)
        )

    def _environment(self, folders: Folders) -> Environment:
        def keys() -> AbstractContextManager[Keys]:
            return nullcontext(self)

        return Environment(
            folders=folders,
            clock=self._clock,
            audio=None,
            screen=lambda: False,
            show=_nowhere,
            keys=keys,
            ask=self.ask,
        )


class Screens:
    """The app: what stands on its screen, and bytes as a terminal sends them."""

    def __init__(self, clock: StoryClock, size: tuple[int, int], *, busy: bool) -> None:
        self.said = io.StringIO()
        self._clock, self._size, self._busy = clock, size, busy
        self._shown: StretchApp | None = None
        self._failed: BaseException | None = None
        self.script: Script = iter(())

    def run(self, arguments: list[str], folders: Folders) -> int:
        """Run the program on these screens to its end."""
        around = Environment(
            folders=folders,
            clock=self._clock,
            audio=None,
            screen=lambda: True,
            show=self._show,
            keys=_no_keys,
            ask=lambda _prompt: None,
        )
        with redirect_stdout(self.said), redirect_stderr(self.said):
            code = main(arguments, around)
        if self._failed is not None:
            raise self._failed
        return code

    @property
    def screen(self) -> Screen[Any] | None:
        """The page on top; None while there is none."""
        shown = self._shown
        return shown.screen if shown is not None and shown.is_running and shown._exit is False else None

    @property
    def words(self) -> str:
        """What the whole page reads, row by row."""
        return "" if self.screen is None else words(self.screen.app)

    def read(self, name: str) -> str | None:
        """What the line of this name reads; None where it is not on the screen."""
        widget = None if self.screen is None else next(iter(self.screen.query(f"#{name}")), None)
        if isinstance(widget, Countdown):
            return widget._text
        return widget.text if isinstance(widget, Words) else None

    def _show(self, app: StretchApp) -> None:
        self._shown = app
        loop = StoryLoop(self._clock)
        try:
            app.run(headless=True, size=self._size, auto_pilot=lambda pilot: self._act(pilot, loop), loop=loop)
        finally:
            loop.close()

    async def _act(self, pilot: Pilot[Any], loop: StoryLoop) -> None:
        app = pilot.app
        try:
            await loop.settle(0.1)
            for each in self.script if not app._exit else ():
                match each:
                    case Press(text=text):
                        assert app._driver is not None
                        parser = XTermParser()
                        for event in (*parser.feed(text), *parser.feed("")):
                            app._driver.process_message(event)
                    case Pass(seconds=seconds):
                        await self._pass(seconds, loop)
                    case Gone():
                        self._failed = Lost()
                        break
                await loop.settle()
                if app._exit:
                    break
        except BaseException as failed:
            self._failed = failed
            raise
        finally:
            app.exit(app.return_code or 0, return_code=app.return_code or 0)

    async def _pass(self, seconds: float, loop: StoryLoop) -> None:
        end = self._clock.passed + seconds
        while self._busy and end - self._clock.passed > STRIDE:
            self._clock.advance(STRIDE)
            await loop.settle()
        await loop.settle(max(0.0, end - self._clock.passed))


def _nowhere(_app: StretchApp) -> object:
    pytest.fail("plain lines show no app")


def _no_keys() -> AbstractContextManager[Keys]:
    pytest.fail("the app reads no lines")


def home(folder: Path, data: Path, bundled: Path) -> Folders:
    """The folders of a home whose history lies in `data`."""
    return Folders(config=folder / "config", data=data, state=folder / "state", cache=folder / "cache", bundled=bundled)
