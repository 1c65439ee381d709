"""What a skeleton is made of: parts and limbs, their spots, and what is out of reach."""

import math
from collections.abc import Mapping
from typing import ClassVar, Final, Literal, NamedTuple

from msgspec import Struct

from stretchplayer.figures.space import (
    WORLD,
    Frame,
    Vector,
    across,
    between,
    blend,
    cross,
    dot,
    leaned,
    minus,
    plus,
    size,
    times,
    tipped,
    turned,
    unit,
    vector,
)
from stretchplayer.model.figure import Aim, Limb, Pose, Spot

Side = Literal["left", "right"]
Kind = Literal["arm", "leg"]
SIDES: Final[tuple[Side, Side]] = ("left", "right")
SIGN: Final[Mapping[str, int]] = {"left": 1, "right": -1}
"""Where a side lies: to the left is forward on the third axis."""


class Part(NamedTuple):
    """One part of the body: its ends, and the directions of its front and its left."""

    start: Vector
    end: Vector
    front: Vector
    left: Vector


class Missed(NamedTuple):
    """A hand or foot that does not reach its spot, and by how many metres."""

    limb: str
    spot: Spot
    short: float


class Skeleton(Struct, frozen=True, kw_only=True):
    """Every part by its name (`chest`, `left_thigh`), every mark by its (`knee` of a side: `left-knee`).

    `numbers` are what is no place: mouth, eyes and breath, and of each limb `left_arm.fist`.
    """

    parts: dict[str, Part]
    marks: dict[str, Vector]
    missed: tuple[Missed, ...]
    numbers: dict[str, float]


class Moment(NamedTuple):
    """The moment `share` of the way from one full pose to another."""

    one: Pose
    other: Pose
    share: float

    def number(self, key: str) -> float:
        """A number of the pose, by default 0."""
        return self._midway(getattr(self.one, key), getattr(self.other, key))

    def limbs(self, side: Side, kind: Kind) -> tuple[Limb, Limb]:
        """A limb as both poses have it."""
        name = f"{side}_{kind}"
        return getattr(self.one, name) or Limb(), getattr(self.other, name) or Limb()

    def of_limb(self, side: Side, kind: Kind, key: str) -> float:
        """A number of a limb, by default 0."""
        one, other = self.limbs(side, kind)
        return self._midway(getattr(one, key), getattr(other, key))

    def _midway(self, one: float | None, other: float | None) -> float:
        start = one or 0.0
        return start + ((other or 0.0) - start) * self.share


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


_WORDS: Final[Mapping[str, Vector]] = {
    "forward": WORLD.forward,
    "back": times(WORLD.forward, -1.0),
    "up": WORLD.up,
    "down": times(WORLD.up, -1.0),
    "left": WORLD.left,
    "right": times(WORLD.left, -1.0),
}
_SEEN: Final = 0.005
"""Metres that can be missing without being seen."""


class NotThere(Exception):
    """A limb is to be at a mark that comes after it: its own, or a foot at a hand."""

    def __init__(self, side: Side, kind: Kind, mark: str) -> None:
        super().__init__(f"the {side} {kind} cannot be at `{mark}`: that is found after it")


