"""The list that opens at the cursor of the text: completions as one types, or ways to mend a line."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer.text import harmless
from stretchplayer.tui.charts.text_layout import clipped

_MOST_ROWS: Final = 8
_WIDEST: Final = 72
_NARROWEST: Final = 24


class Choice(NamedTuple):
    """One line of the list: what it is called, a few words about it, and what it stands for."""

    label: str
    detail: str
    value: object


class CompletionList(OptionList):
    """Never has the focus: keys come from the text. `chosen` is whether the user moved to an entry."""

    can_focus = False

    class Taken(Message):
        """An entry was taken by mouse."""

        def __init__(self, value: object) -> None:
            super().__init__()
            self.value = value

    def __init__(self) -> None:
        super().__init__(id="completions", compact=True, markup=False)
        self.display = False
        self.chosen = False
        self._choices: tuple[Choice, ...] = ()

    def open(
        self,
        choices: Sequence[Choice],
        cursor: Offset,
        space: Size,
        *,
        chosen: bool = False,
        rows: tuple[int, int] | None = None,
    ) -> None:
        """List `choices` beside the cell of the cursor, in a space of that size: below its row, or else above it.

        `rows` are the first and the last that are not to be hidden, where its line takes several.
        """
        top, bottom = rows or (cursor.y, cursor.y)
        self.chosen = chosen
        if tuple(choices) != self._choices or not self.display:
            self._choices = tuple(choices)
            self._fill(space.width)
        below, above = space.height - bottom - 1, top
        height = min(len(self._choices), _MOST_ROWS, max(below, above, 1))
        width = self.styles.width.value if self.styles.width is not None else _NARROWEST
        x = max(0, min(cursor.x, space.width - int(width)))
        y = bottom + 1 if height <= below else top - height
        self.styles.height = height
        self.absolute_offset = None
        self.styles.offset = (x, y)
        self.highlighted = 0 if chosen else None
        self.scroll_home(animate=False)
        self.display = True

    def _fill(self, space: int) -> None:
        label = max((cell_len(each.label) for each in self._choices), default=0)
        detail = max((cell_len(each.detail) for each in self._choices), default=0)
        width = min(max(label + detail + 5, _NARROWEST), _WIDEST, space)
        self.styles.width = width
        label = min(label, width - 4)
        lines = []
        for each in self._choices:
            name = clipped(harmless(each.label), label)
            gap = " " * (label - cell_len(name) + 2)
            about = clipped(harmless(each.detail), max(0, width - label - 5))
            lines.append(Content.assemble(name, (f"{gap}{about}", "$text-muted")))
        self.clear_options()
        self.add_options([Option(line) for line in lines])

    def close(self) -> None:
        """Show nothing."""
        self.display = False
        self.chosen = False

    def move(self, key: str) -> None:
        """Move the mark by a key; it begins at the end that the key comes from."""
        if self.highlighted is None:
            self.highlighted = 0 if key in ("down", "pagedown") else len(self._choices) - 1
        else:
            step = {"down": 1, "up": -1, "pagedown": _MOST_ROWS, "pageup": -_MOST_ROWS}[key]
            at = self.highlighted + step
            last = len(self._choices) - 1
            wraps = abs(step) == 1
            self.highlighted = at % (last + 1) if wraps else min(max(at, 0), last)
        self.chosen = True

    @property
    def marked(self) -> object:
        """What the entry that is marked stands for; without one, what the first does."""
        return self._choices[self.highlighted or 0].value

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Taken(self._choices[event.option_index].value))
