"""Both legs at one moment, from the hip to the toes."""

from stretchplayer.figures import body
from stretchplayer.figures.limbs import Bones, reaching
from stretchplayer.figures.parts import SIGN, Part, Side
from stretchplayer.figures.reach import Limbs
from stretchplayer.figures.space import WORLD, Vector, across, between, blend, cross, minus, plus, times, unit
from stretchplayer.model.figure import Limb

_SKIN = 0.015
"""From the middle of the foot's bones to the sole."""


class Legs(Limbs):
    """Hangs on the pelvis; a spot is where the sole under the ankle is."""

    kind = "leg"
    lengths = (body.THIGH, body.SHANK)
    fold = -1

    def default_aim(self, side: Side) -> Vector:
        """Knees point forward and a little outward."""
        return plus(self.frame.forward, self.frame.left, 0.15 * SIGN[side])

    def goal(self, side: Side, limb: Limb) -> Vector:
        """The ankle, over the sole."""
        return plus(self.spot(side, limb), self._top(side, limb) or WORLD.up, body.ANKLE)

    def reached(self, side: Side, root: Vector, goal: Vector, aim: Vector) -> Bones:
        """The leg to its ankle."""
        del side
        return reaching(root, self.frame, self.lengths, goal, aim, self.fold)

    def add(self, side: Side, parts: dict[str, Part]) -> None:
        """Thigh, shank, foot and toes."""
        bones = self.bones(side, self.marks[f"{side}-hip"])
        down = unit(minus(bones.end, bones.middle)) or times(self.frame.up, -1.0)
        feet = [self._foot(side, limb, bones, down) for limb in self.moment.limbs(side, "leg")]
        points = self.midway(feet[0][0], feet[1][0])
        sole = across(self.midway(feet[0][1], feet[1][1]), points) or feet[0][1]
        top = times(sole, -1.0)
        under = plus(bones.end, sole, body.ANKLE - _SKIN)
        heel = plus(under, points, -body.HEEL)
        ball = plus(under, points, body.FOOT - body.HEEL - body.TOES)
        bent, _ = blend(points, top, self.moment.of_limb(side, "leg", "toes"))
        self.bone(parts, f"{side}_thigh", bones.root, bones.middle, bones.upper_front)
        self.bone(parts, f"{side}_shank", bones.middle, bones.end, bones.lower_front)
        parts[f"{side}_foot"] = Part(heel, ball, top, cross(sole, points))
        parts[f"{side}_toes"] = Part(ball, plus(ball, bent, body.TOES), top, cross(sole, points))
        thigh, shin = between(bones.root, bones.middle, 0.55), between(bones.middle, bones.end, 0.4)
        self.marks |= {
            f"{side}-knee": plus(bones.middle, bones.upper_front, 0.03),
            f"{side}-kneecap": plus(bones.middle, down, 0.06),
            f"{side}-thigh": plus(thigh, bones.upper_front, 0.06),
            f"{side}-hamstring": plus(thigh, bones.upper_front, -0.07),
            f"{side}-shin": plus(shin, bones.lower_front, 0.04),
            f"{side}-calf": plus(shin, bones.lower_front, -0.06),
            f"{side}-ankle": bones.end,
            f"{side}-heel": plus(heel, sole, _SKIN),
            f"{side}-ball": plus(ball, sole, _SKIN),
            f"{side}-foot": plus(between(heel, ball, 0.6), sole, _SKIN),
            f"{side}-toes": plus(ball, bent, body.TOES * 0.6),
            f"{side}-tip": plus(ball, bent, body.TOES),
        }

    def _foot(self, side: Side, limb: Limb, bones: Bones, down: Vector) -> tuple[Vector, Vector]:
        """Where the toes point and where the sole faces: as told, flat on its place, or as the ankle turns it."""
        points = self.points(side, limb)
        if points is None and isinstance(limb.at, tuple):
            # To where the body faces; for one that faces up or down, to where its feet are or its head is.
            facing = self.frame.forward
            points = across(plus(facing, self.frame.up, -facing[1]), WORLD.up)
        if points is None:
            points, _ = blend(bones.lower_front, down, limb.ankle or 0.0)
        top = self._top(side, limb) if isinstance(limb.at, tuple) else None
        sole = across(down, points) or down if top is None else times(top, -1.0)
        inward = times(cross(sole, points), -float(SIGN[side]))
        return points, blend(sole, inward, limb.tilt or 0.0)[0]

    def _top(self, side: Side, limb: Limb) -> Vector | None:
        """Away from the sole of a foot that is put somewhere: up, or away from a wall; None if that is not clear."""
        points = self.points(side, limb)
        if points is None:
            return WORLD.up
        return across(WORLD.up, points) or across(times(self.frame.forward, -1.0), points)
