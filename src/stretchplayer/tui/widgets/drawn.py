"""Widgets that draw themselves cell by cell, and only what has changed: bars, charts, and the map of the body."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.figures.body_map import BOTH, LEVELS, Lines, Views, body_map, fits, muscle_at, rows_for
from stretchplayer.figures.dots import EMPTY, Run
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.text import harmless
from stretchplayer.tui.charts.text_layout import Rows, row_text

if TYPE_CHECKING:
    from rich.style import Style


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


_PARTS: Final = re.compile(" +|[^ ]+")


class Dotted(Widget):
    """Draws dots; the style of a tone is that of a component class, `body-map--full` where `classes` is `body-map`."""

    def __init__(self, classes: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._classes_of_tones = classes
        self._of_tone: dict[str, Style] = {}
        self._blank: Style | None = None

    def notify_style_update(self) -> None:
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


class BodyMap(Dotted):
    """Marks muscles by a share from 0 to 1 each; empty where the room is too small to tell them apart.

    `views` are front, back or both. With an automatic height it is as high as its width allows; `max-height` binds.
    A click on a muscle posts `Picked`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"body-map--{tone}" for tone in ("body", "label", *LEVELS)}

    class Picked(Message):
        """A muscle was clicked."""

        def __init__(self, muscle: str) -> None:
            super().__init__()
            self.muscle = muscle

    marks: reactive[Mapping[MuscleSide, float]] = reactive(dict)
    views: reactive[Views] = reactive(BOTH, layout=True)

    def __init__(self, marks: Mapping[MuscleSide, float] | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("body-map", id=id)
        self.set_reactive(BodyMap.marks, marks or {})
        self._drawn_for: tuple[object, ...] = ()
        self._lines: Lines = ()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        rows = rows_for(width, self.views)
        return rows if fits(width, rows, self.views) else 0

    def render_line(self, y: int) -> Strip:
        wanted = (self.marks, *self.size, self.views)
        if self._drawn_for != wanted:
            self._drawn_for, self._lines = wanted, body_map(*wanted)
        return self.strip_of(self._lines[y] if y < len(self._lines) else ())

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset(self)
        muscle = None if at is None else muscle_at(at.x, at.y, *self.size, self.views)
        if muscle is not None:
            self.post_message(self.Picked(muscle))


_TONES: Final = (
    *("plain", "strong", "muted", "today", "none", "little", "some", "much", "most"),
    *("bar", "rest", "nearly", "full", "before", "after"),
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
