"""What figures and the map of the body are drawn in: cells of two colours, or dots where there are no colours."""

import os
import re
from collections.abc import Iterator
from typing import Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.figures.blocks import Cells
from stretchplayer.figures.colours import NOTHING, SIXTEEN, Mix, Palette, palette
from stretchplayer.figures.dots import EMPTY, Run
from stretchplayer.figures.ways_to_draw import Way, way_to_draw

Line = tuple[Run | Cells, ...]
DOTS: Final = "-dots"
"""A class of the app: dots were chosen in place of solid areas."""
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


class Celled(Dotted):
    """Draws blocks of two colours as well."""

    def __init__(self, classes: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(classes, id=id)
        self._of_mix: dict[tuple[Mix, Mix], Style] = {}
        self._palette: Palette | None = None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._of_mix, self._palette = {}, None

    def way(self) -> Way:
        """How to draw in this terminal, as it was chosen."""
        return way_to_draw(os.environ, dots=self.app.has_class(DOTS), colours=not self.app.no_color)

    def strip_of_cells(self, line: Line) -> Strip:
        """One row of blocks or dots."""
        blank = self.rich_style.background_style
        return Strip(list(self._parts(line, blank))).adjust_cell_length(self.size.width, blank)

    def _parts(self, line: Line, blank: Style) -> Iterator[Segment]:
        for run in line:
            if isinstance(run, Run):
                yield from self._segments((run,), blank)
            elif run.back is NOTHING and run.text.isspace():
                yield Segment(run.text, blank)
            else:
                yield Segment(run.text, self._style_of_cells(run.front, run.back))

    def _style_of_cells(self, front: Mix, back: Mix) -> Style:
        found = self._of_mix.get((front, back))
        if found is None:
            if self._palette is None:
                sixteen = self.app.console.color_system in ("standard", "windows")
                ground = self.background_colors[1].rgb
                self._palette = SIXTEEN if sixteen else palette(ground, dark=self.app.current_theme.dark)
            colours = (Color.from_rgb(*self._palette.of(mix)) for mix in (front, back))
            found = self._of_mix[front, back] = Style.from_color(*colours)
        return found
