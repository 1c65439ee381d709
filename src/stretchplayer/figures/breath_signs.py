"""The signs of the breath: wind from the nose or the mouth, and arrows where belly or ribs widen."""

from collections.abc import Iterator
from math import cos, hypot, inf, pi, sin
from typing import TYPE_CHECKING, Final

from stretchplayer.figures.bones import SIDES, SIGN, Skeleton
from stretchplayer.figures.free_room import FreeRoom
from stretchplayer.figures.signs import Heads, Sign, eighth, slant
from stretchplayer.figures.space import Flat, Vector, cross, plus, times
from stretchplayer.model.figure import Zoom

if TYPE_CHECKING:
    from stretchplayer.figures.scene import Scene

_BELLY: Final = 0.2
"""How long an arrow away from the skin is, as a share of the picture's longer side."""
_SMALL_BELLY: Final = 26.0
"""The same at least, in samples of cells."""
_BREATHS: Final = 0.2
"""How far apart two of them begin at least, where the belly has two; in the same shares."""
_HEIGHTS: Final = (0.2, 0.12, 0.1, 0.04, -0.06)
"""At how many metres above the middle of the belly they may begin."""
_RIBS: Final = (0.0, -0.05, -0.1, 0.05)
"""The same above the mark of the ribs."""
_CROWDED: Final = 1.0
"""What it may cost to draw one."""
_FROM_SKIN: Final = (0.03, 0.07, 0.11)
_SEEN: Final = 0.2
"""The part of a direction that has to lie in the picture plane."""
_FROM: Final = {"mouth": (0.1, -0.075), "nose": (0.11, -0.03)}
"""Metres in front of the middle of the head and above it from where the breath goes."""
_UNIT: Final = 1 / 115
"""What the numbers of the wind are shares of: a part of the picture's longer side, at least a sample of its cells."""
_GUSTS: Final = {
    "nose": ((-10.0, 18.0, -1), (0.0, 24.0, 1)),
    "mouth": ((18.0, 24.0, 1),),
    "ribs": ((0.0, 18.0, -1), (10.0, 24.0, 1)),
}
"""The lines of the wind: how far below its beginning each is, how long until it curls, and whether it curls up, as the
head is, or down. Of what goes through the nose, nothing is before the mouth."""
_NEAR: Final = 6.0
"""How far before the face they begin."""
_LONG: Final = 0.24
_SHAFT: Final = 14.0
"""How long the arrow of a breath out is, as a share of the picture, and in samples behind its head."""
_CURL: Final = 8.0
_WITH_BELLY: Final = frozenset[Zoom]({"body", "upper"})
_TURN: Final = 1.25 * pi
_STEPS: Final = 14


def breath_signs(scene: "Scene", room: FreeRoom) -> Iterator[Sign]:
    """What says that one breathes, and where it is seen."""
    bones = scene.bones(scene.last)
    match scene.air:
        case "mouth" | "nose" as where:
            head = bones.parts["head"]
            up = cross(head.left, head.front)
            out, high = _FROM[where]
            start = scene.flat(plus(plus(head.end, head.front, out), up, high))
            way = aside(scene, head.front)
            if where == "mouth":
                yield _blown(start, way, room)
            yield from _wind(start, way, aside(scene, times(up, -1.0)), room, _GUSTS[where])
            if where == "nose" and scene.figure.zoom in _WITH_BELLY:
                # Through the nose it goes in and out alike.
                yield from _outward(scene, room, _skins(bones)[2:3], bones.parts["belly"].front, heads=2)
        case "belly":
            skins, front = _skins(bones), bones.parts["belly"].front
            for sign in _outward(scene, room, skins, front):
                yield sign
                start = sign.way[0]
                free = [skin for skin in skins if apart(scene.flat(skin), start) > _BREATHS * room.size]
                yield from _outward(scene, room, free, front)
        case "ribs":
            chest = bones.parts["chest"]
            up = cross(chest.left, chest.front)
            for side in SIDES:
                skins = [plus(bones.marks[f"{side}-ribs"], up, high) for high in _RIBS]
                yield from _outward(scene, room, skins, times(chest.left, float(SIGN[side])), inf)
            # Beside the face, as it is seen from the front.
            head = bones.parts["head"]
            ear = scene.flat(plus(bones.marks["left-ear"], cross(head.left, head.front), -0.03))
            beside = 1.0 if ear[0] > scene.flat(head.end)[0] else -1.0
            yield from _wind(ear, (beside, 0.0), (0.0, 1.0), room, _GUSTS["ribs"])


