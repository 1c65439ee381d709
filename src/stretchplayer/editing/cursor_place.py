"""Where a cursor stands in the text of a routine, whatever else is wrong: at which key or value of which table."""

from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, NamedTuple

from msgspec import NODEFAULT

from stretchplayer.editing.keys import Sort, step_order
from stretchplayer.editing.outline import moves_in
from stretchplayer.editing.toml_text import (
    Holder,
    Names,
    Statement,
    Word,
    closed,
    headers,
    line_span,
    region_at,
    regions,
    statements_of,
    unquoted,
)
from stretchplayer.model.figure import Figure, Limb, Pose, Prop
from stretchplayer.model.steps import KINDS
from stretchplayer.routine.fields import DEFAULTS, GROUP, OF_KIND, SOUND, TOP, Field, Fields, fields_of
from stretchplayer.routine.moves import INCLUDE_KEYS, Moves, Table

Where = Literal["header", "key", "value", "text", "remark"]


class Place(NamedTuple):
    """Where a cursor stands, in columns of its line.

    `names` are those of the table around it: `("step", "step")` for a step of a group. `key` is the key that it is at,
    or in whose value; `word` is what stands before the cursor of a key, a value or a header, without quotes, and
    `start` to `end` the columns of all of it, with quotes. `values` are the keys of this table with their values as
    they are written, `listed` says whether the value is an item of a list, `quoted` whether it has quotes already,
    `equals` whether there is an `=` behind the key, `inline` whether the table has no header. Nothing can be completed
    in `text` and in a `remark`.
    """

    where: Where
    names: Names
    key: str
    word: str
    start: int
    end: int
    values: Mapping[str, str]
    listed: bool = False
    inline: bool = False
    quoted: bool = False
    equals: bool = False


def values_of(text: str, table: Holder) -> dict[str, str]:
    """The keys of a table with their values as they are written; "" for a key without one."""
    return {each.key: text[each.value_at : each.end].strip() for each in table.statements}


def place(text: str, line: int, column: int) -> Place:
    """Where the cursor stands; line and column count from 0, and may lie beyond the end of the text."""
    line_at, end = line_span(text, max(0, line))
    at = max(line_at, min(line_at + column, end))
    here, before = text[line_at:end], text[line_at:at]
    region = region_at(regions(text), at)
    table = statements_of(text, region)
    lead = before.lstrip(" \t")
    if region.header is not None and region.header.line == line_at:
        last = len(here.partition("#")[0].rstrip())
        where: Where = "remark" if len(before) > last else "header"
        start = len(here) - len(here.lstrip(" \t"))
        return Place(where, region.names, "", before[start:], start, last, values_of(text, table))
    if lead.startswith("[") and "=" not in lead and not _deep(table, line_at):
        start = len(before) - len(lead)
        return Place("header", region.names, "", lead, start, len(here.rstrip()), {})
    found = _Finder(text, line_at, at).find(table)
    return found._replace(inline=region.header is None and bool(found.names))


def _deep(table: Holder, at: int) -> bool:
    """Whether an offset lies inside of brackets or of a text over several lines."""
    return any(
        (each.inner is not None and each.inner.at < at < each.inner.end)
        or any(word.at < at < word.end for word in each.words)
        for each in table.statements
    )


class _Finder:
    """Finds the place of one cursor in a table."""

    def __init__(self, text: str, line_at: int, at: int) -> None:
        self._text, self._line_at, self._at = text, line_at, at

    def find(self, table: Holder) -> Place:
        """The place, in the innermost brackets around the cursor."""
        if self._in_remark(table):
            return self._made("remark", table, None, None)
        after = [*(each.at for each in table.statements[1:]), len(self._text) + 1]
        for statement, then in zip(table.statements, after, strict=False):
            # Those that end before the next one, which begins before the cursor, are not looked at.
            if statement.at <= self._at <= then and self._at <= self._reach(statement, table, then):
                return self._in_statement(statement, table)
        return self._made("key", table, None, None)

    def _in_remark(self, table: Holder) -> bool:
        """Whether a `#` that is in no text stands before the cursor on its line."""
        before = self._text[self._line_at : self._at]
        if "#" not in before:
            return False
        words = [word for each in table.statements for word in self._words(each)]
        behind = iter(sorted(word for word in words if word.end > self._line_at))
        word = next(behind, None)
        for at in (self._line_at + at for at, mark in enumerate(before) if mark == "#"):
            while word is not None and word.end <= at:
                word = next(behind, None)
            if word is None or at < word.at:
                return True
        return False

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

    def _reach(self, statement: Statement, table: Holder, after: int) -> int:
        """How far a statement goes for a user who types: to the end of its line, or to where the next one begins."""
        end = self._text.find("\n", max(statement.end - 1, statement.at))
        end = len(self._text) if end < 0 else end
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


