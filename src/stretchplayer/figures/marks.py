"""Where each muscle is marked, on a figure and on the body map, and the edge of that map: read from `marks.toml`."""

from collections.abc import Mapping
from pkgutil import get_data
from typing import Final, Literal, NamedTuple

import tomli
from msgspec import convert

View = Literal["front", "back"]
Point = tuple[float, float]
Line = tuple[Point, ...]


class Patch(NamedTuple):
    """A hull on one part of the body: from a share of its length to another, off its middle by metres."""

    part: str
    start: float
    end: float
    front: float
    out: float
    radius: float = 0.04
    out_end: float | None = None
    """Off the middle at its end, if that is somewhere else."""


_TABLE: Final = tomli.loads((get_data(__package__, "marks.toml") or b"").decode())
_BODY: Final = _TABLE.pop("body")
EDGE: Final = convert(_BODY["edge"], Line)
"""The left half of the body, from the top of the head round arm and leg to the crotch."""
SIGNS: Final = convert(_BODY["signs"], Mapping[View, tuple[Line, ...]])
"""Lines that distinguish front and back."""
PATCHES: Final[Mapping[str, Patch]] = {muscle: Patch(**row["on_figure"]) for muscle, row in _TABLE.items()}
"""The mark of each muscle on a figure."""
AREAS: Final[Mapping[View, Mapping[str, Line]]] = {
    "front": {muscle: convert(row["front"], Line) for muscle, row in _TABLE.items() if "front" in row},
    "back": {muscle: convert(row["back"], Line) for muscle, row in _TABLE.items() if "back" in row},
}
"""The area of each muscle in the views in which it can be seen."""
