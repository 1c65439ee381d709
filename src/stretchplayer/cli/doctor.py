"""`doctor` and `sound test`: what works here and what does not."""

import argparse
import locale
import os
import platform
import shutil
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final

from stretchplayer import __version__, crash
from stretchplayer.app.answers import load_profile, person
from stretchplayer.app.library import shelf
from stretchplayer.cli.printing import FINE, PROBLEMS, Failure, note, table, visible
from stretchplayer.clock import RealClock
from stretchplayer.config import Folders, folders
from stretchplayer.phrases import screen_words
from stretchplayer.problems import Unreadable
from stretchplayer.routine.reader import load
from stretchplayer.settings import Settings, Voice, load_settings
from stretchplayer.store import StoreUnusable, open_store
from stretchplayer.translation import gettext

if TYPE_CHECKING:
    from stretchplayer.sound.voice.engine import Voice as Speaking


APART: Final = 1.2
"""Seconds from one sound to the next."""
LONG: Final = 2.5
_SOUND_PATIENCE: Final = 10.0
_TURN: Final = 0.05


def sound(arguments: argparse.Namespace) -> int:
    """Play each cue, and print its name when it is heard."""
    from stretchplayer.phrases import load
    from stretchplayer.sound.audio_system import audio_system
    from stretchplayer.sound.cues.cue_set import SOUNDED
    from stretchplayer.sound.pcm import frames
    from stretchplayer.sound.stream.mixer import Note

    unknown = [name for name in arguments.cues if name not in SOUNDED]
    if unknown:
        message = f"no cue is called {visible(unknown[0])}: there are {', '.join(SOUNDED)}"
        raise Failure(message)
    where, clock = folders(), RealClock()
    settings = load_settings(where).settings
    audio = audio_system(where, settings, clock)
    audio.open()
    audio.opened.wait(_SOUND_PATIENCE)
    if audio.output is None:
        why = "the device does not open" if audio.failure is None else audio.failure or "only the bell is wanted"
        message = f"no sound: {why}"
        raise Failure(message, PROBLEMS)
    try:
        note(f"Sound goes to {audio.output.name}.")
        cues = audio.cues(settings.sound.cues)
        at, notes = 1.0, {}
        for name in [each for each in SOUNDED if each in arguments.cues or not arguments.cues]:
            notes[at, str(name)] = Note(frames(at), cues.clip(name))
            at += max(APART, cues.clip(name).seconds + 0.5)
        words = load("en")
        phrase = f"{words.halfway} {words.let_go}"
        clip = audio.speaker.now(phrase, "en")
        if clip.data and not arguments.cues:
            notes[at, f"voice: {phrase}"] = Note(frames(at), clip)
        audio.turn(settings.sound.volume, mute=False)
        audio.mixer.follow(notes)
        for key in notes:
            while not audio.mixer.begun(key) and not audio.output.lost:
                Event().wait(_TURN)
            sys.stdout.write(f"{key[1]}\n")
            sys.stdout.flush()
        if audio.speaker.trouble:
            note(f"stretchplayer: {audio.speaker.trouble}")
        lost = audio.output.lost
    finally:
        audio.close(LONG)
    if lost:
        message = "the sound device is gone"
        raise Failure(message, PROBLEMS)
    return FINE


_Finding = tuple[str, bool, str]
_PATIENCE: Final = 5.0
"""Seconds that a speech program of the user's gets for a few words in one language."""


def doctor(_arguments: argparse.Namespace) -> int:
    """Look at everything the program needs; exit 1 when something is wrong."""
    used = folders()
    python = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    findings = [
        ("program", True, f"stretchplayer {__version__}, {python}"),
        *_terminal(),
        *_settings(used),
        _folder("your routines", used.routines),
        _folder("history", used.data),
        *_history(used),
        _answers(used),
        _routines(used),
        _report(used),
    ]
    table([("ok" if fine else "FAIL", what, text) for what, fine, text in findings])
    return FINE if all(fine for _, fine, _ in findings) else PROBLEMS


def _terminal() -> list[_Finding]:
    size = shutil.get_terminal_size()
    term = os.environ.get("TERM", "unknown")
    what = f"{term}, {size.columns} × {size.lines}" if sys.stdout.isatty() else "none: output goes to a pipe or a file"
    encoding = (sys.stdout.encoding or locale.getpreferredencoding()).lower()
    colours = (
        "off (NO_COLOR)" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM") or "as the terminal has them"
    )
    return [
        ("terminal", True, what),
        ("letters", encoding.startswith("utf"), encoding),
        ("colours", True, colours),
    ]


