"""The steps of a routine's text: where each begins and ends, what it says, and what in it cannot be read.

Everything is found in the text as it is typed, so a text that is no TOML has an outline as well.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

import tomli
from msgspec import Struct

from stretchplayer.editing.toml_text import (
    Header,
    content_length,
    headers,
    line_end,
    line_span,
    line_start,
    regions,
    remarks_above,
)
from stretchplayer.routine.moves import Moves
from stretchplayer.routine.toml_source import NotToml, parse

StepPath = tuple[int, ...]
"""Where a step is: its number among its neighbours, counted from 0, below those of the groups around it."""

_NOT_STEPS: Final = "steps are written as [[step]], with two brackets on both sides"


class Mistake(NamedTuple):
    """What keeps a part of the text from being TOML: where in the text, and why."""

    at: int
    message: str


class Block(Struct, frozen=True, kw_only=True):
    """A step or a group with all that belongs to it.

    `start` is where the remarks right above it begin, `header` where its header does, `keys` where its own keys do;
    `keys_end` is where those end, `own_end` where its tables do, `end` where its inner steps do. None of these covers
    blank lines or remarks after them. Up to `own_end` nothing else stands among it; up to `end` tables of the file may,
    such as a `[move.x]`, as TOML lets a group go on behind them. `values` are its own keys, as far as they can be read.
    """

    path: StepPath
    start: int
    header: int
    keys: int
    keys_end: int
    own_end: int
    end: int
    values: Mapping[str, Any]
    mistakes: tuple[Mistake, ...]
    inner: tuple["Block", ...] = ()

    @property
    def is_group(self) -> bool:
        """Whether it holds steps, or says that they are repeated."""
        return bool(self.inner) or "step" in self.values or "repeat" in self.values

    @property
    def number(self) -> str:
        """Its number as people count: "2.1"."""
        return number_of(self.path)


def _start(block: Block) -> int:
    return block.start


def number_of(path: StepPath) -> str:
    """A path as people count: (1, 0) is "2.1"."""
    return ".".join(str(each + 1) for each in path)


def path_of(number: str) -> StepPath:
    """The path of "2.1". ValueError where that is no number of a step."""
    path = tuple(int(part) - 1 for part in number.split("."))
    if min(path) < 0:
        message = f"steps are counted from 1: {number}"
        raise ValueError(message)
    return path


class Outline:
    """The steps of one text, and what is wrong in the parts around them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.headers = headers(text)
        self.steps: tuple[Block, ...] = self._blocks(0, len(self.headers), ())
        self.in_a_list = any(isinstance(block.values.get("step"), list) for block in self.flat()) or _steps_above(
            text[: self.headers[0].start if self.headers else len(text)]
        )
        """Whether steps stand in a list, `step = [{…}]`, rather than each below a header of its own."""
        self._flat = [*self.flat()]

    def flat(self) -> Iterator[Block]:
        """Every block, a group before its inner steps."""

        def below(blocks: tuple[Block, ...]) -> Iterator[Block]:
            for block in blocks:
                yield block
                yield from below(block.inner)

        return below(self.steps)

    def at(self, path: StepPath) -> Block:
        """The block at a path. KeyError where there is none."""
        found, blocks = None, self.steps
        for number in path:
            if not 0 <= number < len(blocks):
                raise KeyError(number_of(path))
            found = blocks[number]
            blocks = found.inner
        if found is None:
            raise KeyError(number_of(path))
        return found

    def covering(self, at: int) -> Block | None:
        """The innermost block at a place in the text, or the one before it; None above the first."""
        before = bisect_right(self._flat, at, key=_start)
        return self._flat[before - 1] if before else None

    def siblings(self, path: StepPath) -> tuple[Block, ...]:
        """The steps beside the one at a path, itself among them."""
        return self.at(path[:-1]).inner if len(path) > 1 else self.steps

    def part(self, index: int) -> tuple[int, int]:
        """From where to where a header of this index and its keys are, with the remarks right above it."""
        header = self.headers[index]
        return self._start(index), self._content_end(header.end, self._start(index + 1))

    def mistakes(self) -> tuple[Mistake, ...]:
        """Everything in the text that is no TOML, in its order."""
        steps = [*self.flat()]
        found = [mistake for block in steps for mistake in block.mistakes]
        begins = {block.header for block in steps}
        edges = {
            0,
            *begins,
            *(header.start for header in self.headers if header.names[:1] != ("step",)),
            len(self.text),
        }
        for start, end in pairwise(sorted(edges)):
            if start not in begins:
                found += _mistakes(self.text, start, end)
        return tuple(sorted(set(found)))

    def _blocks(self, first: int, last: int, above: StepPath) -> tuple[Block, ...]:
        """The blocks of one depth among headers `first` up to `last`."""
        depth, text = len(above) + 1, self.text
        begins = [
            index
            for index in range(first, last)
            if self.headers[index].is_step and len(self.headers[index].names) == depth
        ]
        found = []
        for number, index in enumerate(begins):
            after = begins[number + 1] if number + 1 < len(begins) else last
            path, header = (*above, number), self.headers[index]
            inner = self._blocks(index + 1, after, path)
            # What follows and is no part of a step belongs to the file.
            deeper = next((n for n in range(index + 1, after) if not self.headers[n].is_table_of_step(depth)), after)
            own_end = self._content_end(header.end, self._start(deeper))
            tables = index + 1 < deeper
            keys_end = self._content_end(header.end, self.headers[index + 1].start) if tables else own_end
            late = [self.part(n) for n in range(deeper, after) if self.headers[n].is_table_of_step(depth)]
            values, mistakes = _read(text[header.start : own_end], header, header.start)
            if late and not mistakes:
                parts = [text[start:end] for start, end in ((header.start, own_end), *late)]
                values, _ = _read("\n".join(parts), header, header.start)
            found.append(
                Block(
                    path=path,
                    start=remarks_above(text, header.start),
                    header=header.start,
                    keys=header.end,
                    keys_end=keys_end,
                    own_end=own_end,
                    end=max([own_end, *(block.end for block in inner), *(end for _, end in late)]),
                    values=values,
                    mistakes=mistakes,
                    inner=inner,
                )
            )
        return tuple(found)

    def _start(self, index: int) -> int:
        """Where the part of the text before a header ends."""
        return remarks_above(self.text, self.headers[index].start) if index < len(self.headers) else len(self.text)

    def _content_end(self, start: int, end: int) -> int:
        """Where keys end between two places: the blank lines after them, and remarks after those, do not count."""
        return start + content_length(self.text[start:end])


