"""A scene draws what it is asked for: mirrored, marked, in its frame, and the same every time."""

import pytest
from drawn import figures
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from stretchplayer.figures.dots import Dots
from stretchplayer.figures.frame_timing import Shown
from stretchplayer.figures.scene import FRAMES, Scene
from stretchplayer.figures.space import Shape
from stretchplayer.model.figure import Figure, Limb, Pose, Prop, PropKind, Zoom
from stretchplayer.model.muscles import MID, MUSCLES, MuscleSide

LEG_UP = Figure(start=Pose(), end=Pose(left_leg=Limb(lift=80, bend=30)), view="front")
few = examples(30)


def letters(dots: Dots) -> list[str]:
    return ["".join(run.text for run in runs) for runs in dots.lines()]


def count(dots: Dots, tone: str) -> int:
    return sum(bits.bit_count() for bits in dots.tones().get(tone, []))


def turned_round(dots: Dots) -> list[int]:
    """All dots, right for left."""
    whole = [0] * dots.height
    for rows in dots.tones().values():
        for y, bits in enumerate(rows):
            whole[y] |= int(f"{bits:0{dots.width}b}"[::-1], 2)
    return whole


def plain(dots: Dots) -> list[int]:
    whole = [0] * dots.height
    for rows in dots.tones().values():
        for y, bits in enumerate(rows):
            whole[y] |= bits
    return whole


@given(figures, st.integers(20, 60), st.integers(10, 30))
@few
def test_anything_can_be_drawn_in_any_room(figure: Figure, columns: int, rows: int) -> None:
    scene = Scene(figure)
    for frame in (0, scene.last // 2, scene.turn):
        lines = letters(scene.dots(frame, columns, rows))
        assert len(lines) == rows
        assert all(len(line) == columns for line in lines)


@given(figures)
@few
def test_the_other_side_is_the_mirror_image(figure: Figure) -> None:
    left, right = Scene(figure), Scene(figure, mirrored=True)
    for frame in (0, left.last):
        one, other = left.shapes(frame), right.shapes(frame)
        assert len(one) == len(other)
        # Which of two at the same depth comes first may differ, and which of three corners in a line; not the picture.
        for there, here in zip(*(sorted(map(measured, shapes)) for shapes in (one, other)), strict=True):
            assert there == pytest.approx(here, abs=2e-5)  # both are rounded to five digits
        right_edges = sorted(max(x for x, _ in shape.outline) for shape in one)
        assert right_edges == pytest.approx(sorted(-min(x for x, _ in shape.outline) for shape in other), abs=1e-6)


def measured(shape: Shape) -> tuple[float, float, float]:
    """How high a shape is, how low, and its area; rounded, so that the order of equals is no matter of chance."""
    corners = shape.outline
    doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True))
    highs = [y for _, y in corners]
    return round(min(highs), 5), round(max(highs), 5), round(abs(doubled) / 2, 5)


def test_mirrored_dots_are_nearly_the_same_dots() -> None:
    one, other = (Scene(LEG_UP, mirrored=mirrored).dots(FRAMES, 40, 24) for mirrored in (False, True))
    differing = sum((a ^ b).bit_count() for a, b in zip(turned_round(one), plain(other), strict=True))
    assert differing <= 0.1 * sum(bits.bit_count() for bits in plain(one))


@pytest.mark.parametrize("muscle", MUSCLES)
def test_every_muscle_can_be_marked_on_its_side_alone(muscle: str) -> None:
    sides: tuple[MuscleSide, ...] = ((muscle, "mid"),) if muscle in MID else ((muscle, "left"), (muscle, "right"))
    pictures = []
    for marked in ((), *((side,) for side in sides)):
        views = [
            Scene(Figure(start=Pose(), end=Pose(), view=view), marked).dots(0, 40, 30) for view in ("front", "back")
        ]
        pictures.append(tuple(tuple(letters(dots)) for dots in views))
        assert bool(sum(count(dots, "target") for dots in views)) == bool(marked)
    assert len(set(pictures)) == len(pictures)


