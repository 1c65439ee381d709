"""A figure as solid areas: what is nearer hides what is behind it, and has a dark contour there."""

from typing import Final, NamedTuple

from stretchplayer.figures.colours import SHADES, Shade
from stretchplayer.figures.free_room import picture_of
from stretchplayer.figures.raster import Raster
from stretchplayer.figures.scene import Scene
from stretchplayer.figures.signs import Sign
from stretchplayer.figures.small_signs import small_sign
from stretchplayer.figures.space import Flat, Placed, Shape

Areas = dict[Shade, int]
_CONTOUR: Final = 0.016
"""Metres of contour around what lies before something else."""
_MOST: Final = 0.011
"""The share of the picture's longer side that a contour is thick at most, where little of the body is in it."""
_SMALL: Final = 75
"""Samples in a metre below which a contour is but one sample thick."""
_JOINT: Final = 1.2
"""Within so many radii of a joint, and the contour around that, a limb goes on: it has none against itself."""
_FLOOR: Final = 0.014
_FACE: Final[dict[str, int]] = {"eye": 24, "mouth": 45, "crease": 120}
"""How many samples in a metre it takes to show it."""
_BODY: Final[frozenset[Shade]] = frozenset({"near", "leg", "trunk", "far", "target", "hidden"})
_GHOST_EDGE: Final = 0.008
_EDGE_FROM: Final = 110
"""Samples in a metre from which a ghost has an edge."""


class Still(NamedTuple):
    """What else is in a picture that does not move: the poses where it comes from, and its signs."""

    ghosts: tuple[int, ...] = ()
    signs: tuple[Sign, ...] = ()


def still_of(scene: Scene, raster: Raster) -> Still:
    """What is in the still picture of a figure; where start and end look alike, no ghost."""
    return Still(scene.ghosts if scene.differs() else (), scene.signs_in(picture_of(raster)))


class _Painted:
    """What has been painted so far: the areas by owner and tone, none over another."""

    def __init__(self, raster: Raster) -> None:
        self._raster = raster
        self.layers: dict[tuple[str, Shade], int] = {}
        self.contour = 0

    def of(self, owner: str) -> int:
        found = 0
        for (name, _), area in self.layers.items():
            if name == owner:
                found |= area
        return found

    def body(self) -> int:
        """What is body so far, with the contours on it."""
        found = self.contour
        for (_, shade), area in self.layers.items():
            if shade in _BODY:
                found |= area
        return found

    def all(self) -> int:
        found = 0
        for area in self.layers.values():
            found |= area
        return found

    def paint(self, area: int, owner: str, shade: Shade, edge: int = 0) -> None:
        """Paint over all that is there; `edge` becomes contour first."""
        for key, rows in self.layers.items():
            self.layers[key] = rows & ~(area | edge)
        self.contour = (self.contour | edge) & ~area
        self.layers[owner, shade] = self.layers.get((owner, shade), 0) | area


def shaded(scene: Scene, frame: int, raster: Raster, still: Still | None = None) -> Areas:
    """The areas of a frame by shade, none over another; without those that are empty."""
    place = scene.placed_in(raster)
    painted = _Painted(raster)
    thick = _thick(place, raster)
    if scene.level:
        floor = round(place.down)
        low = floor + max(2, round(_FLOOR * place.scale))
        painted.paint(raster.area(((0, floor), (raster.width, floor), (raster.width, low), (0, low))), "", "floor")
    for shape in scene.shapes(frame):
        _add(painted, shape, raster, place, thick)
    found: Areas = {}
    for (_, shade), area in painted.layers.items():
        found[shade] = found.get(shade, 0) | area
    found["contour"] = painted.contour
    if still is not None:
        _behind(found, scene, still.ghosts, raster, place, _wall(painted, scene))
        _before(found, still.signs, raster, place)
    return {shade: found[shade] for shade in SHADES if found.get(shade)}


def _thick(place: Placed, raster: Raster) -> int:
    """How many samples a contour is thick: in a small picture it would eat up what it goes around."""
    wide = min(_CONTOUR * place.scale, _MOST * max(raster.width, raster.height))
    return max(1 if place.scale < _SMALL else 2, round(wide))


