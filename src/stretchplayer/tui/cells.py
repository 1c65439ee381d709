"""Fits text into the cells of a terminal, where a letter can be two cells wide."""

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
