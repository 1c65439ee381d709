"""How many minutes the user says there are: "8 min", "half an hour", or the number that ends "neck 5"."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from stretchplayer.catalog.complaints import called_elsewhere
from stretchplayer.catalog.plain_words import words_of

_UNITS: Final = frozenset(("min", "mins", "minute", "minutes", "minuten", "minuto", "minutos"))
_LONGER_UNITS: Final = frozenset(
    (
        *("day", "days", "week", "weeks", "wks", "month", "months"),
        *("tag", "tage", "tagen", "woche", "wochen", "ssw", "monat", "monate", "monaten"),
        *("dia", "dias", "semana", "semanas", "mes", "meses", "jour", "jours", "semaine", "semaines", "mois"),
    )
)
"""What a number says how long something lasts or is ago by, without accents: "34 weeks pregnant"."""
_YEARS: Final = frozenset(("year", "years", "yrs", "yo", "jahr", "jahre", "jahren", "ano", "anos", "an", "ans"))
_SPOKEN_NUMBERS: Final = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "ten": "10",
    "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "sixty": "60",
}  # fmt: skip
_HOURS: Final = ((r"\b(?:half an|1/2|half) hour\b", "30 min"), (r"\bquarter (?:of )?an hour\b", "15 min"))
_LONGEST: Final = 60
"""The most minutes that a number without a unit is taken for: "over 65" is an age."""


def in_figures(words: str) -> str:
    """The words with their minutes in figures: "8min", "eight minutes", "half an hour", "1 hour"."""
    line = words.casefold()
    for pattern, put in _HOURS:
        line = re.sub(pattern, put, line)
    line = re.sub(r"\b(?:1|one|an) (?:hours?|h)\b", "60 min", line)
    line = re.sub(r"(?<=\d)[\s-]*(?=min)", " ", line)
    return re.sub(rf"\b({'|'.join(_SPOKEN_NUMBERS)})(?=[\s-]+min)", lambda each: _SPOKEN_NUMBERS[each[0]], line)


def without_minutes(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """The words without those that say how many minutes there are, such as "10 min", and these minutes.

    Where none do, a number that ends the words, or begins them, says so by itself: "neck 5". How many weeks
    something lasts finds nothing and is no number of minutes; nor is how many years old somebody is.
    """
    longer = {at for at, pair in enumerate(pairwise(words)) if pair[0].isdecimal() and pair[1] in _LONGER_UNITS}
    words = [word for at, word in enumerate(words) if at not in longer and at - 1 not in longer] or words
    others, minutes = list(words), []
    for number, unit in pairwise(words):
        if unit in _UNITS and number.isdecimal():
            minutes.append(int(number))
            others.remove(number)
            others.remove(unit)
    if not minutes and (at := _alone(words)) is not None:
        minutes.append(int(others.pop(at)))
    return others, minutes


def _alone(words: Sequence[str]) -> int | None:
    """Which of the words is a number of minutes without a unit; None where none is, or it is part of a name."""
    for at in (-1, 0) if len(words) > 1 else ():
        number = words[at]
        if not at and words[1] in _YEARS:
            return None
        if number.isdecimal() and number.isascii() and 0 < int(number) <= _LONGEST:
            pair = " ".join(words[-2:] if at else words[:2])
            named = (name for names in called_elsewhere().values() for name in names)
            return None if any(f" {pair} " in f" {' '.join(words_of(name))} " for name in named) else at
    return None
