"""Makes single tones: partials under an envelope, computed the same to the last bit on every machine.

A phase is a whole number of steps through one table, and what falls is multiplied by a plain fraction again and again:
powers and logarithms, whose last bit differs from one C library to the next, would grow along a tone until a sample is
rounded another way.
"""

from array import array
from functools import cache, lru_cache, reduce
from itertools import accumulate, chain, repeat
from math import cos, pi, sin
from operator import add, mul
from typing import Final, Literal

from msgspec import Struct

from stretchplayer.sound.pcm import RATE

Shape = Literal["strike", "ring", "hold", "swell", "breath"]
"""How loudness goes: struck and soon gone, struck and ringing on, even, growing, or growing and waning."""

_FULL: Final = 32_767
"""The largest sample."""
_QUARTERS: Final = 4
"""Pitches are whole quarters of a hertz, so that whole hertz can be moved by a third or a fourth."""
_FADE: Final = 0.035
"""Seconds in which a tone goes to nothing at its end."""
_RINGING: Final = 0.25
"""Seconds in which a tone that rings on falls to a third; its higher partials are as much faster as in a stroke."""
_FLOOR: Final = 0.25
"""What a growing tone begins with: it is to be noticed, and can be measured, from its first frames on."""
_KNOCK: Final = 0.04
"""Seconds of noise in a stroke."""
_KNOCK_DECAY: Final = 0.006
_NOISE_SEED: Final = 20_011


class Partial(Struct, frozen=True):
    """One sine of a timbre: its pitch as a multiple, its share, and the seconds in which it falls to a third."""

    ratio: int
    share: float
    decay: float


class Timbre(Struct, frozen=True, kw_only=True):
    """What a set of cues sounds like.

    `attack` is in seconds, `quarters` the pitch in quarters of what is written, `knock` the share of noise in a stroke.
    """

    partials: tuple[Partial, ...]
    attack: float
    quarters: int = 4
    knock: float = 0.0


class Tone(Struct, frozen=True, kw_only=True):
    """One tone: evenly from a pitch to a pitch in hertz, for `lasts` milliseconds, at a share of the largest sample."""

    pitch: int
    to: int
    lasts: int
    shape: Shape
    level: float


def samples(tone: Tone, timbre: Timbre) -> "array[int]":
    """The tone on one channel, 48,000 signed samples a second; begins and ends at nothing."""
    count = tone.lasts * RATE // 1000
    top = _FULL * tone.level / sum(partial.share for partial in timbre.partials)
    slower = _RINGING / timbre.partials[0].decay if tone.shape == "ring" else 1.0
    parts = [
        map(
            mul,
            _wave(tone.pitch * timbre.quarters * partial.ratio, tone.to * timbre.quarters * partial.ratio, count),
            _envelope(tone.shape, count, timbre.attack, partial.decay * slower, partial.share * top),
        )
        for partial in timbre.partials
    ]
    if timbre.knock and tone.shape in ("strike", "ring"):
        parts.append(
            map(mul, _noise(count), _envelope("strike", count, timbre.attack, _KNOCK_DECAY, timbre.knock * top))
        )
    return array("h", map(round, reduce(lambda one, other: map(add, one, other), parts)))


@cache
def _circle() -> "array[float]":
    """One turn of a sine at a quarter of a hertz."""
    count = RATE * _QUARTERS
    return array("d", map(sin, map(mul, repeat(2 * pi / count), range(count))))


def _wave(begin: int, end: int, count: int) -> "array[float]":
    """A sine whose pitch goes evenly from `begin` to `end`, in quarters of a hertz."""
    if begin != end:
        turn, bend = 2 * pi * begin / (_QUARTERS * RATE), pi * (end - begin) / (_QUARTERS * RATE * count)
        return array("d", (sin((turn + bend * i) * i) for i in range(count)))
    circle, found, at = _circle(), array("d"), 0
    while len(found) < count:
        turn_of_it = circle[at::begin]
        found += turn_of_it
        at += len(turn_of_it) * begin - len(circle)
    return found[:count]


@lru_cache(maxsize=32)
def _envelope(shape: Shape, count: int, attack: float, decay: float, top: float) -> "array[float]":
    """The height of a tone at each of its samples, at most `top`."""
    seconds = count / RATE
    match shape:
        case "strike" | "ring":
            body = array("d", accumulate(repeat(1 - 1 / (RATE * decay), count - 1), mul, initial=top))
        case "hold":
            body = array("d", repeat(top, count))
        case "swell":
            body = array("d", (top * (_FLOOR + (1 - _FLOOR) * min(1.0, i / (0.7 * count)) ** 2) for i in range(count)))
        case "breath":
            body = array("d", (top * (_FLOOR + (1 - _FLOOR) * sin(pi * i / count)) for i in range(count)))
    _eased(body, round(attack * RATE))
    body.reverse()
    _eased(body, round((0.25 * seconds if shape in ("swell", "breath") else _FADE) * RATE))
    body.reverse()
    return body


def _eased(body: "array[float]", count: int) -> None:
    """Let the first samples rise from nothing along half a cosine."""
    for i in range(min(count, len(body) // 2)):
        body[i] *= 0.5 - 0.5 * cos(pi * i / count)


@lru_cache(maxsize=32)
def _noise(count: int) -> "array[float]":
    """The dull noise of a stroke: a fixed row of numbers with its heights taken off, then nothing."""
    number, smooth, found = _NOISE_SEED, 0.0, array("d")
    for _ in range(min(count, round(_KNOCK * RATE))):
        number = (1_103_515_245 * number + 12_345) & 0x7FFFFFFF
        smooth += (number / 0x40000000 - 1.0 - smooth) / 6
        found.append(smooth)
    return array("d", chain(found, repeat(0.0, count - len(found))))
