"""Parses bytes as TOML, or explains why they are not; and finds where its keys are."""

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import Any, Final

import tomli

from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Path

Matcher = Callable[[str, int], re.Match[str] | None]
_SKIP: Final = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+").match
LONG_TEXT: Final = r"""(?s:"{3}(?:[^"\\]++|\\.|"(?!""))*+"{3,5}|'{3}(?:[^']++|'(?!''))*+'{3,5})"""
"""A pattern of text over several lines, with its quotes."""
SHORT_TEXT: Final = r"""(?:"(?:[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+')"""
"""A pattern of text on one line, with its quotes."""
BLANK: Final = re.compile(r"[ \t]*+").match
_KEY: Final = re.compile(rf"[A-Za-z0-9_-]++|{SHORT_TEXT}").match
# A bare value at the last; a date may have one space before its time of day.
SCALAR: Final = re.compile(
    rf"{LONG_TEXT}|{SHORT_TEXT}|[^\s,\]}}\#\[{{\"'=]++(?:\x20[0-9][0-9:.Zz+-]*+)?",
).match
"""A value that is neither a list nor a table."""


class Lost(Exception):
    """The text is not as expected; what was found so far is kept."""


class Node:
    """One key of the document: where it is, where its value begins and ends, and what is inside.

    Tables with a header, and what stands inside a value, have no end of their own.
    """

    __slots__ = ("children", "end", "key", "repeated", "value")

    def __init__(self, key: int, value: int | None = None) -> None:
        self.key = key
        self.value = value
        self.end: int | None = None
        self.children: dict[str | int, Node] = {}
        self.repeated = False
        """Whether this is a list of tables made by `[[headers]]`."""

    def child(self, name: str | int, at: int) -> "Node":
        """The inner node of that name, created if it is new."""
        found = self.children.get(name)
        if found is None:
            found = self.children[name] = Node(at)
        return found


def scan(text: str) -> Node:
    """The document as nodes; linear in the length of the text."""
    root = Node(0, 0)
    table, at, end = root, past(_SKIP, text, 0), len(text)
    try:
        while at < end:
            if text[at] == "[":
                table, at = _header(text, root, at)
            else:
                node, at, _ = _key(text, table, at)
                at = node.end = _value(text, node, past(BLANK, text, _expect(text, at, "=")))
            at = past(_SKIP, text, at)
    except (Lost, IndexError):
        pass
    return root


def _header(text: str, root: Node, at: int) -> tuple[Node, int]:
    start, brackets = at, 2 if text.startswith("[[", at) else 1
    node, at, name_at = _key(text, root, at + brackets)
    if node.value is None:
        node.key, node.value = name_at, start
    if brackets > 1:
        node.repeated = True
        node = node.child(len(node.children), name_at)
        node.value = start
    return node, at + brackets


def _key(text: str, node: Node, at: int) -> tuple[Node, int, int]:
    """The node of a dotted key below `node`, where the key ends, and where its last part begins."""
    while True:
        if node.repeated:
            node = node.children[len(node.children) - 1]
        name_at = past(BLANK, text, at)
        name, at = key_part(text, name_at)
        node = node.child(name, name_at)
        at = past(BLANK, text, at)
        if text[at] != ".":
            return node, at, name_at
        at += 1


def _value(text: str, node: Node, at: int) -> int:
    opened: list[tuple[Node, str]] = []
    while True:
        node.value = at
        mark = text[at]
        if mark in "[{":
            opened.append((node, mark))
            at += 1
        else:
            at = past(SCALAR, text, at)
        while opened:
            at = past(_SKIP, text, at)
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
            node, at, _ = _key(text, holder, at)
            at = past(BLANK, text, _expect(text, at, "="))


def key_part(text: str, at: int) -> tuple[str, int]:
    """One part of a dotted key, without its quotes, and where it ends. Lost where there is none."""
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


