"""A pose in full, and the moment between two as a skeleton in space."""

from collections.abc import Mapping
from functools import cache
from pkgutil import get_data
from typing import Final

import tomli
from msgspec import convert, structs

from stretchplayer.figures import proportions
from stretchplayer.figures.arms_and_legs import Arms, Legs
from stretchplayer.figures.bones import SIDES, SIGN, Moment, Part, Skeleton
from stretchplayer.figures.space import WORLD, Frame, Vector, between, leaned, plus, tipped, turned, vector
from stretchplayer.model.figure import Aim, Base, Figure, Limb, Pose, Spot

_ANGLES: Final = frozenset({"lift", "out", "roll", "bend"})
_SPOTS: Final = ("at", "by", "aim", "points")
_OTHER: Final[Mapping[str, str]] = {"left": "right", "right": "left"}

BASES: Final = convert(tomli.loads((get_data(__package__, "bases.toml") or b"").decode()), Mapping[Base, Pose])
"""The poses that a figure can begin from. On the side, the left one is up."""


def poses(figure: Figure) -> tuple[Pose, ...]:
    """Every pose of a figure in full, from its start to its end, with a limb of its own on each side."""
    full = [_over(_over(Pose(), BASES[figure.base]), figure.start)]
    for pose in (*figure.through, figure.end):
        full.append(_over(full[-1], pose))
    return tuple(full)


def _over(before: Pose, pose: Pose) -> Pose:
    """`pose` with everything that it does not say taken from `before`."""
    said = {key: value for key, value in structs.asdict(pose).items() if value is not None}
    for both, kind in (("arms", "arm"), ("legs", "leg")):
        shared: Limb | None = said.pop(both, None)
        for side in ("left", "right"):
            key = f"{side}_{kind}"
            limb: Limb = getattr(before, key) or Limb()
            if shared is not None:
                limb = _limb_over(limb, shared if side == "left" else _mirrored(shared))
            said[key] = _limb_over(limb, said[key]) if key in said else limb
    for both in ("shrug", "reach"):
        shared_way: float | None = said.pop(both, None)
        if shared_way is not None:
            for side in ("left", "right"):
                said.setdefault(f"{side}_{both}", shared_way)
    return structs.replace(before, **said)


def _limb_over(before: Limb, limb: Limb) -> Limb:
    """A limb is either turned by angles or at a spot: one replaces the other, and where its end points."""
    said = {key: value for key, value in structs.asdict(limb).items() if value is not None}
    if "at" in said:
        before = structs.replace(before, by=None)
    elif before.at is not None and said.keys() & _ANGLES:
        before = structs.replace(before, **dict.fromkeys(_SPOTS, None))
    return structs.replace(before, **said)


def _mirrored(limb: Limb) -> Limb:
    return structs.replace(
        limb,
        at=_other_spot(limb.at),
        by=None if limb.by is None else _across(limb.by),
        aim=_other_aim(limb.aim),
        points=_other_aim(limb.points),
    )


def _across(place: tuple[float, ...]) -> tuple[float, ...]:
    return (*place[:2], *(-left for left in place[2:]))


def _other_spot(spot: Spot | None) -> Spot | None:
    if isinstance(spot, str):
        first, _, rest = spot.partition("-")
        return f"{_OTHER[first]}-{rest}" if first in _OTHER else spot
    return None if spot is None else _across(spot)


def _other_aim(aim: Aim | None) -> Aim | None:
    if aim is None or isinstance(aim, tuple):
        return None if aim is None else _across(aim)
    return _OTHER.get(aim, aim)  # type: ignore[return-value]  # left and right are directions too


