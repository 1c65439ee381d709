"""Points, directions, frames and hulls in metres, and the camera that looks at them."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from stretchplayer.model.figure import Look

Vector = tuple[float, float, float]


class Frame(NamedTuple):
    """How something is turned in space: its own forward, up and left, each of length 1."""

    forward: Vector
    up: Vector
    left: Vector


_NOTHING = 1e-6
"""Metres, shorter than any bone."""
WORLD = Frame((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def plus(point: Vector, direction: Vector, length: float = 1.0) -> Vector:
    """`point` moved along `direction`."""
    return (
        point[0] + direction[0] * length,
        point[1] + direction[1] * length,
        point[2] + direction[2] * length,
    )


def minus(end: Vector, start: Vector) -> Vector:
    """The vector from `start` to `end`."""
    return end[0] - start[0], end[1] - start[1], end[2] - start[2]


def dot(one: Vector, other: Vector) -> float:
    """How far one direction goes along another."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def times(direction: Vector, length: float) -> Vector:
    """`direction`, `length` times as long."""
    return direction[0] * length, direction[1] * length, direction[2] * length


def size(direction: Vector) -> float:
    """The length of a direction."""
    return math.sqrt(dot(direction, direction))


def unit(direction: Vector) -> Vector | None:
    """The direction with length 1; None if it is too short to have one."""
    length = size(direction)
    return times(direction, 1 / length) if length > _NOTHING else None


def across(direction: Vector, axis: Vector) -> Vector | None:
    """The part of `direction` perpendicular to `axis` (length 1), with length 1; None if there is none."""
    return unit(plus(direction, axis, -dot(direction, axis)))


def between(start: Vector, end: Vector, share: float) -> Vector:
    """The point `share` of the way from `start` to `end`."""
    return plus(start, minus(end, start), share)


def blend(one: Vector, other: Vector, degrees: float) -> tuple[Vector, Vector]:
    """`one` turned towards `other`, which is perpendicular to it, and `other` turned along."""
    turn = math.radians(degrees)
    cos, sin = math.cos(turn), math.sin(turn)
    return plus(times(one, cos), other, sin), plus(times(other, cos), one, -sin)


def leaned(frame: Frame, degrees: float) -> Frame:
    """A frame tipped forward."""
    up, forward = blend(frame.up, frame.forward, degrees)
    return Frame(forward, up, frame.left)


def tipped(frame: Frame, degrees: float) -> Frame:
    """A frame tipped to its left."""
    up, left = blend(frame.up, frame.left, degrees)
    return Frame(frame.forward, up, left)


def turned(frame: Frame, degrees: float) -> Frame:
    """A frame turned to its left about its own length."""
    forward, left = blend(frame.forward, frame.left, degrees)
    return Frame(forward, frame.up, left)


def angle(one: Vector, other: Vector) -> float:
    """Degrees between two directions of length 1."""
    return math.degrees(math.acos(max(-1.0, min(1.0, dot(one, other)))))


def cross(one: Vector, other: Vector) -> Vector:
    """The direction perpendicular to both."""
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def vector(place: tuple[float, ...]) -> Vector:
    """A place of a file as a point; by default in the middle."""
    forward, up, *left = place
    return forward, up, left[0] if left else 0.0


Tone = Literal["near", "far", "prop", "ground", "target", "eye", "mouth", "crease", "warm", "cold"]


class Ball(NamedTuple):
    """A point with a radius, in metres."""

    at: Vector
    radius: float


class Hull(NamedTuple):
    """The hull around `balls`. Hulls of one `owner` run into each other; between two owners a gap is kept."""

    owner: str
    tone: Tone
    balls: tuple[Ball, ...]
    nearer: float = 0.0
    """Metres by which it is drawn nearer than it is."""
    faces: Vector | None = None
    """Where it is turned to, if it lies on one side of the body and cannot be seen from the other."""
    folded: bool = False
    """Whether it is a finger that lies before its own hand, and stands out from it."""


Flat = tuple[float, float]


class Shape(NamedTuple):
    """One outline of the picture in metres, and what it belongs to."""

    outline: tuple[Flat, ...]
    owner: str
    tone: Tone
    thin: bool = False
    """Whether it is on the side of the body that is not seen."""
    ends: tuple[tuple[Flat, float], ...] = ()
    """Where a part of a limb goes on in the next one: the joints at its ends, with their radius."""


class Box(NamedTuple):
    """A part of the picture plane in metres: across and down."""

    left: float
    top: float
    right: float
    bottom: float


