"""Draws one figure in cells, moving or still, and only the rows that have changed."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Final

from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.strip import Strip

from stretchplayer.catalog import figure_of
from stretchplayer.figures.blocks import moving_lines, pushing_lines, rows_for, still_lines
from stretchplayer.figures.frame_timing import FRAMES_A_SECOND, Instant, Shown, shown
from stretchplayer.figures.scene import Scene, at_work
from stretchplayer.figures.ways_to_draw import Way
from stretchplayer.model.muscles import expand
from stretchplayer.model.steps import ContractRelax, Step, Targeted
from stretchplayer.tui.widgets.cells import Celled, Line

if TYPE_CHECKING:
    from textual.timer import Timer


Lines = tuple[Line, ...]
_TONES: Final = ("near", "far", "prop", "ground", "target", "warm", "cold")
LEAST: Final = (20, 10)
"""Cells across and down that a figure needs to be recognised."""
_ALREADY: Final = 0.05
"""The part of a frame's time by which a clock may be early: it would be asked again at once."""
_STILL: Final = -1
"""In place of a number of a frame: the end, with where it began behind it."""
_PUSHING: Final = -2
"""The start, with the arrows of a push."""
_RELAXED: Final = -3
"""The end after a push, without its arrows."""
_SCENES: Final = 6
"""Scenes that are cached, for a way back and the next round."""

scene_at_work: Final = lru_cache(maxsize=_SCENES)(at_work)
"""The scene of a figure with muscles at work on one side; the last few are not made again."""


class FigureView(Celled):
    """Shows `scene` where the body is at the moment; `clock` gives the monotonic seconds that `follow` counts from.

    Where it stays at its end, it shows that with a ghost of the start behind it, as it does with `pose`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"figure--{tone}" for tone in _TONES}

    def __init__(self, clock: Callable[[], float], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("figure", id=id)
        self._clock = clock
        self._scene: Scene | None = None
        self._instant: Instant | None = None
        self._since = 0.0
        self._posed = False
        self._films: LRUCache[Scene, dict[int, Lines]] = LRUCache(_SCENES)
        self._strips: dict[Line, Strip] = {}
        self._way: Way | None = None
        self._lines: Lines = ()
        self._timer: Timer | None = None
        self.due: float | None = None
        """Seconds from the last look at the clock to the next; None where nothing moves."""

    def follow(self, scene: Scene | None, instant: Instant | None, now: float) -> None:
        """Show `scene` as of `instant`, at which the clock reads `now`; without an instant, its start, at rest."""
        self._posed = False
        self._show(scene, instant, now)

    def pose(self, scene: Scene | None) -> None:
        """Show what is done in `scene`, without moving: its end, with where it began."""
        self._posed = True
        self._show(scene, None, 0.0)

    def _show(self, scene: Scene | None, instant: Instant | None, now: float) -> None:
        way = self.way()
        if way != self._way:
            self._way = way
            self._films.clear()
        if scene is not self._scene:
            self._strips = {}
        self._scene, self._instant, self._since = scene, instant, now
        self.turn()

    def on_resize(self) -> None:
        self._films.clear()
        self._strips, self._lines = {}, ()
        self.turn()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        return 0 if self._scene is None else rows_for(self._scene, width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips = {}

    def render_line(self, y: int) -> Strip:
        return self.strip_of_cells(self._row(y))

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

    def _row(self, y: int) -> Line:
        return self._lines[y] if y < len(self._lines) else ()

    def turn(self) -> None:
        """Show the frame for this moment, and set a timer for the next one while there is one."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.due = None
        scene = self._scene
        if scene is None or not self._fits(scene):
            self._draw(())
            return
        at, elapsed = None, 0.0
        if self._instant is not None:
            elapsed = max(0.0, self._instant.elapsed + self._clock() - self._since)
            at = shown(self._instant._replace(elapsed=elapsed))
        still = self.app.animation_level == "none"
        self._draw(self._lines_of(scene, self._frame(scene, at, still=still)))
        if at is not None and at.moving and not still:
            # Counted from the start of the phase, so that each whole second is drawn together with the countdown's.
            self.due = (int(elapsed * FRAMES_A_SECOND + _ALREADY) + 1) / FRAMES_A_SECOND - elapsed
            self._timer = self.set_timer(self.due, self.turn)

    def _fits(self, scene: Scene) -> bool:
        """Whether there is room to recognise it; a body that lies needs less height."""
        width, height = self.size
        return width >= LEAST[0] and height >= min(LEAST[1], rows_for(scene, width))

    def _frame(self, scene: Scene, at: Shown | None, *, still: bool) -> int:
        if self._posed:
            return _STILL
        if self._instant is None or at is None:
            return 0
        if self._instant.phase == "contract":
            return _PUSHING
        # Before it begins, all of it is shown; then the push is over.
        pushes = isinstance(self._instant.step, ContractRelax) and self._instant.phase not in ("prepare", "switch")
        end = _RELAXED if pushes else _STILL
        if still:
            return end
        frame = scene.frame(at)
        return end if frame == scene.last and not at.moving else frame

    def _lines_of(self, scene: Scene, frame: int) -> Lines:
        if (film := self._films.get(scene)) is None:
            film = self._films[scene] = {}
        if frame not in film:
            film[frame] = self._drawn(scene, frame)
        return film[frame]

    def _drawn(self, scene: Scene, frame: int) -> Lines:
        if self._way == "dots":
            return tuple(
                scene.dots({_STILL: scene.last, _RELAXED: scene.last, _PUSHING: 0}.get(frame, frame), *self.size).lines(
                    ("target",)
                )
            )
        halves = self._way == "halves"
        if frame in (_STILL, _RELAXED):
            return tuple(still_lines(scene, *self.size, halves=halves, relaxed=frame == _RELAXED))
        if frame == _PUSHING:
            return tuple(pushing_lines(scene, *self.size, halves=halves))
        return tuple(moving_lines(scene, frame, *self.size, halves=halves))

    def _draw(self, lines: Lines) -> None:
        before, self._lines = self._lines, lines
        if len(before) != len(lines):
            self.refresh()
        elif before is not lines and (changed := _changed(before, lines)):
            self.refresh(*(Region(0, first, self.size.width, many) for first, many in changed))


def scene_of(step: Step) -> Scene | None:
    """The figure of a step, with its left side at work where it has sides; None where it has no figure."""
    targets, sides = (step.target, step.sides) if isinstance(step, Targeted) else ((), "both")
    side = None if sides == "both" else "right" if sides == "right" else "left"
    figure = figure_of(step)
    return None if figure is None else scene_at_work(figure, expand(targets), side, step.kind)


def first_scene(steps: Iterable[Step]) -> Scene | None:
    """The figure of the first of the steps that has one."""
    return next(filter(None, map(scene_of, steps)), None)


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
