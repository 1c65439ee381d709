"""From where a figure is looked at: points of space onto a picture, and how near they are."""

import math
from types import MappingProxyType
from typing import Final, NamedTuple

from stretchplayer.figures.lump import Ball
from stretchplayer.figures.space import Vector
from stretchplayer.model.figure import Look

Flat = tuple[float, float]
_ROUND: Final = 12
_CIRCLE: Final = tuple(
    (math.cos(2 * math.pi * step / _ROUND), math.sin(2 * math.pi * step / _ROUND)) for step in range(_ROUND)
)
_SIDES: Final = tuple(
    (math.cos(2 * math.pi * (step + 0.5) / _ROUND), math.sin(2 * math.pi * (step + 0.5) / _ROUND))
    for step in range(_ROUND)
)
"""Where each side of the drawn circle looks to: it lies after the corner of the same number."""
_INNER: Final = math.cos(math.pi / _ROUND)
"""How far from the middle the sides of a drawn circle of radius 1 are."""
_ANGLES: Final = MappingProxyType[Look, tuple[float, float]](
    {
        "front": (0, 0),
        "side": (90, 0),
        "back": (180, 0),
        "corner": (45, 14),
        "back-corner": (135, 14),
        "above": (90, 90),
    }
)
"""How far the eye goes round to the body's left, and how far up, in degrees."""
_TURNS: Final = MappingProxyType(
    {
        look: tuple((math.cos(math.radians(angle)), math.sin(math.radians(angle))) for angle in angles)
        for look, angles in _ANGLES.items()
    }
)


class Camera(NamedTuple):
    """Looks from one side; `mirrored` swaps left and right of the picture."""

    look: Look
    mirrored: bool = False

    def seen(self, point: Vector) -> tuple[float, float, float]:
        """Across, down and near, in metres."""
        (cos, sin), (cos_tip, sin_tip) = _TURNS[self.look]
        across = point[2] * cos - point[0] * sin
        near = point[0] * cos + point[2] * sin
        up = point[1] * cos_tip - near * sin_tip
        return (-across if self.mirrored else across), -up, near * cos_tip + point[1] * sin_tip

    def nearness(self, point: Vector) -> float:
        """How near a point is, in metres; what is only seen from a little above is not nearer for standing higher."""
        if self.look == "above":
            return point[1]
        cos, sin = _TURNS[self.look][0]
        return point[0] * cos + point[2] * sin

    def outline(self, balls: tuple[Ball, ...]) -> tuple[Flat, ...]:
        """The edge of the hull around balls, as they are seen."""
        discs = [(*self.seen(ball.at)[:2], ball.radius) for ball in balls]
        # On each side of the hull lies the disc that reaches farthest there; of the others, no corner is part of it.
        reach = [(x, y, radius * _INNER) for x, y, radius in discs]
        farthest: list[int] = []
        for across, down in _SIDES:
            far = [x * across + y * down + inner for x, y, inner in reach]
            farthest.append(far.index(max(far)))
        points: list[Flat] = []
        # Between two discs on neighbouring sides, a third one may stick out.
        crowd = bool(discs[2:])
        before = farthest[-1]
        for (cos, sin), disc in zip(_CIRCLE, farthest, strict=True):
            met = (before,) if disc == before else range(len(discs)) if crowd else (before, disc)
            points += [(discs[at][0] + discs[at][2] * cos, discs[at][1] + discs[at][2] * sin) for at in met]
            before = disc
        return hull(points) if crowd else tuple(points)


def hull(points: list[Flat]) -> tuple[Flat, ...]:
    """The convex outline around points (Andrew's monotone chain)."""
    points = sorted(points)

    def half(run: list[Flat]) -> list[Flat]:
        kept: list[Flat] = []
        for x, y in run:
            while len(kept) > 1 and (kept[-1][0] - kept[-2][0]) * (y - kept[-2][1]) <= (kept[-1][1] - kept[-2][1]) * (
                x - kept[-2][0]
            ):
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return (*half(points), *half(points[::-1]))
