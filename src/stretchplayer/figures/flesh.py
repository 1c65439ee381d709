"""A skeleton with flesh on it: each part of the body, and each muscle, as hulls of balls."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, TypeVar

from stretchplayer.figures import proportions
from stretchplayer.figures.bones import SIDES, SIGN, Part, Side, Skeleton
from stretchplayer.figures.bones import marked as full_name
from stretchplayer.figures.hands import LITTLE, Bent, digits, toe_rows
from stretchplayer.figures.marks import PATCHES, Patch
from stretchplayer.figures.space import Ball, Hull, Tone, Vector, between, cross, minus, plus, size, times, unit
from stretchplayer.model.muscles import MuscleSide

_BIG: Final = 1.8
"""How much thicker the big toe is."""
_Digit = TypeVar("_Digit")
_NEARER_FACE: Final[Mapping[Tone, float]] = {"eye": 0.06, "mouth": 0.09, "warm": 0.1}
"""Metres that eyes, mouth and tongue are drawn nearer than they are; a mark on a cheek would hide the mouth."""
_SKULL: Final = 0.082
_FANNED: Final = 8.0
"""Degrees from the middle to the outermost finger or toe, seen close, for gaps between them."""
_SLIM: Final = 0.85
_SLIM_TOES: Final = 0.7
"""How much thinner they are then."""
_LID: Final = 0.026
"""How far a shut lid hangs below its corners: more than it does, so that it can be seen."""
_BOW: Final = tuple(step / 5 - 1 for step in range(11))
_CLOSED: Final = 0.5
"""How far a hand is closed for its palm to be hidden, and its fingers to lie before it."""
_PALM: Final = (((0.078, -0.03), (0.076, 0.026)), ((0.068, 0.026), (0.048, 0.004), (0.022, 0.002)))
"""The lines of a palm: metres from the wrist, and towards the thumb."""
_WITH_TONGUE: Final = 0.028
"""How far a mouth with a tongue in it opens, up and down from its middle: more than it does, so that it can be seen."""
_TEETH: Final = 0.01
"""How long the upper teeth are then."""
_LIPS: Final = 0.4
"""How far the jaw hangs before the lips part."""


def flesh(bones: Skeleton, *, close: bool = False, lined: bool = False) -> Iterator[Hull]:
    """The hulls of the body, trunk first; seen `close`, fingers and toes are one by one.

    A `lined` hand has the lines of its palm, and folded fingers are told from it.
    """
    yield from _trunk(bones)
    yield from _head(bones)
    for side in SIDES:
        yield from _arm(bones, side, close=close, lined=lined)
        yield from _leg(bones, side, close=close)


def _hull(owner: str, *balls: tuple[Vector, float]) -> Hull:
    return Hull(owner, "near", tuple(Ball(at, radius) for at, radius in balls))


def _trunk(bones: Skeleton) -> Iterator[Hull]:
    pelvis, belly, chest = (bones.parts[name] for name in ("pelvis", "belly", "chest"))
    full = proportions.BREATH * bones.numbers["breath"]
    yield _hull(
        "trunk",
        (bones.marks["left-hip"], 0.088),
        (bones.marks["right-hip"], 0.088),
        (plus(pelvis.end, pelvis.left, 0.05), 0.09),
        (plus(pelvis.end, pelvis.left, -0.05), 0.09),
    )
    yield _hull(
        "trunk",
        *(
            (plus(plus(at, belly.left, 0.05 * sign), belly.front, full / 2), 0.09 + full / 2)
            for at in (belly.start, belly.end)
            for sign in (1, -1)
        ),
    )
    yield _hull(
        "trunk",
        *((plus(chest.start, chest.left, 0.06 * sign), 0.095 + full / 3) for sign in (1, -1)),
        *(
            (plus(between(chest.start, chest.end, 0.62), chest.left, 0.075 * sign), 0.095 + full / 3)
            for sign in (1, -1)
        ),
    )
    for side in SIDES:
        yield _hull(
            "trunk",
            (bones.marks[f"{side}-shoulder"], 0.052),
            (between(chest.start, chest.end, 0.6), 0.085),
            (plus(chest.end, chest.left, 0.03 * SIGN[side]), 0.045),
        )
    neck = bones.parts["neck"]
    yield _hull("trunk", (plus(neck.start, neck.front, -0.01), 0.054), (between(neck.start, neck.end, 0.9), 0.048))


def _head(bones: Skeleton) -> Iterator[Hull]:
    head = bones.parts["head"]
    up = cross(head.left, head.front)
    middle = head.end
    jaw, aside = proportions.JAW * bones.numbers["jaw"], proportions.JAW_SIDE * bones.numbers["jaw_side"]
    low = plus(plus(middle, up, -0.072 - jaw), head.left, aside)
    yield _hull(
        "head",
        *((plus(plus(middle, up, 0.016), head.front, off), _SKULL) for off in (-0.03, 0.006)),
        (plus(plus(low, up, -0.006), head.front, 0.042), 0.038),
        *((plus(low, head.left, 0.04 * sign), 0.032) for sign in SIGN.values()),
    )
    nose = plus(plus(middle, head.front, 0.098), up, -0.022)
    yield _hull("head", (nose, 0.02), (plus(plus(middle, head.front, 0.07), up, 0.01), 0.03))
    for side in SIDES:
        yield _hull("head", (plus(plus(middle, head.left, 0.08 * SIGN[side]), up, -0.006), 0.022))
    yield from _face(head, up, bones)


def _face(head: Part, up: Vector, bones: Skeleton) -> Iterator[Hull]:
    skin = plus(head.end, head.front, 0.085)
    shut = bones.numbers["eyes"]
    wide, high = 0.007 + 0.016 * shut, 0.012 - 0.0075 * shut
    for side in SIDES:
        eye = plus(plus(plus(skin, head.left, (0.036 + 0.006 * shut) * SIGN[side]), up, 0.012), head.front, -0.012)
        faces = unit(minus(eye, head.end))
        if not shut:
            yield _line("eye", eye, head, (wide, high), faces)
            continue
        # A shut lid is a bow that hangs down.
        bow = [(share, -_LID * shut * (1 - abs(share) ** 3)) for share in _BOW]
        for line in pairwise(bow):
            balls = tuple(Ball(plus(plus(eye, head.left, wide * share), up, low), high) for share, low in line)
            yield Hull("head", "eye", balls, _NEARER_FACE["eye"], faces)
    jaw, aside = bones.numbers["jaw"], proportions.JAW_SIDE * bones.numbers["jaw_side"]
    mouth = plus(plus(plus(skin, up, -0.07 - 0.012 * jaw), head.front, -0.002), head.left, aside)
    open_ = max(0.0, jaw - _LIPS) / (1 - _LIPS)
    raised = open_ and bones.numbers["tongue"]
    high = 0.004 + (_WITH_TONGUE if raised else 0.018) * open_
    yield _line("mouth", mouth, head, (0.018, high), head.front)
    if raised:
        # From the lower lip, where it is wide, up to its tip behind the upper teeth.
        low = (Ball(plus(plus(mouth, up, 0.007 - high), head.left, 0.016 * sign), 0.007) for sign in SIGN.values())
        tip = Ball(plus(mouth, up, high - 0.006), 0.006)
        yield Hull("head", "warm", (*low, tip), _NEARER_FACE["warm"], head.front)
        row = (
            Ball(plus(plus(mouth, up, high - _TEETH / 2 - 0.003), head.left, 0.014 * sign), _TEETH / 2)
            for sign in SIGN.values()
        )
        yield Hull("head", "near", tuple(row), _NEARER_FACE["warm"] + 0.01, head.front)


def _line(tone: Tone, middle: Vector, head: Part, half: tuple[float, float], faces: Vector | None) -> Hull:
    """An eye or a mouth, half as wide and half as high as `half` says."""
    wide, high = half
    ends = (Ball(plus(middle, head.left, off), high) for off in (wide, -wide))
    return Hull("head", tone, tuple(ends), _NEARER_FACE[tone], faces)


def _arm(bones: Skeleton, side: Side, *, close: bool, lined: bool) -> Iterator[Hull]:
    owner = f"{side}_arm"
    upper, fore, hand = (bones.parts[f"{side}_{name}"] for name in ("upper_arm", "forearm", "hand"))
    yield _hull(owner, (upper.start, 0.052), (upper.end, 0.042))
    yield _hull(owner, (fore.start, 0.043), (between(fore.start, fore.end, 0.3), 0.044), (fore.end, 0.03))
    yield from _hand(owner, side, hand, bones, close=close, lined=lined)


def _hand(owner: str, side: Side, hand: Part, bones: Skeleton, *, close: bool, lined: bool) -> Iterator[Hull]:
    bent = Bent(*(bones.numbers[f"{owner}.{key}"] for key in Bent._fields))
    along = unit(minus(hand.end, hand.start)) or hand.front
    # The front of the part is the back of the hand; the hand is wide across it.
    wide = hand.left
    knuckles = between(hand.start, hand.end, 0.5)
    yield _hull(
        owner,
        (plus(hand.start, along, 0.01), 0.026),
        (plus(knuckles, wide, 0.022), 0.018),
        (plus(knuckles, wide, -0.022), 0.018),
    )
    found = digits(side, hand, bent, least=_FANNED * close)
    slim = _SLIM if close and not bent.spread else 1.0
    lower, middle, upper = 0.012 * slim, 0.011 * slim, 0.009 * slim
    shut = lined and max(bent.fist, bent.hook) > _CLOSED
    meets = round(LITTLE * bent.finger) if lined and bent.pinch > _CLOSED else None
    for number, many in enumerate(_apart([*found.fingers], together=not bent.spread and not bent.pinch and not close)):
        folded = shut or number == meets
        yield _hull(owner, *(each for base, joint, _ in many for each in ((base, lower), (joint, middle))))
        outer = _hull(owner, *(each for _, joint, tip in many for each in ((joint, middle), (tip, upper))))
        yield outer._replace(folded=folded)
    root, tip = found.thumb
    yield _hull(owner, (root, 0.014), (tip, 0.011))._replace(folded=shut or meets is not None)
    if lined and bent.fist < _CLOSED:
        yield from _creases(owner, hand, times(wide, float(-SIGN[side])))


def _creases(owner: str, hand: Part, thumb: Vector) -> Iterator[Hull]:
    """The lines by which a palm is known from a back: one below the fingers, one around the ball of the thumb."""
    along = unit(minus(hand.end, hand.start)) or hand.front
    palm = times(hand.front, -1.0)
    for line in _PALM:
        points = (plus(plus(plus(hand.start, along, far), thumb, off), palm, 0.02) for far, off in line)
        for ends in pairwise(points):
            yield Hull(owner, "crease", tuple(Ball(end, 0.0035) for end in ends), 0.03, palm)


def _leg(bones: Skeleton, side: Side, *, close: bool) -> Iterator[Hull]:
    owner = f"{side}_leg"
    thigh, shank, foot, toes = (bones.parts[f"{side}_{name}"] for name in ("thigh", "shank", "foot", "toes"))
    yield _hull(owner, (thigh.start, 0.088), (between(thigh.start, thigh.end, 0.4), 0.08), (thigh.end, 0.058))
    calf = plus(between(shank.start, shank.end, 0.3), shank.front, -0.014)
    yield _hull(owner, (shank.start, 0.056), (calf, 0.054), (shank.end, 0.036))
    yield _hull(
        owner,
        (shank.end, 0.036),
        (plus(foot.start, unit(minus(foot.end, foot.start)) or foot.front, 0.03), 0.034),
        *((plus(foot.end, foot.left, 0.016 * sign), 0.03) for sign in SIGN.values()),
    )
    spread, curl = bones.numbers[f"{owner}.spread"], bones.numbers[f"{owner}.fist"]
    thick = (0.018 - 0.004 * spread) * (_SLIM_TOES if close and not spread else 1.0)
    rows = toe_rows(side, toes, spread, curl, least=_FANNED * close)
    for row in _apart(rows, together=not spread and not close):
        size = thick * _BIG if spread and row[0] is rows[0] else thick
        yield _hull(owner, *(each for base, tip in row for each in ((base, size), (tip, size - 0.003))))


def _apart(row: list[_Digit], *, together: bool) -> list[list[_Digit]]:
    """Fingers or toes one by one; those that lie side by side as one piece, from the first to the last."""
    return [[row[0], row[-1]]] if together else [[each] for each in row]


_TRUNK: Final = frozenset({"neck", "chest", "belly", "pelvis"})
_NEARER: Final = 0.12
_SPOT: Final = 0.024
"""Metres that a mark is drawn nearer than it is, so that the flesh around it does not hide it."""


def targets(bones: Skeleton, marked: Iterable[MuscleSide]) -> Iterator[Hull]:
    """One hull for each muscle and side that is marked; what runs down both sides of the spine is two."""
    for muscle, side in marked:
        patch = PATCHES[muscle]
        central = patch.part in _TRUNK or patch.part == "head"
        part = bones.parts[patch.part if central else f"{side}_{patch.part}"]
        owner = "head" if patch.part == "head" else "trunk" if central else f"{side}_{_LIMB[patch.part]}"
        for sign in (SIGN[side],) if side in SIGN else (1, -1) if patch.out else (0,):
            yield _patch_hull(owner, patch, part, sign)


def spots(bones: Skeleton, mark: str, sides: Iterable[MuscleSide]) -> Iterator[Hull]:
    """One ball at a mark of the body for each side that is marked, in place of whole muscles."""
    both = (each for _, side in sides for each in (SIDES if side == "mid" else (side,)))
    for name in dict.fromkeys(full_name(mark, side, bones.marks) for side in both):
        at = bones.marks[name]
        under, part = min(bones.parts.items(), key=lambda each: size(minus(_middle(each[1]), at)))
        side, _, limb = under.partition("_")
        owner = f"{side}_{_LIMB[limb]}" if limb in _LIMB else "head" if under == "head" else "trunk"
        yield Hull(owner, "target", (Ball(at, _SPOT),), _NEARER, unit(minus(at, _middle(part))))


def _middle(part: Part) -> Vector:
    return between(part.start, part.end, 0.5)


def _patch_hull(owner: str, patch: Patch, part: Part, sign: int) -> Hull:
    outs = (patch.out, patch.out if patch.out_end is None else patch.out_end)
    offs = [plus(times(part.front, patch.front), part.left, out * sign) for out in outs]
    balls = tuple(
        Ball(plus(between(part.start, part.end, share), off, 1.0), patch.radius)
        for share, off in zip((patch.start, patch.end), offs, strict=True)
    )
    return Hull(owner, "target", balls, _NEARER, unit(plus(offs[0], offs[1], 1.0)))


_LIMB: Final[Mapping[str, str]] = {
    **dict.fromkeys(("upper_arm", "forearm", "hand"), "arm"),
    **dict.fromkeys(("thigh", "shank", "foot"), "leg"),
}
