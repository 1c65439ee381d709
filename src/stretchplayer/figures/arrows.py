"""The signs that say what moves: an arrow beside it, a ring around it where it goes round, and two where it pushes."""

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final, Literal

from stretchplayer.figures.free_room import FreeRoom
from stretchplayer.figures.rings import ring, turn_of_head
from stretchplayer.figures.signs import Sign, eighth, slant, toward
from stretchplayer.figures.space import Flat

if TYPE_CHECKING:
    from stretchplayer.figures.scene import Scene

Way = tuple[Flat, ...]
_STILL: Final = 0.008
"""The share of the picture that a mark has to move by, to move at all."""
_SAME: Final = 0.005
"""Metres within which something is where it was."""
_SHORTEST: Final = 0.17
_LONGEST: Final = 0.36
"""How long an arrow is at least and at most, as a share of the picture's longer side."""
_BOTH: Final = 0.32
"""The same for the least of one with two heads."""
_HEADS: Final = frozenset({"head", "face"})
_ASIDE: Final = 30.0
"""Degrees by which a head looks aside, for a ring to say so: an arrow beside the chin says that the chin goes there."""
_WRITTEN: Final = 1.6
"""A way so many times as long as its ends are apart is kept whole: it is its turns that say what is done."""
_FAR_ENOUGH: Final = 0.13
"""The share of the picture that something has to move by, to be worth an arrow."""
_MOVERS: Final = (
    *("left-fingers", "right-fingers", "left-tip", "right-tip", "left-heel", "right-heel"),
    *("left-knee", "right-knee", "left-elbow", "right-elbow", "crown", "chin", "left-shoulder", "right-shoulder"),
)
"""Where an arrow can begin by itself: ends of limbs come before joints where both move as far."""
_PREFERRED: Final = 1.25
_SEEN: Final = 0.2
"""The part of a direction that has to lie in the picture plane."""
_SHAFT: Final = 12.0
"""Samples of cells that are seen of an arrow between its heads, or behind its head, at least."""
_CURVED: Final = (56.0, 80.0)
_BENT: Final = 7.0
"""How long a way with one head or two is at least to be drawn as a curve in few cells, and how far it goes aside."""
_BOW: Final = 0.16
"""The same as a share of its length."""
_TURNING: Final = 90.0
_WRITTEN_LARGE: Final = 170.0
"""How long a way is at least to be kept whole for its turns, and how long it is drawn then, in samples."""
_MEET: Final = 0.03
_PUSH: Final = 0.2
"""From the point where a push is done to each of its arrows, and how long these are, as shares of the longer side."""
_MEETS: Final = (1.0, 1.6, 2.2, 3.0)
"""How many times as far apart they may be, to have what they press against between them."""
_LEAST_MEET: Final = (5.0, 8.0, 5.0)
"""How many samples of cells that is at least: level, upright, slanted."""
_PUSH_OFFS: Final = (0.0, 0.06, -0.06, 0.12, -0.12, 0.18, -0.18)
"""How far beside that point they may meet."""
_OFFS: Final = tuple(0.04 * step for step in range(12))
_SLIDES: Final = (0.0, 0.07, -0.07, 0.14, -0.14, 0.21, -0.21, 0.28, -0.28)
"""How far beside its way, and along it, an arrow may stand, as shares of the picture's longer side."""
_FREE: Final = 3.0
"""How much room counts against being near."""
_LOOKED_AT: Final = 9
_SHARES: Final = tuple(step / 8 for step in range(9))
_ALIKE: Final = 1e-9
"""Costs that differ by less are the same on every machine."""


