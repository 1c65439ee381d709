"""What a person knows of a routine: what was done often and lately needs no explanation."""

from typing import TYPE_CHECKING, Final

from msgspec import structs

from stretchplayer.caps import Plan, admit
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.routine import Routine, flat
from stretchplayer.settings import Instructions
from stretchplayer.store import StoreFailed

if TYPE_CHECKING:
    from stretchplayer.store import Store

SESSIONS: Final = 3
"""In how many sessions a move has to have been done."""
LATELY: Final = 60 * 86_400.0
"""How far back they may lie, in seconds."""


def everything(routine: Routine) -> tuple[str, ...]:
    """What there is to know of a routine."""
    return tuple(sorted({known_as(step) for step in flat(routine.step)}))


def informed(routine: Routine, instructions: Instructions, store: "Store", now: float) -> Routine:
    """`routine` with what is known of it at the wall-clock second `now`."""
    known: tuple[str, ...] = ()
    if instructions == "names":
        known = everything(routine)
    elif instructions == "first":
        # All of them: a move may still be put in the place of another.
        known = _done_often(store, now)
    return structs.replace(routine, known=known)


def lengths(plan: Plan, instructions: Instructions = "first", brief: tuple[str, ...] = ()) -> tuple[float, float]:
    """Seconds that the routine of `plan` takes where nothing in it is known, and where everything is.

    They are the same where the setting is not to ask what is known. What is announced briefly in any case, because
    the routine was fitted so, is `brief`.
    """
    if instructions != "first":
        return plan.seconds, plan.seconds
    first, known = (
        admit(structs.replace(plan.routine, known=each), plan.profile, plan.ledger, plan.now).seconds
        for each in (brief, everything(plan.routine))
    )
    return first, known


def _done_often(store: "Store", now: float) -> tuple[str, ...]:
    try:
        return store.known(now - LATELY, SESSIONS)
    except StoreFailed:
        # What is not known is explained, and whatever asks for the ledger says that the history cannot be read.
        return ()
