"""Things that a body uses, as lumps: a wall, a chair, a roller."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from stretchplayer.figures.lump import Ball, Lump
from stretchplayer.figures.skeleton import Skeleton, vector
from stretchplayer.figures.space import Vector, minus, plus, unit
from stretchplayer.model.figure import Prop, Spot

_EDGE: Final = 0.008
SEAT: Final = 0.40
"""How high a chair's seat is, in metres."""
BACKDROP: Final = frozenset({"wall", "door", "mat", "bed"})
"""Things that may go on beyond the edge of the picture."""


def things(prop: Prop, bones: Skeleton, number: int) -> Iterator[Lump]:
    """The lumps of one thing; `number` keeps it apart from the others."""
    owner = f"{prop.kind}-{number}"
    at = _where(prop.at, bones) if prop.at is not None else None
    match prop.kind:
        case "wall":
            x = at[0] if at else 0.6
            yield _box(owner, (x, 0.0, -0.5), (x + (0.06 if x > 0 else -0.06), 2.2, 0.5))
        case "door":
            x, _, z = at or (0.3, 0.0, 0.0)
            yield _box(owner, (x - 0.04, 0.0, z - 0.04), (x + 0.04, 2.2, z + 0.04))
        case "chair":
            x, _, z = at or (bones.marks["hips"][0], 0.0, bones.marks["hips"][2])
            yield from _chair(owner, x, z)
        case "table":
            x, y, z = at or (0.3, 0.72, 0.0)
            y = y or 0.72
            long = prop.size or 0.7
            yield _box(owner, (x, y - 0.03, z - 0.4), (x + long, y, z + 0.4))
            for off in (0.05, long - 0.05):
                yield _pole(owner, (x + off, 0.0, z - 0.35), (x + off, y, z - 0.35))
        case "bed":
            x, _, z = at or (0.0, 0.0, 0.0)
            yield _box(owner, (x - 1.0, SEAT - 0.08, z - 0.4), (x + 1.0, SEAT, z + 0.4))
        case "mat":
            x, _, z = at or (0.0, 0.0, 0.0)
            long = (prop.size or 1.9) / 2
            yield _box(owner, (x - long, -0.03, z - 0.3), (x + long, -0.008, z + 0.3))
        case "step":
            x, y, z = at or (0.2, 0.15, 0.0)
            yield _box(owner, (x, 0.0, z - 0.25), (x + 0.4, y, z + 0.25))
        case "roller":
            radius = (prop.size or 0.14) / 2
            x, y, z = at or (0.0, radius, 0.0)
            yield Lump(owner, "prop", (Ball((x, y, z - 0.2), radius), Ball((x, y, z + 0.2), radius)), 0.05)
        case "ball":
            yield Lump(owner, "prop", (Ball(at or (0.0, 0.04, 0.0), (prop.size or 0.08) / 2),), 0.2)
        case "pack":
            yield _pack(owner, at or bones.marks["back"], bones)
        case "cushion":
            x, y, z = at or (0.0, 0.06, 0.0)
            long = (prop.size or 0.3) / 2
            yield Lump(owner, "prop", tuple(Ball((x + off, y, z), 0.05) for off in (-long, long)))
        case "strap":
            start, end = at or bones.marks["left-hand"], _where(prop.to, bones) if prop.to else bones.marks["left-foot"]
            yield Lump(owner, "prop", (Ball(start, 0.01), Ball(end, 0.01)), 0.25)


def _where(spot: Spot, bones: Skeleton) -> Vector:
    if isinstance(spot, tuple):
        return vector(spot)
    return bones.marks[spot] if spot in bones.marks else bones.marks[f"left-{spot}"]


def _box(owner: str, low: Vector, high: Vector) -> Lump:
    corners = product(*zip(low, high, strict=True))
    return Lump(owner, "prop", tuple(Ball((x, y, z), _EDGE) for x, y, z in corners))


def _pole(owner: str, start: Vector, end: Vector) -> Lump:
    return Lump(owner, "prop", (Ball(start, 0.014), Ball(end, 0.014)))


def _chair(owner: str, x: float, z: float) -> Iterator[Lump]:
    yield _box(owner, (x - 0.2, SEAT - 0.035, z - 0.2), (x + 0.22, SEAT, z + 0.2))
    for across in (-0.18, 0.18):
        yield _pole(owner, (x + 0.2, 0.0, z + across), (x + 0.2, SEAT, z + across))
        yield _pole(owner, (x - 0.2, 0.0, z + across), (x - 0.25, 0.9, z + across))
    yield _box(owner, (x - 0.25, 0.72, z - 0.18), (x - 0.23, 0.88, z + 0.18))


def _pack(owner: str, at: Vector, bones: Skeleton) -> Lump:
    belly = bones.parts["belly"]
    up = unit(minus(belly.end, belly.start)) or belly.front
    corners = product((-0.07, 0.07), (-0.06, 0.06))
    return Lump(owner, "prop", tuple(Ball(plus(plus(at, up, high), belly.left, wide), 0.03) for high, wide in corners), 0.2)
