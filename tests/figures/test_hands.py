"""Hands are drawn as they are: thumb, palm and the muscles of the forearm turn together."""

from typing import Final

import pytest

from stretchplayer.figures.bones import SIGN, Side, Skeleton
from stretchplayer.figures.flesh import flesh, targets
from stretchplayer.figures.skeleton import skeleton
from stretchplayer.figures.space import Hull, minus, size
from stretchplayer.model.figure import Limb, Pose

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
