"""What is impossible for a body: joints beyond their range, hands out of reach, feet through the floor.

The ranges are those that handbooks of joint measurement give for adults (American Academy of Orthopaedic Surgeons, as
in Norkin and White, *Measurement of Joint Motion*), with some 10 to 20 degrees more, because people differ.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from stretchplayer.figures.bones import SIDES, SIGN, NotThere, Skeleton
from stretchplayer.figures.skeleton import poses, skeleton
from stretchplayer.figures.space import Vector, angle, cross, dot, minus, unit
from stretchplayer.model.figure import Figure, Pose


class Range(NamedTuple):
    """The least and most of a joint, in `unit`."""

    what: str
    least: float
    most: float
    unit: str = "°"


_SAID: Final[Mapping[str, Range]] = {
    "curl": Range("the back is rounded", -65, 110),
    "sway": Range("the back is bent to the side", -50, 50),
    "twist": Range("the back is turned", -60, 60),
    "upper_curl": Range("the upper back is rounded", -40, 50),
    "upper_twist": Range("the upper back is turned", -45, 45),
    "nod": Range("the head is bent forward", -65, 65),
    "tilt": Range("the head is bent to the side", -50, 50),
    "look": Range("the head is turned", -85, 85),
    "glide": Range("the head is slid forward", -0.06, 0.08, " m"),
    "jaw_side": Range("the jaw is moved to the side", -0.03, 0.03, " m"),
    "left_shrug": Range("the left shoulder is lifted", -0.06, 0.1, " m"),
    "right_shrug": Range("the right shoulder is lifted", -0.06, 0.1, " m"),
    "left_reach": Range("the left shoulder is drawn forward", -0.08, 0.1, " m"),
    "right_reach": Range("the right shoulder is drawn forward", -0.08, 0.1, " m"),
}
_ELBOW: Final = Range("elbow is bent", -12, 158)
_KNEE: Final = Range("knee is bent", -12, 165)
_ANKLE: Final = Range("foot is pulled up or down", -45, 70)
_WRIST: Final = Range("wrist is bent", 0, 98)
_HIP: Final = Range("hip is bent", -40, 145)
_HIP_OUT: Final = Range("hip is spread", -45, 80)
_ROLLS: Final[Mapping[str, Range]] = {"arm": Range("arm is rolled", -150, 150), "leg": Range("leg is rolled", -95, 95)}
_STRAIGHT_OUT: Final = 0.8
"""A thigh that goes out by so much of its length is bent nowhere."""
_ACROSS: Final = -0.93
"""An upper arm that goes over by so much of its length is some 70 degrees across the chest."""
_FOLDED: Final = 90
"""Degrees from which on a joint that is bent the other way is nearer to folded than to straight."""
_THROUGH: Final = 0.035
_FAR: Final = 0.03
_SOFT: Final = frozenset({"belly", "chest", *(f"{side}-{toe}-toe" for side in SIDES for toe in ("big", "little"))})
"""Marks on soft parts, which give way when lain on; toes are drawn wider than they are."""


class Impossible(NamedTuple):
    """Something impossible for a body: in which pose (0 is the start), and what."""

    pose: int
    what: str


def impossible(figure: Figure) -> tuple[Impossible, ...]:
    """Everything impossible in a figure; each joint is named once."""
    found: dict[str, Impossible] = {}
    full = poses(figure)
    for number, pose in enumerate(full):
        try:
            bones = skeleton(pose, pose, 0.0)
        except NotThere as error:
            found.setdefault("", Impossible(number, str(error)))
            continue
        for what, why in _faults(pose, bones):
            found.setdefault(what, Impossible(number, why))
    return tuple(found.values())


def _faults(pose: Pose, bones: Skeleton) -> Iterator[tuple[str, str]]:
    for key, allowed in _SAID.items():
        yield from _beyond(key, getattr(pose, key) or 0.0, allowed)
    for missed in bones.missed:
        if missed.short > _FAR:
            limb = missed.limb.replace("_", " ")
            yield missed.limb, f"the {limb} does not get there: {missed.short * 100:.0f} cm are missing"
    for side in SIDES:
        yield from _limbs(side, bones)
        for kind, allowed in _ROLLS.items():
            limb = getattr(pose, f"{side}_{kind}")
            if limb.at is None:
                yield from _joint(side, allowed, limb.roll or 0.0)
    for mark, at in bones.marks.items():
        if at[1] < -_THROUGH and mark not in _SOFT:
            name = mark.replace("-", " ")
            yield "floor", f"the {name} is {-at[1] * 100:.0f} cm under the floor"
            break


def _limbs(side: str, bones: Skeleton) -> Iterator[tuple[str, str]]:
    way = {name: _along(bones, f"{side}_{name}") for name in ("upper_arm", "forearm", "hand", "thigh", "shank")}
    upper_arm, thigh = bones.parts[f"{side}_upper_arm"], bones.parts[f"{side}_thigh"]
    yield from _joint(side, _ELBOW, _folded(way["upper_arm"], way["forearm"], dot(way["forearm"], upper_arm.front)))
    yield from _joint(side, _WRIST, angle(way["forearm"], way["hand"]))
    yield from _joint(side, _KNEE, _folded(way["thigh"], way["shank"], -dot(way["shank"], thigh.front)))
    foot = unit(minus(bones.parts[f"{side}_foot"].end, bones.parts[f"{side}_foot"].start)) or way["shank"]
    yield from _joint(side, _ANKLE, 90 - angle(foot, way["shank"]))
    pelvis = bones.parts["pelvis"]
    forward, down = dot(way["thigh"], pelvis.front), -dot(way["thigh"], cross(pelvis.left, pelvis.front))
    out = max(-1.0, min(1.0, dot(way["thigh"], pelvis.left) * SIGN[side]))
    yield from _joint(side, _HIP_OUT, math.degrees(math.asin(out)))
    if abs(out) < _STRAIGHT_OUT:
        yield from _joint(side, _HIP, math.degrees(math.atan2(forward, down)))
    chest = bones.parts["chest"]
    back = -dot(way["upper_arm"], chest.front)
    low = -dot(way["upper_arm"], cross(chest.left, chest.front))
    if back > (0.97 if low > 0 else 0.55):
        yield f"{side} shoulder", f"the {side} arm is farther behind the back than a shoulder lets it"
    if dot(way["upper_arm"], chest.left) * SIGN[side] < _ACROSS:
        yield f"{side} shoulder", f"the {side} arm is farther across the chest than a shoulder lets it"


def _folded(upper: Vector, lower: Vector, right: float) -> float:
    """How far a joint is bent, in degrees; where `right` is below 0 it is bent the wrong way, or beyond half a turn."""
    bent = angle(upper, lower)
    return bent if right >= 0 else -bent if bent < _FOLDED else 360 - bent


def _along(bones: Skeleton, name: str) -> Vector:
    part = bones.parts[name]
    return unit(minus(part.end, part.start)) or part.front


def _joint(side: str, allowed: Range, value: float) -> Iterator[tuple[str, str]]:
    yield from _beyond(f"{side} {allowed.what}", value, allowed._replace(what=f"the {side} {allowed.what}"))


def _beyond(key: str, value: float, allowed: Range) -> Iterator[tuple[str, str]]:
    if not allowed.least <= value <= allowed.most:
        digits = 0 if allowed.unit == "°" else 2
        yield (
            key,
            (
                f"{allowed.what} by {value:.{digits}f}{allowed.unit}; "
                f"a body does {allowed.least:g} to {allowed.most:g}{allowed.unit}"
            ),
        )
