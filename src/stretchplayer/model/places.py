"""Where the body is in a step, and what kind of change it takes to get there from another place."""

from typing import Final, Literal, NamedTuple

from stretchplayer.model.steps import Step

Place = Literal["standing", "sitting", "floor", "kneeling", "lying-back", "lying-front", "lying-side"]
"""The positions of the format; to sit on the floor is another place than to sit on a chair."""
Start = Literal["upright", "floor", "kneeling", "lying-back", "lying-front", "lying-side"]
"""From where one moves: from standing and from a chair, the way down is the same."""
ON_THE_FLOOR: Final = frozenset({"floor", "kneeling", "lying-back", "lying-front", "lying-side"})
_UPRIGHT: Final = frozenset({"standing", "sitting"})
_CHAIRS: Final = frozenset({"chair", "bed", "stool"})


class Way(NamedTuple):
    """A change of place that has to be led: down to the floor, up from it, or from one place on it to another."""

    start: Start
    end: Place


def place_of(step: Step) -> Place | None:
    """Where the body is in a step; None where it does not say, and one stays as one is."""
    if step.position == "sitting" and "mat" in step.needs and _CHAIRS.isdisjoint(step.needs):
        return "floor"
    return step.position


def way_to(before: Place | None, step: Step) -> Way | None:
    """The change from the place `before` to that of a step; None where there is none, or it is not known from where.

    To stand up from a chair or to sit down on one needs no leading. Who lies down without a mat may do so on a bed,
    and sits first.
    """
    end = place_of(step)
    if before is None or end is None or before == end or {before, end} <= _UPRIGHT:
        return None
    if before == "standing" or before == "sitting":  # noqa: PLR1714 - a set would not narrow the type
        return Way("upright" if end in ("floor", "kneeling") or "mat" in step.needs else "floor", end)
    return Way(before, end)


def down_or_up(before: Place | None, end: Place | None) -> bool:
    """Whether a change goes down to the floor or up from it; None is upright."""
    return (before in ON_THE_FLOOR) != (end in ON_THE_FLOOR)
