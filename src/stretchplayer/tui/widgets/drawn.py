"""Widgets that draw themselves cell by cell, and only what has changed: bars and charts."""

from collections.abc import Callable
from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.text import harmless
from stretchplayer.tui.charts.text_layout import Rows, row_text

_LABEL: Final = 8
"""Cells for the word before a bar."""


class Bar(Widget):
    """One row with a word before it; `share` from 0 to 1 of it is filled: a thick line, then a thin one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--full", "bar--empty"}

    def __init__(self, label: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._label = label.ljust(_LABEL)
        self._share = 0.0

    def fill(self, share: float) -> None:
        """Fill this share of it; only the cells that change are drawn."""
        before = self._halves()
        self._share = min(1.0, max(0.0, share))
        if (now := self._halves()) != before:
            first, last = min(before, now) // 2, (max(before, now) + 1) // 2
            self.refresh(Region(_LABEL + first, 0, last - first, 1))

    def _halves(self) -> int:
        return round(self._share * max(0, self.size.width - _LABEL) * 2)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has but one
        whole, half = divmod(self._halves(), 2)
        full = "━" * whole + "╸" * half
        empty = "─" * (self.size.width - _LABEL - len(full))
        parts = [(self._label, self.rich_style), (full, self.get_component_rich_style("bar--full"))]
        parts.append((empty, self.get_component_rich_style("bar--empty")))
        return Strip([Segment(text, style) for text, style in parts], self.size.width)


_TONES: Final = (
    *("plain", "strong", "muted", "today", "none", "little", "some", "much", "most"),
    *("bar", "rest", "nearly", "full", "before", "after"),
    *("mark-little", "mark-some", "mark-nearly", "mark-full"),
)


class Picture(Widget):
    """Shows the chart that `draw` makes for a width; as high as that is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"picture--{tone}" for tone in _TONES}

    def __init__(self, draw: Callable[[int], Rows]) -> None:
        super().__init__()
        self._draw = draw
        self._rows: Rows = ()
        self._width = -1

    def redraw(self, draw: Callable[[int], Rows]) -> None:
        """Show another chart; it may be of another height."""
        self._draw, self._width = draw, -1
        self.refresh(layout=len(draw(self.size.width)) != self.size.height)

    @property
    def text(self) -> str:
        """What it reads."""
        return "\n".join(row_text(row).rstrip() for row in self._drawn(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        return len(self._drawn(width))

    def render_line(self, y: int) -> Strip:
        rows, width = self._drawn(self.size.width), self.size.width
        row = rows[y] if y < len(rows) else ()
        strip = Strip(
            [Segment(harmless(ink.text), self.get_component_rich_style(f"picture--{ink.tone}")) for ink in row]
        )
        return strip.adjust_cell_length(width, self.rich_style)

    def _drawn(self, width: int) -> Rows:
        if width != self._width:
            self._width, self._rows = width, self._draw(width) if width else ()
        return self._rows
