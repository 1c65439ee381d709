"""A skeleton keeps its bones whole, reaches what it can reach, and moves without jumps."""

from itertools import pairwise

import pytest
from drawn import SIDES, any_poses, figures, turned_limbs
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from stretchplayer.figures import proportions
from stretchplayer.figures.bones import Skeleton
from stretchplayer.figures.skeleton import BASES, known_marks, poses, skeleton
from stretchplayer.figures.space import minus, size
from stretchplayer.model.figure import Base, Direction, Figure, Limb, Pose

LENGTHS = {
    "thigh": proportions.THIGH,
    "shank": proportions.SHANK,
    "upper_arm": proportions.UPPER_ARM,
    "forearm": proportions.FOREARM,
    "hand": proportions.HAND,
    "toes": proportions.TOES,
}
JOINED = (("thigh", "shank"), ("upper_arm", "forearm"), ("forearm", "hand"), ("foot", "toes"))
TRUNK = (("pelvis", "belly"), ("belly", "chest"), ("chest", "neck"))
few = examples(60)


def full(pose: Pose, base: Base = "standing") -> Pose:
    return poses(Figure(start=pose, end=Pose(), base=base))[0]


def still(pose: Pose) -> Skeleton:
    return skeleton(pose, pose, 0.0)


def apart(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return size(minus(one, other))


def hold_together(bones: Skeleton) -> None:
    for side in SIDES:
        for name, length in LENGTHS.items():
            part = bones.parts[f"{side}_{name}"]
            assert apart(part.start, part.end) == pytest.approx(length, abs=1e-3), name
        for upper, lower in JOINED:
            gap = apart(bones.parts[f"{side}_{upper}"].end, bones.parts[f"{side}_{lower}"].start)
            assert gap == pytest.approx(0, abs=1e-3), (upper, lower)
        assert apart(bones.parts[f"{side}_thigh"].start, bones.marks["hips"]) == pytest.approx(proportions.HIP)
    for low, high in TRUNK:
        assert bones.parts[low].end == bones.parts[high].start


@given(figures, st.floats(0, 1))
@few
def test_limbs_stay_joined_and_as_long_as_they_are(figure: Figure, share: float) -> None:
    way = poses(figure)
    for one, other in pairwise(way):
        hold_together(skeleton(one, other, share))


@given(any_poses())
@few
def test_both_ends_of_a_way_are_the_poses_themselves(pose: Pose) -> None:
    one, other = full(Pose()), full(pose)
    for share, end in ((0.0, one), (1.0, other)):
        on_the_way, alone = skeleton(one, other, share), skeleton(end, end, 0.0)
        for name, mark in alone.marks.items():
            assert on_the_way.marks[name] == pytest.approx(mark, abs=2e-3), name


@given(st.lists(turned_limbs, min_size=4, max_size=4), st.floats(-60, 60))
@few
def test_limbs_by_angles_never_jump(limbs: list[Limb], lean: float) -> None:
    end = Pose(left_arm=limbs[0], right_arm=limbs[1], left_leg=limbs[2], right_leg=limbs[3], lean=lean)
    steps = [skeleton(full(Pose()), full(end), step / 24) for step in range(25)]
    for name in ("left-knee", "right-elbow", "crown", "left-hand", "right-tip"):
        ways = [apart(a.marks[name], b.marks[name]) for a, b in pairwise(steps)]
        assert max(ways) < 0.25, name


@given(st.floats(0.1, 0.5), st.floats(0.9, 1.6), st.floats(-0.1, 0.45))
@few
def test_a_hand_is_where_it_was_put(forward: float, up: float, left: float) -> None:
    spot = (forward, up, left)
    bones = still(full(Pose(left_arm=Limb(at=spot))))
    if not bones.missed:
        assert bones.marks["left-hand"] == pytest.approx(spot, abs=5e-3)
    else:
        assert apart(bones.marks["left-hand"], spot) == pytest.approx(bones.missed[0].short, abs=5e-3)


@pytest.mark.parametrize("points", ["up", "forward", "down"])
def test_a_hand_with_fingers_pointing_somewhere_is_there_too(points: Direction) -> None:
    limb = Limb(at=(0.4, 1.3, 0.2), points=points)
    bones = still(full(Pose(left_arm=limb)))
    assert not bones.missed
    assert bones.marks["left-hand"] == pytest.approx((0.4, 1.3, 0.2), abs=2e-3)


@given(st.floats(-0.3, 0.4), st.floats(0, 0.4))
@few
def test_a_foot_on_its_place_stands_flat(forward: float, up: float) -> None:
    bones = still(full(Pose(hips=(0, 0.75), left_leg=Limb(at=(forward, up, 0.1)))))
    if not bones.missed:
        assert bones.marks["left-heel"][1] == pytest.approx(up, abs=2e-3)
        assert bones.marks["left-ball"][1] == pytest.approx(up, abs=2e-3)


def test_what_holds_a_mark_goes_where_that_goes() -> None:
    one, other = poses(
        Figure(start=Pose(left_arm=Limb(at="knee")), end=Pose(left_leg=Limb(lift=70, bend=90)), base="chair")
    )
    for share in (0.0, 0.3, 1.0):
        bones = skeleton(one, other, share)
        if not bones.missed:
            assert bones.marks["left-hand"] == pytest.approx(bones.marks["left-knee"], abs=5e-3)


@pytest.mark.parametrize("base", BASES)
def test_every_base_rests_on_the_floor(base: Base) -> None:
    bones = still(full(Pose(), base))
    assert not bones.missed
    lowest = min(mark[1] for mark in bones.marks.values())
    assert -0.03 <= lowest <= (0.12 if base.startswith("lying") else 0.06)


def test_a_body_without_hips_of_its_own_stands_on_the_floor() -> None:
    for limb in (Limb(lift=40, bend=60), Limb(lift=90, bend=90)):
        pose = full(Pose(legs=limb))
        bones = skeleton(pose, pose, 0.0)
        marks = [f"{side}-{name}" for side in SIDES for name in ("heel", "ball", "tip")] + ["left-kneecap", "seat"]
        assert min(bones.marks[name][1] for name in marks) == pytest.approx(0, abs=1e-6)


@given(turned := st.builds(Limb, lift=st.floats(0, 120), out=st.floats(0, 60), bend=st.floats(0, 100)))
@few
def test_both_limbs_are_mirror_images(limb: Limb) -> None:
    for key in ("arms", "legs"):
        bones = still(full(Pose(arms=limb) if key == "arms" else Pose(legs=limb)))
        for name, mark in bones.marks.items():
            if name.startswith("left-"):
                forward, up, left = bones.marks[f"right-{name.removeprefix('left-')}"]
                assert mark == pytest.approx((forward, up, -left), abs=1e-6), name


def test_both_limbs_at_places_are_mirror_images() -> None:
    pose = full(Pose(arms=Limb(at=(0.4, 1.2, 0.2), points="in"), legs=Limb(at=(0.1, 0, 0.2))))
    bones = skeleton(pose, pose, 0.0)
    for name in ("hand", "elbow", "fingers", "knee", "tip"):
        forward, up, left = bones.marks[f"right-{name}"]
        assert bones.marks[f"left-{name}"] == pytest.approx((forward, up, -left), abs=1e-6)


def test_an_end_says_only_what_changes() -> None:
    start = Pose(lean=10, left_arm=Limb(lift=30, bend=20), legs=Limb(at=(0, 0, 0.2), points="forward"))
    figure = Figure(start=start, end=Pose(left_arm=Limb(bend=90)))
    end = poses(figure)[-1]
    assert end.lean == 10
    assert end.left_arm is not None
    assert end.right_leg is not None
    assert (end.left_arm.lift, end.left_arm.bend) == (30, 90)
    assert end.right_leg.at == (0, 0, -0.2)


def test_angles_take_back_a_spot_and_a_spot_takes_back_what_moved_it() -> None:
    start = Pose(left_arm=Limb(at="knee", by=(0, 0.1), points="up", aim="down"))
    angled, placed = poses(
        Figure(start=start, through=(Pose(left_arm=Limb(lift=90)),), end=Pose(left_arm=Limb(at="hip")))
    )[1:]
    assert angled.left_arm is not None
    assert placed.left_arm is not None
    assert (angled.left_arm.at, angled.left_arm.by, angled.left_arm.points) == (None, None, None)
    assert (placed.left_arm.at, placed.left_arm.by) == ("hip", None)


def test_marks_have_names_for_one_side_and_the_other() -> None:
    assert {"chin", "left-knee", "right-knee", "knee", "other-knee"} <= known_marks()
    assert "left-chin" not in known_marks()
