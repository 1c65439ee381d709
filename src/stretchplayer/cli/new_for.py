"""`new --for`: a routine for what somebody says, out of the moves of the catalogue."""

import argparse
import re
from typing import Final

from stretchplayer.app import routine_files
from stretchplayer.app.library import command_line
from stretchplayer.app.routine_files import NotMade
from stretchplayer.cli.authoring import changing, playing, tell_place
from stretchplayer.cli.printing import FINE, Failure, note, out
from stretchplayer.config import folders
from stretchplayer.editing.compose import compose
from stretchplayer.editing.meaning import meaning
from stretchplayer.translation import gettext, ngettext

_USUAL: Final = 10.0
"""Minutes, where none are given."""
_LONGEST: Final = 60
"""Characters of the words that a name is made of."""


def new_for(arguments: argparse.Namespace) -> int:
    """Compose a routine and write it."""
    words = " ".join(arguments.words)
    where, meant = folders(), meaning(words)
    minutes = meant.minutes or arguments.minutes or _USUAL
    if arguments.minutes not in (None, minutes):
        message = gettext("{minutes:g} minutes, or {others:g}? Say it once").format(
            minutes=minutes, others=arguments.minutes
        )
        raise Failure(message)
    answer = meant.answer
    try:
        path = routine_files.own_path(arguments.name or _name(words, minutes), where)
        text = compose(words, minutes, name=path.stem)
        routine_files.create(path, text.encode(), where)
    except NotMade as error:
        raise Failure(str(error)) from error
    out(str(path), whole=True)
    if answer:
        note(answer)
    tell_place(path, where)
    note(
        ngettext(
            "It takes about {minutes:g} minute; `stretchplayer show` says how long the first time and later on.",
            "It takes about {minutes:g} minutes; `stretchplayer show` says how long the first time and later on.",
            minutes,
        ).format(minutes=minutes)
    )
    note(gettext("Look at it with: {command}").format(command=command_line("show", path.stem)))
    note(playing(path.stem))
    note(changing(path.stem))
    return FINE


def _name(words: str, minutes: float) -> str:
    """A name out of the words; with the minutes, it is not that of a bundled routine."""
    plain = re.sub(r"[^\w]+", "-", words.casefold()).strip("-_")[:_LONGEST].strip("-_")
    return f"{plain or 'routine'}-{minutes:g}-min"
