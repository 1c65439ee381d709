"""Points, directions and frames in metres: forward, up and to the body's left."""

import math
from typing import NamedTuple

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
    """The way from `start` to `end`."""
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
    """The part of `direction` that stands upright on `axis` (length 1), with length 1; None if there is none."""
    return unit(plus(direction, axis, -dot(direction, axis)))


def between(start: Vector, end: Vector, share: float) -> Vector:
    """The point `share` of the way from `start` to `end`."""
    return plus(start, minus(end, start), share)


def blend(one: Vector, other: Vector, degrees: float) -> tuple[Vector, Vector]:
    """`one` turned towards `other`, which stands upright on it, and `other` turned along."""
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
    """The direction that stands upright on both."""
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def vector(place: tuple[float, ...]) -> Vector:
    """A place of a file as a point; what it does not say is the middle."""
    forward, up, *left = place
    return forward, up, left[0] if left else 0.0
