"""Sets a sheet on pages of A4: where each line, figure and box stands, in millimetres from the top left corner."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from stretchplayer.app.sheet import Item, Sheet
from stretchplayer.app.sheet_lines import (
    ASCENT,
    LEADING,
    POINT,
    Column,
    Mark,
    Measure,
    Picture,
    Piece,
    Rectangle,
    Words,
)
from stretchplayer.phrases import sheet_words

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
SMALLEST: Final = 7.5
"""Points: smaller type is not read at arm's length on the floor."""
_MARGIN: Final = 9.0
_BETWEEN: Final = 5.0
"""Between the two columns."""
_COLUMN: Final = (WIDTH - 2 * _MARGIN - _BETWEEN) / 2
_TITLE: Final = 1.9
_NAME: Final = 1.12
_PAD: Final = 1.5
_INSET: Final = 2.6
"""How far what is done in rounds stands to the right of its heading, for each group around it."""
_BAR: Final = 1.0
_AFTER: Final = 1.4
_WIDEST_FIGURE: Final = 0.46
_CELL: Final = (6.2, 4.4)
_LINES_TOGETHER: Final = 12
"""Lines of a long paragraph that stay on one page."""
_FOLIO: Final = 5.0
"""Room for the number of the page."""


class Style(NamedTuple):
    """The size of the type in points, and how high a figure may be."""

    size: float
    figure: float

    @property
    def line(self) -> float:
        """From one baseline to the next."""
        return self.size * POINT * LEADING


_STYLES: Final = (
    *(Style(size, figure) for size, figure in ((11, 34), (10.5, 31), (10, 28), (9.5, 26), (9, 24), (8.75, 23))),
    *(Style(size, figure) for size, figure in ((8.5, 22), (8.25, 21), (8, 20), (7.75, 19))),
    *(Style(SMALLEST, figure) for figure in (18, 16.5, 15, 13.5, 12)),
)
"""From large to small: the first with which all is on one page is taken."""
_ON_SEVERAL_PAGES: Final = Style(9, 24)


class Block(NamedTuple):
    """What is not torn apart: its marks from its own top left corner, and whether the next one stays with it."""

    height: float
    marks: tuple[Mark, ...]
    leads: bool = False


class Pages(NamedTuple):
    """The marks of each page, and the size of the type in points."""

    pages: tuple[tuple[Mark, ...], ...]
    size: float


def set_pages(sheet: Sheet, measure: Measure) -> Pages:
    """One page in the largest type with which it is one; or as many as it takes, each with its number."""
    for style in _STYLES:
        pages = _Setter(sheet, style, measure).pages(HEIGHT - 2 * _MARGIN)
        if len(pages) == 1:
            return Pages(tuple(map(tuple, pages)), style.size)
    style = _ON_SEVERAL_PAGES
    pages = _Setter(sheet, style, measure).pages(HEIGHT - 2 * _MARGIN - _FOLIO)
    for number, page in enumerate(pages, 1):
        said = sheet_words.page_of(number, len(pages))
        across = measure(said, False) * style.size  # noqa: FBT003 - a measure is given by position
        page.append(Words(WIDTH - _MARGIN - across, HEIGHT - _MARGIN, said, style.size))
    return Pages(tuple(map(tuple, pages)), style.size)


