"""A bar that is drawn anew only when it has grown by a visible bit."""

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

_LABEL = 8
"""Cells for the word before the bar."""


class Bar(Widget):
    """One row with a word before it; `share` from 0 to 1 of it is filled: a thick line, then a thin one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--full", "bar--empty"}
    DEFAULT_CSS = """
    Bar { height: 1; color: $text-muted; }
    Bar > .bar--full { color: $primary; }
    Bar > .bar--empty { color: $text-disabled; }
    """

    def __init__(self, label: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._label = label.ljust(_LABEL)
        self._share = 0.0

    def fill(self, share: float) -> None:
        """Let so much of it be full."""
        before = self._halves()
        self._share = min(1.0, max(0.0, share))
        if self._halves() != before:
            self.refresh()

    def _halves(self) -> int:
        return round(self._share * max(0, self.size.width - _LABEL) * 2)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has but one
        """The row."""
        whole, half = divmod(self._halves(), 2)
        full = "━" * whole + "╸" * half
        empty = "─" * (self.size.width - _LABEL - len(full))
        parts = [(self._label, self.rich_style), (full, self.get_component_rich_style("bar--full"))]
        parts.append((empty, self.get_component_rich_style("bar--empty")))
        return Strip([Segment(text, style) for text, style in parts], self.size.width)
