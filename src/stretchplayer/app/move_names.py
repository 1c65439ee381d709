"""Which move of the catalogue is meant by what the user writes for it: its name, its title, or its everyday name."""

from typing import Final

from stretchplayer.app.search import moves_sought
from stretchplayer.catalog import moves
from stretchplayer.editing.importing.naming import matched
from stretchplayer.problems import UserError
from stretchplayer.routine.faults import Spelling
from stretchplayer.translation import gettext

_MOST: Final = 3
"""Moves that are suggested."""


class NoSuchMove(UserError):
    """No move is meant by some words, or more than one; the text is a sentence with those that may be."""


def exactly(words: str) -> str:
    """The move with just this name or title, in any case; "" where there is none."""
    plain = " ".join(words.casefold().split())
    name = plain.replace(" ", "-")
    if name in moves():
        return name
    found = [key for key, move in moves().items() if str(move.step["name"]).casefold() == plain]
    return found[0] if len(found) == 1 else ""


def meant(words: str) -> str:
    """The move that is certainly meant by these words, as a list that is imported finds it; "" where that is open."""
    if name := exactly(words):
        return name
    found = matched(words, held=False)
    return found.moves[0] if found.sure and found.moves else ""


def misspelt(words: str) -> str:
    """The move whose name or title is nearest to the words; "" where none is near."""
    titles = {key: str(move.step["name"]) for key, move in moves().items()}
    name, spelling = "-".join(words.casefold().split()), Spelling()
    return spelling.meant(name, titles) or spelling.meant(words, titles) or ""


def near(words: str) -> tuple[str, ...]:
    """Up to three moves that may be meant by words that are no name of one, the best first."""
    slip = misspelt(words)
    found = (slip,) if slip else matched(words, held=False).moves or moves_sought(words).names
    return tuple(found[:_MOST])


def named(words: str) -> str:
    """The move that is meant by these words. Raises NoSuchMove."""
    if name := meant(words):
        return name
    found = near(words)
    said = (
        gettext('no move is called "{words}": did you mean {names}?')
        if found
        else gettext('no move is called "{words}": `stretchplayer moves` finds them')
    )
    raise NoSuchMove(said.format(words=words, names=", ".join(found)))
