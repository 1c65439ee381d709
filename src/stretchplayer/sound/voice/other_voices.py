"""Voices other than espeak-ng: piper with a model, a program of the user's own, and `say` of macOS."""

import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final

from stretchplayer.file_access import system_words
from stretchplayer.routine.quoting import plain, short
from stretchplayer.sound.pcm import WIDTH, Clip
from stretchplayer.sound.voice.engine import PACE, Voice, VoiceFailed, VoiceSilent, cleaned, stamp
from stretchplayer.sound.voice.shaping import clip_of, shaped
from stretchplayer.translation import gettext


def _module() -> Any:  # noqa: ANN401 - a module without types that are sure to be there
    return importlib.import_module("piper")


class Piper(Voice):
    """piper and one model, which speaks one language."""

    slow = True

    def __init__(self, model: Path, module: Callable[[], Any] = _module) -> None:
        """Find the model; it is loaded with the first sentence. Raises VoiceFailed."""
        for needed in (model, Path(f"{model}.json")):
            if not needed.is_file():
                message = gettext("The model of piper is missing: {path}.").format(path=plain(str(needed)))
                raise VoiceFailed(message)
        try:
            self._piper = module()
        except ImportError as error:
            message = gettext("piper is not installed: `pip install 'stretchplayer[piper]'` brings it.")
            raise VoiceFailed(message) from error
        self._model = model
        self.name = gettext("piper with {model}").format(model=short(model.stem))
        self.identity = f"piper {model.name} {stamp(model)}"
        self._voice: Any = None
        self._lock = threading.Lock()

    def spoken(self, said: str, language: str, speed: float) -> Clip:
        """The words, spoken, where they are in the model's language. Raises VoiceFailed."""
        try:
            with self._lock:
                self._check(language)
                settings = self._piper.SynthesisConfig(length_scale=1 / speed)
                chunks = [*self._voice.synthesize(said, syn_config=settings)]
                rate = chunks[0].sample_rate if chunks else 0
                plain_mono = all((each.sample_width, each.sample_channels) == (WIDTH, 1) for each in chunks)
                made = b"".join(each.audio_int16_bytes for each in chunks)
        except VoiceFailed:
            raise
        except Exception as error:
            # Its library and the one below it raise anything; whatever it is, there is no voice.
            message = gettext("piper failed: {reason}").format(reason=short(str(error)) or type(error).__name__)
            raise VoiceFailed(message) from error
        if not made or not plain_mono:
            message = gettext("piper gave no sound that can be used.")
            raise VoiceFailed(message)
        return shaped(made, rate)

    def _check(self, language: str) -> None:
        if self._voice is None:
            self._voice = self._piper.PiperVoice.load(str(self._model))
        speaks = str(self._voice.config.espeak_voice)
        if speaks.partition("-")[0] != language.partition("-")[0]:
            message = gettext('The model of piper speaks "{speaks}", not "{language}".').format(
                speaks=speaks, language=language[:20]
            )
            raise VoiceFailed(message)


PATIENCE: Final = 5.0
"""Seconds that a sentence may take; a slower program could not speak during a session either."""
MOST: Final = 20 * 1024 * 1024
"""Bytes that a sentence may have."""
_ENDING: Final = 2.0
"""Seconds that a program may take to end after it has closed its output."""
_COMPLAINT: Final = 160


def output(
    command: Sequence[str], given: bytes, patience: float = PATIENCE, most: int = MOST, *, silent: bool = False
) -> bytes:
    """What a program writes to standard output when it gets `given` on standard input.

    Raises VoiceFailed where it cannot be started, fails, takes too long or writes too much, or nothing
    unless it may be `silent`.
    """
    name = short(command[0])
    # A file and no pipe: the program may read as slowly as it likes, or not at all.
    with tempfile.TemporaryFile() as text, tempfile.TemporaryFile() as complaint:
        text.write(given)
        text.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own choice of a voice, and no shell
                list(command),
                stdin=text,
                stdout=subprocess.PIPE,
                stderr=complaint,
                start_new_session=os.name == "posix",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError) as error:
            reason = system_words(error)
            message = gettext("The voice {name} cannot be started: {reason}.").format(name=name, reason=reason)
            raise VoiceFailed(message) from error
        reader, late = _Reader(process.stdout, most), False
        try:
            made = reader.wait(patience)
            if made is not None and len(made) <= most:
                process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            # Its output is complete; that it does not end does not matter.
            late = True
        finally:
            _end(process, everything=reader.busy)
        if made is None:
            message = gettext("The voice {name} took longer than {seconds:g} seconds for a sentence.").format(
                name=name, seconds=patience
            )
            raise VoiceSilent(message)
        if len(made) > most:
            message = gettext("The voice {name} wrote more than {most:,} bytes for a sentence.").format(
                name=name, most=most
            )
            raise VoiceFailed(message)
        if (process.returncode and not late) or not (made or silent):
            message = gettext("The voice {name} failed{reason}.").format(name=name, reason=_last_words(complaint))
            raise VoiceFailed(message)
        return made


class _Reader:
    """Reads in a separate thread: a program that was ended may leave a child that holds the pipe open."""

    def __init__(self, pipe: IO[bytes] | None, most: int) -> None:
        self.made = b""
        self._pipe, self._most = pipe, most
        self._thread = threading.Thread(target=self._read, name="voice-reader", daemon=True)
        self._thread.start()

    def wait(self, patience: float) -> bytes | None:
        """Everything, or None where it did not come in time."""
        self._thread.join(patience)
        return None if self._thread.is_alive() else self.made

    @property
    def busy(self) -> bool:
        """Whether the other end is still open."""
        return self._thread.is_alive()

    def _read(self) -> None:
        if self._pipe is not None:
            with self._pipe:
                self.made = self._pipe.read(self._most + 1)


