"""Where in a picture there is room for a sign: beside the body, never over what matters in it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from stretchplayer.figures.raster import Raster
from stretchplayer.figures.space import Flat, Placed

if TYPE_CHECKING:
    from stretchplayer.figures.scene import Scene

_SAMPLES: Final = 96
"""Across and down, for the picture and what is around it."""
_AROUND: Final = 0.35
"""How far around the picture is looked at, as a share of its longer side."""
_GROWN: Final = 2
"""Samples around the body that are no room for a stroke, which has a thickness."""
_BODY: Final = 1.0
_DEAR: Final = 1.5
"""For the head and for what is worked on, in addition."""
_THINGS: Final = 0.35
_GHOST: Final = 0.15
_BEYOND: Final = 1.2
"""For what would make the figure smaller."""
_TAKEN: Final = 2.5


class FreeRoom:
    """What a figure's still picture already has in it."""

    def __init__(self, scene: "Scene") -> None:
        box = scene.body_box
        self.size = max(box.right - box.left, box.bottom - box.top)
        scale = _SAMPLES / (1 + 2 * _AROUND) / self.size
        middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        self._place = Placed(scale, _SAMPLES / 2 - scale * middle[0], _SAMPLES / 2 - scale * middle[1])
        self._raster = Raster(_SAMPLES, _SAMPLES)
        body = dear = props = ghost = 0
        for shape in scene.shapes(scene.last):
            area = self._area(shape.outline)
            if shape.tone in ("prop", "ground", "warm", "cold"):
                props |= area
            else:
                body |= area
                if shape.tone == "target" or shape.owner == "head":
                    dear |= area
        for shape in scene.shapes(0):
            if shape.tone in ("near", "far"):
                ghost |= self._area(shape.outline)
        half = self.size / 2
        square = ((-half, -half), (half, -half), (half, half), (-half, half))
        inside = self._area(tuple((middle[0] + x, middle[1] + y) for x, y in square))
        self._costs = [
            (self._raster.grown(body, _GROWN), _BODY),
            (self._raster.grown(dear, 1), _DEAR),
            (props, _THINGS),
            (ghost, _GHOST),
            (self._raster.whole & ~inside, _BEYOND),
        ]

    def _area(self, outline: tuple[Flat, ...]) -> int:
        return self._raster.area(tuple(self._place.at(point) for point in outline))

    def cost(self, points: Iterable[Flat]) -> float:
        """How bad it is for a stroke to pass through these points, 0 where all of them are free."""
        many, total = 0, 0.0
        for point in points:
            x, y = self._place.at(point)
            many += 1
            if not (0 <= x < _SAMPLES and 0 <= y < _SAMPLES):
                total += 2 * _BEYOND
                continue
            at = int(y) * _SAMPLES + int(x)
            total += sum(each for area, each in self._costs if area >> at & 1)
        return total / many

    def take(self, points: Iterable[Flat]) -> None:
        """A stroke passes through these points: no other one shall."""
        taken = 0
        for point in points:
            taken |= self._raster.disc(self._place.at(point), _GROWN + 1)
        self._costs.append((self._raster.grown(taken, 1), _TAKEN))
