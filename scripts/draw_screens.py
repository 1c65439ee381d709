"""Takes the pictures of the screens in `docs/screens/` from the real app, on a clock that stands still."""

import asyncio
import os
import shutil
import sys
import time
from functools import cache
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from textual.pilot import Pilot

from stretchplayer.app.active_session import ActiveSession
from stretchplayer.app.context import AppContext
from stretchplayer.app.library import load_named
from stretchplayer.app.session_flow import Play, Resume
from stretchplayer.caps import Profile
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from stretchplayer.session import Confirm
from stretchplayer.tui.app import StretchApp
from stretchplayer.tui.screens.player_screen import PlayerPage

FOLDER: Final = Path(__file__).parent.parent / "docs" / "screens"
MORNING: Final = 1_767_256_200.0
"""Wall-clock second of every picture: 1 January 2026, 8:30 UTC."""
DAY: Final = 86_400.0
PAST: Final = ((26, "desk-neck"), (20, "hips"), (17, "desk-neck"), (11, "lower-back"), (6, "desk-neck"), (2, "hips"))
"""Which routine was played how many days ago."""


class Take(str):
    """An act: the picture of this name is taken."""

    __slots__ = ()


class Walk(NamedTuple):
    """With what the app opens, how large it is, and what is done: keys, seconds that pass, pictures that are taken.

    The walk of somebody who begins has no weeks of sessions before it.
    """

    opening: Play | Resume | None
    size: tuple[int, int]
    acts: tuple[str | float, ...] = ()
    theme: str = "stretch-dark"
    begins: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The pictures that are taken."""
        return tuple(act for act in self.acts if isinstance(act, Take))


def typed(words: str) -> tuple[str, ...]:
    """The keys of some words."""
    return tuple("space" if letter == " " else letter for letter in words)


SLIP: Final = (
    *("ctrl+n", "f4", *typed("My back"), Take("first-new"), "ctrl+s"),
    *("a", *typed("low back warm"), "enter"),
    *("a", *typed("hamstring towel"), Take("first-moves"), "enter", "plus", "plus", "enter", "down", "3", "enter"),
    *("escape", "a", *typed("calf wall"), "enter", "a", *typed("soleus wall"), "enter"),
    *("a", *typed("bridge"), "enter", "enter", *typed("10"), "enter", "escape"),
    *("a", *typed("figure four lying"), "enter"),
)
"""A slip of paper, typed step by step."""
CHANGED: Final = (
    *(*["up"] * 4, Take("first-steps"), "enter", "up", "enter", *typed("25"), Take("first-field"), "escape", "escape"),
    *(*["down"] * 4, "t", "down", "end", "enter", *typed("hodl = 30"), Take("first-text")),
)
"""What is changed in it then."""
INTO_HIPS: Final = ("N", "N", "N", "n", 6.0)


WALKS: Final = (
    Walk(None, (100, 30), (Take("library"), "f5", Take("limits"), "escape", "f8", "end", Take("advice"))),
    Walk(None, (140, 45), ("f2", Take("history"))),
    Walk(Play("desk-neck"), (100, 30), (Take("ready"),)),
    Walk(Play("hips", yes=True), (100, 30), (*INTO_HIPS, Take("player"))),
    Walk(Play("hips", yes=True), (80, 24), (*INTO_HIPS, Take("player-light")), "stretch-light"),
    Walk(Play("hips", yes=True), (80, 24), (*INTO_HIPS, "space", 40.0, Take("pause"))),
    Walk(None, (100, 30), (*SLIP, *CHANGED), begins=True),
)


class StillClock:
    """Moves only when it is told to."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.ago = 0.0

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return self.passed

    def wall(self) -> float:
        """Seconds since 1970."""
        return MORNING - self.ago + self.passed


def live(context: AppContext, clock: StillClock) -> None:
    """Some weeks of sessions, each really played, before the pictures are taken."""
    for days, name in PAST:
        clock.ago, clock.passed = days * DAY, 0.0
        reading = load_named(name, context.folders)
        assert reading.routine is not None  # noqa: S101 - it is bundled
        with ActiveSession(context.store, clock) as sitting:
            player = sitting.begin(
                sitting.admit(reading.routine, Profile(age="16-64")), reading.data, before=6 - days % 3
            )
            while player.session.state not in ("finished", "ended"):
                clock.passed += 0.5
                player.tick()
                if player.session.next_deadline(player.now) is None:
                    player.do(Confirm())
            sitting.rate(3)
    clock.ago, clock.passed = 0.0, 0.0


async def settle(pilot: Pilot[Any], *, rest: bool = True) -> None:
    """Let everything that was set going come to an end; without `rest`, not what waits for somebody to stop typing."""
    for _ in range(4):
        await pilot.pause()
    while rest and not getattr(pilot.app.screen, "is_resting", True):
        await pilot.pause(0.03)


@cache
def past() -> TemporaryDirectory[str]:
    """A home with some weeks of sessions in it."""
    home = TemporaryDirectory()
    clock = StillClock()
    context = context_in(Path(home.name), clock)
    live(context, clock)
    context.close()
    return home


def context_in(home: Path, clock: StillClock) -> AppContext:
    """The app's context in a home."""
    parts = {name: home / name for name in ("config", "data", "state", "cache")}
    return AppContext(Folders(**parts, bundled=bundled_routines()), clock)


async def taken(walk: Walk, home: Path) -> dict[str, str]:
    """The pictures of a walk as SVG, by their names."""
    clock = StillClock()
    if not walk.begins:
        shutil.copytree(past().name, home, dirs_exist_ok=True)
    context = context_in(home, clock)
    context.save_profile(Profile(age="16-64"))
    app = StretchApp(context, walk.opening)
    found: dict[str, str] = {}
    async with app.run_test(size=walk.size) as pilot:
        app.theme = walk.theme
        await settle(pilot)
        for act, then in zip_longest(walk.acts, walk.acts[1:]):
            if isinstance(act, Take):
                found[act] = app.export_screenshot(title="stretchplayer")
            elif isinstance(act, str):
                await pilot.press(act)
            else:
                end = clock.passed + act
                while clock.passed < end and isinstance(app.screen, PlayerPage):
                    clock.passed += 0.5
                    app.screen.turn()
            typing = isinstance(then, str) and not isinstance(then, Take) and len(then) == 1
            await settle(pilot, rest=not typing)
    context.close()
    return found


def pictures(walk: Walk) -> dict[str, str]:
    """The pictures of a walk by their names."""
    try:
        # The same terminal wherever it is drawn: figures are drawn as it can show them.
        with (
            patch.dict(os.environ, TZ="UTC", TERM="xterm-256color", COLORTERM="truecolor"),
            TemporaryDirectory() as home,
        ):
            os.environ.pop("NO_COLOR", None)
            time.tzset()
            return asyncio.run(taken(walk, Path(home)))
    finally:
        time.tzset()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in WALKS:
        if set(sys.argv[1:]) & set(each.names) or not sys.argv[1:]:
            for name, svg in pictures(each).items():
                (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
