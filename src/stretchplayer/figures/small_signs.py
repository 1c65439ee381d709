"""Signs in few cells: lines two quadrants wide, with heads out of whole quadrants."""

from itertools import pairwise
from math import hypot
from typing import Final

from stretchplayer.figures.raster import Raster
from stretchplayer.figures.signs import Sign, eighth, larger_heads, slant, small_head, toward
from stretchplayer.figures.space import Flat, Placed

Quadrant = tuple[int, int]
_HEADS: Final = tuple(
    (
        tuple((across, down) for across, half in enumerate(halves) for down in range(-half, half + 1)),
        tuple((across, down) for down in range(rows) for across in range(-1 - down, 1 + down)),
        tuple((across, down) for down, many in enumerate(corner) for across in range(many)),
    )
    for halves, rows, corner in (((0, 1, 1, 2, 2), 4, (7, 3, 2, 2)), ((0, 1, 1, 2, 2, 3, 3), 5, (9, 4, 2, 2, 2)))
)
"""Heads with their tip at 0, 0 that point to the left, up, and to the upper left: columns and rows; then larger ones.

A quadrant is twice as high as it is wide. Under a tip that points up, 0 is the column to the right of its middle.
"""
_BACK: Final = 7.0
"""Samples behind a tip from where its direction is taken."""
_INSIDE: Final = 0.7
"""How far into a head its line reaches, so that no gap is left between them: less is the whole of it."""


def small_sign(sign: Sign, place: Placed, raster: Raster) -> int:
    """The area of a sign in whole quadrants."""
    wide, high = raster.grain
    points = [place.at(point) for point in sign.way]
    x, y = points[-1] if sign.heads else _middle(points)
    # Between two quadrants across and in the middle of one down, what is thin does not fall unevenly.
    across, down = round(x / wide) * wide - x, (y // high + 0.5) * high - y
    points = [(x + across, y + down) for x, y in points]
    found: set[Quadrant] = set()
    for _ in range(sign.heads):
        points, head = _headed(points, raster.grain, sign)
        found |= head
        points.reverse()
    return raster.quadrants(found | _passed(points, wide, high, thin=sign.thin or sign.shade != "arrow"))


def _middle(points: list[Flat]) -> Flat:
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2


def _passed(points: list[Flat], wide: int, high: int, *, thin: bool) -> set[Quadrant]:
    """The quadrants along a line: two across, which is as wide as one is high, or one where it is `thin`."""
    found = set()
    for (x1, y1), (x2, y2) in pairwise(points):
        many = max(1, round(max(abs(x2 - x1) / wide, abs(y2 - y1) / high)))
        for step in range(many + 1):
            share = step / many
            column, row = round((x1 + share * (x2 - x1)) / wide), int((y1 + share * (y2 - y1)) // high)
            found |= {(column, row)} if thin else {(column - 1, row), (column, row)}
    return found


def _headed(points: list[Flat], grain: tuple[int, int], sign: Sign) -> tuple[list[Flat], set[Quadrant]]:
    """A line that ends inside its head, and the quadrants of that."""
    wide, high = grain
    tip = points[-1]
    back = next((each for each in reversed(points) if hypot(tip[0] - each[0], tip[1] - each[1]) > _BACK), points[0])
    way = toward(back, tip)
    turn = slant(way)
    x, y = eighth(way)
    column, row = round(tip[0] / wide), int(tip[1] // high)
    below = -1 if y > 0 else 1
    head = {
        (column + across if x <= 0 or turn == 1 else column - 1 - across, row + below * down)
        for across, down in _HEADS[larger_heads(sign.size, sign.sample)][turn]
    }
    far = _INSIDE * small_head(sign.size, sign.sample, turn)[0]
    shaft = [point for point in points[:-1] if hypot(tip[0] - point[0], tip[1] - point[1]) > far]
    return [*(shaft or [(tip[0] - far * x, tip[1] - far * y)]), (tip[0] - far * x, tip[1] - far * y)], head
