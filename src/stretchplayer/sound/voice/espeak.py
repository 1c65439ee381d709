"""The voice of what is left: espeak-ng, loaded into this process, for every language there are words for."""

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final, get_args

from stretchplayer.model.routine import Language
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import PACE, Voice, VoiceFailed, no_voice
from stretchplayer.sound.voice.shaping import shaped
from stretchplayer.translation import gettext

# Numbers of the library's own header, speak_lib.h.
_SYNCHRONOUS: Final = 2
_DONT_EXIT: Final = 0x8000
_CHARACTERS: Final = 1
_UTF8: Final = 1
_RATE: Final = 1
_OK: Final = 0

_ROOM: Final = 150
"""Bytes; the library cuts the path of its data off at 160, and then complains on the screen."""
_LONGEST: Final = 600
"""Seconds; a sentence that goes on for longer is broken off."""
_LANGUAGES: Final = get_args(Language)
_LOCK: Final = threading.RLock()
_Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class Library:
    """The loaded engine. It is one for the whole process, so `library` is the way to it."""

    def __init__(self, path: str, data: str) -> None:
        """Load it and its data. Raises VoiceFailed; the library itself would print about a missing file."""
        where = os.fsencode(data) if sys.platform != "win32" else data.encode("mbcs", "replace")
        if len(where) > _ROOM:
            message = gettext("espeak-ng cannot use its data in {data}: the path is longer than {room} bytes.").format(
                data=data, room=_ROOM
            )
            raise VoiceFailed(message)
        if not (Path(data) / "phontab").is_file():
            message = gettext("The data of espeak-ng is missing: {data}").format(data=f"{data}.")
            raise VoiceFailed(message)
        try:
            self._library = ctypes.CDLL(path)
            self.rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, where, _DONT_EXIT)
            self._library.espeak_Info.restype = ctypes.c_char_p
            self.version: str = (self._library.espeak_Info(None) or b"").decode(errors="replace")
        except (OSError, AttributeError) as error:
            message = gettext("espeak-ng cannot be loaded: {reason}").format(reason=error)
            raise VoiceFailed(message) from error
        if self.rate <= 0:
            message = gettext("espeak-ng did not start with its data in {data}.").format(data=data)
            raise VoiceFailed(message)
        text, number, pointer = ctypes.c_char_p, ctypes.c_uint, ctypes.c_void_p
        self._library.espeak_Synth.argtypes = (
            *(text, ctypes.c_size_t, number, ctypes.c_int, number, number),
            *(pointer, pointer),
        )
        self._made = bytearray()
        # The library keeps calling it, so it has to live as long as the library.
        self._heard = _Heard(self._take)
        self._library.espeak_SetSynthCallback(self._heard)

    def _takes(self, language: str) -> bool:
        """Whether it has a voice for the language; if so, it is the one that speaks from now on."""
        # It would take a path for a name too, and a family of languages, for which it has no sounds.
        return language in _LANGUAGES and self._library.espeak_SetVoiceByName(language.encode("ascii")) == _OK

    def spoken(self, text: str, language: str, words: int) -> bytes:
        """Plain text at `words` per minute, as samples of one channel of 16 bits. Raises VoiceFailed."""
        with _LOCK:
            if not self._takes(language):
                message = no_voice("espeak-ng", language)
                raise VoiceFailed(message)
            self._library.espeak_SetParameter(_RATE, words, 0)
            self._made.clear()
            data = text.encode(errors="replace") + b"\0"
            ended = self._library.espeak_Synth(data, len(data), 0, _CHARACTERS, 0, _UTF8, None, None)
            made = bytes(self._made)
            self._made.clear()
        if ended != _OK:
            message = gettext("espeak-ng could not speak a sentence (its error {code}).").format(code=f"{ended:#x}")
            raise VoiceFailed(message)
        if len(made) > self._most:
            message = gettext("A sentence would take longer than {minutes} minutes to speak.").format(
                minutes=_LONGEST // 60
            )
            raise VoiceFailed(message)
        return made

    @property
    def _most(self) -> int:
        return _LONGEST * self.rate * 2

    def _take(self, samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: object) -> int:
        """Keep what was made; 1 tells the library to stop."""
        # At the end of a sentence it calls once more, without samples.
        if count > 0:
            self._made += ctypes.string_at(samples, count * 2)
        return int(len(self._made) > self._most)


def library() -> Library:
    """The engine that came with this program, loaded on first use. Raises VoiceFailed."""
    with _LOCK:
        return _library()


@cache
def _library() -> Library:
    try:
        import espeakng_loader
    except ImportError as error:
        message = gettext("espeak-ng is not installed: `pip install 'stretchplayer[espeak]'` brings it.")
        raise VoiceFailed(message) from error
    try:
        return Library(espeakng_loader.get_library_path(), espeakng_loader.get_data_path())
    except RuntimeError as error:
        message = gettext("The data of espeak-ng is missing: {data}").format(data=error)
        raise VoiceFailed(message) from error


class Espeak(Voice):
    """espeak-ng; needs some milliseconds for a sentence. The voice follows from the language."""

    def __init__(self, load: Callable[[], Library] = library, shape: Callable[[bytes, int], Clip] = shaped) -> None:
        """Load it, which takes some 10 ms the first time. Raises VoiceFailed.

        `shape` makes a clip of samples of one channel of 16 bits and their rate.
        """
        self._library, self._shape = load(), shape
        self.name = f"espeak-ng {self._library.version}"
        self.identity = f"{self.name}, {PACE}"

    def spoken(self, said: str, language: str, speed: float) -> Clip:
        """The words, spoken. Raises VoiceFailed."""
        return self._shape(self._library.spoken(said, language, round(PACE * speed)), self._library.rate)
