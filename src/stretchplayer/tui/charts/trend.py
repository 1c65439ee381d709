"""Draws stiffness before and after each session, 0 to 10, the newest on the right."""

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from typing import Final, NamedTuple

from stretchplayer.store import Past
from stretchplayer.tui.charts.calendar import day_of, named
from stretchplayer.tui.charts.text_layout import Ink, Row, Rows, wrapped_rows

WORST: Final = 10
_LABEL: Final = 5
_COLUMN: Final = 3
LEGEND: Final[Row] = (
    Ink("○", "before"),
    Ink(" before   ", "muted"),
    Ink("●", "after"),
    Ink(" after   ", "muted"),
    Ink("◉", "after"),
    Ink(" both the same", "muted"),
)


class Felt(NamedTuple):
    """How stiff somebody was before and after one session; None where it was not said."""

    day: date | None
    before: int | None
    after: int | None


def felt(history: Iterable[Past], zone: tzinfo | None) -> list[Felt]:
    """Every session in which stiffness was said, the newest last."""
    return [
        Felt(day_of(past.started, zone), past.before, past.after)
        for past in history
        if past.before is not None or past.after is not None
    ]


def average(points: Iterable[Felt]) -> str:
    """Both means in a sentence, over the sessions where both were said."""
    both = [(point.before, point.after) for point in points if point.before is not None and point.after is not None]
    if not both:
        return "Say how stiff you are before and after a session, and the two can be compared here."
    before, after = (sum(values) / len(both) for values in zip(*both, strict=True))
    sessions = "1 session" if len(both) == 1 else f"{len(both)} sessions"
    return f"On average {before:.1f} before and {after:.1f} after, in {sessions}."


def trend(points: Sequence[Felt], today: date, width: int) -> Rows:
    """As many sessions as there is room for, a column each."""
    shown = points[-max(1, (width - _LABEL) // _COLUMN) :]
    rows = [_row(shown, value) for value in range(WORST, -1, -1)]
    axis = Ink("   └" + "─" * (_COLUMN * len(shown) + 1), "muted")
    return (*wrapped_rows(average(shown), width), (), *rows, (axis,), _dates(shown, today), (), LEGEND)


def _row(shown: Sequence[Felt], value: int) -> Row:
    label = f"{value:>2} ┤ " if value % 5 == 0 else "   │ "
    return (Ink(label, "muted"), *(_mark(point, value) for point in shown))


def _mark(point: Felt, value: int) -> Ink:
    before, after = point.before, point.after
    if value == before == after:
        return Ink("◉".ljust(_COLUMN), "after")
    if value == after:
        return Ink("●".ljust(_COLUMN), "after")
    if value == before:
        return Ink("○".ljust(_COLUMN), "before")
    between = before is not None and after is not None and min(before, after) < value < max(before, after)
    return Ink(("│" if between else "").ljust(_COLUMN), "muted")


def _dates(shown: Sequence[Felt], today: date) -> Row:
    """The first day and the last, below their columns where there is room for both."""
    first, last = named(shown[0].day, today), named(shown[-1].day, today)
    room = _COLUMN * len(shown) - len(first) - 2
    text = (
        first
        if len(shown) == 1 or first == last
        else f"{first}{last.rjust(room)}"
        if room > len(last)
        else f"{first} to {last}"
    )
    return (Ink(" " * _LABEL + text, "muted"),)
