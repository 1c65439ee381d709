"""A map of the body, from the front and from the back, that marks muscles in four levels."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import Final, Literal, NamedTuple

from stretchplayer.figures.dots import Dots, Run, grown
from stretchplayer.figures.marks import AREAS, EDGE, SIGNS, Line, Point, View
from stretchplayer.model.muscles import MuscleSide, Side

HALF: Final = 20.6
"""How far the body reaches out from its middle."""
Mask = dict[int, int]
"""Dots as bits by row."""
_BETWEEN: Final = 6
"""The number of short lines that replace one line where it is rounded."""
_ORDER: Final = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))
"""The order of dots in which any number of them is spread evenly: Bayer's matrix."""


def rounded(line: Line, *, closed: bool = False) -> Line:
    """The same line without corners, through the same points (Catmull and Rom)."""
    around = (line[-1], *line, *line[:2]) if closed else (line[0], *line, line[-1])
    spans = zip(around, around[1:], around[2:], around[3:], strict=False)
    return (*(_curved(span, step / _BETWEEN) for span in spans for step in range(_BETWEEN)), around[-2])


def _curved(span: tuple[Point, Point, Point, Point], share: float) -> Point:
    def along(before: float, start: float, end: float, after: float) -> float:
        bend = 2 * before - 5 * start + 4 * end - after + share * (3 * (start - end) + after - before)
        return start + 0.5 * share * (end - before + share * bend)

    x, y = (along(*each) for each in zip(*span, strict=True))
    return x, y


def filled(outline: Line, scale: float) -> Mask:
    """The dots inside a closed outline, `scale` dots for each of its units; a dot counts by its middle."""
    found: Mask = {}
    last = ceil(max(down for _, down in outline) * scale)
    for row in range(max(0, last)):
        crossings = sorted(_crossings(outline, (row + 0.5) / scale))
        bits = 0
        for start, end in zip(crossings[::2], crossings[1::2], strict=True):
            first, stop = (max(0, ceil(edge * scale - 0.5)) for edge in (start, end))
            bits |= (1 << stop) - (1 << first) if stop > first else 0
        if bits:
            found[row] = bits
    return found


def _crossings(outline: Line, level: float) -> Iterator[float]:
    for (out, down), (next_out, next_down) in pairwise((*outline, outline[0])):
        if (down <= level) != (next_down <= level):
            yield out + (level - down) * (next_out - out) / (next_down - down)


def strokes(lines: Iterable[Line], scale: float) -> Mask:
    """The dots nearest to level lines; a line of one point is one dot."""
    found: Mask = {}
    for line in lines:
        for (out, down), (next_out, next_down) in pairwise(line if len(line) > 1 else (*line, *line)):
            steps = max(1, round(scale * max(abs(next_out - out), abs(next_down - down))))
            for step in range(steps + 1):
                share = step / steps
                row = int((down + share * (next_down - down)) * scale)
                found[row] = found.get(row, 0) | 1 << int((out + share * (next_out - out)) * scale)
    return found


def common(one: Mask, other: Mask) -> Mask:
    """The dots of both."""
    return {row: bits & other[row] for row, bits in one.items() if bits & other.get(row, 0)}


def joined(*masks: Mask) -> Mask:
    """The dots of any."""
    found: Mask = {}
    for mask in masks:
        for row, bits in mask.items():
            found[row] = found.get(row, 0) | bits
    return found


def without(one: Mask, other: Mask) -> Mask:
    """The dots of one that are not in the other."""
    return {row: bits & ~other.get(row, 0) for row, bits in one.items() if bits & ~other.get(row, 0)}


def rim(half: Mask) -> Mask:
    """The dots of half a body that have a neighbour outside; the middle line is inside."""
    inner: Mask = {}
    for row, bits in half.items():
        inner[row] = bits & (bits << 1 | bits & 1) & bits >> 1 & half.get(row - 1, 0) & half.get(row + 1, 0)
    return without(half, inner)


def thinned(mask: Mask, share: float) -> Mask:
    """`share` of the dots, from 0 to 1, spread evenly, and at least one; a larger share contains a smaller one."""
    dots = [(row, column) for row, bits in mask.items() for column in range(bits.bit_length()) if bits >> column & 1]
    dots.sort(key=lambda dot: (_ORDER[dot[0] % 4][dot[1] % 4], dot))
    found: Mask = {}
    for row, column in dots[: ceil(len(dots) * share)]:
        found[row] = found.get(row, 0) | 1 << column
    return found


def placed(half: Mask, middle: int, *, mirrored: bool) -> Mask:
    """A half laid beside the line at `middle`: to the right of it, or `mirrored` to the left."""
    if not mirrored:
        return {row: bits << middle for row, bits in half.items()}
    return {row: int(f"{bits:b}"[::-1], 2) << (middle - bits.bit_length()) for row, bits in half.items()}


Level = Literal["little", "some", "nearly", "full"]
Lines = tuple[tuple[Run, ...], ...]
Views = tuple[View, ...]

BOTH: Final[Views] = ("front", "back")
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
