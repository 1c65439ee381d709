"""Questions that stand above a step: what a list did not tell, and how answering it takes them out again."""

import re
from typing import Final, NamedTuple

from stretchplayer.editing.outline import Block, Outline, StepPath
from stretchplayer.editing.step_edits import Edited, set_values
from stretchplayer.routine.moves import catalogue

MARK: Final = "# ?"
"""How a remark begins that is a question."""
_GOES_ON: Final = "#   "
_NAMED: Final = re.compile(r"`([a-z0-9-]+)`")


class Question(NamedTuple):
    """What is asked about a step, the line of the list that it comes from, and the moves that are named in it."""

    text: str
    line: str
    moves: tuple[str, ...]

    @property
    def short(self) -> str:
        """The question alone, without how to answer it in the text."""
        return short(self.text)


def short(text: str) -> str:
    """What is asked, without how to answer it in the text."""
    before, mark, _ = text.partition("?")
    return f"{before}{mark}"


def question_of(text: str, block: Block) -> Question | None:
    """What is asked about a step, if anything is."""
    asked, others = _parts(text[block.start : block.header])
    if not asked:
        return None
    words = " ".join(" ".join(line.lstrip("#? ").split()) for line in asked)
    # The line of the list stands first; below it is what was made of it.
    line = next((line.lstrip("# ").strip() for line in others), "")
    return Question(words, line, tuple(name for name in _NAMED.findall(words) if name in catalogue()))


def answered(text: str, path: StepPath) -> Edited:
    """The text with the step of this path taken in, and without what was asked about it."""
    block = Outline(text).at(path)
    if block.values.get("enabled") is False:
        text = set_values(text, path, {"enabled": None}).text
        block = Outline(text).at(path)
    _, others = _parts(text[block.start : block.header])
    return Edited(f"{text[: block.start]}{''.join(others)}{text[block.header :]}", path)


def _parts(remarks: str) -> tuple[list[str], list[str]]:
    """The lines of a part with remarks that ask something, and the other ones."""
    asked: list[str] = []
    others: list[str] = []
    asking = False
    for line in remarks.splitlines(keepends=True):
        asking = line.lstrip().startswith(MARK) or (asking and line.lstrip().startswith(_GOES_ON))
        (asked if asking else others).append(line)
    return asked, others
