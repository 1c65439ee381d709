"""What mends a problem of a routine at one go: one replacement in its text."""

import re
from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from stretchplayer.editing.cursor_place import place, table_here
from stretchplayer.editing.keys import LENGTH_KEYS, usual_value
from stretchplayer.editing.syntax_fixes import right_line, syntax_fixes
from stretchplayer.editing.toml_text import (
    Header,
    Holder,
    Statement,
    every_statement,
    header,
    headers,
    line_end,
    line_span,
    line_start,
    newline_of,
    region_at,
    regions,
    statements_of,
)
from stretchplayer.problems import Problem
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Spelling

_LABEL: Final = 40
_TOPMOST: Final = {"format": "format = 1", "title": 'title = "My routine"'}
_COUNTED: Final = ("reps", "tempo", "hold")
"""What a step of movement has in the place of `duration`."""
_STEP: Final = '[[step]]\nmove = "slow-breathing"'


class Fix(NamedTuple):
    """Replace offsets `start` to `end` of the text by `insert`; `label` says what that does."""

    label: str
    start: int
    end: int
    insert: str

    def applied(self, text: str) -> str:
        """The text with the fix."""
        return text[: self.start] + self.insert + text[self.end :]


def fixes(text: str, problem: Problem, routines: Collection[str] = ()) -> tuple[Fix, ...]:
    """What mends a problem of this text, the best first; often nothing.

    `routines` are the names that a step may include.
    """
    return _fixes(text, problem, tuple(routines))


@lru_cache(maxsize=16)
def _fixes(text: str, problem: Problem, routines: tuple[str, ...]) -> tuple[Fix, ...]:
    # Asked again wherever the cursor moves.
    found = _Text(text, problem, routines)
    return tuple(dict.fromkeys(Fix(*each) for each in found.fixes() if each[3] != text[each[1] : each[2]]))


Change = tuple[str, int, int, str]


