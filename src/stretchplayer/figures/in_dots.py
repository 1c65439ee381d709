"""A frame of a figure in braille dots, where there are no colours."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from stretchplayer.figures.dots import Dots
from stretchplayer.figures.space import Placed, Tone

if TYPE_CHECKING:
    from stretchplayer.figures.scene import Scene

_GAP: Final = 0.016
"""Metres that are kept free around what covers something else, so that both can be seen."""
_FLOOR: Final = 0.012
HOLES: Final[Mapping[Tone, int]] = {"eye": 24, "mouth": 45, "crease": 120}
"""What is a hole in a face or a palm, and how many dots in a metre it takes to show it."""
_FAR_DOTS: Final = (0b0101, 0b1010)
_GROUND_DOTS: Final = (0b1000, 0, 0b0010, 0)
"""A field seen from above is only hinted at."""
_TARGET_DOTS: Final = (0b1111, 0b1111, 0b0000)
"""A target is striped, to be seen without colour."""
_WARM_DOTS: Final = (0b0110, 0b1001, 0b0000)
_COLD_DOTS: Final = (0b0100, 0b1110, 0b0100, 0b0000)
"""Waves and stars."""
HIDDEN: Final = "hidden"
"""The tone of a target on the side of the body that is not seen, where tones are filled."""


def patterned(scene: "Scene", frame: int, field: Dots, place: Placed) -> Dots:
    """A frame drawn into `field`, each tone in its own pattern."""
    filled(scene, frame, field, place)
    field.pattern("far", _FAR_DOTS)
    field.pattern("ground", _GROUND_DOTS)
    field.pattern("target", _TARGET_DOTS)
    field.pattern("warm", _WARM_DOTS)
    field.pattern("cold", _COLD_DOTS)
    return field


def filled(scene: "Scene", frame: int, field: Dots, place: Placed, *, solid: bool = False) -> Dots:
    """The same with every tone filled; `solid` keeps a target that is turned away as one of its own."""
    scale, left, down = place
    if scene.level:
        floor = float(round(down))
        low = floor + max(1.0, _FLOOR * scale)
        line = ((0.0, floor), (float(field.width), floor), (float(field.width), low), (0.0, low))
        field.paint(field.mask(line), "floor", "prop")
    gap = max(1, round(_GAP * scale))
    for shape in scene.shapes(frame):
        if scale < HOLES.get(shape.tone, 0):
            continue
        mask = field.mask(tuple((left + x * scale, down + y * scale) for x, y in shape.outline))
        if shape.tone in HOLES:
            field.clear(mask)
            continue
        layer = "target" if shape.tone == "target" else shape.owner
        # A mark is on the skin: more room around it would wipe out the flesh that it is on.
        around = min(gap, 1) if layer == "target" else gap
        tone = HIDDEN if shape.thin and solid else shape.tone
        field.paint(mask, layer, tone, 0 if shape.thin else around)
        if shape.thin and not solid:
            field.clear({row: bits & field.every_other(row) for row, bits in mask.items()})
    return field
