"""Shows how a step is done: its figure, moving in time with the phase, and where it works on the body."""

from collections.abc import Callable
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.catalog import figure_of
from stretchplayer.figures.body_map import LEAST_ROWS, views_of
from stretchplayer.figures.frame_timing import Instant
from stretchplayer.figures.scene import Half, Scene
from stretchplayer.model.muscles import muscle_sides
from stretchplayer.phrases import headings
from stretchplayer.session import View
from stretchplayer.tui.widgets.basics import Bare
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.figure_view import LEAST, FigureView, scene_at_work

_GOING: Final = frozenset({"playing", "checking", "alarming", "waiting"})
"""States in which the body does what the step says."""


def scene_at(view: View) -> Scene | None:
    """The scene for a view; None where the step has no figure."""
    figure = None if view.what is None else figure_of(view.what)
    if figure is None or view.what is None:
        return None
    return scene_at_work(figure, view.targets, view.side, view.what.kind)


def instant_of(view: View) -> Instant | None:
    """The instant that the figure shows; None while the body has nothing to do."""
    if view.what is None or view.phase is None or view.state not in _GOING:
        return None
    return Instant(view.what, view.phase, view.elapsed)


class HalfMark(Widget):
    """One row below a figure: the half of it in which the side at work is seen, with that side's name."""

    def __init__(self) -> None:
        super().__init__(id="half")
        self._half: Half | None = None
        self._word = ""

    def mark(self, half: "Half | None", word: str) -> None:
        if (half, word) != (self._half, self._word):
            self._half, self._word = half, word
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has but one
        width, blank = self.size.width, self.rich_style.background_style
        if self._half is None:
            return Strip.blank(width, blank)
        marked = width // 2
        parts = [
            Segment(self._word.center(marked), self.rich_style + Style(reverse=True, bold=True)),
            Segment(" " * (width - marked), blank),
        ]
        return Strip(parts if self._half == "left" else parts[::-1], width)


class FigurePanel(Horizontal, Bare):
    """A figure with the map of the body beside it, or the map alone for a step without a figure."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(id="figure-panel")
        self._figure = FigureView(clock, id="figure")
        self._half = HalfMark()
        self._map = BodyMap(id="map")
        self._rows = 0
        self._needed: int | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="drawn"):
            yield self._figure
            yield self._half
        yield self._map

    def show(self, view: View, now: float) -> None:
        """Follow the session, which is at `view` when the clock reads `now`."""
        scene = scene_at(view)
        marks = muscle_sides(view.targets, view.side)
        self.set_class(scene is None, "-undrawn")
        self._needed = LEAST[1] if scene is not None else LEAST_ROWS if marks else None
        self.room(self._rows)
        self._figure.follow(scene, instant_of(view), now)
        side = view.beat_side or view.side or ""
        word = headings.large_side(side)
        self._half.display = bool(word)
        self._half.mark(scene.half(side) if scene is not None and word else None, word)
        self._map.marks = dict.fromkeys(marks, 1.0)
        self._map.views = views_of(marks)

    def room(self, rows: int) -> None:
        """Take note of the rows there are; with too few to make anything out, the countdown gets all the room."""
        self._rows = rows
        # Before the first layout nobody knows: what is hidden then would be laid out twice.
        self.set_class(self._needed is None or 0 < rows < self._needed, "-nothing")


class Stage(Horizontal, Bare):
    """The countdown with `panel` beside it."""

    def __init__(self, panel: FigurePanel) -> None:
        super().__init__(id="stage")
        self._panel = panel

    def on_resize(self, event: Resize) -> None:
        self._panel.room(event.size.height)
