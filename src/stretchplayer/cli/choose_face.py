"""Chooses the face of a session: the Textual app where a terminal can show it, plain lines everywhere else."""

import argparse
from typing import TYPE_CHECKING

from stretchplayer.cli.environment import Environment, environment
from stretchplayer.cli.output import Failure, note

if TYPE_CHECKING:
    from stretchplayer.app.session_flow import Play, Resume


def start(arguments: argparse.Namespace) -> int:
    """The bare command: the library, or the list of what there is."""
    around = environment(arguments)
    if around.screen():
        return _show(None, around)
    from stretchplayer.cli import list_routines

    return list_routines.start(arguments)


def play(arguments: argparse.Namespace) -> int:
    """Play a routine from its beginning."""
    if arguments.name is None:
        message = "which routine? `stretchplayer list` shows them; then `stretchplayer play NAME`"
        raise Failure(message)
    from stretchplayer.app.session_flow import Play

    around, how = environment(arguments), Play(arguments.name, arguments.yes, arguments.minutes)
    if not arguments.plain and around.screen():
        return _show(how, around, mute=arguments.mute)
    from stretchplayer.cli import play as plain

    return plain.play(how, around, mute=arguments.mute)


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the session that was left."""
    from stretchplayer.app.session_flow import Resume

    how = Resume(arguments.yes, "old" if arguments.old else "restart" if arguments.restart else "ask")
    around = environment(arguments)
    if not arguments.plain and around.screen():
        return _show(how, around, mute=arguments.mute)
    from stretchplayer.cli import play as plain

    return plain.resume(how, around, mute=arguments.mute)


def _show(how: "Play | Resume | None", around: Environment, *, mute: bool = False) -> int:
    from stretchplayer import tui

    farewell = tui.run(around.folders, around.clock, how, mute=mute, audio=around.audio, show=around.show)
    for line in farewell.words:
        note(line)
    return farewell.code
