"""Takes a TOML text apart into tables, keys and remarks, each as it is to be written; nothing gets lost.

Not with tomlkit: it joins lists of tables that stand apart in a file, and puts a remark above a table into the one
before.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

import tomli
from msgspec import Struct, field

Path = tuple[str, ...]
"""The names of a key and of the tables around it, without the numbers of those in lists."""
Rewrite = Callable[[Path, str], str]
"""Gives the new form of a value that is neither a list nor a table, of the key at a path."""

_BLANK: Final = re.compile(r"[ \t]*")
_KEY: Final = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_SCALAR: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|\'\'\'(?:[^']|'(?!''))*'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\''''
    # A bare value; a date may have one space before its time of day.
    r"""|[^\s,\]}\#\[{"'=]+(?:\x20[0-9][0-9:.Zz+-]*)?""",
    re.DOTALL,
)
_INDENT: Final = "  "
_BREAK: Final = "\0"
"""Where a list or an inline table goes on in another line: no TOML has it, and the lines of a text are left alone."""


class Entry(Struct, kw_only=True):
    """One key: the remarks above it, its line as it is to be written, and whether a blank line comes before all that.

    `value` is its value alone, in its new form.
    """

    path: Path
    line: str
    value: str
    above: list[str]
    apart: bool


class Table(Struct, kw_only=True):
    """One table: the remarks above it, its header, its keys, and the remarks right below the last of them."""

    path: Path
    header: str
    above: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


class Layout(NamedTuple):
    """A file: the remarks at its top, what stands before the first header, the tables, the remarks at its end.

    A `""` among remarks is a blank line; there are never two of them together.
    """

    head: list[str]
    root: Table
    tables: list[Table]
    foot: list[str]


def layout(text: str, rewrite: Rewrite) -> Layout:
    """The layout of a text that is TOML, with line feeds alone between its lines."""
    return _Reader(text, rewrite).read()


class _Reader:
    def __init__(self, text: str, rewrite: Rewrite) -> None:
        self._text, self._rewrite = text, rewrite
        self._at = 0

    def read(self) -> Layout:
        table = root = Table(path=(), header="")
        tables: list[Table] = []
        waiting: list[str] = []
        head: list[str] | None = None
        while self._at < len(self._text):
            self._blanks()
            mark = self._text[self._at : self._at + 1]
            if mark in ("\n", ""):
                if waiting[-1:] != [""]:
                    waiting.append("")
                self._at += 1
            elif mark == "#":
                waiting.append(self._remark())
                self._at += 1
            else:
                if head is None:
                    head, waiting = _of_file(waiting)
                if mark == "[":
                    there = bool(table.entries or table.header)
                    table.below, waiting = _right_below(waiting) if there and "" in waiting else ([], waiting)
                    table = self._header(waiting)
                    tables.append(table)
                else:
                    table.entries.append(self._entry(table.path, waiting))
                waiting = []
        if head is None:
            return Layout(_trimmed(waiting), root, tables, [])
        table.below, foot = _right_below(waiting)
        return Layout(head, root, tables, _trimmed(foot))

    def _header(self, above: list[str]) -> Table:
        brackets = 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        path, name = self._key()
        self._at += brackets
        header = f"{'[' * brackets}{name}{']' * brackets}{self._line_end()}"
        return Table(path=path, header=header, above=_trimmed(above, last=False))

    def _entry(self, table: Path, above: list[str]) -> Entry:
        names, key = self._key()
        self._at += 1
        self._blanks()
        path = (*table, *names)
        value = self._value(path)
        value = value.replace(_BREAK, "\n")
        line = f"{key} = {value}{self._line_end()}"
        return Entry(path=path, line=line, value=value, above=_trimmed(above, last=False), apart=above[:1] == [""])

    def _key(self) -> tuple[Path, str]:
        """The names of a dotted key, and the key as it is written, up to what follows it."""
        names, parts = [], []
        while True:
            self._blanks()
            part = self._take(_KEY)
            parts.append(part)
            names.append(_named(part))
            self._blanks()
            if self._text[self._at] != ".":
                return tuple(names), ".".join(parts)
            self._at += 1

    def _value(self, path: Path) -> str:
        mark = self._text[self._at]
        if mark in "[{":
            return self._several(path)
        return self._rewrite(path, self._take(_SCALAR))

    def _several(self, path: Path) -> str:
        """A list or an inline table: in the lines it has, indented by what they stand in."""
        opening = self._text[self._at]
        closing = "]" if opening == "[" else "}"
        self._at += 1
        rows = [""]
        while True:
            gap = self._blanks()
            mark = self._text[self._at]
            if mark == closing:
                self._at += 1
                return _joined(rows, opening, closing)
            if mark == "\n":
                rows.append("")
                self._at += 1
            elif mark == "#":
                rows[-1] += f"{_gap(gap) if rows[-1] else ''}{self._remark()}"
            elif mark == ",":
                rows[-1] += ","
                self._at += 1
            else:
                rows[-1] += " " if rows[-1] else ""
                rows[-1] += self._value(path) if opening == "[" else self._pair(path)

    def _pair(self, path: Path) -> str:
        names, key = self._key()
        self._at += 1
        self._blanks()
        return f"{key} = {self._value((*path, *names))}"

    def _line_end(self) -> str:
        """The remark at the end of a line, with the room before it; "" without one."""
        gap = self._blanks()
        found = f"{_gap(gap)}{self._remark()}" if self._text.startswith("#", self._at) else ""
        self._at += 1
        return found

    def _remark(self) -> str:
        end = self._text.find("\n", self._at)
        end = len(self._text) if end < 0 else end
        found = self._text[self._at : end].rstrip(" \t")
        self._at = end
        return found

    def _blanks(self) -> str:
        return self._take(_BLANK)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            message = f"not as TOML is read: character {self._at}"
            raise ValueError(message)
        self._at = found.end()
        return found[0]