def arrows_of(scene: "Scene", room: FreeRoom) -> tuple[Sign, ...]:
    """The arrows and rings that the author set; otherwise one for what moves farthest, if anything moves far."""
    figure, size = scene.figure, room.size
    marks = (figure.arrow,) if isinstance(figure.arrow, str) else figure.arrow or ()
    # Where the push is done, which is before the body moves on.
    pushed = pushes_of(scene, 0, room)
    if figure.round and marks:
        return (*(ring(scene, mark, room) for mark in marks), *pushed)
    if marks == ("chin",) and _looks_aside(scene):
        (way,) = scene.ways(marks).values()
        crown = scene.flat(scene.bones(scene.last).marks["crown"])
        heads: Literal[1, 2] = 2 if scene.to_and_fro else 1
        return (turn_of_head(crown, room, to_right=way[-1][0] > way[0][0], heads=heads), *pushed)
    if marks or pushed:
        ways = (_shortened(way) for way in scene.ways(marks).values())
        moved = [way for way in ways if _far(way) > _STILL * size]
        return (*(_beside(scene, way, room) for way in moved), *pushed)
    if scene.air is not None or figure.gaze:
        return ()
    box = scene.body_box
    best: Way = ()
    farthest = _FAR_ENOUGH * size
    for way in scene.ways(_MOVERS).values():
        if not all(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in way):
            continue
        far = _far(way)
        if far > farthest:
            best, farthest = way, far * _PREFERRED
    return (_beside(scene, best, room),) if best else ()


def _looks_aside(scene: "Scene") -> bool:
    """Whether it is the head that turns, to one side, and is seen large from before it."""
    figure = scene.figure
    if figure.view != "front" or figure.zoom not in _HEADS:
        return False
    start = figure.start.look or 0.0
    return abs((start if figure.end.look is None else figure.end.look) - start) > _ASIDE


def pushes_of(scene: "Scene", frame: int, room: FreeRoom) -> tuple[Sign, ...]:
    """Two arrows that meet where the body pushes: its own, and what holds against it; none where it does not push."""
    mark, aim = scene.figure.push, scene.figure.push_to
    if mark is None or aim is None:
        return ()
    (x, y), (across, down) = scene.pushed(mark, aim, frame)
    length = hypot(across, down)
    # Straight to or from the eye nothing would be seen of it.
    across, down = (across / length, down / length) if length > _SEEN else (1.0, 0.0)
    if room.small:
        across, down = eighth((across, down))
    turn = slant((across, down))
    meet = room.least(_MEET, _LEAST_MEET[turn])
    long = max(_PUSH * room.size, room.head(turn)[0] + _SHAFT * room.sample)
    best = float("inf")
    found: list[Way] = []
    for off in _PUSH_OFFS:
        for times in _MEETS:
            aside, near = off * room.size, times * meet
            middle = x - aside * down, y + aside * across
            pair: list[Way] = [
                tuple((middle[0] + far * across, middle[1] + far * down) for far in (sign * (near + long), sign * near))
                for sign in (-1, 1)
            ]
            cost = (
                2 * _FREE * room.cost(point for way in pair for point in _spread(way, room))
                + 2 * abs(off)
                + 0.1 * times
            )
            if cost < best - _ALIKE:
                best, found = cost, pair
    for way in found:
        room.take(_spread(way, room))
    return tuple(Sign(way, room.size, sample=room.sample, push=True) for way in found)


def _far(way: Way) -> float:
    """How far apart the ends of a way are."""
    return hypot(way[-1][0] - way[0][0], way[-1][1] - way[0][1])


def _shortened(way: Way) -> Way:
    """A way from where it is at its beginning for the last time: what is done on the other side first is left out."""
    back = [step for step, point in enumerate(way[:-1]) if hypot(point[0] - way[0][0], point[1] - way[0][1]) < _SAME]
    return way[back[-1] :]


def _beside(scene: "Scene", way: Way, room: FreeRoom) -> Sign:
    """An arrow along a way, of a length that can be read, where there is room for it."""
    size = room.size
    heads: Literal[1, 2] = 2 if scene.to_and_fro else 1
    turn = slant(toward(way[0], way[-1]))
    least = max((_BOTH if heads > 1 else _SHORTEST) * size, heads * room.head(turn)[0] + _SHAFT * room.sample)
    if room.small:
        way = _plain(way, room.sample, _CURVED[heads - 1])
    thin = len(way) > len(_SHARES)
    if not thin or not room.small:
        way = _of_length(way, least, max(least, _LONGEST * size), centred=heads > 1)
    x, y = toward(way[0], way[-1])
    points = _spread(way, room, heads)
    best, found = float("inf"), (0.0, 0.0)
    for off in _OFFS:
        for side in (1, -1) if off else (1,):
            for slide in _SLIDES:
                away = 1.6 * off + abs(slide)
                if away >= best:
                    continue
                across = size * (side * off * -y + slide * x)
                down = size * (side * off * x + slide * y)
                cost = _FREE * room.cost((px + across, py + down) for px, py in points) + away
                if cost < best - _ALIKE:
                    best, found = cost, (across, down)
    room.take((px + found[0], py + found[1]) for px, py in points)
    return Sign(tuple((px + found[0], py + found[1]) for px, py in way), size, heads, sample=room.sample, thin=thin)


