"""Draws the minutes of each week as bars, the newest week last."""

from datetime import date
from typing import Final

from stretchplayer.tui.days import Played, earlier, minutes, monday, named
from stretchplayer.tui.drawing import Ink, Row, Rows, bar

WEEKS: Final = 12
_LABEL: Final = 10
_AMOUNT: Final = 9


def by_week(done: Played, weeks: int = WEEKS) -> list[tuple[date, float]]:
    """The first day and the seconds of each of the last `weeks` weeks, the newest last."""
    sums: dict[date, float] = {}
    for day, seconds in done.seconds.items():
        first = monday(day)
        sums[first] = sums.get(first, 0.0) + seconds
    this_week = monday(done.today)
    return [(first, sums.get(first, 0.0)) for first in (earlier(this_week, 7 * n) for n in reversed(range(weeks)))]


def bars(done: Played, width: int, weeks: int = WEEKS) -> Rows:
    """A row for each week: the day it begins on, a bar, the minutes."""
    found = by_week(done, weeks)
    most = max(seconds for _, seconds in found) or 1.0
    return tuple(_row(first, seconds, most, done.today, width) for first, seconds in found)


def _row(first: date, seconds: float, most: float, today: date, width: int) -> Row:
    this = first == monday(today)
    label = Ink(("this week" if this else named(first, today)).rjust(_LABEL - 1) + " ", "today" if this else "muted")
    room = max(1, width - _LABEL - _AMOUNT)
    if not seconds:
        return (label, Ink("·", "none"))
    full, _ = bar(seconds / most, room)
    return (label, Ink(full, "bar"), Ink(f" {minutes(seconds)}"))
