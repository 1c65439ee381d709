"""Signs in a still figure: arrows, rings, dashes, waves and stars, as strokes in metres of the picture plane."""

from itertools import pairwise
from math import atan2, cos, hypot, pi, sin
from typing import Final, Literal, NamedTuple

from stretchplayer.figures.space import Flat, Placed

Heads = Literal[0, 1, 2]
SignShade = Literal["arrow", "warm", "cold"]
_THICK: Final = 0.028
"""The share of the picture's longer side that a stroke is thick."""
_LINE: Final = 0.02
"""The same for dashes, waves and stars, which have no head."""
HEAD: Final = 0.085
HALF: Final = 0.56 * HEAD
"""The same for the length of a head, and for half its width."""
_LEAST_HEAD: Final = 12.0
"""Dots: in quadrants of cells, three rows of them."""
_LEAST_THICK: Final = 2.0
_MOST_OF_IT: Final = 0.7
"""A head is at most this part of its arrow, of one with two heads half of that."""
_BOLD: Final = 7.5
"""How many samples of cells a stroke has to be thick, to be drawn as it is."""
_STRAIGHT: Final = 2
_SLANT: Final = pi / 4
_LARGER: Final = 140
"""From so many samples along the picture's longer side, heads out of quadrants are the larger ones."""
_SMALL_HEADS: Final = (((10.0, 11.0), (16.0, 9.0), (13.0, 10.0)), ((14.0, 15.0), (20.0, 11.0), (18.0, 12.0)))
"""How many samples a head is long, and half of how wide it is with some room: level, upright, slanted."""


class Sign(NamedTuple):
    """One stroke: its way, the length that its parts are shares of, and at how many of its ends it has a head.

    With one head, that is where the way ends.
    """

    way: tuple[Flat, ...]
    size: float
    heads: Heads = 1
    shade: SignShade = "arrow"
    sample: float = 0.0
    """Metres that a sample of its cells covers; 0 where it is not drawn in cells."""
    thin: bool = False
    """Whether its turns are what counts: in few cells its line is thinner then."""
    push: bool = False
    """Whether it is one of the two that meet where the body pushes."""

    @property
    def small(self) -> bool:
        """Whether it is drawn out of whole quadrants, since its stroke would be thinner than one."""
        return is_small(_THICK if self.heads else _LINE, self.size, self.sample)

    def mirrored(self) -> "Sign":
        """The same with left and right swapped."""
        return self._replace(way=tuple((-x, y) for x, y in self.way))

    def stroke(self, place: Placed) -> "Stroke":
        """Its parts in dots."""
        points = [place.at(point) for point in self.way]
        size = self.size * place.scale
        thick = max(_LEAST_THICK, _THICK * size)
        if not self.heads:
            return Stroke(tuple(points), (), max(_LEAST_THICK, _LINE * size))
        long = sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points))
        head = min(max(_LEAST_HEAD, HEAD * size), _MOST_OF_IT * long / self.heads)
        heads = []
        for _ in range(self.heads):
            points, corners = _headed(points, head)
            heads.append(corners)
            points.reverse()
        if self.heads == 1:
            points.reverse()
        return Stroke(tuple(points), tuple(heads), thick)

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, with its thickness."""
        beside = below = (0.6 * HEAD if self.heads else _THICK) * self.size
        if self.small and self.heads:
            turn = slant(toward(self.way[0], self.way[-1]))
            bent = len(self.way) > _STRAIGHT
            (_, level), (_, upright), _ = (small_head(self.size, self.sample, each) for each in (0, 1, 2))
            beside = (upright if bent or turn == 1 else 2.0) * self.sample
            below = (level if bent or turn == 0 else 2.0) * self.sample
        across, down = [x for x, _ in self.way], [y for _, y in self.way]
        return min(across) - beside, min(down) - below, max(across) + beside, max(down) + below


class Stroke(NamedTuple):
    """The middle of a line, how thick it is, and the corners of its heads."""

    shaft: tuple[Flat, ...]
    heads: tuple[tuple[Flat, ...], ...]
    thick: float

    def parts(self) -> tuple[tuple[Flat, ...], ...]:
        """Its convex parts: the shaft piece by piece, then the heads."""
        pieces = [_piece(start, end, self.thick) for start, end in pairwise(self.shaft)]
        return (*pieces, *self.heads)


def _headed(points: list[Flat], head: float) -> tuple[list[Flat], tuple[Flat, ...]]:
    """A line that ends where its head begins, and the corners of that."""
    tip = points[-1]
    shaft = [point for point in points[:-1] if hypot(tip[0] - point[0], tip[1] - point[1]) > head] or [points[0]]
    # The head points to where the last part of the way leads.
    x, y = toward(shaft[-1], tip)
    foot = (tip[0] - head * x, tip[1] - head * y)
    half = HALF / HEAD * head
    corners = (tip, (foot[0] - half * y, foot[1] + half * x), (foot[0] + half * y, foot[1] - half * x))
    return [*shaft, foot], corners


def is_small(share: float, size: float, sample: float) -> bool:
    """Whether a stroke so thick, as a share of `size`, is thinner in cells than can be seen."""
    return share * size < _BOLD * sample


def small_arrows(size: float, sample: float) -> bool:
    """The same for arrows."""
    return is_small(_THICK, size, sample)


def larger_heads(size: float, sample: float) -> bool:
    """Whether arrows out of quadrants have the larger ones of two kinds of heads."""
    return size > _LARGER * sample


def small_head(size: float, sample: float, turn: Literal[0, 1, 2]) -> tuple[float, float]:
    """How many samples a head out of quadrants is long, and half of how wide it is; `turn` is as `slant` says."""
    return _SMALL_HEADS[larger_heads(size, sample)][turn]


def slant(way: Flat) -> Literal[0, 1, 2]:
    """Whether a direction is rather level (0), upright (1), or slanted (2)."""
    turn = round(atan2(way[1], way[0]) / _SLANT) % 4
    return 0 if turn == 0 else 1 if turn == 2 else 2  # noqa: PLR2004 - right angles are two of them


def eighth(way: Flat) -> Flat:
    """The nearest of the eight directions in which a line out of quadrants is even."""
    turn = round(atan2(way[1], way[0]) / _SLANT) * _SLANT
    return cos(turn), sin(turn)


def toward(start: Flat, end: Flat) -> Flat:
    """The direction from one point to another, of length 1."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _piece(start: Flat, end: Flat, thick: float) -> tuple[Flat, ...]:
    x, y = toward(start, end) if start != end else (1.0, 0.0)
    # A little longer than it is, so that no gap is left where the way bends.
    far, off = 0.3 * thick, 0.5 * thick
    start, end = (start[0] - far * x, start[1] - far * y), (end[0] + far * x, end[1] + far * y)
    return (
        (start[0] - off * y, start[1] + off * x),
        (end[0] - off * y, end[1] + off * x),
        (end[0] + off * y, end[1] - off * x),
        (start[0] + off * y, start[1] - off * x),
    )