class _Setter:
    """Sets one sheet in one style."""

    def __init__(self, sheet: Sheet, style: Style, measure: Measure) -> None:
        self._sheet, self._style, self._measure = sheet, style, measure

    def pages(self, room: float) -> list[list[Mark]]:
        """The marks of each page, of which `room` is the height inside the margins."""
        head = self._head()
        blocks = [self._item(item) for item in self._sheet.items]
        foot = list(self._foot())
        pages: list[list[Mark]] = [list(_moved(head.marks, _MARGIN, _MARGIN))]
        used = head.height
        while blocks:
            height = _balanced(blocks, room - used - sum(each.height for each in foot))
            height = height or _balanced(blocks, room - used) or room - used
            placed = _columns(blocks, height)
            if not any(placed) and used == 0.0:
                # Higher than a page: it begins here, and the printer cuts it where no text of a routine can reach.
                placed = [blocks[:1], []]
            for number, column in enumerate(placed):
                _stack(pages[-1], column, _MARGIN + number * (_COLUMN + _BETWEEN), _MARGIN + used)
            used += max(sum(each.height for each in column) for column in placed)
            blocks = blocks[sum(map(len, placed)) :]
            if blocks:
                pages.append([])
                used = 0.0
        for block in foot:
            if used + block.height > room and used:
                pages.append([])
                used = 0.0
            _stack(pages[-1], [block], _MARGIN, _MARGIN + used)
            used += block.height
        return pages

    def _head(self) -> Block:
        sheet, size = self._sheet, self._style.size
        days = self._days()
        across = 7 * _CELL[0]
        inside = WIDTH - 2 * _MARGIN - across - 2 * _BETWEEN
        text = Column(self._measure, inside)
        text.add([(sheet.title, True)], size * _TITLE)
        text.add([(sheet.summary, False)], size)
        for lead, said in sheet.audience:
            text.add([(f"{lead}:", True), (said, False)], size)
        text.add([(" ".join(sheet.facts), True)], size)
        marks = (*text.marks, *_moved(days.marks, WIDTH - 2 * _MARGIN - across, 0.0))
        return Block(max(text.y, days.height) + _AFTER, marks)

    def _days(self) -> Block:
        size = SMALLEST
        wide, high = _CELL
        line = size * POINT * LEADING
        marks: list[Mark] = [Words(0.0, size * POINT * ASCENT, sheet_words.DONE_ON, size, bold=True)]
        for column, day in enumerate(sheet_words.DAYS):
            inset = (wide - size * self._measure(day, False)) / 2  # noqa: FBT003 - a measure is given by position
            marks.append(Words(column * wide + inset, line + size * POINT * ASCENT, day, size))
            marks += [
                Rectangle(column * wide, 2 * line + 0.3 + week * high, wide, high) for week in range(sheet_words.WEEKS)
            ]
        return Block(2 * line + 0.3 + sheet_words.WEEKS * high, tuple(marks))

    def _item(self, item: Item) -> Block:
        inset = item.depth * _INSET
        block = self._rounds(item, _COLUMN - inset) if item.form == "rounds" else self._step(item, _COLUMN - inset)
        bars = (Rectangle(number * _INSET, 0.0, _BAR, block.height, filled=True) for number in range(item.depth))
        return block._replace(marks=(*bars, *_moved(block.marks, inset, 0.0)))

    def _rounds(self, item: Item, width: float) -> Block:
        text = Column(self._measure, width - 2 * _PAD)
        text.add([(item.name, True)], self._style.size)
        ground = Rectangle(0.0, 0.0, width, text.y + 0.8, filled=True)
        return Block(text.y + 0.8 + _AFTER, (ground, *_moved(text.marks, _PAD, 0.4)), leads=True)

    def _step(self, item: Item, width: float) -> Block:
        size = self._style.size
        pad = _PAD if item.form == "advice" else 0.0
        picture = self._picture(item)
        text = Column(self._measure, width - 2 * pad, picture)
        number = f"{item.number}. " if item.number else ""
        text.add([(f"{number}{item.name}", True)], size * _NAME)
        text.add([(item.dose, True)], size)
        text.add([(item.how, False)], size)
        text.add([(item.caution, True)], size)
        height = max(text.y, picture.y + picture.height if picture else 0.0)
        marks = (*((picture,) if picture else ()), *text.marks)
        if not pad:
            return Block(height + _AFTER, marks)
        box = Rectangle(0.0, 0.0, width, height + 2 * pad)
        return Block(height + 2 * pad + _AFTER, (box, *_moved(marks, pad, pad)))

    def _picture(self, item: Item) -> Picture | None:
        if item.picture is None:
            return None
        shape = item.picture.width / item.picture.height
        width = min(self._style.figure * shape, _WIDEST_FIGURE * _COLUMN)
        return Picture(0.0, 0.4, width, width / shape, item.picture)

    def _foot(self) -> Iterator[Block]:
        sheet = self._sheet
        yield from self._paragraph([(" ".join(sheet.reminders), True)])
        if sheet.changes:
            yield self._boxed([[(f"{sheet_words.CHANGED}.", True), (" ".join(sheet.changes), False)]])
        signs = [[(f"{action}:", True), (" ".join(several), False)] for action, several in sheet.signs]
        signs[0] = [(f"{sheet_words.SIGNS}.", True), *signs[0]]
        yield self._boxed(signs)
        sources = sheet.sources or sheet.step_sources
        if sources:
            more = f" {sheet_words.MORE_SOURCES}" if sheet.sources and sheet.step_sources else ""
            yield from self._paragraph([(f"{sheet_words.SOURCES}:", True), (f"{'; '.join(sources)}.{more}", False)])
        yield from self._paragraph([(sheet.disclaimer, False)])

    def _boxed(self, paragraphs: list[list[Piece]]) -> Block:
        whole = WIDTH - 2 * _MARGIN
        text = Column(self._measure, whole - 2 * _PAD)
        for pieces in paragraphs:
            text.add(pieces, self._style.size)
        box = Rectangle(0.0, 0.0, whole, text.y + 1.6)
        return Block(text.y + 1.6 + _AFTER, (box, *_moved(text.marks, _PAD, 0.8)))

    def _paragraph(self, pieces: list[Piece]) -> Iterator[Block]:
        """A paragraph over the whole width, in blocks of some lines where it is long."""
        text = Column(self._measure, WIDTH - 2 * _MARGIN)
        text.add(pieces, self._style.size)
        together = _LINES_TOGETHER * self._style.line
        top = 0.0
        while top < text.y - 1e-6:
            height = min(together, text.y - top)
            inside = [each for each in text.marks if top <= each.y < top + height]
            yield Block(height + (_AFTER if top + height > text.y - 1e-6 else 0.0), tuple(_moved(inside, 0.0, -top)))
            top += height


