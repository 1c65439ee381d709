"""A list of rows, each with words at the left and at the right; only the rows that change are drawn anew."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets.option_list import Option

from stretchplayer.text import harmless
from stretchplayer.tui.charts.text_layout import apart, clipped
from stretchplayer.tui.keymap import LIST_KEYS
from stretchplayer.tui.widgets.paged_list import MarkedList

_EDGES: Final = 3
"""Cells that are not for words: the mark and a space before them, and one space after them."""


class ListRow(NamedTuple):
    """One row: `left` is always there, of `right` the first that fits beside it, the last of them in any case.

    Its `tone` is a style of Textual's for the words at the right, `whole` one for the whole row.
    """

    left: str
    right: tuple[str, ...] = ("",)
    tone: str = "dim"
    whole: str = ""


class RowList(MarkedList, inherit_bindings=False):
    """Rows to choose from; `moved` is called at once when the user marks another one.

    The page binds what is done with the marked one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*LIST_KEYS, Binding("ctrl+c", "app.interrupt", "Leave", show=False)]

    def __init__(self, id: str, action: str, moved: Callable[[], None]) -> None:  # noqa: A002 - Textual's name
        super().__init__(id, action)
        self._moved = moved
        self._showing = False
        self._rows: tuple[ListRow, ...] = ()
        self._width = 0
        self._range: tuple[int, int] | None = None

    @property
    def place(self) -> int:
        """Which row is marked, from 0; 0 where there is none."""
        return self.highlighted or 0

    def show(self, rows: Sequence[ListRow], place: int | None = None) -> None:
        """Show these rows, and mark the one at `place`, or leave the mark where it is."""
        before, self._rows = self._rows, tuple(rows)
        wanted = min(self.place if place is None else place, max(0, len(rows) - 1))
        self._showing = True
        with self.prevent(self.OptionHighlighted):
            for index, (old, new) in enumerate(zip(before, rows, strict=False)):
                if old != new:
                    self._replace(index, new)
            # To clear a list lays the whole page out twice, and goes back to its top.
            for index in reversed(range(len(rows), len(before))):
                self.remove_option_at_index(index)
            self.add_options([Option(self._prompt(row)) for row in rows[len(before) :]])
            if rows and self.highlighted != wanted:
                self.highlighted = wanted
        self._showing = False

    def _replace(self, index: int, row: ListRow) -> None:
        """Show another row in place of one; as it is one line as well, nothing else is drawn anew."""
        option = Option(self._prompt(row))
        self._option_to_index[option] = self._option_to_index.pop(self._options[index])
        self._options[index] = option
        self.refresh_line(index)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        if not self._showing and highlighted is not None:
            self._moved()

    def action_cursor_up(self) -> None:
        """Go up, and stay at the top: from there it is a long way to the end."""
        if self.highlighted:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """Go down, and stay at the end."""
        if self.highlighted is None or self.highlighted < self.option_count - 1:
            super().action_cursor_down()

    def mark_range(self, first: int, last: int) -> None:
        """Set these rows off, besides the marked one."""
        wanted = None if first == last else (min(first, last), max(first, last))
        if wanted != self._range:
            self._range = wanted
            self.refresh()

    def is_marked(self, line: int) -> bool:
        inside = self._range is not None and self._range[0] <= line <= self._range[1]
        return bool(self._rows) and (inside or super().is_marked(line))

    def on_resize(self, event: Resize) -> None:
        del event
        width = self._room()
        if width != self._width:
            self._width = width
            for index, row in enumerate(self._rows):
                self.replace_option_prompt_at_index(index, self._prompt(row))
        # What is said below the list may have taken the row of the mark.
        self.scroll_to_highlight()

    def _room(self) -> int:
        return max(1, self.scrollable_content_region.width - _EDGES)

    def _prompt(self, row: ListRow) -> Content:
        width = self._width or self._room()
        left, rights = harmless(row.left), [harmless(each) for each in row.right]
        free = width - cell_len(left) - 1
        right = next((each for each in rights if cell_len(each) <= free), rights[-1])
        right = clipped(right, max(0, width - 1))
        text = apart(left, right, width)
        content = Content.assemble(text[: len(text) - len(right)], (right, row.tone)) if right else Content(text)
        return content.stylize(row.whole) if row.whole else content
