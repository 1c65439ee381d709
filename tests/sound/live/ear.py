"""Hears a session: every cue is a tone of its own, and is found again in the recording of a sink."""

import contextlib
import math
import time
import wave
from array import array
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from threading import Event
from typing import Final, NamedTuple

from sound.server import SoundServer

RATE: Final = 48_000
TONES: Final = {
    "prepare": 3000,
    "tick": 3500,
    "go": 4000,
    "release": 4500,
    "next": 5000,
    "rest": 5500,
    "done": 6000,
    "switch": 6500,
    "half": 7000,
}
"""Hertz, far enough apart that crossings of zero tell them, and steadier than any voice."""
LENGTH: Final = 0.1
DONE: Final = 0.5
"""Seconds of the last cue."""
_WINDOW: Final = RATE // 100
_STEADY: Final = 6
_QUIET: Final = 150
_BETWEEN: Final = 0.004


class Heard(NamedTuple):
    """A tone: its cue, the seconds from the beginning of the recording, and how many it lasts."""

    cue: str
    at: float
    seconds: float


def tones(folder: Path) -> str:
    """Write the tones into a folder; the table of a routine that plays them."""
    for cue, pitch in TONES.items():
        count = round((DONE if cue == "done" else LENGTH) * RATE)
        wave_form = array("h", (round(12_000 * math.sin(math.tau * pitch * at / RATE)) for at in range(count)))
        with wave.open(str(folder / f"{cue}.wav"), "wb") as file:
            file.setparams((1, 2, RATE, count, "NONE", ""))
            file.writeframes(wave_form.tobytes())
    return "[sound]\n" + "".join(f'{cue} = "{cue}.wav"\n' for cue in TONES)


class Ear:
    """A recording that is being made; instants are seconds from its beginning."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> float:
        """The instant that is being recorded, found over some blocks: each comes a little late."""
        ahead = -math.inf
        tick = Event()
        for _ in range(15):
            seconds = self._path.stat().st_size / 4 / RATE
            ahead = max(ahead, seconds - time.monotonic())
            tick.wait(_BETWEEN)
        return ahead + time.monotonic()

    @property
    def samples(self) -> "array[int]":
        """The left side."""
        data = self._path.read_bytes()
        return array("h", data[: len(data) // 4 * 4])[::2]

    @property
    def heard(self) -> list[Heard]:
        """All tones, in order."""
        samples = self.samples
        windows = [_named(samples[at : at + _WINDOW]) for at in range(0, len(samples) - _WINDOW, _WINDOW)]
        found, place = [], 0
        for cue, group in groupby(windows):
            count = len(list(group))
            if cue and count >= _STEADY:
                found.append(Heard(cue, _begin(samples, place * _WINDOW) / RATE, count / 100))
            place += count
        return found

    def loudest(self, since: float, until: float) -> int:
        """The largest sample between two instants."""
        return max((abs(each) for each in self.samples[round(since * RATE) : round(until * RATE)]), default=0)

    def silent(self, since: float, until: float) -> bool:
        """Whether nothing was heard between two instants."""
        return self.loudest(since, until) < _QUIET


@contextlib.contextmanager
def listening(server: SoundServer, path: Path) -> Iterator[Ear]:
    """Record what the sink plays meanwhile."""
    with server.recorded(path):
        yield Ear(path)


def _named(window: "array[int]") -> str:
    """The cue whose tone fills the window; "" where none does."""
    if max(window) < 1500 or min(window) > -1500:
        return ""
    crossings = sum((one < 0) != (two < 0) for one, two in pairwise(window))
    near = min(TONES, key=lambda cue: abs(TONES[cue] / 50 - crossings))
    return near if abs(TONES[near] / 50 - crossings) <= 1 else ""


def _begin(samples: "array[int]", at: int) -> int:
    """The first loud sample of a tone that fills the window at `at`."""
    since = max(0, at - _WINDOW)
    return next(place for place in range(since, len(samples)) if abs(samples[place]) > 1500)
