"""Shows muscles on a map of the body; drawn anew only where the marks or the size are others."""

from collections.abc import Mapping
from typing import ClassVar

from textual.geometry import Size
from textual.strip import Strip

from stretchplayer.figures.body_map import BOTH, LEVELS, Lines, Views, body_map, fits, rows_for
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.tui.widgets.drawn import Dotted

_TONES = ("body", "label", *LEVELS)


class BodyMap(Dotted):
    """Marks muscles by a share from 0 to 1 each; empty where the room is too small to tell them apart.

    With an automatic height it is as high as its width lets it be; `max-height` in a style binds.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"body-map--{tone}" for tone in _TONES}
    DEFAULT_CSS = """
    BodyMap { height: auto; }
    BodyMap > .body-map--body, BodyMap > .body-map--label { color: $text-muted; }
    BodyMap > .body-map--little, BodyMap > .body-map--some, BodyMap > .body-map--nearly { color: $accent; }
    BodyMap > .body-map--full { color: $accent; text-style: bold; }
    """

    def __init__(
        self,
        marks: Mapping[MuscleSide, float] | None = None,
        *,
        views: Views = BOTH,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__("body-map", id=id)
        self._marks = dict(marks or {})
        self._views = views
        self._drawn_for: tuple[int, int] | None = None
        self._lines: Lines = ()

    @property
    def marks(self) -> Mapping[MuscleSide, float]:
        """What is marked, and how full; left and right are those of the body."""
        return self._marks

    @marks.setter
    def marks(self, marks: Mapping[MuscleSide, float]) -> None:
        if marks != self._marks:
            self._marks = dict(marks)
            self._again()

    @property
    def views(self) -> Views:
        """Front, back or both; `views_of` says which are needed where there is room for one only."""
        return self._views

    @views.setter
    def views(self, views: Views) -> None:
        if views != self._views:
            self._views = views
            self._again()
            self.refresh(layout=True)

    @property
    def fits(self) -> bool:
        """Whether its room is large enough to show anything."""
        return fits(*self.size, self._views)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As high as the width lets it be; nothing where the width is too small."""
        rows = rows_for(width, self._views)
        return rows if fits(width, rows, self._views) else 0

    def render_line(self, y: int) -> Strip:
        """One row of it."""
        width, height = self.size
        if self._drawn_for != (width, height):
            self._drawn_for, self._lines = (width, height), body_map(self._marks, width, height, self._views)
        return self.strip_of(self._lines[y] if y < len(self._lines) else ())

    def _again(self) -> None:
        self._drawn_for = None
        self.refresh()
