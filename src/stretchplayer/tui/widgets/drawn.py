"""Widgets that draw themselves cell by cell, and only what has changed."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.figures.dots import EMPTY, Run
from stretchplayer.tui.charts.text_layout import Rows, row_text
from stretchplayer.tui.widgets.basics import Words

if TYPE_CHECKING:
    from rich.style import Style


class Bare(Widget):
    """To be mixed into a container, after it, so that the styles are the container's.

    Textual would make each of its rows anew whenever anything in it changes.
    """

    _made: tuple[Region, list[Strip]] | None = None

    def notify_style_update(self) -> None:
        """The theme has other colours now."""
        super().notify_style_update()
        self._made = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of its room."""
        if self._made is None or self._made[0] != crop:
            self._made = (crop, super().render_lines(crop))
        return self._made[1]


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
        if (now := self._halves()) != before:
            first, last = min(before, now) // 2, (max(before, now) + 1) // 2
            self.refresh(Region(_LABEL + first, 0, last - first, 1))

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


class Link(Words):
    """`action` is Textual's, as in the table of commands; it never takes the focus."""

    DEFAULT_CSS = """
    Link { width: auto; height: 1; color: $primary; }
    Link:hover { text-style: underline; }
    """

    def __init__(self, text: str, action: str, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(text, id=id, classes=classes)
        self._action = action

    async def on_click(self, event: Click) -> None:
        """Do it."""
        event.stop()
        await self.run_action(self._action)


_PARTS: Final = re.compile(" +|[^ ]+")


class Dotted(Widget):
    """Looks the style of a tone up among its component classes: `body-map--full` where `classes` is `body-map`."""

    def __init__(self, classes: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._classes_of_tones = classes
        self._of_tone: dict[str, Style] = {}
        self._blank: Style | None = None

    def notify_style_update(self) -> None:
        """The theme has other colours now."""
        super().notify_style_update()
        self._of_tone, self._blank = {}, None

    def strip_of(self, runs: tuple[Run, ...]) -> Strip:
        """One row of dots."""
        if self._blank is None:
            self._blank = self.rich_style.background_style
        return Strip(list(self._segments(runs, self._blank))).adjust_cell_length(self.size.width, self._blank)

    def _segments(self, runs: tuple[Run, ...], blank: "Style") -> Iterator[Segment]:
        for run in runs:
            # Blank and drawn parts apart, in two styles: pictures made of the screen place each by itself.
            for part in _PARTS.findall(run.text.replace(EMPTY, " ")):
                yield Segment(part, blank if part[0] == " " else self._style_of(run.tone))

    def _style_of(self, tone: str) -> "Style":
        found = self._of_tone.get(tone)
        if found is None:
            found = self._of_tone[tone] = self.get_component_rich_style(f"{self._classes_of_tones}--{tone}")
        return found


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
        return "\n".join(row_text(row).rstrip() for row in self._drawn(self.size.width))

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
