"""What every reader of lists gives: lines that mean an exercise, rounds of them, and lines that mean none."""

from typing import Final

from msgspec import Struct

from stretchplayer.editing.importing.amounts import Amount, Dose

MOST_ENTRIES: Final = 500
"""More exercises than this are no routine that anybody follows."""


class Entry(Struct):
    """One exercise as a list gives it.

    `line` is the original, `name` the words without numbers, `how` what else is said about how it is done.
    `kind` and `muscles` are what the list itself says about them. `once` is whether its length is all the time there
    is, as in an interval timer. `asks` are questions that its reader has already.
    """

    line: str
    name: str
    dose: Dose
    how: str = ""
    kind: str | None = None
    muscles: tuple[str, ...] = ()
    once: bool = False
    asks: list[str] = []


class Note(Struct):
    """A line that is no exercise: kept as a remark; with `asks`, one that somebody has to decide about."""

    line: str
    asks: list[str] = []


class Medicine(Struct):
    """A line that names a medicine; not even its words are taken over. `number` counts from 1."""

    number: int


class Rounds(Struct):
    """Exercises that are done several times in a row, with a rest between two rounds."""

    name: str
    repeat: int
    parts: "list[Part]"
    rest: Amount | None = None


Part = Entry | Note | Medicine | Rounds


def entries_of(parts: "list[Part]") -> list[Entry]:
    """All exercises among these, those in rounds as well, in their order."""
    found: list[Entry] = []
    for part in parts:
        if isinstance(part, Entry):
            found.append(part)
        elif isinstance(part, Rounds):
            found += entries_of(part.parts)
    return found
