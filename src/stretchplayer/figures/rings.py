"""The rings of what goes round: around a limb or beside it, open, with one head."""

from math import cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, Final, Literal

from stretchplayer.figures.free_room import FreeRoom
from stretchplayer.figures.signs import Sign, toward
from stretchplayer.figures.space import Flat
from stretchplayer.figures.zooms import CLOSE

if TYPE_CHECKING:
    from stretchplayer.figures.scene import Scene

Way = tuple[Flat, ...]
_RADIUS: Final = 0.125
"""The least radius of a ring, as a share of the picture's longer side."""
_LEAST_SHORT: Final = 0.1
_SMALL_RADIUS: Final = (15.0, 18.0)
_SMALL_SHORT: Final = (14.0, 12.0)
"""The same in samples of cells, for a ring seen from its middle and one seen from its edge."""
_FLAT: Final = 0.38
"""A ring seen from the edge is so much as high as it is wide."""
_TIPPED: Final = 0.4
"""How much lower what is nearer is drawn in such a ring."""
_WAIST: Final = 0.28
"""Metres from the middle of the trunk to a ring around it."""
_ABOVE: Final = 0.06
"""How far above a head the ring is that says that it turns, as a share of the picture's longer side."""
_LOOKED: Final = 1.3
"""How much larger it is than others."""
_TURNED: Final = 0.2
_HOOP: Final = 0.09
"""How far a wrist goes at most that only turns, so that both poses are seen, and half of a ring's width, in metres."""
_TRUNK: Final = frozenset({"hips", "seat", "belly", "chest", "back", "upper-back"})
_CORNERS: Final = 24
_DRAWN: Final = 0.8
"""How much of a ring is drawn: its gap shows where it begins and ends."""
_LAST: Final = round(_CORNERS * _DRAWN)
_GAPS: Final = 8
_TAIL: Final = (0.39 * pi, 0.7 * pi)
_NECK: Final = 1.86 * pi
"""In few cells: the angle at which a ring begins, and one seen from its edge, and where its head begins."""
_TIP: Final = 0.62
"""How much of that is beyond the middle."""
_ASIDE: Final = (0.0, 0.08, 0.16, 0.24, 0.32)
"""How far aside a ring may stand, as shares of the picture's longer side."""
_AROUND: Final = ((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (0.7, -0.7), (-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7))
_ALIKE: Final = 1e-9
"""Costs that differ by less are the same on every machine."""


def ring(scene: "Scene", mark: str, room: FreeRoom) -> Sign:
    """A ring along the way of a mark that goes round; as an ellipse where that would be seen from its edge."""
    size = room.size
    way = scene.loop(mark)
    flat = [(x, y) for x, y, _ in way]
    middle, (long, short), (x, y) = _ellipse(flat)
    turns = _area(flat)
    tipped = False
    if short < _FLAT * long:
        # Seen from a little above, so that what is nearer is lower.
        seen = [(across, down + _TIPPED * near) for across, down, near in way]
        turns = _area(seen) or 1.0
        tipped = True
    if mark in _TRUNK:
        long, (x, y), tipped = max(long, _WAIST), (1.0, 0.0), True
        # From behind and from the front the way round a trunk is seen from its edge.
        short = _FLAT * long
    turned = mark.endswith("wrist") and long < _TURNED
    if turned:
        # The hand turns about its own length: a hoop around the wrist where it begins.
        (x1, y1), (x2, y2) = (scene.ways([each])[each][0] for each in (mark, mark.replace("wrist", "elbow")))
        middle = x1, y1
        x, y = toward((y1, x2), (y2, x1))
        long, tipped = _HOOP, False
    long = max(long, room.least(_RADIUS, _SMALL_RADIUS[tipped]))
    short = max(short, _FLAT * long, 0.0 if turned else room.least(_LEAST_SHORT, _SMALL_SHORT[tipped]))
    sign: Literal[1, -1] = 1 if turns > 0 else -1
    if room.small:
        shapes = _small_shapes(_upright((long, short), (x, y)), sign, room, tipped=tipped)
    else:
        shapes = _shapes((long, short), (x, y), sign, tipped=tipped)
    best = float("inf")
    found: Way = ()
    # Around the trunk, and on a hand or foot that is rubbed, it is where it is done.
    there = turned or mark in _TRUNK or (scene.rubbed and scene.figure.zoom in CLOSE)
    for off in (0.0,) if there else _ASIDE:
        for right, below in _AROUND if off else _AROUND[:1]:
            away = 2.5 * off
            if away >= best:
                continue
            left, top = middle[0] + off * size * right, middle[1] + off * size * below
            for shape, worse in shapes:
                points = tuple((left + across, top + down) for across, down in shape)
                cost = room.cost(points[::2]) + away + worse
                if cost < best - _ALIKE:
                    best, found = cost, points
    room.take(found)
    return Sign(found, size, sample=room.sample)


def turn_of_head(middle: Flat, room: FreeRoom, *, to_right: bool, heads: Literal[1, 2]) -> Sign:
    """A ring above a head that turns, open behind it, which runs before the face as the nose does, one way or both."""
    long = _LOOKED * room.least(_RADIUS, _SMALL_RADIUS[True])
    half = long, max(_FLAT * long, room.least(0.0, _SMALL_SHORT[True]))
    sign: Literal[1, -1] = -1 if to_right else 1
    if room.small:
        shapes = _small_shapes(half, sign, room, tipped=True)
    else:
        shapes = _shapes(half, (1.0, 0.0), sign, tipped=True)
    shape = min(shapes, key=lambda each: each[1])[0]
    if heads > 1:
        shape = _alike(shape)
    high = max(down for _, down in shape) + _ABOVE * room.size
    found = tuple((middle[0] + across, middle[1] - high + down) for across, down in shape)
    room.take(found)
    return Sign(found, room.size, heads, sample=room.sample)


def _alike(shape: Way) -> Way:
    """A ring whose other end is as the one with its head."""
    half = tuple(point for point in shape[len(shape) // 2 :] if point[0] * shape[-1][0] > 0)
    return (*((-across, down) for across, down in reversed(half)), *half)


Shapes = list[tuple[Way, float]]
"""Rings around 0, 0, and how much worse than the best of them each is."""


def _shapes(half: tuple[float, float], axis: Flat, sign: Literal[1, -1], *, tipped: bool) -> Shapes:
    """An ellipse with its gap in one of several places, gone round clockwise as seen (1) or not (-1)."""
    (long, short), (x, y) = half, axis
    found = []
    for gap in range(_GAPS):
        start = 2 * pi * gap / _GAPS
        angles = [start + sign * 2 * pi * (at / _CORNERS + (1 - _DRAWN) / 2) for at in range(_LAST + 1)]
        turned = [(long * cos(angle), short * sin(angle)) for angle in angles]
        points = tuple((along * x - beside * y, along * y + beside * x) for along, beside in turned)
        # The gap of a ring around something is behind it.
        found.append((points, 0.5 * (sin(start) + 1) if tipped else 0.0))
    return found


def _small_shapes(half: tuple[float, float], sign: Literal[1, -1], room: FreeRoom, *, tipped: bool) -> Shapes:
    """The same in few cells: with an upright head at its left or right end, which is clear at any size."""
    wide, high = half
    head, _ = room.head(1)
    found = []
    tail = _TAIL[tipped]
    angles = [tail + (_NECK - tail) * at / _LAST for at in range(_LAST + 1)]
    for side in (1, -1):
        down = side * sign
        if tipped and down > 0:
            # Its gap is behind what it goes around.
            continue
        ends = ((wide, (_TIP - 1) * head), (wide, _TIP * head))
        points = (*((wide * cos(angle), high * sin(angle)) for angle in angles), *ends)
        found.append((tuple((side * x, down * y) for x, y in points), 0.0))
    return found


def _upright(half: tuple[float, float], axis: Flat) -> tuple[float, float]:
    """How far an ellipse reaches across and down from its middle."""
    (long, short), (x, y) = half, axis
    return hypot(long * x, short * y), hypot(long * y, short * x)


def _ellipse(points: list[Flat]) -> tuple[Flat, tuple[float, float], Flat]:
    """The middle of a closed way, its half axes, and the direction of the longer one."""
    many = len(points)
    middle = sum(x for x, _ in points) / many, sum(y for _, y in points) / many
    across = sum((x - middle[0]) ** 2 for x, _ in points) / many
    down = sum((y - middle[1]) ** 2 for _, y in points) / many
    mixed = sum((x - middle[0]) * (y - middle[1]) for x, y in points) / many
    half, apart = (across + down) / 2, sqrt(((across - down) / 2) ** 2 + mixed**2)
    axis = toward((0.0, 0.0), (mixed, half + apart - across)) if abs(mixed) > _ALIKE else None
    axis = axis or ((1.0, 0.0) if across >= down else (0.0, 1.0))
    return middle, (sqrt(2 * (half + apart)), sqrt(max(0.0, 2 * (half - apart)))), axis


def _area(points: list[Flat]) -> float:
    """Twice the area inside a closed way, positive where it is gone round clockwise as seen."""
    turned = (*points[1:], points[0])
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(points, turned, strict=True))
