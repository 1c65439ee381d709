"""The signs that say what moves: an arrow beside it, a ring around it where it goes round, and two where it pushes."""

from itertools import pairwise
from math import cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

from stretchplayer.figures.free_room import FreeRoom
from stretchplayer.figures.signs import Sign, toward
from stretchplayer.figures.space import Flat

if TYPE_CHECKING:
    from stretchplayer.figures.scene import Scene

Way = tuple[Flat, ...]
_STILL: Final = 0.008
"""The share of the picture that a mark has to move by, to move at all."""
_SHORTEST: Final = 0.17
_LONGEST: Final = 0.36
"""How long an arrow is at least and at most, as a share of the picture's longer side."""
_BOTH: Final = 0.32
"""The same for the least of one with two heads."""
_FAR_ENOUGH: Final = 0.13
"""The share of the picture that something has to move by, to be worth an arrow."""
_MOVERS: Final = (
    *("left-fingers", "right-fingers", "left-tip", "right-tip", "left-heel", "right-heel"),
    *("left-knee", "right-knee", "left-elbow", "right-elbow", "crown", "chin", "left-shoulder", "right-shoulder"),
)
"""Where an arrow can begin by itself: ends of limbs come before joints where both move as far."""
_PREFERRED: Final = 1.25
_SEEN: Final = 0.2
"""The part of a direction that has to lie in the picture plane."""
_MEET: Final = 0.012
_PUSH: Final = 0.2
"""The length of each arrow of a push, as a share of the picture's longer side."""
_OFFS: Final = tuple(0.04 * step for step in range(12))
_SLIDES: Final = (0.0, 0.07, -0.07, 0.14, -0.14)
"""How far beside its way, and along it, an arrow may stand, as shares of the picture's longer side."""
_FREE: Final = 3.0
"""How much room counts against being near."""
_LOOKED_AT: Final = 9
_RADIUS: Final = 0.125
"""The least radius of a ring, as a share of the picture's longer side."""
_LEAST_SHORT: Final = 0.075
_FLAT: Final = 0.38
"""A ring seen from the edge is so much as high as it is wide."""
_TIPPED: Final = 0.4
"""How much lower what is nearer is drawn in such a ring."""
_WAIST: Final = 0.28
"""Metres from the middle of the trunk to a ring around it."""
_TRUNK: Final = frozenset({"hips", "seat", "belly", "chest", "back", "upper-back"})
_CORNERS: Final = 24
_DRAWN: Final = 0.72
"""How much of a ring is drawn: its gap shows where it begins and ends."""
_LAST: Final = round(_CORNERS * _DRAWN)
_GAPS: Final = 8
_ASIDE: Final = (0.0, 0.08, -0.08, 0.16, -0.16, 0.24, -0.24)
"""How far aside a ring may stand, as shares of the picture's longer side."""
_ALIKE: Final = 1e-9
"""Costs that differ by less are the same on every machine."""


def arrows_of(scene: "Scene", room: FreeRoom) -> tuple[Sign, ...]:
    """The arrows and rings that the author set; otherwise one for what moves farthest, if anything moves far."""
    figure, size = scene.figure, room.size
    marks = (figure.arrow,) if isinstance(figure.arrow, str) else figure.arrow or ()
    pushed = pushes_of(scene, scene.last)
    if figure.round and marks:
        return (*(_ring(scene, mark, room) for mark in marks), *pushed)
    if marks or pushed:
        moved = [way for way in scene.ways(marks).values() if _far(way) > _STILL * size]
        return (*(_beside(scene, way, room) for way in moved), *pushed)
    if scene.air is not None or figure.gaze:
        return ()
    box = scene.body_box
    best: Way = ()
    farthest = _FAR_ENOUGH * size
    for way in scene.ways(_MOVERS).values():
        if not all(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in way):
            continue
        far = _far(way)
        if far > farthest:
            best, farthest = way, far * _PREFERRED
    return (_beside(scene, best, room),) if best else ()


def pushes_of(scene: "Scene", frame: int) -> tuple[Sign, ...]:
    """Two arrows that meet where the body pushes: its own, and what holds against it; none where it does not push."""
    mark, aim = scene.figure.push, scene.figure.push_to
    if mark is None or aim is None:
        return ()
    box = scene.body_box
    size = max(box.right - box.left, box.bottom - box.top)
    (x, y), (across, down) = scene.pushed(mark, aim, frame)
    length = hypot(across, down)
    # Straight to or from the eye nothing would be seen of it.
    across, down = (across / length, down / length) if length > _SEEN else (1.0, 0.0)
    found = []
    for sign in (-1, 1):
        near, far = sign * _MEET * size, sign * (_MEET + _PUSH) * size
        found.append(Sign(((x + far * across, y + far * down), (x + near * across, y + near * down)), size))
    return tuple(found)


