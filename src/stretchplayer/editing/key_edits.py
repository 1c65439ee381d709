"""Edits of one table's lines of keys: each value in its place, remarks and spacing as they were."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit

from stretchplayer.editing.formatting import format_text
from stretchplayer.editing.keys import place_of
from stretchplayer.editing.toml_text import line_start, newline_of, remarks_in
from stretchplayer.problems import UserError
from stretchplayer.routine.toml_source import Node, NotToml, parse, scan
from stretchplayer.translation import gettext, ngettext

Values = Mapping[str, Any]
"""Keys with their new values as TOML has them; None takes a key away."""


class EditRefused(UserError):
    """The text stays as it is; the message says why and what to do."""


def no_such_step(number: str, count: int) -> EditRefused:
    """The refusal of a step that is not there, in a routine of `count` steps."""
    message = ngettext(
        "there is no step {number}: this routine has {count} step",
        "there is no step {number}: this routine has {count} steps",
        count,
    )
    return EditRefused(message.format(number=number, count=count))


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


def with_values(part: str, values: Values, order: Sequence[str], header: str = "", newline: str | None = None) -> str:
    """Lines of keys with other values: each in its place, new ones where they belong, remarks as they were.

    `header` is the line above them, `newline` how the lines of the whole text end. Where they were formatted they still
    are, as another kind has another order.
    """
    changed, newline = part, newline or newline_of(header + part)
    for key, value in values.items():
        changed = (
            _without(changed, key, newline) if value is None else _put(changed, key, literal(value), order, newline)
        )
    return format_text(header + changed).removeprefix(header) if header and _formatted(header + part) else changed


def _formatted(text: str) -> bool:
    try:
        return format_text(text) == text
    except NotToml:
        return False


def _nodes(part: str) -> dict[str, Node]:
    try:
        parse(part.encode())
    except NotToml as error:
        message = gettext("this step cannot be read yet: {reason}; mend it in the text first").format(
            reason=error.message
        )
        raise EditRefused(message) from error
    return {str(key): node for key, node in scan(part).children.items()}


def _put(part: str, key: str, value: str, order: Sequence[str], newline: str) -> str:
    nodes = _nodes(part)
    node = nodes.get(key)
    if node is not None and node.value is not None and node.end is not None:
        # What is said inside of the old value goes above it.
        start = line_start(part, node.key)
        above = "".join(f"{each}{newline}" for each in remarks_in(part[node.value : node.end]))
        return f"{part[:start]}{above}{part[start : node.value]}{value}{part[node.end :]}"
    if node is not None:
        # Written in dotted keys.
        part = _without(part, key, newline)
        nodes = _nodes(part)
    place = place_of(key, order)
    before = [each for name, each in nodes.items() if place_of(name, order) <= place]
    at = 0
    if before:
        end = max(_end(each) for each in before)
        at = _line_end(part, end)
    elif nodes:
        at = line_start(part, min(each.key for each in nodes.values()))
    line = f"{_indent(part)}{key_text(key)} = {value}{newline}"
    above = part[:at]
    return f"{above}{newline if above and not above.endswith(chr(10)) else ''}{line}{part[at:]}"


def _without(part: str, key: str, newline: str) -> str:
    """The lines without a key; a remark at the end of its line stays as a line of its own."""
    node = _nodes(part).get(key)
    if node is None:
        return part
    for leaf in sorted(_leaves(node), key=lambda each: -each.key):
        start = line_start(part, leaf.key)
        end = _line_end(part, _end(leaf))
        remark = part[_end(leaf) : end].strip()
        inside = remarks_in(part[leaf.value or leaf.key : _end(leaf)])
        kept = "".join(f"{each}{newline}" for each in (*inside, remark) if each)
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
