"""Opens what a command names: a routine that can be played, the profile, the store."""

import sys
from typing import TYPE_CHECKING, NamedTuple

from stretchplayer.app import active_session
from stretchplayer.app.checking import words
from stretchplayer.app.library import opened
from stretchplayer.app.session_flow import Unplayable
from stretchplayer.caps import Ledger, Plan, Profile, admit
from stretchplayer.cli.output import note
from stretchplayer.config import Folders
from stretchplayer.model.routine import Routine
from stretchplayer.phrases.screen_words import warning_lines
from stretchplayer.store import Store

if TYPE_CHECKING:
    from stretchplayer.fitting.fit import Fitted


class Playable(NamedTuple):
    """A sound routine, and the bytes of the file that it was read from."""

    routine: Routine
    data: bytes


def playable(name: str, folders: Folders) -> Playable:
    """The routine that `name` means; raises Unplayable with all its problems where it cannot be played."""
    reading = opened(name, folders)
    if reading.routine is None:
        for problem in reading.problems:
            note(str(problem))
        raise Unplayable(reading.problems)
    return Playable(reading.routine, reading.data)


def remembering(folders: Folders, now: float) -> Store:
    """The store, or one that remembers nothing new where none can be had; says so."""
    store = active_session.remembering(folders, now)
    if store.notice:
        note(f"stretchplayer: {store.notice}")
    return store


def judged(routine: Routine, answers: Profile, store: Store, now: float) -> Plan:
    """What may be played now."""
    return admit(routine, answers, store.ledger(now), now)


def fitted(routine: Routine, answers: Profile, ledger: Ledger, now: float, minutes: float | None) -> "Fitted | None":
    """The routine fitted to so many minutes; None where nobody asked for that."""
    if minutes is None:
        return None
    from stretchplayer.fitting.fit import fit

    return fit(routine, answers, ledger, now, 60 * minutes)


def tell_verdicts(plan: Plan, *, but: Plan | None = None, first: str = "") -> None:
    """Every verdict that is none of the plan `but`, one line each; all lines begin with `first`."""
    for verdict in plan.verdicts:
        if but is None or verdict not in but.verdicts:
            where = f"step {verdict.path}: " if verdict.path else ""
            note(f"{first}{where}{words(verdict)}")


def tell_red_flags() -> None:
    """All warning signs."""
    for line in warning_lines():
        note(line)


def interactive() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()