def _settings(used: Folders) -> list[_Finding]:
    """The settings, and what they make of sound and voice."""
    # Imported here: the names of the commands that have keys stand in the app.
    from stretchplayer.tui.keymap import faults

    loaded = load_settings(used, faults)
    stand = [("settings", False, str(problem)) for problem in loaded.problems]
    if not stand:
        stand = [("settings", True, used.settings.name if used.settings.exists() else "as they come")]
    return [*stand, _sound(loaded.settings), _voice(loaded.settings)]


def _sound(settings: Settings) -> _Finding:
    """Where sound goes, tried out now."""
    from stretchplayer.sound.stream.choose_output import KINDS, VARIABLE, describe

    wanted = os.environ.get(VARIABLE, "") if settings.sound.output == "auto" else settings.sound.output
    muted = ", muted" if settings.sound.mute else ""
    if wanted == "bell":
        return ("sound", True, f"the terminal's bell, as is wanted{muted}")
    if wanted == "null":
        return ("sound", True, f"goes nowhere, as is wanted ({VARIABLE})")
    if wanted and wanted not in KINDS:
        return ("sound", False, f"{VARIABLE} has to be one of {', '.join(KINDS)}: the terminal's bell rings instead")
    ways = [way for way in describe() if wanted in ("", way.kind)]
    heard = "; or ".join(way.text for way in ways if way.works)
    if heard:
        return ("sound", True, f"{heard}{muted}")
    faults = "; ".join(f"no {way.kind}: {way.text}" for way in ways)
    return ("sound", False, f"{faults}: the terminal's bell rings instead")


def _voice(settings: Settings) -> _Finding:
    """Which voice speaks which languages, tried out now."""
    from stretchplayer.sound.voice.engine import described

    if settings.sound.voice == "off":
        return ("voice", True, "off")
    fine, text = described(lambda: _chosen(settings.voice))
    return ("voice", fine, text)


def _chosen(wanted: Voice) -> "Speaking":
    from stretchplayer.sound.voice.engine import choose, model_file

    if wanted.engine == "command":
        from stretchplayer.sound.voice.other_voices import Command

        return Command(wanted.command, _PATIENCE)
    return choose(wanted.engine, model=model_file(wanted.model))


def _folder(what: str, folder: Path) -> _Finding:
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    fine = os.access(there, os.W_OK | os.X_OK) and there.is_dir()
    state = "" if folder.exists() else ", not made yet"
    return (what, fine, f"{folder}{state}{'' if fine else ', cannot be written'}")


def _history(used: Folders) -> list[_Finding]:
    try:
        store = open_store(used.data)
    except StoreUnusable as error:
        return [("memory", False, str(error))]
    running, left = store.playing(), store.unfinished()
    unfinished = f"{left.title}: {gettext(screen_words.RESUMES)}" if left else "none"
    return [
        ("memory", store.notice is None, store.notice or f"{sum(1 for _ in store.history())} sessions"),
        ("playing now", True, running or "no"),
        ("unfinished session", True, unfinished),
    ]


def _answers(used: Folders) -> _Finding:
    try:
        answers = load_profile(used)
        # Today's answers are in a file of their own, which must be readable too.
        person(used, RealClock().wall())
    except Unreadable as error:
        return ("profile", False, str(error))
    text = "answered" if answers != type(answers)() else "not answered: careful defaults hold (`stretchplayer profile`)"
    return ("profile", True, text)


def _routines(used: Folders) -> _Finding:
    shelved, bad = shelf(used), []
    for each in shelved:
        try:
            # What the caps take from a file, and what its short form lacks, is never an error.
            if any(problem.severity == "error" for problem in load(each.path).problems):
                bad.append(each.name)
        except Unreadable:
            bad.append(each.name)
    text = f"{len(shelved)} found" + (
        f", with errors: {', '.join(bad)} (`stretchplayer check` tells more)" if bad else ""
    )
    return ("routines", not bad and bool(shelved), text)


def _report(used: Folders) -> _Finding:
    """The last report of an unexpected error."""
    try:
        last = crash.last(used)
    except OSError as error:
        return ("last report", False, f"{used.reports} cannot be read: {error.strerror or error}")
    return ("last report", True, f"{last.when}, {last.command}: {last.path}" if last else "none")
