"""Where in a picture there is room for a sign: beside the body, never over what matters in it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from stretchplayer.figures.raster import Raster
from stretchplayer.figures.signs import HALF, HEAD, small_arrows, small_head
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
_THINGS: Final = 0.6
_GHOST: Final = 0.15
_BEYOND: Final = 1.2
"""For what would make the figure smaller."""
_TAKEN: Final = 2.5


class Picture(NamedTuple):
    """How many samples of cells a picture is wide and high."""

    width: int
    height: int


def picture_of(raster: Raster) -> Picture | None:
    """The picture of cells that samples are for; None for a smooth one."""
    return None if raster.grain == (1, 1) else Picture(raster.width, raster.height)


class Filled(NamedTuple):
    """What a frame has in it: places in samples, and the areas of what is there."""

    place: Placed
    raster: Raster
    areas: tuple[tuple[int, float], ...]
    """With what it costs to draw over each."""


def filled(scene: "Scene", frame: int) -> Filled:
    """Where the body of a frame, its things and the ghost of the start are."""
    box = scene.body_box
    scale = _SAMPLES / (1 + 2 * _AROUND) / max(box.right - box.left, box.bottom - box.top)
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    place = Placed(scale, _SAMPLES / 2 - scale * middle[0], _SAMPLES / 2 - scale * middle[1])
    raster = Raster(_SAMPLES, _SAMPLES)
    body = dear = props = ghost = 0
    # One arrow of the hands may stand on what they are before; two stand one on each side.
    behind = scene.figure.zoom == "hands" and isinstance(scene.figure.arrow, str)
    for shape in scene.shapes(frame):
        area = raster.area(tuple(place.at(point) for point in shape.outline))
        if shape.tone in ("prop", "ground", "warm", "cold"):
            props |= area
        elif behind and not shape.owner.endswith(("arm", "head")):
            ghost |= area
        else:
            body |= area
            if shape.tone == "target" or shape.owner == "head":
                dear |= area
    for shape in (each for before in (scene.ghosts if frame else ()) for each in scene.shapes(before)):
        if shape.tone in ("near", "far"):
            ghost |= raster.area(tuple(place.at(point) for point in shape.outline))
    areas = (
        (raster.grown(body, _GROWN), _BODY),
        (raster.grown(dear, 1), _DEAR),
        (props, _THINGS),
        # Where each shape counts, none is crossed.
        (ghost, _GHOST if len(scene.ghosts) == 1 else _BODY),
    )
    return Filled(place, raster, areas)


class FreeRoom:
    """What a figure's still picture already has in it: its last frame, or another one.

    Without the size of a `picture` in cells, signs are as large as they are in a smooth one, which has room all around.
    """

    def __init__(self, scene: "Scene", picture: Picture | None = None, frame: int | None = None) -> None:
        box = scene.body_box
        across, down = box.right - box.left, box.bottom - box.top
        self.size = max(across, down)
        self._place, self._raster, areas = scene.filled(scene.last if frame is None else frame)
        self.sample = 0.0
        wide = high = self.size
        if picture is not None:
            self.sample = max(across / picture.width, down / picture.height)
            wide, high = picture.width * self.sample, picture.height * self.sample
        self.small = small_arrows(self.size, self.sample)
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        edges = [(x + sign * wide / 2, y + other * high / 2) for sign, other in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        inside = self._raster.area(tuple(self._place.at(point) for point in edges))
        self._costs = self._table((*areas, (self._raster.whole & ~inside, _BEYOND)))

    def _table(self, areas: tuple[tuple[int, float], ...]) -> list[float]:
        """What each sample costs: looked up far more often than it is made."""
        known: dict[tuple[str, ...], float] = {}
        digits = [f"{area:0{_SAMPLES * _SAMPLES}b}" for area, _ in areas]
        found = []
        for there in zip(*digits, strict=True):
            cost = known.get(there)
            if cost is None:
                cost = known[there] = sum(each for digit, (_, each) in zip(there, areas, strict=True) if digit == "1")
            found.append(cost)
        return found[::-1]

    def least(self, share: float, samples: float) -> float:
        """Metres that are a share of the picture's longer side, and at least so many samples of its cells."""
        return max(share * self.size, samples * self.sample)

    def head(self, turn: Literal[0, 1, 2]) -> tuple[float, float]:
        """The length of an arrow's head and half its width in metres; level (0), upright (1), or slanted (2)."""
        if not self.small:
            return HEAD * self.size, HALF * self.size
        long, half = small_head(self.size, self.sample, turn)
        return long * self.sample, half * self.sample

    def cost(self, points: Iterable[Flat]) -> float:
        """How bad it is for a stroke to pass through these points, 0 where all of them are free."""
        many, total = 0, 0.0
        scale, left, down = self._place
        costs = self._costs
        for across, below in points:
            x, y = left + across * scale, down + below * scale
            many += 1
            if 0 <= x < _SAMPLES and 0 <= y < _SAMPLES:
                total += costs[int(y) * _SAMPLES + int(x)]
            else:
                total += 2 * _BEYOND
        return total / many

    def take(self, points: Iterable[Flat]) -> None:
        """A stroke passes through these points: no other one shall."""
        taken = 0
        for point in points:
            taken |= self._raster.disc(self._place.at(point), _GROWN + 1)
        for row, bits in enumerate(self._raster.rows(self._raster.grown(taken, 1))):
            for at in range(bits.bit_length()):
                if bits >> at & 1:
                    self._costs[row * _SAMPLES + at] += _TAKEN
