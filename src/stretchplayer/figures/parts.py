"""What a skeleton is made of: parts, marks, and what did not get where it should."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from stretchplayer.figures.space import Vector
from stretchplayer.model.figure import Limb, Pose, Spot

Side = Literal["left", "right"]
Kind = Literal["arm", "leg"]
SIDES: Final[tuple[Side, Side]] = ("left", "right")
SIGN: Final[Mapping[str, int]] = {"left": 1, "right": -1}
"""Where a side lies: to the left is forward on the third axis."""


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
        """A number of the pose, 0 if it is not said."""
        return self._midway(getattr(self.one, key), getattr(self.other, key))

    def limbs(self, side: Side, kind: Kind) -> tuple[Limb, Limb]:
        """A limb as both poses have it."""
        name = f"{side}_{kind}"
        return getattr(self.one, name) or Limb(), getattr(self.other, name) or Limb()

    def of_limb(self, side: Side, kind: Kind, key: str) -> float:
        """A number of a limb, 0 if it is not said."""
        one, other = self.limbs(side, kind)
        return self._midway(getattr(one, key), getattr(other, key))

    def _midway(self, one: float | None, other: float | None) -> float:
        start = one or 0.0
        return start + ((other or 0.0) - start) * self.share