class Limbs:
    """Both arms or both legs at one moment; finds their spots among `marks` and adds its own."""

    kind: ClassVar[Kind]
    lengths: ClassVar[tuple[float, float]]
    fold: ClassVar[int]

    def __init__(self, moment: Moment, frame: Frame, marks: dict[str, Vector]) -> None:
        self.moment, self.frame, self.marks = moment, frame, marks
        self.missed: list[Missed] = []

    def holds_on(self, side: Side) -> bool:
        """Whether it is at a mark of the body, which must be placed first."""
        return any(isinstance(limb.at, str) for limb in self.moment.limbs(side, self.kind))

    def add(self, side: Side, parts: dict[str, Part]) -> None:
        """Put the limb's parts into `parts`, and its marks among the others."""
        raise NotImplementedError

    def goal(self, side: Side, limb: Limb) -> Vector:
        """Where the wrist or the ankle has to be, so that the limb is at its spot."""
        raise NotImplementedError

    def reached(self, side: Side, root: Vector, goal: Vector, aim: Vector) -> Bones:
        """The bones of a limb that goes to `goal`."""
        raise NotImplementedError

    def default_aim(self, side: Side) -> Vector:
        """Where the middle joint points by default."""
        raise NotImplementedError

    def way_of(self, limb: Limb) -> object:
        """How a limb is given; between two limbs given in the same way it is interpolated, otherwise it swings over."""
        return limb.at is None

    def bones(self, side: Side, root: Vector) -> Bones:
        """The limb at this moment."""
        one, other = self.moment.limbs(side, self.kind)
        share = self.moment.share
        if self.way_of(one) != self.way_of(other):
            ends = self._alone(side, root, one), self._alone(side, root, other)
            return swung(ends[0], ends[1], share, self.lengths)
        if one.at is None:
            return self._angled(side, root, [self.moment.of_limb(side, self.kind, key) for key in Angles._fields[1:]])
        goal = between(self.goal(side, one), self.goal(side, other), share)
        aims = self._aim(side, one), self._aim(side, other)
        return self._found(side, root, one, goal, unit(between(aims[0], aims[1], share)) or aims[0])

    def points(self, side: Side, limb: Limb) -> Vector | None:
        """Where fingers or toes point to, or None."""
        return None if limb.points is None else direction(limb.points, side)

    def midway(self, one: Vector, other: Vector) -> Vector:
        """The direction between two, of length 1."""
        return unit(between(one, other, self.moment.share)) or one

    def spot(self, side: Side, limb: Limb) -> Vector:
        """Where a limb has to be. Raises NotThere if that is at a mark that is placed after it."""
        if isinstance(limb.at, tuple):
            found = vector(limb.at)
        elif (mark := marked(limb.at or "", side, self.marks)) in self.marks:
            found = self.marks[mark]
        else:
            raise NotThere(side, self.kind, mark)
        return found if limb.by is None else plus(found, vector(limb.by))

    def bone(self, parts: dict[str, Part], name: str, start: Vector, end: Vector, front: Vector) -> None:
        """Put one long part into `parts`."""
        along = unit(minus(end, start)) or WORLD.up
        parts[name] = Part(start, end, front, cross(along, front))

    def _alone(self, side: Side, root: Vector, limb: Limb) -> Bones:
        if limb.at is None:
            return self._angled(side, root, [getattr(limb, key) or 0.0 for key in Angles._fields[1:]])
        return self._found(side, root, limb, self.goal(side, limb), self._aim(side, limb))

    def _angled(self, side: Side, root: Vector, angles: list[float]) -> Bones:
        return angled(root, self.frame, self.lengths, Angles(SIGN[side], *angles), self.fold)

    def _found(self, side: Side, root: Vector, limb: Limb, goal: Vector, aim: Vector) -> Bones:
        bones = self.reached(side, root, goal, aim)
        if bones.short > _SEEN:
            self.missed.append(Missed(f"{side}_{self.kind}", limb.at or "", bones.short))
        return bones

    def _aim(self, side: Side, limb: Limb) -> Vector:
        return self.default_aim(side) if limb.aim is None else direction(limb.aim, side)


def marked(mark: str, side: Side, marks: Mapping[str, Vector]) -> str:
    """The full name of a mark that a limb of `side` is at: `knee` is its own side's, `other-knee` the other's."""
    if mark in marks or mark.startswith(("left-", "right-")):
        return mark
    other: Side = "right" if side == "left" else "left"
    return f"{other}-{mark.removeprefix('other-')}" if mark.startswith("other-") else f"{side}-{mark}"


def direction(aim: Aim, side: Side) -> Vector:
    """A direction of length 1; `out` is away from the middle on that side."""
    if isinstance(aim, tuple):
        return unit(vector(aim)) or WORLD.forward
    if aim in {"out", "in"}:
        return times(WORLD.left, float(SIGN[side] if aim == "out" else -SIGN[side]))
    return _WORDS[aim]
