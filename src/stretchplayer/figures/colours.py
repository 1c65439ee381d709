"""The colours of a figure on a dark or a light ground, and what lies between two of them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple, get_args

Shade = Literal[
    "floor",
    "ground",
    "ghost",
    "ghost-edge",
    "prop",
    "far",
    "trunk",
    "near",
    "hidden",
    "target",
    "face",
    "contour",
    "arrow",
]
"""What an area is: `hidden` is a target on the side that is turned away, `face` an eye or a mouth."""
SHADES: Final[tuple[Shade, ...]] = get_args(Shade)
RGB = tuple[int, int, int]


class Mix(NamedTuple):
    """Two shades, and how many quarters of it the second one is; no shade is the ground."""

    first: Shade | None
    second: Shade | None
    quarters: int


_QUARTERS: Final = 4


@lru_cache(maxsize=1024)
def _mix(first: Shade | None, second: Shade | None, quarters: int) -> Mix:
    return Mix(first, second, quarters)


NOTHING: Final = _mix(None, None, 0)


def mixed(counts: Mapping[Shade | None, float]) -> Mix:
    """The mixture of the two that are most, to a quarter; always the same object for the same mixture."""
    ranked = sorted(counts.items(), key=lambda each: -each[1])
    first, most = ranked[0]
    if len(ranked) == 1:
        return _mix(first, None, 0)
    second, less = ranked[1]
    quarters = round(_QUARTERS * less / (most + less))
    if not quarters:
        return _mix(first, None, 0)
    if 2 * quarters == _QUARTERS and (first or "") > (second or ""):
        # One object for both ways to say half and half.
        first, second = second, first
    return _mix(first, second, quarters)


class Palette(NamedTuple):
    """A colour for the ground and for each shade."""

    ground: RGB
    shades: Mapping[Shade, RGB]

    def of(self, mix: Mix) -> RGB:
        """The colour of a mixture."""
        return _between(self.one(mix.first), self.one(mix.second), mix.quarters / _QUARTERS)

    def one(self, shade: Shade | None) -> RGB:
        """The colour of one shade."""
        return self.ground if shade is None else self.shades[shade]


def _between(one: RGB, other: RGB, share: float) -> RGB:
    red, green, blue = (round(a + share * (b - a)) for a, b in zip(one, other, strict=True))
    return red, green, blue


DARK: Final = Palette(
    (17, 24, 28),
    {
        "floor": (52, 66, 74),
        "ground": (35, 50, 62),
        "ghost": (49, 61, 69),
        "ghost-edge": (86, 104, 113),
        "prop": (68, 106, 158),
        "far": (124, 120, 116),
        "trunk": (197, 181, 161),
        "near": (230, 218, 200),
        "hidden": (196, 132, 84),
        "target": (255, 132, 44),
        "face": (24, 28, 30),
        "contour": (12, 16, 19),
        "arrow": (122, 232, 140),
    },
)
