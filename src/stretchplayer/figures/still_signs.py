"""All signs of a still figure: what moves, what is warm or cold, where the breath is seen, and where the eyes look."""

from collections.abc import Iterator
from math import hypot, inf, pi, sin
from typing import TYPE_CHECKING, Final

from stretchplayer.figures.arrows import arrows_of
from stretchplayer.figures.bones import SIDES, SIGN
from stretchplayer.figures.free_room import FreeRoom, Picture
from stretchplayer.figures.signs import Heads, Sign, SignShade, eighth, slant
from stretchplayer.figures.space import Flat, Vector, cross, plus, times

if TYPE_CHECKING:
    from stretchplayer.figures.scene import Scene

_HIGH: Final = 0.13
"""How high a wave is, as a share of the picture's longer side."""
_WAVE: Final = 0.05
_WIDE: Final = 0.014
_STEPS: Final = 16
_STAR: Final = 0.07
_APART: Final = 0.16
"""Nearer to each other than this, two packs have one sign."""
_AROUND: Final = ((0.0, -1.0), (0.7, -0.7), (-0.7, -0.7), (1.0, 0.0), (-1.0, 0.0))
_OFFS: Final = (0.12, 0.17, 0.22, 0.28)
"""Where beside its pack a sign may stand, as shares of the picture's longer side."""
_BELLY: Final = 0.2
"""How long an arrow away from the skin is, as a share of the picture's longer side."""
_BREATHS: Final = 0.2
"""How far apart two of them begin at least, where the belly has two; in the same shares."""
_HEIGHTS: Final = (0.2, 0.12, 0.04, -0.06)
"""At how many metres above the middle of the belly they may begin."""
_CROWDED: Final = 1.0
"""What it may cost to draw one."""
_FROM_SKIN: Final = (0.03, 0.07, 0.11)
_SEEN: Final = 0.2
"""The part of a direction that has to lie in the picture plane."""
_DOTS: Final = (0.045, 0.1)
_STREAM: Final = (0.145, 0.28)
_TO_AND_FRO: Final = (0.135, 0.34)
_DASHES: Final = ((0.05, 0.11), (0.17, 0.23), (0.29, 0.35), (0.41, 0.47))
"""From where to where what leaves mouth and eyes is drawn, as shares of the picture's longer side."""
_GAP: Final = 5.0
_PERIOD: Final = (8.0, 8.0, 11.5)
_MANY: Final = 3
"""In few cells: how many samples are before a dot, and from one to the next (level, upright, slanted), and how
many dots there are."""
_SMALL_BELLY: Final = 26.0
_SMALL_HIGH: Final = 24.0
_SMALL_WIDE: Final = 2.5
_SMALL_WAVE: Final = 7.0
"""The least length of an arrow away from the skin, and how high a wave is, how wide and how far from the middle."""


def signs_of(scene: "Scene", picture: Picture | None = None) -> tuple[Sign, ...]:
    """Every sign of the still picture, in the order in which they are drawn."""
    room = FreeRoom(scene, picture)
    return (*_breath(scene, room), *_gaze(scene, room), *arrows_of(scene, room), *_packs(scene, room))


def _breath(scene: "Scene", room: FreeRoom) -> Iterator[Sign]:
    bones, size = scene.bones(scene.last), room.size
    match scene.air:
        case "mouth" | "nose" as where:
            head = bones.parts["head"]
            out, high = (0.1, -0.075) if where == "mouth" else (0.12, -0.03)
            leaves = plus(plus(head.end, head.front, out), cross(head.left, head.front), high)
            start, way = scene.flat(leaves), _aside(scene, head.front)
            if room.small:
                yield from _small_breath(start, way, room, out_only=where == "mouth")
                return
            for at in _DOTS:
                yield Sign((_off(start, way, (at - 0.009) * size), _off(start, way, (at + 0.009) * size)), size, 0)
            # Through the nose it goes in and out alike.
            stream = _STREAM if where == "mouth" else _TO_AND_FRO
            yield Sign(
                tuple(_off(start, way, at * size) for at in stream),
                size,
                1 if where == "mouth" else 2,
                sample=room.sample,
            )
        case "belly":
            belly = bones.parts["belly"]
            up = cross(belly.left, belly.front)
            skins = [plus(bones.marks["belly"], up, high) for high in _HEIGHTS]
            for sign in _outward(scene, room, skins, belly.front):
                yield sign
                start = sign.way[0]
                apart = [skin for skin in skins if _between(scene.flat(skin), start) > _BREATHS * size]
                yield from _outward(scene, room, apart, belly.front)
        case "ribs":
            for side in SIDES:
                aside = times(bones.parts["chest"].left, float(SIGN[side]))
                yield from _outward(scene, room, [bones.marks[f"{side}-ribs"]], aside, inf)


