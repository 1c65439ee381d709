"""Things that a body uses, as hulls of balls: a wall, a chair, a roller."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Final

from stretchplayer.figures.bones import Skeleton, marked
from stretchplayer.figures.space import Ball, Hull, Vector, between, minus, plus, size, unit, vector
from stretchplayer.model.figure import Prop, PropKind, Spot

BACKDROP: Final = frozenset({"wall", "door", "mat", "bed"})
"""Things that may go on beyond the edge of the picture."""
_SEAT: Final = 0.40
_TABLE: Final = 0.72
_STEP: Final = 0.15
_EDGE: Final = 0.008
_POLE: Final = 0.014
_STRAP: Final = 0.01
_SOFT: Final = 0.03
_IN_FRONT: Final = 0.2
"""Metres that small things are drawn nearer than they are: a hand or a back would hide them."""


def things(prop: Prop, bones: Skeleton, owner: str) -> Iterator[Hull]:
    """The hulls of one thing; `owner` keeps it apart from the others."""
    at = None if prop.at is None else _where(prop.at, bones)
    return _MAKERS[prop.kind](owner, at, prop, bones)


def _wall(owner: str, at: Vector | None, _prop: Prop, _bones: Skeleton) -> Iterator[Hull]:
    face = at[0] if at else 0.6
    yield _box(owner, (face, 0.0, -0.5), (face + (0.06 if face > 0 else -0.06), 2.2, 0.5))


def _door(owner: str, at: Vector | None, _prop: Prop, _bones: Skeleton) -> Iterator[Hull]:
    x, _, z = at or (0.3, 0.0, 0.0)
    yield _box(owner, (x - 0.04, 0.0, z - 0.04), (x + 0.04, 2.2, z + 0.04))


def _chair(owner: str, at: Vector | None, _prop: Prop, bones: Skeleton) -> Iterator[Hull]:
    x, _, z = at or bones.marks["hips"]
    yield _box(owner, (x - 0.2, _SEAT - 0.035, z - 0.2), (x + 0.22, _SEAT, z + 0.2))
    for across in (-0.18, 0.18):
        yield _pole(owner, (x + 0.2, 0.0, z + across), (x + 0.2, _SEAT, z + across))
        yield _pole(owner, (x - 0.2, 0.0, z + across), (x - 0.25, 0.9, z + across))
    yield _box(owner, (x - 0.25, 0.72, z - 0.18), (x - 0.23, 0.88, z + 0.18))


def _table(owner: str, at: Vector | None, prop: Prop, _bones: Skeleton) -> Iterator[Hull]:
    x, y, z = at or (0.3, 0.0, 0.0)
    high, long = y or _TABLE, prop.size or 0.7
    yield _box(owner, (x, high - 0.03, z - 0.4), (x + long, high, z + 0.4))
    for off in (0.05, long - 0.05):
        yield _pole(owner, (x + off, 0.0, z - 0.35), (x + off, high, z - 0.35))


def _bed(owner: str, at: Vector | None, _prop: Prop, _bones: Skeleton) -> Iterator[Hull]:
    x, _, z = at or (0.0, 0.0, 0.0)
    yield _box(owner, (x - 1.0, _SEAT - 0.08, z - 0.4), (x + 1.0, _SEAT, z + 0.4))


def _mat(owner: str, at: Vector | None, prop: Prop, _bones: Skeleton) -> Iterator[Hull]:
    x, _, z = at or (0.0, 0.0, 0.0)
    half = (prop.size or 1.9) / 2
    yield _box(owner, (x - half, -0.03, z - 0.3), (x + half, -0.008, z + 0.3))


def _step(owner: str, at: Vector | None, prop: Prop, _bones: Skeleton) -> Iterator[Hull]:
    x, y, z = at or (0.2, 0.0, 0.0)
    half = (prop.size or 0.5) / 2
    yield _box(owner, (x, 0.0, z - half), (x + 0.4, y or _STEP, z + half))


def _roller(owner: str, at: Vector | None, prop: Prop, bones: Skeleton) -> Iterator[Hull]:
    """Lies across, or from `at` to `to`."""
    radius = (prop.size or 0.14) / 2
    x, y, z = at or (0.0, radius, 0.0)
    ends = ((x, y, z - 0.2), (x, y, z + 0.2)) if prop.to is None else ((x, y, z), _where(prop.to, bones))
    yield Hull(owner, "prop", tuple(Ball(end, radius) for end in ends), _IN_FRONT / 4)


def _ball(owner: str, at: Vector | None, prop: Prop, _bones: Skeleton) -> Iterator[Hull]:
    radius = (prop.size or 0.08) / 2
    yield Hull(owner, "prop", (Ball(at or (0.0, radius, 0.0), radius),), _IN_FRONT)


def _pack(owner: str, at: Vector | None, prop: Prop, bones: Skeleton) -> Iterator[Hull]:
    middle = at or bones.marks["back"]
    if prop.to is not None:
        yield Hull(
            owner,
            "prop",
            tuple(Ball(end, (prop.size or 0.12) / 2) for end in (middle, _where(prop.to, bones))),
            _IN_FRONT,
        )
        return
    under = min(bones.parts.values(), key=lambda part: size(minus(between(part.start, part.end, 0.5), middle)))
    up = unit(minus(under.end, under.start)) or under.front
    half = (prop.size or 0.2) / 2 - _SOFT
    corners = product((-half, half), (-half * 0.85, half * 0.85))
    balls = (Ball(plus(plus(middle, up, high), under.left, wide), _SOFT) for high, wide in corners)
    yield Hull(owner, "prop", tuple(balls), _IN_FRONT)


def _cushion(owner: str, at: Vector | None, prop: Prop, _bones: Skeleton) -> Iterator[Hull]:
    x, y, z = at or (0.0, 0.06, 0.0)
    half = (prop.size or 0.3) / 2
    corners = product((-half, half), (-half, half))
    yield Hull(owner, "prop", tuple(Ball((x + far, y, z + wide), 0.05) for far, wide in corners))


def _strap(owner: str, at: Vector | None, prop: Prop, bones: Skeleton) -> Iterator[Hull]:
    start = at or bones.marks["left-hand"]
    end = bones.marks["left-foot"] if prop.to is None else _where(prop.to, bones)
    yield Hull(owner, "prop", (Ball(start, _STRAP), Ball(end, _STRAP)), _IN_FRONT)


_MAKERS: Final[Mapping[PropKind, Callable[[str, Vector | None, Prop, Skeleton], Iterator[Hull]]]] = {
    "wall": _wall,
    "door": _door,
    "chair": _chair,
    "table": _table,
    "bed": _bed,
    "mat": _mat,
    "step": _step,
    "roller": _roller,
    "ball": _ball,
    "pack": _pack,
    "cushion": _cushion,
    "strap": _strap,
}


def _where(spot: Spot, bones: Skeleton) -> Vector:
    return vector(spot) if isinstance(spot, tuple) else bones.marks[marked(spot, "left", bones.marks)]


def _box(owner: str, low: Vector, high: Vector) -> Hull:
    corners = product(*zip(low, high, strict=True))
    return Hull(owner, "prop", tuple(Ball((x, y, z), _EDGE) for x, y, z in corners))


def _pole(owner: str, start: Vector, end: Vector) -> Hull:
    return Hull(owner, "prop", (Ball(start, _POLE), Ball(end, _POLE)))
