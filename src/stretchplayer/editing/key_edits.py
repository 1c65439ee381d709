"""Edits of one table's lines of keys: each value in its place, remarks and spacing as they were."""

import re
from collections.abc import Mapping
from typing import Any, Final

import tomlkit

from stretchplayer.editing.outline import remarks_in
from stretchplayer.problems import UserError
from stretchplayer.routine.fields import DEFAULTS, GROUP, OF_KIND, TOP
from stretchplayer.routine.toml_source import Node, NotToml, parse, scan

Values = Mapping[str, Any]
"""Keys with their new values as TOML has them; None takes a key away."""
_FIRST: Final = ("routine", "repeat", "move", "kind", "name", "target", "using", "topic", "sides", "first")
_LAST: Final = ("how", "caution", "say", "source")


class EditRefused(UserError):
    """The text stays as it is; the message says why and what to do."""


def _order() -> dict[str, int]:
    """The place of every key of a step: what it is, then how much of it, then its words."""
    every = dict.fromkeys(key for fields in (*OF_KIND.values(), GROUP) for key in fields)
    middle = [key for key in every if key not in _FIRST and key not in _LAST and key not in ("step", "figure")]
    return {key: place for place, key in enumerate((*_FIRST, *sorted(middle, key=_dose_first), *_LAST))}


def _dose_first(key: str) -> int:
    dose = ("hold", "reps", "duration", "tempo", "contract", "sets", "rest")
    return dose.index(key) if key in dose else len(dose)


ORDER: Final[Mapping[str, int]] = _order()
"""Where a key stands in a step that is written here."""
DEFAULTS_ORDER: Final[Mapping[str, int]] = {key: place for place, key in enumerate(DEFAULTS)}
TOP_ORDER: Final[Mapping[str, int]] = {key: place for place, key in enumerate(("format", *TOP))}


def literal(value: object) -> str:
    """A value as TOML writes it, on one line. Floats that are whole are written without a point."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key_text(str(key))} = {literal(each)}' for key, each in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tomlkit.item(value).as_string()


def key_text(name: str) -> str:
    """A key as TOML writes it: in quotes where it needs them."""
    return tomlkit.key(name).as_string()


def newline_of(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def with_values(part: str, values: Values, order: Mapping[str, int]) -> str:
    """Lines of keys with other values: each in its place, new ones where they belong, remarks as they were."""
    for key, value in values.items():
        part = _without(part, key) if value is None else _put(part, key, literal(value), order)
    return part


def _nodes(part: str) -> dict[str, Node]:
    try:
        parse(part.encode())
    except NotToml as error:
        message = f"this step cannot be read yet: {error.message}; mend it in the text first"
        raise EditRefused(message) from error
    return {str(key): node for key, node in scan(part).children.items()}


def _put(part: str, key: str, value: str, order: Mapping[str, int]) -> str:
    nodes = _nodes(part)
    node = nodes.get(key)
    if node is not None and node.value is not None and node.end is not None:
        # What is said inside of the old value goes above it.
        start, newline = part.rfind("\n", 0, node.key) + 1, newline_of(part)
        above = "".join(f"{each}{newline}" for each in remarks_in(part[node.value : node.end]))
        return f"{part[:start]}{above}{part[start : node.value]}{value}{part[node.end :]}"
    if node is not None:
        # Written in dotted keys.
        part = _without(part, key)
        nodes = _nodes(part)
    place = order.get(key, len(order))
    before = [each for name, each in nodes.items() if order.get(name, len(order)) <= place]
    newline = newline_of(part)
    at = 0
    if before:
        end = max(_end(each) for each in before)
        at = _line_end(part, end)
    elif nodes:
        at = part.rfind("\n", 0, min(each.key for each in nodes.values())) + 1
    line = f"{_indent(part)}{key_text(key)} = {value}{newline}"
    above = part[:at]
    return f"{above}{newline if above and not above.endswith(chr(10)) else ''}{line}{part[at:]}"


def _without(part: str, key: str) -> str:
    """The lines without a key; a remark at the end of its line stays as a line of its own."""
    node = _nodes(part).get(key)
    if node is None:
        return part
    for leaf in sorted(_leaves(node), key=lambda each: -each.key):
        start = part.rfind("\n", 0, leaf.key) + 1
        end = _line_end(part, _end(leaf))
        remark = part[_end(leaf) : end].strip()
        inside = (
            re.findall(r"#[^\r\n]*", part[leaf.value or 0 : _end(leaf)]) if "\n" in part[start : _end(leaf)] else []
        )
        kept = "".join(f"{each}{newline_of(part)}" for each in (*inside, remark) if each)
        part = f"{part[:start]}{kept}{part[end:]}"
    return part


def _leaves(node: Node) -> list[Node]:
    if node.end is not None:
        return [node]
    return [leaf for inner in node.children.values() for leaf in _leaves(inner)]


def _end(node: Node) -> int:
    return max((leaf.end or 0 for leaf in _leaves(node)), default=node.key)


def _line_end(part: str, at: int) -> int:
    end = part.find("\n", at)
    return len(part) if end < 0 else end + 1


def _indent(part: str) -> str:
    found = re.match(r"[ \t]*(?=[^\s#])", part)
    return found[0] if found else ""
