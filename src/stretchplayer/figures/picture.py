"""A figure as a picture for other programs: SVG, PNG or a moving GIF, dot by dot as the terminal shows it."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal

from stretchplayer.figures.dots import Dots
from stretchplayer.figures.frame_timing import FRAMES_A_SECOND
from stretchplayer.figures.scene import Scene

if TYPE_CHECKING:
    from PIL import Image

Form = Literal["png", "svg", "gif"]
FORMS: Final[tuple[Form, ...]] = ("png", "svg", "gif")
COLUMNS: Final = 48
ROWS: Final = 26
"""The size of one pose, in cells."""
_STEP: Final = 6
"""Pixels from dot to dot."""
_RADIUS: Final = 2.5
_BETWEEN: Final = 8
"""Dots of room between two poses."""
_BACK: Final = "#11181c"
_COLOURS: Final[Mapping[str, str]] = {
    "near": "#e8eef0",
    "far": "#8d999e",
    "prop": "#6fa8dc",
    "ground": "#55636a",
    "target": "#f0a04b",
}
_STAY: Final = 2
"""Frames that a moving picture stays at the start and at the end."""


def picture(scene: Scene, form: Form) -> bytes:
    """The start and the end beside each other, or the movement between them as a GIF."""
    match form:
        case "svg":
            return _svg([scene.dots(frame, COLUMNS, ROWS) for frame in (0, scene.last)]).encode()
        case "png":
            kept = BytesIO()
            still(scene).save(kept, "PNG", optimize=True)
            return kept.getvalue()
        case "gif":
            return _gif([scene.dots(frame, COLUMNS, ROWS) for frame in _way(scene)])


def still(scene: Scene, columns: int = COLUMNS, rows: int = ROWS) -> "Image.Image":
    """The start and the end beside each other, each `columns` by `rows` cells, as an image of Pillow."""
    from PIL import Image

    poses = [_image(scene.dots(frame, columns, rows)) for frame in (0, scene.last)]
    width, height = poses[0].size
    sheet = Image.new("RGB", (2 * width + _BETWEEN * _STEP, height), _BACK)
    sheet.paste(poses[0], (0, 0))
    sheet.paste(poses[1], (width + _BETWEEN * _STEP, 0))
    return sheet


def _way(scene: Scene) -> Iterator[int]:
    """The frames of one time there and back, or of one round."""
    if scene.figure.round:
        yield from range(scene.turn)
        return
    yield from [0] * _STAY
    yield from range(scene.last + 1)
    yield from [scene.last] * _STAY
    yield from range(scene.last, 0, -1)


def _image(dots: Dots) -> "Image.Image":
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (dots.width * _STEP, dots.height * _STEP), _BACK)
    pen = ImageDraw.Draw(image)
    for x, y, tone in _each(dots):
        pen.circle(((x + 0.5) * _STEP, (y + 0.5) * _STEP), _RADIUS, fill=_COLOURS[tone])
    return image


def _gif(way: list[Dots]) -> bytes:
    images = [_image(dots) for dots in way]
    kept = BytesIO()
    images[0].save(
        kept, "GIF", save_all=True, append_images=images[1:], duration=1000 // FRAMES_A_SECOND, loop=0, optimize=True
    )
    return kept.getvalue()


def _svg(poses: list[Dots]) -> str:
    width = sum(dots.width for dots in poses) + _BETWEEN * (len(poses) - 1)
    height = poses[0].height
    places: dict[str, list[str]] = {}
    left = 0
    for dots in poses:
        for x, y, tone in _each(dots):
            places.setdefault(tone, []).append(f"M{left + x}.5 {y}.5h0")
        left += dots.width + _BETWEEN
    paths = "".join(f'<path d="{"".join(found)}" stroke="{_COLOURS[tone]}"/>' for tone, found in sorted(places.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width * _STEP}" height="{height * _STEP}">'
        f'<rect width="{width}" height="{height}" fill="{_BACK}"/>'
        f'<g stroke-linecap="round" stroke-width="{2 * _RADIUS / _STEP:.2f}">{paths}</g></svg>\n'
    )


def _each(dots: Dots) -> Iterator[tuple[int, int, str]]:
    """Every dot that is set: across, down, tone."""
    for tone, rows in dots.tones().items():
        for y, bits in enumerate(rows):
            left = bits
            while left:
                lowest = left & -left
                yield lowest.bit_length() - 1, y, tone
                left ^= lowest
