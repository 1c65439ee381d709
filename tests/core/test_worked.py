"""Which muscles a routine works on, with their sides."""

from hypothesis import given

from strategies.routines import routines
from stretchplayer.model.muscles import MID, MUSCLES, expand
from stretchplayer.model.routine import Routine, worked
from stretchplayer.model.steps import AnyStep, Group, Targeted


def targeted(steps: tuple[AnyStep, ...]) -> list[Targeted]:
    found: list[Targeted] = []
    for step in steps:
        if not step.enabled:
            continue
        if isinstance(step, Group):
            found += targeted(step.step)
        elif isinstance(step, Targeted):
            found.append(step)
    return found


@given(routines())
def test_every_target_is_there_once_on_the_sides_it_is_worked_on(routine: Routine) -> None:
    found = worked(routine.step)
    assert len(found) == len(set(found))
    wanted = set()
    for step in targeted(routine.step):
        for muscle in expand(step.target):
            sides = {"mid"} if muscle in MID else {step.sides} if step.sides in ("left", "right") else {"left", "right"}
            wanted |= {(muscle, side) for side in sides}
    assert set(found) == wanted
    assert {muscle for muscle, _ in found} <= set(MUSCLES)
