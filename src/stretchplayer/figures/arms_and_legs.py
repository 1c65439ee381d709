"""Arms and legs at one moment, from the joint to fingertips and toes."""

from stretchplayer.figures import proportions
from stretchplayer.figures.bones import SIGN, Bones, Limbs, Part, Side, reaching
from stretchplayer.figures.hands import Bent, digits, toe_rows
from stretchplayer.figures.space import WORLD, Vector, across, between, blend, cross, dot, minus, plus, times, unit
from stretchplayer.model.figure import Limb

_HALF = 180.0
_TURNING = 0.6
"""How much of the turn of the palm the flesh of the forearm goes along with; near the elbow it is hardly any."""
_FOLDED = 0.01


class Arms(Limbs):
    """Attached to the chest; a spot is where the middle of the palm is."""

    kind = "arm"
    lengths = (proportions.UPPER_ARM, proportions.FOREARM)
    fold = 1

    def default_aim(self, side: Side) -> Vector:
        """Elbows point down, outward and a little back."""
        chest = self.frame
        return plus(plus(plus((0.0, 0.0, 0.0), chest.up, -1.0), chest.left, 0.6 * SIGN[side]), chest.forward, -0.4)

    def way_of(self, limb: Limb) -> object:
        """A hand in line with the forearm is computed differently from one that points somewhere."""
        return limb.at is None, limb.at is not None and limb.points is None

    def goal(self, side: Side, limb: Limb) -> Vector:
        """The wrist, behind the palm from where the fingers point; the palm, for a hand in line with the forearm."""
        points = self.points(side, limb)
        spot = self.spot(side, limb)
        return spot if points is None else plus(spot, points, -proportions.PALM)

    def reached(self, side: Side, root: Vector, goal: Vector, aim: Vector) -> Bones:
        """The arm to its wrist, or to the palm with the hand in line with the forearm."""
        if any(limb.points is not None and limb.at is not None for limb in self.moment.limbs(side, "arm")):
            return reaching(root, self.frame, self.lengths, goal, aim, self.fold)
        bones = reaching(
            root, self.frame, (proportions.UPPER_ARM, proportions.FOREARM + proportions.PALM), goal, aim, self.fold
        )
        along = unit(minus(bones.end, bones.middle)) or aim
        return bones._replace(end=plus(bones.end, along, -proportions.PALM))

    def add(self, side: Side, parts: dict[str, Part]) -> None:
        """Upper arm, forearm and hand."""
        bones = self.bones(side, self.marks[f"{side}-shoulder"])
        along = unit(minus(bones.end, bones.middle)) or bones.lower_front
        one, other = (self.points(side, limb) or along for limb in self.moment.limbs(side, "arm"))
        points = self.midway(one, other)
        fingers = plus(bones.end, points, proportions.HAND)
        forearm = unit(minus(bones.end, bones.middle)) or along
        turn = abs(self.moment.of_limb(side, "arm", "tilt"))
        self.bone(parts, f"{side}_upper_arm", bones.root, bones.middle, bones.upper_front)
        fleshy = _about(side, bones.lower_front, forearm, _TURNING * (_HALF - turn))
        self.bone(parts, f"{side}_forearm", bones.middle, bones.end, fleshy)
        back = _about(side, _bent_along(bones.lower_front, forearm, points), points, -turn)
        self.bone(parts, f"{side}_hand", bones.end, fingers, back)
        bent = Bent(*(self.moment.of_limb(side, "arm", key) for key in Bent._fields))
        found = digits(side, parts[f"{side}_hand"], bent)
        self.marks |= {
            f"{side}-elbow": bones.middle,
            f"{side}-wrist": bones.end,
            f"{side}-hand": plus(bones.end, points, proportions.PALM),
            f"{side}-fingers": fingers,
            f"{side}-thumb": found.thumb[1],
            f"{side}-index": found.fingers[0][2],
            f"{side}-little": found.fingers[3][2],
            f"{side}-fingertips": between(found.fingers[1][2], found.fingers[2][2], 0.5),
            f"{side}-forearm": between(bones.middle, bones.end, 0.45),
            f"{side}-upper-arm": between(bones.root, bones.middle, 0.5),
        }


def _about(side: Side, front: Vector, along: Vector, degrees: float) -> Vector:
    """`front` turned inward about `along`, by degrees."""
    inward = times(cross(along, front), -float(SIGN[side]))
    return blend(front, inward, degrees)[0]


def _bent_along(front: Vector, one: Vector, other: Vector) -> Vector:
    """A front, rotated as its bone is from one direction to another by the shortest way."""
    share = dot(front, other) / max(_FOLDED, 1 + dot(one, other))
    return across(plus(front, plus(one, other), -share), other) or one


_SKIN = 0.015
"""From the middle of the foot's bones to the sole."""


class Legs(Limbs):
    """Attached to the pelvis; a spot is where the sole under the ankle is."""

    kind = "leg"
    lengths = (proportions.THIGH, proportions.SHANK)
    fold = -1

    def default_aim(self, side: Side) -> Vector:
        """Knees point forward and a little outward."""
        return plus(self.frame.forward, self.frame.left, 0.15 * SIGN[side])

    def goal(self, side: Side, limb: Limb) -> Vector:
        """The ankle, over the sole."""
        return plus(self.spot(side, limb), self._top(side, limb) or WORLD.up, proportions.ANKLE)

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
        under = plus(bones.end, sole, proportions.ANKLE - _SKIN)
        heel = plus(under, points, -proportions.HEEL)
        ball = plus(under, points, proportions.FOOT - proportions.HEEL - proportions.TOES)
        bent, _ = blend(points, top, self.moment.of_limb(side, "leg", "toes"))
        self.bone(parts, f"{side}_thigh", bones.root, bones.middle, bones.upper_front)
        self.bone(parts, f"{side}_shank", bones.middle, bones.end, bones.lower_front)
        parts[f"{side}_foot"] = Part(heel, ball, top, cross(sole, points))
        toes = parts[f"{side}_toes"] = Part(ball, plus(ball, bent, proportions.TOES), top, cross(sole, points))
        spread, curl = (self.moment.of_limb(side, "leg", key) for key in ("spread", "fist"))
        big, *_, little = toe_rows(side, toes, spread, curl)
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
            f"{side}-toes": plus(ball, bent, proportions.TOES * 0.6),
            f"{side}-tip": plus(ball, bent, proportions.TOES),
            f"{side}-big-toe": big[1],
            f"{side}-little-toe": little[1],
        }

    def _foot(self, side: Side, limb: Limb, bones: Bones, down: Vector) -> tuple[Vector, Vector]:
        """Where the toes point and where the sole faces: as given, flat on its place, or as the ankle turns it."""
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
        """Away from the sole of a foot at a spot: up, or away from a wall; None if that is ambiguous."""
        points = self.points(side, limb)
        if points is None:
            return WORLD.up
        return across(WORLD.up, points) or across(times(self.frame.forward, -1.0), points)
