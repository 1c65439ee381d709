"""A figure as a picture for other programs, smooth at any size: SVG as paths; PNG; or a moving GIF."""

from collections.abc import Iterator
from html import escape
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Final, Literal

from stretchplayer.figures.colours import DARK, RGB
from stretchplayer.figures.frame_timing import FRAMES_A_SECOND
from stretchplayer.figures.outlines import closed_path, svg, traced
from stretchplayer.figures.raster import Raster
from stretchplayer.figures.scene import Scene
from stretchplayer.figures.shading import Areas, shaded, still_of

if TYPE_CHECKING:
    from PIL import Image

Form = Literal["png", "svg", "gif"]
FORMS: Final[tuple[Form, ...]] = ("png", "svg", "gif")
SIZE: Final = 720
"""Pixels along the longer side of a picture."""
_FINER: Final = 2
"""How many times finer it is drawn, to have smooth edges."""
_BYTE: Final = 8
_STAY: Final = 2
"""Frames that a moving picture stays at the start and at the end."""
_SEAM: Final = 1.5
"""How far an area of an SVG reaches over its edge, so that no light shines through between two."""


def picture(scene: Scene, form: Form) -> bytes:
    """The end with the ghost of the start and its arrows, or the movement between them as a GIF."""
    smooth = scene.smooth()
    match form:
        case "svg":
            return _svg(smooth).encode()
        case "png":
            kept = BytesIO()
            still(smooth).save(kept, "PNG", optimize=True)
            return kept.getvalue()
        case "gif":
            return _gif(smooth)


def still(scene: Scene, size: int = SIZE, *, square: bool = False) -> "Image.Image":
    """The picture of a figure that does not move as an image of Pillow, cropped to the figure unless `square`."""
    raster = _raster(scene, size * _FINER, square=square)
    return _image(raster, shaded(scene, scene.last, raster, still_of(scene, raster)))


def _raster(scene: Scene, size: int, *, square: bool = False) -> Raster:
    box = scene.box
    across, down = box.right - box.left, box.bottom - box.top
    scale = size / max(across, down)
    wide, high = (size, size) if square else (ceil(scale * across), ceil(scale * down))
    # Rows of whole bytes, and whole pixels once it is reduced.
    return Raster(-(-wide // (_BYTE * _FINER)) * _BYTE * _FINER, -(-high // _FINER) * _FINER)


def _image(raster: Raster, areas: Areas) -> "Image.Image":
    from PIL import Image

    size = raster.width, raster.height
    image = Image.new("RGB", size, DARK.ground)
    for shade, area in areas.items():
        data = area.to_bytes(raster.width * raster.height // _BYTE, "little")
        image.paste(DARK.one(shade), (0, 0, *size), Image.frombytes("1", size, data, "raw", "1;R"))
    return image.reduce(_FINER)


def _gif(scene: Scene) -> bytes:
    raster = _raster(scene, SIZE)
    drawn = {frame: _image(raster, shaded(scene, frame, raster)) for frame in range(scene.turn + 1)}
    arrived = _image(raster, shaded(scene, scene.last, raster, still_of(scene, raster)))
    images = [arrived if frame is None else drawn[frame] for frame in _way(scene)]
    kept = BytesIO()
    images[0].save(
        kept, "GIF", save_all=True, append_images=images[1:], duration=1000 // FRAMES_A_SECOND, loop=0, optimize=True
    )
    return kept.getvalue()


def _way(scene: Scene) -> Iterator[int | None]:
    """The frames of one time there and back, or of one round; None is the still picture."""
    if scene.figure.round:
        yield from range(scene.turn)
        return
    yield from [0] * _STAY
    yield from range(scene.last + 1)
    yield from [None] * _STAY
    yield from range(scene.last, 0, -1)


def _svg(scene: Scene) -> str:
    raster = _raster(scene, SIZE * _FINER)
    areas = shaded(scene, scene.last, raster, still_of(scene, raster))
    paths = "".join(
        f'<path class="{shade}" d="{closed_path(traced(raster.rows(area)))}" fill="{colour}" stroke="{colour}"/>'
        for shade, area in areas.items()
        for colour in (_written(DARK.one(shade)),)
    )
    size = raster.width // _FINER, raster.height // _FINER
    said = f' width="{size[0]}" height="{size[1]}" role="img" aria-label="{escape(scene.figure.alt)}"'
    ground = f'<rect width="100%" height="100%" fill="{_written(DARK.ground)}"/>'
    seams = f'fill-rule="evenodd" stroke-width="{_SEAM}" stroke-linejoin="round"'
    return svg(raster.width, raster.height, said, f"{ground}<g {seams}>{paths}</g>")


def _written(colour: RGB) -> str:
    red, green, blue = colour
    return f"#{red:02x}{green:02x}{blue:02x}"
