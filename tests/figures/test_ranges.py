"""Nothing that no body does passes, and nothing that a body does is refused."""

import pytest
from drawn import figures
from hypothesis import given

from examples import examples
from stretchplayer.figures.joint_ranges import impossible
from stretchplayer.figures.skeleton import BASES
from stretchplayer.model.figure import Base, Figure, Limb, Pose


def said(pose: Pose, base: Base = "standing") -> list[str]:
    return [fault.what for fault in impossible(Figure(start=Pose(), end=pose, base=base))]


@pytest.mark.parametrize("base", BASES)
def test_every_base_is_possible(base: Base) -> None:
    assert not said(Pose(), base)


@pytest.mark.parametrize(
    "pose",
    [
        Pose(left_leg=Limb(lift=90, bend=120)),
        Pose(left_leg=Limb(lift=-20, bend=110)),
        Pose(arms=Limb(lift=175)),
        Pose(arms=Limb(out=90, roll=80, bend=90)),
        Pose(curl=60, nod=40),
        Pose(twist=45, look=70),
        Pose(left_arm=Limb(at="right-shoulder")),
        Pose(hips=(0, 0.8), legs=Limb(at=(0.0, 0.0, 0.3))),
    ],
)
def test_what_a_body_does(pose: Pose) -> None:
    assert not said(pose)


@pytest.mark.parametrize(
    ("pose", "word"),
    [
        (Pose(left_leg=Limb(lift=60, bend=-60)), "left knee"),
        (Pose(left_leg=Limb(lift=90, bend=178)), "left knee"),
        (Pose(right_arm=Limb(lift=40, bend=-50)), "right elbow"),
        (Pose(right_arm=Limb(lift=40, bend=175)), "right elbow"),
        (Pose(left_leg=Limb(lift=165)), "left hip"),
        (Pose(left_leg=Limb(lift=-70)), "left hip"),
        (Pose(left_leg=Limb(out=-70)), "left hip"),
        (Pose(right_leg=Limb(roll=150)), "right leg is rolled"),
        (Pose(left_arm=Limb(roll=-160)), "left arm is rolled"),
        (Pose(left_leg=Limb(ankle=95)), "left foot"),
        (Pose(left_arm=Limb(lift=90, points="back")), "left wrist"),
        (Pose(left_arm=Limb(lift=-120)), "left arm is farther behind"),
        (Pose(curl=150), "back is rounded"),
        (Pose(sway=80), "bent to the side"),
        (Pose(twist=-90), "back is turned"),
        (Pose(look=120), "head is turned"),
        (Pose(tilt=70), "head is bent to the side"),
        (Pose(nod=90), "head is bent forward"),
        (Pose(glide=0.3), "slid forward"),
        (Pose(left_shrug=0.3), "left shoulder is lifted"),
        (Pose(jaw_side=0.1), "jaw"),
        (Pose(left_arm=Limb(at=(1.5, 1.0))), "left arm does not get there"),
        (Pose(hips=(0, 0.9), left_leg=Limb(at=(1.0, 0.0))), "left leg does not get there"),
        (Pose(hips=(0, 0.3)), "under the floor"),
    ],
)
def test_what_no_body_does(pose: Pose, word: str) -> None:
    assert any(word in each for each in said(pose)), said(pose)


def test_the_pose_is_named_and_a_joint_only_once() -> None:
    bent = Pose(left_leg=Limb(lift=90, bend=178))
    (fault,) = impossible(Figure(start=Pose(), through=(bent,), end=bent))
    assert fault.pose == 1


def test_a_limb_cannot_hold_what_is_found_after_it() -> None:
    assert any("found after it" in each for each in said(Pose(left_leg=Limb(at="hand"))))


@given(figures)
@examples(60)
def test_any_figure_gets_an_answer(figure: Figure) -> None:
    for fault in impossible(figure):
        assert 0 <= fault.pose <= len(figure.through) + 1
        assert fault.what
