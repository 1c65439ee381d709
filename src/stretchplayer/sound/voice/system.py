"""The voice of macOS itself: `say`, with one of the calm voices that it has for a language."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.interface import PACE, VoiceFailed
from stretchplayer.sound.voice.running import MOST, PATIENCE, output
from stretchplayer.sound.voice.wav import clip_of
from stretchplayer.sound.voice.words import cleaned, paced, sayable

# A line of `say -v ?`: "Samantha            en_US    # Hello! My name is Samantha."
_LINE: Final = re.compile(r"^(?P<name>\S.*?)\s+(?P<language>[a-z]{2,3})[_-]\w+\s+#", re.MULTILINE)
# The list also holds bells, whispers and bad news, and they come first in the alphabet.
_CALM: Final = MappingProxyType(
    {
        "en": ("Samantha", "Daniel", "Karen", "Moira", "Alex"),
        "de": ("Anna", "Petra", "Markus"),
        "es": ("Mónica", "Monica", "Paulina", "Jorge"),
        "fr": ("Thomas", "Amélie", "Amelie", "Audrey"),
    }
)


class System:
    """`say`; a sentence takes it some tenths of a second."""

    name: Final = "the voice of macOS"

    def __init__(self, say: Sequence[str] = ("say",), patience: float = PATIENCE) -> None:
        """Ask it for its voices. Raises VoiceFailed where there is no `say`, or it has none."""
        found = shutil.which(say[0])
        if found is None:
            message = "This system has no voice of its own that is known here: there is no program `say`."
            raise VoiceFailed(message)
        self._say, self._patience = (found, *say[1:]), patience
        listed = output([*self._say, "-v", "?"], b"", patience).decode(errors="replace")
        self._voices = _by_language(listed)
        if not self._voices:
            message = "The system's voice program has no voices."
            raise VoiceFailed(message)

    @property
    def identity(self) -> str:
        """Its voices, by language."""
        return f"say {PACE} {sorted(self._voices.items())}"

    def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
        """The text, spoken. Raises VoiceFailed."""
        said = cleaned(text)
        if not sayable(said):
            return Clip(b"")
        voice = self._voices.get(language.partition("-")[0])
        if voice is None:
            message = (
                f'The system has no voice for the language "{language[:20]}"; '
                "its settings can add one, under Accessibility, Spoken Content."
            )
            raise VoiceFailed(message)
        with tempfile.TemporaryDirectory(prefix="stretchplayer-", ignore_cleanup_errors=True) as folder:
            made = Path(folder) / "said.wav"
            rate = str(round(PACE * paced(speed)))
            order = ["-v", voice, "-r", rate, "-o", str(made), "--file-format=WAVE", "--data-format=LEI16@22050"]
            output([*self._say, *order, "-f", "-"], said.encode(), self._patience, silent=True)
            return clip_of(_read(made))


def _by_language(listed: str) -> dict[str, str]:
    """One voice for each language: a calm one where there is one, else the first."""
    found: dict[str, list[str]] = {}
    for line in _LINE.finditer(listed):
        found.setdefault(line["language"], []).append(line["name"])
    return {
        language: next((calm for calm in _CALM.get(language, ()) if calm in names), names[0])
        for language, names in found.items()
    }


def _read(made: Path) -> bytes:
    try:
        if made.stat().st_size > MOST:
            message = f"The system's voice wrote more than {MOST:,} bytes for a sentence."
            raise VoiceFailed(message)
        return made.read_bytes()
    except OSError as error:
        message = f"The system's voice wrote nothing: {error.strerror or error}."
        raise VoiceFailed(message) from error
