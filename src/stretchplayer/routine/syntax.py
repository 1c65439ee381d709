"""Bytes to a TOML document, or the one fault that keeps them from being one."""

import codecs
import re
from typing import Any, Final

import tomli

from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.routine import shown

_DIGITS: Final = re.compile(r"[0-9][0-9_]{4000}")
_OTHER_ENCODING: Final = "looks like UTF-16; save it as UTF-8"
_TOO_DEEP: Final = "lists, tables or dotted keys are nested far too deep for a routine"
# tomli takes quadratic time for keys of hundreds of parts; a file with very many dots must not have them.
_MANY_DOTS: Final = 10_000
_LONG_KEY: Final = re.compile(
    r"""(?<![A-Za-z0-9_-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){20}"""
)
_TWICE: Final = re.compile(r"Cannot declare \((.*)\) twice$", re.DOTALL)
_PART: Final = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_CURLY: Final = frozenset("\u2018\u2019\u201a\u201c\u201d\u201e\u201f\xab\xbb")
_PLAINLY: Final = (
    ("Invalid value", 'no value that TOML knows (text stands in quotes, like "30s")'),
    ("Expected newline", 'something after the value that does not belong there (text stands in quotes: "30s")'),
    ("Expected '='", "a key without `=` and a value (a comment begins with #)"),
    ("Invalid statement", "neither `key = value`, nor a [table], nor a # comment"),
    ("Invalid initial character for a key part", "no key here (keys are letters, digits, - and _)"),
    ("Cannot overwrite a value", "this key is there twice"),
    ("Duplicate inline table key", "this key is there twice"),
    ("Cannot mutate immutable", "this adds to a table or a list that is closed already"),
    ("Cannot redefine namespace", "this table is there already"),
    ("Unterminated string", "text without a closing quote"),
    ("Unclosed array", "a list without a closing ] or without a comma between two values"),
    ("Unclosed inline table", "a { table without a closing } or without a comma between two keys"),
    ("Unescaped", "a backslash in text begins an escape (write two of them, or put the text in 'single quotes')"),
    ("Expected ']]'", "a header without its closing ]]"),
    ("Expected ']'", "a header without its closing ]"),
)


class NotToml(Exception):
    """The bytes are no TOML document; says where and why."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def parse(data: bytes) -> tuple[str, dict[str, Any]]:
    """The text and the tables of a file; NotToml if it has none."""
    if len(data) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 1024 // 1024} MiB: no routine is that long"
        raise NotToml(message)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error) from None
    if text.count(".") > _MANY_DOTS and _LONG_KEY.search(text) is not None:
        raise NotToml(_TOO_DEEP)
    try:
        return text, tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise _not_toml(text, error) from None
    except RecursionError:
        raise NotToml(_TOO_DEEP) from None
    except ValueError:
        # Python does not read whole numbers of thousands of digits, and tomli passes that on as it is.
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
    mark = text[error.pos : error.pos + 1]
    if mark == "\0":
        if "\0" in text[:4]:
            return NotToml(_OTHER_ENCODING)
        return NotToml("holds a NUL character: \\x00", error.lineno, error.colno)
    return NotToml(_plainly(error.msg, mark), error.lineno, error.colno)


def _plainly(complaint: str, mark: str) -> str:
    """The complaint of the TOML reader, in the words of somebody who writes routines."""
    if complaint.startswith(("Illegal character", "Found invalid character")):
        if mark in "\r\n":
            return 'text without a closing quote on its line (text over several lines stands in """)'
        return f"holds a control character: {shown.escape(mark)}"
    if mark == "\r":
        return "a carriage return without a line feed (save the file with ordinary line ends)"
    if mark in _CURLY:
        return f'a curly quote: {mark} (text stands in straight quotes: "like this")'
    if complaint.startswith(("Expected '='", "Invalid statement")) and not mark.isascii():
        return f"a key with {shown.value(mark)} (keys are letters a to z, digits, - and _)"
    if mark and not mark.isprintable() and not mark.isspace():
        return f"holds a character that cannot be seen: {shown.escape(mark)}"
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
