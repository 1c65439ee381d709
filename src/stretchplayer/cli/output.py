"""Writes to the terminal: plain text that nothing can steer, tables, JSON."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec


def prepare() -> None:
    """Let a terminal that knows few letters show the rest as escapes, instead of failing on them."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def visible(text: str) -> str:
    """`text` with every character that could steer a terminal written out as an escape."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def out(text: str = "") -> None:
    """One line of data."""
    sys.stdout.write(f"{visible(text)}\n")


def note(text: str) -> None:
    """One line of narration, apart from the data."""
    sys.stdout.flush()
    sys.stderr.write(f"{visible(text)}\n")
    sys.stderr.flush()


def out_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """A value as JSON, readable."""
    sys.stdout.write(f"{msgspec.json.format(msgspec.json.encode(value), indent=2).decode()}\n")


def out_json_array(values: Iterable[Any]) -> None:
    """A JSON array, one element per line, written as it comes: memory does not grow with its length."""
    first = True
    for value in values:
        sys.stdout.write(f"{'[' if first else ','}\n{msgspec.json.encode(value).decode()}")
        first = False
    sys.stdout.write("[]\n" if first else "\n]\n")


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Rows in columns as wide as their widest cell; the last column runs on."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        out("  ".join([*cells, row[-1]]).rstrip())
