"""Brings in pydub without what it warns about: none of it matters here, and a warning would land on the screen."""

import warnings
from typing import Any, Final

_IDLE_WARNINGS: Final = (
    "Couldn't find ffmpeg",  # nothing here is decoded by a program
    "'audioop' is deprecated",  # later Pythons get it as a package of its own
    ".*invalid escape sequence",  # told by the compiler, once, where a package was put in place uncompiled
)


def audio_segment() -> Any:  # noqa: ANN401 - pydub has no types
    """The class that pydub builds sound with; the first time takes a tenth of a second."""
    with warnings.catch_warnings():
        for message in _IDLE_WARNINGS:
            warnings.filterwarnings("ignore", message=message)
        from pydub import AudioSegment
    return AudioSegment
