"""Whom a routine is for, and whom it is not for, as lines to show."""

from stretchplayer.model.routine import Routine


def audience(routine: Routine) -> tuple[str, ...]:
    """One line for each of the two that the file tells; none where it tells neither."""
    told = (("For", routine.suits), ("Not for", routine.not_for))
    lines = ((lead, " ".join(text.split())) for lead, text in told)
    return tuple(f"{lead}: {text}" for lead, text in lines if text)
