"""A figure as a picture for other programs: SVG as paths; PNG or a moving GIF, dot by dot as the terminal shows it."""

from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from math import hypot
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from stretchplayer.figures.dots import Dots
from stretchplayer.figures.frame_timing import FRAMES_A_SECOND
from stretchplayer.figures.outlines import SIZE, Line, key_poses
from stretchplayer.figures.scene import HIDDEN, Scene
from stretchplayer.figures.space import Flat

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


class Ink(NamedTuple):
    """How a tone is drawn: its colour inside, the colour of its edge, and how wide that is, in dots."""

    fill: str
    edge: str = "none"
    width: float = 0.0


class Drawing(NamedTuple):
    """An SVG element, and the size of its view box."""

    svg: str
    width: int
    height: int


Inks = Mapping[str, Ink]
SCREEN: Final[Inks] = {
    "ground": Ink("#55636a"),
    "prop": Ink("#6fa8dc"),
    "far": Ink("#8d999e"),
    "near": Ink("#e8eef0"),
    HIDDEN: Ink("#a5784c"),
    "target": Ink("#f0a04b"),
    "arrow": Ink(_BACK, "#f7d08a", 5),
    "then": Ink(_BACK, "#8d999e", 5),
}
"""For a dark ground."""
PAPER: Final[Inks] = {
    "ground": Ink("#ededed"),
    "prop": Ink("#a9a9a9"),
    "far": Ink("#f2f2f2", "#6b6b6b", 1.6),
    "near": Ink("#d3d3d3", "#1c1c1c", 2.2),
    HIDDEN: Ink("#c98a80", "#8f1d14", 1.2),
    "target": Ink("#8f1d14", "#8f1d14", 1.2),
    "arrow": Ink("#ffffff", "#000000", 6),
    "then": Ink("#ffffff", "#6b6b6b", 5),
}
"""For white paper, in the order in which they are drawn; told apart without colour too."""
_APART: Final = 0.22
"""Room between two poses, as a share of the longer side of one."""
_HEAD: Final = 22.0
"""The length of the head of an arrow, in dots."""
_CASING: Final = 7.0
"""Dots around an arrow that are kept free."""
_STAY: Final = 2
"""Frames that a moving picture stays at the start and at the end."""


def picture(scene: Scene, form: Form) -> bytes:
    """The start and the end beside each other, or the movement between them as a GIF."""
    match form:
        case "svg":
            return drawing(scene, SCREEN, ground=_BACK).svg.encode()
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


def drawing(scene: Scene, inks: Inks, *, ground: str = "", alt: str = "", to_and_fro: bool = False) -> Drawing:
    """The start and the end beside each other as an SVG element, or one of them where they look alike.

    Between them an arrow leads to the end, and where it goes `to_and_fro`, back again. Each path has its tone as its
    class, so that a page can give it another colour. On a `ground` it is a file.
    """
    poses = key_poses(scene)
    gap = round(_APART * SIZE)
    width, height = sum(pose.width for pose in poses) + gap * (len(poses) - 1), poses[0].height
    drawn: list[str] = []
    left = 0
    for number, pose in enumerate(poses):
        if number:
            end, start = (left - 0.22 * gap, height / 2), (left - 0.78 * gap, height / 2)
            drawn.append(_arrow((start, end), "then", inks))
            drawn += [_arrow((end, start), "then", inks)] if to_and_fro else []
        drawn += [_path(_closed(pose.areas[tone], left), tone, inks[tone]) for tone in inks if tone in pose.areas]
        for arrow in pose.arrows:
            drawn.append(_arrow(tuple((left + x, y) for x, y in arrow), "arrow", inks))
        left += pose.width + gap
    said = f' role="img" aria-label="{escape(alt)}"' if alt else ""
    size = f' width="{2 * width}" height="{2 * height}"' if ground else ""
    back = f'<rect width="{width}" height="{height}" fill="{ground}"/>' if ground else ""
    element = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{size}{said}>{back}'
        f'<g stroke-linejoin="round" stroke-linecap="round" fill-rule="evenodd">{"".join(drawn)}</g></svg>'
    )
    return Drawing(element, width, height)


def _path(way: str, tone: str, ink: Ink) -> str:
    edge = f' stroke="{ink.edge}" stroke-width="{ink.width:g}"' if ink.width else ""
    return f'<path class="{tone}" d="{way}" fill="{ink.fill}"{edge}/>'


def _closed(lines: tuple[Line, ...], left: float) -> str:
    return "".join(f"{_line(tuple((left + x, y) for x, y in line))}Z" for line in lines)


def _line(line: Line) -> str:
    (x, y), *others = line
    return f"M{_number(x)} {_number(y)}L{' '.join(f'{_number(x)} {_number(y)}' for x, y in others)}"


def _number(number: float) -> str:
    """A tenth of a dot is enough; never with an exponent, which not every reader of paths knows."""
    return f"{number:.1f}".removesuffix(".0")


def _arrow(way: Line, kind: str, inks: Inks) -> str:
    """A line with a head at its end, and with some room around it."""
    ink, tip = inks[kind], way[-1]
    # The head points to where the last part of the way leads: two frames may lie on one dot.
    shaft = [point for point in way[:-1] if hypot(tip[0] - point[0], tip[1] - point[1]) > _HEAD] or [way[0]]
    back = shaft[-1]
    length = hypot(tip[0] - back[0], tip[1] - back[1]) or 1.0
    along = (tip[0] - back[0]) / length, (tip[1] - back[1]) / length
    foot = tip[0] - _HEAD * along[0], tip[1] - _HEAD * along[1]
    half = 0.5 * _HEAD
    corners: tuple[Flat, ...] = (
        tip,
        (foot[0] - half * along[1], foot[1] + half * along[0]),
        (foot[0] + half * along[1], foot[1] - half * along[0]),
    )
    line, head = _line((*shaft, foot)), f"{_line(corners)}Z"
    free = f'<path class="{kind}-room" d="{line}{head}" fill="none" stroke="{ink.fill}" stroke-width="{_CASING * 2}"/>'
    return (
        f'{free if kind == "arrow" else ""}<path class="{kind}" d="{line}" fill="none" stroke="{ink.edge}" '
        f'stroke-width="{ink.width:g}"/><path class="{kind}-head" d="{head}" fill="{ink.edge}"/>'
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
