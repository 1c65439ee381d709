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
        self._frame = 0
        self._lines: Lines = ()
        self._timer: Timer | None = None

    def follow(self, scene: Scene | None, instant: Instant | None, now: float) -> None:
        """Show `scene` as it is at `instant`, which is what the clock calls `now`; without an instant it stands still.

        A scene that stands still shows its start.
        """
        if scene is self._scene and instant is not None and instant == self._instant and now == self._since:
            return
        self._scene, self._instant, self._since = scene, instant, now
        self._move()

    def on_resize(self) -> None:
        """Draw it as large as the room is now."""
        self._lines = ()
        self._move()

    def render_line(self, y: int) -> Strip:
        """One row of it."""
        return self.strip_of(self._lines[y] if y < len(self._lines) else ())

    def _move(self) -> None:
        """Show the frame of this moment, and come back for the next one while there is one."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        scene = self._scene
        if scene is None or self.size.width < LEAST[0] or self.size.height < LEAST[1]:
            self._draw(())
            return
        at = None
        if self._instant is not None:
            elapsed = self._instant.elapsed + self._clock() - self._since
            at = shown(self._instant._replace(elapsed=max(0.0, elapsed)))
        still = self.app.animation_level == "none"
        self._frame = scene.still(at) if still else scene.frame(at)
        self._draw(tuple(scene.dots(self._frame, *self.size).lines(("target",))))
        if at is not None and at.moving and not still:
            self._timer = self.set_timer(1 / FRAMES_A_SECOND, self._move)

    def _draw(self, lines: Lines) -> None:
        before, self._lines = self._lines, lines
        if len(before) != len(lines):
            self.refresh()
            return
        rows = [y for y, (one, other) in enumerate(zip(before, lines, strict=True)) if one != other]
        if rows:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in rows))
