"""Which muscles on which side steps work on."""

from stretchplayer.model.muscles import MuscleSide, expand, muscle_sides
from stretchplayer.model.needs import flat
from stretchplayer.model.steps import AnyStep, Targeted


def worked(steps: tuple[AnyStep, ...]) -> tuple[MuscleSide, ...]:
    """Every (muscle, side) that any of the steps is for, each once; KeyError names an unknown key."""
    found: dict[MuscleSide, None] = {}
    for step in flat(steps):
        if isinstance(step, Targeted):
            found.update(dict.fromkeys(muscle_sides(expand(step.target), step.sides)))
    return tuple(found)
