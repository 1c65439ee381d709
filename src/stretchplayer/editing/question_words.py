"""The questions about a list in the language in which they are shown; in the file that asks them they are English.

A question is read from the file again whenever it is shown, so it is told by its words what it asks.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from stretchplayer.catalog.step_names import listed
from stretchplayer.catalog.translated import name as move_name
from stretchplayer.routine.moves import catalogue
from stretchplayer.translation import SOURCE, language, pgettext, to_translate_in


class Asked(StrEnum):
    """What can be asked, without how it is answered in the text: what is more exact before what is less."""

    WHICH_MOVE = to_translate_in("question", "Which move is meant: {moves}?")
    IS_MEANT = to_translate_in("question", "Is {moves} meant?")
    WHERE_WARM = to_translate_in("question", "Where is the warmth to go: {moves}?")
    TO_BE_DONE = to_translate_in("question", "It says {words}: is this to be done, when, and on which side?")
    BREATH_PARTS = to_translate_in("question", "Is {number} in, hold, out, hold?")
    WHICH_SIDE = to_translate_in("question", 'Which side is "{word}"?')
    HOW_MANY_SECONDS = to_translate_in("question", "How many seconds are {words}?")
    IN_COLUMN = to_translate_in("question", 'What does "{word}" in the column "{column}" mean?')
    WORD = to_translate_in("question", 'What does "{word}" mean?')
    TWICE_TIME = to_translate_in("question", "The line gives a length of time more than once. What is meant?")
    TWICE_HOLD = to_translate_in("question", "The line gives a hold more than once. What is meant?")
    TWICE_SIDE = to_translate_in("question", "The line gives a side more than once. What is meant?")
    TWICE_COUNT = to_translate_in("question", "The line gives a number of times more than once. What is meant?")
    TWICE_REPS = to_translate_in("question", "The line gives a number of repetitions more than once. What is meant?")
    TWICE = to_translate_in("question", "The line gives {key} more than once. What is meant?")
    HOW_LONG_HELD = to_translate_in("question", "How long is it held?")
    HELD_EACH_TIME = to_translate_in("question", "How long is it held each time?")
    WHICH_MUSCLE = to_translate_in("question", "Which muscle does it stretch?")
    HOW_LONG = to_translate_in("question", "How long?")
    WHERE = to_translate_in("question", "Where, and with what?")
    WHAT_IS = to_translate_in("question", 'What is "{name}", and how long or how often?')
    MOVEMENT_OR_STRETCH = to_translate_in("question", 'Is "{name}" a movement, or a stretch?')
    BREATH_LENGTHS = to_translate_in("question", "How long in, hold, out, hold?")
    ARE_SECONDS = to_translate_in("question", "{sets} x {reps}: are these seconds?")
    NO_TEMPO = to_translate_in("question", "A stretch has no tempo ({tempo}). How long is it held?")
    LONG_HOLD = to_translate_in("question", "Is one hold as long as {length} s?")
    WHICH_HOLD = to_translate_in("question", "{one} s and {other} s: which is one hold?")
    HOLDS_DIFFER = to_translate_in("question", "The holds differ, which only a stretch can. Which one is meant?")
    HOW_MANY = to_translate_in("question", "How many times?")
    HOW_MANY_AT = to_translate_in("question", "How many times, at a tempo of {tempo}?")
    ONE_OR_ALL = to_translate_in("question", "{count} times and {seconds} s: is that one repetition, or all of them?")
    IN_ALL = to_translate_in("question", "In each direction, and in sets: how many in all?")
    HOW_LONG_OR_MANY = to_translate_in("question", "How long, or how many times?")
    HOW_OFTEN = to_translate_in("question", "How often, or how long?")
    REST_LENGTH = to_translate_in("question", "How long is the rest?")
    TIMES_LENGTH = to_translate_in("question", "How long is {count} times?")
    ONCE = to_translate_in(
        "question",
        "{count} times: a step of the kind {kind} is done once. Write it as often as it is done, and take out the line "
        "`enabled = false`.",
    )
    EACH_SIDE = to_translate_in("question", 'Is "each" each side?')
    NO_LENGTH = to_translate_in("question", "{amount} s cannot be: `{key}` is {least} s to 4 h. How long is it?")
    NO_COUNT = to_translate_in("question", "`{written}` cannot be: it is a whole number from 1 to {most}. How many?")
    EXERCISE_MEANT = to_translate_in("question", "Is an exercise meant by this, and when?")
    REPEATED = to_translate_in(
        "question",
        "To repeat steps, put them into a group with `repeat`; without it, each is done once. See docs: Groups.",
    )
    WHOSE_NUMBERS = to_translate_in("question", "Which exercise are these numbers for?")
    WHICH_EXERCISE = to_translate_in("question", "Which exercise is this?")
    SIDE_LENGTH = to_translate_in(
        "question", "It takes {length} s in all, on both sides in turn. How long is each side?"
    )
    IS_STRETCH = to_translate_in("question", "Is it a stretch that is held for {length} s?")
    SECONDS_OR_MINUTES = to_translate_in("question", 'Is "{word}" seconds or minutes?')
    REST_BETWEEN = to_translate_in("question", "Is this rest between two exercises, or between two rounds?")
    OFTEN_IN_ALL = to_translate_in("question", "How often is it done in all?")
    WORD_LENGTH = to_translate_in("question", 'How long is "{word}"?')
    THOUSANDTHS = to_translate_in("question", "Are {seconds} seconds meant, or thousandths of a second ({short} s)?")
    SWITCHED_OFF = to_translate_in(
        "question",
        "It is switched off where it comes from. If it is to be played, take out the line `enabled = false`; if not, "
        "leave it as it is.",
    )
    CANNOT_BE_PLAYED = to_translate_in(
        "question",
        "This cannot be played: {why}. Write the step anew, and take out the line `enabled = false`.",
    )


_PLACE: Final = re.compile(r"\{(\w+)\}")
_MOVE: Final = re.compile(r"`([a-z0-9-]+)`(?: \([^()]*\))?")
_WORD: Final = re.compile(r'"[^"]*"')


def asked(text: str, called: Callable[[str, str], str]) -> str:
    """A question in the language that holds; `called` says a move by its name in files and its title."""
    if language() == SOURCE:
        return _MOVE.sub(lambda found: _called(found, called), text)
    for said, pattern in _patterns().items():
        if found := pattern.fullmatch(text):
            return pgettext("question", said).format(**_filled(found.groupdict(), called))
    return text


def titled(text: str) -> str:
    """A text with the titles of moves in place of their names in marks of code: "`calf-wall` (…)" too."""
    return _MOVE.sub(lambda found: _called(found, lambda _, title: title), text)


def _filled(places: Mapping[str, str], called: Callable[[str, str], str]) -> dict[str, str]:
    filled = dict(places)
    if "moves" in filled:
        filled["moves"] = _either([_called(found, called) for found in _MOVE.finditer(filled["moves"])])
    if "words" in filled and (words := _WORD.findall(filled["words"])):
        filled["words"] = listed(words)
    return filled


def _called(found: re.Match[str], called: Callable[[str, str], str]) -> str:
    move = catalogue().get(found[1])
    return found[0] if move is None else called(found[1], move_name(str(move["name"])))


def _either(names: list[str]) -> str:
    if len(names) < 2:  # noqa: PLR2004 - one name is no list
        return "".join(names)
    return pgettext("list", "{words} or {last}").format(words=", ".join(names[:-1]), last=names[-1])


@cache
def _patterns() -> dict[Asked, re.Pattern[str]]:
    """How each question reads, whatever is filled in."""
    found = {}
    for said in Asked:
        parts = _PLACE.split(said)
        literal = (re.escape(part) if at % 2 == 0 else f"(?P<{part}>.+)" for at, part in enumerate(parts))
        found[said] = re.compile("".join(literal), re.DOTALL)
    return found
