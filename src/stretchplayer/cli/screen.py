"""Chooses the face of a session: the Textual app where a terminal can show it, plain lines everywhere else."""

import argparse
import os
import sys

from stretchplayer.cli.outcome import Failure
from stretchplayer.clock import RealClock
from stretchplayer.config import folders


def start(arguments: argparse.Namespace) -> int:
    """The bare command: the library, or the list of what there is."""
    if not _seen():
        from stretchplayer.cli import browse

        return browse.start(arguments)
    from stretchplayer import tui
    from stretchplayer.tui.opening import Library

    return tui.run(folders(), RealClock(), Library())


def play(arguments: argparse.Namespace) -> int:
    """Play a routine from its beginning. One that cannot be played is told line by line."""
    if arguments.name is None:
        message = "which routine? `stretchplayer list` shows them; then `stretchplayer play NAME`"
        raise Failure(message)
    if _seen() and not arguments.plain:
        from stretchplayer.library import opened

        reading = opened(arguments.name, folders())
        if reading.routine is not None:
            from stretchplayer import tui
            from stretchplayer.tui.opening import Play

            return tui.run(folders(), RealClock(), Play(reading, arguments.yes), mute=arguments.mute)
    from stretchplayer.cli import play as plain

    return plain.play(arguments)


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the session that was left; where there is none, one line says so."""
    if _seen() and not arguments.plain:
        from stretchplayer.sitting import remembering

        clock = RealClock()
        store = remembering(folders(), clock.wall())
        there = store.unfinished() is not None and store.playing() is None
        store.close()
        if there:
            from stretchplayer import tui
            from stretchplayer.tui.opening import Resume

            how = Resume(arguments.yes, "old" if arguments.old else "restart" if arguments.restart else "ask")
            return tui.run(folders(), clock, how, mute=arguments.mute)
    from stretchplayer.cli import play as plain

    return plain.resume(arguments)


def _seen() -> bool:
    """Whether there is a terminal that can show more than lines."""
    return all(each.isatty() for each in (sys.stdin, sys.stdout, sys.stderr)) and os.environ.get("TERM") != "dumb"
