"""The cues: three sets of short sounds, each made when it is first asked for."""

from array import array
from collections.abc import Mapping
from threading import Lock
from typing import Any, Final, get_args

from stretchplayer.settings import Cues
from stretchplayer.sound.pcm import CHANNELS, RATE, WIDTH, Clip, silence
from stretchplayer.sound.quietly import audio_segment
from stretchplayer.sound.scores import LEVELS, SCORES, TIMBRES, Sounded
from stretchplayer.sound.tones import Tone, samples

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