def _far(way: Way) -> float:
    """How far apart the ends of a way are."""
    return hypot(way[-1][0] - way[0][0], way[-1][1] - way[0][1])


def _beside(scene: "Scene", way: Way, room: FreeRoom) -> Sign:
    """An arrow along a way, of a length that can be read, where there is room for it."""
    size = room.size
    both = scene.to_and_fro
    way = _of_length(way, (_BOTH if both else _SHORTEST) * size, _LONGEST * size, centred=both)
    x, y = toward(way[0], way[-1])
    best, found = float("inf"), way
    for off in _OFFS:
        for side in (1, -1) if off else (1,):
            for slide in _SLIDES:
                away = 1.6 * off + abs(slide)
                if away >= best:
                    continue
                across = size * (side * off * -y + slide * x)
                down = size * (side * off * x + slide * y)
                moved = tuple((px + across, py + down) for px, py in way)
                cost = _FREE * room.cost(_spread(moved)) + away
                if cost < best - _ALIKE:
                    best, found = cost, moved
    room.take(_spread(found))
    return Sign(found, size, 2 if both else 1)


def _of_length(way: Way, least: float, most: float, *, centred: bool) -> Way:
    """The end of a way, or its middle, at most so long; a shorter one is made longer along its direction."""
    chord = _far(way)
    if chord < least:
        x, y = toward(way[0], way[-1])
        middle = (way[0][0] + way[-1][0]) / 2, (way[0][1] + way[-1][1]) / 2
        half = least / 2
        return (middle[0] - half * x, middle[1] - half * y), (middle[0] + half * x, middle[1] + half * y)
    lengths = [hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(way)]
    total = sum(lengths)
    if total <= most:
        return way
    stop = (total + most) / 2 if centred else total
    return _part(way, lengths, stop - most, stop)


def _part(way: Way, lengths: list[float], start: float, stop: float) -> Way:
    """What lies between two distances along a way."""
    found: list[Flat] = []
    passed = 0.0
    for (x1, y1), (x2, y2), length in zip(way, way[1:], lengths, strict=False):
        if length:
            for at in (start, stop):
                if passed <= at < passed + length or (at == stop and passed < at <= passed + length):
                    share = (at - passed) / length
                    found.append((x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
            if start < passed + length < stop:
                found.append((x2, y2))
        passed += length
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else (way[0], way[-1])


def _spread(way: Way) -> list[Flat]:
    """Points on a way, as far from each other as a stroke is thick or so."""
    lengths = [hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(way)]
    step = sum(lengths) / _LOOKED_AT or 1.0
    found = [way[0]]
    for (x1, y1), (x2, y2), length in zip(way, way[1:], lengths, strict=False):
        many = max(1, round(length / step))
        found += [(x1 + at / many * (x2 - x1), y1 + at / many * (y2 - y1)) for at in range(1, many + 1)]
    return found


def _ring(scene: "Scene", mark: str, room: FreeRoom) -> Sign:
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
    long = max(long, _RADIUS * size)
    short = max(short, _FLAT * long, _LEAST_SHORT * size)
    sign = 1 if turns > 0 else -1
    best = float("inf")
    found: Way = ()
    for off in (0.0,) if mark in _TRUNK else _ASIDE:
        for gap in range(_GAPS):
            start = 2 * pi * gap / _GAPS
            angles = [start + sign * 2 * pi * (at / _CORNERS + (1 - _DRAWN) / 2) for at in range(_LAST + 1)]
            turned = [(long * cos(angle), short * sin(angle)) for angle in angles]
            points = tuple(
                (middle[0] + off * size + along * x - beside * y, middle[1] + along * y + beside * x)
                for along, beside in turned
            )
            # The gap of a ring around something is behind it.
            cost = room.cost(points) + 2.5 * abs(off) + (0.5 * (sin(start) + 1) if tipped else 0.0)
            if cost < best - _ALIKE:
                best, found = cost, points
    room.take(found)
    return Sign(found, size)


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