def _end(process: subprocess.Popen[bytes], *, everything: bool) -> None:
    """End it if it still runs; with `everything` also the processes that it started."""
    if process.poll() is not None and not everything:
        return
    if os.name == "posix":
        # It may have ended by itself between the question and the answer.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _last_words(complaint: IO[bytes]) -> str:
    complaint.seek(0, os.SEEK_END)
    complaint.seek(max(0, complaint.tell() - 4096))
    lines = complaint.read().decode(errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f": {short(last, _COMPLAINT).rstrip('.')}" if last else ""


_OPENING: Final = re.compile(r"^\W+")
_BATCH: Final = (".bat", ".cmd")
_PLACE: Final = re.compile(r"\{(text|language|speed)\}")


class Command(Voice):
    """A program. `{text}`, `{language}` and `{speed}` in its arguments are filled in.

    Where no argument has `{text}`, the text is on its standard input, in UTF-8.
    """

    slow = True

    def __init__(self, command: Sequence[str], patience: float = PATIENCE) -> None:
        """Find the program. Raises VoiceFailed where there is none."""
        if not command or not command[0]:
            message = gettext('The voice "command" needs a program, such as command = ["my-voice", "{text}"].')
            raise VoiceFailed(message)
        found = shutil.which(command[0])
        if found is None:
            message = gettext("The program of the voice is not found: {program}.").format(program=short(command[0]))
            raise VoiceFailed(message)
        if found.lower().endswith(_BATCH) and any("{text}" in each for each in command):
            # Windows runs these in its shell, which would take words of a routine for commands.
            message = gettext("{program} has to take the text from its standard input: leave out {place}.").format(
                program=short(command[0]), place="{text}"
            )
            raise VoiceFailed(message)
        self._command, self._patience = (found, *command[1:]), patience
        self.name = gettext("the program {name}").format(name=short(Path(found).name))
        self.identity = f"command {json.dumps([*self._command])} {stamp(Path(found))}"

    def spoken(self, said: str, language: str, speed: float) -> Clip:
        """The words, spoken by the program. Raises VoiceFailed."""
        on_input = not any("{text}" in each for each in self._command[1:])
        # A text that begins like an option would be taken for one: routines come from anywhere.
        filled = {"text": _OPENING.sub("", said), "language": cleaned(language), "speed": f"{speed:g}"}
        arguments = [_PLACE.sub(lambda found: filled[found[1]], each) for each in self._command[1:]]
        given = said.encode() if on_input else b""
        clip = clip_of(output([self._command[0], *arguments], given, self._patience))
        if not clip.data:
            message = gettext("The voice is silent: {name} wrote no sound.").format(name=self.name)
            raise VoiceFailed(message)
        return clip


# A line of `say -v ?`: "Samantha            en_US    # Hello! My name is Samantha."
_LINE: Final = re.compile(r"^(?P<name>\S.*?)\s+(?P<language>[a-z]{2,3})[_-]\w+\s+#", re.MULTILINE)
# The list also has novelty voices (bells, whispers), which come first in the alphabet.
_CALM: Final = MappingProxyType(
    {
        "en": ("Samantha", "Daniel", "Karen", "Moira", "Alex"),
        "de": ("Anna", "Petra", "Markus"),
        "es": ("Mónica", "Monica", "Paulina", "Jorge"),
        "fr": ("Thomas", "Amélie", "Amelie", "Audrey"),
    }
)


class System(Voice):
    """`say`, which takes some tenths of a second for a sentence."""

    slow = True

    def __init__(self, say: Sequence[str] = ("say",), patience: float = PATIENCE) -> None:
        """List its voices. Raises VoiceFailed where there is no `say`, or it has none."""
        found = shutil.which(say[0])
        if found is None:
            message = gettext("This system has no voice of its own that is known here: there is no program `say`.")
            raise VoiceFailed(message)
        self.name = gettext("the voice of macOS")
        self._say, self._patience = (found, *say[1:]), patience
        listed = output([*self._say, "-v", "?"], b"", patience).decode(errors="replace")
        self._voices = _by_language(listed)
        if not self._voices:
            message = gettext("The system's voice program has no voices.")
            raise VoiceFailed(message)
        self.identity = f"say {PACE} {sorted(self._voices.items())}"

    def spoken(self, said: str, language: str, speed: float) -> Clip:
        """The words, spoken. Raises VoiceFailed."""
        voice = self._voices.get(language.partition("-")[0])
        if voice is None:
            message = gettext(
                'The system has no voice for the language "{language}"; its settings can add one, under Accessibility, '
                "Spoken Content."
            ).format(language=language[:20])
            raise VoiceFailed(message)
        with tempfile.TemporaryDirectory(prefix="stretchplayer-", ignore_cleanup_errors=True) as folder:
            made = Path(folder) / "said.wav"
            rate = str(round(PACE * speed))
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
            message = gettext("The system's voice wrote more than {most:,} bytes for a sentence.").format(most=MOST)
            raise VoiceFailed(message)
        return made.read_bytes()
    except OSError as error:
        message = gettext("The system's voice wrote nothing: {reason}.").format(reason=system_words(error))
        raise VoiceFailed(message) from error
