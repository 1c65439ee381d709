"""The built-in cues: three sets with the same notes, each cue synthesised when it is first asked for.

Rhythm, contour and side tell the cues apart, not pitch alone: eyes are closed, and few people know a pitch by itself.
"""

from array import array
from collections.abc import Mapping
from threading import Lock
from typing import Any, Final, Literal, get_args

from msgspec import Struct

from stretchplayer.model.routine import CueName
from stretchplayer.settings import Cues
from stretchplayer.sound.cues.tones import Partial, Shape, Timbre, Tone, samples
from stretchplayer.sound.pcm import CHANNELS, RATE, WIDTH, Clip, audio_segment, silence

Sounded = CueName | Literal["in", "out", "pulse"]
"""Every sound there is: what routines name, the two turns of a breath, and a faint sign of life."""
SOUNDED: Final[tuple[Sounded, ...]] = (*get_args(CueName), "in", "out", "pulse")


class Note(Struct, frozen=True):
    """A tone of a cue: when and how long in milliseconds, from a pitch to a pitch in hertz, on which side."""

    at: int
    pitch: int
    lasts: int
    shape: Shape = "strike"
    to: int = 0
    side: Literal["left", "right", ""] = ""
    share: float = 1.0


TIMBRES: Final[dict[Cues, Timbre]] = {
    "soft": Timbre(partials=(Partial(1, 1.0, 0.2), Partial(2, 0.16, 0.12)), attack=0.012),
    "wood": Timbre(partials=(Partial(1, 1.0, 0.1), Partial(4, 0.2, 0.03)), attack=0.005, quarters=3, knock=0.5),
    "bright": Timbre(
        partials=(Partial(1, 1.0, 0.25), Partial(2, 0.4, 0.15), Partial(3, 0.2, 0.09)), attack=0.006, quarters=5
    ),
}

SCORES: Final[dict[Sounded, tuple[Note, ...]]] = {
    "prepare": (Note(0, 440, 440, "swell"),),
    "go": (Note(0, 523, 105), Note(120, 784, 220, "ring")),
    "tick": (Note(0, 698, 70),),
    "half": (Note(0, 988, 440, "ring"), Note(0, 2668, 160, share=0.1)),
    "release": (Note(0, 784, 105), Note(120, 523, 230, "ring")),
    "switch": (
        Note(0, 698, 120, side="left"),
        Note(110, 494, 120, side="right"),
        Note(220, 698, 120, side="left"),
        Note(330, 494, 120, side="right"),
    ),
    "rest": (Note(0, 262, 445, "hold"), Note(0, 392, 445, "hold", share=0.5)),
    "next": (Note(0, 587, 170), Note(200, 587, 240)),
    "check-skin": (Note(0, 494, 130), Note(130, 740, 130), Note(260, 587, 190)),
    "alarm": tuple(
        Note(start + 130 * turn, 1047 if turn % 2 else 784, 125, "hold") for start in (0, 1000) for turn in range(6)
    ),
    "done": (
        Note(0, 392, 330, "ring", share=0.7),
        Note(0, 494, 330, "ring", share=0.7),
        Note(0, 587, 330, "ring", share=0.7),
        Note(300, 262, 900, "ring", share=0.7),
        Note(330, 523, 900, "ring", share=0.7),
        Note(360, 659, 900, "ring", share=0.7),
        Note(390, 784, 900, "ring", share=0.7),
    ),
    "in": (Note(0, 330, 420, "breath", to=494),),
    "out": (Note(0, 494, 440, "breath", to=330),),
    "pulse": (Note(0, 392, 160, "hold"),),
}

LEVELS: Final[dict[Sounded, tuple[float, float, float]]] = {
    "prepare": (0.227, 0.233, 0.28),
    "go": (0.23, 0.245, 0.272),
    "tick": (0.279, 0.321, 0.314),
    "half": (0.252, 0.272, 0.294),
    "release": (0.236, 0.25, 0.288),
    "switch": (0.312, 0.386, 0.358),
    "rest": (0.15, 0.156, 0.187),
    "next": (0.253, 0.329, 0.29),
    "check-skin": (0.238, 0.304, 0.273),
    "alarm": (0.225, 0.234, 0.251),
    "done": (0.21, 0.218, 0.263),
    "in": (0.128, 0.132, 0.159),
    "out": (0.128, 0.132, 0.158),
    "pulse": (0.033, 0.034, 0.041),
}
"""How high the tones of each cue are in soft, wood and bright, as a share of the largest sample.

Found by measuring, so that all of them are equally loud; the faint ones are meant to be faint.
"""


LENGTHS: Final[dict[Sounded, int]] = {"alarm": 2000}
"""Milliseconds of the sounds that are longer than their tones: an alarm is repeated without a seam."""
_SETS: Final[tuple[Cues, ...]] = get_args(Cues)
_OTHER_EAR: Final = 5
"""A tone on one side is heard on the other too, at one in so many parts: headphones may have lost an ear."""


class CueSet:
    """One set of cues; what a person brought along covers what is built in. Any thread may ask."""

    def __init__(self, name: Cues, own: Mapping[Sounded, Clip] | None = None) -> None:
        self.name: Final = name
        self._own: Final[dict[Sounded, Clip]] = dict(own or {})
        self._made: dict[Sounded, Clip] = {}
        self._lock = Lock()

    def clip(self, name: Sounded) -> Clip:
        """The sound of that name, made now if it was not yet: that takes some milliseconds."""
        own = self._own.get(name)
        if own is not None:
            return own
        with self._lock:
            made = self._made.get(name)
            if made is None:
                made = self._made[name] = _made(self.name, name)
            return made

    def covered(self, own: Mapping[Sounded, Clip]) -> "CueSet":
        """The same set with clips of the user's own over it."""
        return CueSet(self.name, {**self._own, **own})


def cue_set(name: Cues) -> CueSet:
    """One of the sets that are built in."""
    return CueSet(name)


def _made(kind: Cues, name: Sounded) -> Clip:
    segment, notes, timbre = audio_segment(), SCORES[name], TIMBRES[kind]
    level = LEVELS[name][_SETS.index(kind)]
    length = LENGTHS.get(name, max(note.at + note.lasts for note in notes))
    whole = segment(data=silence(length * RATE // 1000), sample_width=WIDTH, frame_rate=RATE, channels=CHANNELS)
    made: dict[tuple[Tone, str], Any] = {}
    for note in notes:
        tone = Tone(
            pitch=note.pitch, to=note.to or note.pitch, lasts=note.lasts, shape=note.shape, level=level * note.share
        )
        part = made.get((tone, note.side))
        if part is None:
            part = made[tone, note.side] = _on_both_ears(segment, samples(tone, timbre), note.side)
        whole = whole.overlay(part, position=note.at)
    return Clip(whole.raw_data)


def _on_both_ears(segment: Any, one: "array[int]", side: str) -> Any:  # noqa: ANN401 - pydub has no types
    other = array("h", (each // _OTHER_EAR for each in one)) if side else one
    ears = (other, one) if side == "right" else (one, other)
    return segment.from_mono_audiosegments(
        *(segment(data=ear, sample_width=WIDTH, frame_rate=RATE, channels=1) for ear in ears)
    )
