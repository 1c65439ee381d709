"""Shows how a step is done: its figure, moving in time with the phase, drawn anew only in the rows that change."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.geometry import Region
from textual.strip import Strip

from stretchplayer.figures.dots import Run
from stretchplayer.figures.pace import FRAMES_A_SECOND, Instant, shown
from stretchplayer.figures.scene import Scene
from stretchplayer.tui.dotted import Dotted

if TYPE_CHECKING:
    from textual.timer import Timer

Lines = tuple[tuple[Run, ...], ...]
_TONES: Final = ("near", "far", "prop", "ground", "target")
LEAST: Final = (20, 10)
"""Cells across and down below which nothing can be told apart."""
_ALREADY: Final = 0.05
"""The part of a frame's time by which a clock may be early: it would be asked again at once."""


class FigureView(Dotted):
    """Shows `scene` where the body is at the moment; `clock` gives the monotonic seconds that `follow` counts from."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"figure--{tone}" for tone in _TONES}
    DEFAULT_CSS = """
    FigureView > .figure--far, FigureView > .figure--ground { color: $text-muted; }
    FigureView > .figure--prop { color: $primary; }
    FigureView > .figure--target { color: $accent; text-style: bold; }
    """

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
        """Show `scene` as it is at `instant`, which is what the clock calls `now`; without an instant it stands still.

        A scene that stands still shows its start.
        """
        if scene is not self._scene:
            self._film, self._strips = {}, {}
        self._scene, self._instant, self._since = scene, instant, now
        self.turn()

    def on_resize(self) -> None:
        """Draw it as large as the room is now."""
        self._film, self._strips, self._lines = {}, {}, ()
        self.turn()

    def notify_style_update(self) -> None:
        """The theme has other colours now."""
        super().notify_style_update()
        self._strips = {}

    def render_line(self, y: int) -> Strip:
        """One row of it."""
        return self.strip_of(self._row(y))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows of it; one that was shown before is taken as it was: what is done to a row is dearer than drawing it."""
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
        """Show the frame of this moment, and come back for the next one while there is one."""
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
    """The rows that differ: the first of those that lie together, and how many they are."""
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