def _plain(way: Way, sample: float, curved: float) -> Way:
    """A way as few cells can show it: one bow, or straight where it is short; whole if it is a long one with turns."""
    lengths = [hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(way)]
    total = sum(lengths)
    end = way[-1]
    if total > _WRITTEN * _far(way):
        if total > _TURNING * sample:
            times = max(1.0, _WRITTEN_LARGE * sample / total)
            x, y = (sum(ends) / 2 for ends in ((min(each), max(each)) for each in zip(*way, strict=True)))
            return tuple((x + times * (px - x), y + times * (py - y)) for px, py in way)
        # Where it comes back, what counts is the last part.
        farthest = max(range(len(way)), key=lambda at: hypot(end[0] - way[at][0], end[1] - way[at][1]))
        way, lengths = way[farthest:], lengths[farthest:]
        total = sum(lengths)
    start, middle = way[0], _part(way, lengths, total / 2, total)[0]
    half = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    aside = middle[0] - half[0], middle[1] - half[1]
    x, y = toward(start, end)
    if total < curved * sample or abs(aside[0] * y - aside[1] * x) < max(_BENT * sample, _BOW * total):
        x, y = eighth((x, y))
        far = _far(way) / 2
        # Outside of the bow, where what moves is not.
        return (middle[0] - far * x, middle[1] - far * y), (middle[0] + far * x, middle[1] + far * y)
    bows = (4 * share * (1 - share) for share in _SHARES)
    return tuple(
        (
            start[0] + share * (end[0] - start[0]) + bow * aside[0],
            start[1] + share * (end[1] - start[1]) + bow * aside[1],
        )
        for share, bow in zip(_SHARES, bows, strict=True)
    )


def _of_length(way: Way, least: float, most: float, *, centred: bool) -> Way:
    """The end of a way, or its middle, at most so long; a shorter one is made longer along its direction."""
    chord = _far(way)
    if chord < least:
        x, y = toward(way[0], way[-1])
        middle = (way[0][0] + way[-1][0]) / 2, (way[0][1] + way[-1][1]) / 2
        half = least / 2
        return (middle[0] - half * x, middle[1] - half * y), (middle[0] + half * x, middle[1] + half * y)
    lengths = [hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(way)]
    total = sum(lengths)
    if total <= most or total > _WRITTEN * chord:
        return way
    stop = (total + most) / 2 if centred else total
    return _part(way, lengths, stop - most, stop)


def _part(way: Way, lengths: list[float], start: float, stop: float) -> Way:
    """What lies between two distances along a way."""
    found: list[Flat] = []
    passed = 0.0
    for (x1, y1), (x2, y2), length in zip(way, way[1:], lengths, strict=False):
        if length:
            for at in (start, stop):
                if passed <= at < passed + length or (at == stop and passed < at <= passed + length):
                    share = (at - passed) / length
                    found.append((x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
            if start < passed + length < stop:
                found.append((x2, y2))
        passed += length
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else (way[0], way[-1])


def _spread(way: Way, room: FreeRoom, heads: int = 1) -> list[Flat]:
    """Points on an arrow, as far from each other as a stroke is thick or so, with the corners of its heads."""
    lengths = [hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(way)]
    step = sum(lengths) / _LOOKED_AT or 1.0
    found = [way[0]]
    for (x1, y1), (x2, y2), length in zip(way, way[1:], lengths, strict=False):
        many = max(1, round(length / step))
        found += [(x1 + at / many * (x2 - x1), y1 + at / many * (y2 - y1)) for at in range(1, many + 1)]
    for back, (tip_x, tip_y) in ((way[-2], way[-1]), (way[1], way[0]))[:heads]:
        x, y = toward(back, (tip_x, tip_y))
        long, half = room.head(slant((x, y)))
        for off in (-half, half):
            found.append((tip_x - long * x - off * y, tip_y - long * y + off * x))
    return found
