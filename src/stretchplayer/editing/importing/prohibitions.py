"""What a list forbids for itself, as "no bending forward": a note for the whole of it, and for no one line.

It is kept as a remark, and only the exercises that it names are asked about.
"""

import re
from collections.abc import Iterable
from typing import Final

from stretchplayer.editing.importing.doses import read_dose
from stretchplayer.editing.importing.doubts import against
from stretchplayer.editing.importing.exercises import Entry, evened
from stretchplayer.editing.importing.naming import matched, muscles_in, names_of, words_of
from stretchplayer.model.muscles import expand
from stretchplayer.routine.moves import catalogue, muscles_of

_FORBIDS: Final = re.compile(
    r"^\W*(?:(?:please|remember|important|n\.?b|note|warning|caution|precautions?|restrictions?|attention|also|and|but"
    r"|strictly|absolutely|achtung|wichtig|hinweis|bitte|importante?|atenci[oó]n|remarque|nota)\b[\s:,!–-]*)*"
    r"(?:no|avoid(?:ing)?|never|(?:do|must|should)\s*(?:not|n['\u2019]?t)|no\s+longer|kein\w*|vermeide\w*|sans|sin"
    r"|pas\s+d[e\u2019']|evitar?|éviter?|ne\s+pas|nunca)\s+(?:(?:any|all|the|your|to)\s+)*(?P<thing>[^\W\d].*)$",
    re.IGNORECASE,
)
_OF_ONE: Final = re.compile(
    r"^(?:more|less|longer|further|fewer|other|later|earlier|rest|rests|need|both|do|doing|start\w*|begin\w*|try\w*"
    r"|practi[cs]\w*|perform\w*|repeat\w*|continu\w*|progress\w*|increas\w*|hold\w*|go|going|on|in|at|with|without"
    r"|before|after|until|till?|if|when|while|during|from|for|as|to|yet|again|unless|once|only)\b"
    r"|\b(?:it|this|that|these|those|them|left|right|sides?|links|rechts|seite\w*|gauche|droite?|izquierd\w*"
    r"|derech\w*|exercises?|movements?|moves?|programme|program|above|below|following)\b",
    re.IGNORECASE,
)
"""What is said of one exercise, of a side, or of how much of it is done: that is asked where it stands."""
_PARTED: Final = re.compile(r"\s*(?:,|;|/|\bor\b|\bnor\b|\band\b|&|\boder\b|\bund\b)\s*", re.IGNORECASE)
_TIME: Final = re.compile(
    r"\b(?:yet|now|today|until|till|unless|for|before|after|while|when|if|during|because|at all|please)\b.*$",
    re.IGNORECASE,
)
_SAY_LITTLE: Final = frozenset({
    "stretch", "stretching", "work", "hard", "deep", "full", "fast", "quick", "sudden", "strong", "extreme",
    "any", "kind", "sport", "activity", "too", "much", "more", "than", "far", "no", "not", "avoid",
})  # fmt: skip
"""Words that say how, or of what kind, and do not name an exercise alone."""


def forbidden(text: str) -> str:
    """What a line forbids for the whole list; nothing where it speaks of one exercise, or gives numbers."""
    found = _FORBIDS.match(text)
    if found is None or not against(text) or text.rstrip(" *_").endswith(":"):
        return ""
    thing = found["thing"].strip(" .!")
    dose, left = read_dose(thing)
    if dose.numbers or not _alternatives(thing):
        return ""
    # "No more than twice a day" is said of the day, and of no exercise.
    of_day = dose.often and words_of(left) <= _SAY_LITTLE
    return "" if _OF_ONE.search(thing) and not of_day else thing


def ask_named(thing: str, said: str, entries: Iterable[Entry]) -> None:
    """Have asked about the exercises that a note for the whole list names; `said` are its own words."""
    for entry in entries:
        if any(_names(words, text, entry) for words, text in _alternatives(thing)):
            entry.dose.against.append(said.strip(" .!"))


def _alternatives(thing: str) -> list[tuple[frozenset[str], str]]:
    """The things that are forbidden, each as the words that name it and as it is written."""
    parts = (_TIME.sub("", part) for part in _PARTED.split(evened(thing)))
    return [(words, part) for part in parts if (words := _stems(words_of(part) - _SAY_LITTLE))]


def _names(words: frozenset[str], text: str, entry: Entry) -> bool:
    """Whether words name an exercise: by a name of it or of its move, by how it is done, or by its muscles alone."""
    moves = matched(entry.name, held=entry.dose.held).moves
    named = [entry.name, *(name for move in moves for name in names_of(move))]
    if len(words) > 1:
        # One word, as "lifting", stands in the instructions of nearly everything.
        named += [entry.how, *(clause for move in moves for clause in _clauses(str(catalogue()[move].get("how"))))]
    if any(words <= _stems(words_of(name)) for name in named):
        return True
    muscles = frozenset(muscles_in(text)) if len(words) == 1 else frozenset()
    worked = frozenset(expand(entry.muscles)) | frozenset(muscles_in(entry.name))
    return bool(muscles & worked.union(*(muscles_of(catalogue()[move]) for move in moves)))


def _clauses(text: str) -> list[str]:
    return re.split(r"[,.;:]", text)


def _stems(words: Iterable[str]) -> frozenset[str]:
    """Words without the ending of what is going on: "bending" is "bend", and "squatting" is "squat"."""
    return frozenset(
        re.sub(r"([^aeioulsz])\1$", r"\1", word[:-3]) if len(word) > _LEAST and word.endswith("ing") else word
        for word in words
    )


_LEAST: Final = 5
"""Letters of a word with an ending; "ring" has none."""
