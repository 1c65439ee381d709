"""What a routine's text says while it is being edited: its steps, its problems, and as much of it as can be played."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from stretchplayer.app.checking import problems
from stretchplayer.editing.legible import Hidden, legible
from stretchplayer.editing.outline import Outline
from stretchplayer.problems import Problem
from stretchplayer.routine import quoting
from stretchplayer.routine.reader import read
from stretchplayer.routine.toml_source import NotToml, parse
from stretchplayer.text import count_of

if TYPE_CHECKING:
    from stretchplayer.model.routine import Routine


class Analysis(Struct, frozen=True, kw_only=True):
    """A text as it stands. `routine` is what can be played of it, without the steps of the numbers `left_out`.

    It is None where what is wrong concerns the whole file. `problems` are all problems, sorted by place.
    """

    text: str
    outline: Outline
    problems: tuple[Problem, ...]
    routine: "Routine | None"
    left_out: frozenset[str] = frozenset()

    @property
    def count(self) -> str:
        """How many problems there are, in words; "" where there is none. What plays all the same has only hints."""
        if not self.problems:
            return ""
        if not self.errors:
            return count_of("{count} hint", "{count} hints", len(self.problems))
        return count_of("{count} problem", "{count} problems", len(self.problems))

    @property
    def errors(self) -> int:
        """How many problems keep the file from being played."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def only_lacks_steps(self) -> bool:
        """Whether there is nothing wrong with it but that it has no step yet."""
        return not self.outline.steps and len(self.problems) == 1 and self.problems[0].key == "step"

    def of_step(self, number: str) -> tuple[Problem, ...]:
        """The problems of one step, and of those inside of it, errors first."""
        found = [each for each in self.problems if each.step == number or (each.step or "").startswith(f"{number}.")]
        return tuple(sorted(found, key=lambda each: [*SIGNS].index(each.severity)))

    def of_file(self) -> tuple[Problem, ...]:
        """The problems that are about no step, errors first."""
        return tuple(
            sorted((each for each in self.problems if not each.step), key=lambda each: each.severity != "error")
        )


def analyse(text: str, file: str, sounds: Path | None = None) -> Analysis:
    """Analyse the text of the file at `file`. `sounds` is the user's folder of sounds, if sounds are to be checked."""
    outline = Outline(text)
    found: list[Problem] = []
    bad: set[str] = set()
    readable = text
    try:
        parse(text.encode(errors="surrogateescape"))
    except NotToml as error:
        mistakes = outline.mistakes()
        # What only the whole shows, a table that is there twice, keeps it from being played.
        readable = legible(outline) if mistakes else text
        lines = [*accumulate((len(line) + 1 for line in text.split("\n")), initial=0)]
        found += [_mistake(outline, lines, file, each.at, each.message) for each in mistakes]
        if not mistakes:
            message = quoting.message(error.message)
            found.append(Problem(file=file, line=error.line, column=error.column, severity="error", message=message))
        bad |= {block.number for block in outline.flat() if block.mistakes}
    hides = Hidden(outline, readable)
    folders = None if sounds is None else (Path(file).absolute().parent, sounds)
    every: tuple[Problem, ...] = ()
    if bad:
        # What else is wrong in the steps that cannot be read as a whole.
        every = read(readable.encode(errors="replace"), file).problems
        found += [each for each in every if each.severity == "error" and each.step in bad and each not in hides]
    reading = read(readable.encode(errors="replace"), file, leaving_out=bad)
    if reading.routine is None:
        # With the other steps, so that what they do is seen while one of them is being written.
        found += [each for each in reading.problems if each not in hides]
        every = every or reading.problems
        failed = {each.step for each in reading.problems if each.severity == "error"}
        if None not in failed:
            bad |= {step for step in failed if step is not None}
            reading = read(readable.encode(errors="replace"), file, leaving_out=bad)
            found += problems(reading, file, folders) if reading.routine is not None else ()
    else:
        found += problems(reading, file, folders)
    if bad:
        found = [each for each in found if _is_true_of_all(each, every)]
    unique = {(each.line, each.column, each.message): each for each in found}
    return Analysis(
        text=text,
        outline=outline,
        problems=tuple(sorted(unique.values(), key=lambda each: each.sort_key)),
        routine=reading.routine,
        left_out=frozenset(bad),
    )


_BETWEEN: Final = frozenset(
    {"static.gap", "heat.gap", "cold.gap", "order.usual", "order.warmup", "order.pnf", "order.cold", "order.contrast"}
)
"""Limits that go by what comes before a step, or between two."""


def _is_true_of_all(problem: Problem, every: Sequence[Problem]) -> bool:
    """Whether a problem of what is left without some steps is one of the whole, whose problems as a text are `every`.

    The step that is missing may be the warm-up, or the rest between two holds.
    """
    if problem.severity == "error":
        return True
    return problem.limit not in _BETWEEN if problem.severity == "limit" else problem in every


def _mistake(outline: Outline, lines: Sequence[int], file: str, at: int, message: str) -> Problem:
    """A mistake as a problem of the file; `lines` are the places at which its lines begin."""
    block, line = outline.covering(at), bisect_right(lines, at)
    inside = block is not None and block.header <= at <= block.own_end
    return Problem(
        file=file,
        line=line,
        column=at - lines[line - 1] + 1,
        severity="error",
        message=quoting.message(message),
        step=block.number if block is not None and inside else None,
    )


SIGNS: Final[Mapping[str, str]] = {"error": "✗", "limit": "✂", "warning": "!"}
"""What stands before a step with such a problem, the worst first."""


def signs_of(analysis: Analysis | None) -> dict[str, str]:
    """The sign of the worst problem of each step; of the routine as a whole under ""."""
    found: dict[str, str] = {}
    order = list(SIGNS.values())
    for problem in analysis.problems if analysis else ():
        sign, number = SIGNS[problem.severity], problem.step or ""
        if number not in found or order.index(sign) < order.index(found[number]):
            found[number] = sign
    return found