def past(pattern: Matcher, text: str, at: int) -> int:
    """Where what fits a pattern here ends. Lost where nothing does."""
    found = pattern(text, at)
    if found is None:
        raise Lost
    return found.end()


Place = tuple[int, int]
"""Line and column, both from 1, the column in characters."""


_VALUE: Final = re.compile(r"""("[^"\n]*"|'[^'\n]*'|\[[^\]\n]*\]|\{[^}\n]*\}|[^\s,#}\]]+)""")


class Places:
    """The places of keys and values in one text, which is scanned when first needed."""

    __slots__ = ("_root", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._root: Node | None = None
        self._starts: list[int] = []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def value(self, path: Path) -> Place:
        """Where the value at `path` begins; if it is not in the file, the nearest table or key around it."""
        node, _ = self._nearest(path)
        return self._place(node.key if node.value is None else node.value)

    def written(self, path: Path) -> str:
        """The value at `path` as the file writes it, on one line; "" where it is not in the file."""
        node, found = self._nearest(path)
        value = None if not found or node.value is None else _VALUE.match(self._text, node.value)
        return value[0] if value else ""

    def key(self, path: Path) -> Place:
        """Where the last key of `path` begins; if it is not in the file, the nearest table or key around it."""
        node, found = self._nearest(path)
        return self._place(node.key if found or node.value is None else node.value)

    def _nearest(self, path: Path) -> tuple[Node, bool]:
        if self._root is None:
            self._root = scan(self._text)
            self._starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]
        node = self._root
        for part in path:
            inner = node.children.get(part)
            if inner is None:
                return node, False
            node = inner
        return node, True

    def _place(self, at: int) -> Place:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1


_DIGITS: Final = re.compile(r"[0-9][0-9_]{4000}")
_OTHER_ENCODING: Final = "looks like UTF-16; save it as UTF-8"
# tomli takes quadratic time for keys of hundreds of parts; a file with very many dots must not have them.
_MANY_DOTS: Final = 10_000
_LONG_KEY: Final = r"""(?<![A-Za-z0-9_-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){20}"""
"""A pattern that takes longer to compile than a routine takes to read; hardly any file needs it."""
_TWICE: Final = re.compile(r"Cannot declare \((.*)\) twice$", re.DOTALL)
_PART: Final = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_CURLY: Final = frozenset("\u2018\u2019\u201a\u201c\u201d\u201e\u201f\xab\xbb")
_NOT_CLOSED: Final = 'text without a closing quote on its line (text over several lines stands in """)'
_QUOTE_AWAITED: Final = 'Expected "\'"'
_KEY_TWICE: Final = "this key is there twice"
_HEADER_LINE: Final = re.compile(r"^[ \t]*\[[^\n=]*$", re.MULTILINE)
_STEP_LINE: Final = re.compile(r"[ \t]*\[\[[ \t]*step[ \t]*(?:\.[ \t]*step[ \t]*)*\]\]")
_PLAINLY: Final = (
    ("Invalid value", 'no value that can be read (a number is written 30, text stands in quotes: "30s")'),
    ("Expected newline", 'something after the value that does not belong there (text stands in quotes: "30s")'),
    ("Expected '='", "a key without `=` and a value (a comment begins with #)"),
    ("Invalid statement", "neither `key = value`, nor a [table], nor a # comment"),
    ("Invalid initial character for a key part", "no key here (keys are letters, digits, - and _)"),
    ("Cannot overwrite a value", _KEY_TWICE),
    ("Duplicate inline table key", _KEY_TWICE),
    ("Cannot mutate immutable", "this adds to a table or a list that is closed already"),
    ("Cannot redefine namespace", "this table is there already"),
    ("Unterminated string", "text without a closing quote"),
    ("Expected \"'''\"", "text without a closing quote"),
    ("Unclosed array", "a list without a closing ] or without a comma between two values"),
    ("Unclosed inline table", "a { table without a closing } or without a comma between two keys"),
    ("Unescaped", "a backslash in text begins an escape (write two of them, or put the text in 'single quotes')"),
    ("Expected ']]'", "a header without its closing ]]"),
    ("Expected ']'", "a header without its closing ]"),
)


