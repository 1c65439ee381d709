"""Takes the pictures of the screens in `docs/screens/` from the real app, on a clock that stands still."""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final, NamedTuple

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


class Picture(NamedTuple):
    """A picture: with what the app opens, how large it is, and what is done; a number lets so many seconds pass.

    Those of somebody who begins have no weeks of sessions before them.
    """

    opening: Play | Resume | None
    size: tuple[int, int]
    acts: tuple[str | float, ...] = ()
    theme: str = "stretch-dark"
    begins: bool = False


def typed(words: str) -> tuple[str, ...]:
    """The keys of some words."""
    return tuple("space" if letter == " " else letter for letter in words)


NEW: Final = ("ctrl+n", "f4", *typed("My back"))
"""A new routine, and its title."""
FIRST: Final = (*NEW, "ctrl+s")
SLIP: Final = (
    *(*FIRST, "a", *typed("low back warm"), "enter"),
    *("a", *typed("hamstring towel"), "enter", "plus", "plus", "enter", "down", "3", "enter", "escape"),
    *("a", *typed("calf wall"), "enter", "a", *typed("soleus wall"), "enter"),
    *("a", *typed("bridge"), "enter", "enter", *typed("10"), "enter", "escape"),
    *("a", *typed("figure four lying"), "enter"),
)
"""A slip of paper, typed step by step."""


PICTURES: Final = {
    "library": Picture(None, (100, 30)),
    "ready": Picture(Play("desk-neck"), (100, 30)),
    "player": Picture(Play("hips", yes=True), (100, 30), ("N", "N", "N", "n", 8.0)),
    "player-light": Picture(Play("hips", yes=True), (80, 24), ("N", "N", "N", "n", 8.0), "stretch-light"),
    "pause": Picture(Play("hips", yes=True), (80, 24), ("N", "N", "N", "n", 8.0, "space", 40.0)),
    "history": Picture(None, (140, 45), ("f2",)),
    "limits": Picture(None, (100, 30), ("f5",)),
    "advice": Picture(None, (100, 30), ("f8", "end")),
    "first-new": Picture(None, (100, 30), NEW, begins=True),
    "first-moves": Picture(None, (100, 30), (*FIRST, "a", *typed("hamstring towel")), begins=True),
    "first-steps": Picture(None, (100, 30), (*SLIP, "up", "up", "up", "up"), begins=True),
    "first-field": Picture(None, (100, 30), (*SLIP, *["up"] * 4, "enter", "up", "enter", *typed("25")), begins=True),
    "first-text": Picture(None, (100, 30), (*SLIP, "t", "down", "end", "enter", *typed("hodl = 30")), begins=True),
}


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


async def settle(pilot: Pilot[Any]) -> None:
    """Let everything that was set going come to an end."""
    for _ in range(8):
        await pilot.pause()
    while not getattr(pilot.app.screen, "is_resting", True):
        await pilot.pause(0.01)


async def taken(picture: Picture, home: Path) -> str:
    """The picture as SVG."""
    clock = StillClock()
    context = AppContext(
        Folders(
            config=home / "config",
            data=home / "data",
            state=home / "state",
            cache=home / "cache",
            bundled=bundled_routines(),
        ),
        clock,
    )
    if not picture.begins:
        live(context, clock)
    context.save_profile(Profile(age="16-64"))
    app = StretchApp(context, picture.opening)
    async with app.run_test(size=picture.size) as pilot:
        app.theme = picture.theme
        await settle(pilot)
        for act in picture.acts:
            if isinstance(act, str):
                await pilot.press(act)
            else:
                end = clock.passed + act
                while clock.passed < end and isinstance(app.screen, PlayerPage):
                    clock.passed += 0.5
                    app.screen.turn()
            await settle(pilot)
        svg = app.export_screenshot(title="stretchplayer")
    context.close()
    return svg


def picture(name: str) -> str:
    """The picture called `name`."""
    # The same terminal wherever it is drawn: figures are drawn as it can show them.
    os.environ.update(TZ="UTC", TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    time.tzset()
    with tempfile.TemporaryDirectory() as home:
        return asyncio.run(taken(PICTURES[name], Path(home)))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in sys.argv[1:] or PICTURES:
        (FOLDER / f"{each}.svg").write_text(picture(each), encoding="utf-8")
