"""What a routine needs at hand, and what it works on."""

from stretchplayer.model.muscles import GROUP_OF, GROUPS
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Group, Step, Targeted


def needs(routine: Routine) -> tuple[str, ...]:
    """What a routine needs at hand, each once, in the order it is needed."""
    found: dict[str, None] = {}
    for step in flat(routine.step, without=routine.without):
        found.update(dict.fromkeys(step.needs))
        using = getattr(step, "using", None)
        if using and using != "hands":
            found[using] = None
    return tuple(found)


def areas(routine: Routine) -> tuple[str, ...]:
    """The muscle groups that the steps of a routine work on, from the neck down."""
    steps = (step for step in flat(routine.step) if isinstance(step, Targeted))
    found = {GROUP_OF.get(target, target) for step in steps for target in step.target}
    return tuple(group for group in GROUPS if group in found)


def flat(steps: tuple[AnyStep, ...], before: str = "", without: tuple[str, ...] = ()) -> list[Step]:
    """Every step, those in groups too, but for those at the places `without`; `before` is where these stand."""
    found: list[Step] = []
    for number, step in enumerate(steps, 1):
        path = f"{before}{number}"
        if path not in without:
            found += flat(step.step, f"{path}.", without) if isinstance(step, Group) else [step]
    return found
