"""What stands beside the countdown: how the step is done, and on a wide screen where it works on the body."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize

from stretchplayer.figures.body_map import LEAST_ROWS, views_of
from stretchplayer.session import View
from stretchplayer.tui.bare import Bare
from stretchplayer.tui.body_map import BodyMap
from stretchplayer.tui.figure_view import LEAST, FigureView
from stretchplayer.tui.scenes import Scenes, instant_of, marks_of


class FigurePanel(Horizontal, Bare):
    """A figure; the map of the body beside it, or in its place for a step that nobody has drawn."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(id="stand")
        self._figure = FigureView(clock, id="figure")
        self._map = BodyMap(id="map")
        self._scenes = Scenes()
        self._rows = 0
        self._needed: int | None = None

    def compose(self) -> ComposeResult:
        """The figure, then the map."""
        yield self._figure
        yield self._map

    def show(self, view: View, now: float) -> None:
        """Follow the session, which is at `view` when the clock says `now`."""
        scene = self._scenes.of(view)
        marks = marks_of(view)
        self.set_class(scene is None, "-undrawn")
        self._needed = LEAST[1] if scene is not None else LEAST_ROWS if marks else None
        self.room(self._rows)
        self._figure.follow(scene, instant_of(view), now)
        self._map.marks = dict.fromkeys(marks, 1.0)
        self._map.views = views_of(marks)

    def room(self, rows: int) -> None:
        """There are so many rows; where nothing could be told apart in them, all the room is the countdown's."""
        self._rows = rows
        self.set_class(self._needed is None or rows < self._needed, "-nothing")


class Stage(Horizontal, Bare):
    """What holds the countdown, with `stand` beside it."""

    def __init__(self, stand: FigurePanel) -> None:
        super().__init__(id="stage")
        self._stand = stand

    def on_resize(self, event: Resize) -> None:
        """The words below have become more or fewer, or the terminal is another."""
        self._stand.room(event.size.height)
