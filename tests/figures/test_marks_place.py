"""A mark lies on the part of the body where its muscle is, on the right side of it."""

import pytest

from stretchplayer.figures.flesh import targets
from stretchplayer.figures.skeleton import poses, skeleton
from stretchplayer.figures.space import between, minus, size
from stretchplayer.model.figure import Figure, Pose

STANDING = poses(Figure(start=Pose(), end=Pose()))[0]
BONES = skeleton(STANDING, STANDING, 0.0)
PLACES = {
    "quadriceps": ("thigh", 1),
    "hamstrings": ("thigh", -1),
    "hip_flexors": ("thigh", 1),
    "glutes": ("thigh", -1),
    "gastrocnemius": ("shank", -1),
    "soleus": ("shank", -1),
    "tibialis_anterior": ("shank", 1),
    "triceps": ("upper_arm", -1),
    "biceps": ("upper_arm", 1),
}
"""The part, and whether the mark lies before it (1) or behind it (-1), standing."""


@pytest.mark.parametrize("muscle", PLACES)
def test_it_lies_where_the_muscle_is(muscle: str) -> None:
    name, before = PLACES[muscle]
    (mark,) = targets(BONES, ((muscle, "left"),))
    middle = between(mark.balls[0].at, mark.balls[-1].at, 0.5)
    part = BONES.parts[f"left_{name}"]
    along = [between(part.start, part.end, step / 20) for step in range(-4, 25)]
    nearest = min(along, key=lambda point: size(minus(point, middle)))
    assert size(minus(nearest, middle)) < 0.1
    assert (middle[0] - nearest[0]) * before > 0.01
