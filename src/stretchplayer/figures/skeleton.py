"""A pose, or the moment between two, as a skeleton in space."""

from functools import cache
from typing import Final

from stretchplayer.figures import body
from stretchplayer.figures.arms import Arms
from stretchplayer.figures.legs import Legs
from stretchplayer.figures.parts import SIDES, Moment, Skeleton
from stretchplayer.figures.space import Vector, between, vector
from stretchplayer.figures.trunk import Trunk
from stretchplayer.model.figure import Pose

_STANDING: Final = body.THIGH + body.SHANK + body.ANKLE - 0.005
_GROUND: Final = frozenset({"heel", "ball", "tip", "kneecap", "seat"})
"""Marks on the skin that can stand on the floor, whichever side they are of."""


def skeleton(one: Pose, other: Pose, share: float) -> Skeleton:
    """The body `share` of the way from one full pose to the other; without hips of its own it stands on the floor."""
    if all(pose.hips is None and not _has_footing(pose) for pose in (one, other)):
        hanging = _built(Moment(one, other, share), (0.0, 0.0, 0.0))
        lowest = min(mark[1] for name, mark in hanging.marks.items() if name.rpartition("-")[2] in _GROUND)
        # Built anew, because what a hand is at stays where it is.
        return _built(Moment(one, other, share), (0.0, -lowest, 0.0))
    return _built(Moment(one, other, share), between(_hips(one), _hips(other), share))


def _has_footing(pose: Pose) -> bool:
    """Whether a foot is at a place of its own, which says how high the hips are."""
    return any(limb is not None and isinstance(limb.at, tuple) for limb in (pose.left_leg, pose.right_leg))


def _hips(pose: Pose) -> Vector:
    if pose.hips is not None:
        return vector(pose.hips)
    return (0.0, _STANDING, 0.0) if _has_footing(pose) else skeleton(pose, pose, 0.0).marks["hips"]


def _built(moment: Moment, hips: Vector) -> Skeleton:
    """From the hips outward: what holds on to something else waits until that is there."""
    trunk = Trunk(moment, hips)
    parts, marks = trunk.parts, trunk.marks
    missed = []
    for limbs in (Legs(moment, trunk.pelvis, marks), Arms(moment, trunk.chest, marks)):
        for side in sorted(SIDES, key=limbs.holds_on):
            limbs.add(side, parts)
        missed += limbs.missed
    return Skeleton(parts=parts, marks=marks, missed=tuple(missed), numbers=_numbers(moment))


def _numbers(moment: Moment) -> dict[str, float]:
    found = {key: moment.number(key) for key in ("jaw", "jaw_side", "eyes", "breath")}
    for side in SIDES:
        for key in ("fist", "hook", "pinch", "spread"):
            found[f"{side}_arm.{key}"] = moment.of_limb(side, "arm", key)
            found[f"{side}_leg.{key}"] = moment.of_limb(side, "leg", key)
    return found


@cache
def known_marks() -> frozenset[str]:
    """Every mark that a file can name: `left-knee`; `knee` and `other-knee`, as a limb of one side means it."""
    full = frozenset(skeleton(Pose(), Pose(), 0.0).marks)
    one_sided = {mark.removeprefix("left-") for mark in full if mark.startswith("left-")}
    return full | one_sided | {f"other-{mark}" for mark in one_sided}
