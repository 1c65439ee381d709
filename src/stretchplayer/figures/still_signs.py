"""All signs of a still figure: what moves, what is warm or cold, where the breath is seen, and where the eyes look."""

from collections.abc import Iterator
from math import pi, sin
from typing import TYPE_CHECKING, Final

from stretchplayer.figures.arrows import arrows_of
from stretchplayer.figures.breath_signs import apart, aside, breath_signs, off_by
from stretchplayer.figures.free_room import FreeRoom, Picture
from stretchplayer.figures.signs import Sign, SignShade
from stretchplayer.figures.space import Flat, cross, plus

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
_DASHES: Final = ((0.05, 0.11), (0.17, 0.23), (0.29, 0.35), (0.41, 0.47))
"""From where to where what leaves the eyes is drawn, as shares of the picture's longer side."""
_SMALL_HIGH: Final = 24.0
_SMALL_WIDE: Final = 2.5
_SMALL_WAVE: Final = 7.0
"""In few cells: how high a wave is, how wide and how far from the middle, in samples."""


def signs_of(scene: "Scene", picture: Picture | None = None) -> tuple[Sign, ...]:
    """Every sign of the still picture, in the order in which they are drawn."""
    room = FreeRoom(scene, picture)
    return (*breath_signs(scene, room), *_gaze(scene, room), *arrows_of(scene, room), *_packs(scene, room))


def _gaze(scene: "Scene", room: FreeRoom) -> Iterator[Sign]:
    if not scene.figure.gaze:
        return
    head = scene.bones(scene.last).parts["head"]
    eyes = scene.flat(plus(plus(head.end, head.front, 0.095), cross(head.left, head.front), 0.012))
    way = aside(scene, head.front)
    for start, end in _DASHES:
        yield Sign(
            (off_by(eyes, way, start * room.size), off_by(eyes, way, end * room.size)), room.size, 0, sample=room.sample
        )


def _packs(scene: "Scene", room: FreeRoom) -> Iterator[Sign]:
    """Waves at each warm pack and a star at each cold one, beside it where there is room."""
    size = room.size
    met: list[Flat] = []
    for middle, tone in scene.packs():
        if any(apart(middle, other) < _APART * size for other in met):
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