def _small_breath(start: Flat, way: Flat, room: FreeRoom, *, out_only: bool) -> Iterator[Sign]:
    """Dots with a head behind them in few cells; one before them as well where it goes in and out."""
    x, y = eighth(way)
    turn = slant((x, y))
    head = room.head(turn)[0] / room.sample

    def part(near: float, far: float, heads: Heads) -> Sign:
        ends = tuple(_off(start, (x, y), at * room.sample) for at in (near, far))
        return Sign(ends, room.size, heads, sample=room.sample)

    at = _GAP
    if not out_only:
        yield part(at + head, at, 1)
        at += head + 1.5 * _GAP
    for _ in range(_MANY if out_only else _MANY - 1):
        yield part(at, at + 1, 0)
        at += _PERIOD[turn]
    yield part(at, at + head, 1)


def _outward(
    scene: "Scene", room: FreeRoom, skins: list[Vector], direction: Vector, most: float = _CROWDED
) -> Iterator[Sign]:
    """A short arrow away from the skin, from the point where there is most room; none out of the picture."""
    box, way = scene.body_box, _aside(scene, direction)
    if room.small:
        way = eighth(way)
    long = room.least(_BELLY, _SMALL_BELLY)
    choices: list[tuple[float, int, tuple[Flat, ...]]] = []
    for start in map(scene.flat, skins):
        if box.left <= start[0] <= box.right and box.top <= start[1] <= box.bottom:
            for off in _FROM_SKIN:
                points = tuple(_off(start, way, off * room.size + far * long) for far in (0.0, 0.5, 1.0))
                choices.append((round(room.cost(points) + off, 6), len(choices), points))
    cost, _, points = min(choices, default=(most, 0, ()))
    if cost < most:
        room.take(points)
        yield Sign((points[0], points[-1]), room.size, sample=room.sample)


def _gaze(scene: "Scene", room: FreeRoom) -> Iterator[Sign]:
    if not scene.figure.gaze:
        return
    head = scene.bones(scene.last).parts["head"]
    eyes = scene.flat(plus(plus(head.end, head.front, 0.095), cross(head.left, head.front), 0.012))
    way = _aside(scene, head.front)
    for start, end in _DASHES:
        yield Sign(
            (_off(eyes, way, start * room.size), _off(eyes, way, end * room.size)), room.size, 0, sample=room.sample
        )


def _aside(scene: "Scene", direction: Vector) -> Flat:
    """A direction as it is seen, of length 1; straight to the eye it goes down and aside."""
    (x, y), (x0, y0) = scene.flat(direction), scene.flat((0.0, 0.0, 0.0))
    across, down = x - x0, y - y0
    length = hypot(across, down)
    return (across / length, down / length) if length > _SEEN else (0.8, 0.6)


def _between(one: Flat, other: Flat) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _off(point: Flat, way: Flat, far: float) -> Flat:
    return point[0] + far * way[0], point[1] + far * way[1]


def _packs(scene: "Scene", room: FreeRoom) -> Iterator[Sign]:
    """Waves at each warm pack and a star at each cold one, beside it where there is room."""
    size = room.size
    met: list[Flat] = []
    for middle, tone in scene.packs():
        if any(_between(middle, other) < _APART * size for other in met):
            continue
        met.append(middle)
        choices: list[tuple[float, int, list[Sign]]] = []
        for far in _OFFS:
            for across, down in _AROUND:
                at = middle[0] + far * size * across, middle[1] + far * size * down
                signs = list(_sign(at, room, tone))
                cost = 1.5 * room.cost(point for sign in signs for point in sign.way) + 4 * far + 0.1 * (1 + down)
                choices.append((round(cost, 6), len(choices), signs))
        signs = min(choices)[2]
        room.take(point for sign in signs for point in sign.way)
        yield from signs


def _sign(at: Flat, room: FreeRoom, tone: SignShade) -> Iterator[Sign]:
    (x, y), size = at, room.size
    if tone == "warm":
        high, wide, apart = (
            room.least(share, samples)
            for share, samples in ((_HIGH, _SMALL_HIGH), (_WIDE, _SMALL_WIDE), (_WAVE, _SMALL_WAVE))
        )
        for off in (-apart, apart):
            points = tuple(
                (x + off + wide * sin(3 * pi * step / _STEPS), y + (0.5 - step / _STEPS) * high)
                for step in range(_STEPS + 1)
            )
            yield Sign(points, size, 0, tone, room.sample)
        return
    for across, down in ((0.0, 1.0), (0.87, 0.5), (0.87, -0.5)):
        far = _STAR * size
        yield Sign(((x - far * across, y - far * down), (x + far * across, y + far * down)), size, 0, tone, room.sample)
