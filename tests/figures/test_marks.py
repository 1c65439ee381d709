"""What lies on one side of the body is seen from that side: marks, eyes, and packs laid over it."""

from typing import Final

import pytest

from stretchplayer.figures.bones import Side
from stretchplayer.figures.dots import Dots
from stretchplayer.figures.flesh import targets
from stretchplayer.figures.scene import Scene
from stretchplayer.figures.skeleton import skeleton
from stretchplayer.figures.space import Camera, Flat
from stretchplayer.model.figure import Figure, Look, Pose, Prop
from stretchplayer.model.muscles import MuscleSide

BOTH: Final[tuple[Side, Side]] = ("left", "right")


def seen(view: Look, *marked: MuscleSide, pose: Pose | None = None, props: tuple[Prop, ...] = ()) -> Scene:
    pose = pose or Pose()
    return Scene(Figure(start=pose, end=pose, view=view, zoom="head", props=props), marked)


def marks(dots: Dots) -> int:
    return sum(bits.bit_count() for bits in dots.tones().get("target", []))


@pytest.mark.parametrize(
    ("muscle", "near", "away"),
    [("rhomboids", "back", "front"), ("pectorals", "front", "back")],
)
def test_a_mark_on_the_far_side_is_thin(muscle: str, near: Look, away: Look) -> None:
    marked: list[MuscleSide] = [(muscle, side) for side in BOTH]
    full, thin = (marks(seen(view, *marked).dots(0, 40, 24)) for view in (near, away))
    assert 0 < thin < 0.7 * full


@pytest.mark.parametrize("muscle", ["neck_extensors", "thoracic_extensors", "lumbar_extensors"])
def test_what_runs_beside_the_spine_leaves_the_spine_free(muscle: str) -> None:
    left, right = targets(skeleton(Pose(), Pose(), 0.0), [(muscle, "mid")])
    for one, other in zip(left.balls, right.balls, strict=True):
        assert one.at == pytest.approx((*other.at[:2], -other.at[2]))
        assert one.at[2] > one.radius


@pytest.mark.parametrize(("view", "eyes"), [("front", 2), ("corner", 2), ("side", 1), ("back-corner", 0), ("back", 0)])
def test_eyes_are_seen_from_where_they_look(view: Look, eyes: int) -> None:
    assert sum(shape.tone == "eye" for shape in seen(view).shapes(0)) == eyes


@pytest.mark.parametrize(("lean", "eyes"), [(-90, 2), (90, 0)])
def test_whoever_lies_is_seen_to_face_up_or_down(lean: float, eyes: int) -> None:
    lying = Scene(Figure(start=Pose(lean=lean), end=Pose(), view="above"))
    assert sum(shape.tone == "eye" for shape in lying.shapes(0)) == eyes


@pytest.mark.parametrize(
    ("mark", "sides", "places"),
    [
        ("temple", (("jaw", "left"), ("jaw", "right")), ["left-temple", "right-temple"]),
        ("temple", (("jaw", "left"),), ["left-temple"]),
        ("other-temple", (("jaw", "left"),), ["right-temple"]),
        ("left-knee", (("abdominals", "mid"),), ["left-knee"]),
        ("nape", (("abdominals", "mid"),), ["nape"]),
    ],
)
def test_a_mark_of_its_own_takes_the_place_of_the_muscle(
    mark: str, sides: tuple[MuscleSide, ...], places: list[str]
) -> None:
    figure = Figure(start=Pose(), end=Pose(nod=20), marked=mark)
    scene = Scene(figure, sides)
    found = [shape.outline for shape in scene.shapes(0) if shape.tone == "target"]
    middles = [tuple(sum(each) / len(each) for each in zip(*outline, strict=True)) for outline in found]
    camera = Camera(figure.view)
    wanted = [camera.seen(scene.bones(0).marks[place])[:2] for place in places]
    assert sorted(middles) == [pytest.approx(each, abs=0.002) for each in sorted(wanted)]


def test_a_jaw_that_goes_to_the_side_can_be_seen() -> None:
    left, right = (seen("front", ("jaw", "left"), ("jaw", "right"), pose=Pose(jaw_side=way)) for way in (0.03, -0.03))
    differing = sum(
        (one ^ other).bit_count()
        for one, other in zip(left.dots(0, 24, 14).tones()["near"], right.dots(0, 24, 14).tones()["near"], strict=True)
    )
    assert differing > 20


@pytest.mark.parametrize(("jaw", "tongue", "tongues"), [(0.8, 1, 1), (0.8, 0, 0), (0, 1, 0)])
def test_a_tongue_at_the_upper_teeth_is_seen_in_an_open_mouth(jaw: float, tongue: float, tongues: int) -> None:
    shapes = list(seen("front", pose=Pose(jaw=jaw, tongue=tongue)).shapes(0))
    (mouth,) = [shape.outline for shape in shapes if shape.tone == "mouth"]
    found = [shape.outline for shape in shapes if shape.tone == "warm"]
    assert len(found) == tongues
    for outline in found:
        assert min(y for _, y in outline) == pytest.approx(min(y for _, y in mouth), abs=0.002)
        assert max(x for x, _ in outline) - min(x for x, _ in outline) < max(x for x, _ in mouth) - min(
            x for x, _ in mouth
        )


def test_a_pack_reaches_from_one_mark_to_the_other() -> None:
    pack = Prop(kind="pack", at="left-blade", to="right-blade")
    scene = seen("back", props=(pack,))
    (outline,) = [shape.outline for shape in scene.shapes(0) if shape.owner.startswith("pack")]
    across = [x for x, _ in outline]
    blades: list[Flat] = [(mark[2], mark[1]) for mark in (scene.bones(0).marks[f"{side}-blade"] for side in BOTH)]
    assert min(across) < min(-x for x, _ in blades)
    assert max(across) > max(-x for x, _ in blades)


def test_lids_and_chin_sink_with_them() -> None:
    awake, asleep = (skeleton(pose, pose, 0.0).marks for pose in (Pose(), Pose(eyes=1, jaw=1)))
    for mark in ("left-lid", "right-lid", "chin"):
        assert asleep[mark][1] < awake[mark][1] - 0.01
