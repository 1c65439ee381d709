"""Half a body in dots: outlines filled, lines drawn, and what two such masks have in common."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil
from typing import Final

from stretchplayer.figures.marks import Line, Point

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
