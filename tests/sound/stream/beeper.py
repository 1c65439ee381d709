"""A process with an output that beeps once a second; it does what it is told by lines, and answers each by a line."""

import json
import math
import struct
import sys
import threading
from typing import Any, Final

from stretchplayer.clock import RealClock
from stretchplayer.sound.pcm import FRAME, RATE, silence
from stretchplayer.sound.stream.choose_output import choose, describe
from stretchplayer.sound.stream.device import DeviceOutput
from stretchplayer.sound.stream.sound_output import NoSound, SoundOutput
from stretchplayer.sound.stream.system_player import CommandOutput

LENGTH: Final = RATE // 20
SECOND: Final = b"".join(
    struct.pack("<hh", *[round(12_000 * math.sin(math.tau * (at + 12) / 48))] * 2) for at in range(LENGTH)
) + silence(RATE - LENGTH)
_LONG: Final = 20.0


class Beeps:
    """A source: each whole second begins with 50 ms of 1 kHz; when told so, it fails instead."""

    def __init__(self) -> None:
        self.head = 0
        self.failing = False

    def __call__(self, count: int) -> bytes:
        """The next frames."""
        if self.failing:
            raise ArithmeticError
        at = self.head % RATE
        self.head += count
        return (SECOND * (count // RATE + 2))[at * FRAME :][: count * FRAME]


class Beeper:
    """What the lines are told to."""

    def __init__(self) -> None:
        self.clock, self.beeps = RealClock(), Beeps()
        self.output: SoundOutput | None = None

    def told(self, word: str) -> dict[str, Any]:
        """Do one thing; how it stands then, and how long that took."""
        begun = self.clock.monotonic()
        error = ""
        try:
            self._do(word)
        except NoSound as fault:
            error = str(fault)
        return {
            "took": self.clock.monotonic() - begun,
            "error": error,
            "name": self.output.name if self.output else "",
            "lost": self.output is not None and self.output.lost,
            "head": self.beeps.head,
            "threads": threading.active_count(),
        }

    def _do(self, word: str) -> None:
        match word:
            case "device":
                self.output = DeviceOutput(self.clock)
            case "command":
                self.output = CommandOutput(self.clock)
            case "choose":
                self.output = choose(self.clock)
            case "describe":
                raise NoSound(repr(describe()))
            case "failing" | "sound":
                self.beeps.failing = word == "failing"
                self._until(self.beeps.head + (0 if self.beeps.failing else RATE))
            case _:
                self._to_output(word)

    def _to_output(self, word: str) -> None:
        assert self.output is not None
        match word:
            case "open":
                self.output.open(self.beeps)
            case "close":
                self.output.close()
            case "lost" | "playing":
                self._until(0 if word == "lost" else self.beeps.head + RATE, lost=word == "lost")
            case "often":
                for _ in range(200):
                    self.output.open(self.beeps)
                    self.output.close()
            case _:
                # "seconds 3": until so many more of them were pulled.
                self._until(self.beeps.head + int(word.removeprefix("seconds ")) * RATE)

    def _until(self, head: int, *, lost: bool | None = None) -> None:
        """Wait until so much was pulled, and the output is lost or not."""
        end, tick = self.clock.monotonic() + _LONG, threading.Event()
        while self.clock.monotonic() < end and (
            self.beeps.head < head or (lost is not None and self.output is not None and self.output.lost != lost)
        ):
            tick.wait(0.02)


def main() -> None:
    """Read and answer, until there is nothing more to read; the output is left as it is."""
    beeper = Beeper()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(beeper.told(line.strip())) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
