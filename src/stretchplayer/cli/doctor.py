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
from stretchplayer.file_access import system_words
from stretchplayer.phrases import screen_words
from stretchplayer.problems import Unreadable
from stretchplayer.routine.reader import load
from stretchplayer.settings import Settings, Voice, load_settings
from stretchplayer.store import StoreUnusable, open_store
from stretchplayer.translation import gettext, language, ngettext, pgettext, to_translate

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
        message = gettext("no cue is called {name}: there are {cues}").format(
            name=visible(unknown[0]), cues=", ".join(SOUNDED)
        )
        raise Failure(message)
    where, clock = folders(), RealClock()
    settings = load_settings(where).settings
    audio = audio_system(where, settings, clock)
    audio.open()
    audio.opened.wait(_SOUND_PATIENCE)
    if audio.output is None:
        why = (
            gettext("the device does not open")
            if audio.failure is None
            else audio.failure or gettext("only the bell is wanted")
        )
        message = gettext("no sound: {reason}").format(reason=why)
        raise Failure(message, PROBLEMS)
    try:
        note(gettext("Sound goes to {output}.").format(output=audio.output.name))
        cues = audio.cues(settings.sound.cues)
        at, notes = 1.0, {}
        for name in [each for each in SOUNDED if each in arguments.cues or not arguments.cues]:
            notes[at, str(name)] = Note(frames(at), cues.clip(name))
            at += max(APART, cues.clip(name).seconds + 0.5)
        words = load(language())
        phrase = f"{words.halfway} {words.let_go}"
        clip = audio.speaker.now(phrase, language())
        if clip.data and not arguments.cues:
            notes[at, gettext("voice: {phrase}").format(phrase=phrase)] = Note(frames(at), clip)
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
        message = gettext("the sound device is gone")
        raise Failure(message, PROBLEMS)
    return FINE


_Finding = tuple[str, bool, str]
_PATIENCE: Final = 5.0
"""Seconds that a speech program of the user's gets for a few words in one language."""


def doctor(_arguments: argparse.Namespace) -> int:
    """Look at everything the program needs; exit 1 when something is wrong."""
    used = folders()
    program = gettext("stretchplayer {version}, Python {python} on {system}").format(
        version=__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
    )
    findings = [
        (pgettext("doctor", "program"), True, program),
        *_terminal(),
        *_settings(used),
        _folder(pgettext("doctor", "your routines"), used.routines),
        _folder(pgettext("doctor", "history"), used.data),
        *_history(used),
        _answers(used),
        _routines(used),
        _report(used),
    ]
    table(
        [
            (pgettext("doctor", "ok") if fine else pgettext("doctor", "FAIL"), what, text)
            for what, fine, text in findings
        ]
    )
    return FINE if all(fine for _, fine, _ in findings) else PROBLEMS


def _terminal() -> list[_Finding]:
    size = shutil.get_terminal_size()
    term = os.environ.get("TERM") or pgettext("doctor", "unknown")
    what = (
        f"{term}, {size.columns} × {size.lines}"
        if sys.stdout.isatty()
        else gettext("none: output goes to a pipe or a file")
    )
    encoding = (sys.stdout.encoding or locale.getpreferredencoding()).lower()
    colours = (
        gettext("off (NO_COLOR)")
        if os.environ.get("NO_COLOR")
        else os.environ.get("COLORTERM") or gettext("as the terminal has them")
    )
    return [
        (pgettext("doctor", "terminal"), True, what),
        (pgettext("doctor", "letters"), encoding.startswith("utf"), encoding),
        (pgettext("doctor", "colours"), True, colours),
    ]


def _settings(used: Folders) -> list[_Finding]:
    """The settings, and what they make of sound and voice."""
    # Imported here: the names of the commands that have keys stand in the app.
    from stretchplayer.tui.keymap import faults

    loaded = load_settings(used, faults)
    stand = [(pgettext("doctor", "settings"), False, str(problem)) for problem in loaded.problems]
    if not stand:
        stand = [
            (
                pgettext("doctor", "settings"),
                True,
                used.settings.name if used.settings.exists() else gettext("as they come"),
            )
        ]
    return [*stand, _sound(loaded.settings), _voice(loaded.settings)]


_BELL_INSTEAD: Final = to_translate("{reason}: the terminal's bell rings instead")
_NO_WAY: Final = {"device": to_translate("no device: {reason}"), "command": to_translate("no command: {reason}")}


