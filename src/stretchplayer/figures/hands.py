"""Fingers, thumb and toes at one moment, from the knuckles to their tips."""

from typing import Final, NamedTuple

from stretchplayer.figures.bones import SIGN, Part, Side
from stretchplayer.figures.space import Vector, between, blend, minus, plus, times, unit

_ACROSS: Final = (-1.0, -1 / 3, 1 / 3, 1.0)
"""Where the four fingers stand, from one edge of the hand to the other."""
LITTLE: Final = 3
"""The number of the little finger, from the index finger."""


class Bent(NamedTuple):
    """How a hand is held, each from 0 to 1, as a pose says it."""

    fist: float
    hook: float
    pinch: float
    spread: float
    finger: float = 0.0


class Digits(NamedTuple):
    """Points in metres: each finger's base, joint and tip, the index finger first; the thumb's root and tip."""

    fingers: tuple[tuple[Vector, Vector, Vector], ...]
    thumb: tuple[Vector, Vector]


def digits(side: Side, hand: Part, bent: Bent, least: float = 2.0) -> Digits:
    """The fingers and the thumb of a hand whose front is its back, and which is wide to its left.

    The outer fingers stand at least `least` degrees off the middle.
    """
    along = unit(minus(hand.end, hand.start)) or hand.front
    palm, wide = times(hand.front, -1.0), hand.left
    thumb = -SIGN[side]
    knuckles = between(hand.start, hand.end, 0.5)
    fingers = []
    shares = [max(0.0, 1 - abs(LITTLE * bent.finger - number)) for number in range(len(_ACROSS))]
    for off, share in zip(_ACROSS if thumb < 0 else reversed(_ACROSS), shares, strict=True):
        meets = bent.pinch * share
        base = plus(knuckles, wide, 0.027 * off)
        fan, _ = blend(along, wide, off * (max(2.0, least) + 22 * bent.spread))
        first, folded = blend(fan, palm, max(85 * bent.fist, 70 * meets))
        joint = plus(base, first, 0.042)
        second, _ = blend(first, folded, max(95 * bent.fist, 125 * bent.hook, 80 * meets))
        fingers.append((base, joint, plus(joint, second, 0.042)))
    root = plus(plus(hand.start, along, 0.03), wide, 0.02 * thumb)
    out, _ = blend(along, times(wide, float(thumb)), 25 + 35 * bent.spread)
    out, _ = blend(out, palm, 45 * bent.fist)
    met = (0.0, 0.0, 0.0)
    for (_, _, tip), share in zip(fingers, shares, strict=True):
        met = plus(met, tip, share)
    return Digits(tuple(fingers), (root, between(plus(root, out, 0.065), met, bent.pinch)))


_TOES: Final = (-1.0, -0.35, 0.1, 0.55, 1.0)
"""Where five toes stand, from the big one on the inner edge to the other edge."""


def toe_rows(side: Side, toes: Part, spread: float, curl: float, least: float = 0.0) -> list[tuple[Vector, Vector]]:
    """The root and the tip of each toe in metres, the big one first; the outer ones stand `least` degrees aside."""
    along = unit(minus(toes.end, toes.start)) or toes.front
    # Spread toes are longer and farther apart than they are, so that each can be seen.
    wide, long = 0.026 + 0.01 * spread, 0.05 + 0.012 * spread
    rows = []
    for off in (SIGN[side] * each for each in _TOES):
        fan, _ = blend(along, toes.left, off * max(least, 28 * spread))
        fan, _ = blend(fan, times(toes.front, -1.0), 60 * curl)
        base = plus(toes.start, toes.left, off * wide)
        rows.append((base, plus(base, fan, long)))
    return rows
