"""What can be completed at the cursor in the text of a routine: keys, headers, values in the quotes that they need."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from msgspec import inspect

from stretchplayer.caps.limits import LIMITS, bound, usual
from stretchplayer.catalog import folded, folded_names, spaced, target_name
from stretchplayer.catalog import moves as bundled_moves
from stretchplayer.editing.cursor_place import Place, TableHere, place, table_here
from stretchplayer.editing.keys import limits_of, said, usual_value, words_of
from stretchplayer.editing.toml_text import headers, line_span
from stretchplayer.model.muscles import GROUPS, MUSCLES
from stretchplayer.model.steps import DEEPEST, Targets
from stretchplayer.routine import quoting
from stretchplayer.routine.fields import Field
from stretchplayer.routine.moves import several

MOST: Final = 60
"""Completions that are offered at once."""
_TEXT: Final = frozenset(
    {"title", "name", "how", "caution", "say", "summary", "for", "not_for", "author", "source", "alt"}
)
"""Keys of free text: nothing can be offered for their values."""


class Completion(NamedTuple):
    """What may be written in columns `start` to `end` of the line of the cursor.

    `label` is what is listed, `detail` a few words about it; after it is inserted, the cursor goes `back` that many
    characters from its end.
    """

    label: str
    insert: str
    start: int
    end: int
    detail: str = ""
    back: int = 0


class _Found(NamedTuple):
    """A candidate, and the words that it is found by besides its label."""

    label: str
    insert: str
    detail: str
    words: tuple[str, ...] = ()
    back: int = 0


Search = Callable[[str], Sequence[str]]


def completions(
    text: str, line: int, column: int, *, routines: Iterable[str] = (), search: Search | None = None
) -> tuple[Completion, ...]:
    """What fits at the cursor, the best first; line and column count from 0. Errors in the text do not matter.

    `routines` are the names that a step may include; `search` finds names of moves by everyday words, best first.
    """
    here = place(text, line, column)
    if here.where in ("text", "remark"):
        return ()
    if here.where == "header":
        found: Iterable[_Found] = _headers(text, line)
    else:
        table = table_here(text, line, here)
        if here.where == "key":
            found = [*_keys(here, table)]
            if not here.word and not here.names and line == 0:
                found = [each for each in found if each.label == "format"] or found
            if not here.word and not here.equals:
                found += _headers(text, line)
        else:
            found = _values(here, table, tuple(routines), search)
    ranked = {each.label: each for each in _ranked(found, here.word)}
    return tuple(
        Completion(each.label, each.insert, here.start, here.end, each.detail, each.back)
        for each in [*ranked.values()][:MOST]
    )


def _ranked(found: Iterable[_Found], word: str) -> list[_Found]:
    """Those that begin with the word, then those with a part that does, then those found by their other words."""
    typed = spaced(word.casefold()) if not word.startswith("[") else word.casefold()
    if not typed:
        return list(found)
    # Names of muscles are kept without the `s` of a plural.
    single = folded(typed)
    ranks: list[list[_Found]] = [[], [], [], []]
    for each in found:
        label = each.label.casefold()
        plain = spaced(label) if not label.startswith("[") else label
        if label.startswith(word.casefold()) or plain.startswith(typed):
            ranks[0].append(each)
        elif f" {typed}" in f" {plain}" or typed in each.words or single in each.words:
            ranks[1].append(each)
        elif any(f" {typed}" in f" {other}" or f" {single}" in f" {other}" for other in each.words):
            ranks[2].append(each)
        elif len(typed) > 2 and typed in plain:  # noqa: PLR2004 - two letters are in nearly everything
            ranks[3].append(each)
    return [each for rank in ranks for each in rank]


def _headers(text: str, line: int) -> Iterator[_Found]:
    """The headers that may stand in this line."""
    line_at, _ = line_span(text, line)
    there = {each.names for each in headers(text) if each.line != line_at}
    above = [each.names for each in headers(text) if each.line < line_at]
    steps = [names for names in above if set(names) == {"step"}]
    yield _Found("[[step]]", "[[step]]", "the next step")
    if steps:
        for depth in range(2, min(len(steps[-1]) + 1, DEEPEST + 1) + 1):
            header = f"[[{'.'.join(['step'] * depth)}]]"
            yield _Found(header, header, "a step of the group above")
    if not steps:
        for name, what in (
            ("defaults", "lengths for steps that give none"),
            ("sound", "what it sounds like"),
            ("limits", "limits of its own, tighter only"),
        ):
            if (name,) not in there:
                yield _Found(f"[{name}]", f"[{name}]", what)
        yield _Found("[move.NAME]", "[move.]", "a move of its own", back=1)


def _keys(here: Place, table: TableHere) -> Iterator[_Found]:
    """The keys that the table may still have: those that it needs first."""
    if table.sort == "limits":
        yield from _limit_ids(here)
        return
    free = {key: field for key, field in table.fields.items() if key not in here.values and _goes(key, here, table)}
    if table.sort == "step" and not table.kind and "kind" not in here.values:
        usual_first = ("kind", "move", "name", "target", "sides", "hold", "reps", "duration")
        free = {**{key: free[key] for key in usual_first if key in free}, **free}
    order = sorted(free, key=lambda key: not _needed(key, here, table))
    for key in order:
        yield _key(key, free[key], here, table)
    if table.sort == "step" and not here.values:
        yield _Found("routine", "routine = ", "another routine is played here")
        yield _Found("repeat", "repeat = ", "a group: its steps follow as [[step.step]]")


def _key(key: str, field: Field, here: Place, table: TableHere) -> _Found:
    needed = "needed: " if _needed(key, here, table) else ""
    detail = f"{needed}{said(table.sort, table.kind, field).removesuffix('.')}"
    if here.equals:
        return _Found(key, key, detail)
    if key in _TEXT:
        return _Found(key, f'{key} = ""', detail, back=1)
    return _Found(key, f"{key} = ", detail)


def _goes(key: str, here: Place, table: TableHere) -> bool:
    """Whether a key goes with those that are there."""
    values = here.values
    if table.sort not in ("step", "move"):
        return True
    if key == "kind":
        return "move" not in values
    if key == "first":
        return values.get("sides", "").strip("\"'") in ("each", "alternate")
    if table.kind in ("dynamic", "exercise"):
        if "duration" in values:
            return key not in ("reps", "tempo", "hold")
        if "reps" in values:
            return key != "duration"
    return True


def _needed(key: str, here: Place, table: TableHere) -> bool:
    """Whether the table lacks something without this key."""
    if key in here.values or key in table.base:
        return False
    if table.kind in ("dynamic", "exercise") and key in ("duration", "reps") and table.sort == "step":
        return not {"duration", "reps"} & (here.values.keys() | table.base.keys())
    if key == "kind" and table.sort in ("step", "move"):
        return table.sort == "step" and "move" not in here.values
    if table.sort == "move":
        return False
    return table.fields[key].required and (bool(table.kind) or table.sort != "step")


def _limit_ids(here: Place) -> Iterator[_Found]:
    before = f"{'.'.join(here.names[1:])}." if len(here.names) > 1 else ""
    for limit in LIMITS.values():
        name = limit.id.removeprefix(before)
        if limit.id.startswith(before) and limit.id not in here.values and name not in here.values:
            insert = name if here.equals else f"{name} = "
            yield _Found(name, insert, f"{limit.what}, {bound(limit)}", (spaced(limit.what),))


def _values(here: Place, table: TableHere, routines: tuple[str, ...], search: Search | None) -> Iterator[_Found]:
    if table.sort == "limits":
        yield from _limit_values(here)
        return
    field = table.fields.get(here.key)
    if field is None or here.key in _TEXT:
        return
    if here.key in ("move", "instead"):
        yield from _move_names(here.word, table, search, "" if here.key == "move" else table.kind)
    elif here.key == "routine":
        yield from (_word(name, "a routine") for name in routines)
    elif here.key == "needs":
        yield from (_word(name, "") for name in _needs())
    elif isinstance(field.shape, inspect.CustomType) and field.shape.cls is Targets:
        yield from _targets()
    elif words := words_of(table.kind, field):
        yield from (_word(word, meaning) for word, meaning in words)
    elif isinstance(field.shape, inspect.BoolType):
        order = ("false", "true") if here.key == "enabled" else ("true", "false")
        yield from (_Found(each, each, "") for each in order)
    elif not here.word and not here.quoted and not here.listed:
        yield from _numbers(here.key, table)


def _word(word: str, detail: str, words: tuple[str, ...] = ()) -> _Found:
    return _Found(word, quoting.text(word), detail, words)


def _limit_values(here: Place) -> Iterator[_Found]:
    name = ".".join((*here.names[1:], here.key))
    limit = LIMITS.get(name)
    if limit is not None and limit.capped and limit.cap and not here.word:
        yield _Found(f"{limit.cap:g}", f"{limit.cap:g}", f"the cap; {'more' if limit.least else 'less'} is allowed")


def _numbers(key: str, table: TableHere) -> Iterator[_Found]:
    """A number or two to begin with: what is usual."""
    offered = dict.fromkeys((usual_value(table.sort, table.kind, key),))
    details = ""
    for limit in limits_of(table.sort, table.kind, key)[:1]:
        details = ", ".join(part for part in (f"usually {usual(limit)}" if limit.usual else "", bound(limit)) if part)
        for end in limit.usual or ():
            offered[f"{end:g}"] = None
    yield from (_Found(each, each, details) for each in offered if each and each != "0")


@cache
def _targets() -> tuple[_Found, ...]:
    """Every muscle and group, with all the names that people have for it."""
    names: dict[str, list[str]] = {}
    for name, keys in folded_names().items():
        for key in keys:
            names.setdefault(key, []).append(name)
    every = dict.fromkeys((*GROUPS, *MUSCLES))
    return tuple(
        _word(key, target_name(key) if key in MUSCLES else f"{target_name(key)}: all of it", tuple(names.get(key, ())))
        for key in every
    )


@cache
def _bundled() -> tuple[tuple[_Found, str], ...]:
    """Every bundled move with its title, and its kind."""
    return tuple(
        (_word(key, str(move.step.get("name", key)), (spaced(str(move.step.get("name", "")).casefold()),)), kind)
        for key, move in bundled_moves().items()
        for kind in (str(move.step.get("kind", "")),)
    )


def _move_names(word: str, table: TableHere, search: Search | None, kind: str) -> Iterator[_Found]:
    """Moves of the file, then those of the catalogue; those that are found by everyday words come last."""
    yield from (_word(name, "a move of this file") for name in table.moves.local)
    every = {each.label: each for each, of_kind in _bundled() if not kind or of_kind == kind}
    yield from every.values()
    if search is not None and word:
        found = (name for name in search(word) if name in every)
        yield from (every[name]._replace(words=(spaced(word.casefold()),)) for name in found)


@cache
def _needs() -> tuple[str, ...]:
    """What bundled moves need at hand, the most usual first."""
    counts: Counter[str] = Counter()
    for move in bundled_moves().values():
        counts.update(several(move.step.get("needs")))
    return tuple(each for each, _ in counts.most_common())


def prepare() -> None:
    """Read all that completions are made of, which takes some 50 ms the first time."""
    _bundled()
    _targets()
    _needs()
