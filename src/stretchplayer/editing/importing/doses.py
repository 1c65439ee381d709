"""Reads the numbers of a line as a physiotherapist writes it: holds, repetitions, sets, sides, rests; and what is left.

Only what stands there is taken. A number that nothing explains is kept as `unread`.
"""

import re

from stretchplayer.editing.importing.dose_rules import CELL_RULES, RULES, Rules, Taken
from stretchplayer.editing.importing.doubts import against, left_over, without_things
from stretchplayer.editing.importing.exercises import Dose, evened, tidy
from stretchplayer.editing.importing.manner import manner_of


def read_dose(text: str) -> tuple[Dose, str]:
    """The numbers of a line, and the words that are left when they are taken away."""
    dose = Dose(manner=manner_of(text))
    left = _taken(dose, evened(text), RULES)
    if dose.sides != "each":
        # "30 s left, 30 s right" is the same for both; "30 s forwards, 30 s back" is not 30 s in all.
        dose.twice += dose.again
    dose.unread += left_over(left)
    if dose.count is not None and dose.reps is not None and dose.count != dose.reps:
        # Such as "30 s x 3 (right x 1)".
        dose.twice.append("count")
    if word := against(text):
        dose.against.append(word)
        dose.sides, dose.first, dose.left, dose.right, dose.ways = None, None, None, None, False
    return dose, tidy(without_things(left))


def sides_of(text: str) -> Dose:
    """The sides that a cell or a note speaks of, as part of a dose."""
    dose = Dose()
    if word := against(text):
        dose.against.append(word)
    else:
        _taken(dose, f" {evened(text)} ", CELL_RULES)
    return dose


def _taken(dose: Dose, text: str, rules: Rules) -> str:
    """Text without what the rules have read into a dose."""
    for pattern, take in rules:

        def used(found: re.Match[str], take: Taken = take) -> str:
            take(dose, found)
            return " , "

        text = pattern.sub(used, text)
    return text
