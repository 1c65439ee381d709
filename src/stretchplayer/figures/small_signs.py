"""Signs in few cells: strokes one quadrant thick, with heads out of whole quadrants."""

from itertools import pairwise
from math import hypot
from typing import Final

from stretchplayer.figures.raster import Raster
from stretchplayer.figures.signs import Sign, toward
from stretchplayer.figures.space import Flat, Placed

Quadrant = tuple[int, int]
_LEVEL: Final[tuple[Quadrant, ...]] = ((1, 0), (2, -1), (2, 0), (2, 1), (3, -1), (3, 1), (4, -1), (4, 1))
_UPRIGHT: Final[tuple[Quadrant, ...]] = ((0, 1), (-1, 1), (1, 1), (-2, 2), (-1, 2), (0, 2), (1, 2), (2, 2))
_SLANTED: Final[tuple[Quadrant, ...]] = ((1, 0), (2, 0), (3, 0), (4, 0), (0, 1), (0, 2))
"""Heads with their tip at 0, 0 that point to the left, up, and to the upper left: columns and rows from there."""
_SECTOR: Final = 0.6
"""The tangent of how far a direction may be off level or upright."""
_BACK: Final = 10.0
"""Samples behind a tip from where its direction is taken."""


def small_sign(sign: Sign, place: Placed, raster: Raster) -> int:
    """The area of a sign in whole quadrants."""
    wide, high = raster.grain
    points = [place.at(point) for point in sign.way]
    x, y = points[-1] if sign.heads else _middle(points)
    # In the middle of a quadrant, what is thin does not fall between two of them.
    across, down = (x // wide + 0.5) * wide - x, (y // high + 0.5) * high - y
    points = [(x + across, y + down) for x, y in points]
    area = raster.quadrants(_passed(points, wide, high))
    for _ in range(sign.heads):
        area |= raster.quadrants(_head(points, wide, high))
        points.reverse()
    return area


def _middle(points: list[Flat]) -> Flat:
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2


def _passed(points: list[Flat], wide: int, high: int) -> set[Quadrant]:
    """The quadrants along a line, one thick."""
    found = set()
    for (x1, y1), (x2, y2) in pairwise(points):
        many = max(1, round(max(abs(x2 - x1) / wide, abs(y2 - y1) / high)))
        for step in range(many + 1):
            share = step / many
            found.add((int((x1 + share * (x2 - x1)) // wide), int((y1 + share * (y2 - y1)) // high)))
    return found


def _head(points: list[Flat], wide: int, high: int) -> set[Quadrant]:
    tip = points[-1]
    back = next((each for each in reversed(points) if hypot(tip[0] - each[0], tip[1] - each[1]) > _BACK), points[0])
    x, y = toward(back, tip)
    level, upright = abs(y) < _SECTOR * abs(x), abs(x) < _SECTOR * abs(y)
    shape = _LEVEL if level else _UPRIGHT if upright else _SLANTED
    column, row = int(tip[0] // wide), int(tip[1] // high)
    right, below = (-1 if x > 0 else 1), (-1 if y > 0 else 1)
    return {(column + right * across, row + below * down) for across, down in shape}
