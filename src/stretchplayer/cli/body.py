"""Prints the map of the body with what is marked on it, where a terminal can show it."""

import os
import sys
import textwrap
from collections.abc import Iterable
from itertools import zip_longest

from stretchplayer.catalog import side_name, target_name
from stretchplayer.cli.output import has_all_letters, out, visible, width
from stretchplayer.figures.body_map import LEAST_COLUMNS, LEAST_ROWS, body_map
from stretchplayer.figures.dots import EMPTY
from stretchplayer.model.muscles import MuscleSide

_COLUMNS = 2 * LEAST_COLUMNS
_APART = 4
_LEAST_WORDS = 30
"""Columns that the names need beside the map."""


def show_body(places: Iterable[MuscleSide]) -> None:
    """The map, and the names of what is marked beside it; nothing where there are none, or no terminal that can."""
    marks = dict.fromkeys(places, 1.0)
    room = width() - _COLUMNS - _APART
    if not marks or room < _LEAST_WORDS or not _drawable():
        return
    lines = body_map(marks, _COLUMNS, LEAST_ROWS)
    names = textwrap.wrap(f"Works on: {', '.join(_names(marks))}.", room)
    drawn = ["".join(run.text for run in runs).replace(EMPTY, " ") for runs in lines]
    out()
    for line, words in zip_longest(drawn, ["", *names], fillvalue=""):
        out(f"{line:{_COLUMNS + _APART}}{visible(words)}".rstrip())


def _names(places: Iterable[MuscleSide]) -> Iterable[str]:
    sides: dict[str, list[str]] = {}
    for muscle, side in places:
        sides.setdefault(muscle, []).append(side)
    for muscle, found in sides.items():
        yield target_name(muscle) if {"left", "right"} <= set(found) else side_name(muscle, found[0])


def _drawable() -> bool:
    """Whether the output is a terminal that has the letters for it."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and has_all_letters()
