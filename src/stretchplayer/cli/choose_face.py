"""Chooses the face of a session: the Textual app where a terminal can show it, plain lines everywhere else."""

import argparse
from typing import TYPE_CHECKING

from stretchplayer.cli.environment import Environment, environment
from stretchplayer.cli.output import Failure, note

if TYPE_CHECKING:
    from stretchplayer.tui.opening import Opening


def start(arguments: argparse.Namespace) -> int:
    """The bare command: the library, or the list of what there is."""
    around = environment(arguments)
    if not around.screen():
        from stretchplayer.cli import list_routines

        return list_routines.start(arguments)
    from stretchplayer.tui.opening import Library

    return _show(Library(), around)


def play(arguments: argparse.Namespace) -> int:
    """Play a routine from its beginning."""
    if arguments.name is None:
        message = "which routine? `stretchplayer list` shows them; then `stretchplayer play NAME`"
        raise Failure(message)
    around = environment(arguments)
    if not arguments.plain and around.screen():
        from stretchplayer.tui.opening import Play

        return _show(Play(arguments.name, arguments.yes, arguments.minutes), around, mute=arguments.mute)
    from stretchplayer.cli import play as plain

    return plain.play(arguments)


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the session that was left."""
    around = environment(arguments)
    if not arguments.plain and around.screen():
        from stretchplayer.tui.opening import Resume

        how = Resume(arguments.yes, "old" if arguments.old else "restart" if arguments.restart else "ask")
        return _show(how, around, mute=arguments.mute)
    from stretchplayer.cli import play as plain

    return plain.resume(arguments)


def _show(opening: "Opening", around: Environment, *, mute: bool = False) -> int:
    from stretchplayer import tui

    farewell = tui.run(around.folders, around.clock, opening, mute=mute, audio=around.audio, show=around.show)
    for line in farewell.words:
        note(line)
    return farewell.code
