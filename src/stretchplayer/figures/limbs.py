"""Arms and legs: from their angles, or from the spot that hand or foot has to reach."""

import math
from typing import NamedTuple

from stretchplayer.figures.space import (
    Frame,
    Vector,
    across,
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


class Bones(NamedTuple):
    """A limb's two long bones: middle joint, end joint, and what the front of each bone is turned to."""

    root: Vector
    middle: Vector
    end: Vector
    upper_front: Vector
    lower_front: Vector
    short: float
    """Metres that are missing to the spot that was to be reached; 0 if it is reached."""


def angled(
    root: Vector, frame: Frame, lengths: tuple[float, float], *, side: int, lift: float, out: float, roll: float,
    bend: float, backward: bool,
) -> Bones:
    """A limb by its angles in degrees; `side` is 1 on the left, -1 on the right; knees fold `backward`."""
    turn = turned(tipped(leaned(frame, -lift), -out * side), roll * side)
    along = times(turn.up, -1.0)
    if backward:
        lower, front = blend(along, times(turn.forward, -1.0), bend)
        front = times(front, -1.0)
    else:
        lower, front = blend(along, turn.forward, bend)
    middle = plus(root, along, lengths[0])
    return Bones(root, middle, plus(middle, lower, lengths[1]), turn.forward, front, 0.0)


def reaching(root: Vector, frame: Frame, lengths: tuple[float, float], spot: Vector, aim: Vector) -> Bones:
    """A limb whose end is at `spot`, or as near as it gets; the joint between points to `aim`."""
    first, second = lengths
    way = minus(spot, root)
    far = size(way)
    straight = unit(way) or times(frame.up, -1.0)
    reach = min(max(far, abs(first - second) + 1e-4), (first + second) * 0.9999)
    along = (first * first - second * second + reach * reach) / (2 * reach)
    beside = math.sqrt(max(0.0, first * first - along * along))
    pole = across(aim, straight) or across(frame.forward, straight) or across(frame.left, straight) or frame.left
    middle = plus(plus(root, straight, along), pole, beside)
    end = plus(root, straight, reach)
    return Bones(root, middle, end, pole, pole, abs(far - reach))


def fronts(bones: Bones, rest: Vector, *, backward: bool) -> Bones:
    """The same bones with their fronts found from the bend; `rest` is the front of a limb that is straight."""
    upper = unit(minus(bones.middle, bones.root)) or rest
    lower = unit(minus(bones.end, bones.middle)) or rest
    sign = -1.0 if backward else 1.0
    bent = dot(upper, lower) < 0.999  # noqa: PLR2004 - some two degrees: less has no plane of its own
    upper_front = across(times(lower, sign), upper) if bent else across(rest, upper)
    lower_front = across(times(upper, -sign), lower) if bent else across(rest, lower)
    return bones._replace(upper_front=upper_front or rest, lower_front=lower_front or rest)
