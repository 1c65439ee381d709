"""What a routine needs at hand."""

from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Group, Step


def needs(routine: Routine) -> tuple[str, ...]:
    """What a routine needs at hand, each once, in the order it is needed."""
    found: dict[str, None] = {}
    for step in _flat(routine.step):
        found.update(dict.fromkeys(step.needs))
        using = getattr(step, "using", None)
        if using and using != "hands":
            found[using] = None
    return tuple(found)


def _flat(steps: tuple[AnyStep, ...]) -> list[Step]:
    flat: list[Step] = []
    for step in steps:
        flat += _flat(step.step) if isinstance(step, Group) else [step]
    return flat
