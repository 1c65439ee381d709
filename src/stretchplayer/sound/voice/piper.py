"""A more natural voice: piper, with a model that the user has put on this machine."""

import importlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from stretchplayer.routine.quoting import plain, short
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import VoiceFailed, cleaned, paced, sayable, stamp
from stretchplayer.sound.voice.shaping import shaped

_SAMPLE: Final = 2
_MISSING: Final = "piper is not installed: `pip install 'stretchplayer[piper]'` brings it."


def _module() -> Any:  # noqa: ANN401 - a module without types that are sure to be there
    return importlib.import_module("piper")


class Piper:
    """piper and one model, which speaks one language."""

    def __init__(self, model: Path, module: Callable[[], Any] = _module) -> None:
        """Find the model; it is loaded with the first sentence. Raises VoiceFailed."""
        for needed in (model, Path(f"{model}.json")):
            if not needed.is_file():
                message = f"The model of piper is missing: {plain(str(needed))}."
                raise VoiceFailed(message)
        try:
            self._piper = module()
        except ImportError as error:
            raise VoiceFailed(_MISSING) from error
        self._model = model
        self._voice: Any = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """It and its model."""
        return f"piper with {short(self._model.stem)}"

    @property
    def identity(self) -> str:
        """The model, and which version of it."""
        return f"piper {self._model.name} {stamp(self._model)}"

    def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
        """The text, spoken, where it is in the model's language. Raises VoiceFailed."""
        said = cleaned(text)
        if not sayable(said):
            return Clip(b"")
        try:
            with self._lock:
                self._check(language)
                settings = self._piper.SynthesisConfig(length_scale=1 / paced(speed))
                chunks = [*self._voice.synthesize(said, syn_config=settings)]
                rate = chunks[0].sample_rate if chunks else 0
                plain_mono = all((each.sample_width, each.sample_channels) == (_SAMPLE, 1) for each in chunks)
                made = b"".join(each.audio_int16_bytes for each in chunks)
        except VoiceFailed:
            raise
        except Exception as error:
            # Its library and the one below it raise anything; whatever it is, there is no voice.
            message = f"piper failed: {short(str(error)) or type(error).__name__}"
            raise VoiceFailed(message) from error
        if not made or not plain_mono:
            message = "piper gave no sound that can be used."
            raise VoiceFailed(message)
        return shaped(made, rate)

    def _check(self, language: str) -> None:
        if self._voice is None:
            self._voice = self._piper.PiperVoice.load(str(self._model))
        speaks = str(self._voice.config.espeak_voice)
        if speaks.partition("-")[0] != language.partition("-")[0]:
            message = f'The model of piper speaks "{speaks}", not "{language[:20]}".'
            raise VoiceFailed(message)
