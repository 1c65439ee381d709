"""What the tests of the library share: files for it to find, and what it has found."""

from typing import Any

from textual.pilot import Pilot

from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.widgets.library_widgets import RoutineList
from tui.stage import on_top, settled, until

SHORT = """\
format = 1
title = "Short [bold]one[/x]"
tags = ["mine", "desk"]

[[step]]
kind = "stretch"
name = "Back of the [b]thigh"
target = "hamstrings"
sides = "each"
hold = 20
"""
BAD = SHORT.replace("hold", "holds").replace("Short", "Bad")


def page(pilot: Pilot[Any]) -> LibraryPage:
    return on_top(pilot, LibraryPage)


def titles(pilot: Pilot[Any]) -> list[str]:
    return [each.title or each.name for each in pilot.app.screen.query_one(RoutineList)._listed]


def marked(pilot: Pilot[Any]) -> str:
    found = pilot.app.screen.query_one(RoutineList).marked
    return found.name if found else ""


async def filled(pilot: Pilot[Any], count: int = 8) -> None:
    await until(pilot, lambda: bool(pilot.app.screen.query(RoutineList)) and len(titles(pilot)) == count)
    await settled(pilot)


async def changed(pilot: Pilot[Any]) -> None:
    """As the timer would, look at the folders."""
    page(pilot).look()
    await settled(pilot, 12)
