"""The built-in cues: three sets with the same notes, each cue synthesised when it is first asked for.

Rhythm, contour and side tell the cues apart, not pitch alone: eyes are closed, and few people know a pitch by itself.

Tones are computed the same to the last bit on every machine. A phase is a whole number of steps through one table, and
what falls is multiplied by a plain fraction again and again: powers and logarithms, whose last bit differs from one C
library to the next, would grow along a tone until a sample is rounded another way.
"""

from array import array
from collections.abc import Mapping
from functools import cache, lru_cache, reduce
from itertools import accumulate, chain, repeat
from math import cos, pi, sin
from operator import add, mul
from threading import Lock
from typing import Any, Final, Literal, get_args

from msgspec import Struct, structs

from stretchplayer.model.routine import CueName
from stretchplayer.settings import Cues
from stretchplayer.sound.pcm import CHANNELS, RATE, WIDTH, Clip, audio_segment, silence

Shape = Literal["strike", "ring", "hold", "swell", "breath"]
"""How loudness develops: struck and soon gone, struck and ringing on, even, growing, or growing and waning."""

_FULL: Final = 32_767
"""The largest sample."""
_QUARTERS: Final = 4
"""Pitches are whole quarters of a hertz, so that whole hertz can be moved by a third or a fourth."""
_FADE: Final = 0.035
"""Seconds in which a tone goes to nothing at its end."""
_RINGING: Final = 0.25
"""Seconds in which a tone that rings on falls to a third; its higher partials are as much faster as in a stroke."""
_FLOOR: Final = 0.25
"""The level that a growing tone begins with: it is to be noticed, and can be measured, from its first frames."""
_KNOCK: Final = 0.04
"""Seconds of noise in a stroke."""
_KNOCK_DECAY: Final = 0.006
_NOISE_SEED: Final = 20_011
_LOUD: Final = 1.4
"""With this, cues are as loud as the voice in their loudest 0.4 s, give or take 1 dB."""


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


Sounded = CueName | Literal["in", "out", "pulse"]
"""Every sound: what routines name, the two turns of a breath, and a faint sign of life."""
SOUNDED: Final[tuple[Sounded, ...]] = (*get_args(CueName), "in", "out", "pulse")


class Note(Struct, frozen=True):
    """A tone of a cue: when and how long in milliseconds, evenly from a pitch to a pitch in hertz, on which side.

    `share` is how loud it is among the tones of its cue.
    """

    at: int
    pitch: int
    lasts: int
    shape: Shape = "strike"
    to: int = 0
    side: Literal["left", "right", ""] = ""
    share: float = 1.0


