"""A grid of samples in which areas are whole numbers: one bit for each sample, row after row."""

from collections.abc import Iterable, Iterator, Mapping
from math import inf
from typing import Final

from stretchplayer.figures.colours import Shade
from stretchplayer.figures.space import Flat

_TWICE: Final = 2


class Raster:
    """`width` × `height` samples. An area is a number: the sample at `x`, `y` is its bit `y * width + x`.

    `grain` is how many samples, across and down, are shown as one quadrant of a cell.
    """

    def __init__(self, width: int, height: int, grain: tuple[int, int] = (1, 1)) -> None:
        self.width, self.height, self.grain = width, height, grain
        self.whole = (1 << width * height) - 1
        column = sum(1 << row * width for row in range(height))
        self._not_left = self.whole & ~column
        self._not_right = self.whole & ~(column << width - 1)

    def area(self, outline: tuple[Flat, ...]) -> int:
        """The samples inside a convex outline, of which each row that it crosses has at least one."""
        high, low = min(y for _, y in outline), max(y for _, y in outline)
        first, last = max(0, round(high)), min(self.height - 1, round(low - 1) if low - high >= 1 else round(high))
        if last < first:
            return 0
        many = last - first + 1
        lefts, rights = [inf] * many, [-inf] * many
        levels = [row + 0.5 for row in range(first, last + 1)]
        # The levels of the outermost rows lie inside, so that each row is crossed twice.
        levels[0], levels[-1] = (min(max(level, high + 1e-6), low - 1e-6) for level in (levels[0], levels[-1]))
        x1, y1 = outline[-1]
        for x2, y2 in outline:
            if y1 != y2:
                top, bottom = (y1, y2) if y1 < y2 else (y2, y1)
                slope = (x2 - x1) / (y2 - y1)
                start, stop = int(top) - first - 2, int(bottom) - first + 2
                for at in range(max(0, start), min(many, stop)):
                    level = levels[at]
                    if top <= level < bottom:
                        x = x1 + (level - y1) * slope
                        lefts[at] = min(lefts[at], x)
                        rights[at] = max(rights[at], x)
            x1, y1 = x2, y2
        found = 0
        width = self.width
        for at in range(many - 1, -1, -1):
            found <<= width
            left, right = lefts[at], rights[at]
            if left <= right:
                start = round(left)
                stop = min(width, max(start + 1, round(right)))
                start = max(0, start)
                if start < stop:
                    found |= (1 << stop) - (1 << start)
        return found << first * width

    def disc(self, middle: Flat, radius: float) -> int:
        """The samples of a circle."""
        x, y = middle
        found = 0
        for row in range(max(0, round(y - radius)), min(self.height, round(y + radius))):
            half = (radius * radius - (row + 0.5 - y) ** 2) ** 0.5 if abs(row + 0.5 - y) < radius else 0.0
            start, stop = max(0, round(x - half)), min(self.width, round(x + half))
            if start < stop:
                found |= ((1 << stop - start) - 1) << row * self.width + start
        return found

    def coarse(self, area: int) -> int:
        """The whole quadrants of which at least half is covered."""
        wide, high = self.grain
        found, block = 0, self._quadrant()
        band = (1 << high * self.width) - 1
        for top in range(0, self.height, high):
            rows = area >> top * self.width & band
            if rows:
                for left in range(0, self.width, wide):
                    if 2 * (rows & block << left).bit_count() >= wide * high:
                        found |= block << top * self.width + left
        return found

    def quadrants(self, places: Iterable[tuple[int, int]]) -> int:
        """The quadrants at these columns and rows, as far as they are in the picture."""
        wide, high = self.grain
        found, block = 0, self._quadrant()
        for column, row in places:
            if 0 <= column < self.width // wide and 0 <= row < self.height // high:
                found |= block << row * high * self.width + column * wide
        return found

    def _quadrant(self) -> int:
        wide, high = self.grain
        return sum(((1 << wide) - 1) << row * self.width for row in range(high))

    def grown(self, area: int, by: int) -> int:
        """An area and what lies around it, `by` samples wide."""
        for step in range(by):
            beside = area | (area << 1 & self._not_left) | (area >> 1 & self._not_right)
            # By turns with and without the corners, for round corners.
            tall = beside if step % _TWICE else area
            area = (beside | tall << self.width | tall >> self.width) & self.whole
        return area

    def inner(self, area: int, by: int) -> int:
        """What is left of an area without its edge, `by` samples wide; the edge of the picture is none."""
        return self.whole & ~self.grown(self.whole & ~area, by)

    def rows(self, area: int) -> list[int]:
        """An area row by row, the sample on the left as the lowest bit."""
        row = (1 << self.width) - 1
        return [area >> at * self.width & row for at in range(self.height)]


def cells(areas: Mapping[Shade, int], columns: int, rows: int) -> Iterator[list[tuple[str, ...]]]:
    """For each row of cells of 4 × 8 samples, how many samples each area has in their quadrants.

    A cell is a tuple with four digits from 0 to 8 for each area: upper left, upper right, lower left, lower right.
    """
    width, high = 4 * columns, 8 * rows
    samples = width * high
    odd = (1 << samples) // 3
    low = (1 << samples) // 5
    digits = samples // 4
    counts: list[str] = []
    for area in areas.values():
        pairs = area - (area >> 1 & odd)
        for half in (pairs & low, pairs >> 2 & low):
            two = half + (half >> width)
            counts.append(f"{two + (two >> 2 * width):0{digits}x}"[-digits:][::-1])
    # Each row now has the sum of itself and the three after it; every fourth is read.
    for row in range(rows):
        upper, lower = 8 * row * columns, (8 * row + 4) * columns
        yield list(
            zip(
                *(
                    each
                    for left, right in zip(counts[::2], counts[1::2], strict=True)
                    for each in (
                        left[upper : upper + columns],
                        right[upper : upper + columns],
                        left[lower : lower + columns],
                        right[lower : lower + columns],
                    )
                ),
                strict=True,
            )
        )
