"""The short form of a routine: the steps that its author marked as belonging to it, and nothing else."""

from collections.abc import Iterator

from msgspec import structs

from stretchplayer.model.routine import Routine, walk
from stretchplayer.model.steps import AnyStep, Group


def has_short_form(routine: Routine) -> bool:
    """Whether the author marked any step or group that is played."""
    return any(step.short for _, step in walk(routine.step))


def short_form(routine: Routine) -> Routine:
    """`routine` without the steps that are not in its short form; as it is where it has none.

    The steps keep their places, so that what is stored of one form means the same in the other. Making it again changes
    nothing.
    """
    if not has_short_form(routine):
        return routine
    out = dict.fromkeys((*routine.without, *_others(routine.step)))
    return structs.replace(routine, without=tuple(out), shortened=True)


def _others(steps: tuple[AnyStep, ...], before: str = "", *, inside: bool = False) -> Iterator[str]:
    """The places of what is not in the short form; `inside` says whether the steps stand in a group that is.

    A marked group is in it as a whole, unless some of its own steps are marked: then these are.
    """
    for number, step in enumerate(steps, 1):
        path = f"{before}{number}"
        if isinstance(step, Group):
            marked = any(each.short for _, each in walk(step.step))
            if marked or step.short or inside:
                yield from _others(step.step, f"{path}.", inside=not marked)
            else:
                yield path
        elif not (step.short or inside):
            yield path
