"""Voice engines: what each of them does, which one is chosen, and the text it gets."""

import re
import sys
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, get_args

from stretchplayer.model.routine import Language
from stretchplayer.problems import UserError
from stretchplayer.routine.quoting import short
from stretchplayer.settings import Engine
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.aloud import aloud
from stretchplayer.translation import gettext

PACE: Final = 160
"""Words a minute at speed 1.0: slow enough to follow when half asleep."""


class VoiceFailed(UserError):
    """A sentence could not be spoken; the message says why."""


class VoiceSilent(VoiceFailed):
    """It did not answer in time, and is not expected to next time."""


class Voice(ABC):
    """An engine. Its clips are trimmed, and as loud as those of every other engine.

    `name` is for a person ("espeak-ng 1.52.0"); by `identity`, engine, voice and version, the cache tells clips apart.
    `slow` voices take longer for a sentence than can be waited for, so that a quick one has to speak first.
    """

    name: str
    identity: str
    slow = False

    def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
        """The text, spoken; blocks until it is made. Text without anything to say gives an empty clip.

        `speed` is held to 0.5 to 2. Raises VoiceFailed.
        """
        said = cleaned(aloud(text, language))
        return self.spoken(said, language, max(SLOWEST, min(speed, FASTEST))) if sayable(said) else Clip(b"")

    @abstractmethod
    def spoken(self, said: str, language: str, speed: float) -> Clip:
        """Words of one line, at a speed that can be followed by ear. Raises VoiceFailed."""


class Off(Voice):
    """No voice: every sentence is an empty clip."""

    name = identity = "off"

    def spoken(self, said: str, language: str, speed: float) -> Clip:  # noqa: ARG002 - a voice's parameters
        """Nothing, at once."""
        return Clip(b"")


LONGEST: Final = 2000
"""Characters; the longest text of a routine has 600."""
SLOWEST: Final = 0.5
FASTEST: Final = 2.0

# What is invisible inside a word is dropped; every other character of this kind separates words.
_BECOMES: Final = {"Cf": "", "Cc": " ", "Cs": " ", "Co": " ", "Cn": " ", "Zl": " ", "Zp": " "}
# Two brackets begin raw phonemes or commands in more than one engine.
_COMMAND: Final = re.compile(r"\[(?=\[)|\](?=\])")


def cleaned(text: str) -> str:
    """The text as words of one line; "" where nothing is left. Raises VoiceFailed for a text of over 2,000."""
    if len(text) > LONGEST:
        message = gettext("A text of {count:,} characters is too long to be spoken; {most:,} are the most.").format(
            count=len(text), most=LONGEST
        )
        raise VoiceFailed(message)
    seen = "".join(_BECOMES.get(unicodedata.category(mark), mark) for mark in text)
    return _COMMAND.sub(lambda found: f"{found[0]} ", " ".join(seen.split()))


def no_voice(name: str, language: str) -> str:
    """That a voice does not speak a language."""
    return gettext('{voice} has no voice for the language "{language}".').format(voice=name, language=language[:20])


def sayable(text: str) -> bool:
    """Whether there is a letter or a digit in it: a voice may be silent about anything else."""
    return any(mark.isalnum() for mark in text)


def stamp(path: Path) -> str:
    """The version of a file, which changes when the file does; "" where there is none."""
    try:
        state = path.stat()
    except OSError:
        # The user of the file reports that; here it only means that nothing is cached for it.
        return ""
    return f"{state.st_size}-{state.st_mtime_ns}"


def choose(
    engine: Engine = "auto",
    *,
    model: Path | None = None,
    command: Sequence[str] = (),
    platform: str = sys.platform,
    makers: Mapping[str, Callable[[], Voice]] | None = None,
) -> Voice:
    """The voice for an engine; `model` is piper's, `command` the program of "command". Raises VoiceFailed.

    "auto" is SVOX Pico, on macOS the system's own voice, and espeak-ng where that is not to be had.
    """
    make = makers or _MAKERS
    match engine:
        case "piper":
            if model is None:
                message = gettext('The voice "piper" needs a model, such as model = "en_GB-alba-medium.onnx".')
                raise VoiceFailed(message)
            from stretchplayer.sound.voice.other_voices import Piper

            return Piper(model)
        case "command":
            from stretchplayer.sound.voice.other_voices import Command

            return Command(command)
        case "auto":
            return _first([make["system" if platform == "darwin" else "pico"], make["espeak"]])
        case _:
            return make[engine]()


def _first(makers: Sequence[Callable[[], Voice]]) -> Voice:
    """The first voice that can be had. Raises what the first one did where there is none."""
    faults = []
    for make in makers:
        try:
            return make()
        except VoiceFailed as error:
            faults.append(error)
    raise faults[0]


def model_file(written: str | None) -> Path | None:
    """The path of piper's model, from the settings. Raises VoiceFailed for the home folder of an unknown user."""
    try:
        return Path(written).expanduser() if written else None
    except RuntimeError as error:
        message = gettext("The model of piper cannot be found: {path} names a home folder that is not there.").format(
            path=short(written or "")
        )
        raise VoiceFailed(message) from error


def _pico() -> Voice:
    from stretchplayer.sound.voice.pico import Pico

    return Pico()


def _espeak() -> Voice:
    from stretchplayer.sound.voice.espeak import Espeak

    return Espeak()


def _system() -> Voice:
    from stretchplayer.sound.voice.other_voices import System

    return System()


_MAKERS: Final[Mapping[str, Callable[[], Voice]]] = MappingProxyType(
    {"pico": _pico, "espeak": _espeak, "system": _system}
)


def spare(voice: Voice | None, makers: Mapping[str, Callable[[], Voice]] | None = None) -> Voice | None:
    """What speaks when `voice` cannot, or not yet: SVOX Pico or espeak-ng, if it is there and is not the voice itself.

    None for `voice` means that the chosen one could not even begin.
    """
    make = makers or _MAKERS
    try:
        other = _first([make["pico"], make["espeak"]])
    except VoiceFailed:
        # Only a spare is missing; a failure of the voice itself is reported when it happens.
        return None
    return None if voice is not None and other.identity == voice.identity else other


def described(make: Callable[[], Voice]) -> tuple[bool, str]:
    """Whether the voice that `make` chooses can speak, and a line about it."""
    try:
        voice = make()
    except VoiceFailed as error:
        return False, str(error)
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
        return False, gettext("{voice} does not speak: {reason}").format(voice=voice.name, reason=reasons[0])
    return True, f"{voice.name}: {', '.join(speaks)}"
