"""A figure for paper: its start and its end beside each other, as an SVG element."""

from collections.abc import Mapping
from html import escape
from math import hypot
from typing import Final, NamedTuple

from stretchplayer.figures.in_dots import HIDDEN
from stretchplayer.figures.outlines import SIZE, Line, closed_path, key_poses, line_path, svg
from stretchplayer.figures.scene import Scene
from stretchplayer.figures.signs import Sign
from stretchplayer.figures.space import Flat


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
PAPER: Final[Inks] = {
    "ground": Ink("#ededed"),
    "prop": Ink("#a9a9a9"),
    "far": Ink("#f2f2f2", "#6b6b6b", 1.6),
    "near": Ink("#d3d3d3", "#1c1c1c", 2.2),
    HIDDEN: Ink("#c98a80", "#8f1d14", 1.2),
    "target": Ink("#8f1d14", "#8f1d14", 1.2),
    "warm": Ink("#8a8a8a", "#1c1c1c", 2.2),
    "cold": Ink("#ffffff", "#1c1c1c", 2.2),
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


def drawing(scene: Scene, inks: Inks, *, alt: str = "", to_and_fro: bool = False) -> Drawing:
    """The start and the end beside each other as an SVG element, or one of them where they look alike.

    Between them an arrow leads to the end, and where it goes `to_and_fro`, back again. Each path has its tone as its
    class, so that a page can give it another colour.
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
        drawn += [_path(closed_path(pose.areas[tone], left), tone, inks[tone]) for tone in inks if tone in pose.areas]
        drawn += [_sign(sign, left, inks) for sign in pose.signs]
        left += pose.width + gap
    said = f' role="img" aria-label="{escape(alt)}"' if alt else ""
    inner = f'<g stroke-linejoin="round" stroke-linecap="round" fill-rule="evenodd">{"".join(drawn)}</g>'
    return Drawing(svg(width, height, said, inner), width, height)


def _path(way: str, tone: str, ink: Ink) -> str:
    edge = f' stroke="{ink.edge}" stroke-width="{ink.width:g}"' if ink.width else ""
    return f'<path class="{tone}" d="{way}" fill="{ink.fill}"{edge}/>'


def _sign(sign: Sign, left: float, inks: Inks) -> str:
    way = tuple((left + x, y) for x, y in sign.way)
    ink = inks["arrow"]
    if not sign.heads:
        return (
            f'<path class="arrow" d="{line_path(way)}" fill="none" stroke="{ink.edge}" stroke-width="{ink.width:g}"/>'
        )
    made = _arrow(way, "arrow", inks)
    return made if sign.heads == 1 else f"{made}{_arrow(way[::-1], 'arrow', inks)}"


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
    line, head = line_path((*shaft, foot)), f"{line_path(corners)}Z"
    free = f'<path class="{kind}-room" d="{line}{head}" fill="none" stroke="{ink.fill}" stroke-width="{_CASING * 2}"/>'
    return (
        f'{free if kind == "arrow" else ""}<path class="{kind}" d="{line}" fill="none" stroke="{ink.edge}" '
        f'stroke-width="{ink.width:g}"/><path class="{kind}-head" d="{head}" fill="{ink.edge}"/>'
    )
