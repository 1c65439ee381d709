"""Says in plain words what is wrong with one value, and what to write instead."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec import inspect

from stretchplayer.model.bounds import Labels
from stretchplayer.model.duration import length
from stretchplayer.model.steps import Loads, Targets
from stretchplayer.routine import shown
from stretchplayer.routine.fault import Faults, Path
from stretchplayer.routine.fields import Field
from stretchplayer.routine.values import LABEL, LENGTHS, LOADS, MOST_ITEMS, read_value, target_keys

_TRUTHS: Final = MappingProxyType(
    {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
)
_MANY_DIGITS: Final = 1e6
_LINE_BREAKS: Final = frozenset("\r\n")


def fits(value: object, field: Field) -> bool:
    """Whether the model takes `value` for `field`."""
    try:
        msgspec.convert(value, field.annotation, dec_hook=read_value)
    except msgspec.ValidationError:
        return False
    return True


def explain(value: object, field: Field, path: Path, faults: Faults) -> bool:
    """Note every fault of `value`, which stands at `path`; whether there was none."""
    if field.key == "figure":
        from stretchplayer.routine.figures import figure_faults

        return figure_faults(value, path, faults)
    try:
        msgspec.convert(value, field.annotation, dec_hook=read_value)
    except msgspec.ValidationError as error:
        if faults.full:
            faults.skip()
            return False
        before = faults.count
        for where, message in _faults(value, field.shape, faults):
            faults.value((*path, *where), f"{field.key}: {message}")
        if faults.count == before:
            faults.value(path, f"{field.key}: {error}")
        return False
    return True


def _faults(value: object, shape: inspect.Type, faults: Faults) -> Iterator[tuple[Path, str]]:
    if isinstance(shape, inspect.CustomType):
        yield from _custom(value, shape.cls, faults)
    elif isinstance(shape, inspect.StrType):
        yield from (((), message) for message in text_faults(value, shape))
    elif isinstance(shape, inspect.IntType | inspect.FloatType):
        yield (), _number(value, shape)
    elif isinstance(shape, inspect.LiteralType):
        yield (), _word(value, tuple(str(word) for word in shape.values), faults)
    elif isinstance(shape, inspect.BoolType):
        meant = value.strip().lower() if isinstance(value, str) else ""
        yield (), f"not true or false: {shown.value(value)} (write {_TRUTHS.get(meant, 'true or false')})"


def _custom(value: object, kind: type, faults: Faults) -> Iterator[tuple[Path, str]]:
    if kind in LENGTHS:
        try:
            length(value, kind)
        except ValueError as error:
            yield (), str(error)
        return
    whole = isinstance(value, list)
    items = value if isinstance(value, list) else [value]
    if kind is Targets and not items:
        yield (), "an empty list: name a muscle or a group"
    if len(items) > MOST_ITEMS:
        yield (), f"a list of {len(items):,}, at most {MOST_ITEMS} are allowed"
        return
    for number, item in enumerate(items):
        where: Path = (number,) if whole else ()
        yield from ((where, message) for message in _item_faults(item, kind, faults))


def _item_faults(item: object, kind: type, faults: Faults) -> Iterator[str]:
    """What keeps `item` from being one of a list of texts, loads or targets."""
    if kind is Labels:
        yield from text_faults(item, LABEL)
    elif kind is Loads:
        if not isinstance(item, str) or item not in LOADS:
            yield _word(item, LOADS, faults)
    elif not isinstance(item, str):
        yield f"not a muscle or a group: {shown.value(item)}"
    elif not target_keys(item):
        # Imported here: it needs the whole catalogue, which a sound file does not.
        from stretchplayer.routine.suggesting import target_hint

        yield f"unknown muscle or group {shown.key(item)}{target_hint(item, faults.spelling)}"


def text_faults(value: object, shape: inspect.StrType) -> Iterator[str]:
    """What keeps `value` from being a text of that shape: its type, its length, its characters."""
    if not isinstance(value, str):
        hint = f' (write "{shown.value(value)}")' if isinstance(value, int | float) else ""
        yield f"not text: {shown.value(value)}{hint}"
        return
    if shape.min_length and not value.strip():
        yield "empty"
        return
    if shape.max_length is not None and len(value) > shape.max_length:
        yield f"{len(value)} characters, at most {shape.max_length} are allowed"
    if shape.pattern is not None and not re.search(shape.pattern, value):
        yield _unseen(value, shape.pattern)


def _unseen(value: str, pattern: str) -> str:
    mark = next((mark for mark in value if not re.search(pattern, f"x{mark}")), "\r")
    if mark in _LINE_BREAKS and pattern == LABEL.pattern:
        return f"holds a line break: {shown.escape(mark)} (write it on one line)"
    what = "a tab" if mark == "\t" else "a character that cannot be seen"
    return f"holds {what}: {shown.escape(mark)} (only plain text can be shown and spoken)"


def _number(value: object, shape: inspect.IntType | inspect.FloatType) -> str:
    whole = isinstance(shape, inspect.IntType)
    takes = int if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, takes):
        kind = "a whole number" if whole else "a number"
        bare = value.strip() if isinstance(value, str) else ""
        hint = f" (write {bare})" if re.fullmatch(r"[1-9][0-9]{0,5}", bare) else ""
        if isinstance(value, float) and value.is_integer() and abs(value) < _MANY_DIGITS:
            hint = f" (write {value:.0f})"
        return f"not {kind}: {shown.value(value)}{hint}"
    return f"{shown.value(value)} is out of range, {shape.ge:g} to {shape.le:g} is allowed"


def _word(value: object, words: tuple[str, ...], faults: Faults) -> str:
    if not isinstance(value, str):
        return f"not {shown.choices(words)}: {shown.value(value)}"
    hint = faults.spelling.hint(value, words, '"')
    return f"unknown {shown.value(value)}{hint or f' (write {shown.choices(words)})'}"
