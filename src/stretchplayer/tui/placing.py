"""Lays words side by side, and in further rows where there is no room beside."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len


class Place(NamedTuple):
    """Where one of the words stands: its row, its first cell, how many cells."""

    row: int
    left: int
    width: int


def placed(words: Sequence[str], width: int, gap: int = 2) -> list[Place]:
    """A place for each of them within `width` cells."""
    places: list[Place] = []
    row = left = 0
    for word in words:
        wide = cell_len(word)
        if left and left + wide > width:
            row, left = row + 1, 0
        places.append(Place(row, left, wide))
        left += wide + gap
    return places


def under(places: Sequence[Place], x: int, y: int) -> int | None:
    """Which of them is at cell `x` of row `y`, if one is."""
    return next((n for n, at in enumerate(places) if at.row == y and at.left <= x < at.left + at.width), None)
