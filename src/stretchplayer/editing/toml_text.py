"""The headers, keys and values of a text that need not be TOML yet: an error takes its own line with it and no more.

All places are offsets in the whole text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from stretchplayer.routine.toml_source import LONG_TEXT, SHORT_TEXT

Names = tuple[str, ...]
# What matches is never given back, so that no line takes longer than it is long.
_NAME: Final = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_NAMES: Final = re.compile(_NAME)
_HEADER: Final = re.compile(
    rf"[ \t]*+(?P<open>\[\[?+)[ \t]*+(?P<names>{_NAME}(?:[ \t]*+\.[ \t]*+{_NAME})*+)[ \t]*+(?:\.[ \t]*+)?+"
    r"(?P<close>\]{0,2}+)[ \t\r]*+(?:#[^\n]*+)?+(?=\n|\Z)"
).match
_SURELY: Final = re.compile(
    r"[ \t]*+\[{1,2}+[ \t]*+(?:[\"']?+(?:step|defaults|sound|limits)\b[\w.\"' \t-]*+"
    r"|move\.(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\]\n#])++)\]*+[ \t\r]*+(?:#|\n|\Z)"
).match
"""A line that is a header even where a list above it was not closed."""
_MARKS: Final = {
    quotes: re.compile(
        rf"(?P<text>{''.join(f'(?={quote}){LONG_TEXT}|' for quote in quotes)}{SHORT_TEXT})"
        r"|(?P<remark>\#[^\n]*+)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<line>\n)"
        # A text without its closing quote is looked through once, up to the end of its line.
        r"""|["'](?:[^"'\\\n#\[\]{}]|\\[^\n])++"""
    )
    for quotes in ("\"'", '"', "'", "")
}
"""By the quotes that texts over several lines can have."""
_WORD: Final = re.compile(
    rf"{LONG_TEXT}|(?s:(?:\"\"\"|''').*)|{SHORT_TEXT}|[\"'][^\n]*|\#[^\n]*|[\[\]{{}},=\n]"
    r"""|[^\s\[\]{},=\#"']+"""
)
"""A text without its closing quotes goes to the end of its line, or of everything."""
_DEEPEST: Final = 32
"""How deep brackets are followed into each other."""
_SIGNS: Final = frozenset("[]{},=\n")


class Header(NamedTuple):
    """A `[table]` or `[[table]]`: from `start` up to `end` (after its line break), the parts of its name.

    Its line begins at `line`; `closed` says whether it has as many brackets at its end as at its beginning.
    """

    line: int
    start: int
    end: int
    names: Names
    repeated: bool
    closed: bool

    @property
    def is_step(self) -> bool:
        """Whether a step begins here."""
        return set(self.names) == {"step"}

    def is_table_of_step(self, depth: int) -> bool:
        """Whether it is a table of a step's own, at this depth of groups: `[step.figure]` at 1."""
        return self.names[:depth] == ("step",) * depth and self.names[depth : depth + 1] not in ((), ("step",))


class Region(NamedTuple):
    """The lines of one table, without its header, which is None at the top of the file."""

    header: Header | None
    start: int
    end: int

    @property
    def names(self) -> Names:
        """The names of the table."""
        return self.header.names if self.header is not None else ()


class Word(NamedTuple):
    """One piece of text: a key, a text in quotes, a number, a bracket."""

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


