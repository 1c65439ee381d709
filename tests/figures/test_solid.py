"""A solid figure: what covers what, its ghost and its arrows; and the cells that it becomes."""

from itertools import pairwise
from math import hypot
from typing import Any

import pytest
from msgspec import convert, structs

from stretchplayer.catalog import figures, moves
from stretchplayer.figures.arrows import pushes_of
from stretchplayer.figures.blocks import GLYPHS, lines, moving_lines, raster_for, still_lines
from stretchplayer.figures.colours import DARK, NOTHING, SIXTEEN, palette
from stretchplayer.figures.dots import CONSOLE, Dots
from stretchplayer.figures.export import FORMS, picture
from stretchplayer.figures.frame_timing import Shown
from stretchplayer.figures.free_room import FreeRoom, picture_of
from stretchplayer.figures.raster import Raster, cells
from stretchplayer.figures.scene import Scene, at_work
from stretchplayer.figures.shading import shaded, still_of
from stretchplayer.figures.signs import Sign
from stretchplayer.figures.small_signs import small_sign
from stretchplayer.figures.ways_to_draw import way_to_draw
from stretchplayer.model.figure import Figure, Pose
from stretchplayer.model.muscles import expand
from stretchplayer.routine.reader import read

SIZE = (48, 24)
PUSHES = ("butterfly-push", "calf-push", "chest-push", "hamstring-push", "hip-flexor-push", "quad-push")


def scene(name: str, side: str | None = "left", kind: str | None = None) -> Scene:
    target = moves()[name].step.get("target", ())
    return at_work(figures()[name], expand((target,) if isinstance(target, str) else tuple(target)), side, kind)


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
    areas = shaded(shown, shown.last, raster, still_of(shown, raster))
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


def test_the_ghost_is_before_a_wall_behind_the_body_and_behind_any_other_thing() -> None:
    raster = raster_for(*SIZE)
    bare, wall, table = (
        shaded(shown, shown.last, raster, still_of(shown, raster)).get("faint", 0)
        for shown in (
            own(props=props)
            for props in ([], [{"kind": "wall", "at": [-0.3, 0]}], [{"kind": "table", "at": [-0.7, 0.9], "size": 0.4}])
        )
    )
    assert bare.bit_count() > 100
    assert wall == bare
    assert table.bit_count() < bare.bit_count()


def test_a_limb_before_the_trunk_is_told_from_it() -> None:
    """Somewhere in each row that both are in, contour lies between them."""
    shown, raster = scene("calf-wall"), raster_for(*SIZE)
    areas = shaded(shown, shown.last, raster)
    assert not raster.grown(areas["near"], 1) & areas["trunk"] & ~raster.grown(areas["contour"], 1)


def turning(sign: Sign) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise((*sign.way, sign.way[0])))


def length(sign: Sign) -> float:
    (x1, y1), (x2, y2) = sign.way[0], sign.way[-1]
    return hypot(x2 - x1, y2 - y1)


def test_arrows_are_those_that_were_set_and_otherwise_one_for_what_moves_farthest() -> None:
    one, other = own(arrow=["left-fingers", "right-fingers"]).signs
    assert (one.heads, other.heads) == (1, 1)
    (only,) = own(arrow="fingers").signs
    (both,) = own(arrow="fingers", to_and_fro=True).signs
    rubbed = [Scene(own(arrow="fingers", **keys).figure, kind="massage") for keys in ({}, {"to_and_fro": False})]
    assert [sign.heads for each in rubbed for sign in each.signs] == [2, 1]
    assert both.heads == 2
    for sign in (one, other, only, both):
        assert 0.15 * sign.size < length(sign) < 0.4 * sign.size
    assert len(own().signs) == 1
    assert own(arrow="hips").signs == (), "what does not move has none"


@pytest.mark.parametrize("name", ["calf-wall", "reach-up", "shoulder-lift", "calf-rub", "head-nod"])
def test_an_arrow_stands_beside_the_body_and_is_whole(name: str) -> None:
    shown, raster = scene(name, kind=moves()[name].step["kind"]), raster_for(24, 14)
    place = shown.placed_in(raster)
    body = shaded(shown, shown.last, raster)
    covered = _any({shade: area for shade, area in body.items() if shade not in ("floor", "prop", "ground")})
    assert shown.signs
    for sign in shown.signs:
        drawn = small_sign(sign, place, raster)
        assert (drawn & covered).bit_count() < 0.35 * drawn.bit_count()
        assert drawn.bit_count() >= 8 * (4 + 4), "a head alone would be a blob"
        left, top, right, bottom = sign.box()
        assert (left, top) >= (shown.box.left, shown.box.top)
        assert (right, bottom) <= (shown.box.right, shown.box.bottom)


def test_what_goes_round_has_a_ring_that_is_open_and_runs_as_it_does() -> None:
    for name in ("wrist-circle", "hip-circle", "ankle-circle"):
        ring = scene(name).signs[0]
        across, down = [x for x, _ in ring.way], [y for _, y in ring.way]
        assert min(max(across) - min(across), max(down) - min(down)) > 0.12 * ring.size
        assert 0 < length(ring) < max(max(across) - min(across), max(down) - min(down))
        right = scene(name, "right").signs[0]
        assert [round(x, 6) for x, _ in right.way] == [round(-x, 6) for x in across]
    bends = [{"left_arm": {"lift": lift, "out": out}} for lift, out in ((90, 60), (120, 90), (90, 120), (60, 90))]
    poses = convert([{"hips": [0, 0.895], **bend} for bend in bends], tuple[Pose, ...])
    there = Figure(start=poses[0], through=poses[1:3], end=poses[3], view="front", round=True, arrow="fingers")
    back = structs.replace(there, start=poses[3], through=poses[2:0:-1], end=poses[0])
    assert turning(Scene(there).signs[0]) * turning(Scene(back).signs[0]) < 0


