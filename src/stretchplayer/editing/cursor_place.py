"""Where a cursor stands in the text of a routine: in which table, at which key or value, whatever else is wrong."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from stretchplayer.editing.loose_toml import (
    Header,
    Holder,
    Names,
    Region,
    Statement,
    Word,
    closed,
    regions,
    statements_of,
    unquoted,
)

Where = Literal["header", "key", "value", "text", "remark"]


class Place(NamedTuple):
    """Where a cursor stands, in columns of its line.

    `names` are those of the table around it: `("step", "step")` for a step of a group. `key` is the key that it is at,
    or in whose value; `word` is what stands before the cursor of a key, a value or a header, without quotes, and
    `start` to `end` the columns of all of it, with quotes. `values` are the keys of this table with their values as
    they are written, `listed` says whether the value is an item of a list, `quoted` whether it has quotes already,
    `equals` whether there is an `=` behind the key. Nothing can be completed in `text` and in a `remark`.
    """

    where: Where
    names: Names
    key: str
    word: str
    start: int
    end: int
    values: Mapping[str, str]
    listed: bool = False
    header: Header | None = None
    quoted: bool = False
    equals: bool = False


def region_at(found: Sequence[Region], line: int) -> Region:
    """The table that a line belongs to, a header to the table that it begins."""
    return next(each for each in reversed(found) if (each.header.line if each.header else 0) <= line)


def values_of(text: str, table: Holder) -> dict[str, str]:
    """The keys of a table with their values as they are written; "" for a key without one."""
    return {each.key: text[each.value_at : each.end].strip() for each in table.statements}


def place(text: str, line: int, column: int) -> Place:
    """Where the cursor stands; line and column count from 0, and may lie beyond the end of the text."""
    lines = text.split("\n")
    line = max(0, min(line, len(lines) - 1))
    here = lines[line]
    column = max(0, min(column, len(here)))
    found = regions(lines)
    region = region_at(found, line)
    inner = "\n".join(lines[region.first : region.end])
    names = region.header.names if region.header is not None else ()
    table = statements_of(inner, names)
    before = here[:column]
    if region.header is not None and region.header.line == line:
        end = len(here.partition("#")[0].rstrip())
        where: Where = "remark" if column > end else "header"
        start = len(here) - len(here.lstrip(" \t"))
        return Place(where, names, "", before[start:], start, end, values_of(inner, table), header=region.header)
    line_at = sum(len(each) + 1 for each in lines[region.first : line])
    lead = before.lstrip(" \t")
    if lead.startswith("[") and "=" not in lead and not _deep(table, line_at):
        start = len(before) - len(lead)
        return Place("header", names, "", lead, start, len(here.rstrip()), {}, header=region.header)
    found_place = _Finder(inner, line_at, column).find(table)
    return found_place._replace(header=region.header)


def _deep(table: Holder, at: int) -> bool:
    """Whether an offset lies inside of brackets or of a text over several lines."""
    return any(
        (each.inner is not None and each.inner.at < at < each.inner.end)
        or any(word.at < at < word.end for word in each.words)
        for each in table.statements
    )


class _Finder:
    """Finds the place of one cursor in a table."""

    def __init__(self, text: str, line_at: int, column: int) -> None:
        self._text, self._line_at, self._at = text, line_at, line_at + column

    def find(self, table: Holder) -> Place:
        """The place, in the innermost brackets around the cursor."""
        if self._in_remark(table):
            return self._made("remark", table, None, None)
        for statement in table.statements:
            if statement.at <= self._at <= self._reach(statement, table):
                return self._in_statement(statement, table)
        return self._made("key", table, None, None)

    def _in_remark(self, table: Holder) -> bool:
        """Whether a `#` that is in no text stands before the cursor on its line."""
        before = self._text[self._line_at : self._at]
        if "#" not in before:
            return False
        words = [word for each in table.statements for word in self._words(each)]
        marks = (self._line_at + at for at, mark in enumerate(before) if mark == "#")
        return any(not any(word.at <= at < word.end for word in words) for at in marks)

    def _words(self, statement: Statement) -> list[Word]:
        found = list(statement.words)
        holders = [statement.inner] if statement.inner is not None else []
        while holders:
            holder = holders.pop()
            found += holder.words
            for each in holder.statements:
                found += self._words(each)
            holders += holder.inner
        return found

    def _reach(self, statement: Statement, table: Holder) -> int:
        """How far a statement goes for somebody who types: to the end of its line, or to the next one."""
        end = self._text.find("\n", max(statement.end - 1, statement.at))
        end = len(self._text) if end < 0 else end
        after = next((each.at for each in table.statements if each.at > statement.at), end + 1)
        if table.mark and (comma := self._text.find(",", statement.end, end)) >= 0:
            end = comma
        inside = table.end - 1 if table.mark and table.closed else end
        return max(statement.end, min(end, after - 1, inside))

    def _in_statement(self, statement: Statement, table: Holder) -> Place:
        if statement.equals < 0:
            at_key = self._at <= statement.key_end
            return self._made("key" if at_key else "text", table, statement, Word(statement.at, statement.key_end, ""))
        if self._at <= statement.equals:
            return self._made("key", table, statement, Word(statement.at, statement.key_end, ""))
        inner = statement.inner
        if inner is not None and inner.at < self._at and (self._at < inner.end or not inner.closed):
            return self._in_holder(inner, statement, table)
        word = next((each for each in statement.words if each.at <= self._at <= each.end), None)
        if (word is None and statement.words) or (inner is not None and self._at >= inner.end):
            return self._made("text", table, statement, None)
        return self._made("value", table, statement, word)

    def _in_holder(self, holder: Holder, statement: Statement, table: Holder) -> Place:
        if holder.mark == "{":
            return self.find(holder)
        for inner in holder.inner:
            if inner.at < self._at and (self._at < inner.end or not inner.closed):
                return self._in_holder(inner, statement, table)
        word = next((each for each in holder.words if each.at <= self._at <= each.end), None)
        return self._made("value", table, statement, word, listed=True)

    def _made(
        self, where: Where, table: Holder, statement: Statement | None, word: Word | None, *, listed: bool = False
    ) -> Place:
        at, end = (self._at, self._at) if word is None else (word.at, word.end)
        shown = self._text[at:end]
        typed = self._text[at : self._at]
        quoted = shown[:1] in ('"', "'") and shown != ""
        if where == "value" and quoted and (at < self._line_at or shown.startswith(('"""', "'''"))):
            where = "text"
        if where == "value" and quoted and closed(shown) and self._at in (at, end):
            # Before or behind a whole text nothing can be typed.
            where = "text"
        values = values_of(self._text, table)
        key = "" if statement is None else statement.key
        if where == "key" and statement is not None:
            values.pop(key, None)
        return Place(
            where=where,
            names=table.names,
            key=key,
            word=unquoted(typed),
            start=max(0, at - self._line_at),
            end=end - self._line_at,
            values=values,
            listed=listed,
            quoted=quoted,
            equals=statement is not None and statement.equals >= 0,
        )
