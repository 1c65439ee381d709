"""What pictures are made of: rows of coloured words, cut and filled by the cells that they take on the screen."""

from typing import Final, NamedTuple

from rich.cells import cell_len

from stretchplayer.tui import cells

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"


class Ink(NamedTuple):
    """Some text and its tone: the name of a colour, which always has a shape or a word beside it."""

    text: str
    tone: str = "plain"


Row = tuple[Ink, ...]
Rows = tuple[Row, ...]


def fitted(text: str, width: int) -> str:
    """`text` in exactly `width` cells; what does not fit ends in an ellipsis."""
    text = cells.clipped(text, width)
    return text + " " * (width - cell_len(text))


def bar(share: float, width: int) -> tuple[str, str]:
    """A bar of `width` cells, `share` from 0 to 1 of it full: the full part and the rest.

    Whatever is more than nothing can be seen.
    """
    eighths = round(min(1.0, max(0.0, share)) * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    whole, part = divmod(eighths, 8)
    full = "█" * whole + (_EIGHTHS[part] if part else "")
    return full, " " * (width - len(full))


def told(row: Row) -> str:
    """What a row reads."""
    return "".join(ink.text for ink in row)


def wrapped(text: str, width: int, tone: str = "plain") -> Rows:
    """Text over as many rows as it needs."""
    return tuple((Ink(line, tone),) for line in cells.wrapped(text, max(1, width)))
