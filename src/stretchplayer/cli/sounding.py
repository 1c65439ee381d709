"""`sound test`: plays each cue by its name, and a phrase, the way a session does."""

import argparse
import sys
from threading import Event
from typing import Final

from stretchplayer.cli.outcome import FINE, PROBLEMS, Failure
from stretchplayer.cli.output import note, visible
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.settings import kept as settings_kept

APART: Final = 1.2
"""Seconds from one sound to the next."""
LONG: Final = 2.5
_PATIENCE: Final = 10.0
_TURN: Final = 0.05


def sound(arguments: argparse.Namespace) -> int:
    """Open the output, place everything, and tell each name when its sound is heard."""
    from stretchplayer.sound.mixer import Note
    from stretchplayer.sound.opening import studio
    from stretchplayer.sound.pcm import frames
    from stretchplayer.sound.phrases import load
    from stretchplayer.sound.scores import SOUNDED

    unknown = [name for name in arguments.cues if name not in SOUNDED]
    if unknown:
        message = f"no cue is called {visible(unknown[0])}: there are {', '.join(SOUNDED)}"
        raise Failure(message)
    where, clock = folders(), RealClock()
    settings = settings_kept(where).settings
    room = studio(where, settings, clock)
    room.open()
    room.opened.wait(_PATIENCE)
    if room.output is None:
        why = "the device does not open" if room.failure is None else room.failure or "only the bell is wanted"
        message = f"no sound: {why}"
        raise Failure(message, PROBLEMS)
    try:
        note(f"Sound goes to {room.output.name}.")
        cues = room.cues(settings.sound.cues)
        at, notes = 1.0, {}
        for name in [each for each in SOUNDED if each in arguments.cues or not arguments.cues]:
            notes[at, str(name)] = Note(frames(at), cues.clip(name))
            at += max(APART, cues.clip(name).seconds + 0.5)
        words = load("en")
        phrase = f"{words.halfway} {words.let_go}"
        clip = room.speaker.now(phrase, "en")
        if clip.data and not arguments.cues:
            notes[at, f"voice: {phrase}"] = Note(frames(at), clip)
        room.turn(settings.sound.volume, mute=False)
        room.mixer.follow(notes)
        for key in notes:
            while not room.mixer.begun(key) and not room.output.lost:
                Event().wait(_TURN)
            sys.stdout.write(f"{key[1]}\n")
            sys.stdout.flush()
        if room.speaker.trouble:
            note(f"stretchplayer: {room.speaker.trouble}")
        lost = room.output.lost
    finally:
        room.close(LONG)
    if lost:
        message = "the sound device is gone"
        raise Failure(message, PROBLEMS)
    return FINE