def _samples(tone: Note, timbre: Timbre, level: float) -> "array[int]":
    """The tone on one channel, 48,000 signed samples a second; begins and ends at nothing.

    `level` is a share of the largest sample.
    """
    count = tone.lasts * RATE // 1000
    top = _FULL * level / sum(partial.share for partial in timbre.partials)
    begin, end = tone.pitch * timbre.quarters, (tone.to or tone.pitch) * timbre.quarters
    slower = _RINGING / timbre.partials[0].decay if tone.shape == "ring" else 1.0
    parts = [
        map(
            mul,
            _wave(begin * partial.ratio, end * partial.ratio, count),
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


class Score(Struct, frozen=True):
    """The tones of a cue, and how high they are in soft, wood and bright, as a share of the largest sample.

    The levels were found by measuring, so that all cues are equally loud; the faint ones are meant to be faint.
    All are played at `_LOUD` times that.
    """

    levels: tuple[float, float, float]
    notes: tuple[Note, ...]


TIMBRES: Final[dict[Cues, Timbre]] = {
    "soft": Timbre(partials=(Partial(1, 1.0, 0.2), Partial(2, 0.16, 0.12)), attack=0.012),
    "wood": Timbre(partials=(Partial(1, 1.0, 0.1), Partial(4, 0.2, 0.03)), attack=0.005, quarters=3, knock=0.5),
    "bright": Timbre(
        partials=(Partial(1, 1.0, 0.25), Partial(2, 0.4, 0.15), Partial(3, 0.2, 0.09)), attack=0.006, quarters=5
    ),
}

SCORES: Final[dict[Sounded, Score]] = {
    "prepare": Score((0.227, 0.233, 0.28), (Note(0, 440, 440, "swell"),)),
    "go": Score((0.23, 0.245, 0.272), (Note(0, 523, 105), Note(120, 784, 220, "ring"))),
    "push": Score((0.23, 0.24, 0.27), (Note(0, 330, 90, "hold"), Note(170, 440, 270, "swell"))),
    "tick": Score((0.279, 0.321, 0.314), (Note(0, 698, 70),)),
    "half": Score((0.252, 0.272, 0.294), (Note(0, 988, 440, "ring"), Note(0, 2668, 160, share=0.1))),
    "release": Score((0.236, 0.25, 0.288), (Note(0, 784, 105), Note(120, 523, 230, "ring"))),
    "switch": Score(
        (0.312, 0.386, 0.358),
        (
            Note(0, 698, 120, side="left"),
            Note(110, 494, 120, side="right"),
            Note(220, 698, 120, side="left"),
            Note(330, 494, 120, side="right"),
        ),
    ),
    "rest": Score((0.15, 0.156, 0.187), (Note(0, 262, 445, "hold"), Note(0, 392, 445, "hold", share=0.5))),
    "next": Score((0.253, 0.329, 0.29), (Note(0, 587, 170), Note(200, 587, 240))),
    "check-skin": Score((0.238, 0.304, 0.273), (Note(0, 494, 130), Note(130, 740, 130), Note(260, 587, 190))),
    "alarm": Score(
        (0.225, 0.234, 0.251),
        tuple(
            Note(start + 130 * turn, 1047 if turn % 2 else 784, 125, "hold") for start in (0, 1000) for turn in range(6)
        ),
    ),
    "done": Score(
        (0.21, 0.218, 0.263),
        (
            Note(0, 392, 330, "ring", share=0.7),
            Note(0, 494, 330, "ring", share=0.7),
            Note(0, 587, 330, "ring", share=0.7),
            Note(300, 262, 900, "ring", share=0.7),
            Note(330, 523, 900, "ring", share=0.7),
            Note(360, 659, 900, "ring", share=0.7),
            Note(390, 784, 900, "ring", share=0.7),
        ),
    ),
    "in": Score((0.128, 0.132, 0.159), (Note(0, 330, 420, "breath", to=494),)),
    "out": Score((0.128, 0.132, 0.158), (Note(0, 494, 440, "breath", to=330),)),
    "pulse": Score((0.033, 0.034, 0.041), (Note(0, 392, 160, "hold"),)),
}

LENGTHS: Final[dict[Sounded, int]] = {"alarm": 2000}
"""Milliseconds of the sounds that are longer than their tones: an alarm is repeated without a gap."""
_SETS: Final[tuple[Cues, ...]] = get_args(Cues)
_OTHER_EAR: Final = 5
"""A tone on one side is heard on the other too, at this fraction: one side of the headphones may be broken."""


class CueSet:
    """One set of cues; a user's own clips replace built-in ones. Thread-safe."""

    def __init__(self, name: Cues, own: Mapping[Sounded, Clip] | None = None) -> None:
        self.name: Final = name
        self._own: Final[dict[Sounded, Clip]] = dict(own or {})
        self._made: dict[Sounded, Clip] = {}
        self._lock = Lock()

    def clip(self, name: Sounded) -> Clip:
        """The sound of that name; the first call for it takes some milliseconds."""
        own = self._own.get(name)
        if own is not None:
            return own
        with self._lock:
            made = self._made.get(name)
            if made is None:
                made = self._made[name] = _made(self.name, name)
            return made


def _made(kind: Cues, name: Sounded) -> Clip:
    segment, score, timbre = audio_segment(), SCORES[name], TIMBRES[kind]
    level = _LOUD * score.levels[_SETS.index(kind)]
    length = LENGTHS.get(name, max(note.at + note.lasts for note in score.notes))
    whole = segment(data=silence(length * RATE // 1000), sample_width=WIDTH, frame_rate=RATE, channels=CHANNELS)
    made: dict[Note, Any] = {}
    for note in score.notes:
        tone = structs.replace(note, at=0)
        if tone not in made:
            made[tone] = _on_both_ears(segment, _samples(tone, timbre, level * tone.share), tone.side)
        whole = whole.overlay(made[tone], position=note.at)
    return Clip(whole.raw_data)


def _on_both_ears(segment: Any, one: "array[int]", side: str) -> Any:  # noqa: ANN401 - pydub has no types
    other = array("h", (each // _OTHER_EAR for each in one)) if side else one
    ears = (other, one) if side == "right" else (one, other)
    return segment.from_mono_audiosegments(
        *(segment(data=ear, sample_width=WIDTH, frame_rate=RATE, channels=1) for ear in ears)
    )
