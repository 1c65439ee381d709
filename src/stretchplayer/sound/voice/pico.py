"""The voice that comes along on Linux and Windows: SVOX Pico, loaded into this process, with a voice for each language.

The same words give the same samples each time, in every process: that makes a rendered file the same, whether its
phrases had been made before or not.
"""

import ctypes
import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from stretchplayer.routine.quoting import short
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import Voice, VoiceFailed, no_voice, stamp
from stretchplayer.sound.voice.shaping import shaped
from stretchplayer.translation import gettext

RATE: Final = 16_000
"""Frames a second that it gives."""
_VOICES: Final = MappingProxyType({"en": "en-GB", "de": "de-DE", "es": "es-ES", "fr": "fr-FR"})
"""The British voice is heard wrong less often than the American one, whose "Hold" sounds like "Hello"."""
_VOLUME: Final = 0.5
"""At its own volume of 1 it clips."""
_LONGEST: Final = 160
"""Characters that are made in one go: meanwhile no other thread runs, and a device holds a fifth of a second."""
_PIECES: Final = re.compile(
    rf"\S.{{0,{_LONGEST - 2}}}(?:\S$|[,;:.](?=\s))|\S.{{0,{_LONGEST - 2}}}\S(?=\s|$)|\S{{1,{_LONGEST}}}"
)
"""The whole, or the most of it that ends with a punctuation mark, else with a word."""
# It would take these for commands, one of which plays a file and another one writes one.
_COMMANDS: Final = str.maketrans("<>", "  ")
_MMAP_THRESHOLD: Final = -3
_FRESH: Final = 1 << 20
"""Bytes from which on memory is new, and therefore empty: Pico starts from what happens to be in its 2.5 MB."""


@cache
def _module() -> Any:  # noqa: ANN401 - a module without types
    if sys.platform == "linux":
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _FRESH)
    return import_module("py_nanotts")


class Pico(Voice):
    """SVOX Pico; needs some hundredths of a second for a sentence. The voice follows from the language."""

    name = "SVOX Pico"

    def __init__(self) -> None:
        """Load it. Raises VoiceFailed."""
        try:
            module = _module()
        except ImportError as error:
            message = gettext("SVOX Pico is not installed: the package py-nanotts is missing.")
            raise VoiceFailed(message) from error
        self._speak = module.NanoTTS().speak
        self.identity = f"pico {stamp(Path(module.__file__))}"

    def spoken(self, said: str, language: str, speed: float) -> Clip:
        """The words, spoken. Raises VoiceFailed."""
        voice = _VOICES.get(language)
        if voice is None:
            message = no_voice("SVOX Pico", language)
            raise VoiceFailed(message)
        try:
            made = [
                self._speak(piece, voice, speed=speed, volume=_VOLUME)
                for piece in _PIECES.findall(said.translate(_COMMANDS))
            ]
        except (RuntimeError, ValueError) as error:
            message = gettext("SVOX Pico could not speak a sentence: {reason}.").format(reason=short(str(error)))
            raise VoiceFailed(message) from error
        return shaped(b"".join(made), RATE)
