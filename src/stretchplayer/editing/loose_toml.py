"""The tables, keys and values of a text that need not be TOML yet: an error takes its own line with it and no more."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

Names = tuple[str, ...]
_NAME: Final = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_HEADER: Final = re.compile(
    rf"[ \t]*(?P<open>\[\[?)[ \t]*(?P<names>{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*\]{{0,2}}[ \t]*\r?(?:\#.*)?$"
)
_NAMES: Final = re.compile(_NAME)
_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*"
    r"|[\[\]{},=\n]"
    r"""|[^\s\[\]{},=\#"']+""",
    re.DOTALL,
)
_DEEPEST: Final = 32
"""How deep brackets are followed into each other."""
_MARKS: Final = frozenset("[]{},=\n")


class Header(NamedTuple):
    """A `[table]` or `[[table]]` line: its number from 0, its names, whether it is one of a list."""

    line: int
    names: Names
    listed: bool


class Region(NamedTuple):
    """The lines of one table: its header, None at the top of the file, and the lines `first` to `end` below it."""

    header: Header | None
    first: int
    end: int


class Word(NamedTuple):
    """One piece of text with its offsets: a key, a text in quotes, a number, a bracket."""

    at: int
    end: int
    shown: str


class Holder:
    """What is in one pair of brackets, or in a whole table: statements, or the items of a list; `key` is whose."""

    def __init__(self, mark: str, at: int, names: Names, key: str = "") -> None:
        self.mark, self.at, self.names, self.key = mark, at, names, key
        self.end = at
        self.closed = False
        self.statements: list[Statement] = []
        self.words: list[Word] = []
        self.inner: list[Holder] = []


class Statement:
    """A key, and what stands behind its `=`: words, or a list or table; `equals` is -1 where there is no `=` yet."""

    def __init__(self, key: Word) -> None:
        self.at, self.key_end, self.key = key.at, key.end, unquoted(key.shown)
        self.end = key.end
        self.equals = -1
        self.words: list[Word] = []
        self.inner: Holder | None = None

    @property
    def value_at(self) -> int:
        """Where the value begins; behind the `=` if there is none."""
        if self.inner is not None:
            return self.inner.at
        return self.words[0].at if self.words else self.end


def unquoted(value: str) -> str:
    """A key or a short text without its quotes, whether they are closed or not."""
    for mark in ('"""', "'''", '"', "'"):
        if value.startswith(mark):
            return value[len(mark) :].removesuffix(mark)
    return value


def closed(value: str) -> bool:
    """Whether a text has its closing quote."""
    mark = next((mark for mark in ('"""', "'''", '"', "'") if value.startswith(mark)), "")
    return not mark or (len(value) >= 2 * len(mark) and value.endswith(mark))


def header(line: str, number: int = 0) -> Header | None:
    """The header that a line is, with or without its closing brackets."""
    found = _HEADER.match(line) if line.lstrip(" \t").startswith("[") else None
    if found is None:
        return None
    names = tuple(unquoted(each) for each in _NAMES.findall(found["names"]))
    return Header(number, names, found["open"] == "[[")


def regions(lines: Sequence[str]) -> list[Region]:
    """All tables, with the top of the file as the first."""
    found: list[Region] = []
    above, first = None, 0
    for number, line in enumerate(lines):
        each = header(line, number)
        if each is not None:
            found.append(Region(above, first, number))
            above, first = each, number + 1
    return [*found, Region(above, first, len(lines))]


def statements_of(text: str, names: Names) -> Holder:
    """The statements of one table, whose lines without the header are `text`."""
    table = Holder("", 0, names)
    _Reader(text).table(table)
    table.end, table.closed = len(text), False
    return table


class _Reader:
    """Reads words from left to right; what does not fit ends with its line."""

    def __init__(self, text: str) -> None:
        self._words = [Word(*found.span(), found[0]) for found in _TOKEN.finditer(text) if found[0][0] != "#"]
        self._next = self._depth = 0

    def _peek(self, ahead: int = 0) -> str:
        at = self._next + ahead
        return self._words[at].shown if at < len(self._words) else ""

    def _take(self) -> Word:
        self._next += 1
        return self._words[self._next - 1]

    def table(self, table: Holder) -> None:
        """Read statements up to the closing bracket, or where the next line shows that it is missing."""
        comma = True
        while shown := self._peek():
            if shown == "}" and table.mark:
                table.end, table.closed = self._take().end, True
                return
            if shown == "\n":
                if table.mark and not comma and self._peek(1) not in ("}", ",", "\n"):
                    return
                self._take()
            elif shown in _MARKS:
                comma = self._take().shown == ","
            else:
                statement = self._statement(table)
                table.statements.append(statement)
                table.end, comma = statement.end, False

    def _statement(self, table: Holder) -> Statement:
        statement = Statement(self._take())
        while (shown := self._peek()) and shown not in _MARKS:
            # What is no key belongs to the statement all the same, as in `hold 20`.
            statement.words.append(self._take())
            statement.end = statement.words[-1].end
        if shown != "=":
            return statement
        statement.equals = self._take().at
        statement.end, statement.words = statement.equals + 1, []
        while (shown := self._peek()) and shown not in ("\n", ",", "}", "]"):
            if shown in "[{":
                mark = self._take()
                names = (*table.names, statement.key) if mark.shown == "{" else table.names
                statement.inner = Holder(mark.shown, mark.at, names, statement.key)
                self._inside(statement.inner)
                statement.end = statement.inner.end
            else:
                statement.words.append(self._take())
                statement.end = statement.words[-1].end
        return statement

    def _inside(self, holder: Holder) -> None:
        holder.end = holder.at + 1
        if self._depth == _DEEPEST:
            return
        self._depth += 1
        if holder.mark == "{":
            self.table(holder)
        else:
            self._list(holder)
        self._depth -= 1

    def _list(self, holder: Holder) -> None:
        while shown := self._peek():
            ahead = 1 if shown == "\n" else 0
            if self._peek(ahead + 1) == "=" and self._peek(ahead) not in _MARKS:
                # The next statement: the list was never closed.
                return
            word = self._take()
            if shown == "]":
                holder.end, holder.closed = word.end, True
                return
            if shown in "[{":
                names = (*holder.names, holder.key) if shown == "{" else holder.names
                inner = Holder(shown, word.at, names, holder.key)
                holder.inner.append(inner)
                self._inside(inner)
                holder.end = inner.end
            elif shown not in _MARKS:
                holder.words.append(word)
                holder.end = word.end


def every_statement(table: Holder) -> Iterator[Statement]:
    """The statements of a table, and of the tables in it, in order."""
    for statement in table.statements:
        yield statement
        if statement.inner is not None:
            yield from every_statement(statement.inner)
    for inner in table.inner:
        yield from every_statement(inner)
