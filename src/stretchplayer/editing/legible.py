"""A text as far as it is TOML: what cannot be read is blank, and all the rest stands where it was."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from stretchplayer.editing.outline import Outline, mend
from stretchplayer.editing.toml_text import header, line_end, line_start, region_at, regions, statements_of
from stretchplayer.problems import Problem

_DECIDE: Final = frozenset({"kind", "move", "routine", "tempo"})
"""Keys that decide which others a step may have."""
_ANY: Final = ""
"""Where there is no `=`, which key is meant is not known."""
_DOSE: Final = frozenset({"hold", "duration", "reps", "sets", "repeat"})
"""Keys one of which may take the place of another."""


def legible(outline: Outline) -> str:
    """The text of an outline without what is no TOML; the lines that are left have their numbers still."""
    text = outline.text
    parts, done = [], 0
    for start, end, repaired in sorted({*_tables(outline), *_steps(outline)}):
        parts += [text[done:start], repaired]
        done = end
    return "".join((*parts, text[done:]))


def _steps(outline: Outline) -> Iterator[tuple[int, int, str]]:
    """The steps that have mistakes: from where to where, and what is left of each."""
    for block in outline.flat():
        if block.mistakes:
            # Whatever its header looks like, those after it keep their numbers.
            header_line = f"[[{'.'.join(['step'] * len(block.path))}]]"
            end = max(block.own_end, block.keys)
            yield block.header, end, f"{header_line}\n{mend(outline.text[block.keys : end])[0]}"


def _tables(outline: Outline) -> Iterator[tuple[int, int, str]]:
    """The top of the file and its other tables, where they have mistakes; of one without its header nothing is left."""
    text = outline.text
    edges = [0, *(each.start for each in outline.headers), len(text)]
    steps = {each.start for each in outline.headers if each.names[:1] == ("step",)}
    for number, (start, end) in enumerate(pairwise(edges)):
        if number and start in steps:
            continue
        repaired, mistakes = mend(text[start:end])
        if mistakes and number and not repaired.partition("\n")[0].strip():
            repaired = "\n" * text.count("\n", start, end)
        if mistakes:
            yield start, end, repaired


class Hidden:
    """What cannot be judged while there are lines that are no TOML: what follows from one of them is no problem.

    `left` is what is legible of the text.
    """

    def __init__(self, outline: Outline, left: str) -> None:
        self._outline = outline
        self._lines: set[int] = set()
        self._keys: set[tuple[str | None, str]] = set()
        self._whole: set[str | None] = set()
        mistakes = outline.mistakes()
        for mistake in mistakes:
            self._leave_out(mistake.at)
        if mistakes:
            self._leave_out_tables(left.split("\n"))

    def _step(self, at: int) -> str | None:
        """The number of the step around a place."""
        block = self._outline.covering(at)
        return block.number if block is not None and block.header <= at <= block.own_end else None

    def _leave_out(self, at: int) -> None:
        """What a mistake at this place hides: its line, its key, or all of its step where that decides about it."""
        text, step = self._outline.text, self._step(at)
        start = line_start(text, at)
        self._lines.add(text.count("\n", 0, start) + 1)
        region = region_at(regions(text), at)
        if region.names[:1] == ("move",):
            self._leave_out_move(region.names[1:2])
        if header(text, start) is not None:
            return
        table = statements_of(text, region)
        here = [each for each in table.statements if start <= each.at <= line_end(text, start)]
        keys = {each.key if each.equals >= 0 else _ANY for each in here}
        self._keys |= {(step, key) for key in keys}
        if len(keys) != 1 or keys & _DECIDE or text[start : line_end(text, start)].lstrip().startswith("["):
            self._whole.add(step)

    def _leave_out_move(self, names: tuple[str, ...]) -> None:
        self._whole |= {each.number for each in self._outline.flat() if each.values.get("move") in names}

    def _leave_out_tables(self, left: list[str]) -> None:
        """The tables of which nothing is left."""
        text = self._outline.text
        for region in regions(text):
            statements = statements_of(text, region).statements
            if not statements or any(left[text.count("\n", 0, each.at)].strip() for each in statements):
                continue
            if region.names[:1] == ("move",):
                self._leave_out_move(region.names[1:2])
            elif region.names[:1] == ("defaults",):
                self._keys |= {(None, each.key) for each in statements}
            else:
                self._whole.add(self._step(statements[0].at))

    def __contains__(self, problem: object) -> bool:
        """Whether it is, or may be, wrong only because of what cannot be read."""
        if not isinstance(problem, Problem) or not self._lines:
            return False
        if problem.line in self._lines or problem.step in self._whole:
            return True
        lost = {key for step, key in self._keys if step in (problem.step, None)}
        if problem.about == "missing":
            return _ANY in lost or problem.key in lost or (problem.key in _DOSE and not _DOSE.isdisjoint(lost))
        # What is said of the table as a whole may be about a key that cannot be read.
        return not problem.about and any(step == problem.step for step, _ in self._keys)