def newline_of(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def line_span(text: str, line: int) -> tuple[int, int]:
    """Where a line, counted from 0, begins and ends, without its line break; the last one, if there is none."""
    start = 0
    for _ in range(line):
        after = text.find("\n", start) + 1
        if not after:
            break
        start = after
    return start, line_end(text, start)


def line_start(text: str, at: int) -> int:
    """Where the line around a place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line around a place ends, without its line break."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


@lru_cache(maxsize=16)
def headers(text: str) -> tuple[Header, ...]:
    """The headers of a text."""
    return tuple(_headers(text))


class _Marks:
    """The texts, remarks, brackets and line breaks of a text, in their order.

    Where a text over several lines is never closed, none with the same quotes is from there on: that is looked for
    once, and not at each of the quotes.
    """

    def __init__(self, text: str) -> None:
        self._text, self._quotes = text, "\"'"

    def after(self, at: int) -> Iterator[re.Match[str]]:
        """Those behind a place, which may be no earlier than those that were given before."""
        text, ended = self._text, False
        while not ended:
            ended = True
            for mark in _MARKS[self._quotes].finditer(text, at):
                yield mark
                at = mark.end()
                quote = text[at - 1 : at]
                if mark["text"] and at - mark.start() == _TWO and text.startswith(quote, at) and quote in self._quotes:
                    self._quotes, ended = self._quotes.replace(quote, ""), False
                    break


_TWO: Final = 2
"""Quotes of an empty text; a third one begins a text over several lines that is never closed."""


def _headers(text: str) -> Iterator[Header]:
    depth, at, marks = 0, 0, _Marks(text)
    while at <= len(text):
        if (depth == 0 or _SURELY(text, at)) and (found := header(text, at)):
            yield found
            depth, at = 0, found.end
            continue
        # On to the next line that is not inside of a text over several lines.
        for mark in marks.after(at):
            if mark["open"]:
                depth += 1
            elif mark["close"]:
                depth = max(0, depth - 1)
            elif mark["line"]:
                at = mark.end()
                break
        else:
            return


def header(text: str, at: int) -> Header | None:
    """The header that a line is, which begins at this place; its closing brackets may be missing."""
    found = _HEADER(text, at)
    if found is None:
        return None
    return Header(
        line=at,
        start=found.start("open"),
        end=min(found.end() + 1, len(text)),
        names=tuple(unquoted(each) for each in _NAMES.findall(found["names"])),
        repeated=found["open"] == "[[",
        closed=found["close"] == found["open"].replace("[", "]"),
    )


@lru_cache(maxsize=16)
def regions(text: str) -> tuple[Region, ...]:
    """All tables, with the top of the file as the first."""
    found, above, start = [], None, 0
    for each in headers(text):
        found.append(Region(above, start, each.line))
        above, start = each, each.end
    return (*found, Region(above, start, len(text)))


def region_at(found: Sequence[Region], at: int) -> Region:
    """The table that a place belongs to, a header to the table that it begins."""
    return next(each for each in reversed(found) if (each.header.line if each.header else 0) <= at)


def remarks_above(text: str, at: int) -> int:
    """Where the remarks begin that stand right above a header."""
    start = line_start(text, at)
    while start:
        before = line_start(text, start - 1)
        if not text[before:start].lstrip().startswith("#"):
            break
        start = before
    return start


@lru_cache(maxsize=4096)
def content_length(part: str) -> int:
    """How much of a part holds keys, with the remarks that follow them without a blank line."""
    texts_end = max((mark.end() for mark in _Marks(part).after(0) if mark["text"]), default=0)
    end = at = 0
    joined = True
    for line in part.splitlines(keepends=True):
        stripped = line.strip()
        at += len(line)
        inside = at - len(line) < texts_end
        if inside or (stripped and not stripped.startswith("#")) or (stripped and joined):
            end, joined = at, True
        else:
            joined = False
    return end


def remarks_in(part: str) -> list[str]:
    """Every remark of a part, without its line break; what stands in texts is none."""
    return [mark["remark"].rstrip("\r") for mark in _Marks(part).after(0) if mark["remark"]]


def statements_of(text: str, region: Region) -> Holder:
    """The statements of one table."""
    table = Holder("", region.start, region.names)
    _Reader(text, region).table(table)
    table.end, table.closed = region.end, False
    return table


class _Reader:
    """Reads words from left to right; what does not fit ends with its line."""

    def __init__(self, text: str, region: Region) -> None:
        # What has no closing quotes does not take the line break before the next header along.
        found = _WORD.finditer(text, region.start, region.end - (region.end < len(text)))
        self._words = [Word(*each.span(), each[0]) for each in found if each[0][0] != "#"]
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
            elif shown in _SIGNS:
                comma = self._take().shown == ","
            else:
                statement = self._statement(table)
                table.statements.append(statement)
                table.end, comma = statement.end, False

    def _statement(self, table: Holder) -> Statement:
        statement = Statement(self._take())
        while (shown := self._peek()) and shown not in _SIGNS:
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
            if self._peek(ahead + 1) == "=" and self._peek(ahead) not in _SIGNS:
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
            elif shown not in _SIGNS:
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
