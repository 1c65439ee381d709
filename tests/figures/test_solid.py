"""A solid figure: what covers what, its ghost and its arrows; and the cells that it becomes."""

from math import hypot
from typing import Any

import pytest
from msgspec import convert

from stretchplayer.catalog import figures, moves
from stretchplayer.figures.arrows import arrows_of, pushes_of
from stretchplayer.figures.blocks import GLYPHS, lines, moving_lines, raster_for, still_lines
from stretchplayer.figures.colours import DARK, NOTHING, SIXTEEN, palette
from stretchplayer.figures.dots import CONSOLE, Dots
from stretchplayer.figures.export import FORMS, picture
from stretchplayer.figures.raster import Raster, cells
from stretchplayer.figures.scene import Scene, at_work
from stretchplayer.figures.shading import shaded, still_of
from stretchplayer.figures.ways_to_draw import way_to_draw
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import expand
from stretchplayer.routine.reader import read

SIZE = (48, 24)
PUSHES = ("butterfly-push", "calf-push", "chest-push", "hamstring-push", "hip-flexor-push", "quad-push")


def scene(name: str, side: str | None = "left") -> Scene:
    target = moves()[name].step.get("target", ())
    return at_work(figures()[name], expand((target,) if isinstance(target, str) else tuple(target)), side)


def own(**keys: Any) -> Scene:
    arm = {"arms": {"out": 90}}
    return Scene(convert({"start": {"hips": [0, 0.895]}, "end": arm, "view": "front", **keys}, Figure))


def test_an_area_is_what_the_dots_inside_an_outline_are() -> None:
    raster, dots = Raster(40, 40), Dots(20, 10)
    for outline in (
        ((3.2, 2.1), (30.7, 11.4), (12.5, 37.0)),
        ((-9.0, 5.0), (60.0, 5.2), (60.0, 5.4)),
        ((1, 50), (2, 60), (3, 50)),
    ):
        rows = raster.rows(raster.area(outline))
        assert {y: bits for y, bits in enumerate(rows) if bits} == dots.mask(outline)


def test_what_grows_does_not_run_over_an_edge() -> None:
    raster = Raster(8, 4)
    assert raster.rows(raster.grown(1, 1)) == [0b11, 0b1, 0, 0]
    assert raster.rows(raster.grown(1 << 7, 1)) == [0b11000000, 0b10000000, 0, 0]
    assert raster.inner(raster.whole, 3) == raster.whole


def test_samples_are_counted_quadrant_by_quadrant() -> None:
    raster = Raster(8, 8)
    area = raster.area(((0, 0), (2, 0), (2, 4), (0, 4))) | raster.area(((6, 4), (8, 4), (8, 6), (6, 6)))
    ((left, right),) = cells({"near": area}, 2, 1)
    assert (left, right) == (("8", "0", "0", "0"), ("0", "0", "0", "4"))


@pytest.mark.parametrize("name", ["calf-wall", "figure-four-lying", "knee-rolls", "ear-to-shoulder"])
def test_nothing_is_painted_twice_and_what_is_near_has_a_contour(name: str) -> None:
    shown, raster = scene(name), raster_for(*SIZE)
    areas = shaded(shown, shown.last, raster, still_of(shown))
    assert sum(area.bit_count() for area in areas.values()) == (together := _any(areas)).bit_count()
    assert together < 1 << raster.width * raster.height
    assert {"near", "trunk", "contour", "ghost"} <= areas.keys()
    assert {"target", "hidden"} & areas.keys()
    moving = shaded(shown, shown.last, raster)
    assert not {"ghost", "arrow"} & moving.keys()
    assert areas["target" if "target" in areas else "hidden"].bit_count() > 20


def _any(areas: dict[Any, int]) -> int:
    found = 0
    for area in areas.values():
        found |= area
    return found


def test_a_limb_before_the_trunk_is_told_from_it() -> None:
    """Somewhere in each row that both are in, contour lies between them."""
    shown, raster = scene("calf-wall"), raster_for(*SIZE)
    areas = shaded(shown, shown.last, raster)
    assert not raster.grown(areas["near"], 1) & areas["trunk"] & ~raster.grown(areas["contour"], 1)


def test_arrows_are_those_that_were_set_and_otherwise_one_for_what_moves_farthest() -> None:
    shown = own(arrow=["left-fingers", "right-fingers"])
    ways = shown.ways(("left-fingers", "right-fingers"))
    assert [arrow.way for arrow in arrows_of(shown)] == list(ways.values())
    assert [arrow.way for arrow in arrows_of(own(arrow="fingers"))] == [ways["left-fingers"]]
    assert len(arrows_of(own())) == 1
    assert arrows_of(own(arrow="hips")) == (), "what does not move has none"


def test_the_way_of_an_arrow_leaves_out_the_other_side_and_goes_round_with_a_circle() -> None:
    there, back = {"arms": {"lift": 90, "bend": 0}}, {"arms": {"lift": 0, "bend": 8}}
    aside = own(through=[{"right_arm": {"out": 60}, "left_arm": {"out": 20}}, {"arms": {"out": 8}}], arrow="fingers")
    (arrow,) = arrows_of(aside)
    assert arrow.way == aside.ways(["left-fingers"])["left-fingers"][-len(arrow.way) :]
    assert len(arrow.way) == aside.last // 3 + 1

    to_and_fro = own(end=there, through=[back], round=True, view="side", arrow="fingers")
    assert len(to_and_fro.ways(["left-fingers"])["left-fingers"]) == to_and_fro.last + 1
    square = [(0.3, 1.0), (0.3, 1.2), (0.5, 1.2), (0.5, 1.0)]
    start, *through, end = ({"arms": {"at": [*place, 0.2]}} for place in square)
    circle = own(start=start, through=through, end=end, round=True, view="side", arrow="hand")
    ((*_, last),) = (arrow.way for arrow in arrows_of(circle))
    assert circle.last < len(circle.ways(["hand"])["hand"]) - 1 < circle.turn
    assert last[1] > circle.ways(["hand"])["hand"][circle.last][1] - 0.01


