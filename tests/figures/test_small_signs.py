"""Signs in few cells: heads that point, pushes that do not merge, rings that are rings, and a ghost that is seen."""

from itertools import combinations
from math import cos, pi, sin

import pytest

from stretchplayer.catalog import figures
from stretchplayer.cli.rendering import of_catalogue
from stretchplayer.figures.blocks import raster_for
from stretchplayer.figures.colours import DARK, RGB
from stretchplayer.figures.free_room import picture_of
from stretchplayer.figures.raster import Raster
from stretchplayer.figures.scene import Scene
from stretchplayer.figures.signs import Sign
from stretchplayer.figures.small_signs import small_sign
from stretchplayer.figures.space import Placed

CELLS = (24, 14)
SIZES = (CELLS, (48, 25))
Squares = set[tuple[int, int]]


def squares(area: int, raster: Raster) -> Squares:
    """The quadrants of an area, by column and row."""
    wide, high = raster.grain
    return {
        (across // wide, down // high)
        for down, row in enumerate(raster.rows(area))
        for across in range(raster.width)
        if row >> across & 1
    }


def drawn(shown: Scene, cells: tuple[int, int]) -> list[tuple[Sign, Squares]]:
    raster = raster_for(*cells)
    place = shown.placed_in(raster)
    signs = shown.signs_in(picture_of(raster))
    return [(sign, squares(small_sign(sign, place, raster), raster)) for sign in signs]


def apart(one: Squares, other: Squares) -> float:
    """Samples between two areas: across, or down where that is farther."""
    return min(max(2 * (abs(a - c) - 1), 4 * (abs(b - d) - 1)) for a, b in one for c, d in other)


@pytest.mark.parametrize("size", [100.0, 190.0])
@pytest.mark.parametrize("turn", range(8))
def test_a_head_narrows_to_its_tip_and_has_a_shaft_behind_it(turn: int, size: float) -> None:
    raster = raster_for(*CELLS)
    x, y = cos(turn * pi / 4), sin(turn * pi / 4)
    way = ((48 - 20 * x, 56 - 20 * y), (48 + 20 * x, 56 + 20 * y))
    found = squares(small_sign(Sign(way, size, sample=1.0), Placed(1.0, 0.0, 0.0), raster), raster)
    # Along the arrow, and how wide it is there; a square is twice as high as it is wide.
    widths: dict[int, set[int]] = {}
    for column, row in found:
        along, aside = column * x + 2 * row * y, 2 * row * x - column * y
        widths.setdefault(round(along / 2), set()).add(round(aside))
    wide = [max(each) - min(each) for _, each in sorted(widths.items())]
    widest = max(wide)
    at = len(wide) - 1 - wide[::-1].index(widest)
    assert widest >= 5
    assert wide[at:] == sorted(wide[at:], reverse=True)
    assert wide[-1] <= widest / 2
    assert at >= 4
    assert sum(each <= 3 for each in wide[:at]) >= 4, "a shaft is seen behind it"


@pytest.mark.parametrize("cells", SIZES)
@pytest.mark.parametrize("name", [name for name, figure in figures().items() if figure.push])
def test_arrows_that_meet_leave_two_cells_between_them(name: str, cells: tuple[int, int]) -> None:
    (_, one), (_, other) = drawn(of_catalogue(name).scene(), cells)[-2:]
    assert apart(one, other) >= 8


@pytest.mark.parametrize("name", ["arm-circle", "hip-circle", "cheek-rub", "wrist-circle"])
def test_a_ring_goes_most_of_the_way_round_and_has_one_upright_head(name: str) -> None:
    for sign, found in drawn(of_catalogue(name).scene(), CELLS):
        columns, rows = [x for x, _ in found], [y for _, y in found]
        assert max(columns) - min(columns) >= 12
        assert max(rows) - min(rows) >= 4
        tip, neck = sign.way[-1], sign.way[-2]
        assert tip[0] == neck[0]
        middle = (min(columns) + max(columns)) / 2, (min(rows) + max(rows)) / 2
        quarters = {(x > middle[0], y > middle[1]) for x, y in found}
        assert len(quarters) == 4


@pytest.mark.parametrize("cells", SIZES)
def test_signs_are_whole_and_do_not_touch(cells: tuple[int, int]) -> None:
    names = ("lips-breathing", "even-breathing", "arm-raise", "leg-glide", "knees-apart", "shoulder-lift", "foot-tilt")
    for name in names:
        found = drawn(of_catalogue(name).scene(), cells)
        assert len(found) > 1
        for (sign, one), (_, other) in combinations(found, 2):
            assert apart(one, other) > 0, name
            if sign.heads == 2:
                assert len(one) > 36, name
        for _, each in found:
            assert min(x for x, _ in each) >= 0
            assert max(x for x, _ in each) < 2 * cells[0]


def luminance(colour: RGB) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_ghost_is_seen_and_is_not_a_far_limb() -> None:
    for shade in ("faint", "ghost"):
        assert 2.0 < contrast(DARK.shades[shade], DARK.ground) < 2.6
        assert contrast(DARK.shades["far"], DARK.shades[shade]) > 2.0
    assert contrast(DARK.shades["trunk"], DARK.shades["far"]) > 1.4


@pytest.mark.parametrize("cells", SIZES)
def test_a_ring_around_a_wrist_that_turns_is_a_hoop_across_the_forearm(cells: tuple[int, int]) -> None:
    shown = of_catalogue("palm-turn").scene()
    ((hoop, _),) = drawn(shown, cells)
    (wrist,) = shown.ways(["wrist"]).values()
    across, down = ([point[axis] for point in hoop.way] for axis in (0, 1))
    assert min(across) < wrist[0][0] < max(across)
    assert min(down) < wrist[0][1] < max(down)
    assert max(down) - min(down) > 1.2 * (max(across) - min(across))


@pytest.mark.parametrize("cells", SIZES)
def test_a_head_that_turns_both_ways_has_a_ring_above_it_with_two_heads(cells: tuple[int, int]) -> None:
    shown = of_catalogue("head-turn").scene()
    ((ring, _),) = drawn(shown, cells)
    crown = shown.flat(shown.bones(shown.last).marks["crown"])
    assert ring.heads == 2
    assert max(down for _, down in ring.way) < crown[1]
    assert ring.way[0][1] == pytest.approx(ring.way[-1][1])
    assert ring.way[0][0] - crown[0] == pytest.approx(crown[0] - ring.way[-1][0])
    ((one, _),) = drawn(of_catalogue("look-over-shoulder").scene(), cells)
    assert one.heads == 1


@pytest.mark.parametrize("cells", SIZES)
def test_the_one_arrow_of_both_hands_is_between_the_elbows(cells: tuple[int, int]) -> None:
    shown = of_catalogue("backs-together").scene()
    ((arrow, _),) = drawn(shown, cells)
    marks = shown.bones(shown.last).marks
    left, right = (shown.flat(marks[f"{side}-elbow"])[0] for side in ("left", "right"))
    assert all(right < x < left for x, _ in arrow.way)
