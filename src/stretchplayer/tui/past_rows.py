"""The last sessions as a short list: day, how it ended, how long, which routine."""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Final

from stretchplayer.store import Past
from stretchplayer.tui.days import day_of, minutes, named
from stretchplayer.tui.drawing import Ink, Rows, fitted

MOST: Final = 12
_TITLE: Final = 20
"""Cells that a title needs at least."""
_BRIEF: Final = 60.0
"""Seconds of work below which a session that came to its end is not ticked off: most of it was skipped."""
_STATES: Final = {
    "finished": ("✓ finished", "after"),
    "brief": ("– very short", "muted"),
    "ended": ("– ended early", "muted"),
    "unfinished": ("… unfinished", "nearly"),
}


def past_rows(history: Sequence[Past], today: date, zone: tzinfo | None, width: int, most: int = MOST) -> Rows:
    """The newest first; the title stands below the rest where there is no room beside."""
    return tuple(row for past in reversed(history[-most:]) for row in _rows(past, today, zone, width))


def _rows(past: Past, today: date, zone: tzinfo | None, width: int) -> Rows:
    brief = past.state == "finished" and past.worked_seconds < _BRIEF
    word, tone = _STATES["brief" if brief else past.state]
    day = named(day_of(past.started, zone), today).rjust(11)
    facts = (Ink(f"{day}  ", "muted"), Ink(f"{word:<13}", tone), Ink(f"{minutes(past.seconds):>7}"))
    room = width - sum(len(ink.text) for ink in facts) - 2
    if room < _TITLE:
        return (facts, (Ink("  "), Ink(fitted(past.routine, max(1, width - 2)), "strong")))
    return ((*facts, Ink("  "), Ink(fitted(past.routine, room))),)
