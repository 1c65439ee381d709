"""What mends a problem of a routine at one go: one replacement in its text."""

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from stretchplayer.editing.cursor_place import place
from stretchplayer.editing.keys import usual_value
from stretchplayer.editing.loose_toml import Holder, Statement, every_statement, header, regions, statements_of
from stretchplayer.editing.syntax_fixes import syntax_fixes
from stretchplayer.editing.tables import table_here
from stretchplayer.problems import Problem
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Spelling

_LABEL: Final = 40
_TOPMOST: Final = {"format": "format = 1", "title": 'title = "My routine"'}
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
    found = _Text(text, problem, routines)
    return tuple(dict.fromkeys(Fix(*each) for each in found.fixes() if each[3] != text[each[1] : each[2]]))


Change = tuple[str, int, int, str]


class _Text:
    """A text, and the statement in it that a problem is about."""

    def __init__(self, text: str, problem: Problem, routines: Collection[str]) -> None:
        self._text, self._problem, self._routines = text, problem, routines
        # A carriage return belongs to the end of a line, as the reader counts columns.
        self._lines = text.split("\n")
        self._line = max(0, min(problem.line - 1, len(self._lines) - 1))
        self._starts = [0]
        for each in self._lines:
            self._starts.append(self._starts[-1] + len(each) + 1)
        self._at = min(self._starts[self._line] + problem.column - 1, len(text))

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
    def _region(self) -> tuple[Holder, int, int]:
        """The table around the problem, the offset of its first line, and that behind its last line."""
        region = next(
            each for each in reversed(regions(self._lines)) if (each.header.line if each.header else 0) <= self._line
        )
        inner = "\n".join(self._lines[region.first : region.end])
        names = region.header.names if region.header is not None else ()
        return statements_of(inner, names), self._starts[region.first], self._starts[region.end]

    def _statement(self) -> tuple[Statement, int] | None:
        """The innermost statement that the problem lies in, and the offset that its own count from."""
        table, base, _ = self._region
        around = [
            each for each in every_statement(table) if base + each.at <= self._at < base + max(each.end, each.at + 1)
        ]
        return (around[-1], base) if around else None

    def _value(self) -> Iterator[Change]:
        if header(self._lines[self._line]) is not None:
            yield from self._of_header()
            return
        found = self._statement()
        if found is None:
            return
        statement, base = found
        end = self._end_of_value(statement, base)
        write = self._problem.write
        if self._problem.key == "routine" and not write and statement.key == "routine":
            near = Spelling().nearest(_plain(self._text[self._at : end]), self._routines)
            write = (quoting.text(near),) if near else ()
        for each in write:
            limit = self._problem.severity == "limit"
            verb = self._verb(each, self._text[self._at : end]) if limit else "write"
            unit = " s" if limit and self._problem.limit and each.replace(".", "").isdigit() and self._seconds() else ""
            yield f"{verb} {_short(each)}{unit}", self._at, end, each

    def _seconds(self) -> bool:
        return self._problem.key in ("hold", "duration", "contract", "rest", "prepare", "switch", "inhale", "exhale")

    def _verb(self, new: str, old: str) -> str:
        try:
            return "raise to" if float(new) > float(old) else "lower to"
        except ValueError:
            return "change to"

    def _end_of_value(self, statement: Statement, base: int) -> int:
        """Where the value ends that begins at the problem: an item of a list, or the whole."""
        if self._at == base + statement.value_at:
            return base + statement.end
        holders = [statement.inner] if statement.inner is not None else []
        while holders:
            holder = holders.pop()
            for word in holder.words:
                if base + word.at == self._at:
                    return base + word.end
            holders += holder.inner
        return base + statement.end

    def _of_header(self) -> Iterator[Change]:
        """The number that a step has from its move, written into the step; or the right brackets."""
        key, write = self._problem.key, self._problem.write
        shown = self._lines[self._line]
        if write and write[0].startswith("[["):
            start = self._starts[self._line]
            yield f"write {write[0]}", start, start + len(shown.rstrip("\r")), write[0]
        elif key and write and self._problem.step:
            table, _, _ = self._region
            if all(each.key != key for each in table.statements):
                yield self._line_added(f"{key} = {write[0]}")

    def _key(self) -> Iterator[Change]:
        found = self._statement()
        line = self._lines[self._line]
        if found is None:
            yield from self._header_name(line)
            return
        statement, base = found
        table, _, _ = self._region
        there = {each.key for each in self._beside(table, statement)}
        start, end = base + statement.at, base + statement.end
        value = self._text[base + statement.value_at : end]
        for each in self._problem.write:
            key = each.partition(" ")[0]
            if key in there:
                continue
            if " " in each and value != "false":
                yield f"write {each}", start, end, each
            elif " " not in each:
                if "." in each and (table.names != ("limits",) or each in self._text):
                    # A limit whose name is spread over headers.
                    continue
                quoted = self._text[start] in "\"'" or not re.fullmatch(r"[A-Za-z0-9_.-]+", each)
                yield f"write `{each}`", start, base + statement.key_end, quoting.text(each) if quoted else each
        yield from self._taken_out(statement, base)

    def _beside(self, table: Holder, statement: Statement) -> list[Statement]:
        """The statements of the table that a statement stands in."""
        if statement in table.statements:
            return table.statements
        holders = [each.inner for each in every_statement(table) if each.inner is not None]
        for holder in holders:
            for one in (holder, *holder.inner):
                if statement in one.statements:
                    return one.statements
        return []

    def _header_name(self, line: str) -> Iterator[Change]:
        """Another name in a header; never one that would make a second table of it."""
        found = header(line)
        if found is None or not self._problem.write:
            return
        new = self._problem.write[0]
        name = found.names[-1]
        others = {each.header.names for each in regions(self._lines) if each.header is not None} - {found.names}
        if (*found.names[:-1], new) in others and not found.listed:
            return
        if new == "step" and not found.listed:
            return
        start = self._starts[self._line] + line.rfind(name)
        yield f"write `{new}`", start, start + len(name), new

    def _taken_out(self, statement: Statement, base: int) -> Iterator[Change]:
        """Make a remark of a statement that has its line to itself: nothing that somebody wrote is lost."""
        start, end = base + statement.at, base + statement.end
        here = place(self._text, self._line, self._problem.column - 1)
        table = table_here(self._text, self._line, here)
        if statement.key in table.fields and table.fields[statement.key].required and statement.key not in table.base:
            return
        line_at = self._text.rfind("\n", 0, start) + 1
        line_end = self._text.find("\n", end)
        line_end = len(self._text) if line_end < 0 else line_end
        alone = not self._text[line_at:start].strip() and not self._text[end:line_end].partition("#")[0].strip()
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
        if header(self._lines[self._line]) is None:
            yield from self._missing_inline(key)
            return
        here = place(self._text, self._line, 0)
        table = table_here(self._text, self._line, here)
        value = usual_value(table.sort, table.kind, key)
        if key == "step":
            header_line = f"[[{'.'.join((*here.names, 'step'))}]]"
            yield f"add {header_line}", *self._behind_table(), f'\n{header_line}\nmove = "slow-breathing"\n'
        elif value and key not in here.values:
            yield self._line_added(f"{key} = {value}")

    def _missing_inline(self, key: str) -> Iterator[Change]:
        """A key that a table in curly brackets lacks."""
        if self._text[self._at : self._at + 1] != "{":
            return
        line = self._lines[self._line]
        here = place(self._text, self._line, min(self._problem.column, len(line)))
        table = table_here(self._text, self._line, here)
        value = usual_value(table.sort, table.kind, key)
        if value and key not in here.values:
            at = self._at + 1
            rest = self._text[at:].lstrip(" ")
            comma = "" if rest.startswith("}") else ","
            yield f"add {key} = {value}", at, at, f" {key} = {value}{comma}"

    def _top_line(self, key: str) -> int | None:
        """The offset behind the line of a key at the top of the file."""
        for number, line in enumerate(self._lines[:-1]):
            if re.match(rf"\s*{key}\s*=", line):
                return self._starts[number + 1]
        return None

    def _behind_table(self) -> tuple[int, int]:
        _, _, end = self._region
        end = min(end, len(self._text))
        return end, end

    def _line_added(self, statement: str) -> Change:
        """A line of its own behind the last statement of the table."""
        table, base, _ = self._region
        newline = "\r\n" if self._lines[self._line].endswith("\r") else "\n"
        indent = ""
        if table.statements:
            last = table.statements[-1]
            line_at = self._text.rfind("\n", 0, base + last.at) + 1
            indent = self._text[line_at : base + last.at]
            indent = indent if not indent.strip() else ""
            at = base + last.end
        else:
            at = self._starts[self._line]
        end = self._text.find("\n", at)
        if end < 0:
            return f"add {statement}", len(self._text), len(self._text), f"{newline}{indent}{statement}"
        return f"add {statement}", end + 1, end + 1, f"{indent}{statement}{newline}"


def _plain(value: str) -> str:
    return value.strip().strip("\"'")


def _short(value: str) -> str:
    return quoting.short(value, _LABEL)