class Placed(NamedTuple):
    """How metres become dots: dots in a metre, and where the middle of the world lies."""

    scale: float
    left: float
    down: float

    def at(self, point: Flat) -> Flat:
        """A point of the picture plane in dots."""
        return self.left + point[0] * self.scale, self.down + point[1] * self.scale


def fitted(box: Box, width: int, height: int) -> Placed:
    """A box as large as fits into a picture of `width` by `height` dots, on its lower edge."""
    scale = min(width / (box.right - box.left), height / (box.bottom - box.top))
    return Placed(scale, width / 2 - scale * (box.left + box.right) / 2, height - scale * box.bottom)


def around(points: list[Flat], off: float) -> Box:
    """The box around points, with `off` metres to spare."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across) - off, min(down) - off, max(across) + off, max(down) + off)


ROUND: Final = 12
"""Corners of a circle in cells; more would not be seen."""


class _Circle(NamedTuple):
    """A circle of radius 1 as it is drawn."""

    corners: tuple[Flat, ...]
    sides: tuple[Flat, ...]
    """Where each side looks to: it lies after the corner of the same number."""
    inner: float
    """How far from the middle the sides are."""


@lru_cache(maxsize=4)
def _circle(corners: int) -> _Circle:
    def around(off: float) -> tuple[Flat, ...]:
        turns = (2 * math.pi * (step + off) / corners for step in range(corners))
        return tuple((math.cos(turn), math.sin(turn)) for turn in turns)

    return _Circle(around(0), around(0.5), math.cos(math.pi / corners))


_ANGLES: Final[Mapping[Look, tuple[float, float]]] = {
    "front": (0, 0),
    "side": (90, 0),
    "back": (180, 0),
    "corner": (45, 14),
    "back-corner": (135, 14),
    "above": (90, 90),
}
"""How far the eye goes round to the body's left, and how far up, in degrees."""
_TURNS: Final[Mapping[Look, tuple[tuple[float, float], ...]]] = {
    look: tuple((math.cos(math.radians(angle)), math.sin(math.radians(angle))) for angle in angles)
    for look, angles in _ANGLES.items()
}


class Camera(NamedTuple):
    """Looks from one side; `mirrored` swaps left and right of the picture; what is round has so many corners."""

    look: Look
    mirrored: bool = False
    corners: int = ROUND

    def seen(self, point: Vector) -> tuple[float, float, float]:
        """Across, down and near, in metres."""
        (cos, sin), (cos_tip, sin_tip) = _TURNS[self.look]
        across = point[2] * cos - point[0] * sin
        near = point[0] * cos + point[2] * sin
        up = point[1] * cos_tip - near * sin_tip
        return (-across if self.mirrored else across), -up, near * cos_tip + point[1] * sin_tip

    def nearness(self, point: Vector) -> float:
        """How near a point is, in metres; what is only seen from a little above is not nearer for standing higher."""
        if self.look == "above":
            return point[1]
        cos, sin = _TURNS[self.look][0]
        return point[0] * cos + point[2] * sin

    def outline(self, balls: tuple[Ball, ...]) -> tuple[Flat, ...]:
        """The edge of the hull around balls, as they are seen."""
        circle = _circle(self.corners)
        discs = [(*self.seen(ball.at)[:2], ball.radius) for ball in balls]
        # On each side of the hull lies the disc that reaches farthest there; of the others, no corner is part of it.
        reach = [(x, y, radius * circle.inner) for x, y, radius in discs]
        farthest: list[int] = []
        for across, down in circle.sides:
            far = [x * across + y * down + inner for x, y, inner in reach]
            farthest.append(far.index(max(far)))
        points: list[Flat] = []
        # Between two discs on neighbouring sides, a third one may stick out.
        crowd = bool(discs[2:])
        before = farthest[-1]
        for (cos, sin), disc in zip(circle.corners, farthest, strict=True):
            met = (before,) if disc == before else range(len(discs)) if crowd else (before, disc)
            points += [(discs[at][0] + discs[at][2] * cos, discs[at][1] + discs[at][2] * sin) for at in met]
            before = disc
        return convex_hull(points) if crowd else tuple(points)


def convex_hull(points: list[Flat]) -> tuple[Flat, ...]:
    """The convex outline around points (Andrew's monotone chain)."""
    points = sorted(points)

    def half(run: list[Flat]) -> list[Flat]:
        kept: list[Flat] = []
        for x, y in run:
            while len(kept) > 1 and (kept[-1][0] - kept[-2][0]) * (y - kept[-2][1]) <= (kept[-1][1] - kept[-2][1]) * (
                x - kept[-2][0]
            ):
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return (*half(points), *half(points[::-1]))
