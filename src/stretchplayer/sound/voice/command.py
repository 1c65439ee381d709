"""A voice that is a program of the user's own: it gets the text, and writes WAV."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from stretchplayer.routine.quoting import short
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.files import stamp
from stretchplayer.sound.voice.interface import VoiceFailed
from stretchplayer.sound.voice.running import PATIENCE, output
from stretchplayer.sound.voice.wav import clip_of
from stretchplayer.sound.voice.words import cleaned, paced, sayable

_OPENING: Final = re.compile(r"^\W+")
_BATCH: Final = (".bat", ".cmd")
_PLACE: Final = re.compile(r"\{(text|language|speed)\}")


class Command:
    """A program. `{text}`, `{language}` and `{speed}` in its arguments are filled in.

    Where no argument has `{text}`, the text is on its standard input, in UTF-8.
    """

    def __init__(self, command: Sequence[str], patience: float = PATIENCE) -> None:
        """Find the program. Raises VoiceFailed where there is none."""
        if not command or not command[0]:
            message = 'The voice "command" needs a program, such as command = ["my-voice", "{text}"].'
            raise VoiceFailed(message)
        found = shutil.which(command[0])
        if found is None:
            message = f"The program of the voice is not found: {short(command[0])}."
            raise VoiceFailed(message)
        if found.lower().endswith(_BATCH) and any("{text}" in each for each in command):
            # Windows gives these to its shell, which would take words of a routine for orders.
            message = f"{short(command[0])} has to take the text from its standard input: leave out {{text}}."
            raise VoiceFailed(message)
        self._command, self._patience = (found, *command[1:]), patience

    @property
    def name(self) -> str:
        """The program's name."""
        return f"the program {short(Path(self._command[0]).name)}"

    @property
    def identity(self) -> str:
        """Its arguments, and which version of the program it is."""
        return f"command {json.dumps([*self._command])} {stamp(Path(self._command[0]))}"

    def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
        """The text, spoken by the program. Raises VoiceFailed."""
        said = cleaned(text)
        if not sayable(said):
            return Clip(b"")
        on_input = not any("{text}" in each for each in self._command[1:])
        # A text that begins like an option would be one to the program: routines come from anywhere.
        filled = {"text": _OPENING.sub("", said), "language": cleaned(language), "speed": f"{paced(speed):g}"}
        arguments = [_PLACE.sub(lambda found: filled[found[1]], each) for each in self._command[1:]]
        given = said.encode() if on_input else b""
        clip = clip_of(output([self._command[0], *arguments], given, self._patience))
        if not clip.data:
            message = f"The voice is silent: {self.name} wrote no sound."
            raise VoiceFailed(message)
        return clip
