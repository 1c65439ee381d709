"""The map of the body on the screen."""

from collections.abc import Mapping
from typing import ClassVar

from textual.events import Click, MouseMove
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from stretchplayer.catalog import target_name
from stretchplayer.figures.body_map import (
    BOTH,
    LEVELS,
    Views,
    body_map,
    fits,
    label_row,
    muscle_at,
    rows_for,
    solid_map,
)
from stretchplayer.figures.dots import Run
from stretchplayer.figures.ways_to_draw import Way
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.tui.widgets.cells import Celled, Line


class BodyMap(Celled):
    """Marks muscles by a share from 0 to 1 each, the more the brighter; empty where the room is too small for that.

    `views` are front, back or both. With an automatic height it is as high as its width allows; `max-height` binds.
    The muscle below the mouse is named;
    a click on it posts `Picked`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"body-map--{tone}" for tone in ("body", "label", *LEVELS)}

    class Picked(Message):
        """A muscle was clicked."""

        def __init__(self, muscle: str) -> None:
            super().__init__()
            self.muscle = muscle

    marks: reactive[Mapping[MuscleSide, float]] = reactive(dict)
    named: reactive[str | None] = reactive(None)
    """The muscle at the cursor: its name stands below the map."""
    views: reactive[Views] = reactive(BOTH, layout=True)

    def __init__(self, marks: Mapping[MuscleSide, float] | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("body-map", id=id)
        self.set_reactive(BodyMap.marks, marks or {})
        self._drawn_for: tuple[object, ...] = ()
        self._lines: tuple[Line, ...] = ()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        rows = rows_for(width, self.views)
        return rows if fits(width, rows, self.views) else 0

    def render_line(self, y: int) -> Strip:
        wanted = (self.marks, *self.size, self.views)
        way = self.way()
        if self._drawn_for != (way, self.named, *wanted):
            self._drawn_for, self._lines = (way, self.named, *wanted), self._drawn(way)
        return self.strip_of_cells(self._lines[y] if y < len(self._lines) else ())

    def _drawn(self, way: Way) -> tuple[Line, ...]:
        if not fits(*self.size, self.views):
            return ()
        wanted = (self.marks, *self.size, self.views)
        rows: list[Line] = list(body_map(*wanted) if way == "dots" else solid_map(*wanted, halves=way == "halves"))
        row, text = label_row(*self.size, self.views, target_name(self.named) if self.named else "")
        rows[row : row + (way == "dots")] = [(Run(text, "label"),)]
        return tuple(rows)

    def on_mouse_move(self, event: MouseMove) -> None:
        at = event.get_content_offset(self)
        self.named = None if at is None else muscle_at(at.x, at.y, *self.size, self.views)

    def on_leave(self) -> None:
        self.named = None

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset(self)
        muscle = None if at is None else muscle_at(at.x, at.y, *self.size, self.views)
        if muscle is not None:
            self.post_message(self.Picked(muscle))
