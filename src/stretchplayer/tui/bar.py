"""A bar that is drawn anew only when it has grown by a visible bit."""

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

_EIGHTHS = " ▏▎▍▌▋▊▉█"


class Bar(Widget):
    """One row; `share` from 0 to 1 of it is filled."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--full"}
    DEFAULT_CSS = """
    Bar { height: 1; }
    Bar > .bar--full { color: $primary; background: $panel; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._share = 0.0

    def fill(self, share: float) -> None:
        """Let so much of it be full."""
        before = self._eighths()
        self._share = min(1.0, max(0.0, share))
        if self._eighths() != before:
            self.refresh()

    def _eighths(self) -> int:
        return round(self._share * self.size.width * 8)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has but one
        """The row."""
        width, eighths = self.size.width, self._eighths()
        style = self.get_component_rich_style("bar--full")
        whole, rest = divmod(eighths, 8)
        text = "█" * whole + (_EIGHTHS[rest] if rest else "")
        return Strip([Segment(text.ljust(width), style)], width)
