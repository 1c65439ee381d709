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

    def reached(self, side: Side, root: Vector, spot: Vector, aim: Vector) -> Bones:
        """The bones of a limb that is to be at `spot`."""
        raise NotImplementedError

    def default_aim(self, side: Side) -> Vector:
        """Where the middle joint points to when nobody says."""
        raise NotImplementedError

    def bones(self, side: Side, root: Vector) -> Bones:
        """The limb at this moment."""
        ends = self.moment.limbs(side, self.kind)
        if all(limb.at is None for limb in ends):
            angles = [self.moment.of_limb(side, self.kind, key) for key in Angles._fields[1:]]
            return angled(root, self.frame, self.lengths, Angles(SIGN[side], *angles), self.fold)
        if any(limb.at is None for limb in ends):
            one, other = (self._alone(side, root, limb) for limb in ends)
            return swung(one, other, self.moment.share, self.lengths)
        share = self.moment.share
        spot = between(self._spot(side, ends[0]), self._spot(side, ends[1]), share)
        aims = self._aim(side, ends[0]), self._aim(side, ends[1])
        return self._found(side, root, spot, unit(between(aims[0], aims[1], share)) or aims[0])

    def points(self, side: Side) -> Vector | None:
        """Where fingers or toes point to; None if nobody says."""
        said = [_direction(limb.points, side) for limb in self.moment.limbs(side, self.kind) if limb.points is not None]
        return unit(between(said[0], said[-1], self.moment.share)) or said[0] if said else None

    def bone(self, parts: dict[str, Part], name: str, start: Vector, end: Vector, front: Vector) -> None:
        """Put one long part into `parts`."""
        along = unit(minus(end, start)) or WORLD.up
        parts[name] = Part(start, end, front, cross(along, front))

    def _alone(self, side: Side, root: Vector, limb: Limb) -> Bones:
        if limb.at is None:
            angles = (getattr(limb, key) or 0.0 for key in Angles._fields[1:])
            return angled(root, self.frame, self.lengths, Angles(SIGN[side], *angles), self.fold)
        return self._found(side, root, self._spot(side, limb), self._aim(side, limb))

    def _found(self, side: Side, root: Vector, spot: Vector, aim: Vector) -> Bones:
        bones = self.reached(side, root, spot, aim)
        if bones.short > _SEEN:
            one, other = self.moment.limbs(side, self.kind)
            self.missed.append(Missed(f"{side}_{self.kind}", one.at or other.at or "", bones.short))
        return bones

    def _spot(self, side: Side, limb: Limb) -> Vector:
        if isinstance(limb.at, tuple):
            found = vector(limb.at)
        elif (mark := marked(limb.at or "", side, self.marks)) in self.marks:
            found = self.marks[mark]
        else:
            raise NotThere(side, self.kind, mark)
        return found if limb.by is None else plus(found, vector(limb.by))

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