def _skins(bones: Skeleton) -> list[Vector]:
    """Where on the belly an arrow may begin."""
    belly = bones.parts["belly"]
    up = cross(belly.left, belly.front)
    return [plus(bones.marks["belly"], up, high) for high in _HEIGHTS]


def _blown(start: Flat, way: Flat, room: FreeRoom) -> Sign:
    """An arrow away from the lips: the breath out is what is done with them."""
    if room.small:
        way = eighth(way)
    near = _NEAR * max(_UNIT * room.size, room.sample)
    long = max(_LONG * room.size, room.head(slant(way))[0] + _SHAFT * room.sample)
    line = (off_by(start, way, near), off_by(start, way, near + long))
    room.take(line)
    return Sign(line, room.size, 1, sample=room.sample)


def _wind(
    start: Flat, way: Flat, down: Flat, room: FreeRoom, gusts: tuple[tuple[float, float, int], ...]
) -> Iterator[Sign]:
    """Lines that curl, as wind is drawn: what is straight would be where the eyes look."""
    if room.small:
        way, down = eighth(way), eighth(down)
    unit = max(_UNIT * room.size, room.sample)

    def at(far: float, low: float) -> Flat:
        return off_by(off_by(start, way, unit * far), down, unit * low)

    angles = [_TURN * step / _STEPS for step in range(_STEPS + 1)]
    for low, long, turn in gusts:
        end = _NEAR + long
        curl = [at(end + _CURL * sin(angle), low + turn * _CURL * (1 - cos(angle))) for angle in angles]
        line = (at(_NEAR, low), *curl)
        room.take(line)
        yield Sign(line, room.size, 0, sample=room.sample)


def _outward(
    scene: "Scene",
    room: FreeRoom,
    skins: list[Vector],
    direction: Vector,
    most: float = _CROWDED,
    *,
    heads: Heads = 1,
) -> Iterator[Sign]:
    """A short arrow away from the skin, from the point where there is most room; none out of the picture."""
    box, way = scene.body_box, aside(scene, direction)
    if room.small:
        way = eighth(way)
    long = room.least(_BELLY, _SMALL_BELLY) + (heads - 1) * room.head(slant(way))[0]
    choices: list[tuple[float, int, tuple[Flat, ...]]] = []
    for start in map(scene.flat, skins):
        if box.left <= start[0] <= box.right and box.top <= start[1] <= box.bottom:
            for off in _FROM_SKIN:
                points = tuple(off_by(start, way, off * room.size + far * long) for far in (0.0, 0.5, 1.0))
                choices.append((round(room.cost(points) + off, 6), len(choices), points))
    cost, _, points = min(choices, default=(most, 0, ()))
    if cost < most:
        room.take(points)
        yield Sign((points[0], points[-1]), room.size, heads, sample=room.sample)


def aside(scene: "Scene", direction: Vector) -> Flat:
    """A direction as it is seen, of length 1; straight to the eye it goes down and aside."""
    (x, y), (x0, y0) = scene.flat(direction), scene.flat((0.0, 0.0, 0.0))
    across, down = x - x0, y - y0
    length = hypot(across, down)
    return (across / length, down / length) if length > _SEEN else (0.8, 0.6)


def apart(one: Flat, other: Flat) -> float:
    """How far apart two points are."""
    return hypot(one[0] - other[0], one[1] - other[1])


def off_by(point: Flat, way: Flat, far: float) -> Flat:
    """A point so far along a direction."""
    return point[0] + far * way[0], point[1] + far * way[1]
