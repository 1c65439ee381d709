"""The figure of what is played: whose it is, what it marks, and on which side."""

from typing import Final

from stretchplayer.catalog import figure_of
from stretchplayer.figures.pace import Instant
from stretchplayer.figures.scene import Scene, at_work
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import MuscleSide, muscle_sides
from stretchplayer.session import View

_KEPT: Final = 6
"""So many scenes are kept, for a way back and the next round."""
_GOING: Final = frozenset({"playing", "checking", "alarming", "waiting"})
"""States in which the body does what the step says."""


def marks_of(view: View) -> tuple[MuscleSide, ...]:
    """The muscles and sides that are worked on at an instant."""
    return muscle_sides(view.targets, view.side)


class Scenes:
    """Makes scenes, and keeps the last few with the pictures they have drawn."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Figure, tuple[str, ...], str | None], Scene] = {}

    def of(self, view: View) -> Scene | None:
        """The scene of an instant; None where the step has no figure."""
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
    """What the figure follows; None while nothing is to be done with the body."""
    if view.what is None or view.phase is None or view.state not in _GOING:
        return None
    return Instant(view.what, view.phase, view.elapsed)
