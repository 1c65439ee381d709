"""A field of dots, shown as braille letters; on a Linux console as blocks."""

from collections.abc import Iterator
from math import inf
from typing import Final, NamedTuple

Outline = tuple[tuple[float, float], ...]
_BRAILLE: Final = 0x2800
EMPTY: Final = chr(_BRAILLE)
"""A cell without a dot."""
_ALWAYS: Final = 8
"""More than a cell has dots."""
# The bits of a braille letter: left and right dot of its four rows.
_BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


class Run(NamedTuple):
    """Cells of one tone, side by side."""

    text: str
    tone: str


class Dots:
    """`columns` × `rows` cells of dots; a dot is nothing or belongs to one layer, which has a tone."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.width, self.height = columns * 2, rows * 4
        self._whole = (1 << self.width) - 1
        self._layers: dict[tuple[str, str], list[int]] = {}

    def mask(self, outline: Outline) -> dict[int, int]:
        """The dots inside a convex outline, as bits by row; an outline thinner than a dot still has one in each row."""
        high, low = min(y for _, y in outline), max(y for _, y in outline)
        first, last = max(0, round(high)), min(self.height - 1, round(low - 1) if low - high >= 1 else round(high))
        if last < first:
            return {}
        levels = [min(max(row + 0.5, high + 1e-6), low - 1e-6) for row in range(first, last + 1)]
        lefts, rights = [inf] * len(levels), [-inf] * len(levels)
        for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
            top, bottom = (y1, y2) if y1 < y2 else (y2, y1)
            # The rows that an edge may cross, and one more on each side: the levels of the outermost are moved inward.
            for at in range(max(0, int(top) - first - 2), min(len(levels), int(bottom) - first + 2)):
                level = levels[at]
                if top <= level < bottom:
                    x = x1 + (level - y1) * (x2 - x1) / (y2 - y1)
                    lefts[at] = min(lefts[at], x)
                    rights[at] = max(rights[at], x)
        found: dict[int, int] = {}
        for row, left, right in zip(range(first, last + 1), lefts, rights, strict=True):
            if left > right:
                continue
            start = round(left)
            stop = max(start + 1, round(right))
            start, stop = max(0, start), min(self.width, stop)
            if start < stop:
                found[row] = ((1 << (stop - start)) - 1) << start
        return found

    def paint(self, mask: dict[int, int], layer: str, tone: str, gap: int = 0) -> None:
        """Set dots; with `gap`, that many dots around them are cleared in all other layers."""
        around = mask
        for _ in range(gap):
            around = grown(around)
        mine = self._layers.setdefault((layer, tone), [0] * self.height)
        for (name, _), rows in self._layers.items():
            away = around if name != layer else mask
            for row, bits in away.items():
                if row < self.height:
                    rows[row] &= ~bits
        for row, bits in mask.items():
            mine[row] |= bits

    def every_other(self, row: int) -> int:
        """Bits for every other dot of a row, by turns with the rows beside it."""
        return int(("01", "10")[row % 2] * self.columns, 2)

    def clear(self, mask: dict[int, int]) -> None:
        """Take dots away, whatever they belong to."""
        for rows in self._layers.values():
            for row, bits in mask.items():
                rows[row] &= ~bits

    def pattern(self, tone: str, marks: tuple[int, ...]) -> None:
        """Keep of a tone only a repeating pattern: bits of four dots across for each row in turn."""
        for (_, name), rows in self._layers.items():
            if name == tone:
                for row in range(self.height):
                    mark = marks[row % len(marks)]
                    rows[row] &= int(f"{mark:04b}"[::-1] * (self.width // 4 + 1), 2) & self._whole

    def tones(self) -> dict[str, list[int]]:
        """The dots of each tone as bits by row."""
        found: dict[str, list[int]] = {}
        for (_, tone), rows in self._layers.items():
            kept = found.setdefault(tone, [0] * self.height)
            for row, bits in enumerate(rows):
                kept[row] |= bits
        return found

    def lines(self, first: tuple[str, ...] = ()) -> Iterator[tuple[Run, ...]]:
        """Each row of cells as runs of one tone. A cell takes the tone most of its dots have; `first` wins any."""
        tones = self.tones()
        for top in range(0, self.height, 4):
            cells = {tone: self._cells(rows[top : top + 4]) for tone, rows in tones.items()}
            yield tuple(self._line({tone: each for tone, each in cells.items() if any(each)}, first))

    def _cells(self, rows: list[int]) -> bytes:
        """The dots of four rows as braille, a byte for each cell."""
        many = (self.width + 7) // 8
        found = 0
        for bits, spread in zip(rows, _SPREAD, strict=True):
            if bits:
                found |= int.from_bytes(b"".join([spread[byte] for byte in bits.to_bytes(many, "little")]), "little")
        return found.to_bytes(4 * many, "little")[: self.columns]

    def _line(self, tones: dict[str, bytes], first: tuple[str, ...]) -> Iterator[Run]:
        together = 0
        for cells in tones.values():
            together |= int.from_bytes(cells, "little")
        codes = together.to_bytes(self.columns, "little")
        text = "".join([_LETTERS[code] for code in codes])
        names = list(tones)
        weights = [cells.translate(_WEIGHTS[tone in first]) for tone, cells in tones.items()]
        start, now = 0, ""
        for column, each in enumerate(zip(*weights, strict=True)):
            # An empty cell goes on in the tone of its neighbour: fewer runs, less to send.
            if codes[column] and (tone := names[each.index(max(each))]) != now:
                if column > start:
                    yield Run(text[start:column], now)
                start, now = column, tone
        yield Run(text[start:], now)


def grown(mask: dict[int, int]) -> dict[int, int]:
    """The dots of a mask, and those beside, above and below them."""
    found: dict[int, int] = {}
    for row, bits in mask.items():
        found[row] = found.get(row, 0) | bits | bits << 1 | bits >> 1
        found[row + 1] = found.get(row + 1, 0) | bits
        if row:
            found[row - 1] = found.get(row - 1, 0) | bits
    return found


def _spread(bits: tuple[int, int]) -> tuple[bytes, ...]:
    """For each byte of a row, eight dots across, what it is in the braille of its four cells."""
    left, right = bits
    return tuple(
        bytes((left if byte >> at & 1 else 0) | (right if byte >> at & 2 else 0) for at in (0, 2, 4, 6))
        for byte in range(256)
    )


# A figure is drawn many times a minute: what a cell becomes is looked up.
_SPREAD: Final = tuple(_spread(bits) for bits in _BITS)
_LETTERS: Final = tuple(chr(_BRAILLE | code) for code in range(256))
_WEIGHTS: Final = tuple(bytes(code and code.bit_count() + more for code in range(256)) for more in (0, _ALWAYS))
"""How much a tone weighs in a cell by its dots there: for any tone, and for one that comes first."""


_UPPER: Final = 0b11011
"""The dots of the upper two rows of a braille letter; the others are below."""
_DENSE: Final = ((4, "░"), (6, "▒"), (8, "▓"), (9, "█"))
"""From how many dots on, where there are some above and some below."""
_SIGNS: Final = {
    "━": "═", "╸": "═", "╺": "─", "┃": "│", "╭": "┌", "╮": "┐", "╰": "└", "╯": "┘",
    "▏": "▌", "▎": "▌", "▍": "▌", "▋": "█", "▊": "█", "▉": "█", "▕": "▐", "▔": "▀",
    "▁": "_", "▂": "▄", "▃": "▄", "▅": "▄", "▆": "█", "▇": "█",
    "◀": "◄", "▶": "►", "▸": "►", "◂": "◄", "●": "•", "◉": "•", "⭘": "○", "✓": "√", "✔": "√", "✂": "<",
    "⏎": "┘", "…": ".", "–": "-", "—": "-", "\u2212": "-", "×": "x", "’": "'", "\u2018": "'", "“": '"', "”": '"',
    "⚠": "!", "■": "█", "▪": "•",
}  # fmt: skip


def _block(code: int) -> str:
    dots, upper = code.bit_count(), (code & _UPPER).bit_count()
    if not dots:
        return " "
    if upper in (0, dots):
        return "▀" if upper else "▄"
    return next(block for less, block in _DENSE if dots < less)


CONSOLE: Final = str.maketrans({**_SIGNS, **{chr(_BRAILLE | code): _block(code) for code in range(256)}})
"""For `str.translate`: each sign becomes one of the same width, out of those that every console font has."""


def plainer(term: str | None) -> bool:
    """Whether a terminal that calls itself `term` is a console with a font of a few hundred signs."""
    return (term or "").startswith("linux")
