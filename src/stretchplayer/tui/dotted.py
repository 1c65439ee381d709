"""A widget made of dots: rows of runs, each in the colour of its tone, with blanks in no colour."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.figures.dots import EMPTY, Run

if TYPE_CHECKING:
    from rich.style import Style

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
