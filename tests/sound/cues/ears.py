"""Ears for tests: how loud a clip is, how shrill, and what identifies it to a listener with closed eyes."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import log2, log10, pi, sqrt, tan
from operator import mul
from typing import Final

from stretchplayer.sound.pcm import RATE, Clip

BLOCK: Final = RATE // 20
"""Frames of one measurement, 50 ms: the 400 ms of broadcasting are longer than a cue."""
BROADCAST: Final = RATE * 2 // 5
"""Frames of one measurement of speech, which gives LUFS."""
STEP: Final = RATE // 100
"""Frames of one look at a clip, 10 ms."""
FLOOR: Final = -24.0
"""Decibels below its loudest step at which a clip counts as silent."""
_FULL: Final = 32_768
_WINDOW: Final = 3
"""Steps over which a pitch is looked for."""

Filter = tuple[float, float, float, float, float]
# ITU-R BS.1770-5, tables 1 and 2: the head, then the low end, at 48 kHz.
_HEAD: Final[Filter] = (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
_LOW: Final[Filter] = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)


def sides(clip: Clip) -> tuple[list[float], list[float]]:
    """Left and right, the largest sample being 1."""
    samples = array("h", clip.data)
    return [each / _FULL for each in samples[0::2]], [each / _FULL for each in samples[1::2]]


def filtered(samples: Sequence[float], by: Filter) -> list[float]:
    b0, b1, b2, a1, a2 = by
    found, x1, x2, y1, y2 = [], 0.0, 0.0, 0.0, 0.0
    for x in samples:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        found.append(y)
    return found


def loudness(clip: Clip, block: int = BLOCK) -> float:
    """Decibels: K-weighted and gated at -70 and at 10 below, as ITU-R BS.1770 has it, in blocks of `block` frames."""
    quarters = [*map(sum, zip(*(_weighted(side + [0.0] * block, block // 4) for side in sides(clip)), strict=True))]
    blocks = [sum(quarters[at : at + 4]) / block for at in range(len(quarters) - 3)]
    heard = [block for block in blocks if _decibels(block) > -70]
    gate = _decibels(sum(heard) / len(heard)) - 10
    heard = [block for block in heard if _decibels(block) > gate]
    return _decibels(sum(heard) / len(heard))


def _weighted(samples: Sequence[float], length: int) -> Iterator[float]:
    """The energy of each whole `length` of samples, K-weighted: both filters in one go, a minute has millions."""
    b0, b1, b2, a1, a2 = _HEAD
    c0, c1, c2, d1, d2 = _LOW
    one = two = three = four = 0.0
    for at in range(0, len(samples) - length + 1, length):
        total = 0.0
        for x in samples[at : at + length]:
            y = b0 * x + one
            one, two = b1 * x - a1 * y + two, b2 * x - a2 * y
            z = c0 * y + three
            three, four = c1 * y - d1 * z + four, c2 * y - d2 * z
            total += z * z
        yield total


def above(clip: Clip, pitch: float) -> list[float]:
    """Both sides with everything below `pitch`, in hertz, taken off at 24 dB an octave."""
    return [each for side in sides(clip) for each in filtered(filtered(side, _high(pitch)), _high(pitch))]


def energy(samples: Sequence[float]) -> float:
    return float(sum(map(mul, samples, samples)))


class Shape:
    """A clip step by step: its loudness in decibels below the loudest step, its pitch in semitones, its side."""

    def __init__(self, clip: Clip) -> None:
        left, right = sides(clip)
        lefts, rights = _steps(left), _steps(right)
        both = [one + other for one, other in zip(lefts, rights, strict=True)]
        loudest = max(both)
        self.levels = [max(FLOOR, _decibels(each / loudest)) for each in both]
        self.sides = [_decibels((one + 1e-9) / (other + 1e-9)) for one, other in zip(lefts, rights, strict=True)]
        self.pitches = list(_pitches([one + other for one, other in zip(left, right, strict=True)], len(both)))

    def apart(self, other: "Shape") -> float:
        """How well two clips are told apart without knowing any pitch by itself; from 1 on, easily.

        The greatest of: 3 dB between their rhythms, 1.5 semitones between their contours, 6 dB between their sides.
        """
        count = max(len(self.levels), len(other.levels))
        one, two = ([*each.levels, *[FLOOR] * (count - len(each.levels))] for each in (self, other))
        either = [at for at in range(count) if max(one[at], two[at]) > FLOOR]
        shared = [at for at in range(min(len(self.levels), len(other.levels))) if min(one[at], two[at]) > FLOOR / 2]
        rhythm = sum(abs(one[at] - two[at]) for at in either) / len(either)
        if not shared:
            return rhythm / 3
        side = sum(abs(self.sides[at] - other.sides[at]) for at in shared) / len(shared)
        mine, its = ([each.pitches[at] for at in shared] for each in (self, other))
        my_middle, its_middle = sum(mine) / len(mine), sum(its) / len(its)
        contour = sum(abs(a - my_middle - b + its_middle) for a, b in zip(mine, its, strict=True)) / len(shared)
        return max(rhythm / 3, contour / 1.5, side / 6)


def _high(pitch: float) -> Filter:
    warped = tan(pi * pitch / RATE)
    whole = 1 + sqrt(2) * warped + warped**2
    return 1 / whole, -2 / whole, 1 / whole, 2 * (warped**2 - 1) / whole, (1 - sqrt(2) * warped + warped**2) / whole


def _steps(side: Sequence[float]) -> list[float]:
    return [energy(side[at : at + STEP]) for at in range(0, len(side), STEP)]


def _pitches(samples: Sequence[float], count: int) -> Iterator[float]:
    """From the times at which the wave crosses nothing upwards."""
    ups = [
        at + samples[at] / (samples[at] - samples[at + 1])
        for at in range(len(samples) - 1)
        if samples[at] < 0 <= samples[at + 1]
    ]
    last = 0.0
    for step in range(count):
        begin, end = bisect_left(ups, step * STEP), bisect_left(ups, (step + _WINDOW) * STEP)
        if end - begin > 1:
            last = 12 * log2((end - begin - 1) * RATE / (ups[end - 1] - ups[begin]) / 440)
        yield last


def _decibels(power: float) -> float:
    return 10 * log10(power) - 0.691 if power > 0 else -200.0