def test_arrows_that_were_set_lie_in_the_picture() -> None:
    for name in ("calf-push", "side-bend", "toe-spread"):
        shown = scene(name, None)
        box = shown.box
        for arrow in arrows_of(shown):
            assert all(box.left < x < box.right and box.top < y < box.bottom for x, y in arrow.way), name
    reaching = own(zoom="head", arrow="fingers")
    assert reaching.box.bottom > reaching.body_box.bottom + 0.3
    assert own(zoom="head").box == own(zoom="head").body_box


@pytest.mark.parametrize("name", PUSHES)
def test_a_push_is_two_arrows_that_meet(name: str) -> None:
    shown = scene(name)
    for frame in (0, shown.last):
        one, other = pushes_of(shown, frame)
        apart = hypot(one.way[1][0] - other.way[1][0], one.way[1][1] - other.way[1][1])
        assert apart < 0.05 * one.size
        assert hypot(one.way[0][0] - other.way[0][0], one.way[0][1] - other.way[0][1]) > 0.3 * one.size
    assert [len(arrow.way) for arrow in arrows_of(shown)] == [2, 2]
    assert name in {key for key, move in moves().items() if move.step["kind"] == "contract-relax"}


@pytest.mark.parametrize("halves", [False, True])
def test_cells_are_as_many_as_there_is_room_and_of_letters_that_there_are(*, halves: bool) -> None:
    shown = scene("calf-wall")
    drawn = [*still_lines(shown, *SIZE, halves=halves), *moving_lines(shown, 3, *SIZE, halves=halves)]
    assert len(drawn) == 2 * SIZE[1]
    for line in drawn:
        text = "".join(each.text for each in line)
        assert len(text) == SIZE[0]
        assert set(text) <= set(" ▀▌▐▄█" if halves else GLYPHS)
        assert text.translate(CONSOLE) == text or not halves


def test_a_cell_has_the_two_colours_that_cover_most_of_it() -> None:
    raster = raster_for(2, 1)
    upper = raster.area(((0, 0), (4, 0), (4, 4), (0, 4)))
    ((first, second),) = lines({"near": upper, "prop": upper << 4 * raster.width}, 2, 1)
    assert {first.front.first, first.back.first} == {"near", "prop"}
    assert first.text in "▀▄"
    assert (second.text, second.front, second.back) == (" ", NOTHING, NOTHING)


def test_colours_are_told_apart_on_any_ground() -> None:
    for shades in (DARK, palette((246, 244, 239), dark=False), palette((0, 0, 0), dark=True)):
        ground, near = (sum(shades.one(shade)) for shade in (None, "near"))
        assert abs(ground - near) > 90
        assert len({shades.one(shade) for shade in ("near", "trunk", "far", "ghost", "target", "prop", "arrow")}) == 7
    mix = next(each.front for line in still_lines(scene("calf-wall"), *SIZE) for each in line if each.front.quarters)
    assert SIXTEEN.of(mix) in {SIXTEEN.one(mix.first), SIXTEEN.one(mix.second)}


@pytest.mark.parametrize(
    ("environment", "chosen", "way"),
    [
        ({"TERM": "xterm-256color"}, {}, "blocks"),
        ({"TERM": "linux"}, {}, "halves"),
        ({"TERM": "dumb"}, {}, "dots"),
        ({}, {}, "blocks"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, {}, "dots"),
        ({"TERM": "xterm"}, {"colours": False}, "dots"),
        ({"TERM": "xterm"}, {"dots": True}, "dots"),
    ],
)
def test_a_terminal_gets_what_it_can_show(environment: dict[str, str], chosen: dict[str, bool], way: str) -> None:
    assert way_to_draw(environment, **chosen) == way


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_for_other_programs_is_smooth(form: Any) -> None:
    made = picture(scene("bridge"), form)
    assert made.startswith({"png": b"\x89PNG", "gif": b"GIF89a", "svg": b"<svg"}[form])
    if form == "svg":
        assert b'class="ghost"' in made
        assert b'class="arrow"' in made
        assert made.count(b"<path") > 6


FAULTS = {
    'arrow = "hnd"': 'arrow: unknown mark "hnd": did you mean "hand"?',
    'arrow = ["hand", "foot", "knee"]': "arrow: 3 marks, 1 to 2 are allowed",
    "arrow = [1]": 'arrow: not a mark: 1 (write a mark such as "hand", or a list of two)',
    'push = "knee"': "missing key `push_to`: with `push`, a figure needs it as well",
    'push = "knee"\npush_to = "sideways"': 'push_to: not a direction: "sideways"',
}


@pytest.mark.parametrize("keys", FAULTS)
def test_a_wrong_arrow_is_reported_with_what_to_write(keys: str) -> None:
    step = '[[step]]\nkind = "rest"\nduration = 30\n[step.figure]\n'
    found = read(f'format = 1\ntitle = "Own"\n{step}{keys}\nstart = {{}}\nend = {{}}\n'.encode()).problems
    assert [each.message.startswith(FAULTS[keys]) for each in found] == [True], found
