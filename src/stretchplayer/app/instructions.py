"""What a person knows of a routine: what was done often and lately needs no explanation."""

from typing import TYPE_CHECKING, Final

from msgspec import structs

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
    known = everything(routine)
    if instructions == "first":
        often = set(_done_often(store, now))
        known = tuple(each for each in known if each in often)
    return structs.replace(routine, known=() if instructions == "always" else known)


def _done_often(store: "Store", now: float) -> tuple[str, ...]:
    try:
        return store.known(now - LATELY, SESSIONS)
    except StoreFailed:
        # What is not known is explained, and whatever asks for the ledger says that the history cannot be read.
        return ()
