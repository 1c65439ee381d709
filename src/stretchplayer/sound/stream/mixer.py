"""Sums everything that is to be heard into one endless stream, each note at its own frame."""

from collections.abc import Hashable, Iterable, Mapping
from itertools import pairwise
from threading import Lock
from typing import Final, TypeVar

from msgspec import Struct, structs

from stretchplayer.sound.pcm import CHANNELS, FRAME, RATE, WIDTH, Clip, audioop, silence

LATE: Final = RATE
"""Frames by which a note may be late and is still heard, at once."""
FADE: Final = RATE // 25
"""Frames in which a voice that is taken back fades out: 40 ms do not click."""
URGENT: Final = 0.5
"""The minimum volume of urgent notes."""
ALONE: Final = 3.0
"""Seconds that a sound is heard before a voice that begins cuts it off; until then, it is only ducked."""
DUCKED: Final = 0.25
"""How loud a sound is while a voice speaks, as a share of itself."""
_STEPS: Final = 16
_STEP: Final = FADE // _STEPS
_REMEMBERED: Final = 4096
K = TypeVar("K", bound=Hashable)


class Note(Struct, frozen=True):
    """A clip that is to begin at a frame of the stream.

    A `voice` can be interrupted in the middle, and is heard above other sounds; an `urgent` note is heard at any
    volume, and stays as loud as it is.
    """

    frame: int
    clip: Clip
    gain: float = 1.0
    voice: bool = False
    urgent: bool = False


