"""The plan as a calendar file, with an alarm for what has a time."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from stretchplayer import __version__
from stretchplayer.app.week.week_plan import Week
from stretchplayer.app.week.week_words import fallback_line
from stretchplayer.catalog.translated import title
from stretchplayer.file_access import digest
from stretchplayer.timeline import size
from stretchplayer.translation import gettext
from stretchplayer.weekplan.plan import ALL_DAYS, Days, Entry

if TYPE_CHECKING:
    import icalendar

_LOOK_AHEAD: Final = 366
"""Days within which an entry has to fall on one; what begins later comes with a later file."""
_BYDAY: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(week: Week) -> tuple[bytes, int, int]:
    """The plan from today on as a calendar file; how many events it has, and how many of them no time and so no alarm.

    Times of day are local wherever one is.
    """
    # Imported here: it takes a while, and nothing else needs it.
    import icalendar

    made = icalendar.Calendar()
    made.add("prodid", f"-//stretchplayer//{__version__}//EN")
    made.add("version", "2.0")
    events = [event for each in week.plan.entries if (event := _event(each, week)) is not None]
    for event in events:
        made.add_component(event)
    return made.to_ical(), len(events), sum(not event.subcomponents for event in events)


def _event(entry: Entry, week: Week) -> "icalendar.Event | None":
    import icalendar

    days = (week.now.date() + timedelta(days=offset) for offset in range(_LOOK_AHEAD))
    first = next((day for day in days if entry.falls_on(day)), None)
    if first is None:
        return None
    known = [each for each in map(week.routines.get, entry.routine) if each is not None]
    if not known:
        return None
    titles = [title(each.title) for each in known]
    summary = titles[0] if len(titles) == 1 else "stretchplayer"
    event = icalendar.Event()
    identity = digest(f"{entry.routine} {entry.on} {entry.at} {entry.cue}".encode()).hex()[:32]
    event.add("uid", f"{identity}@stretchplayer")
    event.add("dtstamp", week.now.astimezone(UTC))
    event.add("summary", f"{summary} ({entry.cue})" if entry.cue else summary)
    lines = [gettext("In turn: {routines}.").format(routines=", ".join(titles))] if titles[1:] else []
    lines.append("stretchplayer week --play")
    event.add("description", "\n".join((*lines, fallback_line(entry))).strip())
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


def _rule(on: Days) -> dict[str, object]:
    if on.every > 1:
        return {"freq": "daily", "interval": on.every}
    if on.week == ALL_DAYS:
        return {"freq": "daily"}
    return {"freq": "weekly", "byday": [_BYDAY[day] for day in on.week]}
