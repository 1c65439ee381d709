"""Hands are drawn as they are: thumb, palm and the muscles of the forearm turn together."""

from typing import Final

import pytest

from stretchplayer.figures.bones import SIGN, Side, Skeleton
from stretchplayer.figures.flesh import flesh, targets
from stretchplayer.figures.hands import Bent, digits
from stretchplayer.figures.scene import Scene
from stretchplayer.figures.skeleton import skeleton
from stretchplayer.figures.space import Hull, minus, size
from stretchplayer.model.figure import Figure, Limb, Pose, Zoom

BOTH: Final[tuple[Side, Side]] = ("left", "right")
PALM_DOWN: Final = 0.0
THUMB_UP: Final = -90.0
PALM_UP: Final = -175.0
PINCHED: Final = ((0, 0), (1, 0), (0, 1))
"""An open hand, a fist, and the tips of thumb and index finger together: how much of each."""


def forearms_forward(tilt: float, fist: float = 0, pinch: float = 0) -> Skeleton:
    limb = Limb(bend=90, tilt=tilt, fist=fist, pinch=pinch)
    pose = Pose(left_arm=limb, right_arm=limb)
    return skeleton(pose, pose, 0.0)


def hand(bones: Skeleton, side: Side) -> tuple[list[Hull], Hull]:
    """The outer halves of the fingers, apart or as one piece, and the thumb."""
    *hulls, thumb = [hull for hull in flesh(bones) if hull.owner == f"{side}_arm"]
    return hulls[4::2], thumb


@pytest.mark.parametrize("side", BOTH)
@pytest.mark.parametrize(("tilt", "up"), [(PALM_DOWN, -1), (PALM_UP, 1)])
def test_fingers_close_over_the_palm(side: Side, tilt: float, up: int) -> None:
    bones = forearms_forward(tilt, fist=1)
    fingers, _ = hand(bones, side)
    for finger in fingers:
        assert (finger.balls[-1].at[1] - bones.marks[f"{side}-wrist"][1]) * up > 0.02


@pytest.mark.parametrize("side", BOTH)
def test_a_thumb_is_inside_over_a_palm_down_and_outside_over_a_palm_up(side: Side) -> None:
    for tilt, out in ((PALM_DOWN, -1), (PALM_UP, 1)):
        bones = forearms_forward(tilt)
        _, thumb = hand(bones, side)
        assert (thumb.balls[-1].at[2] - bones.marks[f"{side}-wrist"][2]) * SIGN[side] * out > 0.02


@pytest.mark.parametrize("side", BOTH)
def test_a_palm_turns_from_down_to_up_with_the_thumb_on_top(side: Side) -> None:
    bones = forearms_forward(THUMB_UP)
    _, thumb = hand(bones, side)
    assert thumb.balls[-1].at[1] > bones.marks[f"{side}-wrist"][1] + 0.02


@pytest.mark.parametrize("side", BOTH)
@pytest.mark.parametrize(("tilt", "above"), [(PALM_DOWN, "forearm_extensors"), (PALM_UP, "forearm_flexors")])
def test_the_muscles_of_the_palm_lie_on_its_side_of_the_forearm(side: Side, tilt: float, above: str) -> None:
    bones = forearms_forward(tilt)
    heights = {
        muscle: next(targets(bones, [(muscle, side)])).balls[0].at[1]
        for muscle in ("forearm_flexors", "forearm_extensors")
    }
    assert max(heights, key=heights.__getitem__) == above


@pytest.mark.parametrize("side", BOTH)
@pytest.mark.parametrize("tilt", [PALM_DOWN, THUMB_UP, PALM_UP])
def test_thumb_and_index_finger_meet(side: Side, tilt: float) -> None:
    fingers, thumb = hand(forearms_forward(tilt, pinch=1), side)
    apart = sorted(size(minus(finger.balls[-1].at, thumb.balls[-1].at)) for finger in fingers)
    assert apart[0] < 0.001
    assert apart[1] > 0.04
    assert 0.05 < size(minus(thumb.balls[0].at, thumb.balls[-1].at)) < 0.09


