"""The voice that is there at once: espeak-ng, in this process, for every language there are words for."""

from typing import TYPE_CHECKING, Final

from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.interface import PACE
from stretchplayer.sound.voice.shaping import shaped
from stretchplayer.sound.voice.words import cleaned, paced

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchplayer.sound.voice.espeak_library import Library

_VOICES: Final = {"en": "en", "de": "de", "es": "es", "fr": "fr"}
"""Its voice for a language; another language is tried under its own name."""


def _library() -> "Library":
    # Imported here: without a voice nobody needs ctypes.
    from stretchplayer.sound.voice.espeak_library import library

    return library()


class Espeak:
    """espeak-ng; needs some milliseconds for a sentence."""

    def __init__(self, load: "Callable[[], Library]" = _library) -> None:
        """Load it, which takes some 10 ms the first time. Raises VoiceFailed."""
        self._library = load()

    @property
    def name(self) -> str:
        """It and its version."""
        return f"espeak-ng {self._library.version}"

    @property
    def identity(self) -> str:
        """Its version; the voice follows from the language."""
        return f"{self.name}, {PACE}"

    def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
        """The text, spoken. Raises VoiceFailed."""
        words = round(PACE * paced(speed))
        made = self._library.spoken(cleaned(text), _VOICES.get(language, language), words)
        return shaped(made, self._library.rate)
