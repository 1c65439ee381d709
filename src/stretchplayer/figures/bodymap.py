"""A map of the body, from the front and from the back, that marks muscles in four levels.

Nothing of it depends on colour: the body is a line, a mark is dots, and the fuller a mark, the denser they are.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import ceil
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from stretchplayer.figures.bodymap_areas import AREAS, BODY, HALF, SIGNS, View
from stretchplayer.figures.bodymap_raster import (
    Mask,
    common,
    filled,
    grown,
    joined,
    placed,
    rim,
    rounded,
    strokes,
    thinned,
    without,
)
from stretchplayer.figures.dots import Dots, Run
from stretchplayer.model.muscles import MuscleSide, Side

Level = Literal["little", "some", "nearly", "full"]
Lines = tuple[tuple[Run, ...], ...]
Views = tuple[View, ...]

BOTH: Final[Views] = ("front", "back")
LEAST_COLUMNS: Final = 15
"""So many for each view; with fewer, small muscles cannot be told apart."""
LEAST_ROWS: Final = 18
NEARLY: Final = 0.8
"""From this share on, a mark is nearly full."""
_SOME: Final = 1 / 3
LEVELS: Final = MappingProxyType[Level, float]({"little": 0.25, "some": 0.5, "nearly": 0.75, "full": 1.0})
"""How many of its dots a mark of this level shows."""
_HEIGHT: Final = 100.1
"""A little more than the lowest point of a rounded edge."""
_GAP: Final = 8.0
"""Between the two views where there is room for more, in hundredths of the height."""
_SIDES: Final[tuple[Side, ...]] = ("left", "right", "mid")
_UPON: Final = frozenset({"piriformis"})
"""Drawn upon another muscle, with a gap around."""


class _Half(NamedTuple):
    """Half a view in dots."""

    edge: Mask
    areas: dict[str, Mask]


def level(share: float) -> Level | None:
    """How full a mark of this share looks; None where there is nothing to mark."""
    if share <= 0:
        return None
    return "little" if share < _SOME else "some" if share < NEARLY else "nearly" if share < 1 else "full"


def views_of(marks: Iterable[MuscleSide]) -> Views:
    """The fewest views that show all of these muscles; the front where either would do."""
    keys = {muscle for muscle, _ in marks}
    for view in BOTH:
        if keys <= AREAS[view].keys():
            return (view,)
    return BOTH


def fits(columns: int, rows: int, views: Views = BOTH) -> bool:
    """Whether muscles can be told apart on a map of this size."""
    return columns >= LEAST_COLUMNS * len(views) and rows >= LEAST_ROWS


def rows_for(columns: int, views: Views = BOTH) -> int:
    """The rows that a map needs to be as wide as `columns`."""
    return max(LEAST_ROWS, ceil(_HEIGHT * _widest(columns, views) / 4) + 1)


def body_map(marks: Mapping[MuscleSide, float], columns: int, rows: int, views: Views = BOTH) -> Lines:
    """Exactly `rows` rows of runs, `columns` wide; none where that is too small to tell muscles apart.

    A share of 0 is no mark, of 1 a full one. Tones are the levels, "body" for the edge and "label" for the words below.
    """
    if not fits(columns, rows, views):
        return ()
    scale = min(_widest(columns, views), (rows - 1) * 4 / _HEIGHT)
    high = min(rows - 1, ceil(_HEIGHT * scale / 4))
    # Dots from the middle of the picture to the middle of a view.
    off = min(columns // 2, round((HALF + _GAP / 2) * scale)) if len(views) > 1 else 0
    middles = {view: columns + (off if number else -off) for number, view in enumerate(views)}
    dots = Dots(columns, high)
    for view, middle in middles.items():
        _draw(dots, view, middle, scale, marks)
    above = (rows - 1 - high) // 2
    blank = (Run(" " * columns, "label"),)
    labels = (Run(_labels(middles, columns, round(scale)), "label"),)
    return (*((blank,) * above), *dots.lines(tuple(LEVELS)), labels, *((blank,) * (rows - 1 - high - above)))


def sample(reached: Level, columns: int) -> str:
    """What a mark of this level looks like, as one row of cells."""
    dots = Dots(columns, 1)
    whole = (1 << dots.width) - 1
    dots.paint(thinned(dict.fromkeys(range(dots.height), whole), LEVELS[reached]), reached, reached)
    (line,) = dots.lines()
    return "".join(run.text for run in line)


def _widest(columns: int, views: Views) -> float:
    return (columns // len(views) - 1) / HALF


def _draw(dots: Dots, view: View, middle: int, scale: float, marks: Mapping[MuscleSide, float]) -> None:
    half = _half(view, scale)
    edge = joined(*(placed(half.edge, middle, mirrored=mirrored) for mirrored in (False, True)))
    shown: list[tuple[str, Level, Mask, Mask]] = []
    for muscle, area in half.areas.items():
        for side in _SIDES:
            reached = level(marks.get((muscle, side), 0.0))
            if reached is None:
                continue
            kept = thinned(area, LEVELS[reached])
            for mirrored in _halves(side, view):
                around = grown(placed(area, middle, mirrored=mirrored))
                edge = without(edge, around)
                shown.append((muscle, reached, around, placed(kept, middle, mirrored=mirrored)))
    dots.paint(edge, "body", "body")
    for muscle, reached, around, kept in shown:
        if muscle in _UPON:
            dots.clear({row: bits for row, bits in around.items() if row < dots.height})
        dots.paint(kept, muscle, reached)


def _halves(side: Side, view: View) -> tuple[bool, ...]:
    """The halves of the picture, True for the left one: whoever looks at a front sees its left side on the right."""
    return (False, True) if side == "mid" else ((side == "left") == (view == "back"),)


@lru_cache(maxsize=32)
def _half(view: View, scale: float) -> _Half:
    body = filled(rounded(BODY), scale)
    return _Half(
        joined(rim(body), strokes(SIGNS[view], scale)),
        {muscle: common(filled(rounded(outline, closed=True), scale), body) for muscle, outline in AREAS[view].items()},
    )


def _labels(middles: Mapping[View, int], columns: int, gap: int) -> str:
    """The name of each view under it, between the letters of its sides."""
    row = " " * columns
    for view, middle in middles.items():
        sides = ("R", "L") if view == "front" else ("L", "R")
        text = (" " * (1 + gap)).join((sides[0], view, sides[1]))
        start = max(0, middle // 2 - len(text) // 2)
        row = row[:start] + text + row[start + len(text) :]
    return row
