"""Sound of one rate at another: doubled with a clean filter until it is dense, then read between the samples.

Reading between samples alone leaves a mirror image of the upper half, which is heard as a hiss on every s.
Samples here are one channel, signed, 32 bits wide: they carry what 16 bits would round away.
"""

import math
from functools import cache
from typing import Final

from stretchplayer.sound.pcm import RATE, audioop

WIDE: Final = 4
"""Bytes of one sample."""
_DENSE: Final = 80_000
"""Frames a second from which on a straight line between two samples is close enough to speech."""
_FIRST: Final = 16
"""Pairs of samples that the first filter weighs: it stands next to the sound and has to be steep."""
_LATER: Final = 4
_BETA: Final = 7.0
"""Of the Kaiser window: side lobes at -70 dB."""


def resampled(samples: bytes, rate: int) -> bytes:
    """The samples, taken at `rate` a second, as 48,000 a second."""
    pairs = _FIRST
    while rate != RATE and rate < _DENSE:
        samples, rate, pairs = _doubled(samples, pairs), rate * 2, _LATER
    if rate == RATE or not samples:
        return samples
    return audioop.ratecv(samples, WIDE, 1, rate, RATE, None)[0]


def _doubled(samples: bytes, pairs: int) -> bytes:
    """Twice as many samples: those there are, and between each two of them one more."""
    length, around = len(samples), bytes(pairs * WIDE)
    padded = around + samples + around
    between = bytes(length)
    for step, weight in enumerate(_weights(pairs)):
        left, right = (pairs - step) * WIDE, (pairs + 1 + step) * WIDE
        both = audioop.add(padded[left : left + length], _upto(padded[right : right + length], length), WIDE)
        between = audioop.add(between, audioop.mul(both, WIDE, weight), WIDE)
    # Samples of the left channel and of the right one take turns, which is what is wanted here.
    return audioop.add(audioop.tostereo(samples, WIDE, 1, 0), audioop.tostereo(between, WIDE, 0, 1), WIDE)


def _upto(piece: bytes, length: int) -> bytes:
    return piece + bytes(length - len(piece))


@cache
def _weights(pairs: int) -> tuple[float, ...]:
    """Weights of the samples next to a gap, the nearest pair first; together a half, because they come in pairs."""
    places = [step + 0.5 for step in range(pairs)]
    raw = [math.sin(math.pi * at) / (math.pi * at) * _bessel(_BETA * math.sqrt(1 - (at / pairs) ** 2)) for at in places]
    return tuple(each / (2 * sum(raw)) for each in raw)


def _bessel(at: float) -> float:
    """The modified Bessel function of the first kind, order 0."""
    total = term = 1.0
    for step in range(1, 40):
        term *= (at / 2 / step) ** 2
        total += term
    return total
