"""Both arms at one moment, from the shoulder to the fingertips."""

from stretchplayer.figures import body
from stretchplayer.figures.limbs import Bones, reaching
from stretchplayer.figures.parts import SIGN, Part, Side
from stretchplayer.figures.reach import Limbs
from stretchplayer.figures.space import Vector, across, between, blend, cross, dot, minus, plus, times, unit
from stretchplayer.model.figure import Limb

_HALF = 180.0
_TURNING = 0.6
"""How much of the turn of the palm the flesh of the forearm goes along with; near the elbow it is hardly any."""
_FOLDED = 0.01


class Arms(Limbs):
    """Hangs on the chest; a spot is where the middle of the palm is."""

    kind = "arm"
    lengths = (body.UPPER_ARM, body.FOREARM)
    fold = 1

    def default_aim(self, side: Side) -> Vector:
        """Elbows point down, outward and a little back."""
        chest = self.frame
        return plus(plus(plus((0.0, 0.0, 0.0), chest.up, -1.0), chest.left, 0.6 * SIGN[side]), chest.forward, -0.4)

    def way_of(self, limb: Limb) -> object:
        """A hand that goes on straight is found in another way than one that points somewhere."""
        return limb.at is None, limb.at is not None and limb.points is None

    def goal(self, side: Side, limb: Limb) -> Vector:
        """The wrist, behind the palm from where the fingers point; a hand that goes on straight is its own goal."""
        points = self.points(side, limb)
        spot = self.spot(side, limb)
        return spot if points is None else plus(spot, points, -body.PALM)

    def reached(self, side: Side, root: Vector, goal: Vector, aim: Vector) -> Bones:
        """The arm to its wrist, or with the hand going on straight to the palm."""
        if any(limb.points is not None and limb.at is not None for limb in self.moment.limbs(side, "arm")):
            return reaching(root, self.frame, self.lengths, goal, aim, self.fold)
        bones = reaching(root, self.frame, (body.UPPER_ARM, body.FOREARM + body.PALM), goal, aim, self.fold)
        along = unit(minus(bones.end, bones.middle)) or aim
        return bones._replace(end=plus(bones.end, along, -body.PALM))

    def add(self, side: Side, parts: dict[str, Part]) -> None:
        """Upper arm, forearm and hand."""
        bones = self.bones(side, self.marks[f"{side}-shoulder"])
        along = unit(minus(bones.end, bones.middle)) or bones.lower_front
        one, other = (self.points(side, limb) or along for limb in self.moment.limbs(side, "arm"))
        points = self.midway(one, other)
        fingers = plus(bones.end, points, body.HAND)
        forearm = unit(minus(bones.end, bones.middle)) or along
        turn = abs(self.moment.of_limb(side, "arm", "tilt"))
        self.bone(parts, f"{side}_upper_arm", bones.root, bones.middle, bones.upper_front)
        fleshy = _about(side, bones.lower_front, forearm, _TURNING * (_HALF - turn))
        self.bone(parts, f"{side}_forearm", bones.middle, bones.end, fleshy)
        back = _about(side, _bent_along(bones.lower_front, forearm, points), points, -turn)
        self.bone(parts, f"{side}_hand", bones.end, fingers, back)
        self.marks |= {
            f"{side}-elbow": bones.middle,
            f"{side}-wrist": bones.end,
            f"{side}-hand": plus(bones.end, points, body.PALM),
            f"{side}-fingers": fingers,
            f"{side}-forearm": between(bones.middle, bones.end, 0.45),
            f"{side}-upper-arm": between(bones.root, bones.middle, 0.5),
        }


def _about(side: Side, front: Vector, along: Vector, degrees: float) -> Vector:
    """`front` turned inward about `along`, by degrees."""
    inward = times(cross(along, front), -float(SIGN[side]))
    return blend(front, inward, degrees)[0]


def _bent_along(front: Vector, one: Vector, other: Vector) -> Vector:
    """What a front becomes when its bone is bent from one direction to another by the shortest way."""
    share = dot(front, other) / max(_FOLDED, 1 + dot(one, other))
    return across(plus(front, plus(one, other), -share), other) or one
