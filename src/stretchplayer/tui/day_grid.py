"""Draws the days as a calendar: a column for each week, a cell for each day, fuller and greener the more was done."""

from datetime import date, timedelta
from typing import Final

from stretchplayer.tui.days import DAYS, MONTHS, Played, earlier, monday
from stretchplayer.tui.drawing import Ink, Row, Rows

_MINUTE: Final = 60
_LABEL: Final = 5
_CELL: Final = 3
_WEEK: Final = 7
_MOST_WEEKS: Final = 53
LEVELS: Final = (
    (0, "·", "none", "none"),
    (1, "▂", "little", "a little"),
    (10 * _MINUTE, "▄", "some", "10 min"),
    (20 * _MINUTE, "▆", "much", "20 min"),
    (40 * _MINUTE, "█", "most", "40 min and more"),
)
"""From so many seconds on, a day has this shape and this tone; and how the legend calls it."""


def level(seconds: float) -> int:
    """Which of the `LEVELS` so much is; anything more than nothing is the second at least."""
    if seconds <= 0:
        return 0
    return max(1, *(number for number, (least, *_) in enumerate(LEVELS) if seconds >= least))


def grid(done: Played, width: int) -> Rows:
    """As many weeks as `width` has room for, the last one this week, with the legend below."""
    weeks = min(_MOST_WEEKS, max(1, (width - _LABEL) // _CELL))
    this_week = monday(done.today)
    mondays = [earlier(this_week, 7 * back) for back in reversed(range(weeks))]
    rows: list[Row] = [(Ink(" " * _LABEL + _months(mondays), "muted"),)]
    rows += [_weekday(done, mondays, number) for number in range(7)]
    return (*rows, (), *_legend(width))


def _months(mondays: list[date]) -> str:
    """Each month above the week that its first day is in."""
    names = [" " * _CELL] * len(mondays)
    for number, first in enumerate(mondays):
        last = min(first.toordinal() + 6, date.max.toordinal())
        month = date.fromordinal(last).month
        begins = number == 0 or date.fromordinal(last).day <= _WEEK
        names[number] = MONTHS[month - 1] if begins else " " * _CELL
    if names[1:2] and names[1].strip() and mondays[0].month != mondays[1].month:
        # The two would run into each other.
        names[0] = " " * _CELL
    return "".join(names).rstrip()


def _weekday(done: Played, mondays: list[date], number: int) -> Row:
    is_today = done.today.weekday() == number
    inks = [Ink(f"{'▸' if is_today else ' '}{DAYS[number]} ", "today" if is_today else "muted")]
    for first in mondays:
        day = _after(first, number)
        if day is None or day > done.today:
            inks.append(Ink(" " * _CELL))
            continue
        _, shape, tone, _ = LEVELS[level(done.seconds.get(day, 0.0))]
        inks.append(Ink((shape if shape == "·" else shape * 2).ljust(_CELL), tone))
    return tuple(inks)


def _after(first: date, days: int) -> date | None:
    try:
        return first + timedelta(days=days)
    except OverflowError:
        return None


def _legend(width: int) -> Rows:
    rows: list[list[Ink]] = [[]]
    room = width
    for _, shape, tone, words in LEVELS:
        piece = [Ink(shape if shape == "·" else shape * 2, tone), Ink(f" {words}   ", "muted")]
        length = sum(len(ink.text) for ink in piece)
        if length - 3 > room and rows[-1]:
            rows.append([])
            room = width
        rows[-1] += piece
        room -= length
    return tuple(map(tuple, rows))