def test_a_mark_is_striped_and_kept_apart_from_the_body() -> None:
    """Without colour it can be told by shape alone."""
    marked = Scene(LEG_UP, (("quadriceps", "right"),)).dots(0, 60, 40)
    target = marked.tones()["target"]
    rows = [y for y, bits in enumerate(target) if bits]
    assert any(not target[y] for y in range(rows[0], rows[-1])), "no stripes"
    body = marked.tones()["near"]
    assert not any((bits << 1 | bits >> 1) & body[y] for y, bits in enumerate(target) if bits), "no gap"


def test_a_limb_behind_the_body_is_sparse() -> None:
    side = Scene(Figure(start=Pose(), end=Pose(right_leg=Limb(lift=60)), view="side")).dots(FRAMES, 40, 30)
    assert count(side, "far") > 20
    front = Scene(Figure(start=Pose(), end=Pose(right_leg=Limb(lift=60)), view="front")).dots(FRAMES, 40, 30)
    assert not count(front, "far")


def test_things_are_drawn() -> None:
    bare = Scene(Figure(start=Pose(), end=Pose(), base="chair")).dots(0, 40, 30)
    chair = Scene(Figure(start=Pose(), end=Pose(), base="chair", props=(Prop(kind="chair"),))).dots(0, 40, 30)
    assert count(chair, "prop") > count(bare, "prop") + 30


@pytest.mark.parametrize(
    "kind", ["wall", "door", "chair", "table", "bed", "mat", "roller", "ball", "pack", "cushion", "strap", "step"]
)
def test_every_thing_is_seen(kind: PropKind) -> None:
    prop = Prop(kind=kind, at=(0.75, 0.3))
    figure = Figure(start=Pose(), end=Pose(), props=(prop,), base="floor", view="corner")
    assert count(Scene(figure).dots(0, 50, 30), "prop") > count(
        Scene(Figure(start=Pose(), end=Pose(), base="floor", view="corner")).dots(0, 50, 30), "prop"
    )


def test_a_zoom_is_nearer() -> None:
    def across(zoom: Zoom) -> float:
        box = Scene(Figure(start=Pose(), end=Pose(), zoom=zoom)).box
        return box.bottom - box.top

    assert across("mouth") < across("face") < across("head") < across("upper") < across("body")
    assert across("toes") < across("foot") < across("feet") + 0.1 < across("legs") < across("body")


def test_nothing_is_far_from_above_and_a_chin_goes_with_its_jaw() -> None:
    above = Figure(start=Pose(), end=Pose(lean=30), base="floor", view="above")
    assert not count(Scene(above).dots(0, 50, 30), "far")
    aside = Scene(Figure(start=Pose(), end=Pose(jaw=1, jaw_side=0.03), view="front", arrow="chin"))
    (before, *_, after) = aside.ways(["chin"])["chin"]
    assert after[0] > before[0] + 0.03
    assert after[1] > before[1] + 0.03


def test_a_face_is_drawn_where_there_is_room_for_it() -> None:
    open_eyes, closed = (
        Scene(Figure(start=Pose(eyes=eyes), end=Pose(), view="front", zoom="head")).dots(0, 40, 24) for eyes in (0, 1)
    )
    assert letters(open_eyes) != letters(closed)


@given(st.floats(0, 1), st.floats(0, 0.999))
def test_a_place_on_the_way_is_a_frame(share: float, part: float) -> None:
    there_and_back = Scene(LEG_UP)
    assert 0 <= there_and_back.frame(Shown(share, moving=True, round=part)) <= there_and_back.last
    going_round = Scene(Figure(start=Pose(), through=(Pose(lean=5),), end=Pose(lean=10), round=True))
    assert 0 <= going_round.frame(Shown(share, moving=True, round=part)) < going_round.turn
    assert going_round.frame(None) == there_and_back.frame(None) == 0


def test_a_figure_that_goes_round_comes_home() -> None:
    figure = Figure(start=Pose(), through=(Pose(sway=20),), end=Pose(sway=-20), round=True, view="front")
    scene = Scene(figure)
    assert scene.turn == scene.last + FRAMES
    assert letters(scene.dots(scene.turn, 40, 24)) == letters(scene.dots(0, 40, 24))


def test_a_frame_is_drawn_once() -> None:
    scene = Scene(LEG_UP)
    assert scene.dots(3, 30, 20) is scene.dots(3, 30, 20)
