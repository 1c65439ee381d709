"""What every voice is: something that turns a sentence into a clip, or says why it cannot."""

from typing import Final, Protocol

from stretchplayer.problems import UserError
from stretchplayer.sound.pcm import Clip

PACE: Final = 160
"""Words a minute at speed 1.0: slow enough to be followed by somebody who is half asleep."""


class VoiceFailed(UserError):
    """A sentence could not be spoken; the message says why."""


class VoiceSilent(VoiceFailed):
    """It gave no answer in time; asking again would only take as long once more."""


class Voice(Protocol):
    """An engine. What it gives is trimmed, and as loud as what every other engine gives."""

    @property
    def name(self) -> str:
        """What it is, in a few words: "espeak-ng 1.52.0"."""
        ...

    @property
    def identity(self) -> str:
        """Engine, voice and version: clips of another identity sound different."""
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
