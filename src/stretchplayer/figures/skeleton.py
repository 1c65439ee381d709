"""A pose, or the moment between two, as joints in space."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from stretchplayer.figures import body
from stretchplayer.figures.limbs import Bones, angled, fronts, reaching
from stretchplayer.figures.space import (
    WORLD,
    Frame,
    Vector,
    across,
    between,
    blend,
    leaned,
    minus,
    plus,
    times,
    tipped,
    turned,
    unit,
)
from stretchplayer.model.figure import Aim, Limb, Pose, Spot

Side = Literal["left", "right"]
SIDES: Final[tuple[Side, Side]] = ("left", "right")
SIGN: Final[Mapping[str, int]] = {"left": 1, "right": -1}
_STANDING: Final = body.THIGH + body.SHANK + body.ANKLE - 0.005
_WORDS: Final[Mapping[str, Vector]] = {
    "forward": (1.0, 0.0, 0.0),
    "back": (-1.0, 0.0, 0.0),
    "up": (0.0, 1.0, 0.0),
    "down": (0.0, -1.0, 0.0),
    "left": (0.0, 0.0, 1.0),
    "right": (0.0, 0.0, -1.0),
}


class Part(NamedTuple):
    """One part of the body: from where to where, and what its front and its left are turned to."""

    start: Vector
    end: Vector
    front: Vector
    left: Vector


class Missed(NamedTuple):
    """A hand or foot that does not get to its spot, and by how many metres."""

    limb: str
    spot: Spot
    short: float


class Skeleton(Struct, frozen=True, kw_only=True):
    """Every part by its name (`chest`, `left_thigh`), every mark by its (`knee` of a side: `left-knee`)."""

    parts: dict[str, Part]
    marks: dict[str, Vector]
    missed: tuple[Missed, ...]
    numbers: dict[str, float]
    """What is no place: mouth, eyes, breath, fists and spreads, by key and `left_arm.fist`."""

    def moved(self, by: Vector) -> "Skeleton":
        """The same skeleton somewhere else."""
        return Skeleton(
            parts={
                name: Part(plus(part.start, by), plus(part.end, by), part.front, part.left)
                for name, part in self.parts.items()
            },
            marks={name: plus(mark, by) for name, mark in self.marks.items()},
            missed=self.missed,
            numbers=self.numbers,
        )


def skeleton(one: Pose, other: Pose, share: float) -> Skeleton:
    """The body `share` of the way from one full pose to the other. Without hips of its own it stands on the floor."""
    if one.hips is None and other.hips is None and not _holds_on(one) and not _holds_on(other):
        made = _Body(one, other, share, (0.0, 0.0, 0.0)).built()
        lowest = min(mark[1] for name, mark in made.marks.items() if name in _LOW or name.split("-")[-1] in _LOW)
        return made.moved((0.0, -lowest, 0.0))
    return _Body(one, other, share, between(_hips(one), _hips(other), share)).built()


_LOW: Final = frozenset({"heel", "ball", "tip", "kneecap", "seat"})
"""Marks on the skin that can stand on the floor."""


def _holds_on(pose: Pose) -> bool:
    return any(limb is not None and isinstance(limb.at, tuple) for limb in (pose.left_leg, pose.right_leg))


def _hips(pose: Pose) -> Vector:
    if pose.hips is not None:
        return vector(pose.hips)
    if _holds_on(pose):
        return 0.0, _STANDING, 0.0
    return skeleton(pose, pose, 0.0).marks["hips"]


def vector(place: tuple[float, ...]) -> Vector:
    """A place of a file; what it does not say is the middle."""
    return place[0], place[1], place[2] if len(place) > 2 else 0.0  # noqa: PLR2004 - forward, up, left


class _Body:
    """Builds one skeleton, from the hips outward."""

    def __init__(self, one: Pose, other: Pose, share: float, hips: Vector) -> None:
        self._one, self._other, self._share = one, other, share
        self._hips = hips
        self._parts: dict[str, Part] = {}
        self._marks: dict[str, Vector] = {}
        self._missed: list[Missed] = []

    def built(self) -> Skeleton:
        """The whole body."""
        pelvis, chest = self._trunk()
        self._head(chest)
        for name, frame in (("leg", pelvis), ("arm", chest)):
            # What holds on to something else waits until that is there.
            sides = sorted(SIDES, key=lambda side: isinstance(self._limb(side, name, 0).at, str))
            for side in sides:
                self._leg(side, frame) if name == "leg" else self._arm(side, frame)
        return Skeleton(
            parts=self._parts, marks=self._marks, missed=tuple(self._missed), numbers=self._numbers()
        )

    def _number(self, key: str) -> float:
        one, other = getattr(self._one, key) or 0.0, getattr(self._other, key) or 0.0
        return float(one + (other - one) * self._share)

    def _numbers(self) -> dict[str, float]:
        found = {key: self._number(key) for key in ("jaw", "eyes", "breath")}
        for side in SIDES:
            for kind in ("arm", "leg"):
                for key in ("fist", "spread", "toes"):
                    found[f"{side}_{kind}.{key}"] = self._of_limb(side, kind, key)
        return found

    def _limb(self, side: Side, kind: str, which: int) -> Limb:
        pose = self._other if which else self._one
        return getattr(pose, f"{side}_{kind}") or Limb()

    def _of_limb(self, side: Side, kind: str, key: str) -> float:
        one, other = (getattr(self._limb(side, kind, which), key) or 0.0 for which in (0, 1))
        return float(one + (other - one) * self._share)

    def _trunk(self) -> tuple[Frame, Frame]:
        number = self._number
        pelvis = tipped(leaned(turned(WORLD, number("turn")), number("lean")), number("tip"))
        half = [number(key) / 2 for key in ("curl", "sway", "twist")]
        waist = _bent(pelvis, *(share / 2 for share in half))
        belly = _bent(waist, *(share / 2 for share in half))
        middle = _bent(belly, half[0] / 2 + number("upper_curl") / 2, half[1] / 2, half[2] / 2 + number("upper_twist") / 2)
        chest = _bent(middle, half[0] / 2 + number("upper_curl") / 2, half[1] / 2, half[2] / 2 + number("upper_twist") / 2)
        hips = self._hips
        low = plus(hips, waist.up, body.PELVIS)
        ribs = plus(low, middle.up, body.WAIST)
        top = plus(ribs, chest.up, body.CHEST)
        self._part("pelvis", hips, low, pelvis)
        self._part("belly", low, ribs, middle)
        self._part("chest", ribs, top, chest)
        self._marks |= {
            "hips": hips,
            "seat": plus(plus(hips, pelvis.up, -0.09), pelvis.forward, -0.02),
            "belly": plus(low, middle.forward, 0.11),
            "chest": plus(plus(ribs, chest.up, 0.10), chest.forward, 0.12),
            "back": plus(low, middle.forward, -0.11),
            "upper-back": plus(plus(ribs, chest.up, 0.06), chest.forward, -0.12),
            "neck": top,
        }
        for side in SIDES:
            sign = SIGN[side]
            joint = plus(plus(top, chest.left, body.SHOULDER * sign), chest.up, -0.035)
            joint = plus(plus(joint, chest.up, number(f"{side}_shrug")), chest.forward, number(f"{side}_reach"))
            hip = plus(hips, pelvis.left, body.HIP * sign)
            self._marks |= {
                f"{side}-shoulder": joint,
                f"{side}-hip": hip,
                f"{side}-armpit": plus(plus(joint, chest.up, -0.09), chest.left, -0.01 * sign),
                f"{side}-waist": plus(low, middle.left, 0.15 * sign),
                f"{side}-ribs": plus(ribs, chest.left, 0.15 * sign),
                f"{side}-seat": plus(plus(plus(hips, pelvis.left, 0.09 * sign), pelvis.up, -0.07), pelvis.forward, -0.07),
                f"{side}-collar": plus(plus(top, chest.left, 0.09 * sign), chest.forward, 0.08),
                f"{side}-blade": plus(plus(top, chest.left, 0.10 * sign), chest.forward, -0.10),
            }
        return pelvis, chest

    def _part(self, name: str, start: Vector, end: Vector, frame: Frame) -> None:
        self._parts[name] = Part(start, end, frame.forward, frame.left)

    def _head(self, chest: Frame) -> None:
        number = self._number
        nod, tilt, look = number("nod"), number("tilt"), number("look")
        neck = _bent(chest, nod / 2, tilt / 2, look / 2)
        head = _bent(chest, nod, tilt, look)
        base = self._parts["chest"].end
        top = plus(plus(base, neck.up, body.NECK), chest.forward, number("glide"))
        middle = plus(plus(top, head.up, body.HEAD), head.forward, 0.015)
        self._part("neck", base, top, neck)
        self._part("head", top, middle, head)
        self._marks |= {
            "head": middle,
            "crown": plus(middle, head.up, 0.10),
            "forehead": plus(plus(middle, head.forward, 0.09), head.up, 0.03),
            "chin": plus(plus(middle, head.forward, 0.075), head.up, -0.115),
            "nape": plus(plus(middle, head.forward, -0.09), head.up, -0.05),
            "back-of-head": plus(middle, head.forward, -0.10),
        }
        for side in SIDES:
            out = 0.08 * SIGN[side]
            self._marks |= {
                f"{side}-ear": plus(middle, head.left, out),
                f"{side}-temple": plus(plus(plus(middle, head.left, out * 0.85), head.forward, 0.05), head.up, 0.03),
                f"{side}-cheek": plus(plus(plus(middle, head.left, out * 0.8), head.forward, 0.05), head.up, -0.06),
                f"{side}-skull-edge": plus(plus(plus(middle, head.left, out * 0.5), head.forward, -0.085), head.up, -0.06),
            }

    def _bones(self, side: Side, kind: str, frame: Frame, root: Vector) -> Bones:
        lengths = (body.THIGH, body.SHANK) if kind == "leg" else (body.UPPER_ARM, body.FOREARM)
        backward = kind == "leg"
        ends = [self._limb(side, kind, which) for which in (0, 1)]
        if all(limb.at is None for limb in ends):
            angles = {key: self._of_limb(side, kind, key) for key in ("lift", "out", "roll", "bend")}
            return angled(root, frame, lengths, side=SIGN[side], backward=backward, **angles)
        if all(limb.at is not None for limb in ends):
            spots = [self._spot(side, kind, limb) for limb in ends]
            aims = [self._aim(side, kind, limb, frame) for limb in ends]
            spot = between(*spots, self._share)
            aim = unit(between(*aims, self._share)) or aims[0]
            return self._reached(side, kind, frame, root, spot, aim)
        both = []
        for limb in ends:
            if limb.at is None:
                angles = {key: float(getattr(limb, key) or 0.0) for key in ("lift", "out", "roll", "bend")}
                both.append(angled(root, frame, lengths, side=SIGN[side], backward=backward, **angles))
            else:
                spot, aim = self._spot(side, kind, limb), self._aim(side, kind, limb, frame)
                both.append(self._reached(side, kind, frame, root, spot, aim))
        return _mixed(both[0], both[1], self._share, lengths)

    def _reached(self, side: Side, kind: str, frame: Frame, root: Vector, spot: Vector, aim: Vector) -> Bones:
        lengths = (body.THIGH, body.SHANK) if kind == "leg" else (body.UPPER_ARM, body.FOREARM)
        limb = self._limb(side, kind, 0)
        if kind == "leg":
            goal = plus(spot, self._sole(side, frame), body.ANKLE)
        elif (points := self._points(side, kind, limb)) is not None:
            goal = plus(spot, points, -body.PALM)
        else:
            goal, lengths = spot, (body.UPPER_ARM, body.FOREARM + body.PALM)
        bones = reaching(root, frame, lengths, goal, aim)
        if kind == "arm" and lengths[1] > body.FOREARM:
            along = unit(minus(bones.end, bones.middle)) or aim
            bones = bones._replace(end=plus(bones.end, along, -body.PALM))
        if bones.short > 0.005:  # noqa: PLR2004 - half a centimetre cannot be seen
            self._missed.append(Missed(f"{side}_{kind}", limb.at or "", bones.short))
        return fronts(bones, _rest(frame, kind), backward=kind == "leg")

    def _sole(self, side: Side, frame: Frame) -> Vector:
        """From the sole to the ankle: upward from the floor, or away from where the toes do not point."""
        points = self._points(side, "leg", self._limb(side, "leg", 0))
        if points is None:
            return WORLD.up
        return across(WORLD.up, points) or across(times(frame.forward, -1.0), points) or WORLD.up

    def _spot(self, side: Side, kind: str, limb: Limb) -> Vector:
        at = limb.at
        found = vector(at) if isinstance(at, tuple) else self._marked(side, str(at))
        return found if limb.by is None else plus(found, vector(limb.by))

    def _marked(self, side: Side, mark: str) -> Vector:
        if mark in self._marks:
            return self._marks[mark]
        other = "right" if side == "left" else "left"
        name = f"{other}-{mark.removeprefix('other-')}" if mark.startswith("other-") else f"{side}-{mark}"
        return self._marks[name]

    def _aim(self, side: Side, kind: str, limb: Limb, frame: Frame) -> Vector:
        if limb.aim is not None:
            return _direction(limb.aim, side)
        if kind == "leg":
            return plus(frame.forward, frame.left, 0.15 * SIGN[side])
        return plus(plus(times(frame.up, -1.0), frame.left, 0.6 * SIGN[side]), frame.forward, -0.4)

    def _points(self, side: Side, kind: str, limb: Limb) -> Vector | None:
        one, other = self._limb(side, kind, 0).points, self._limb(side, kind, 1).points
        if one is None or other is None:
            return None if limb.points is None else _direction(limb.points, side)
        first = _direction(one, side)
        return unit(between(first, _direction(other, side), self._share)) or first

    def _arm(self, side: Side, chest: Frame) -> None:
        sign = SIGN[side]
        bones = self._bones(side, "arm", chest, self._marks[f"{side}-shoulder"])
        along = unit(minus(bones.end, bones.middle)) or bones.lower_front
        points = self._points(side, "arm", self._limb(side, "arm", 0)) or along
        hand = plus(bones.end, points, body.HAND)
        self._bone(f"{side}_upper_arm", bones.root, bones.middle, bones.upper_front)
        self._bone(f"{side}_forearm", bones.middle, bones.end, bones.lower_front)
        self._bone(f"{side}_hand", bones.end, hand, across(bones.lower_front, points) or along)
        self._marks |= {
            f"{side}-elbow": bones.middle,
            f"{side}-wrist": bones.end,
            f"{side}-hand": plus(bones.end, points, body.PALM),
            f"{side}-fingers": hand,
            f"{side}-forearm": between(bones.middle, bones.end, 0.45),
            f"{side}-upper-arm": between(bones.root, bones.middle, 0.5),
        }

    def _leg(self, side: Side, pelvis: Frame) -> None:
        sign = SIGN[side]
        bones = self._bones(side, "leg", pelvis, self._marks[f"{side}-hip"])
        down = unit(minus(bones.end, bones.middle)) or times(pelvis.up, -1.0)
        limb = self._limb(side, "leg", 0)
        points = self._points(side, "leg", limb)
        if points is None and isinstance(limb.at, tuple):
            points = across(pelvis.forward, WORLD.up) or across(pelvis.up, WORLD.up)
        if points is None:
            points, _ = blend(bones.lower_front, down, self._of_limb(side, "leg", "ankle"))
            sole = across(down, points) or down
        else:
            sole = self._sole_of(points, down)
        left = _cross(sole, points)
        under = plus(bones.end, sole, body.ANKLE - 0.015)
        heel = plus(under, points, -body.HEEL)
        ball = plus(under, points, body.FOOT - body.HEEL - body.TOES)
        toes, _ = blend(points, times(sole, -1.0), self._of_limb(side, "leg", "toes"))
        self._bone(f"{side}_thigh", bones.root, bones.middle, bones.upper_front)
        self._bone(f"{side}_shank", bones.middle, bones.end, bones.lower_front)
        self._parts[f"{side}_foot"] = Part(heel, ball, times(sole, -1.0), left)
        self._parts[f"{side}_toes"] = Part(ball, plus(ball, toes, body.TOES), times(sole, -1.0), left)
        self._marks |= {
            f"{side}-knee": plus(bones.middle, bones.upper_front, 0.03),
            f"{side}-kneecap": plus(plus(bones.middle, bones.upper_front, 0.0), down, 0.06),
            f"{side}-ankle": bones.end,
            f"{side}-heel": plus(heel, sole, 0.015),
            f"{side}-ball": plus(ball, sole, 0.015),
            f"{side}-tip": plus(ball, toes, body.TOES),
            f"{side}-foot": plus(between(heel, ball, 0.6), sole, 0.015),
            f"{side}-toes": plus(ball, toes, body.TOES * 0.6),
            f"{side}-thigh": plus(between(bones.root, bones.middle, 0.55), bones.upper_front, 0.06),
            f"{side}-hamstring": plus(between(bones.root, bones.middle, 0.6), bones.upper_front, -0.07),
            f"{side}-shin": plus(between(bones.middle, bones.end, 0.45), bones.lower_front, 0.04),
            f"{side}-calf": plus(between(bones.middle, bones.end, 0.35), bones.lower_front, -0.06),
        }

    def _sole_of(self, points: Vector, down: Vector) -> Vector:
        return across(down, points) or across((0.0, -1.0, 0.0), points) or down

    def _bone(self, name: str, start: Vector, end: Vector, front: Vector) -> None:
        along = unit(minus(end, start)) or (0.0, 1.0, 0.0)
        self._parts[name] = Part(start, end, front, _cross(along, front))


def _bent(frame: Frame, forward: float, left: float, turn: float) -> Frame:
    return turned(tipped(leaned(frame, forward), left), turn)


def _rest(frame: Frame, kind: str) -> Vector:
    return frame.forward if kind == "leg" else frame.forward


def _direction(aim: Aim, side: Side) -> Vector:
    if isinstance(aim, tuple):
        return unit(vector(aim)) or WORLD.forward
    if aim in {"out", "in"}:
        return 0.0, 0.0, float(SIGN[side] if aim == "out" else -SIGN[side])
    return _WORDS[aim]


def _cross(one: Vector, other: Vector) -> Vector:
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def _mixed(one: Bones, other: Bones, share: float, lengths: tuple[float, float]) -> Bones:
    """The way from a limb by angles to one at a spot, or back: each bone swings over."""

    def swung(first: Vector, second: Vector) -> Vector:
        return unit(between(first, second, share)) or first

    upper = swung(minus(one.middle, one.root), minus(other.middle, other.root))
    lower = swung(minus(one.end, one.middle), minus(other.end, other.middle))
    middle = plus(one.root, upper, lengths[0])
    return Bones(
        one.root,
        middle,
        plus(middle, lower, lengths[1]),
        swung(one.upper_front, other.upper_front),
        swung(one.lower_front, other.lower_front),
        max(one.short, other.short),
    )


