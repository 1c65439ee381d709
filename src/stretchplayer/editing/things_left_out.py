"""What somebody says is left out: things that are not to be used, "no chair"; all else, "not the neck", is refused."""

from collections.abc import Mapping, Sequence
from functools import cache

from stretchplayer.catalog import moves, translated
from stretchplayer.catalog.complaints import (
    against,
    meaning,
    meanings,
)
from stretchplayer.catalog.plain_words import articles, words_of
from stretchplayer.catalog.sayings import as_meant
from stretchplayer.problems import UserError
from stretchplayer.routine import quoting
from stretchplayer.routine.moves import several
from stretchplayer.translation import gettext, language


def things_left_out(words: str) -> tuple[str, frozenset[str]]:
    """The words without those that say which things are not to be used, and these things.

    What is a place, such as "no mat", or a complaint stays in the words.
    """
    said, kept, out = words.split(), list[str](), set[str]()
    while said:
        length, thing = _left_out(said)
        if thing:
            out.add(thing)
        else:
            kept.append(said[0])
        said = said[max(1, length) :]
    return (" ".join(kept), frozenset(out)) if kept else (words, frozenset())


def _left_out(said: list[str]) -> tuple[int, str]:
    """How many of the first words say that a thing is not to be used, and which; "" where none do."""
    if said[0] not in against():
        return 0, ""
    for length in range(min(len(said), _LONGEST), 1, -1):
        found = meaning(said[:length])
        if found is not None and (found.place or found.complaint):
            return 0, ""
        name = " ".join(word for word in said[1:length] if word not in articles())
        if thing := _things(language()).get(name):
            return length, thing
    return 0, ""


_LONGEST = 6
"""The most words that name a thing, with what takes it out."""


@cache
def _things(code: str) -> Mapping[str, str]:
    """The things that moves need, by what they are called in English and in a language, one or several."""
    needed = {thing for move in moves().values() for thing in several(move.step.get("needs"))}
    named = {" ".join(words_of(name)): thing for thing in needed for name in (thing, translated.thing(thing, code))}
    return {**{f"{name}s": thing for name, thing in named.items()}, **named}


def refuse_negation(words: str, said: Sequence[str]) -> None:
    """UserError where the words name something that is not meant; what is never meant so is a complaint or a place."""
    said = as_meant(said)
    named = [run for run, mean in meanings(said) if mean and (mean.complaint or mean.place)]
    inside = {word for run in named for word in run if len(set(run) - articles()) > 1}
    taken_out = next((word for word in said if word in against() and word not in inside), None)
    if taken_out:
        message = gettext(
            'nothing is composed for {words}: "{word}" takes something out, which is not understood here; '
            'name only what is to be stretched, such as "shoulders and back"'
        )
        raise UserError(message.format(words=quoting.value(words), word=taken_out))