@pytest.mark.parametrize("side", BOTH)
@pytest.mark.parametrize(("finger", "number"), [(0, 0), (1 / 3, 1), (2 / 3, 2), (1, 3)])
def test_the_thumb_meets_the_finger_that_is_said(side: Side, finger: float, number: int) -> None:
    limb = Limb(bend=90, pinch=1, finger=finger)
    pose = Pose(left_arm=limb, right_arm=limb)
    found = digits(side, (bones := skeleton(pose, pose, 0.0)).parts[f"{side}_hand"], Bent(0, 0, 1, 0, finger))
    apart = [size(minus(tip, found.thumb[1])) for _, _, tip in found.fingers]
    assert apart[number] < 0.001
    assert min(each for at, each in enumerate(apart) if at != number) > 0.03
    assert bones.numbers[f"{side}_arm.finger"] == finger


@pytest.mark.parametrize(("tilt", "seen"), [(PALM_DOWN, False), (PALM_UP, True)])
def test_a_palm_seen_close_has_lines_and_the_back_of_a_hand_has_none(tilt: float, *, seen: bool) -> None:
    limb = Limb(bend=90, tilt=tilt)
    zooms: tuple[Zoom, Zoom] = ("hand", "hands")
    for zoom in zooms:
        shown = Scene(Figure(start=Pose(arms=limb), end=Pose(), view="above", zoom=zoom))
        lines = [shape for shape in shown.shapes(0) if shape.tone == "crease" and shape.owner == "left_arm"]
        assert bool(lines) == (seen and zoom == "hand")


def test_fingers_that_are_folded_are_told_from_the_hand() -> None:
    folded = []
    for fist, pinch in PINCHED:
        pose = Pose(left_arm=Limb(bend=90, fist=fist, pinch=pinch))
        folded.append(sum(hull.folded for hull in flesh(skeleton(pose, pose, 0.0), close=True, lined=True)))
    assert folded == [0, 5, 2]


def test_what_a_hand_does_in_steps_is_seen_step_by_step() -> None:
    steps = (Pose(arms=Limb(hook=1)), Pose(arms=Limb(fist=0.5)))
    ghosts: dict[Zoom, tuple[int, ...]] = {"fingers": (0, 6, 12), "hands": (0,)}
    for zoom, frames in ghosts.items():
        shown = Scene(Figure(start=Pose(), end=Pose(arms=Limb(fist=1)), through=steps, zoom=zoom))
        assert shown.ghosts == frames


@pytest.mark.parametrize("side", BOTH)
def test_the_tips_of_fingers_and_thumb_are_points_that_go_with_them(side: Side) -> None:
    opened, closed, pinched = (forearms_forward(PALM_DOWN, fist, pinch).marks for fist, pinch in PINCHED)
    middle = f"{side}-fingertips"
    assert size(minus(opened[middle], opened[f"{side}-fingers"])) < 0.02
    assert size(minus(closed[middle], closed[f"{side}-hand"])) < 0.06
    apart = [size(minus(each[f"{side}-thumb"], each[f"{side}-index"])) for each in (opened, pinched)]
    assert apart[1] < 0.01 < apart[0]
    assert size(minus(opened[f"{side}-index"], opened[f"{side}-little"])) > 0.05


@pytest.mark.parametrize("side", BOTH)
def test_the_outer_toes_are_points_that_go_apart_and_curl(side: Side) -> None:
    found = []
    for spread, curl in ((0, 0), (1, 0), (0, 1)):
        limb = Limb(spread=spread, fist=curl)
        pose = Pose(left_leg=limb, right_leg=limb)
        found.append(skeleton(pose, pose, 0.0).marks)
    together, apart, curled = ([each[f"{side}-{toe}-toe"] for toe in ("big", "little")] for each in found)
    assert size(minus(*apart)) > size(minus(*together)) + 0.04
    assert all(low[1] < flat[1] - 0.02 for low, flat in zip(curled, together, strict=True))
    assert (together[1][2] - together[0][2]) * SIGN[side] > 0.03
