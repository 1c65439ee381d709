"""Formats a routine file: keys in one order, even spacing, short durations; remarks stay with what they are about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

import tomli
from msgspec import inspect

from stretchplayer.catalog import moves
from stretchplayer.editing.keys import TABLES, TOP_ORDER, place_of, step_order
from stretchplayer.editing.toml_layout import Layout, Path, Table, layout
from stretchplayer.model.duration import PATTERN, SPAN_RANGE_PATTERN, Seconds
from stretchplayer.routine.fields import DEFAULTS, GROUP, OF_KIND, SOUND, Fields
from stretchplayer.routine.toml_source import parse

_RANK: Final = {name: place for place, name in enumerate((*TABLES, "move", "step"))}
"""The order of tables; one that is not there stands with the moves."""


def _lengths(tables: Iterable[Fields]) -> Iterator[str]:
    for each in chain.from_iterable(fields.values() for fields in tables):
        kind = getattr(each.shape, "cls", None) if isinstance(each.shape, inspect.CustomType) else None
        if isinstance(kind, type) and issubclass(kind, Seconds):
            yield each.key


_LENGTHS: Final = frozenset(_lengths((*OF_KIND.values(), GROUP, DEFAULTS)))
"""The keys of steps and of `[defaults]` that hold durations."""
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
    found = layout(text.replace("\r\n", "\n"), _rewritten)
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
        return step_order(kind_of({entry.path[-1]: entry.value.strip("\"'") for entry in table.entries}))
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


def kind_of(values: Mapping[str, object]) -> str:
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
    if not inner or inner[0] not in _LENGTHS:
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
