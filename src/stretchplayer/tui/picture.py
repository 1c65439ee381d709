"""A picture made of words and blocks, drawn for the width it has; its colours are the theme's."""

from collections.abc import Callable
from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.tui.drawing import Rows, told

TONES: Final = (
    "plain",
    "strong",
    "muted",
    "today",
    "none",
    "little",
    "some",
    "much",
    "most",
    "bar",
    "rest",
    "nearly",
    "full",
    "before",
    "after",
)


class Picture(Widget):
    """Shows what `draw` makes of a width; as high as that is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"picture--{tone}" for tone in TONES}
    DEFAULT_CSS = """
    Picture { height: auto; }
    Picture > .picture--strong { text-style: bold; }
    Picture > .picture--muted, Picture > .picture--none, Picture > .picture--rest { color: $text-muted; }
    Picture > .picture--today { text-style: bold; color: $accent; }
    Picture > .picture--little { color: $success 55%; }
    Picture > .picture--some { color: $success 70%; }
    Picture > .picture--much { color: $success 85%; }
    Picture > .picture--most, Picture > .picture--after { color: $success; }
    Picture > .picture--bar { color: $primary; }
    Picture > .picture--nearly { color: $warning; }
    Picture > .picture--full { color: $error; text-style: bold; }
    Picture > .picture--before { color: $accent; }
    """

    def __init__(self, draw: Callable[[int], Rows]) -> None:
        super().__init__()
        self._draw = draw
        self._rows: Rows = ()
        self._width = -1

    @property
    def text(self) -> str:
        """What it reads."""
        return "\n".join(told(row).rstrip() for row in self._drawn(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many rows as the picture has."""
        return len(self._drawn(width))

    def render_line(self, y: int) -> Strip:
        """One row of it."""
        rows, width = self._drawn(self.size.width), self.size.width
        row = rows[y] if y < len(rows) else ()
        strip = Strip([Segment(ink.text, self.get_component_rich_style(f"picture--{ink.tone}")) for ink in row])
        return strip.adjust_cell_length(width, self.rich_style)

    def _drawn(self, width: int) -> Rows:
        if width != self._width:
            self._width, self._rows = width, self._draw(width) if width else ()
        return self._rows
