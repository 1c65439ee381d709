"""Shows how a step is done: its figure, moving in time with the phase, and where it works on the body."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.geometry import Region
from textual.strip import Strip

from stretchplayer.catalog import figure_of
from stretchplayer.figures.body_map import LEAST_ROWS, views_of
from stretchplayer.figures.dots import Run
from stretchplayer.figures.frame_timing import FRAMES_A_SECOND, Instant, shown
from stretchplayer.figures.scene import Scene, at_work
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import MuscleSide, muscle_sides
from stretchplayer.session import View
from stretchplayer.tui.widgets.basics import Bare
from stretchplayer.tui.widgets.drawn import BodyMap, Dotted

if TYPE_CHECKING:
    from textual.timer import Timer


_KEPT: Final = 6
"""Scenes that are kept, for a way back and the next round."""
_GOING: Final = frozenset({"playing", "checking", "alarming", "waiting"})
"""States in which the body does what the step says."""


def marks_of(view: View) -> tuple[MuscleSide, ...]:
    """The muscles and sides that are worked on."""
    return muscle_sides(view.targets, view.side)


class Scenes:
    """Makes scenes, and keeps the last few together with the frames they have drawn."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Figure, tuple[str, ...], str | None], Scene] = {}

    def of(self, view: View) -> Scene | None:
        """The scene for a view; None where the step has no figure."""
        figure = None if view.what is None else figure_of(view.what)
        if figure is None:
            return None
        key = (figure, view.targets, view.side)
        scene = self._kept.pop(key, None)
        if scene is None:
            scene = at_work(figure, view.targets, view.side)
        self._kept[key] = scene
        for old in list(self._kept)[:-_KEPT]:
            del self._kept[old]
        return scene


def instant_of(view: View) -> Instant | None:
    """The instant that the figure shows; None while the body has nothing to do."""
    if view.what is None or view.phase is None or view.state not in _GOING:
        return None
    return Instant(view.what, view.phase, view.elapsed)


Lines = tuple[tuple[Run, ...], ...]
_TONES: Final = ("near", "far", "prop", "ground", "target")
LEAST: Final = (20, 10)
"""Cells across and down that a figure needs to be recognised."""
_ALREADY: Final = 0.05
"""The part of a frame's time by which a clock may be early: it would be asked again at once."""


class FigureView(Dotted):
    """Shows `scene` where the body is at the moment; `clock` gives the monotonic seconds that `follow` counts from."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"figure--{tone}" for tone in _TONES}

    def __init__(self, clock: Callable[[], float], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("figure", id=id)
        self._clock = clock
        self._scene: Scene | None = None
        self._instant: Instant | None = None
        self._since = 0.0
        self._film: dict[int, Lines] = {}
        self._strips: dict[tuple[Run, ...], Strip] = {}
        self._lines: Lines = ()
        self._timer: Timer | None = None
        self.due: float | None = None
        """Seconds from the last look at the clock to the next; None where nothing moves."""

    def follow(self, scene: Scene | None, instant: Instant | None, now: float) -> None:
        """Show `scene` as of `instant`, at which the clock reads `now`; without an instant, its start, at rest."""
        if scene is not self._scene:
            self._film, self._strips = {}, {}
        self._scene, self._instant, self._since = scene, instant, now
        self.turn()

    def on_resize(self) -> None:
        self._film, self._strips, self._lines = {}, {}, ()
        self.turn()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips = {}

    def render_line(self, y: int) -> Strip:
        return self.strip_of(self._row(y))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Take rows that were shown before as they were: Textual does more to a row than drawing it costs."""
        found = []
        for y in crop.line_range:
            row = self._row(y)
            strip = self._strips.get(row)
            if strip is None:
                (strip,) = super().render_lines(Region(0, y, self.size.width, 1))
                self._strips[row] = strip
            found.append(strip)
        if crop.width == self.size.width:
            return found
        return [strip.crop(crop.x, crop.right) for strip in found]

    def _row(self, y: int) -> tuple[Run, ...]:
        return self._lines[y] if y < len(self._lines) else ()

    def turn(self) -> None:
        """Show the frame for this moment, and set a timer for the next one while there is one."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.due = None
        scene = self._scene
        if scene is None or self.size.width < LEAST[0] or self.size.height < LEAST[1]:
            self._draw(())
            return
        at, elapsed = None, 0.0
        if self._instant is not None:
            elapsed = max(0.0, self._instant.elapsed + self._clock() - self._since)
            at = shown(self._instant._replace(elapsed=elapsed))
        still = self.app.animation_level == "none"
        self._draw(self._lines_of(scene, scene.still(at) if still else scene.frame(at)))
        if at is not None and at.moving and not still:
            # Counted from the start of the phase, so that each whole second is drawn together with the countdown's.
            self.due = (int(elapsed * FRAMES_A_SECOND + _ALREADY) + 1) / FRAMES_A_SECOND - elapsed
            self._timer = self.set_timer(self.due, self.turn)

    def _lines_of(self, scene: Scene, frame: int) -> Lines:
        if frame not in self._film:
            self._film[frame] = tuple(scene.dots(frame, *self.size).lines(("target",)))
        return self._film[frame]

    def _draw(self, lines: Lines) -> None:
        before, self._lines = self._lines, lines
        if len(before) != len(lines):
            self.refresh()
        elif before is not lines and (changed := _changed(before, lines)):
            self.refresh(*(Region(0, first, self.size.width, many) for first, many in changed))


def _changed(before: Lines, now: Lines) -> list[tuple[int, int]]:
    """The rows that differ, as runs: the first row of each, and how many there are."""
    found: list[tuple[int, int]] = []
    for row, (one, other) in enumerate(zip(before, now, strict=True)):
        if one == other:
            continue
        first, many = found[-1] if found else (row, 0)
        if first + many == row:
            found[-1:] = [(first, many + 1)]
        else:
            found.append((row, 1))
    return found


class FigurePanel(Horizontal, Bare):
    """A figure with the map of the body beside it, or the map alone for a step without a figure."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(id="figure-panel")
        self._figure = FigureView(clock, id="figure")
        self._map = BodyMap(id="map")
        self._scenes = Scenes()
        self._rows = 0
        self._needed: int | None = None

    def compose(self) -> ComposeResult:
        yield self._figure
        yield self._map

    def show(self, view: View, now: float) -> None:
        """Follow the session, which is at `view` when the clock reads `now`."""
        scene = self._scenes.of(view)
        marks = marks_of(view)
        self.set_class(scene is None, "-undrawn")
        self._needed = LEAST[1] if scene is not None else LEAST_ROWS if marks else None
        self.room(self._rows)
        self._figure.follow(scene, instant_of(view), now)
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