def _read(part: str, header: Header, start: int) -> tuple[Mapping[str, Any], tuple[Mistake, ...]]:
    """The values of a step's own keys, and what in them is no TOML."""
    if not (header.repeated and header.closed):
        why = _NOT_STEPS if header.closed else "a header without its closing brackets"
        line = part.partition("\n")[0]
        part = f"[[{'.'.join(header.names)}]]".ljust(len(line)) + part[len(line) :]
        values, others = _values(part, header.names)
        return values, (Mistake(start, why), *_moved(others, start))
    values, others = _values(part, header.names)
    return values, _moved(others, start)


def _moved(mistakes: tuple[Mistake, ...], by: int) -> tuple[Mistake, ...]:
    return tuple(mistake._replace(at=mistake.at + by) for mistake in mistakes)


@lru_cache(maxsize=4096)
def _values(part: str, parts: tuple[str, ...]) -> tuple[Mapping[str, Any], tuple[Mistake, ...]]:
    """The values of one table and its mistakes, each found after the line of the one before is left out."""
    repaired, mistakes = mend(part)
    try:
        value: Any = tomli.loads(repaired)
    except ValueError:
        return {}, mistakes
    for name in parts:
        value = value.get(name, {}) if isinstance(value, dict) else {}
        value = value[-1] if isinstance(value, list) and value else value
    return (value if isinstance(value, dict) else {}), mistakes


_MOST_MISTAKES: Final = 8
"""Mistakes of one table that are looked for."""


def mend(part: str) -> tuple[str, tuple[Mistake, ...]]:
    """A part without the lines that are no TOML (they are blank instead, so places hold), and why they are none."""
    found: list[Mistake] = []
    while len(found) < _MOST_MISTAKES:
        try:
            parse(part.encode(errors="replace"))
        except NotToml as error:
            at = min(line_span(part, error.line - 1)[0] + error.column - 1, len(part))
            found.append(Mistake(at, error.message))
            inside = min(at, max(0, len(part) - 1))
            start, end = line_start(part, inside), line_end(part, inside)
            if not part[start:end].strip():
                # The end of a text or a list that was never closed: where it begins is unknown, so nothing is kept.
                break
            part = f"{part[:start]}{' ' * (end - start)}{part[end:]}"
        else:
            return part, tuple(found)
    return "\n" * part.count("\n"), tuple(found)


def tables_of(text: str, *name: str) -> dict[str, Any]:
    """What stands under headers that begin with `name`, as far as it can be read; without a name, above all headers."""
    top, *under = regions(text)
    parts = [(text[each.header.start : each.end]) for each in under if each.header and each.names[: len(name)] == name]
    return _read_tables(tuple(parts) if name else (text[: top.end],))


@lru_cache(maxsize=64)
def _read_tables(parts: tuple[str, ...]) -> dict[str, Any]:
    try:
        return tomli.loads("".join(mend(part)[0] for part in parts))
    except ValueError:
        # What is wrong in it is a problem of its own; here it is left out.
        return {}


def moves_in(text: str) -> Moves:
    """The moves that a step of a text can name, and the text's defaults, as far as they can be read."""
    return Moves(tables_of(text, "move").get("move"), tables_of(text, "defaults").get("defaults"))


def _mistakes(text: str, start: int, end: int) -> tuple[Mistake, ...]:
    return _moved(_of_part(text[start:end]), start)


@lru_cache(maxsize=256)
def _of_part(part: str) -> tuple[Mistake, ...]:
    return mend(part)[1]


def _steps_above(top: str) -> bool:
    return re.search(r"^[ \t]*step[ \t]*=", top, re.MULTILINE) is not None
