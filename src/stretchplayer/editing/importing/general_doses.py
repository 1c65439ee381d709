"""What a list says of each of its exercises, or of each of its stretches, where one says nothing of its own."""

import re
from typing import Final

from msgspec import Struct, field

from stretchplayer.editing.importing.exercises import Dose, Entry
from stretchplayer.editing.importing.naming import matched
from stretchplayer.routine.moves import catalogue

_GENERAL: Final = re.compile(
    r"\b(?:each|every|all)\s+(?:of\s+)?(?:(?:these|the|them)\s*)?"
    r"(?:stretch(?:es)?|exercises?|one|of them|holds?|poses?)\b"
    r"|\ball\b.{0,20}\beach\b|\bjede\s+(?:übung|dehnung)\b",
    re.IGNORECASE,
)
_OF_STRETCHES: Final = re.compile(r"\bstretch(?:es)?\b(?!.*\bexercises?\b)", re.IGNORECASE)


class General(Struct):
    """The numbers for each exercise, and those for each stretch, which a movement between them does not get."""

    everything: Dose = field(default_factory=Dose)
    stretches: Dose = field(default_factory=Dose)

    def meant(self, piece: str) -> Dose:
        """The numbers to which those of a piece belong that speaks of each."""
        return self.stretches if _OF_STRETCHES.search(piece) else self.everything

    def fill(self, entry: Entry) -> None:
        """Give an exercise what the list says of those of its sort."""
        if _is_stretch(entry):
            _fill(entry.dose, self.stretches)
        else:
            # What is forbidden of some is asked about all.
            entry.dose.against += self.stretches.against
        _fill(entry.dose, self.everything)


def of_each(piece: str) -> bool:
    """Whether a piece of a line speaks of each exercise or stretch."""
    return _GENERAL.search(piece) is not None


def _is_stretch(entry: Entry) -> bool:
    """Whether an exercise is held, so that what is said of stretches is meant of it."""
    found = matched(entry.name, held=entry.dose.held).moves
    kind = catalogue()[found[0]]["kind"] if found else None
    return kind in ("stretch", "contract-relax") or (kind is None and entry.dose.reps is None)


def _fill(dose: Dose, general: Dose) -> None:
    """Give an exercise what the list says of each, where it says nothing of its own."""
    if dose.held is False and not dose.numbers:
        dose.join(general)
        return
    dose.against += general.against
    for key in ("hold", "reps", "rest", "sides"):
        said = dose.held if key == "hold" else bool(dose.count and key == "reps")
        if getattr(dose, key) is None and not said:
            setattr(dose, key, getattr(general, key))
    if not dose.held:
        dose.time = general.time