class NotToml(Exception):
    """The bytes are no TOML document, with where and why."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def parse(data: bytes, what: str = "a routine") -> tuple[str, dict[str, Any]]:
    """The text and the tables of a file that is `what`. Raises NotToml."""
    too_deep = f"lists, tables or dotted keys are nested far too deep for {what}"
    if len(data) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 1024 // 1024} MiB: no routine is that long"
        raise NotToml(message)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error) from None
    if text.count(".") > _MANY_DOTS and re.search(_LONG_KEY, text) is not None:
        raise NotToml(too_deep)
    try:
        return text, tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise _not_toml(text, error) from None
    except RecursionError:
        raise NotToml(too_deep) from None
    except ValueError:
        # Python does not parse integers of thousands of digits, and tomli does not catch that.
        raise _too_many_digits(text) from None


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> NotToml:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return NotToml(_OTHER_ENCODING)
    before = data[: error.start].decode()
    line, column = _place(before, len(before))
    bad = data[error.start]
    return NotToml(f"not UTF-8: byte 0x{bad:02x} (save the file as UTF-8)", line, column)


def _not_toml(text: str, error: tomli.TOMLDecodeError) -> NotToml:
    if text.startswith("\ufeff"):
        return NotToml("starts with a byte order mark; save it as UTF-8 without BOM")
    # In the text as tomli counts it, in which a line ends in one character.
    mark = error.doc[error.pos : error.pos + 1]
    if mark == "\0":
        if "\0" in text[:4]:
            return NotToml(_OTHER_ENCODING)
        return NotToml("holds a NUL character: \\x00", error.lineno, error.colno)
    if error.msg.startswith(_QUOTE_AWAITED):
        # tomli looks for the quote up to the end of the file, where it has no use.
        source = error.doc
        line, column = _place(source, source.find("\n", source.rfind("'")) % (len(source) + 1))
        return NotToml(_NOT_CLOSED, line, column)
    message = _plainly(error.msg, mark)
    if message == _KEY_TWICE and _in_a_step(error.doc[: error.pos]):
        message = f"{message} (is a [[step]] missing above it?)"
    return NotToml(message, error.lineno, error.colno)


def _in_a_step(before: str) -> bool:
    """Whether the last header in a text begins a step."""
    *_, last = ["", *_HEADER_LINE.findall(before)]
    return _STEP_LINE.match(last) is not None


def _plainly(complaint: str, mark: str) -> str:
    """The TOML parser's complaint, for authors of routines."""
    if complaint.startswith(("Illegal character", "Found invalid character")):
        if mark in "\r\n":
            return _NOT_CLOSED
        return f"holds a control character: {quoting.escape(mark)}"
    if mark == "\r":
        return "a carriage return without a line feed (save the file with ordinary line ends)"
    if mark in _CURLY:
        return f'a curly quote: {mark} (text stands in straight quotes: "like this")'
    if complaint.startswith(("Expected '='", "Invalid statement")) and not mark.isascii():
        return f"a key with {quoting.value(mark)} (keys are letters a to z, digits, - and _)"
    if mark and not mark.isprintable() and not mark.isspace():
        return f"holds a character that cannot be seen: {quoting.escape(mark)}"
    if (found := _TWICE.match(complaint)) is not None:
        name = ".".join(single or double for single, double in _PART.findall(found[1]))
        return f"the table [{name}] is there already (a list of steps has two brackets: [[step]])"
    for beginning, plainly in _PLAINLY:
        if complaint.startswith(beginning):
            return plainly
    return f"{complaint[:1].lower()}{complaint[1:]}"


def _too_many_digits(text: str) -> NotToml:
    found = _DIGITS.search(text)
    line, column = _place(text, found.start()) if found else (1, 1)
    return NotToml("a number with thousands of digits", line, column)


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
