"""Breaks texts into lines on a sheet of paper, beside a figure and below it; in millimetres and points."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from stretchplayer.figures.paper import Drawing

POINT: Final = 25.4 / 72
"""Millimetres."""
LEADING: Final = 1.17
"""From one baseline to the next, as a share of the size."""
ASCENT: Final = 0.78
"""How far below the top of its line a baseline is."""
_BESIDE: Final = 2.2
"""Between a figure and the words beside it."""
_OVER: Final = 0.3
"""How far the room above the letters of a line may reach over the foot of a figure."""


class Words(NamedTuple):
    """A piece of a line: where its baseline begins, its size in points."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False


class Picture(NamedTuple):
    """A figure in its place."""

    x: float
    y: float
    width: float
    height: float
    drawing: Drawing


class Rectangle(NamedTuple):
    """A box: an outline, or a pale ground."""

    x: float
    y: float
    width: float
    height: float
    filled: bool = False


Mark = Words | Picture | Rectangle
Measure = Callable[[str, bool], float]
"""How wide a text is in millimetres at one point of size, in bold or not."""
Piece = tuple[str, bool]
"""A text, and whether it is bold."""


class Column:
    """Lines of words from the top down, beside a picture as long as it reaches and below it with the whole width."""

    def __init__(self, measure: Measure, width: float, picture: Picture | None = None) -> None:
        self._measure, self._width, self._picture = measure, width, picture
        self.marks: list[Words] = []
        self.y = 0.0

    def add(self, pieces: Sequence[Piece], size: float) -> None:
        """A paragraph; nothing where its pieces are empty."""
        left, width = self._room()
        x = left
        line: list[Words] = []
        for text, bold in pieces:
            space = size * self._measure(" ", bold)
            for word in text.split():
                wide = size * self._measure(word, bold)
                if line and x + space + wide > left + width:
                    self._end(line, size)
                    line, (left, width) = [], self._room()
                    x = left
                x += space if line else 0.0
                for part in self._parts(word, bold=bold, size=size, room=width):
                    if line and x + size * self._measure(part, bold) > left + width:
                        self._end(line, size)
                        line, (left, width) = [], self._room()
                        x = left
                    _append(line, x, part, size, bold=bold)
                    x += size * self._measure(part, bold)
        if line:
            self._end(line, size)

    def _room(self) -> tuple[float, float]:
        """Where the next line begins, and how long it may be."""
        picture = self._picture
        if picture is None or self.y > picture.y + picture.height - _OVER:
            return 0.0, self._width
        left = picture.width + _BESIDE
        return left, self._width - left

    def _parts(self, word: str, *, bold: bool, size: float, room: float) -> list[str]:
        """A word, in pieces where no line has room for it."""
        if size * self._measure(word, bold) <= room:
            return [word]
        many = max(1, int(len(word) * room / (size * self._measure(word, bold))) - 1)
        return [word[start : start + many] for start in range(0, len(word), many)]

    def _end(self, line: list[Words], size: float) -> None:
        baseline = self.y + size * POINT * ASCENT * LEADING
        self.marks += [each._replace(y=baseline) for each in line]
        self.y += size * POINT * LEADING


def _append(line: list[Words], x: float, text: str, size: float, *, bold: bool) -> None:
    """Put a word on a line; words that are alike in looks are one piece of text."""
    if line and line[-1].bold == bold:
        line[-1] = line[-1]._replace(text=f"{line[-1].text} {text}")
    else:
        line.append(Words(x, 0.0, text, size, bold))
