"""What an engine made, as a clip: 48 kHz, without silence around it, and as loud as every other sentence.

Another rate is doubled with a clean filter until it is dense, then interpolated: interpolation alone leaves a mirror
image of the upper half, which is heard as a hiss on every s. Meanwhile samples are one channel, signed, 32 bits wide,
which keeps what 16 bits would round away.
"""

import array
import math
import struct
from collections.abc import Iterator
from functools import cache
from typing import Final

from stretchplayer.sound.pcm import RATE, WIDTH, Clip, audioop
from stretchplayer.sound.voice.engine import VoiceFailed
from stretchplayer.translation import gettext

WIDE: Final = 4
"""Bytes of one sample."""
_DENSE: Final = 60_000
"""Frames a second from which on a straight line between two samples is close enough to speech."""
_FIRST: Final = 16
"""Pairs of samples that the first filter weighs: it is next to the sound and has to be steep."""
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


def _upto(scheduled: bytes, length: int) -> bytes:
    return scheduled + bytes(length - len(scheduled))


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


SHAPED: Final = 3
"""Incremented with each change of how clips are made, so that cached ones are not used any more."""
PEAK: Final = -3.0
"""dB below full scale: no sample is louder, so that a sound that is ducked under it fits in below -1."""
LOUDNESS: Final = -15.4
"""dB below full scale: the mean of the spoken parts, where the peak leaves room for it. That makes
-16 LUFS of a session, with its cues."""
_CUT: Final = 3.0
"""dB of its highest peaks that a sentence may lose, rather than be softer than the others."""
RATES: Final = range(8_000, RATE + 1)
"""Frames a second that can be taken."""

_FULL: Final = float(1 << 31)
_HEADROOM: Final = 0.25
"""First, sound is scaled by this: filters overshoot."""
_NOTHING: Final = 0.001
"""Share of full scale; a recording that never gets louder is silence."""
_QUIET: Final = 0.006
"""Share of the peak; what is softer at an end is silence there."""
_CLICK: Final = 0.03
"""Share of the peak; what is softer, at the end and after a pause, is a click of the engine and no word."""
_PAUSE: Final = 20
"""Blocks without sound before that."""
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
        message = gettext("The voice gives {rate:,} frames a second; from {least:,} to {most:,} can be taken.").format(
            rate=rate, least=RATES[0], most=RATES[-1]
        )
        raise VoiceFailed(message)
    whole = samples[: len(samples) // WIDTH * WIDTH]
    wide = resampled(audioop.mul(audioop.lin2lin(whole, WIDTH, WIDE), WIDE, _HEADROOM), rate)
    wide = _trimmed(wide)
    if not wide:
        return Clip(b"")
    loud = max(_spoken(wide), 1.0)
    gain = min(_share(LOUDNESS) * _FULL / loud, _share(PEAK + _CUT) * _FULL / audioop.max(wide, WIDE))
    # What is above the peak is cut off by the first of these, which goes up to full scale and no further.
    cut = audioop.mul(wide, WIDE, gain / _share(PEAK))
    level = audioop.lin2lin(audioop.mul(cut, WIDE, _share(PEAK)), WIDE, WIDTH)
    return Clip(audioop.tostereo(_faded(level), WIDTH, 1, 1))


def _trimmed(wide: bytes) -> bytes:
    peak = audioop.max(wide, WIDE)
    if peak < _NOTHING * _HEADROOM * _FULL:
        return b""
    loudest = [audioop.max(block, WIDE) for block in _blocks(wide)]
    heard = [place for place, loud in enumerate(loudest) if loud > peak * _QUIET]
    breaks = [at for at in range(1, len(heard)) if heard[at] - heard[at - 1] > _PAUSE]
    if breaks and max(loudest[place] for place in heard[breaks[-1] :]) < peak * _CLICK:
        del heard[breaks[-1] :]
    margin = round(_MARGIN * RATE)
    first = max(0, heard[0] * _BLOCK - margin)
    return wide[first * WIDE : ((heard[-1] + 1) * _BLOCK + margin) * WIDE]


def _spoken(wide: bytes) -> float:
    """The mean loudness of everything but pauses."""
    energies = [float(audioop.rms(block, WIDE)) ** 2 for block in _blocks(wide)]
    loud = max(energies) * _SPOKEN**2
    spoken = [energy for energy in energies if energy >= loud]
    return float((sum(spoken) / len(spoken)) ** 0.5)


def _blocks(wide: bytes) -> Iterator[bytes]:
    size = _BLOCK * WIDE
    return (wide[at : at + size] for at in range(0, len(wide), size))


def _faded(level: bytes) -> bytes:
    """The same with soft ends: a cut inside a breath would click."""
    samples = array.array("h", level)
    count = min(round(_FADE * RATE), len(samples) // 2)
    for at in range(count):
        samples[at] = samples[at] * at // count
        samples[-1 - at] = samples[-1 - at] * at // count
    return samples.tobytes()


def _share(decibels: float) -> float:
    return float(10 ** (decibels / 20))


_PCM: Final = 1
_EXTENSIBLE: Final = 0xFFFE
_HEADER: Final = 12
_CHUNK: Final = 8
_FORMAT: Final = struct.Struct("<HHIIHH")
_SUBFORMAT: Final = slice(24, 26)
"""Where an extensible header says what it really holds."""
_DEPTHS: Final = (8, 16, 24, 32)


def clip_of(data: bytes) -> Clip:
    """The clip that a WAV file holds. Raises VoiceFailed where it holds none that can be read."""
    form, sound = _chunks(data)
    if len(form) < _FORMAT.size:
        message = gettext("What the voice gave is no WAV file: it does not say what it holds.")
        raise VoiceFailed(message)
    kind, channels, rate, _, _, depth = _FORMAT.unpack_from(form)
    if kind == _EXTENSIBLE:
        kind = int.from_bytes(form[_SUBFORMAT], "little")
    if kind != _PCM or depth not in _DEPTHS or channels not in (1, 2):
        message = gettext("The voice gave a kind of WAV file that is not read here: write 16 bits, one channel.")
        raise VoiceFailed(message)
    return shaped(_plain(sound, depth // 8, channels), rate)


def _chunks(data: bytes) -> tuple[bytes, bytes]:
    """What stands in `fmt ` and in `data`; a length beyond the end of the file means all that is left."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        message = gettext("What the voice gave is no WAV file.") if data else gettext("The voice gave nothing at all.")
        raise VoiceFailed(message)
    form, at = b"", _HEADER
    while at + _CHUNK <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"data":
            return form, data[at + _CHUNK : at + _CHUNK + size]
        if name == b"fmt ":
            form = data[at + _CHUNK : at + _CHUNK + size]
        at += _CHUNK + size + size % 2
    message = gettext("The WAV file of the voice holds no sound.")
    raise VoiceFailed(message)


def _plain(sound: bytes, width: int, channels: int) -> bytes:
    """One channel of 16 bits."""
    sound = sound[: len(sound) // (width * channels) * width * channels]
    if width == 1:
        # Samples of 8 bits count from 0, all others around 0.
        sound = audioop.bias(sound, 1, 128)
    if channels == 2:  # noqa: PLR2004 - left and right
        sound = audioop.tomono(sound, width, 0.5, 0.5)
    return audioop.lin2lin(sound, width, WIDTH)
