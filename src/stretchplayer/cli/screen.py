"""Chooses the face of a session: the Textual app where a terminal can show it, plain lines everywhere else."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from stretchplayer.cli.outcome import Failure
from stretchplayer.cli.output import has_all_letters, note
from stretchplayer.clock import RealClock
from stretchplayer.config import folders

if TYPE_CHECKING:
    from stretchplayer.settings import Settings
    from stretchplayer.sound.studio import Studio
    from stretchplayer.tui.opening import Opening


def start(arguments: argparse.Namespace) -> int:
    """The bare command: the library, or the list of what there is."""
    if not _seen():
        from stretchplayer.cli import browse

        return browse.start(arguments)
    from stretchplayer.tui.opening import Library

    return _show(Library())


def play(arguments: argparse.Namespace) -> int:
    """Play a routine from its beginning."""
    if arguments.name is None:
        message = "which routine? `stretchplayer list` shows them; then `stretchplayer play NAME`"
        raise Failure(message)
    if not arguments.plain and _seen():
        from stretchplayer.tui.opening import Play

        return _show(Play(arguments.name, arguments.yes, arguments.minutes), mute=arguments.mute)
    from stretchplayer.cli import play as plain

    return plain.play(arguments)


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the session that was left."""
    if not arguments.plain and _seen():
        from stretchplayer.tui.opening import Resume

        how = Resume(arguments.yes, "old" if arguments.old else "restart" if arguments.restart else "ask")
        return _show(how, mute=arguments.mute)
    from stretchplayer.cli import play as plain

    return plain.resume(arguments)


def _show(opening: "Opening", *, mute: bool = False) -> int:
    from stretchplayer import tui

    where, clock = folders(), RealClock()

    def built(settings: "Settings") -> "Studio":
        from stretchplayer.sound.opening import studio

        return studio(where, settings, clock)

    farewell = tui.run(where, clock, opening, mute=mute, studio=built)
    for line in farewell.words:
        note(line)
    return farewell.code


def _seen() -> bool:
    """Whether there is a terminal that can show more than lines: one that takes UTF-8, too."""
    if not all(each.isatty() for each in (sys.stdin, sys.stdout, sys.stderr)) or os.environ.get("TERM") == "dumb":
        return False
    if not has_all_letters():
        note(f"The app needs UTF-8, and this locale is {sys.stdout.encoding}: plain lines instead.")
        return False
    return True
