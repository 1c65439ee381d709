"""`render`: a whole guided session as one file of sound."""

import argparse
import sys
from pathlib import Path
from typing import BinaryIO

from stretchplayer.app.active_session import remembering
from stretchplayer.app.answers import kept, person
from stretchplayer.caps import Ledger, Plan, admit
from stretchplayer.cli.outcome import FINE, Failure
from stretchplayer.cli.output import note
from stretchplayer.cli.reading import fitted, playable, tell_verdicts
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.fitting import told
from stretchplayer.model.duration import spoken
from stretchplayer.settings import kept as settings_kept

_NOT_A_FILE = "-"
_UNCOUNTED = "A recording counts nothing: nothing of it is in the ledger, and it can be repeated without limit."


def render(arguments: argparse.Namespace) -> int:
    """Lay the session out, mix it, and write it: by nobody's ledger, because nobody has done it yet.

    What today's ledger would take away is said here, because the recording cannot know it.
    """
    from stretchplayer.sound.cues import cue_set
    from stretchplayer.sound.files import Progress, ending_of, sink
    from stretchplayer.sound.listening import quieter
    from stretchplayer.sound.own.cues import dressed
    from stretchplayer.sound.phrases import load
    from stretchplayer.sound.render import Rendering
    from stretchplayer.sound.studio import speaker

    where, clock = folders(), RealClock()
    settings = settings_kept(where).settings
    routine, text = playable(arguments.name, where)
    now = clock.wall()
    today = remembering(where, now).ledger(now)
    newcomer = Ledger(first_use=today.first_use)
    fit = fitted(routine, kept(where), newcomer, now, arguments.minutes)
    if fit is not None:
        routine = fit.routine
        note(told(fit))
    made = admit(routine, kept(where), newcomer, now)
    # A recording outlasts today's answers; what they would take away is said.
    _tell(made, admit(routine, person(where, now).profile, today, now))
    if not made.playable:
        message = "nothing of this routine may be played; the reasons stand above"
        raise Failure(message)
    talk = arguments.voice or quieter(routine, settings)
    if talk == "off" and any(segment.thermal for segment in made.segments):
        message = "heat and cold need their spoken checks: a recording of this routine cannot be without a voice"
        raise Failure(message)
    to_stdout = arguments.output == _NOT_A_FILE
    ending = ending_of(f"session.{arguments.format}" if to_stdout else arguments.output)
    target: Path | BinaryIO = sys.stdout.buffer if to_stdout else Path(arguments.output)
    covered = dressed(cue_set(routine.sound.cues or settings.sound.cues), routine, text, where.sounds)
    for problem in covered.problems:
        note(str(problem))
    speaking = speaker(settings.voice, where)
    try:
        laid = Rendering(
            made,
            covered.cues,
            load(routine.language),
            lambda text, speed: speaking.now(text, routine.language, speed),
            talk=talk,
        )
        about = laid.about
        with sink(target, ending, about, overwrite=arguments.force) as file, Progress(sys.stderr, clock) as progress:
            done = 0
            for block in laid.blocks():
                file.write(block)
                done += len(block)
                progress.show(done, 4 * about.frames)
    finally:
        speaking.close()
    if speaking.trouble:
        note(f"stretchplayer: {speaking.trouble}")
    if not to_stdout:
        count = len(about.chapters)
        note(f"{arguments.output}: {spoken(about.seconds)}, {count} chapter{'s' if count > 1 else ''}.")
    return FINE


def _tell(made: Plan, today: Plan) -> None:
    """What is taken away, and what would be today, after what has been done already."""
    tell_verdicts(made)
    note(_UNCOUNTED)
    tell_verdicts(today, but=made, first="after what you have done, today: ")