def _moved(marks: Sequence[Mark], x: float, y: float) -> Iterator[Mark]:
    for each in marks:
        yield each._replace(x=each.x + x, y=each.y + y)


def _stack(page: list[Mark], blocks: Sequence[Block], left: float, top: float) -> None:
    for block, above in zip(blocks, accumulate((each.height for each in blocks), initial=top), strict=False):
        page.extend(_moved(block.marks, left, above))


def _columns(blocks: Sequence[Block], height: float) -> list[Sequence[Block]]:
    """What goes into the left and into the right column of this height; a heading goes with what follows it."""
    found: list[Sequence[Block]] = []
    first = 0
    for _ in range(2):
        last, used = first, 0.0
        while last < len(blocks) and used + blocks[last].height <= height + 1e-6:
            used += blocks[last].height
            last += 1
        while first < last < len(blocks) and blocks[last - 1].leads:
            last -= 1
        found.append(blocks[first:last])
        first = last
    return found


def _balanced(blocks: Sequence[Block], room: float) -> float:
    """The least height of two columns that take all the blocks; 0 where `room` is less."""
    if sum(map(len, _columns(blocks, room))) < len(blocks):
        return 0.0
    # A column ends with a block: only sums of heights need be tried.
    ends = sorted({sum(each.height for each in blocks[start:stop]) for start, stop in _spans(len(blocks))})
    return next(end for end in ends if end <= room and sum(map(len, _columns(blocks, end))) == len(blocks))


def _spans(count: int) -> Iterator[tuple[int, int]]:
    for cut in range(count + 1):
        yield 0, cut
        yield cut, count
