"""What arms and legs have in common: where they are to go, and what was missed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Final

from stretchplayer.figures.limbs import Angles, Bones, angled, swung
from stretchplayer.figures.parts import SIGN, Kind, Missed, Moment, Part, Side
from stretchplayer.figures.space import WORLD, Frame, Vector, between, cross, minus, plus, times, unit, vector
from stretchplayer.model.figure import Aim, Limb

_WORDS: Final[Mapping[str, Vector]] = MappingProxyType(
    {
        "forward": WORLD.forward,
        "back": times(WORLD.forward, -1.0),
        "up": WORLD.up,
        "down": times(WORLD.up, -1.0),
        "left": WORLD.left,
        "right": times(WORLD.left, -1.0),
    }
)
_SEEN: Final = 0.005
"""Metres that can be missing without anybody seeing it."""


class NotThere(Exception):
    """A limb is to be at a mark that comes after it: its own, or a foot at a hand."""

    def __init__(self, side: Side, kind: Kind, mark: str) -> None:
        super().__init__(f"the {side} {kind} cannot be at `{mark}`: that is found after it")


class Limbs:
    """Both arms or both legs at one moment; finds their spots among `marks` and adds its own there."""

    kind: ClassVar[Kind]
    lengths: ClassVar[tuple[float, float]]
    fold: ClassVar[int]

    def __init__(self, moment: Moment, frame: Frame, marks: dict[str, Vector]) -> None:
        self.moment, self.frame, self.marks = moment, frame, marks
        self.missed: list[Missed] = []

    def holds_on(self, side: Side) -> bool:
        """Whether it is at a mark of the body, which has to be there first."""
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
        """Where the middle joint points to when nobody says."""
        raise NotImplementedError

    def way_of(self, limb: Limb) -> object:
        """How a limb is given; only between two of one way can be reckoned, from one way to another it swings over."""
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
        """Where fingers or toes point to; None if nobody says."""
        return None if limb.points is None else _direction(limb.points, side)

    def midway(self, one: Vector, other: Vector) -> Vector:
        """The direction between two, of length 1."""
        return unit(between(one, other, self.moment.share)) or one

    def spot(self, side: Side, limb: Limb) -> Vector:
        """Where a limb has to be. NotThere if that is at something which is found after it."""
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
        return self.default_aim(side) if limb.aim is None else _direction(limb.aim, side)


def marked(mark: str, side: Side, marks: Mapping[str, Vector]) -> str:
    """The full name of a mark that a limb of `side` is at: `knee` is its own side's, `other-knee` the other's."""
    if mark in marks or mark.startswith(("left-", "right-")):
        return mark
    other: Side = "right" if side == "left" else "left"
    return f"{other}-{mark.removeprefix('other-')}" if mark.startswith("other-") else f"{side}-{mark}"


def _direction(aim: Aim, side: Side) -> Vector:
    if isinstance(aim, tuple):
        return unit(vector(aim)) or WORLD.forward
    if aim in {"out", "in"}:
        return times(WORLD.left, float(SIGN[side] if aim == "out" else -SIGN[side]))
    return _WORDS[aim]
