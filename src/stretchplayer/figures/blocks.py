"""Solid areas as letters of a terminal: quadrant blocks of two colours a cell, each the one that covers most."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import ceil
from typing import Final, NamedTuple

from stretchplayer.figures.colours import DARK, NOTHING, RGB, Mix, Shade, mixed
from stretchplayer.figures.free_room import Picture
from stretchplayer.figures.raster import Raster, cells
from stretchplayer.figures.scene import Scene
from stretchplayer.figures.shading import Areas, Still, shaded, still_of

GLYPHS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the quadrants that are in front: upper left 1, upper right 2, lower left 4, lower right 8."""
_QUADRANTS: Final = (1, 2, 4, 8)
_SPLITS: Final = (3, 5, 1, 2, 4, 8, 6)
"""The ways to part four quadrants in two, halves first."""
_HALVES: Final = (3, 5)
_FULL: Final = 8
_WEIGHTS: Final[Mapping[Shade | None, float]] = {"contour": 1.8, "arrow": 1.2, "face": 2.0}
"""What is thin would be lost in a mixture."""
SAMPLES: Final = (4, 8)
"""Samples in a cell, across and down."""


class Cells(NamedTuple):
    """Cells side by side that have the same two colours."""

    text: str
    front: Mix
    back: Mix


Line = tuple[Cells, ...]


def raster_for(columns: int, rows: int) -> Raster:
    """The grid for that many cells."""
    return _raster(columns, rows)


@lru_cache(maxsize=8)
def _raster(columns: int, rows: int) -> Raster:
    return Raster(SAMPLES[0] * columns, SAMPLES[1] * rows, (SAMPLES[0] // 2, SAMPLES[1] // 2))


def lines(areas: Areas, columns: int, rows: int, *, halves: bool = False) -> Iterator[Line]:
    """Each row of cells; with `halves` out of blocks that every console font has."""
    shades = tuple(areas)
    known = _KNOWN.setdefault((shades, halves), {})
    for row in cells(areas, columns, rows):
        yield tuple(_runs(row, shades, known, halves=halves))


def still_lines(
    scene: Scene, columns: int, rows: int, *, halves: bool = False, relaxed: bool = False
) -> Iterator[Line]:
    """A figure that does not move: its end, with the ghost of its start behind it, and its arrows.

    Where it is `relaxed`, those of a push are not there.
    """
    raster = raster_for(columns, rows)
    still = still_of(scene, raster)
    if relaxed:
        still = still._replace(signs=tuple(sign for sign in still.signs if not sign.push))
    areas = shaded(scene, scene.last, raster, still)
    return lines(areas, columns, rows, halves=halves)


def pushing_lines(scene: Scene, columns: int, rows: int, *, halves: bool = False) -> Iterator[Line]:
    """The start of a figure, with the arrows of its push."""
    raster = raster_for(columns, rows)
    areas = shaded(scene, 0, raster, Still((), scene.pushes_in(Picture(raster.width, raster.height))))
    return lines(areas, columns, rows, halves=halves)


def moving_lines(scene: Scene, frame: int, columns: int, rows: int, *, halves: bool = False) -> Iterator[Line]:
    """One frame of the movement."""
    return lines(shaded(scene, frame, raster_for(columns, rows)), columns, rows, halves=halves)


def rows_for(scene: Scene, columns: int) -> int:
    """The rows that a figure as wide as `columns` needs, at most half as many as columns."""
    box = scene.box_in(Picture(SAMPLES[0] * columns, SAMPLES[1] * (columns // 2)))
    high = SAMPLES[0] * columns * (box.bottom - box.top) / (box.right - box.left)
    return min(ceil(high / SAMPLES[1]), columns // 2)


Counts = dict[Shade | None, float]
_Cell = tuple[str, Mix, Mix]
_KNOWN: Final[dict[tuple[tuple[Shade, ...], bool], dict[tuple[str, ...], _Cell]]] = {}
"""Cells that were met before: most of a frame is as in the one before it."""


def _runs(
    row: list[tuple[str, ...]], shades: tuple[Shade, ...], known: dict[tuple[str, ...], _Cell], *, halves: bool
) -> Iterator[Cells]:
    text: list[str] = []
    front = back = NOTHING
    for counts in row:
        cell = known.get(counts)
        if cell is None:
            cell = known[counts] = _cell(counts, shades, halves=halves)
        glyph, over, under = cell
        # What is of one colour goes on in front of the same ground.
        if not (under is back and (over is front or glyph == " ")):
            if text:
                yield Cells("".join(text), front, back)
            text, front, back = [], over, under
        text.append(glyph)
    if text:
        yield Cells("".join(text), front, back)


def _cell(counts: tuple[str, ...], shades: tuple[Shade, ...], *, halves: bool) -> _Cell:
    quadrants: list[Counts] = []
    for at in range(4):
        found: Counts = {}
        free = _FULL
        for shade, count in zip(shades, counts[at::4], strict=True):
            if count != "0":
                found[shade] = int(count) * _WEIGHTS.get(shade, 1.0)
                free -= int(count)
        if free > 0:
            found[None] = free
        quadrants.append(found)
    mixes = [mixed(each) for each in quadrants]
    kinds = list(dict.fromkeys(mixes))
    if len(kinds) == 1:
        return " ", kinds[0], kinds[0]
    if not halves and not kinds[2:]:
        front = sum(bit for bit, mix in zip(_QUADRANTS, mixes, strict=True) if mix is kinds[0])
        return _oriented(front, kinds[0], kinds[1])
    split = _best_split([_seen(mix) for mix in mixes], _HALVES if halves else _SPLITS)
    inside = [each for bit, each in zip(_QUADRANTS, quadrants, strict=True) if split & bit]
    outside = [each for bit, each in zip(_QUADRANTS, quadrants, strict=True) if not split & bit]
    over, under = mixed(_sum(inside)), mixed(_sum(outside))
    return (" ", over, over) if over is under else _oriented(split, over, under)


def _best_split(colours: list[RGB], splits: tuple[int, ...]) -> int:
    """The way to part quadrants in which the colours of each part are nearest to their mean."""
    best, found = -1.0, 0
    for split in splits:
        many, red, green, blue = 0, 0, 0, 0
        rest_red, rest_green, rest_blue = 0, 0, 0
        for bit, colour in zip(_QUADRANTS, colours, strict=True):
            if split & bit:
                many, red, green, blue = many + 1, red + colour[0], green + colour[1], blue + colour[2]
            else:
                rest_red, rest_green, rest_blue = rest_red + colour[0], rest_green + colour[1], rest_blue + colour[2]
        # The squares around the two means are least where the squares of the sums are most.
        near = (red * red + green * green + blue * blue) / many
        near += (rest_red * rest_red + rest_green * rest_green + rest_blue * rest_blue) / (len(colours) - many)
        if near > best:
            best, found = near, split
    return found


def _sum(group: list[Counts]) -> Counts:
    found: Counts = {}
    for each in group:
        for shade, count in each.items():
            found[shade] = found.get(shade, 0) + count
    return found


def _oriented(front: int, over: Mix, under: Mix) -> _Cell:
    """A cell with what is empty behind, so that it can be left out."""
    if over is NOTHING:
        front, over, under = 15 - front, under, over
    return GLYPHS[front], over, under


@lru_cache(maxsize=1024)
def _seen(mix: Mix) -> RGB:
    return DARK.of(mix)
