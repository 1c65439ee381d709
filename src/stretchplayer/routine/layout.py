r"""Where the keys and values of a TOML text stand, found in one pass over a text that is known to be valid.

A scanner of our own, because a place must never be wrong: the tree-sitter grammar knows TOML 1.0 only, and where it
meets a line break in an inline table or an `\e` it joins neighbouring lines into keys that nobody wrote.
"""

import re
from collections.abc import Callable
from typing import Final

import tomli

_Matcher = Callable[[str, int], re.Match[str] | None]
_SKIP: Final = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+").match
_BLANK: Final = re.compile(r"[ \t]*+").match
_KEY: Final = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'""").match
_SCALAR: Final = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'''
    r"""|'''(?:[^']++|'(?!''))*+'{3,5}"""
    r"""|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'"""
    # A bare value; a date may have one space before its time of day.
    r"""|[^\s,\]}\#\[{"'=]++(?:\x20[0-9][0-9:.Zz+-]*+)?""",
    re.DOTALL,
).match


class Lost(Exception):
    """The text is not what it was said to be; what was found so far stands."""


class Node:
    """One key of the document: where it stands, where its value begins, and what is inside."""

    __slots__ = ("children", "key", "repeated", "value")

    def __init__(self, key: int, value: int | None = None) -> None:
        self.key = key
        self.value = value
        self.children: dict[str | int, Node] = {}
        self.repeated = False
        """Whether this is a list of tables made by `[[headers]]`."""

    def child(self, name: str | int, at: int) -> "Node":
        """The node inside by that name, made if this is the first time it is met."""
        found = self.children.get(name)
        if found is None:
            found = self.children[name] = Node(at)
        return found


def scan(text: str) -> Node:
    """The document as nodes; linear in the length of the text."""
    root = Node(0, 0)
    table, at, end = root, _past(_SKIP, text, 0), len(text)
    try:
        while at < end:
            if text[at] == "[":
                table, at = _header(text, root, at)
            else:
                node, at = _key(text, table, at)
                at = _value(text, node, _past(_BLANK, text, _expect(text, at, "=")))
            at = _past(_SKIP, text, at)
    except (Lost, IndexError):
        pass
    return root


def _header(text: str, root: Node, at: int) -> tuple[Node, int]:
    start = at
    double = text.startswith("[[", at)
    node = root
    at += 2 if double else 1
    while True:
        if node.repeated:
            node = node.children[len(node.children) - 1]
        at = _past(_BLANK, text, at)
        name_at = at
        name, at = _name(text, at)
        node = node.child(name, name_at)
        at = _past(_BLANK, text, at)
        if text[at] != ".":
            break
        at += 1
    node.key = name_at if node.value is None else node.key
    node.value = start if node.value is None else node.value
    if double:
        node.repeated = True
        node = node.child(len(node.children), name_at)
        node.value = start
    return node, at + (2 if double else 1)


def _key(text: str, table: Node, at: int) -> tuple[Node, int]:
    node = table
    while True:
        name_at = at
        name, at = _name(text, at)
        node = node.child(name, name_at)
        at = _past(_BLANK, text, at)
        if text[at] != ".":
            return node, at
        at = _past(_BLANK, text, at + 1)


def _value(text: str, node: Node, at: int) -> int:
    opened: list[tuple[Node, str]] = []
    while True:
        node.value = at
        mark = text[at]
        if mark in "[{":
            opened.append((node, mark))
            at += 1
        else:
            at = _past(_SCALAR, text, at)
        while opened:
            at = _past(_SKIP, text, at)
            if text[at] == ",":
                at += 1
            elif text[at] in "]}":
                opened.pop()
                at += 1
            else:
                break
        if not opened:
            return at
        holder, mark = opened[-1]
        if mark == "[":
            node = holder.child(len(holder.children), at)
        else:
            node, at = _key(text, holder, at)
            at = _past(_BLANK, text, _expect(text, at, "="))


def _name(text: str, at: int) -> tuple[str, int]:
    found = _KEY(text, at)
    if found is None:
        raise Lost
    name = found[0]
    if name[0] == '"' and "\\" in name:
        try:
            (name,) = tomli.loads(f"{name}=0")
        except tomli.TOMLDecodeError:
            raise Lost from None
        return name, found.end()
    return name[1:-1] if name[0] in "\"'" else name, found.end()


def _expect(text: str, at: int, mark: str) -> int:
    if text[at] != mark:
        raise Lost
    return at + 1


def _past(pattern: _Matcher, text: str, at: int) -> int:
    found = pattern(text, at)
    if found is None:
        raise Lost
    return found.end()
