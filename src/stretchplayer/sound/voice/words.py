"""Text as an engine may see it: plain words on one line, without anything an engine would obey."""

import re
import unicodedata
from typing import Final

from stretchplayer.sound.voice.interface import VoiceFailed

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
