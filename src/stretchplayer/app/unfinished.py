"""The sessions of a routine that were left: which there are, and where they go on."""

import os
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stretchplayer.model.duration import spoken
from stretchplayer.phrases import screen_words
from stretchplayer.translation import gettext

if TYPE_CHECKING:
    from stretchplayer.app.context import AppContext
    from stretchplayer.config import Folders
    from stretchplayer.player import Player
    from stretchplayer.store import Store, Unfinished

_ENOUGH: Final = 4
"""Characters of an id that may name a session."""
OFFERED_FOR: Final = 7 * 24 * 60 * 60.0
"""Seconds for which a session that was left is offered where its routine is to be played."""


def left_of(store: "Store", file: str, since: float = 0.0) -> "tuple[Unfinished, ...]":
    """The sessions of the routine in `file` that were left after the wall-clock second `since`, the latest first.

    One that was left before any work was done comes behind the others: it must not hide how far one had come.
    """
    path = os.path.abspath(file)  # noqa: PTH100 - links are not followed, as in what a session records
    found = [each for each in store.all_unfinished(since) if os.path.abspath(each.file) == path]  # noqa: PTH100
    return tuple(sorted(found, key=lambda each: not each.snapshot.worked))


def by_id(store: "Store", start: str) -> "Unfinished | None":
    """The unfinished session whose id begins with `start`; None where that is none or more than one."""
    found = [each for each in store.all_unfinished(0.0) if each.id.startswith(start.casefold())]
    return found[0] if len(found) == 1 and len(start) >= _ENOUGH else None


def listed(context: "AppContext") -> "list[tuple[Unfinished, str]]":
    """What can be gone on with: the sessions of the last week, and the last that was left, however long ago.

    Each with its title, its day and where it goes on.
    """
    from stretchplayer.app.past_session import moment
    from stretchplayer.catalog.translated import title

    found = []
    lately, last = context.store.all_unfinished(context.clock.wall() - OFFERED_FOR), context.store.unfinished()
    for each in lately or (() if last is None else (last,)):
        where = where_left(context, each) or gettext("nothing of it may be played now")
        text = gettext("{title}, left {moment}: {where}")
        found.append((each, text.format(title=title(each.title), moment=moment(each.wall), where=where)))
    return found


def named(file: str, folders: "Folders") -> str:
    """What to type for the routine in `file`: its name, or the file itself where no name finds it."""
    path = Path(file)
    found = next((each for each in (folders.routines, folders.bundled) if (each / path.name).is_file()), None)
    return path.stem if found is not None and found == path.parent else file


def saved_words(player: "Player") -> list[str]:
    """What to say when a session is left."""
    from stretchplayer.session.view import worn

    words = [gettext(screen_words.SAVED if player.remembered else screen_words.NOT_SAVED)]
    if pack := worn(player.view()):
        words.append(gettext("Take the {pack} off now.").format(pack=pack))
    return words


def where_left(context: "AppContext", left: "Unfinished") -> str:
    """Where a session goes on: "step 2 of 7, Chin tuck, 24 s left"; "" where nothing of it can be played now.

    The seconds are those of the work: to get ready is no part of it.
    """
    # Imported here: the library asks only which sessions there are.
    from stretchplayer.app.active_session import begun_with
    from stretchplayer.caps import admit
    from stretchplayer.session import Session

    routine = begun_with(left)
    if routine is None:
        return ""
    now, answers = context.clock.wall(), context.person().profile
    plan = admit(routine, answers, context.store.ledger(now, but=left.id), now, progress=left.snapshot.progress)
    if not plan.playable:
        return ""
    monotonic = context.clock.monotonic()
    view = Session.restore(left.snapshot, plan, monotonic).view(monotonic)
    at = {"number": view.step, "steps": view.steps, "name": view.name}
    if view.total and not view.own_pace and view.phase not in ("prepare", "switch"):
        text = gettext("step {number} of {steps}, {name}, {length} left")
        return text.format(**at, length=spoken(ceil(view.remaining)))
    return gettext("step {number} of {steps}, {name}").format(**at)
