"""Days as a calendar, weeks as bars, and stiffness before and after each session, by the person's own time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Final, NamedTuple

from rich.cells import cell_len

from stretchplayer.app.answers import SHORT_DAYS
from stretchplayer.catalog.translated import title
from stretchplayer.phrases.screen_words import NOTHING_LATELY
from stretchplayer.store import Past
from stretchplayer.translation import Number, gettext, ngettext, pgettext, to_translate
from stretchplayer.tui.charts.text_layout import Ink, Row, Rows, bar, fitted, wrapped_rows

MONTHS: Final = (
    to_translate("Jan"),
    to_translate("Feb"),
    to_translate("Mar"),
    to_translate("Apr"),
    to_translate("May"),
    to_translate("Jun"),
    to_translate("Jul"),
    to_translate("Aug"),
    to_translate("Sep"),
    to_translate("Oct"),
    to_translate("Nov"),
    to_translate("Dec"),
)
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
    """The first day of its week, or the first day there is."""
    return earlier(day, day.weekday())


def earlier(day: date, days: int) -> date:
    """The day `days` before `day`, or the first day there is."""
    return date.fromordinal(max(1, day.toordinal() - days))


def named(day: date | None, today: date) -> str:
    """A day in words: "3 Nov", with its year where it is long ago; "some day" where no calendar has it."""
    if day is None:
        return gettext("some day")
    month = gettext(MONTHS[day.month - 1])
    if 0 <= (today - day).days < _LONG_AGO:
        return pgettext("date", "{day} {month}").format(day=day.day, month=month)
    return pgettext("date", "{day} {month} {year}").format(day=day.day, month=month, year=day.year)


def minutes(seconds: float) -> str:
    """How long, in whole minutes from one on: "25 min", "40 s"."""
    return f"{seconds:.0f} s" if seconds < _MINUTE else f"{seconds / _MINUTE:.0f} min"


def last_week(done: Played) -> str:
    """The last seven days in a sentence."""
    days = [earlier(done.today, back) for back in range(7)]
    sessions = sum(done.sessions.get(day, 0) for day in dict.fromkeys(days))
    if not sessions:
        return gettext(NOTHING_LATELY)
    length = minutes(sum(done.seconds.get(day, 0.0) for day in dict.fromkeys(days)))
    text = ngettext(
        "{count} session in the last 7 days, {length}.", "{count} sessions in the last 7 days, {length}.", sessions
    )
    return text.format(count=sessions, length=length)


_LABEL: Final = 5
_CELL: Final = 3
_WEEK: Final = 7
_MOST_WEEKS: Final = 53
LEVELS: Final = (
    (0, "·", "none", to_translate("none")),
    (1, "▂", "little", to_translate("a little")),
    (10 * _MINUTE, "▄", "some", "10 min"),
    (20 * _MINUTE, "▆", "much", "20 min"),
    (40 * _MINUTE, "█", "most", to_translate("40 min and more")),
)
"""From this many seconds on, a day has this shape and this tone; and how the legend calls it."""


def level(seconds: float) -> int:
    """The index of the level of a day with this many seconds; anything more than nothing is the second at least."""
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
        names[number] = fitted(gettext(MONTHS[month - 1]), _CELL) if begins else " " * _CELL
    if names[1:2] and names[1].strip():
        # The two would run into each other.
        names[0] = " " * _CELL
    return "".join(names).rstrip()


def _weekday(done: Played, mondays: list[date], number: int) -> Row:
    here, tone = ("▸", "today") if done.today.weekday() == number else (" ", "muted")
    inks = [Ink(f"{here}{fitted(gettext(SHORT_DAYS[number]), _CELL)} ", tone)]
    for first in mondays:
        ordinal = first.toordinal() + number
        if ordinal > done.today.toordinal():
            inks.append(Ink(" " * _CELL))
            continue
        _, shape, tone, _ = LEVELS[level(done.seconds.get(date.fromordinal(ordinal), 0.0))]
        inks.append(Ink((shape if shape == "·" else shape * 2).ljust(_CELL), tone))
    return tuple(inks)


def _legend(width: int) -> Rows:
    rows: list[list[Ink]] = [[]]
    room = width
    for _, shape, tone, words in LEVELS:
        piece = [Ink(shape if shape == "·" else shape * 2, tone), Ink(f" {gettext(words)}   ", "muted")]
        length = sum(cell_len(ink.text) for ink in piece)
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
    # At the beginning of the calendar, several are the same.
    found = [*dict(by_week(done, weeks)).items()]
    # A week with nothing in it is not drawn, but for this one.
    found = [each for number, each in enumerate(found, 1) if round(each[1]) or number == len(found)]
    most = max(seconds for _, seconds in found) or 1.0
    return tuple(_week_row(first, seconds, most, done.today, width) for first, seconds in found)


def _week_row(first: date, seconds: float, most: float, today: date, width: int) -> Row:
    this = first == monday(today)
    label = Ink(
        (gettext("this week") if this else named(first, today)).rjust(_WEEK_LABEL - 1)[: _WEEK_LABEL - 1] + " ",
        "today" if this else "muted",
    )
    room = max(1, width - _WEEK_LABEL - _AMOUNT)
    if not round(seconds):
        return (label, Ink("·", "none"))
    full, _ = bar(seconds / most, room)
    return (label, Ink(full, "bar"), Ink(f" {minutes(seconds)}"))


WORST: Final = 10
_SCALE: Final = 5
_COLUMN: Final = 3


def _stiffness_legend() -> Row:
    return (
        Ink("○", "before"),
        Ink(f" {gettext('before')}   ", "muted"),
        Ink("●", "after"),
        Ink(f" {gettext('after')}   ", "muted"),
        Ink("◉", "after"),
        Ink(f" {gettext('both the same')}", "muted"),
    )


class Felt(NamedTuple):
    """How stiff the user was before and after one session; None where it was not said."""

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
        return gettext("Say how stiff you are before and after a session, and the two can be compared here.")
    before, after = (sum(values) / len(both) for values in zip(*both, strict=True))
    text = ngettext(
        "On average {before:.1f} before and {after:.1f} after, in {count} session.",
        "On average {before:.1f} before and {after:.1f} after, in {count} sessions.",
        len(both),
    )
    return text.format(before=Number(before), after=Number(after), count=len(both))


def trend(points: Sequence[Felt], today: date, width: int) -> Rows:
    """As many sessions as there is room for, a column each."""
    shown = points[-max(1, (width - _SCALE) // _COLUMN) :]
    rows = [_trend_row(shown, value) for value in range(WORST, -1, -1)]
    axis = Ink("   └" + "─" * (_COLUMN * len(shown) + 1), "muted")
    return (*wrapped_rows(average(shown), width), (), *rows, (axis,), _dates(shown, today), (), _stiffness_legend())


def _trend_row(shown: Sequence[Felt], value: int) -> Row:
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
        else gettext("{first} to {last}").format(first=first, last=last)
    )
    return (Ink(" " * _SCALE + text, "muted"),)


_BRIEF: Final = 60.0
"""Seconds of work below which a session that came to its end is not ticked off: most of it was skipped."""
_DAY: Final = 11
"""Cells of the longest day."""
_STATES: Final = {
    "finished": to_translate("✓ finished"),
    "brief": to_translate("– very short"),
    "ended": to_translate("– ended early"),
    "unfinished": to_translate("… unfinished"),
}


class PastWords(NamedTuple):
    """One session in a list: its day and title, and how it ended and how long it was, the shorter ones last."""

    left: str
    right: tuple[str, ...]


def past_words(past: Past, today: date, zone: tzinfo | None) -> PastWords:
    """The row of one session; a length of nothing is not said."""
    brief = past.state == "finished" and past.worked_seconds < _BRIEF
    word = gettext(_STATES["brief" if brief else past.state])
    length = minutes(past.seconds) if round(past.seconds) else ""
    day = named(day_of(past.started, zone), today).rjust(_DAY)
    # Where there is no room for both, the sign stands for the word: nothing stands for the length.
    shorter = (f"{word} {length}", f"{word[:1]} {length}") if length else (word, word[:1])
    return PastWords(f"{day}  {title(past.routine)}", (f"{word}  {length:>7}", *shorter))