class Mixer:
    """A stream of blocks; the notes that follow are replaced as a whole, from any thread.

    `head` is the frame that the next block begins with.
    """

    def __init__(self, volume: float = 1.0, *, awake: bool = False) -> None:
        self.head = 0
        self.volume = volume
        self._awake = awake
        self._lock = Lock()
        self._waiting: dict[Hashable, Note] = {}
        self._sounding: dict[Hashable, tuple[Note, int]] = {}
        self._begun: dict[Hashable, int] = {}
        self._spoken: dict[Hashable, tuple[int, int]] = {}

    def follow(self, notes: Mapping[K, Note]) -> None:
        """Let exactly these notes follow.

        Notes placed before that are not among them are taken back; of those that sound, cues play to their end and
        voices fade out. A note whose key has begun does not begin again.
        """
        with self._lock:
            self._waiting = {key: note for key, note in notes.items() if key not in self._begun}
            for key, (note, at) in self._sounding.items():
                if note.voice and key not in notes:
                    self._sounding[key] = (_faded(note, at, self.head), self.head)
                    self._spoken[key] = (at, self.head + FADE)

    def begun(self, key: Hashable) -> bool:
        """Whether a note has been heard, or is being heard."""
        with self._lock:
            return key in self._begun

    @property
    def busy(self) -> bool:
        """Whether anything is sounding or still to come."""
        with self._lock:
            return bool(self._sounding or self._waiting)

    @property
    def sounding(self) -> bool:
        """Whether anything but silence is in the stream just now."""
        with self._lock:
            return bool(self._sounding)

    def mix(self, count: int) -> bytes:
        """The next `count` frames."""
        with self._lock:
            head, self.head = self.head, self.head + count
            if self._waiting:
                self._begin(head, head + count)
            if self._sounding:
                return self._summed(head, count)
            return _hum(head, count) if self._awake else silence(count)

    def _begin(self, head: int, end: int) -> None:
        for key, note in [*self._waiting.items()]:
            if note.frame >= end:
                continue
            del self._waiting[key]
            if note.frame >= head - LATE:
                # A late note is heard whole, from now on: half a cue would be another cue.
                self._sounding[key] = (note, max(note.frame, head))
                self._begun[key] = max(note.frame, head)
                if note.voice:
                    self._spoken[key] = (max(note.frame, head), max(note.frame, head) + note.clip.frames)
        if len(self._begun) > _REMEMBERED:
            self._begun = {key: frame for key, frame in self._begun.items() if frame > head - 600 * RATE}

    def _summed(self, head: int, count: int) -> bytes:
        block, urgent = silence(count), silence(count)
        self._spoken = {key: each for key, each in self._spoken.items() if each[1] > head}
        self._cut(head)
        for key, (note, at) in [*self._sounding.items()]:
            behind, ahead = max(0, head - at), max(0, at - head)
            part = note.clip.data[behind * FRAME : (behind + count - ahead) * FRAME]
            if note.gain != 1.0:
                part = audioop.mul(part, WIDTH, note.gain)
            if self._spoken and not (note.voice or note.urgent):
                part = _under(part, head + ahead, self._spoken.values())
            whole = silence(ahead) + part
            padded = whole + silence(count - len(whole) // FRAME)
            if note.urgent:
                urgent = audioop.add(urgent, padded, WIDTH)
            else:
                block = audioop.add(block, padded, WIDTH)
            if at + note.clip.frames <= head + count:
                del self._sounding[key]
        block = _at(block, self.volume)
        return audioop.add(block, _at(urgent, max(self.volume, URGENT)), WIDTH) if any(urgent) else block

    def _cut(self, head: int) -> None:
        """End what has been heard for long when a voice begins."""
        for begins in [begins for begins, _ in self._spoken.values() if begins >= head]:
            for key, (note, at) in self._sounding.items():
                heard = begins - at
                if not (note.voice or note.urgent) and round(ALONE * RATE) <= heard < note.clip.frames:
                    rest = _faded(note, at, begins).clip.data
                    self._sounding[key] = (structs.replace(note, clip=Clip(note.clip.data[: heard * FRAME] + rest)), at)


def _under(part: bytes, frame: int, spoken: Iterable[tuple[int, int]]) -> bytes:
    """A part of a sound that begins at `frame`, softer from the first frame of a voice to its last."""
    times, end = [*spoken], frame + len(part) // FRAME
    steps = {each for begins, ends in times for at in range(0, FADE + 1, _STEP) for each in (begins + at, ends - at)}
    edges = [frame, *sorted(each for each in steps if frame < each < end), end]
    return b"".join(
        _at(part[(one - frame) * FRAME : (two - frame) * FRAME], _share(one, times)) for one, two in pairwise(edges)
    )


def _share(frame: int, spoken: Iterable[tuple[int, int]]) -> float:
    """How loud a sound is at a frame: it goes down as a voice begins, and is up again as it ends."""
    # In whole steps, so that it does not matter where a block begins.
    steps = max(min((frame - begins) // _STEP, -((frame - ends) // _STEP), _STEPS) for begins, ends in spoken)
    return 1.0 - (1.0 - DUCKED) * max(steps, 0) / _STEPS


def _at(block: bytes, volume: float) -> bytes:
    return block if volume == 1.0 else audioop.mul(block, WIDTH, volume)


def _hum(head: int, count: int) -> bytes:
    """A tone of the smallest amplitude, at 50 Hz: it keeps a device awake that sleeps in silence."""
    wave = b"\x01\x00" * (CHANNELS * RATE // 100) + b"\xff\xff" * (CHANNELS * RATE // 100)
    behind = head * FRAME % len(wave)
    return (wave * (count * FRAME // len(wave) + 2))[behind : behind + count * FRAME]


def _faded(note: Note, at: int, head: int) -> Note:
    """The rest of a note, from `head` on, fading out."""
    behind = max(0, head - at)
    rest = note.clip.data[behind * FRAME : (behind + FADE) * FRAME]
    part = len(rest) // FRAME // _STEPS * FRAME
    steps = [
        audioop.mul(rest[step * part : (step + 1) * part], WIDTH, 1.0 - (step + 1) / (_STEPS + 1))
        for step in range(_STEPS)
    ]
    return Note(head, Clip(b"".join(steps)), note.gain, voice=True)
