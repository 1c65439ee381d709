"""One piece of what is drawn: the skin around some balls, and what it belongs to."""

from typing import Literal, NamedTuple

from stretchplayer.figures.space import Vector

Tone = Literal["near", "far", "prop", "ground", "target", "eye", "mouth"]


class Ball(NamedTuple):
    """A point with a radius, in metres."""

    at: Vector
    radius: float


class Lump(NamedTuple):
    """The hull around `balls`. Lumps of one `owner` run into each other; between two owners a gap is kept."""

    owner: str
    tone: Tone
    balls: tuple[Ball, ...]
    nearer: float = 0.0
    """Metres by which it is drawn nearer than it is."""
    faces: Vector | None = None
    """Where it is turned to, if it lies on one side of the body and cannot be seen from the other."""
