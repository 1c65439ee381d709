"""Formats a routine file: keys in one order, even spacing, short durations; remarks stay with what they are about.

Not with tomlkit: it joins lists of tables that stand apart in a file, and puts a remark above a table into the one
before.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import tomli
from msgspec import Struct, field

from stretchplayer.catalog import moves
from stretchplayer.editing.keys import LENGTH_KEYS, TABLES, TOP_ORDER, place_of, step_order
from stretchplayer.model.duration import PATTERN, SPAN_RANGE_PATTERN
from stretchplayer.routine.fields import DEFAULTS, SOUND
from stretchplayer.routine.toml_source import BLANK, SCALAR, Matcher, key_part, parse, past

Path = tuple[str, ...]
"""The names of a key and of the tables around it, without the numbers of those in lists."""
_RANK: Final = {name: place for place, name in enumerate((*TABLES, "move", "step"))}
"""The order of tables; one that is not there stands with the moves."""
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


_SIDES: Final = frozenset({"left", "right"})


def format_text(text: str) -> str:
    """The text of a routine file, formatted; what is formatted already stays as it is.

    Order, spacing and the form of durations change, and nothing else: it means the same, and has the same remarks.
    NotToml where it is no TOML.
    """
    return format_bytes(text.encode()).decode()


def format_bytes(data: bytes) -> bytes:
    """The bytes of a routine file, formatted as `format_text` does. NotToml says where they are no text or no TOML."""
    text, document = parse(data)
    return_feeds = "\r\n" in text[: text.find("\n") + 1]
    found = _Reader(text.replace("\r\n", "\n")).read()
    made = _written(found)
    if _short_all(tomli.loads(made)) != _short_all(document):
        message = "formatting would have changed what the file means"
        raise ValueError(message)
    return (made.replace("\n", "\r\n") if return_feeds else made).encode()


def _written(found: Layout) -> str:
    lines = list(found.head)
    root = _table_lines(found.root, TOP_ORDER)
    if lines and lines[-1] and (found.root.entries or found.tables) and not found.root.entries:
        lines.append("")
    lines += root
    ranked = sorted(found.tables, key=lambda table: _RANK.get(table.path[0], _RANK["move"]))
    for table in ranked:
        if lines and lines[-1]:
            lines.append("")
        lines += [*table.above, table.header, *_table_lines(table, _order(table))]
    if found.foot:
        lines += ["", *found.foot] if lines and lines[-1] else found.foot
    return "".join(f"{line}\n" for line in lines)


def _table_lines(table: Table, order: tuple[str, ...]) -> list[str]:
    depth = len(table.path)
    entries = sorted(table.entries, key=lambda entry: place_of(entry.path[depth], order))
    lines: list[str] = []
    for entry in entries:
        if entry.apart and lines and lines[-1]:
            lines.append("")
        lines += [*entry.above, entry.line]
    return [*lines, *table.below]


def _order(table: Table) -> tuple[str, ...]:
    """The order of the keys of a table."""
    inner = _within_step(table.path)
    if inner == ():
        return step_order(named_kind({entry.path[-1]: entry.value.strip("\"'") for entry in table.entries}))
    if table.path == ("defaults",):
        return tuple(DEFAULTS)
    return tuple(SOUND) if table.path == ("sound",) else ()


def _within_step(path: Path) -> Path | None:
    """The path below the innermost step, or below a move; None where it is in neither."""
    if path[:1] == ("move",) and len(path) > 1:
        return path[2:]
    if path[:1] != ("step",):
        return None
    at = next((number for number, name in enumerate(path) if name != "step"), len(path))
    return path[at:]


def named_kind(values: Mapping[str, object]) -> str:
    """The kind that a step with these values names, or its bundled move has; "" where neither is known."""
    move = moves().get(str(values.get("move", "")))
    return str(values.get("kind") or (move.step["kind"] if move is not None else ""))


def _rewritten(path: Path, value: str) -> str:
    """A value in its new form: a duration with short units, everything else as it is."""
    if not _is_length(path) or value[0] not in "\"'" or value[:3] in ('"""', "'''"):
        return value
    return f"{value[0]}{_short(value[1:-1])}{value[0]}"


def _is_length(path: Path) -> bool:
    inner = path[1:] if path[:1] == ("defaults",) else _within_step(path)
    if not inner or inner[0] not in LENGTH_KEYS:
        return False
    return len(inner) == 1 or (inner[0] == "hold" and len(inner) == 2 and inner[1] in _SIDES)  # noqa: PLR2004 - a side


def _short(text: str) -> str:
    """A duration with short units and no spaces; anything else as it is."""
    found = re.match(SPAN_RANGE_PATTERN, text)
    if found is not None:
        low, unit, high, last = found.groups()
        return f"{low}{unit[0] if unit and unit[0] != last[0] else ''}-{high}{last[0]}"
    found = re.match(PATTERN, text)
    if found is None:
        return text
    hours, minutes, seconds, clock, _ = found.groups()
    if clock is not None:
        return text.strip(" ")
    return "".join(f"{number}{unit}" for number, unit in zip((hours, minutes, seconds), "hms", strict=True) if number)


def _short_all(value: Any) -> Any:  # noqa: ANN401 - any value of TOML
    """A document with all text that may be a duration in its short form, to compare two of them."""
    if isinstance(value, dict):
        return {key: _short_all(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_short_all(each) for each in value]
    # One that is no number is unequal to itself.
    return _short(value) if isinstance(value, str) else repr(value)


class _Reader:
    """Takes a TOML text apart into tables, keys and remarks, each as it is to be written; nothing gets lost."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

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
            name, end = key_part(self._text, self._at)
            names.append(name)
            parts.append(self._text[self._at : end])
            self._at = end
            self._blanks()
            if self._text[self._at] != ".":
                return tuple(names), ".".join(parts)
            self._at += 1

    def _value(self, path: Path) -> str:
        mark = self._text[self._at]
        if mark in "[{":
            return self._several(path)
        return _rewritten(path, self._take(SCALAR))

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
        return self._take(BLANK)

    def _take(self, pattern: Matcher) -> str:
        start, self._at = self._at, past(pattern, self._text, self._at)
        return self._text[start : self._at]


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
