"""What a command uses outside the program: folders, clock, sound, keys and a screen."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, cast

from stretchplayer.cli.output import has_all_letters, note
from stretchplayer.clock import Clock, RealClock
from stretchplayer.config import Folders, folders

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from stretchplayer.plain.keys import Keys
    from stretchplayer.settings import Settings
    from stretchplayer.sound.audio_system import AudioSystem
    from stretchplayer.tui.app import StretchApp


class Environment(NamedTuple):
    """The environment of one run of the program; tests replace its clock, folders and keys.

    `screen` says whether the app can be shown, and `show` runs it; `keys` and `ask` are for plain lines.
    """

    folders: Folders
    clock: Clock
    audio: "Callable[[Settings], AudioSystem] | None"
    screen: Callable[[], bool]
    show: "Callable[[StretchApp], object]"
    keys: "Callable[[], AbstractContextManager[Keys]]"
    ask: Callable[[str], str | None]


def environment(arguments: argparse.Namespace) -> Environment:
    """The environment given to a command, or this machine's."""
    return cast("Environment | None", arguments.environment) or _this_machine()


def _this_machine() -> Environment:
    where, clock = folders(), RealClock()

    def audio(settings: "Settings") -> "AudioSystem":
        from stretchplayer.sound.audio_system import audio_system

        return audio_system(where, settings, clock)

    def keys() -> "AbstractContextManager[Keys]":
        from stretchplayer.cli import asking

        return asking.keys(clock)

    def ask(prompt: str) -> str | None:
        from stretchplayer.cli import asking

        return asking.line(prompt)

    return Environment(
        folders=where,
        clock=clock,
        audio=audio,
        screen=_seen,
        show=lambda app: app.run(),
        keys=keys,
        ask=ask,
    )


def _seen() -> bool:
    """Whether there is a terminal that can show the app, with UTF-8."""
    if not all(each.isatty() for each in (sys.stdin, sys.stdout, sys.stderr)) or os.environ.get("TERM") == "dumb":
        return False
    if not has_all_letters():
        note(f"The app needs UTF-8, and this locale is {sys.stdout.encoding}: plain lines instead.")
        return False
    return True