def _add(painted: _Painted, shape: Shape, raster: Raster, place: Placed, thick: int) -> None:
    if place.scale < _FACE.get(shape.tone, 0):
        return
    area = raster.area(tuple(place.at(point) for point in shape.outline))
    if not area:
        return
    if shape.owner.startswith("strap"):
        area = raster.grown(area, 1)
    if shape.tone in _FACE:
        painted.paint(area, shape.owner, "face")
    elif shape.tone == "target":
        # On the body only: what reaches over the edge of it would be on nothing.
        area &= painted.body()
        painted.paint(area, shape.owner, "hidden" if shape.thin else "target")
    else:
        around = raster.grown(area, thick) & ~area
        own = around & painted.of(shape.owner)
        edge = around & ~own
        if shape.tone in ("prop", "warm", "cold"):
            # On bare ground it would only make thin legs of chairs thinner.
            edge &= painted.all()
        if own and shape.ends:
            for middle, radius in shape.ends:
                own &= ~raster.disc(place.at(middle), _JOINT * radius * place.scale + 1.5 * thick)
            edge |= own
        painted.paint(area, shape.owner, _shade(shape), edge)


def _shade(shape: Shape) -> Shade:
    match shape.tone:
        case "near":
            return "trunk" if shape.owner == "trunk" else "leg" if shape.owner.endswith("leg") else "near"
        case "far" | "prop" | "ground" | "warm" | "cold":
            return shape.tone
        case _:
            message = f"no shade for {shape.tone}"
            raise ValueError(message)


def _wall(painted: _Painted, scene: Scene) -> int:
    """What is seen of a wall behind the body, looked at from the front: a ghost is before it."""
    if scene.figure.view != "front":
        return 0
    found = 0
    for (owner, _), area in painted.layers.items():
        if owner.startswith("wall"):
            found |= area
    return found


def _behind(found: Areas, scene: Scene, ghosts: tuple[int, ...], raster: Raster, place: Placed, wall: int) -> None:
    """Put the ghosts of some frames behind all that is there but a `wall`."""
    if not ghosts:
        return
    area = 0
    for shape in (each for ghost in ghosts for each in scene.shapes(ghost)):
        if shape.tone in ("near", "far"):
            area |= raster.area(tuple(place.at(point) for point in shape.outline))
    inner = raster.inner(area, max(1, round(_GHOST_EDGE * place.scale))) if place.scale >= _EDGE_FROM else area
    free = raster.whole
    for shade, taken in found.items():
        if shade not in ("floor", "ground"):
            free &= ~taken
    free |= wall
    for shade in ("floor", "ground", "prop"):
        found[shade] = found.get(shade, 0) & ~(area & free)
    found["faint" if place.scale < _EDGE_FROM else "ghost"] = inner & free
    found["ghost-edge"] = area & ~inner & free


def _before(found: Areas, signs: tuple[Sign, ...], raster: Raster, place: Placed) -> None:
    """Put signs, with a contour around, before all that is there."""
    drawn: dict[Shade, int] = {}
    for sign in signs:
        drawn[sign.shade] = drawn.get(sign.shade, 0) | _sign(sign, raster, place)
    every = 0
    for area in drawn.values():
        every |= area
    taken = 0
    for area in found.values():
        taken |= area
    # On bare ground it would only be a dark cloud around an arrow.
    room = raster.grown(every, _thick(place, raster)) & ~every & taken
    for shade in found:
        found[shade] &= ~(every | room)
    found["contour"] |= room
    for shade, area in drawn.items():
        found[shade] = found.get(shade, 0) | area


def _sign(sign: Sign, raster: Raster, place: Placed) -> int:
    """The area of a sign: in cells whole quadrants, since a mixture would be faint."""
    if sign.small:
        return small_sign(sign, place, raster)
    area = _any(raster, sign.stroke(place).parts())
    return area if raster.grain == (1, 1) else raster.coarse(area)


def _any(raster: Raster, outlines: tuple[tuple[Flat, ...], ...]) -> int:
    area = 0
    for outline in outlines:
        area |= raster.area(outline)
    return area
