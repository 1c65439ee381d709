"""The colours of a figure on a dark or a light ground, and what lies between two of them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple, get_args

Shade = Literal[
    "floor",
    "ground",
    "ghost",
    "ghost-edge",
    "faint",
    "prop",
    "far",
    "trunk",
    "leg",
    "near",
    "hidden",
    "target",
    "face",
    "contour",
    "warm",
    "cold",
    "arrow",
    "body",
    "little",
    "some",
    "nearly",
    "full",
]
"""What an area is: `faint` is a ghost in a small picture, `hidden` a target on the side that is turned away, and
`face` an eye or a mouth.

On the map of the body, muscles lie on the `body`, from those that had a `little` to those that had the `full` amount.
"""
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
    """A colour for the ground and for each shade; `plain` has nothing between two of them."""

    ground: RGB
    shades: Mapping[Shade, RGB]
    plain: bool = False

    def of(self, mix: Mix) -> RGB:
        """The colour of a mixture."""
        share = mix.quarters / _QUARTERS
        return between(
            self.one(mix.first), self.one(mix.second), float(2 * mix.quarters > _QUARTERS) if self.plain else share
        )

    def one(self, shade: Shade | None) -> RGB:
        """The colour of one shade."""
        return self.ground if shade is None else self.shades[shade]


def between(one: RGB, other: RGB, share: float) -> RGB:
    """The colour `share` of the way from one to the other."""
    red, green, blue = (round(a + share * (b - a)) for a, b in zip(one, other, strict=True))
    return red, green, blue


_BLACK: Final[RGB] = (0, 0, 0)
_WHITE: Final[RGB] = (255, 255, 255)
_ON_DARK: Final[Mapping[Shade, RGB]] = {
    "prop": (68, 106, 158),
    "far": (146, 137, 126),
    "trunk": (190, 172, 150),
    "leg": (211, 196, 175),
    "near": (230, 218, 200),
    "hidden": (196, 132, 84),
    "target": (255, 132, 44),
    "face": (24, 28, 30),
    "warm": (216, 40, 44),
    "cold": (186, 232, 255),
    "arrow": (122, 232, 140),
    "body": (92, 102, 108),
    "little": (146, 112, 84),
    "some": (192, 124, 66),
    "nearly": (232, 130, 46),
    "full": (255, 172, 84),
}
_ON_LIGHT: Final[Mapping[Shade, RGB]] = {
    "prop": (74, 118, 172),
    "far": (146, 140, 134),
    "trunk": (180, 150, 120),
    "leg": (200, 173, 143),
    "near": (218, 192, 162),
    "hidden": (196, 128, 76),
    "target": (214, 84, 0),
    "face": (40, 36, 34),
    "contour": (52, 48, 46),
    "warm": (176, 16, 24),
    "cold": (112, 196, 236),
    "arrow": (14, 120, 54),
    "body": (204, 198, 188),
    "little": (222, 180, 140),
    "some": (222, 142, 78),
    "nearly": (204, 92, 14),
    "full": (150, 48, 0),
}
_OFF_GROUND: Final[Mapping[Shade, float]] = {
    "floor": 0.17,
    "ground": 0.1,
    "ghost": 0.22,
    "ghost-edge": 0.38,
    "faint": 0.23,
}
"""How far what lies behind a body is from the ground towards white, or black."""


def palette(ground: RGB, *, dark: bool) -> Palette:
    """The colours on a ground that is `dark` or not."""
    away = _WHITE if dark else _BLACK
    behind = {shade: between(ground, away, share) for shade, share in _OFF_GROUND.items()}
    if dark:
        return Palette(ground, {"contour": between(ground, _BLACK, 0.35), **behind, **_ON_DARK})
    return Palette(ground, {**behind, **_ON_LIGHT})


DARK: Final = palette((17, 24, 28), dark=True)
SIXTEEN: Final = Palette(
    _BLACK,
    {
        **dict.fromkeys(("floor", "ground", "ghost", "ghost-edge", "faint"), (85, 85, 85)),
        **dict.fromkeys(("contour", "face"), _BLACK),
        "prop": (0, 0, 170),
        "far": (170, 170, 170),
        "trunk": (170, 170, 170),
        "leg": _WHITE,
        "near": _WHITE,
        "hidden": (170, 85, 0),
        "target": (170, 85, 0),
        "warm": (170, 0, 0),
        "cold": (85, 255, 255),
        "arrow": (85, 255, 85),
        "body": (85, 85, 85),
        "little": (170, 170, 170),
        "some": (170, 85, 0),
        "nearly": (255, 255, 85),
        "full": _WHITE,
    },
    plain=True,
)
"""For a terminal that has sixteen colours, in the values by which they are found."""