_FIGURE_PARTS: Final = {"start": Pose, "end": Pose, "through": Pose, "props": Prop}
_NOTHING: Final[Table] = {}
_LIMBS: Final = ("arms", "left_arm", "right_arm", "legs", "left_leg", "right_leg")


class TableHere(NamedTuple):
    """What is known of a table: its sort, for a step or move its kind ("" if unknown) and what its move gives.

    `fields` are the keys that it may have, in the order in which files usually have them.
    """

    sort: Sort
    kind: str
    base: Table
    fields: Fields
    moves: Moves


def table_here(text: str, line: int, place: Place) -> TableHere:
    """What is known of the table around a place that lies in this line of the text."""
    moves = moves_in(text)
    sort = _sort(place.names, place.values, _below(text, line_span(text, line)[0]), inline=place.inline)
    kind, base = "", _NOTHING
    if sort in ("step", "move"):
        base = moves.keys_of(unquoted(place.values.get("move", ""))) or _NOTHING
        if sort == "move" and len(place.names) > 1:
            base = moves.keys_of(place.names[1]) or _NOTHING
        own = unquoted(place.values.get("kind", ""))
        kind = own if own in KINDS else str(base.get("kind", "")) if not own else ""
    return TableHere(sort, kind, base, _fields(sort, kind), moves)


def _sort(names: Names, values: Mapping[str, str], below: Names, *, inline: bool) -> Sort:
    """The sort of a table by its names, its keys, and the names of the table below it."""
    if not names:
        return "top"
    if "figure" in names:
        return _part_of_figure(names[names.index("figure") + 1 :])
    if names[0] == "move":
        return "move" if len(names) == 2 else "other"  # noqa: PLR2004 - `move` and the name of one
    if names in (("defaults",), ("sound",)):
        return "defaults" if names[0] == "defaults" else "sound"
    if names[0] == "limits":
        return "limits"
    if names[-1] == "hold" or any(name != "step" for name in names):
        return "other"
    if "routine" in values:
        return "include"
    if {"kind", "move"} & values.keys():
        return "step"
    repeats = "step" in values or "repeat" in values
    return "group" if repeats or (not inline and below == (*names, "step")) else "step"


def _part_of_figure(names: Names) -> Sort:
    if not names:
        return "figure"
    if len(names) == 1 and names[0] in _FIGURE_PARTS:
        return "prop" if names[0] == "props" else "pose"
    return "limb" if names[-1] in _LIMBS else "other"


def _below(text: str, at: int) -> Names:
    """The names of the table below the one that a place belongs to."""
    return next((each.names for each in headers(text) if each.line > at), ())


@cache
def _fields(sort: Sort, kind: str) -> Fields:
    if sort in ("step", "move"):
        found = _step_fields(kind)
        return {key: field for key, field in found.items() if sort == "step" or key != "move"}
    return _plain_tables().get(sort, {})


@cache
def _plain_tables() -> Mapping[Sort, Fields]:
    """The keys of the tables that are alike wherever they stand."""
    return {
        "top": {"format": _FORMAT, **TOP},
        "group": {key: field for key, field in GROUP.items() if key != "step"},
        "include": {key: _ROUTINE if key == "routine" else GROUP[key] for key in INCLUDE_KEYS},
        "defaults": DEFAULTS,
        "sound": SOUND,
        "figure": fields_of(Figure),
        "pose": fields_of(Pose),
        "limb": fields_of(Limb),
        "prop": fields_of(Prop),
    }


_KIND: Final = Field(key="kind", annotation=str, required=True, default=NODEFAULT)
_ROUTINE: Final = Field(key="routine", annotation=str, required=True, default=NODEFAULT)

_FORMAT: Final = Field(key="format", annotation=int, required=True, default=NODEFAULT)


def _step_fields(kind: str) -> Fields:
    """The keys of a step of a kind, in the order of a file; of all kinds, if it is not known."""
    every: dict[str, Field] = {}
    for each in (kind,) if kind in OF_KIND else OF_KIND:
        every = {**OF_KIND[each], **every}
    every["kind"] = _KIND
    return {key: every[key] for key in step_order(kind) if key in every}
