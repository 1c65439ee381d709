"""Opens what a command names: a routine that can be played, the profile, the store."""

import sys
from typing import NamedTuple

import msgspec

from stretchplayer.caps import Ledger, Plan, Profile, admit
from stretchplayer.caps.redflags import red_flag_lines
from stretchplayer.check import words
from stretchplayer.cli.outcome import WRONG, Failure
from stretchplayer.cli.output import note
from stretchplayer.config import Folders, write_whole
from stretchplayer.library import opened
from stretchplayer.model.routine import Routine
from stretchplayer.store import FILE, Store, StoreUnusable, Unremembered, open_store
from stretchplayer.store.peek import peek_ledger


class Playable(NamedTuple):
    """A sound routine, and the bytes of the file that it was read from."""

    routine: Routine
    data: bytes


def playable(name: str, folders: Folders) -> Playable:
    """The routine that `name` means; Failure, with all its problems told, where it cannot be played."""
    reading = opened(name, folders)
    if reading.routine is None:
        for problem in reading.problems:
            note(str(problem))
        message = "this file cannot be played until its errors are mended"
        raise Failure(message, WRONG)
    return Playable(reading.routine, reading.data)


def profile(folders: Folders) -> Profile:
    """The answers that were kept; the careful default of a new user where there are none."""
    path = folders.profile
    try:
        return msgspec.json.decode(path.read_bytes(), type=Profile)
    except (FileNotFoundError, NotADirectoryError):
        return Profile()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        # Guessing at answers about somebody's health would be worse than stopping.
        message = f"the profile in {path} cannot be read ({error}); mend it, or `stretchplayer profile --reset`"
        raise Failure(message) from error


def keep_profile(answers: Profile, folders: Folders) -> None:
    """Write the answers down."""
    try:
        text = msgspec.json.format(msgspec.json.encode(answers), indent=2) + b"\n"
        write_whole(folders.profile, text, private=True)
    except OSError as error:
        message = f"the profile cannot be kept: {error}"
        raise Failure(message) from error


def remembering(folders: Folders, now: float) -> Store:
    """The store, or one that remembers nothing new where none can be had; says so.

    What can still be read of the history at the wall-clock second `now` counts all the same.
    """
    try:
        store = open_store(folders.data)
    except StoreUnusable as error:
        note(f"stretchplayer: {error} Nothing will be remembered.")
        return Unremembered(ledger=peek_ledger(folders.data, FILE, now) or Ledger())
    if store.notice:
        note(f"stretchplayer: {store.notice}")
    return store


def judged(routine: Routine, answers: Profile, store: Store, now: float) -> Plan:
    """What may be played now."""
    return admit(routine, answers, store.ledger(now), now)


def tell_verdicts(plan: Plan) -> None:
    """Every verdict, one line each."""
    for verdict in plan.verdicts:
        where = f"step {verdict.path}: " if verdict.path else ""
        note(f"{where}{words(verdict)}")


def tell_red_flags() -> None:
    """All warning signs."""
    for line in red_flag_lines():
        note(line)


def interactive() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()
