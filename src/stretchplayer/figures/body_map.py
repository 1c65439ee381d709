"""A map of the body, from the front and from the back, that marks muscles in four levels."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import ceil
from typing import Final, Literal, NamedTuple

from stretchplayer.figures.blocks import Cells, lines, raster_for
from stretchplayer.figures.blocks import Line as BlockLine
from stretchplayer.figures.body_masks import (
    Mask,
    common,
    filled,
    joined,
    placed,
    rim,
    rounded,
    strokes,
    thinned,
    without,
)
from stretchplayer.figures.colours import NOTHING
from stretchplayer.figures.dots import Dots, Run, grown
from stretchplayer.figures.marks import AREAS, EDGE, SIGNS, View
from stretchplayer.figures.raster import Raster
from stretchplayer.figures.shading import Areas
from stretchplayer.model.muscles import MuscleSide, Side
from stretchplayer.translation import pgettext, to_translate_in

HALF: Final = 20.6
"""How far the body reaches out from its middle."""
Level = Literal["little", "some", "nearly", "full"]
Lines = tuple[tuple[Run, ...], ...]
Views = tuple[View, ...]

BOTH: Final[Views] = ("front", "back")
_CALLED: Final[Mapping[View, str]] = {
    "front": to_translate_in("body map", "front"),
    "back": to_translate_in("body map", "back"),
}
LEAST_COLUMNS: Final = 15
"""For each view; with fewer, small muscles cannot be distinguished."""
LEAST_ROWS: Final = 18
NEARLY: Final = 0.8
"""From this share on, a mark is nearly full."""
_SOME: Final = 1 / 3
LEVELS: Final[Mapping[Level, float]] = {"little": 0.25, "some": 0.5, "nearly": 0.75, "full": 1.0}
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

    body: Mask
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
    """Whether muscles can be distinguished on a map of this size."""
    return columns >= LEAST_COLUMNS * len(views) and rows >= LEAST_ROWS


def rows_for(columns: int, views: Views = BOTH) -> int:
    """The rows that a map needs to be as wide as `columns`."""
    return max(LEAST_ROWS, ceil(_HEIGHT * _widest(columns, views) / 4) + 1)


def body_map(marks: Mapping[MuscleSide, float], columns: int, rows: int, views: Views = BOTH) -> Lines:
    """Exactly `rows` rows of runs, `columns` wide; none where that is too small to distinguish muscles.

    A share of 0 is no mark, of 1 a full one. Tones are the levels, "body" for the edge and "label" for the words below.
    """
    if not fits(columns, rows, views):
        return ()
    scale, high, above, middles = _layout(columns, rows, views)
    dots = Dots(columns, high)
    for view, middle in middles.items():
        _draw(dots, view, middle, scale, marks)
    blank = (Run(" " * columns, "label"),)
    labels = (Run(_labels(middles, columns, round(scale)), "label"),)
    return (*((blank,) * above), *dots.lines(tuple(LEVELS)), labels, *((blank,) * (rows - 1 - high - above)))


def solid_map(
    marks: Mapping[MuscleSide, float], columns: int, rows: int, views: Views = BOTH, *, halves: bool = False
) -> tuple[BlockLine, ...]:
    """The same map with filled areas, without its row of labels; none where that is too small."""
    if not fits(columns, rows, views):
        return ()
    scale, high, above, middles = _layout(columns, rows, views)
    raster = raster_for(columns, high)
    areas: Areas = dict.fromkeys(("body", "contour", "face", *LEVELS), 0)
    for view, middle in middles.items():
        _fill(areas, raster, view, (2 * middle, 2 * scale), marks)
    blank = (Cells(" " * columns, NOTHING, NOTHING),)
    found = {shade: area for shade, area in areas.items() if area}
    return (*((blank,) * above), *lines(found, columns, high, halves=halves), *((blank,) * (rows - 1 - high - above)))


def label_row(columns: int, rows: int, views: Views = BOTH, word: str = "") -> tuple[int, str]:
    """The row of labels below the map, and what it reads: the views with their sides, or a `word` in their place."""
    scale, high, above, middles = _layout(columns, rows, views)
    return above + high, word.center(columns)[:columns] if word else _labels(middles, columns, round(scale))


def _fill(
    areas: Areas, raster: Raster, view: View, where: tuple[int, float], marks: Mapping[MuscleSide, float]
) -> None:
    middle, scale = where
    half = _half(view, scale)

    def whole(mask: Mask, sides: tuple[bool, ...] = (False, True)) -> int:
        found = 0
        for mirrored in sides:
            for row, bits in placed(mask, middle, mirrored=mirrored).items():
                if row < raster.height:
                    found |= (bits & (1 << raster.width) - 1) << row * raster.width
        return found

    areas["body"] |= whole(half.body)
    shown: list[tuple[str, Level, int]] = []
    for muscle, area in half.areas.items():
        for side in _SIDES:
            reached = level(marks.get((muscle, side), 0.0))
            if reached is not None:
                shown.append((muscle, reached, whole(area, _halves(side, view))))
    shown.sort(key=lambda each: each[0] in _UPON)
    for _, reached, marked in shown:
        edge = raster.grown(marked, 1) & ~marked
        for shade in areas:
            areas[shade] &= ~(marked | edge)
        areas["contour"] |= edge & whole(half.body)
        areas[reached] |= marked
    signs = raster.grown(whole(strokes(SIGNS[view], scale)), 1) & areas["body"]
    areas["body"] &= ~signs
    areas["face"] |= signs


def muscle_at(column: int, row: int, columns: int, rows: int, views: Views = BOTH) -> str | None:
    """The muscle at a cell of the map that `body_map` draws, or right beside it; None where there is none."""
    if not fits(columns, rows, views):
        return None
    scale, _, above, middles = _layout(columns, rows, views)
    for near in (0, 1):
        cells = range(max(0, 2 * (column - near)), 2 * (column + near + 1))
        lines = range(4 * (row - above - near), 4 * (row - above + near + 1))
        wanted = dict.fromkeys(lines, (1 << len(cells)) - 1 << cells.start)
        found: dict[str, int] = {}
        for view, middle in middles.items():
            for muscle, area in _half(view, scale).areas.items():
                part = {line: area[line] for line in lines if line in area}
                for mirrored in (False, True):
                    there = common(placed(part, middle, mirrored=mirrored), wanted)
                    if dots := sum(bits.bit_count() for bits in there.values()):
                        found[muscle] = max(dots, found.get(muscle, 0))
        if found:
            return max(found, key=lambda muscle: (muscle in _UPON, found[muscle]))
    return None


def _layout(columns: int, rows: int, views: Views) -> tuple[float, int, int, dict[View, int]]:
    """Dots for a unit, rows of the picture, blank rows above it, and the dots from its left to the middle of views."""
    scale = min(_widest(columns, views), (rows - 1) * 4 / _HEIGHT)
    high = min(rows - 1, ceil(_HEIGHT * scale / 4))
    # Dots from the middle of the picture to the middle of a view.
    off = min(columns // 2, round((HALF + _GAP / 2) * scale)) if len(views) > 1 else 0
    middles = {view: columns + (off if number else -off) for number, view in enumerate(views)}
    return scale, high, (rows - 1 - high) // 2, middles


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
    """The halves of the picture, True for the left one: in the view from the front, the left side is on the right."""
    return (False, True) if side == "mid" else ((side == "left") == (view == "back"),)


@lru_cache(maxsize=32)
def _half(view: View, scale: float) -> _Half:
    body = filled(rounded(EDGE), scale)
    return _Half(
        body,
        joined(rim(body), strokes(SIGNS[view], scale)),
        {muscle: common(filled(rounded(outline, closed=True), scale), body) for muscle, outline in AREAS[view].items()},
    )


def _labels(middles: Mapping[View, int], columns: int, gap: int) -> str:
    """The name of each view under it, between the letters of its sides."""
    row = " " * columns
    for view, middle in middles.items():
        right, left = pgettext("body map", "R"), pgettext("body map", "L")
        first, last = (right, left) if view == "front" else (left, right)
        text = (" " * (1 + gap)).join((first, pgettext("body map", _CALLED[view]), last))
        start = max(0, middle // 2 - len(text) // 2)
        row = row[:start] + text + row[start + len(text) :]
    return row
