"""The countdown and the side: digits and letters as large as there is room for, drawn anew only where they change."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from rich.style import Style


_SEGMENTS: Final = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
    "-": "g",
}
"""Which of the seven bars each digit has: `a` on top, then clockwise, `g` in the middle."""
_LETTERS: Final = {
    "A": ("0110", "1001", "1001", "1111", "1001", "1001", "1001"),
    "B": ("1110", "1001", "1001", "1110", "1001", "1001", "1110"),
    "C": ("0111", "1000", "1000", "1000", "1000", "1000", "0111"),
    "D": ("1110", "1001", "1001", "1001", "1001", "1001", "1110"),
    "E": ("1111", "1000", "1000", "1110", "1000", "1000", "1111"),
    "F": ("1111", "1000", "1000", "1110", "1000", "1000", "1000"),
    "G": ("0111", "1000", "1000", "1011", "1001", "1001", "0111"),
    "H": ("1001", "1001", "1001", "1111", "1001", "1001", "1001"),
    "I": ("0110", "0110", "0110", "0110", "0110", "0110", "0110"),
    "J": ("0011", "0001", "0001", "0001", "0001", "1001", "0110"),
    "K": ("1001", "1001", "1010", "1100", "1010", "1001", "1001"),
    "L": ("1000", "1000", "1000", "1000", "1000", "1000", "1111"),
    "M": ("1001", "1111", "1111", "1001", "1001", "1001", "1001"),
    "N": ("1001", "1101", "1101", "1011", "1011", "1001", "1001"),
    "O": ("0110", "1001", "1001", "1001", "1001", "1001", "0110"),
    "P": ("1110", "1001", "1001", "1110", "1000", "1000", "1000"),
    "Q": ("0110", "1001", "1001", "1001", "1001", "1011", "0111"),
    "R": ("1110", "1001", "1001", "1110", "1010", "1001", "1001"),
    "S": ("0111", "1000", "1000", "0110", "0001", "0001", "1110"),
    "T": ("1111", "0110", "0110", "0110", "0110", "0110", "0110"),
    "U": ("1001", "1001", "1001", "1001", "1001", "1001", "0110"),
    "V": ("1001", "1001", "1001", "1001", "1001", "0110", "0110"),
    "W": ("1001", "1001", "1001", "1001", "1111", "1111", "1001"),
    "X": ("1001", "1001", "0110", "0110", "0110", "1001", "1001"),
    "Y": ("1001", "1001", "1001", "0110", "0110", "0110", "0110"),
    "Z": ("1111", "0001", "0001", "0110", "1000", "1000", "1111"),
}
"""The letters of the sides, in any language that is written with these, row by row."""
_SLIM: Final = 0.5
"""Width of a digit for its height; a dot of half a block is about as wide as it is high."""
_STROKE: Final = 0.16
"""Thickness of a bar for the height of the digit."""
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@lru_cache(maxsize=256)
def drawn(text: str, width: int, height: int) -> tuple[str, ...]:
    """`text` in `height` rows of at most `width` cells, each row as long as the others.

    It is of digits, a colon and a minus, or of the letters of a side. As large as fits; empty where nothing does, or
    where a character has no shape.
    """
    if any(each != ":" and each not in _LETTERS and each not in _SEGMENTS for each in text):
        return ()
    for rows in range(height, 2, -1):
        if _columns(text, rows)[-1][1] <= width:
            shapes = [_shape(each, rows) for each in text]
            return tuple((" " * _gap(rows)).join(shape[row] for shape in shapes) for row in range(rows))
    return ()


def _columns(text: str, rows: int) -> list[tuple[int, int]]:
    """Where each character begins and ends, in cells from the left of the first one."""
    found, at = [], 0
    for each in text:
        end = at + (_stroke(rows) if each == ":" else _breadth(rows))
        found.append((at, end))
        at = end + _gap(rows)
    return found


def _gap(rows: int) -> int:
    return max(1, rows // 6)


def _stroke(rows: int) -> int:
    """Thickness of a bar, in dots: half a row high, a cell wide."""
    return max(1, round(2 * rows * _STROKE))


def _breadth(rows: int) -> int:
    """Width of a digit."""
    return max(3, round(2 * rows * _SLIM))


@lru_cache(maxsize=256)
def _shape(character: str, rows: int) -> tuple[str, ...]:
    """One character in that many rows."""
    height = 2 * rows
    stroke = _stroke(rows)
    if character == ":":
        return _halved([[_in_colon(y, height, stroke)] * stroke for y in range(height)])
    width = _breadth(rows)
    if (letter := _LETTERS.get(character)) is not None:
        spread = [y * len(letter) // height for y in range(height)], [x * len(letter[0]) // width for x in range(width)]
        return _halved([[letter[y][x] == "1" for x in spread[1]] for y in spread[0]])
    bars = _SEGMENTS[character]
    return _halved([[_lit(x, y, width, height, stroke, bars) for x in range(width)] for y in range(height)])


def _lit(x: int, y: int, width: int, height: int, stroke: int, bars: str) -> bool:
    middle = (height - stroke) // 2
    upper = y < middle + (stroke + 1) // 2
    return any(
        (
            "a" in bars and y < stroke,
            "d" in bars and y >= height - stroke,
            "g" in bars and middle <= y < middle + stroke,
            x < stroke and (("f" in bars and upper) or ("e" in bars and y >= middle)),
            x >= width - stroke and (("b" in bars and upper) or ("c" in bars and y >= middle)),
        )
    )


def _in_colon(y: int, height: int, stroke: int) -> bool:
    centres = (height * 0.32, height * 0.68)
    return any(abs(y + 0.5 - centre) <= stroke / 2 for centre in centres)


def _halved(dots: list[list[bool]]) -> tuple[str, ...]:
    return tuple(
        "".join(_HALVES[top, bottom] for top, bottom in zip(dots[y], dots[y + 1], strict=True))
        for y in range(0, len(dots), 2)
    )


def placed(text: str, width: int, height: int) -> tuple[str, ...]:
    """`text` in the middle of the room; blank where it does not fit, or is empty."""
    rows = drawn(text, width, height) if text else ()
    above = (height - len(rows)) // 2
    blank = " " * width
    return (*[blank] * above, *(row.center(width) for row in rows), *[blank] * (height - above - len(rows)))


def changed(before: str, now: str, width: int, height: int) -> Region:
    """The part of the room in which two texts differ: mostly the last digit alone."""
    room = Region(0, 0, width, height)
    if len(before) != len(now) or not drawn(now, width, height):
        return room
    columns = _columns(now, len(drawn(now, width, height)))
    places = [place for place, one, other in zip(columns, before, now, strict=True) if one != other]
    rows = zip(placed(before, width, height), placed(now, width, height), strict=True)
    lines = [y for y, (one, other) in enumerate(rows) if one != other]
    if not places or not lines:
        return room
    # As `str.center` divides what is left over.
    over = width - columns[-1][1]
    start = over // 2 + (over & width & 1)
    left, right = start + places[0][0], start + places[-1][1]
    return Region(left, lines[0], right - left, lines[-1] - lines[0] + 1)


_RUNS: Final = re.compile(" +|[^ ]+")


class Countdown(Widget):
    """Shows a text such as "1:05" in the middle of its room, or nothing."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._text = ""
        self._rows: tuple[str, ...] = ()
        self._style: Style | None = None

    def count(self, text: str) -> None:
        """Show `text`; only the cells that differ are drawn."""
        if text == self._text:
            return
        before, self._text = self._text, text
        self._rows = placed(text, *self.size)
        self.refresh(changed(before, text, *self.size))

    def on_resize(self) -> None:
        self._rows = placed(self._text, *self.size)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        row = self._rows[y] if y < len(self._rows) else ""
        if self._style is None:
            self._style = self.rich_style
        # Blank and drawn runs apart, in two styles: pictures made of the screen place each by itself.
        styles = (self._style.background_style, self._style)
        return Strip([Segment(run, styles[run[0] != " "]) for run in _RUNS.findall(row)], self.size.width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._style = None
