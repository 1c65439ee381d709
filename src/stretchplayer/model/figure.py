"""What a figure is: a small body in two poses, how it is looked at, and the things it leans on."""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from stretchplayer.model.number_ranges import EXTENT, METRES, SHARE, TURN, Label

Base = Literal["standing", "chair", "floor", "kneeling", "all-fours", "lying-back", "lying-front", "lying-side"]
Look = Literal["front", "side", "back", "corner", "back-corner", "above"]
Zoom = Literal["body", "upper", "head", "face", "mouth", "fingers", "hand", "hands", "legs", "foot", "feet", "toes"]
PropKind = Literal["wall", "door", "chair", "table", "bed", "mat", "roller", "ball", "pack", "cushion", "strap", "step"]

MOST_POSES: Final = 10
"""Poses of one figure, its first and its last among them."""
MOST_PROPS: Final = 10
"""Things that one figure uses."""
MOST_ARROWS: Final = 2
"""Arrows that an author can set in one figure."""

Air = Literal["belly", "ribs", "mouth", "nose"]
Direction = Literal["forward", "back", "up", "down", "left", "right", "out", "in"]
Metres = Annotated[float, Meta(ge=METRES.least, le=METRES.most)]
Extent = Annotated[float, Meta(ge=EXTENT.least, le=EXTENT.most)]
Turn = Annotated[float, Meta(ge=TURN.least, le=TURN.most)]
Share = Annotated[float, Meta(ge=SHARE.least, le=SHARE.most)]
Place = Annotated[tuple[Metres, ...], Meta(min_length=2, max_length=3)]
"""Metres forward, up and, if it is given, to the left of the middle; what is on the floor is 0 up."""
Mark = Annotated[str, Meta(min_length=1, max_length=30)]
"""The name of a point on the body: `"knee"` on the limb's own side, `"other-knee"`, `"left-knee"`."""
Spot = Place | Mark
Aim = Direction | Place
"""A direction, as a word or as forward, up and left; how long it is says nothing."""


