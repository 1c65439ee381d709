"""What an engine made, as a clip: 48 kHz, without silence around it, and as loud as every other sentence."""

import array
import sys
from collections.abc import Iterator
from typing import Final

from stretchplayer.sound.pcm import RATE, WIDTH, Clip, audioop
from stretchplayer.sound.voice.interface import VoiceFailed
from stretchplayer.sound.voice.resampling import WIDE, resampled

SHAPED: Final = 1
"""Goes up with each change of how clips are made: what was kept before sounds different."""
PEAK: Final = -8.0
"""dB below full scale: no sample is louder, so that a cue fits on top of it."""
LOUDNESS: Final = -24.5
"""dB below full scale: the mean of the spoken parts, where the peak leaves room for it."""
RATES: Final = range(8_000, RATE + 1)
"""Frames a second that can be taken."""

_FULL: Final = float(1 << 31)
_HEADROOM: Final = 0.25
"""What sound is scaled by first: filters overshoot."""
_NOTHING: Final = 0.001
"""Share of full scale; a recording that never gets louder is silence."""
_QUIET: Final = 0.006
"""Share of the peak; what is softer at an end is silence there."""
_SPOKEN: Final = 0.1
"""Share of the loudest block; what is softer is a pause, and does not count as loudness."""
_MARGIN: Final = 0.02
"""Seconds that stay before the first sound and after the last."""
_FADE: Final = 0.005
_BLOCK: Final = RATE // 100
"""Frames; 10 ms."""


def shaped(samples: bytes, rate: int) -> Clip:
    """A clip of one channel of 16 bits at `rate` frames a second. Raises VoiceFailed for a rate it cannot take."""
    if rate not in RATES:
        message = f"The voice gives {rate:,} frames a second; from {RATES[0]:,} to {RATES[-1]:,} can be taken."
        raise VoiceFailed(message)
    whole = samples[: len(samples) // WIDTH * WIDTH]
    wide = resampled(audioop.mul(audioop.lin2lin(whole, WIDTH, WIDE), WIDE, _HEADROOM), rate)
    wide = _trimmed(wide)
    if not wide:
        return Clip(b"")
    loud = max(_spoken(wide), 1.0)
    gain = min(_share(LOUDNESS) * _FULL / loud, _share(PEAK) * _FULL / audioop.max(wide, WIDE))
    level = audioop.lin2lin(audioop.mul(wide, WIDE, gain), WIDE, WIDTH)
    return Clip(audioop.tostereo(_faded(level), WIDTH, 1, 1))


def _trimmed(wide: bytes) -> bytes:
    peak = audioop.max(wide, WIDE)
    if peak < _NOTHING * _HEADROOM * _FULL:
        return b""
    heard = [place for place, block in enumerate(_blocks(wide)) if audioop.max(block, WIDE) > peak * _QUIET]
    margin = round(_MARGIN * RATE)
    first = max(0, heard[0] * _BLOCK - margin)
    return wide[first * WIDE : ((heard[-1] + 1) * _BLOCK + margin) * WIDE]


def _spoken(wide: bytes) -> float:
    """The mean loudness of all that is no pause."""
    energies = [float(audioop.rms(block, WIDE)) ** 2 for block in _blocks(wide)]
    loud = max(energies) * _SPOKEN**2
    spoken = [energy for energy in energies if energy >= loud]
    return float((sum(spoken) / len(spoken)) ** 0.5)


def _blocks(wide: bytes) -> Iterator[bytes]:
    size = _BLOCK * WIDE
    return (wide[at : at + size] for at in range(0, len(wide), size))


def _faded(level: bytes) -> bytes:
    """The same with soft ends: a cut in the middle of a breath would click."""
    samples = array.array("h", level)
    if sys.byteorder == "big":
        samples.byteswap()
    count = min(round(_FADE * RATE), len(samples) // 2)
    for at in range(count):
        samples[at] = samples[at] * at // count
        samples[-1 - at] = samples[-1 - at] * at // count
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _share(decibels: float) -> float:
    return float(10 ** (decibels / 20))
