"""A limb's two long bones: from its angles, or from the spot that hand or foot has to reach."""

import math
from typing import NamedTuple

from stretchplayer.figures.space import (
    Frame,
    Vector,
    across,
    between,
    blend,
    dot,
    leaned,
    minus,
    plus,
    size,
    times,
    tipped,
    turned,
    unit,
)

_STRAIGHT = 0.999
"""The cosine of some two degrees: a limb bent by less has no plane of its own."""


class Angles(NamedTuple):
    """How a limb is turned, in degrees; `side` is 1 on the left and -1 on the right."""

    side: int
    lift: float
    out: float
    roll: float
    bend: float


class Bones(NamedTuple):
    """Root, middle and end joint, what the fronts of both bones are turned to, and the metres missing to the spot."""

    root: Vector
    middle: Vector
    end: Vector
    upper_front: Vector
    lower_front: Vector
    short: float = 0.0


def angled(root: Vector, frame: Frame, lengths: tuple[float, float], angles: Angles, fold: int) -> Bones:
    """A limb by its angles; `fold` is 1 where the lower bone folds forward, as an arm's, and -1 where it folds back."""
    turn = turned(tipped(leaned(frame, -angles.lift), -angles.out * angles.side), angles.roll * angles.side)
    along = times(turn.up, -1.0)
    lower, front = blend(along, times(turn.forward, float(fold)), angles.bend)
    middle = plus(root, along, lengths[0])
    return Bones(root, middle, plus(middle, lower, lengths[1]), turn.forward, times(front, float(fold)))


def reaching(root: Vector, frame: Frame, lengths: tuple[float, float], spot: Vector, aim: Vector, fold: int) -> Bones:
    """A limb whose end is at `spot`, or as near as it gets; the joint between points to `aim`."""
    first, second = lengths
    far = size(minus(spot, root))
    straight = unit(minus(spot, root)) or times(frame.up, -1.0)
    reach = min(max(far, abs(first - second) + 1e-4), (first + second) * 0.9999)
    along = (first * first - second * second + reach * reach) / (2 * reach)
    beside = math.sqrt(max(0.0, first * first - along * along))
    pole = across(aim, straight) or across(frame.forward, straight) or frame.left
    middle = plus(plus(root, straight, along), pole, beside)
    end = plus(root, straight, reach)
    upper, lower = unit(minus(middle, root)) or straight, unit(minus(end, middle)) or straight
    if dot(upper, lower) < _STRAIGHT:
        fronts = across(times(lower, float(fold)), upper), across(times(upper, float(-fold)), lower)
    else:
        fronts = across(frame.forward, upper), across(frame.forward, lower)
    return Bones(root, middle, end, fronts[0] or frame.forward, fronts[1] or frame.forward, abs(far - reach))


def swung(one: Bones, other: Bones, share: float, lengths: tuple[float, float]) -> Bones:
    """The way from a limb by angles to one at a spot, or back: each bone swings over."""

    def way(first: Vector, second: Vector) -> Vector:
        return unit(between(first, second, share)) or first

    upper = way(minus(one.middle, one.root), minus(other.middle, other.root))
    lower = way(minus(one.end, one.middle), minus(other.end, other.middle))
    middle = plus(one.root, upper, lengths[0])
    return Bones(
        one.root,
        middle,
        plus(middle, lower, lengths[1]),
        way(one.upper_front, other.upper_front),
        way(one.lower_front, other.lower_front),
        max(one.short, other.short),
    )