def _named(part: str) -> str:
    if part[0] == '"' and "\\" in part:
        (name,) = tomli.loads(f"{part}=0")
        return name
    return part[1:-1] if part[0] in "\"'" else part


def _gap(gap: str) -> str:
    """The room before a remark at the end of a line, which may have put several below each other."""
    return _INDENT if "\t" in gap else gap or " "


def _joined(rows: list[str], opening: str, closing: str) -> str:
    room = " " if opening == "{" else ""
    if len(rows) == 1:
        return f"{opening}{room}{rows[0]}{room}{closing}" if rows[0] else f"{opening}{closing}"
    first, *middle, last = rows
    kept = [row for number, row in enumerate(middle) if row or (0 < number < len(middle) - 1 and middle[number - 1])]
    while kept and not kept[-1]:
        kept.pop()
    lines = [f"{opening}{room or ' ' * first.startswith('#')}{first}" if first else opening, *kept]
    text = f"{_BREAK}{_INDENT}".join(line.replace(_BREAK, f"{_BREAK}{_INDENT}") for line in lines)
    # A blank line has no blanks in it.
    text = text.replace(f"{_BREAK}{_INDENT}{_BREAK}", f"{_BREAK}{_BREAK}")
    inner = last.replace(_BREAK, f"{_BREAK}{_INDENT}")
    return f"{text}{_BREAK}{_INDENT}{inner}{room}{closing}" if last else f"{text}{_BREAK}{closing}"


def _trimmed(lines: list[str], *, last: bool = True) -> list[str]:
    """Remarks without the blank line before them, and without the `last` one after them."""
    kept = lines[1:] if lines[:1] == [""] else lines
    return kept[:-1] if last and kept[-1:] == [""] else kept


def _of_file(lines: list[str]) -> tuple[list[str], list[str]]:
    """The remarks at the top that are about the whole file, with the blank line after them, and those of the first key.

    A line for language servers is about the file, wherever it stands.
    """
    ends = [number for number, line in enumerate(lines, 1) if not line or line.startswith("#:")]
    at = ends[-1] if ends else 0
    return _trimmed(lines[:at], last=False), lines[at:]


def _right_below(lines: list[str]) -> tuple[list[str], list[str]]:
    """The remarks that stand right below what comes before, and the others, which belong to what comes after."""
    at = lines.index("") if "" in lines else len(lines)
    return lines[:at], lines[at:]