class Trunk:
    """The middle of the body at one moment; legs hang on `pelvis`, arms on `chest`."""

    def __init__(self, moment: Moment, hips: Vector) -> None:
        self.parts: dict[str, Part] = {}
        self.marks: dict[str, Vector] = {"hips": hips}
        self._moment = moment
        number = moment.number
        self.pelvis = tipped(leaned(turned(WORLD, number("turn")), number("lean")), number("tip"))
        self._belly, self.chest = self._spine(hips)
        self._trunk_marks()
        self._head()

    def _spine(self, hips: Vector) -> tuple[Frame, Frame]:
        """Belly and chest. Each of the four bends on the way up takes a quarter of what the back does."""
        number = self._moment.number
        back = (number("curl") / 4, number("sway") / 4, number("twist") / 4)
        upper = (back[0] + number("upper_curl") / 2, back[1], back[2] + number("upper_twist") / 2)
        waist = _bent(self.pelvis, *back)
        belly = _bent(waist, *back)
        ribs = _bent(belly, *upper)
        chest = _bent(ribs, *upper)
        low = plus(hips, waist.up, proportions.PELVIS)
        high = plus(low, ribs.up, proportions.WAIST)
        self._part("pelvis", hips, low, self.pelvis)
        self._part("belly", low, high, ribs)
        self._part("chest", high, plus(high, chest.up, proportions.CHEST), chest)
        return ribs, chest

    def _part(self, name: str, start: Vector, end: Vector, frame: Frame) -> None:
        self.parts[name] = Part(start, end, frame.forward, frame.left)

    def _trunk_marks(self) -> None:
        pelvis, belly, chest = self.pelvis, self._belly, self.chest
        hips, low, ribs, top = self.marks["hips"], *(self.parts[name].end for name in ("pelvis", "belly", "chest"))
        self.marks |= {
            "seat": _off(hips, pelvis, forward=-0.02, up=-0.09),
            "belly": _off(low, belly, forward=0.10 + proportions.BREATH * self._moment.number("breath")),
            "chest": _off(ribs, chest, forward=0.12, up=0.10),
            "back": _off(low, belly, forward=-0.11),
            "upper-back": _off(ribs, chest, forward=-0.12, up=0.06),
            "neck": top,
        }
        for side in SIDES:
            sign = SIGN[side]
            lifted, drawn = self._moment.number(f"{side}_shrug"), self._moment.number(f"{side}_reach")
            joint = _off(top, chest, forward=drawn, up=lifted - 0.035, left=proportions.SHOULDER * sign)
            self.marks |= {
                f"{side}-shoulder": joint,
                f"{side}-hip": _off(hips, pelvis, left=proportions.HIP * sign),
                f"{side}-armpit": _off(joint, chest, up=-0.09, left=-0.01 * sign),
                f"{side}-waist": _off(low, belly, left=0.15 * sign),
                f"{side}-ribs": _off(ribs, chest, left=0.15 * sign),
                f"{side}-seat": _off(hips, pelvis, forward=-0.07, up=-0.07, left=0.09 * sign),
                f"{side}-collar": _off(top, chest, forward=0.08, left=0.09 * sign),
                f"{side}-blade": _off(top, chest, forward=-0.10, left=0.10 * sign),
            }

    def _head(self) -> None:
        number = self._moment.number
        nod, tilt, look = number("nod"), number("tilt"), number("look")
        neck = _bent(self.chest, nod / 2, tilt / 2, look / 2)
        head = _bent(self.chest, nod, tilt, look)
        base = self.parts["chest"].end
        top = plus(plus(base, neck.up, proportions.NECK), self.chest.forward, number("glide"))
        middle = _off(top, head, forward=0.015, up=proportions.HEAD)
        self._part("neck", base, top, neck)
        self._part("head", top, middle, head)
        self.marks |= {
            "head": middle,
            "crown": _off(middle, head, up=0.10),
            "forehead": _off(middle, head, forward=0.09, up=0.03),
            "chin": _off(
                middle,
                head,
                forward=0.075,
                up=-0.115 - proportions.JAW * number("jaw"),
                left=proportions.JAW_SIDE * number("jaw_side"),
            ),
            "nape": _off(middle, head, forward=-0.09, up=-0.05),
            "back-of-head": _off(middle, head, forward=-0.10),
        }
        for side in SIDES:
            sign = SIGN[side]
            self.marks |= {
                f"{side}-lid": _off(middle, head, forward=0.08, up=0.03 - 0.02 * number("eyes"), left=0.036 * sign),
                f"{side}-ear": _off(middle, head, left=0.08 * sign),
                f"{side}-temple": _off(middle, head, forward=0.05, up=0.03, left=0.068 * sign),
                f"{side}-cheek": _off(middle, head, forward=0.05, up=-0.06, left=0.064 * sign),
                f"{side}-skull-edge": _off(middle, head, forward=-0.085, up=-0.06, left=0.04 * sign),
            }


def _bent(frame: Frame, forward: float, left: float, turn: float) -> Frame:
    return turned(tipped(leaned(frame, forward), left), turn)


def _off(point: Vector, frame: Frame, *, forward: float = 0.0, up: float = 0.0, left: float = 0.0) -> Vector:
    """A point moved by metres along the directions of a frame."""
    return plus(plus(plus(point, frame.forward, forward), frame.up, up), frame.left, left)


_STANDING: Final = proportions.THIGH + proportions.SHANK + proportions.ANKLE - 0.005
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
    found = {key: moment.number(key) for key in ("jaw", "jaw_side", "tongue", "eyes", "breath")}
    for side in SIDES:
        for key in ("fist", "hook", "pinch", "spread", "finger"):
            found[f"{side}_arm.{key}"] = moment.of_limb(side, "arm", key)
            found[f"{side}_leg.{key}"] = moment.of_limb(side, "leg", key)
    return found


@cache
def known_marks() -> frozenset[str]:
    """Every mark that a file can name: `left-knee`; `knee` and `other-knee`, as a limb of one side means it."""
    full = frozenset(skeleton(Pose(), Pose(), 0.0).marks)
    one_sided = {mark.removeprefix("left-") for mark in full if mark.startswith("left-")}
    return full | one_sided | {f"other-{mark}" for mark in one_sided}
