"""Text fitted into the cells of a terminal, side by side and in rows."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size


def clipped(text: str, width: int) -> str:
    """`text` in at most `width` cells, with "…" where some of it is left out."""
    if cell_len(text) <= width:
        return text
    return f"{set_cell_size(text, width - 1).rstrip()}…" if width > 0 else ""


def apart(left: str, right: str, width: int) -> str:
    """One row of `width` cells: `left` at the left, clipped where it must be, `right` at the right."""
    room = width - cell_len(right) - (1 if right else 0)
    if room <= 0:
        return clipped(right, width)
    left = clipped(left, room)
    return f"{left}{' ' * (width - cell_len(left) - cell_len(right))}{right}" if right else left


def wrapped(text: str, width: int) -> list[str]:
    """`text` in rows of at most `width` cells, broken between words; a word too long for a row is clipped."""
    rows: list[str] = []
    for word in text.split():
        if rows and cell_len(rows[-1]) + 1 + cell_len(word) <= width:
            rows[-1] += f" {word}"
        else:
            rows.append(clipped(word, width))
    return rows


class Placement(NamedTuple):
    """Where a word stands: its row, its first cell, and its width in cells."""

    row: int
    left: int
    width: int


def placed(words: Sequence[str], width: int, gap: int = 2) -> list[Placement]:
    """A place for each word within `width` cells, in rows."""
    places: list[Placement] = []
    row = left = 0
    for word in words:
        wide = cell_len(word)
        if left and left + wide > width:
            row, left = row + 1, 0
        places.append(Placement(row, left, wide))
        left += wide + gap
    return places


def under(places: Sequence[Placement], x: int, y: int) -> int | None:
    """The index of the placement at cell `x` of row `y`, if there is one."""
    return next((n for n, at in enumerate(places) if at.row == y and at.left <= x < at.left + at.width), None)


_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"


class Ink(NamedTuple):
    """Some text and its tone: the name of a colour, which always has a shape or a word beside it."""

    text: str
    tone: str = "plain"


Row = tuple[Ink, ...]
Rows = tuple[Row, ...]


def fitted(text: str, width: int) -> str:
    """`text` in exactly `width` cells; what does not fit ends in an ellipsis."""
    text = clipped(text, width)
    return text + " " * (width - cell_len(text))


def bar(share: float, width: int) -> tuple[str, str]:
    """A bar of `width` cells, `share` from 0 to 1 of it full: the full part and the rest.

    Anything more than nothing is visible.
    """
    eighths = round(min(1.0, max(0.0, share)) * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    whole, part = divmod(eighths, 8)
    full = "█" * whole + (_EIGHTHS[part] if part else "")
    return full, " " * (width - len(full))


def row_text(row: Row) -> str:
    """The text of a row."""
    return "".join(ink.text for ink in row)


def wrapped_rows(text: str, width: int, tone: str = "plain") -> Rows:
    """Text in as many rows as it needs."""
    return tuple((Ink(line, tone),) for line in wrapped(text, max(1, width)))
