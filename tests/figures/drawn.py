"""Poses and figures out of thin air, for the tests of the geometry."""

from typing import Any, Final, get_args

from hypothesis import strategies as st

from stretchplayer.model.figure import Figure, Limb, Pose, Zoom

SIDES: Final = ("left", "right")


def degrees(least: float, most: float) -> st.SearchStrategy[float]:
    return st.floats(least, most, allow_nan=False)


def place() -> st.SearchStrategy[tuple[float, float, float]]:
    return st.tuples(st.floats(-2, 2), st.floats(0, 2), st.floats(-1, 1))


turned_limbs: Final = st.builds(
    Limb,
    lift=degrees(-60, 170),
    out=degrees(-30, 120),
    roll=degrees(-90, 90),
    bend=degrees(0, 150),
    fist=st.floats(0, 1),
    toes=degrees(0, 60),
)
placed_limbs: Final = st.builds(
    Limb,
    at=place(),
    by=st.none() | place(),
    aim=st.none() | st.sampled_from(["up", "down", "forward", "back", "out", "in"]),
    points=st.none() | st.sampled_from(["up", "down", "forward", "back", "left", "right"]),
)
holding_limbs: Final = st.builds(Limb, at=st.sampled_from(["chin", "chest", "hip", "other-shoulder", "left-ear"]))
legs: Final = turned_limbs | placed_limbs
arms: Final = turned_limbs | placed_limbs | holding_limbs | st.builds(Limb, at=st.sampled_from(["knee", "other-foot"]))


@st.composite
def any_poses(draw: st.DrawFn) -> Pose:
    """A pose that a file can say, whether a body can do it or not."""
    angles: dict[str, Any] = {
        key: draw(degrees(-40, 40))
        for key in draw(st.lists(st.sampled_from(["curl", "sway", "twist", "nod", "tilt", "look"]), unique=True))
    }
    whole: dict[str, Any] = {
        key: draw(degrees(-90, 90)) for key in draw(st.lists(st.sampled_from(["lean", "tip", "turn"]), unique=True))
    }
    limbs: dict[str, Any] = {
        key: draw(strategy)
        for key, strategy in {"left_arm": arms, "right_arm": arms, "left_leg": legs, "right_leg": legs}.items()
        if draw(st.booleans())
    }
    hips: dict[str, Any] = {"hips": draw(place())} if draw(st.booleans()) else {}
    return Pose(**angles, **whole, **limbs, **hips)


figures: Final = st.builds(
    Figure,
    start=any_poses(),
    end=any_poses(),
    base=st.sampled_from(["standing", "chair", "floor", "kneeling", "all-fours", "lying-back", "lying-front"]),
    view=st.sampled_from(["front", "side", "back", "corner", "back-corner", "above"]),
    zoom=st.sampled_from(get_args(Zoom)),
    through=st.lists(any_poses(), max_size=1).map(tuple),
    round=st.booleans(),
)
