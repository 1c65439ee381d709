"""Draws a countdown as large as there is room for, out of half blocks."""

from functools import lru_cache
from typing import Final

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
_SLIM: Final = 0.5
"""Width of a digit for its height; a dot of half a block is about as wide as it is high."""
_STROKE: Final = 0.16
"""Thickness of a bar for the height of the digit."""
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@lru_cache(maxsize=256)
def drawn(text: str, width: int, height: int) -> tuple[str, ...]:
    """`text` (digits, a colon, a minus) in `height` rows of at most `width` cells, each row as long as the others.

    As large as fits; empty where not even the smallest digits do.
    """
    for rows in range(height, 2, -1):
        shapes = [_shape(each, rows) for each in text]
        gap = max(1, rows // 6)
        if sum(len(shape[0]) for shape in shapes) + gap * (len(shapes) - 1) <= width:
            return tuple((" " * gap).join(shape[row] for shape in shapes) for row in range(rows))
    return ()


@lru_cache(maxsize=256)
def _shape(character: str, rows: int) -> tuple[str, ...]:
    """One character in so many rows."""
    height = 2 * rows
    stroke = max(1, round(height * _STROKE))
    if character == ":":
        return _halved([[_in_colon(y, height, stroke)] * stroke for y in range(height)])
    width = max(3, round(height * _SLIM))
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