class _Text:
    """A text, and the statement in it that a problem is about."""

    def __init__(self, text: str, problem: Problem, routines: Collection[str]) -> None:
        self._text, self._problem, self._routines = text, problem, routines
        self._line = max(0, problem.line - 1)
        self._line_at, self._line_end = line_span(text, self._line)
        self._at = min(self._line_at + problem.column - 1, len(text))

    @property
    def _header(self) -> Header | None:
        """The header that the line of the problem is."""
        return header(self._text, self._line_at)

    def fixes(self) -> Iterator[Change]:
        problem = self._problem
        if problem.severity == "warning" and problem.about != "value":
            return
        match problem.about:
            case "value":
                yield from self._value()
            case "key":
                yield from self._key()
            case "missing":
                yield from self._missing()
            case _ if problem.severity == "error" and problem.key is None:
                yield from syntax_fixes(self._text, self._line, problem.column - 1)

    @cached_property
    def _table(self) -> Holder:
        """The table around the problem."""
        return statements_of(self._text, region_at(regions(self._text), self._line_at))

    def _statement(self) -> Statement | None:
        """The innermost statement that the problem lies in."""
        around = [each for each in every_statement(self._table) if each.at <= self._at < max(each.end, each.at + 1)]
        return around[-1] if around else None

    def _value(self) -> Iterator[Change]:
        if self._header is not None:
            yield from self._of_header()
            return
        statement = self._statement()
        if statement is None:
            return
        end = self._end_of_value(statement)
        write = self._problem.write
        if self._problem.key == "routine" and not write and statement.key == "routine":
            near = Spelling().nearest(_plain(self._text[self._at : end]), self._routines)
            write = (quoting.text(near),) if near else ()
        for each in write:
            limit = self._problem.severity == "limit"
            verb = self._verb(each, self._text[self._at : end]) if limit else "write"
            number = self._problem.limit and each.replace(".", "").isdigit()
            unit = " s" if limit and number and self._problem.key in LENGTH_KEYS else ""
            yield f"{verb} {_short(each)}{unit}", self._at, end, each

    def _verb(self, new: str, old: str) -> str:
        try:
            return "raise to" if float(new) > float(old) else "lower to"
        except ValueError:
            return "change to"

    def _end_of_value(self, statement: Statement) -> int:
        """Where the value ends that begins at the problem: an item of a list, or the whole."""
        if self._at == statement.value_at:
            return statement.end
        holders = [statement.inner] if statement.inner is not None else []
        while holders:
            holder = holders.pop()
            for word in holder.words:
                if word.at == self._at:
                    return word.end
            holders += holder.inner
        return statement.end

    def _of_header(self) -> Iterator[Change]:
        """The number that a step has from its move, written into the step; or the right brackets."""
        key, write = self._problem.key, self._problem.write
        if write and write[0].startswith("[["):
            shown = self._text[self._line_at : self._line_end].rstrip("\r")
            yield f"write {write[0]}", self._line_at, self._line_at + len(shown), write[0]
        elif key and write and self._problem.step and all(each.key != key for each in self._table.statements):
            # A hold that is written as a length of movement.
            length = next((each for each in self._table.statements if (key, each.key) == ("hold", "duration")), None)
            if length is not None:
                yield f"lower to {write[0]} s", length.value_at, length.end, write[0]
            else:
                yield self._line_added(f"{key} = {write[0]}")

    def _key(self) -> Iterator[Change]:
        statement = self._statement()
        if statement is None:
            yield from self._header_name()
            return
        there = {each.key for each in self._beside(statement)}
        start, end = statement.at, statement.end
        value = self._text[statement.value_at : end]
        for each in self._problem.write:
            key = each.partition(" ")[0]
            if key in there:
                continue
            if " " in each and value != "false":
                yield f"write {each}", start, end, each
            elif " " not in each:
                if "." in each and (self._table.names != ("limits",) or each in self._text):
                    # A limit whose name is spread over headers.
                    continue
                quoted = self._text[start] in "\"'" or not re.fullmatch(r"[A-Za-z0-9_.-]+", each)
                written = quoting.text(each) if quoted else each
                yield from self._with_value(statement, written)
                yield f"write `{each}`", start, statement.key_end, written
        yield from self._one_of_two(statement)
        yield from self._taken_out(statement)

    def _with_value(self, statement: Statement, key: str) -> Iterator[Change]:
        """Another key together with a value that it takes, where it does not take the one that is there."""
        before = self._text[self._line_at : statement.at]
        if before.strip() or "\n" in self._text[statement.at : statement.end]:
            return
        written = f"{before}{key}{self._text[statement.key_end : statement.end]}"
        right, known = right_line(self._text, self._line, written)
        if known and right and right != written:
            yield f"write {_short(right.strip())}", self._line_at, statement.end, right

    def _one_of_two(self, statement: Statement) -> Iterator[Change]:
        """Where a length and a count exclude each other: keep what the problem is at, or else keep the length."""
        here = self._beside(statement)
        length = next((each for each in here if each.key == "duration"), None)
        counts = [each for each in here if each.key in _COUNTED]
        if length is None or statement not in counts or "not both" not in self._problem.message:
            return
        for label, start, end, insert in self._taken_out(length):
            if any(each.key == "reps" for each in counts):
                yield label, start, end, insert
                continue
            # What is counted needs how often.
            found = place(self._text, self._line, self._problem.column - 1)
            table = table_here(self._text, self._line, found)
            reps = f"reps = {usual_value(table.sort, table.kind, 'reps')}"
            indent, newline = self._text[line_start(self._text, start) : start], newline_of(self._text)
            remark = f"{insert}{self._text[start : length.end]}{newline}{indent}{reps}"
            yield f"{label}, and add {reps}", start, length.end, remark
        if len(counts) > 1 and all([*self._taken_out(each)] for each in counts):
            start, end = counts[0].at, counts[-1].end
            text = self._text[start:end]
            for each in reversed(counts):
                text = f"{text[: each.at - start]}# {text[each.at - start :]}"
            names = quoting.joined([f"`{each.key}`" for each in counts], "and")
            yield f"make {names} remarks", start, end, text

    def _beside(self, statement: Statement) -> list[Statement]:
        """The statements of the table that a statement stands in."""
        if statement in self._table.statements:
            return self._table.statements
        holders = [each.inner for each in every_statement(self._table) if each.inner is not None]
        for holder in holders:
            for one in (holder, *holder.inner):
                if statement in one.statements:
                    return one.statements
        return []

    def _header_name(self) -> Iterator[Change]:
        """Another name in a header; never one that would make a second table of it."""
        found = self._header
        if found is None or not self._problem.write:
            return
        new = self._problem.write[0]
        name = found.names[-1]
        others = {each.names for each in headers(self._text)} - {found.names}
        if (*found.names[:-1], new) in others and not found.repeated:
            return
        if new == "step" and not found.repeated:
            return
        start = self._text.rindex(name, self._line_at, self._line_end)
        yield f"write `{new}`", start, start + len(name), new

    def _taken_out(self, statement: Statement) -> Iterator[Change]:
        """Make a remark of a statement that has its line to itself: nothing that the user wrote is lost."""
        start, end = statement.at, statement.end
        here = place(self._text, self._line, self._problem.column - 1)
        table = table_here(self._text, self._line, here)
        if statement.key in table.fields and table.fields[statement.key].required and statement.key not in table.base:
            return
        before, after = self._text[line_start(self._text, start) : start], self._text[end : line_end(self._text, end)]
        alone = not before.strip() and not after.partition("#")[0].strip()
        if alone and "\n" not in self._text[start:end]:
            yield f"make `{_short(statement.key)}` a remark", start, start, "# "

    def _missing(self) -> Iterator[Change]:
        key = self._problem.key or ""
        if self._problem.step is None and key in _TOPMOST:
            if key == "title" and (found := self._top_line("format")) is not None:
                yield "add a title", found, found, f"{_TOPMOST[key]}\n"
            else:
                yield f"add {_TOPMOST[key]}", 0, 0, f"{_TOPMOST[key]}\n"
            return
        if self._problem.step is None and key == "step":
            gap = "" if not self._text or self._text.endswith("\n\n") else "\n" if self._text.endswith("\n") else "\n\n"
            yield "add a step", len(self._text), len(self._text), f"{gap}{_STEP}\n"
            return
        if self._header is None:
            yield from self._missing_inline(key)
            return
        here = place(self._text, self._line, 0)
        table = table_here(self._text, self._line, here)
        value = usual_value(table.sort, table.kind, key)
        if key == "step":
            header_line = f"[[{'.'.join((*here.names, 'step'))}]]"
            yield f"add {header_line}", self._table.end, self._table.end, f'\n{header_line}\nmove = "slow-breathing"\n'
        elif value and key not in here.values:
            yield self._line_added(f"{key} = {value}")

    def _missing_inline(self, key: str) -> Iterator[Change]:
        """A key that a table in curly brackets lacks."""
        if self._text[self._at : self._at + 1] != "{":
            return
        here = place(self._text, self._line, self._problem.column)
        table = table_here(self._text, self._line, here)
        value = usual_value(table.sort, table.kind, key)
        if value and key not in here.values:
            at = self._at + 1
            rest = self._text[at:].lstrip(" ")
            comma = "" if rest.startswith("}") else ","
            yield f"add {key} = {value}", at, at, f" {key} = {value}{comma}"

    def _top_line(self, key: str) -> int | None:
        """The offset behind the line of a key at the top of the file."""
        found = re.search(rf"^\s*{key}\s*=[^\n]*\n", self._text, re.MULTILINE)
        return found.end() if found else None

    def _line_added(self, statement: str) -> Change:
        """A line of its own behind the last statement of the table."""
        text, newline = self._text, newline_of(self._text[self._line_at : self._line_end + 1])
        indent, at = "", self._line_at
        if self._table.statements:
            last = self._table.statements[-1]
            indent, at = text[line_start(text, last.at) : last.at], last.end
            indent = "" if indent.strip() else indent
        end = line_end(text, at)
        if end == len(text):
            return f"add {statement}", end, end, f"{newline}{indent}{statement}"
        return f"add {statement}", end + 1, end + 1, f"{indent}{statement}{newline}"


def _plain(value: str) -> str:
    return value.strip().strip("\"'")


def _short(value: str) -> str:
    return quoting.short(value, _LABEL)