class Limb(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One arm or leg: either its angles in degrees, or the spot that its hand or foot is at.

    `lift` goes forward and up from hanging, `out` away from the middle, `roll` turns outward about the limb's own
    length, `bend` folds elbow or knee, `ankle` points the toes. With `at`, `by` moves the spot by metres, and
    `aim` says where elbow or knee points to. `points` is where fingers or toes point.
    """

    lift: Annotated[Turn | None, Meta(description="Forward and up from hanging.")] = None
    out: Annotated[Turn | None, Meta(description="Away from the middle.")] = None
    roll: Annotated[Turn | None, Meta(description="Outward about its own length.")] = None
    bend: Annotated[Turn | None, Meta(description="Elbow or knee.")] = None
    at: Annotated[Spot | None, Meta(description="Where the hand or the sole is.")] = None
    by: Annotated[Place | None, Meta(description="Moves that spot.")] = None
    aim: Annotated[Aim | None, Meta(description="Where elbow or knee points to.")] = None
    points: Annotated[Aim | None, Meta(description="Where fingers or toes point to.")] = None
    ankle: Annotated[Turn | None, Meta(description="Toes away from the shin.")] = None
    tilt: Annotated[Turn | None, Meta(description="Sole turned inward, or the hand about its own length.")] = None
    fist: Annotated[Share | None, Meta(description="Fingers or toes rolled in.")] = None
    hook: Annotated[Share | None, Meta(description="Fingertips alone rolled in.")] = None
    pinch: Annotated[Share | None, Meta(description="Tips of thumb and a finger together.")] = None
    finger: Annotated[Share | None, Meta(description="Which finger: from the index, 0, to the little, 1.")] = None
    spread: Annotated[Share | None, Meta(description="Fingers or toes apart.")] = None
    toes: Annotated[Turn | None, Meta(description="Toes bent up.")] = None


class Pose(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the body is at one moment; what is not said is as in the pose before, at first as in the base."""

    hips: Annotated[Place | None, Meta(description="Middle of the hips; left out: low enough to touch the floor.")] = (
        None
    )
    lean: Annotated[Turn | None, Meta(description="Whole body tipped forward.")] = None
    tip: Annotated[Turn | None, Meta(description="Whole body tipped to the left.")] = None
    turn: Annotated[Turn | None, Meta(description="Whole body turned to the left.")] = None
    curl: Annotated[Turn | None, Meta(description="Back rounded; negative: arched.")] = None
    sway: Annotated[Turn | None, Meta(description="Back bent to the left.")] = None
    twist: Annotated[Turn | None, Meta(description="Back turned to the left.")] = None
    upper_curl: Annotated[Turn | None, Meta(description="Upper back alone rounded.")] = None
    upper_twist: Annotated[Turn | None, Meta(description="Upper back alone turned to the left.")] = None
    nod: Annotated[Turn | None, Meta(description="Head bent forward.")] = None
    tilt: Annotated[Turn | None, Meta(description="Head bent to the left.")] = None
    look: Annotated[Turn | None, Meta(description="Head turned to the left.")] = None
    glide: Annotated[Metres | None, Meta(description="Head slid forward.")] = None
    jaw: Annotated[Share | None, Meta(description="Mouth open.")] = None
    jaw_side: Annotated[Metres | None, Meta(description="Chin moved to the left.")] = None
    tongue: Annotated[Share | None, Meta(description="Its tip behind the upper teeth, seen as the mouth opens.")] = None
    eyes: Annotated[Share | None, Meta(description="Eyes closed.")] = None
    breath: Annotated[Share | None, Meta(description="Belly filled with air.")] = None
    shrug: Annotated[Metres | None, Meta(description="Both shoulders lifted.")] = None
    reach: Annotated[Metres | None, Meta(description="Both shoulders drawn forward.")] = None
    left_shrug: Metres | None = None
    right_shrug: Metres | None = None
    left_reach: Metres | None = None
    right_reach: Metres | None = None
    arms: Annotated[Limb | None, Meta(description="Both arms, as mirror images.")] = None
    left_arm: Limb | None = None
    right_arm: Limb | None = None
    legs: Annotated[Limb | None, Meta(description="Both legs, as mirror images.")] = None
    left_leg: Limb | None = None
    right_leg: Limb | None = None


class Prop(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thing that the body uses: where it is, and where it ends for a strap, or a roller that does not lie across."""

    kind: PropKind
    at: Spot | None = None
    to: Spot | None = None
    size: Annotated[Extent | None, Meta(description="Its length or width, in metres.")] = None


class Figure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a move is done: from `start` through the poses between to `end` and back, or `round` and round.

    It shows the left side at work; for the right side it is mirrored. `alt` says in words what can be seen.
    """

    start: Pose
    end: Pose
    base: Base = "standing"
    view: Look = "side"
    zoom: Zoom = "body"
    through: Annotated[tuple[Pose, ...], Meta(max_length=MOST_POSES - 2)] = ()
    round: bool = False
    props: Annotated[tuple[Prop, ...], Meta(max_length=MOST_PROPS)] = ()
    arrow: Annotated[
        Mark | Annotated[tuple[Mark, ...], Meta(min_length=1, max_length=MOST_ARROWS)] | None,
        Meta(description="What moves: an arrow along its way, or a ring where the figure goes `round`."),
    ] = None
    to_and_fro: Annotated[
        bool | None, Meta(description="Arrows have two heads, as for rubbing and rocking; left out: for massage.")
    ] = None
    air: Annotated[
        Air | None, Meta(description="Where the breath is seen: arrows at belly or ribs, wind from mouth or nose.")
    ] = None
    gaze: Annotated[bool, Meta(description="Dashes from the eyes, where to look far is what is done.")] = False
    marked: Annotated[Mark | None, Meta(description="Where the target is marked, if not on the whole muscle.")] = None
    push: Annotated[Mark | None, Meta(description="What pushes without moving: two arrows that meet there.")] = None
    push_to: Annotated[Aim | None, Meta(description="Where the body pushes to.")] = None
    alt: Label = ""
