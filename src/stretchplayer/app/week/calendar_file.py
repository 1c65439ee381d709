"""The plan as a calendar file, with an alarm for what has a time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from stretchplayer import __version__
from stretchplayer.catalog import moves
from stretchplayer.file_access import digest
from stretchplayer.model.routine import Routine
from stretchplayer.phrases import week_words as words
from stretchplayer.timeline import size
from stretchplayer.weekplan.plan import ALL_DAYS, Days, Entry, WeekPlan, falls_on

if TYPE_CHECKING:
    import icalendar

_LOOK_AHEAD: Final = 366
"""Days within which an entry has to fall on one; what begins later comes with a later file."""
_BYDAY: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Calendar(NamedTuple):
    """A calendar file; `silent` of its events have no time, and so no alarm."""

    data: bytes
    events: int
    silent: int


def calendar(plan: WeekPlan, routines: Mapping[str, Routine | None], now: datetime) -> Calendar:
    """The plan from today on, in times of day that are local wherever one is. `now` is local time."""
    # Imported here: it takes a while, and nothing else needs it.
    import icalendar

    made = icalendar.Calendar()
    made.add("prodid", f"-//stretchplayer//{__version__}//EN")
    made.add("version", "2.0")
    events = silent = 0
    for entry in plan.entries:
        first = _first(entry, now.date())
        if first is None:
            continue
        made.add_component(_event(entry, routines, first, now))
        events += 1
        silent += entry.at is None
    return Calendar(made.to_ical(), events, silent)


def _event(entry: Entry, routines: Mapping[str, Routine | None], first: date, now: datetime) -> "icalendar.Event":
    import icalendar

    known = [each for each in map(routines.get, entry.routine) if each is not None]
    titles = [each.title for each in known]
    event = icalendar.Event()
    identity = digest(f"{entry.routine} {entry.on} {entry.at} {entry.cue}".encode()).hex()[:32]
    event.add("uid", f"{identity}@stretchplayer")
    event.add("dtstamp", now.astimezone(UTC))
    summary = titles[0] if len(titles) == 1 else "stretchplayer"
    event.add("summary", f"{summary} ({entry.cue})" if entry.cue else summary)
    fallback = [str(moves()[each].step["name"]) for each in entry.fallback]
    event.add("description", words.calendar_text(fallback, titles))
    event.add("rrule", _rule(entry.on))
    event.add("transp", "TRANSPARENT")
    if entry.at is None:
        event.add("dtstart", first)
        return event
    length = 60 * entry.minutes if entry.minutes else max(size(each)[1] for each in known)
    # Without a zone: at that time of day, wherever one is.
    begins = datetime.combine(first, entry.at)
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=-(-length // 60)))
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", f"{summary}: {entry.cue}" if entry.cue else summary)
    event.add_component(alarm)
    return event


def _first(entry: Entry, today: date) -> date | None:
    days = (today + timedelta(days=offset) for offset in range(_LOOK_AHEAD))
    return next((day for day in days if falls_on(entry, day)), None)


def _rule(on: Days) -> dict[str, object]:
    if on.every > 1:
        return {"freq": "daily", "interval": on.every}
    if on.week == ALL_DAYS:
        return {"freq": "daily"}
    return {"freq": "weekly", "byday": [_BYDAY[day] for day in on.week]}
