"""Which voice speaks here: the one that was chosen, or the one that is there."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Literal, get_args

from stretchplayer.model.routine import Language
from stretchplayer.routine.quoting import short
from stretchplayer.sound.voice.engine import Off, Voice, VoiceFailed, VoiceSilent
from stretchplayer.sound.voice.espeak import Espeak

Engine = Literal["auto", "espeak", "piper", "system", "command", "off"]
ENGINES: Final = get_args(Engine)
_MAC: Final = "darwin"


def choose(
    engine: Engine = "auto",
    *,
    model: Path | None = None,
    command: Sequence[str] = (),
    platform: str = sys.platform,
    espeak: Callable[[], Voice] = Espeak,
    system: Callable[[], Voice] | None = None,
) -> Voice:
    """The voice that was asked for. `model` is piper's, `command` the program of "command".

    The engines are imported where they are chosen: most need what the others do not.
    "auto" is espeak-ng, and on macOS the system's own where espeak-ng is not to be had. Raises VoiceFailed.
    """
    match engine:
        case "off":
            return Off()
        case "piper":
            if model is None:
                message = 'The voice "piper" needs a model, such as model = "en_GB-alba-medium.onnx".'
                raise VoiceFailed(message)
            from stretchplayer.sound.voice.piper import Piper

            return Piper(model)
        case "command":
            from stretchplayer.sound.voice.programs import Command

            return Command(command)
        case "system":
            return (system or _system)()
        case "espeak":
            return espeak()
        case "auto":
            try:
                return espeak()
            except VoiceFailed:
                if platform != _MAC:
                    raise
                return (system or _system)()


def model_file(written: str | None) -> Path | None:
    """Where the model of piper lies, by the settings. Raises VoiceFailed for the home of somebody who is not there."""
    try:
        return Path(written).expanduser() if written else None
    except RuntimeError as error:
        message = f"The model of piper cannot be found: {short(written or '')} names a home folder that is not there."
        raise VoiceFailed(message) from error


def _system() -> Voice:
    from stretchplayer.sound.voice.programs import System

    return System()


def spare(voice: Voice | None, espeak: Callable[[], Voice] = Espeak) -> Voice | None:
    """Who speaks when `voice` cannot: espeak-ng, if it is there and is not the voice itself. Nobody, if that is off.

    None for `voice` means that the one chosen could not even begin.
    """
    if isinstance(voice, Off):
        return None
    try:
        other = espeak()
    except VoiceFailed:
        # What is missing is only a spare; that the voice itself fails is told when it does.
        return None
    return None if voice is not None and other.identity == voice.identity else other


def described(make: Callable[[], Voice]) -> tuple[bool, str]:
    """Whether the voice that `make` chooses can speak, and what there is to say about it, in one line."""
    try:
        voice = make()
    except VoiceFailed as error:
        return False, str(error)
    if isinstance(voice, Off):
        return True, "off"
    speaks, reasons = [], []
    for language in get_args(Language):
        try:
            voice.speak("1, 2, 3.", language)
            speaks.append(language)
        except VoiceFailed as error:
            reasons.append(str(error))
            if isinstance(error, VoiceSilent):
                break
    if not speaks:
        return False, f"{voice.name} does not speak: {reasons[0]}"
    return True, f"{voice.name}: {', '.join(speaks)}"
