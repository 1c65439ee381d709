"""Days as a calendar and weeks as bars, by the person's own time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from stretchplayer.phrases.screen_words import NOTHING_LATELY
from stretchplayer.store import Past
from stretchplayer.tui.charts.text_layout import Ink, Row, Rows, bar

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE: Final = 60
_LONG_AGO: Final = 300
"""Days after which the year has to be said."""


class Played(NamedTuple):
    """Seconds and sessions by day, up to `today`; `elsewhere` are sessions on no such day: a clock was wrong."""

    today: date
    seconds: Mapping[date, float]
    sessions: Mapping[date, int]
    elsewhere: int


def day_of(wall: float, zone: tzinfo | None) -> date | None:
    """The day of an instant in `zone`, the machine's own where that is None; None where no calendar has it."""
    try:
        return datetime.fromtimestamp(wall, UTC).astimezone(zone).date()
    except (OverflowError, ValueError, OSError):
        return None


def played(history: Iterable[Past], today: date, zone: tzinfo | None) -> Played:
    """Every session on the day on which it was started."""
    seconds: defaultdict[date, float] = defaultdict(float)
    sessions: defaultdict[date, int] = defaultdict(int)
    elsewhere = 0
    for past in history:
        day = day_of(past.started, zone)
        if day is None or day > today:
            elsewhere += 1
            continue
        seconds[day] += past.seconds
        sessions[day] += 1
    return Played(today, dict(seconds), dict(sessions), elsewhere)


def monday(day: date) -> date:
    """The first day of its week."""
    # A few days after the year 1 there is no Monday before.
    return day - timedelta(days=day.weekday()) if day.toordinal() > day.weekday() else date.min


def earlier(day: date, days: int) -> date:
    """The day `days` before `day`, or the first day there is."""
    return date.fromordinal(max(1, day.toordinal() - days))


def named(day: date | None, today: date) -> str:
    """A day in words: "3 Nov", with its year where it is long ago; "some day" where no calendar has it."""
    if day is None:
        return "some day"
    year = f" {day.year}" if not 0 <= (today - day).days < _LONG_AGO else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def minutes(seconds: float) -> str:
    """How long, in whole minutes from one on: "25 min", "40 s"."""
    return f"{seconds:.0f} s" if seconds < _MINUTE else f"{seconds / _MINUTE:.0f} min"


def last_week(done: Played) -> str:
    """The last seven days in a sentence."""
    days = [earlier(done.today, back) for back in range(7)]
    sessions = sum(done.sessions.get(day, 0) for day in dict.fromkeys(days))
    if not sessions:
        return NOTHING_LATELY
    length = minutes(sum(done.seconds.get(day, 0.0) for day in dict.fromkeys(days)))
    return f"{sessions} session{'' if sessions == 1 else 's'} in the last 7 days, {length}."


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
"""From this many seconds on, a day has this shape and this tone; and how the legend calls it."""


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


WEEKS: Final = 12
_WEEK_LABEL: Final = 10
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
    label = Ink(
        ("this week" if this else named(first, today)).rjust(_WEEK_LABEL - 1) + " ", "today" if this else "muted"
    )
    room = max(1, width - _WEEK_LABEL - _AMOUNT)
    if not seconds:
        return (label, Ink("·", "none"))
    full, _ = bar(seconds / most, room)
    return (label, Ink(full, "bar"), Ink(f" {minutes(seconds)}"))
