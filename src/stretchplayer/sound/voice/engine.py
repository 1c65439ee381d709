"""What every voice engine is: it turns a sentence into a clip or says why it cannot; and the text that it gets."""

import re
import unicodedata
from pathlib import Path
from typing import Final, Protocol

from stretchplayer.problems import UserError
from stretchplayer.sound.pcm import Clip

PACE: Final = 160
"""Words a minute at speed 1.0: slow enough to follow when half asleep."""


class VoiceFailed(UserError):
    """A sentence could not be spoken; the message says why."""


class VoiceSilent(VoiceFailed):
    """It did not answer in time, and would take as long again the next time."""


class Voice(Protocol):
    """An engine. What it gives is trimmed, and as loud as what every other engine gives."""

    @property
    def name(self) -> str:
        """Its name for a person: "espeak-ng 1.52.0"."""
        ...

    @property
    def identity(self) -> str:
        """Engine, voice and version: what the cache tells clips apart by."""
        ...

    def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
        """The text, spoken; blocks until it is made. Text without anything to say gives an empty clip.

        `speed` is held to 0.5 to 2. Raises VoiceFailed.
        """
        ...


class Off:
    """No voice: every sentence is an empty clip."""

    name: Final = "off"
    identity: Final = "off"

    def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:  # noqa: ARG002 - a voice's parameters
        """Nothing, at once."""
        return Clip(b"")


LONGEST: Final = 2000
"""Characters; the longest text of a routine has 600."""
SLOWEST: Final = 0.5
FASTEST: Final = 2.0

# What cannot be seen inside of a word goes without a trace; everything else of its kind parts words.
_BECOMES: Final = {"Cf": "", "Cc": " ", "Cs": " ", "Co": " ", "Cn": " ", "Zl": " ", "Zp": " "}
# Two brackets begin raw sounds or orders in more than one engine.
_ORDER: Final = re.compile(r"\[(?=\[)|\](?=\])")


def cleaned(text: str) -> str:
    """The text as words of one line; "" where nothing is left. Raises VoiceFailed for a text of over 2,000."""
    if len(text) > LONGEST:
        message = f"A text of {len(text):,} characters is too long to be spoken; {LONGEST:,} are the most."
        raise VoiceFailed(message)
    seen = "".join(_BECOMES.get(unicodedata.category(mark), mark) for mark in text)
    return _ORDER.sub(lambda found: f"{found[0]} ", " ".join(seen.split()))


def sayable(text: str) -> bool:
    """Whether there is a letter or a digit in it: a voice may well be silent about anything else."""
    return any(mark.isalnum() for mark in text)


def paced(speed: float) -> float:
    """The speed, held to what can be followed by ear."""
    return max(SLOWEST, min(speed, FASTEST))


def stamp(path: Path) -> str:
    """The version of a file, which changes when the file does; "" where there is none."""
    try:
        state = path.stat()
    except OSError:
        # The user of the file reports that; here it only means that nothing is cached for it.
        return ""
    return f"{state.st_size}-{state.st_mtime_ns}"
