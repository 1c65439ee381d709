"""Arrows in a still figure: from where a mark of the body was at the start to where it is at the end, or a push."""

from math import hypot
from typing import Final, NamedTuple

from stretchplayer.figures.scene import PUSH, Placed, Scene
from stretchplayer.figures.space import Flat

_THICK: Final = 0.028
"""The share of the picture's longer side that a shaft is thick."""
_HEAD: Final = 0.085
"""The same for the length of a head, which is nearly as wide."""
_SHORTEST: Final = 0.03
"""The share of the picture that an arrow has to be long, to point anywhere."""
_FAR_ENOUGH: Final = 0.13
"""The share of the picture that something has to move by, to be worth an arrow."""
_MOVERS: Final = (
    *("left-fingers", "right-fingers", "left-tip", "right-tip", "left-heel", "right-heel"),
    *("left-knee", "right-knee", "left-elbow", "right-elbow", "crown", "chin", "left-shoulder", "right-shoulder"),
)
"""Where an arrow can begin by itself: ends of limbs come before joints where both move as far."""
_PREFERRED: Final = 1.25
_COMPARED: Final = (28, 15)
"""Cells in which start and end are compared, and how many dots of them have to differ."""
_DIFFERENT: Final = 12
_SAME: Final = 0.005
"""Metres within which something is where it was."""
_MEET: Final = 0.012


class Arrow(NamedTuple):
    """The way of an arrow in metres of the picture plane, and the length that its parts are shares of."""

    way: tuple[Flat, ...]
    size: float

    def parts(self, place: Placed) -> tuple[tuple[Flat, ...], ...]:
        """Its convex parts in dots: the shaft piece by piece, then the head."""
        points = [place.at(point) for point in self.way]
        size = self.size * place.scale
        head, thick = max(10.0, _HEAD * size), max(3.0, _THICK * size)
        tip = points[-1]
        shaft = [point for point in points[:-1] if hypot(tip[0] - point[0], tip[1] - point[1]) > head] or [points[0]]
        # The head points to where the last part of the way leads.
        x, y = _direction(shaft[-1], tip)
        foot = (tip[0] - head * x, tip[1] - head * y)
        pieces = [_piece(start, end, thick) for start, end in zip(shaft, (*shaft[1:], foot), strict=True)]
        half = 0.52 * head
        return (*pieces, (tip, (foot[0] - half * y, foot[1] + half * x), (foot[0] + half * y, foot[1] - half * x)))


def _direction(start: Flat, end: Flat) -> Flat:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _piece(start: Flat, end: Flat, thick: float) -> tuple[Flat, ...]:
    x, y = _direction(start, end)
    # A little longer than it is, so that no gap is left where the way bends.
    far, off = 0.3 * thick, 0.5 * thick
    start, end = (start[0] - far * x, start[1] - far * y), (end[0] + far * x, end[1] + far * y)
    return (
        (start[0] - off * y, start[1] + off * x),
        (end[0] - off * y, end[1] + off * x),
        (end[0] + off * y, end[1] - off * x),
        (start[0] + off * y, start[1] - off * x),
    )


def arrows_of(scene: Scene) -> tuple[Arrow, ...]:
    """The arrows that the author set; otherwise one for what moves farthest, if anything moves far."""
    box, size, figure = scene.body_box, scene.size, scene.figure
    marks = (figure.arrow,) if isinstance(figure.arrow, str) else figure.arrow or ()
    pushed = pushes_of(scene, 0)
    if marks or pushed:
        ways = (_shortened(way) for way in scene.ways(marks).values())
        moved = (way for way in ways if _far(way) > _SHORTEST * size)
        return (*(Arrow(way, size) for way in moved), *pushed)
    best: tuple[Flat, ...] = ()
    farthest = _FAR_ENOUGH * size
    for way in scene.ways(_MOVERS).values():
        if not all(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in way):
            continue
        far = _far(way)
        if far > farthest:
            best, farthest = _shortened(way), far * _PREFERRED
    return (Arrow(best, size),) if best else ()


def pushes_of(scene: Scene, frame: int) -> tuple[Arrow, ...]:
    """Two arrows that meet where the body pushes: its own, and what holds against it; none where it does not push."""
    mark, toward = scene.figure.push, scene.figure.push_to
    if mark is None or toward is None:
        return ()
    size = scene.size
    (x, y), (across, down) = scene.pushed(mark, toward, frame)
    found = []
    for sign in (-1, 1):
        near, far = sign * _MEET * size, sign * PUSH * size
        found.append(Arrow(((x + far * across, y + far * down), (x + near * across, y + near * down)), size))
    return tuple(found)


def _far(way: tuple[Flat, ...]) -> float:
    """How far a way leads from its beginning."""
    return max(_apart(way[0], point) for point in way)


def _shortened(way: tuple[Flat, ...]) -> tuple[Flat, ...]:
    """A way from where it is at its beginning for the last time: what is done on the other side first is left out."""
    back = [step for step, point in enumerate(way[:-1]) if _apart(way[0], point) < _SAME]
    return way[back[-1] :]


def _apart(one: Flat, other: Flat) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def differ(scene: Scene) -> bool:
    """Whether start and end look different."""
    start, end = (scene.dots(frame, *_COMPARED).tones() for frame in (0, scene.last))
    blank = [0] * (4 * _COMPARED[1])
    different = 0
    for tone in start.keys() | end.keys():
        for one, other in zip(start.get(tone, blank), end.get(tone, blank), strict=True):
            different += (one ^ other).bit_count()
    return different > _DIFFERENT
