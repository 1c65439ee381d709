"""Questions that stand above a step: what a list leaves open, and how answering it takes them out again."""

import re
from typing import Final, NamedTuple

from stretchplayer.editing.outline import Block, Outline, StepPath
from stretchplayer.editing.question_words import asked
from stretchplayer.editing.step_edits import Edited, set_values
from stretchplayer.routine.moves import catalogue

MARK: Final = "# ?"
"""How a remark begins that is a question."""
_GOES_ON: Final = "#   "
_NAMED: Final = re.compile(r"`([a-z0-9-]+)`")


class Question(NamedTuple):
    """What is asked first about a step, the line of the list that it comes from, and the moves that are named in it.

    `more` is how many other questions there are about the same step.
    """

    text: str
    line: str
    moves: tuple[str, ...]
    more: int = 0

    @property
    def plain(self) -> str:
        """The question alone, without how to answer it in the text, and with the titles of moves for their names."""
        return asked(short(self.text), lambda _, title: title)


def shown(text: str) -> str:
    """A question for those who read it beside the file: without how to answer it, and with both names of moves."""
    return asked(short(text), lambda name, title: f"`{name}` ({title})")


def short(text: str) -> str:
    """What is asked, without how to answer it in the text."""
    before, mark, _ = text.partition("?")
    return f"{before}{mark}"


def question_of(text: str, block: Block) -> Question | None:
    """What is asked first about a step, if anything is."""
    asked, others = _parts(text[block.start : block.header])
    if not asked:
        return None
    words = " ".join(" ".join(line.lstrip("#? ").split()) for line in asked[0])
    # The line of the list stands first; below it is what was made of it.
    line = next((line.lstrip("# ").strip() for line in others), "")
    return Question(words, line, tuple(name for name in _NAMED.findall(words) if name in catalogue()), len(asked) - 1)


def answered(text: str, path: StepPath, *, only_first: bool = False, on: bool = True) -> Edited:
    """The text without what was asked about the step of this path, or `only_first` without the first of it.

    The step is taken in once nothing is asked about it any more, unless it is to stay as it is, not `on`.
    """
    block = Outline(text).at(path)
    asked, _ = _parts(text[block.start : block.header])
    gone = asked[:1] if only_first else asked
    if on and len(gone) == len(asked) and block.values.get("enabled") is False:
        text = set_values(text, path, {"enabled": None}).text
        block = Outline(text).at(path)
    remarks = text[block.start : block.header]
    for question in gone:
        remarks = remarks.replace("".join(question), "", 1)
    return Edited(f"{text[: block.start]}{remarks}{text[block.header :]}", path)


def _parts(remarks: str) -> tuple[list[list[str]], list[str]]:
    """The lines of each question in some remarks, and the other lines."""
    asked: list[list[str]] = []
    others: list[str] = []
    asking = False
    for line in remarks.splitlines(keepends=True):
        begins = line.lstrip().startswith(MARK)
        asking = begins or (asking and line.lstrip().startswith(_GOES_ON))
        if begins:
            asked.append([line])
        elif asking:
            asked[-1].append(line)
        else:
            others.append(line)
    return asked, others
