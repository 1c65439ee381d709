"""Somebody who has a plan, in a home and at a time of the test's own."""

from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

from story.clock import StoryClock
from story.faces import Do, Lines, Pass, Screens, home
from strategies import DAY
from stretchplayer.caps.profile import Today
from stretchplayer.file_access import bundled_routines

CALF = """\
format = 1
title = "Calf"
[[step]]
kind = "exercise"
name = "Walk"
duration = 180
[[step]]
kind = "stretch"
name = "Calf at the wall"
target = "gastrocnemius"
hold = 24
prepare = 5
"""


class Person:
    """Somebody with a plan in plain lines, and a clock that is moved; `said` is all that was ever said."""

    def __init__(self, folder: Path) -> None:
        self.clock = StoryClock()
        self.folders = home(folder, folder / "data", bundled_routines())
        self.folders.routines.mkdir(parents=True)
        (self.folders.routines / "calf.toml").write_text(CALF, encoding="utf-8")
        self.said = ""
        self.code = 0

    def types(self, *arguments: str, keys: Iterator[Do] | None = None) -> str:
        """Run one command; what it says."""
        lines = Lines(self.clock, Today(), busy=False)
        lines.script = keys or repeat(Pass(30))
        self.code = lines.run([*arguments], self.folders)
        self.said += lines.said.getvalue()
        return lines.said.getvalue()

    def opens(self, *arguments: str, keys: Callable[[Screens], Iterator[Do]], size: tuple[int, int] = (80, 24)) -> int:
        """Run one command in the app, and press keys that may go by what is on the screen; returns its exit code."""
        screens = Screens(self.clock, size, busy=False)
        screens.script = keys(screens)
        self.code = screens.run([*arguments], self.folders)
        return self.code

    def sleeps(self, days: float) -> None:
        self.clock.advance(days * DAY)
