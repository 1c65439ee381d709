"""What a list of the steps of a text shows; each text is looked through once."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from stretchplayer.editing import step_values
from stretchplayer.editing.outline import Outline, StepPath
from stretchplayer.editing.questions import question_of
from stretchplayer.problems import Problem
from stretchplayer.routine.reader import read
from stretchplayer.translation import language

_MINUTES: Final = re.compile(r"(\d+) min (\d+) s")


class StepRow(NamedTuple):
    """One step as a list shows it: path, number, what it is called, how much is done, how many questions it has."""

    path: StepPath
    number: str
    title: str
    dose: str
    enabled: bool
    asked: int = 0

    @property
    def doses(self) -> tuple[str, ...]:
        """How much of it is done, and the same in fewer cells."""
        return self.dose, _MINUTES.sub(lambda found: f"{int(found[1]) * 60 + int(found[2])} s", self.dose)


@lru_cache(maxsize=8)
def outline_of(text: str) -> Outline:
    """The steps of a text, found once."""
    return Outline(text)


def errors_in(text: str, file: str) -> list[Problem]:
    """What keeps a text from being played, as the file at `file`."""
    reading = read(text.encode(), file, identified=False)
    return [problem for problem in reading.problems if problem.severity == "error"]


def rows_of(text: str) -> tuple[StepRow, ...]:
    """Every step of a text as a list shows it, those of a group below it."""
    return _rows_of(text, language())


@lru_cache(maxsize=4)
def _rows_of(text: str, code: str) -> tuple[StepRow, ...]:
    del code
    outline = outline_of(text)
    moves, rows, off = step_values.moves_of(outline), [], set[StepPath]()
    for block in outline.flat():
        if block.values.get("enabled") is False or block.path[:-1] in off:
            off.add(block.path)
        title = step_values.title(block.values, moves)
        amount = step_values.dose(block.values, moves)
        question = question_of(text, block)
        asked = 0 if question is None else 1 + question.more
        rows.append(StepRow(block.path, block.number, title, amount, block.path not in off, asked))
    return tuple(rows)
