"""What a routine's text says while it is being edited: its steps, its problems, and as much of it as can be played."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from stretchplayer.app.checking import problems
from stretchplayer.editing.outline import Outline, mend
from stretchplayer.problems import Problem
from stretchplayer.routine import quoting
from stretchplayer.routine.reader import read
from stretchplayer.routine.toml_source import NotToml, parse

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
    def errors(self) -> int:
        """How many problems keep the file from being played."""
        return sum(problem.severity == "error" for problem in self.problems)

    def of_step(self, number: str) -> tuple[Problem, ...]:
        """The problems of one step, and of those inside of it, errors first."""
        found = [each for each in self.problems if each.step == number or (each.step or "").startswith(f"{number}.")]
        return tuple(sorted(found, key=_worst_first))

    def of_file(self) -> tuple[Problem, ...]:
        """The problems that are about no step, errors first."""
        return tuple(
            sorted((each for each in self.problems if not each.step), key=lambda each: each.severity != "error")
        )


def _worst_first(problem: Problem) -> int:
    return ("error", "limit", "warning").index(problem.severity)


def analyse(text: str, file: str, sounds: Path | None = None) -> Analysis:
    """Analyse the text of the file at `file`. `sounds` is the user's folder of sounds, if sounds are to be checked."""
    outline = Outline(text)
    found: list[Problem] = []
    bad: set[str] = set()
    legible = text
    try:
        parse(text.encode(errors="surrogateescape"))
    except NotToml as error:
        mistakes = outline.mistakes()
        # What only the whole shows, a table that is there twice, keeps it from being played.
        legible = _legible(text, outline) if mistakes else text
        lines = [*accumulate((len(line) + 1 for line in text.split("\n")), initial=0)]
        found += [_mistake(outline, lines, file, each.at, each.message) for each in mistakes]
        if not mistakes:
            message = quoting.message(error.message)
            found.append(Problem(file=file, line=error.line, column=error.column, severity="error", message=message))
        bad |= {block.number for block in outline.flat() if block.mistakes}
    folders = None if sounds is None else (Path(file).absolute().parent, sounds)
    reading = read(legible.encode(errors="replace"), file, leaving_out=bad)
    if reading.routine is None and not (found and not bad):
        # With the other steps, so that what they do is seen while one of them is being written.
        found += reading.problems
        failed = {each.step for each in reading.problems if each.severity == "error"}
        if None not in failed:
            bad |= {step for step in failed if step is not None}
            reading = read(legible.encode(errors="replace"), file, leaving_out=bad)
            found += problems(reading, file, folders) if reading.routine is not None else ()
    elif reading.routine is not None:
        found += problems(reading, file, folders)
    unique = {(each.line, each.column, each.message): each for each in found}
    return Analysis(
        text=text,
        outline=outline,
        problems=tuple(sorted(unique.values(), key=lambda each: each.sort_key)),
        routine=reading.routine,
        left_out=frozenset(bad),
    )


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


def _legible(text: str, outline: Outline) -> str:
    """The text without what is no TOML; all that is left is where it was."""
    parts, done = [], 0
    for start, end, header in _to_mend(text, outline):
        parts += [text[done:start], header, mend(text[start + len(header) : end])[0]]
        done = end
    return "".join((*parts, text[done:]))


def _to_mend(text: str, outline: Outline) -> Iterator[tuple[int, int, str]]:
    """The parts that may have mistakes: from where to where, and the header that each begins with."""
    blocks = [*outline.flat()]
    yield 0, min((header.start for header in outline.headers), default=len(text)), ""
    for block in blocks:
        if block.mistakes:
            # Whatever its header looks like, those after it keep their numbers.
            header = f"[[{'.'.join(['step'] * len(block.path))}]]"
            yield block.header, block.own_end, f"{header.ljust(block.keys - block.header - 1)}\n"


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