def test_packs_are_warm_or_cold_by_the_kind_of_the_step_and_have_a_sign() -> None:
    raster = raster_for(*SIZE)
    for kind, name, signs in (("heat", "heat-belly", 2), ("cold", "cold-thigh", 3)):
        shown = scene(name, kind=kind)
        shade = "warm" if kind == "heat" else "cold"
        assert [sign.shade for sign in shown.signs] == [shade] * signs
        assert shade in shaded(shown, shown.last, raster)
        assert shade in shown.dots(0, *SIZE).tones()
        assert shade not in shaded(scene(name), shown.last, raster), "without a kind, a pack is a thing like others"


def test_breath_and_gaze_are_seen() -> None:
    assert {sign.heads for sign in Scene(own(end={}).figure, kind="breathe").signs} == {1}
    assert own(end={}).signs == ()
    assert [sign.heads for sign in own(air="mouth").signs] == [1, 0]
    assert [sign.heads for sign in own(air="nose", view="side").signs] == [0, 0, 2]
    assert [sign.heads for sign in own(air="nose", zoom="face").signs] == [0, 0]
    ribs = own(air="ribs", view="front").signs
    assert [sign.heads for sign in ribs] == [1, 1, 0, 0]
    assert sorted(sign.way[1][0] > sign.way[0][0] for sign in ribs[:2]) == [False, True]
    assert [sign.heads for sign in own(gaze=True).signs] == [0, 0, 0, 0]


def test_the_breath_of_the_nose_is_not_before_the_mouth() -> None:
    nose, mouth = (own(air=air, view="side", zoom="head").signs for air in ("nose", "mouth"))
    assert all(sign.way[0][1] < mouth[0].way[0][1] - 0.02 for sign in nose)


@pytest.mark.parametrize(("look", "right"), [(55, True), (-55, False)])
def test_a_head_that_turns_has_a_ring_above_it_that_runs_as_the_nose_does(look: int, *, right: bool) -> None:
    shown = own(end={"look": look}, zoom="head", arrow="chin")
    for sign in (*shown.signs, *shown.signs_in(picture_of(raster_for(24, 14)))):
        (crown,) = shown.ways(["crown"]).values()
        assert max(y for _, y in sign.way) < crown[-1][1]
        lowest = max(range(len(sign.way)), key=lambda at: sign.way[at][1])
        ahead, behind = sign.way[min(lowest + 1, len(sign.way) - 1)], sign.way[max(lowest - 1, 0)]
        assert (ahead[0] > behind[0]) == right


def test_the_breath_curls_as_no_line_of_sight_does() -> None:
    for sign in scene("even-breathing", kind="breathe").signs[:2]:
        along = sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(sign.way))
        assert along > 1.5 * length(sign)
    assert {len(sign.way) for sign in own(gaze=True).signs} == {2}


def test_what_begins_full_of_air_fills_with_the_breath_in() -> None:
    for name in ("even-breathing", "lips-breathing"):
        shown = scene(name, kind="breathe")
        frames = [shown.frame(Shown(share, moving=True)) for share in (0.0, 1.0)]
        assert [shown.bones(frame).numbers["breath"] for frame in frames] == [0, 1]


def test_the_way_of_an_arrow_leaves_out_the_other_side() -> None:
    aside = own(through=[{"right_arm": {"out": 60}, "left_arm": {"out": 20}}, {"arms": {"out": 8}}], arrow="fingers")
    straight = own(arrow="fingers")
    assert direction_of(aside.signs[0]) == pytest.approx(direction_of(straight.signs[0]), abs=0.2)


def direction_of(sign: Sign) -> tuple[float, float]:
    (x1, y1), (x2, y2) = sign.way[0], sign.way[-1]
    far = hypot(x2 - x1, y2 - y1)
    return (x2 - x1) / far, (y2 - y1) / far


def test_arrows_that_were_set_lie_in_the_picture() -> None:
    for name in ("calf-push", "side-bend", "toe-spread"):
        shown = scene(name, None)
        box = shown.box
        for arrow in shown.signs:
            assert all(box.left < x < box.right and box.top < y < box.bottom for x, y in arrow.way), name
    reaching = own(zoom="head", arrow="fingers")
    assert reaching.box.right > reaching.body_box.right + 0.3
    assert own(zoom="head").box == own(zoom="head").body_box


@pytest.mark.parametrize("name", PUSHES)
def test_a_push_is_two_arrows_that_meet(name: str) -> None:
    shown = scene(name)
    for frame in (0, shown.last):
        one, other = pushes_of(shown, frame, FreeRoom(shown))
        apart = hypot(one.way[1][0] - other.way[1][0], one.way[1][1] - other.way[1][1])
        assert 0.05 * one.size < apart < 0.2 * one.size
        assert hypot(one.way[0][0] - other.way[0][0], one.way[0][1] - other.way[0][1]) > 0.3 * one.size
    assert [len(sign.way) for sign in shown.signs] == [2, 2]
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
