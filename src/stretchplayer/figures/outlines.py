"""A figure as areas with smooth edges, for paper and for pictures that can be scaled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import ceil, hypot
from typing import Final, NamedTuple

from stretchplayer.figures.scene import Scene
from stretchplayer.figures.signs import Sign
from stretchplayer.figures.space import Flat

Line = tuple[Flat, ...]
SIZE: Final = 320
"""Dots along the longer side of one pose, before its edges are made smooth: on paper, a tenth of a millimetre each."""
_TOLERANCE: Final = 0.65
"""Dots that an edge may be off: the steps of a slanted edge vanish, the shape of a finger stays."""
_SPECK: Final = 12.0
"""Square dots: a smaller area is what is left between two others."""


class Pose(NamedTuple):
    """One pose: its size in dots, its areas by tone, and the signs on it, in dots as well."""

    width: int
    height: int
    areas: Mapping[str, tuple[Line, ...]]
    signs: tuple[Sign, ...] = ()


def key_poses(scene: Scene, size: int = SIZE) -> tuple[Pose, ...]:
    """The start and the end, with signs on the end; one pose where they look alike."""
    box = scene.box
    scale = size / max(box.right - box.left, box.bottom - box.top)
    columns, rows = ceil(scale * (box.right - box.left) / 2), ceil(scale * (box.bottom - box.top) / 4)
    frames = (0, scene.last) if scene.differs() else (scene.last,)
    poses = []
    for frame in frames:
        field = scene.solid(frame, columns, rows)
        areas = {tone: tuple(traced(bits)) for tone, bits in field.tones().items()}
        poses.append(Pose(field.width, field.height, {tone: lines for tone, lines in areas.items() if lines}))
    place = scene.placed(2 * columns, 4 * rows)
    signs = (sign._replace(way=tuple(place.at(point) for point in sign.way)) for sign in scene.signs)
    poses[-1] = poses[-1]._replace(signs=tuple(signs))
    return tuple(poses)


def traced(rows: list[int]) -> Iterator[Line]:
    """The edges of the dots that are set, as closed lines: outer edges clockwise, those of holes the other way."""
    following = _edges(rows)
    while following:
        start = next(iter(following))
        corners = [start]
        at, before = start, (0, 0)
        while True:
            ways = following[at]
            # Where two areas touch at a corner, turning right keeps them apart.
            right = (at[0] - before[1], at[1] + before[0])
            to = right if right in ways else ways[0]
            ways.remove(to)
            if not ways:
                del following[at]
            before, at = (to[0] - at[0], to[1] - at[1]), to
            if at == start:
                break
            corners.append(at)
        middles = [
            ((x + next_x) / 2, (y + next_y) / 2)
            for (x, y), (next_x, next_y) in zip(corners, (*corners[1:], corners[0]), strict=True)
        ]
        if abs(_area(middles)) >= _SPECK:
            yield _simpler(middles)


def _edges(rows: list[int]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """The unit edges around all dots by their first corner, with the dots on the right hand."""
    found: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for y, bits in enumerate(rows):
        above = rows[y - 1] if y else 0
        below = rows[y + 1] if y + 1 < len(rows) else 0
        for x in _set(bits & ~above):
            found[x, y].append((x + 1, y))
        for x in _set(bits & ~below):
            found[x + 1, y + 1].append((x, y + 1))
        for x in _set(bits & ~(bits << 1)):
            found[x, y + 1].append((x, y))
        for x in _set(bits & ~(bits >> 1)):
            found[x + 1, y].append((x + 1, y + 1))
    return dict(found)


def _set(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _area(line: list[Flat]) -> float:
    turned = (*line[1:], line[0])
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(line, turned, strict=True)) / 2


def _simpler(line: list[Flat]) -> Line:
    """A closed line without the points that it nearly passes through anyway (Ramer, Douglas and Peucker)."""
    half = max(range(len(line)), key=lambda at: (hypot(line[at][0] - line[0][0], line[at][1] - line[0][1]), at))
    closed = [*line, line[0]]
    kept = {0, half, len(line)}
    spans = [(0, half), (half, len(line))]
    while spans:
        first, last = spans.pop()
        (x1, y1), (x2, y2) = closed[first], closed[last]
        length = hypot(x2 - x1, y2 - y1)
        farthest, place = _TOLERANCE, 0
        for at in range(first + 1, last):
            x, y = closed[at]
            off = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length if length else hypot(x - x1, y - y1)
            if off > farthest:
                farthest, place = off, at
        if place:
            kept.add(place)
            spans += [(first, place), (place, last)]
    return tuple(closed[at] for at in sorted(kept)[:-1])


def closed_path(lines: Iterable[Line], left: float = 0.0) -> str:
    """Closed lines as the commands of one SVG path, moved by `left`."""
    return "".join(f"{line_path(tuple((left + x, y) for x, y in line))}Z" for line in lines)


def svg(width: int, height: int, attributes: str, inner: str) -> str:
    """An SVG element with a view box of that size."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{attributes}>{inner}</svg>'


def line_path(line: Line) -> str:
    """A line as the commands of an SVG path."""
    (x, y), *others = line
    return f"M{_number(x)} {_number(y)}L{' '.join(f'{_number(x)} {_number(y)}' for x, y in others)}"


def _number(number: float) -> str:
    """A tenth of a dot is enough; never with an exponent, which not every reader of paths knows."""
    return f"{number:.1f}".removesuffix(".0")