def _sound(settings: Settings) -> _Finding:
    """Where sound goes, tried out now."""
    from stretchplayer.sound.stream.choose_output import KINDS, VARIABLE, describe

    wanted = os.environ.get(VARIABLE, "") if settings.sound.output == "auto" else settings.sound.output
    what, mute = pgettext("doctor", "sound"), settings.sound.mute
    if wanted == "bell":
        return (what, True, _muted(gettext("the terminal's bell, as is wanted"), mute=mute))
    if wanted == "null":
        return (what, True, gettext("goes nowhere, as is wanted ({variable})").format(variable=VARIABLE))
    if wanted and wanted not in KINDS:
        kinds = gettext("{variable} has to be one of {kinds}").format(variable=VARIABLE, kinds=", ".join(KINDS))
        return (what, False, gettext(_BELL_INSTEAD).format(reason=kinds))
    ways = [way for way in describe() if wanted in ("", way.kind)]
    heard = [way.text for way in ways if way.works]
    if heard:
        # There are two ways at most.
        both = gettext("{one}; or {other}").format(one=heard[0], other=heard[-1])
        return (what, True, _muted(heard[0] if len(heard) == 1 else both, mute=mute))
    faults = "; ".join(gettext(_NO_WAY[way.kind]).format(reason=way.text) for way in ways)
    return (what, False, gettext(_BELL_INSTEAD).format(reason=faults))


def _muted(text: str, *, mute: bool) -> str:
    return gettext("{sound}, muted").format(sound=text) if mute else text


def _voice(settings: Settings) -> _Finding:
    """Which voice speaks which languages, tried out now."""
    from stretchplayer.sound.voice.engine import described

    if settings.sound.voice == "off":
        return (pgettext("doctor", "voice"), True, pgettext("doctor", "off"))
    fine, text = described(lambda: _chosen(settings.voice))
    return (pgettext("doctor", "voice"), fine, text)


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
    if folder.exists():
        said = "{folder}" if fine else gettext("{folder}, cannot be written")
    else:
        said = gettext("{folder}, not made yet") if fine else gettext("{folder}, not made yet, cannot be written")
    return (what, fine, said.format(folder=folder))


def _history(used: Folders) -> list[_Finding]:
    try:
        store = open_store(used.data)
    except StoreUnusable as error:
        return [(pgettext("doctor", "memory"), False, str(error))]
    running, left = store.playing(), store.unfinished()
    unfinished = f"{left.title}: {gettext(screen_words.RESUMES)}" if left else pgettext("unfinished session", "none")
    # Read first: a record that is damaged gives the store its notice.
    count = sum(1 for _ in store.history())
    sessions = ngettext("{count} session", "{count} sessions", count).format(count=f"{count:,}")
    return [
        (pgettext("doctor", "memory"), store.notice is None, store.notice or sessions),
        (pgettext("doctor", "playing now"), True, running or pgettext("doctor", "no")),
        (pgettext("doctor", "unfinished session"), True, unfinished),
    ]


def _answers(used: Folders) -> _Finding:
    try:
        answers = load_profile(used)
        # Today's answers are in a file of their own, which must be readable too.
        person(used, RealClock().wall())
    except Unreadable as error:
        return (pgettext("doctor", "profile"), False, str(error))
    text = (
        pgettext("doctor", "answered")
        if answers != type(answers)()
        else gettext("not answered: careful defaults hold (`stretchplayer profile`)")
    )
    return (pgettext("doctor", "profile"), True, text)


def _routines(used: Folders) -> _Finding:
    shelved, bad = shelf(used), []
    for each in shelved:
        try:
            # What the caps take from a file, and what its short form lacks, is never an error.
            if any(problem.severity == "error" for problem in load(each.path).problems):
                bad.append(each.name)
        except Unreadable:
            bad.append(each.name)
    said = (
        ngettext(
            "{count} found, with errors: {names} (`stretchplayer check` tells more)",
            "{count} found, with errors: {names} (`stretchplayer check` tells more)",
            len(shelved),
        )
        if bad
        else ngettext("{count} found", "{count} found", len(shelved))
    )
    text = said.format(count=len(shelved), names=", ".join(bad))
    return (pgettext("doctor", "routines"), not bad and bool(shelved), text)


def _report(used: Folders) -> _Finding:
    """The last report of an unexpected error."""
    try:
        last = crash.last(used)
    except OSError as error:
        said = gettext("{path} cannot be read: {reason}")
        return (
            pgettext("doctor", "last report"),
            False,
            said.format(path=used.reports, reason=system_words(error)),
        )
    return (
        pgettext("doctor", "last report"),
        True,
        f"{last.when}, {last.command}: {last.path}" if last else pgettext("doctor", "none"),
    )
