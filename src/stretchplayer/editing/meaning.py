"""What somebody means who says what is stiff or tight: muscles, a place, things at hand, and what to take care of."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from stretchplayer.catalog import asked_named, moves
from stretchplayer.catalog.complaints import (
    Complaint,
    Place,
    answer_of,
    complaint,
    meanings,
)
from stretchplayer.catalog.plain_words import words_of
from stretchplayer.catalog.said_minutes import in_figures, without_minutes
from stretchplayer.catalog.step_names import listed
from stretchplayer.catalog.translated import passage
from stretchplayer.editing.things_left_out import refuse_negation
from stretchplayer.problems import UserError
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Spelling
from stretchplayer.routine.moves import muscles_of
from stretchplayer.routine.suggestions import target_hint
from stretchplayer.translation import gettext, language, to_translate


class Meaning(Struct, frozen=True, kw_only=True):
    """What words mean: `muscles`, those that matter most first; the things that they name; the place to do it in.

    `where` is how they call that place, `minutes` how long they say it is to last.
    `answer` is what has to be read first, as it is said to those who look for routines with these words.
    """

    muscles: tuple[str, ...]
    place: Place | None = None
    where: str = ""
    things: frozenset[str] = frozenset()
    answer: str = ""
    minutes: int | None = None


_THINGS: Final = {
    "foam roller": r"(?:foam )?roller",
    "ball": r"(?:tennis |massage )?balls?(?! of)",
    "towel": r"towels?|straps?|belts?",
    "pillow": r"pillows?",
    "cushion": r"cushions?",
    "doorway": r"door(?:way|frame)?s?",
    "table": r"tables?",
}
BODY: Final = (
    *("hamstrings", "hip_flexors", "pectorals", "thoracic_extensors", "gastrocnemius", "glutes", "quadriceps"),
    *("neck_lateral", "lats", "lumbar_extensors", "adductors", "soleus", "forearm_flexors"),
)
"""The muscles of a routine for all of the body, the most wanted first."""


def meaning(words: str) -> Meaning:
    """What somebody means who says `words`. UserError where that is nothing, or nothing to stretch for."""
    said = words_of(in_figures(words))
    if not said:
        message = gettext('say what is stiff or tight, such as "stiff neck" or "tight hips"')
        raise UserError(message)
    others, minutes = without_minutes(said)
    if len(set(minutes)) > 1:
        message = gettext("{words} says two numbers of minutes: say one").format(words=quoting.value(words))
        raise UserError(message)
    rest, things = _without_things(" ".join(others))
    found = [(run, each) for run, each in meanings(rest.split() or said) if each is not None]
    ills = [each.complaint for _, each in found if each.complaint is not None]
    for ill in ills:
        if ill.stop or (ill.fresh and len(found) > 1):
            answer = _sentence(passage(ill.answer))
            raise UserError(gettext(_NOTHING_FOR).format(words=quoting.value(words), reason=answer))
    # After what stops: "no feeling in the legs" is more than a word that takes something out.
    refuse_negation(words, others)
    answers = [passage(ill.answer) for ill in ills if ill.answer]
    if not answers:
        answers = [answer_of(asked) for run, _ in found if (asked := asked_named(" ".join(run)))]
    # As where somebody looks for routines: a complaint says it better than the names of muscles beside it.
    muscles = [each for ill in ills if not ill.profile for each in ill.muscles]
    muscles = muscles or [each for _, mean in found if mean.complaint is None for each in mean.muscles]
    # What somebody is, such as pregnant, says where it is felt only if nothing else does.
    muscles = muscles or [each for ill in ills for each in ill.muscles]
    if not muscles and complaint("whole body") in ills:
        muscles = list(BODY)
    where, place = next(((" ".join(run), each.place) for run, each in found if each.place), ("", None))
    if not muscles and place is not None:
        # What is offered there is for what is stiff there.
        muscles = [each for move in place.moves[:_OFFERED] for each in muscles_of(moves()[move].step)] or list(BODY)
    if not muscles:
        raise UserError(_for_no_muscle(words, rest or " ".join(said), ills, answers))
    return Meaning(
        muscles=tuple(dict.fromkeys(muscles)),
        place=place,
        where=where,
        things=things,
        answer=" ".join(f"{_sentence(each)}." for each in dict.fromkeys(answers)),
        minutes=minutes[0] if minutes else None,
    )


def _without_things(words: str) -> tuple[str, frozenset[str]]:
    """The words without those that name a thing to use, and these things."""
    named = set()
    for thing, pattern in _THINGS.items():
        words, count = re.subn(rf"\b(?:with |and |using )*(?:an? |my |the )?(?:{pattern})(?!\w)", " ", words)
        named |= {thing} if count else set()
    return words, frozenset(named)


def _for_no_muscle(words: str, rest: str, ills: Sequence[Complaint], answers: Sequence[str]) -> str:
    """Why nothing is composed for words that name no muscle, and what there is instead."""
    said = quoting.value(words)
    offered = [f"`stretchplayer play {name}`" for ill in ills for name in ill.routines]
    if ills:
        instead = [gettext("there is {commands}").format(commands=listed(offered[:_OFFERED]))] if offered else []
        parts = [*(_sentence(each) for each in answers), *instead]
        if not parts:
            return gettext("nothing is composed for {words}").format(words=said)
        return gettext(_NOTHING_FOR).format(words=said, reason="; ".join(parts))
    return gettext("{words} names no part of the body that is known here{hint}").format(
        words=said, hint=target_hint(rest, Spelling(), language())
    )


_OFFERED: Final = 3
_NOTHING_FOR: Final = to_translate("nothing is composed for {words}: {reason}")


def _sentence(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return f"{line[:1].upper()}{line[1:]}"
