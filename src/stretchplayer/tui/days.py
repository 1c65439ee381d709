"""How many seconds were played on each day, as the person's own calendar has days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from stretchplayer.store import Past

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
    """So many days before `day`, or the first day there is."""
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
        return "Nothing in the last 7 days."
    length = minutes(sum(done.seconds.get(day, 0.0) for day in dict.fromkeys(days)))
    return f"{sessions} session{'' if sessions == 1 else 's'} in the last 7 days, {length}."
