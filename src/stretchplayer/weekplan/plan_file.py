"""Reads `plan.toml`: a plan, or every problem of it with its line and column, as for a routine."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from msgspec import Struct

from stretchplayer.caps import Profile
from stretchplayer.caps.bounds import Bounds
from stretchplayer.catalog import moves
from stretchplayer.fitting.adjustments import PersonalRanges, capped, has_number, turned
from stretchplayer.model.duration import Count, SetCount, Span, count, length, spoken
from stretchplayer.model.routine import Routine
from stretchplayer.model.short_form import has_short_form
from stretchplayer.problems import Problem, Severity, first_of
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Faults, Path, explain
from stretchplayer.routine.fields import fields_of
from stretchplayer.routine.toml_source import NotToml, Places, parse
from stretchplayer.text import plain
from stretchplayer.translation import gettext
from stretchplayer.weekplan.doses import meant_steps
from stretchplayer.weekplan.plan import ALL_DAYS, FORMAT, Days, Entry, Progression, Routines, Stage, WeekPlan

MOST_BYTES: Final = 256 * 1024
MOST_FALLBACKS: Final = 2
_MOST: Final = 100
"""Entries, progressions or weeks of one of them."""
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""As the file writes them; three letters do as well."""
_SETS: Final = {
    "every day": Days(),
    "daily": Days(),
    "weekdays": Days(week=ALL_DAYS[:5]),
    "weekend": Days(week=ALL_DAYS[5:]),
    "weekends": Days(week=ALL_DAYS[5:]),
    "every second day": Days(every=2),
    "every other day": Days(every=2),
    "every third day": Days(every=3),
}
_STAGE: Final = re.compile(r"\s*(?:from\s+)?week\s+(\d{1,3})\s*:\s*(.+?)\s*", re.IGNORECASE)
_NAMED: Final = re.compile(r"([a-z]+)\s*(?:=|:|of|to)?\s*(\d.*)", re.IGNORECASE)
_COUNTED: Final = re.compile(r"(\d+)\s*(?:x\s*)?([a-z]+)", re.IGNORECASE)
_DOSES: Final = {
    "hold": "hold",
    "duration": "duration",
    "sets": "sets",
    "set": "sets",
    **dict.fromkeys(("reps", "repetitions", "times", "rep"), "reps"),
}
"""The words for a dose of a step, and its key."""
_FIELDS: Final = fields_of(Entry)


class PlanReading(Struct, frozen=True, kw_only=True):
    """What came of reading a plan: None where it has an error; and its problems, in order of place."""

    plan: WeekPlan | None
    problems: tuple[Problem, ...] = ()


def read_plan(data: bytes, file: str, routines: Routines, *, strict: bool = False) -> PlanReading:
    """Read the bytes of a plan; `file` is how it is called in problems, `routines` are those that it may name.

    One that is missing or has errors is an error only where that is `strict`: all others can be done without it.
    """
    found: list[Problem] = []

    def add(place: tuple[int, int], severity: Severity, message: str) -> None:
        found.append(Problem(plain(file), *place, severity, quoting.message(message)))

    try:
        text, document = parse(data, "a plan")
    except NotToml as error:
        add((error.line, error.column), "error", error.message)
        return PlanReading(plan=None, problems=tuple(found))
    places, faults = Places(text), Faults()
    plan = _plan(document, faults)
    for fault in faults.found:
        add((places.key if fault.at == "key" else places.value)(fault.path), "error", fault.message)
    for path, severity, message in () if found else _beside(plan, routines, faults, "error" if strict else "warning"):
        add(places.value(path), severity, message)
    bad = any(each.severity == "error" for each in found)
    return PlanReading(plan=None if bad else plan, problems=first_of(found, faults.more) if found else ())


_KEYS: Final = {
    "entry": ("routine", "on", "cue", "at", "short", "minutes", "from", "fallback"),
    "progression": ("routine", "from", "weeks", "step", "move"),
}
_NEEDED: Final = {"entry": ("routine",), "progression": ("routine", "from", "weeks")}
_MANY: Final = {"routine": _MOST, "on": _MOST, "weeks": _MOST, "fallback": MOST_FALLBACKS}
"""The keys that take one value or several, and how many."""
Read = Callable[[Any], object]
"""Reads one value. ValueError says what is wrong with it."""


class _Wrong(ValueError):
    """A value that is not what it should be; `write` is said where no word of those that are `known` is near.

    `what` has a place for the value.
    """

    def __init__(self, value: object, what: str, write: str, word: str = "", known: Collection[str] = ()) -> None:
        super().__init__(what.format(value=quoting.value(value)))
        self.write, self.word, self.known = write, word, known


def _plan(document: dict[str, Any], faults: Faults) -> WeekPlan:
    """The plan in a document, without what is wrong in it."""
    _known((), document, ("format", *_KEYS), faults)
    if (version := document.get("format")) != FORMAT or isinstance(version, bool):
        faults.value(("format",), f"format: {gettext('write {what}').format(what=f'format = {FORMAT}')}")

    readers: dict[str, Read] = {
        "routine": _routine,
        "on": days_of,
        "at": time_of_day,
        "from": _date,
        "fallback": _move,
        "step": _step,
        "weeks": _stage,
    }
    entries = [{**each, "on": _together(each.get("on", ()))} for each in _tables("entry", document, readers, faults)]
    grown = [{**each, "routine": each["routine"][0]} for each in _tables("progression", document, readers, faults)]
    return WeekPlan(
        entries=tuple(Entry(**each) for each in entries), progressions=tuple(Progression(**each) for each in grown)
    )


def _known(path: Path, table: dict[str, Any], keys: Collection[str], faults: Faults) -> None:
    for key in table.keys() - {*keys}:
        faults.key((*path, key), gettext("unknown key `{key}`{hint}").format(key=key, hint=_near(faults, key, keys)))


def _tables(
    name: str, document: dict[str, Any], readers: Mapping[str, Read], faults: Faults
) -> Iterator[dict[str, Any]]:
    """The values of each table of a list of tables that has no fault."""
    tables = document.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables) or len(tables) > _MOST:
        faults.value(
            (name,),
            gettext("{name}: each begins with a line [[{name}]], at most {most} of them").format(name=name, most=_MOST),
        )
        return
    for number, table in enumerate(tables):
        before = faults.count
        _known((name, number), table, _KEYS[name], faults)
        for key in (each for each in _NEEDED[name] if each not in table):
            more = gettext(" (the first day of week 1: from = 2030-01-07)") if key == "from" else ""
            faults.missing((name, number), key, gettext("`{key}` is missing{more}").format(key=key, more=more))
        found = {
            "since" if key == "from" else key: _value((name, number), key, table[key], readers, faults)
            for key in _KEYS[name]
            if key in table
        }
        if faults.count == before:
            yield found


def _near(faults: Faults, word: str, known: Collection[str]) -> str:
    near = faults.spelling.nearest(word, known)
    return gettext(": did you mean `{word}`?").format(word=near) if near else ""


def _value(table: Path, key: str, value: object, readers: Mapping[str, Read], faults: Faults) -> object:
    """What stands there; a tuple where there may be several."""
    path = (*table, key)
    if key not in readers:
        return value if explain(value, _FIELDS.get(key, _FIELDS["cue"]), path, faults) else None
    items = value if isinstance(value, list) and key in _MANY else [value]
    if not 0 < len(items) <= _MANY.get(key, 1):
        faults.value(path, gettext("{key}: write one, or a list of up to {most}").format(key=key, most=_MANY[key]))
        return None
    found = []
    for place, each in enumerate(items):
        try:
            found.append(readers[key](each))
        except _Wrong as error:
            hint = _near(faults, error.word, error.known) if error.word else ""
            faults.value((*path, place), f"{key}: {error}{hint or f' ({error.write})'}")
        except ValueError as error:
            faults.value((*path, place), f"{key}: {error}")
    if key == "on" and found[1:] and any(isinstance(each, Days) and each.every > 1 for each in found):
        faults.value(path, gettext("on: every second or third day stands alone, without other days"))
    return tuple(found) if key in _MANY else next(iter(found), None)


def _routine(value: object) -> str:
    name = value.removesuffix(".toml") if isinstance(value, str) else ""
    if not name:
        raise _Wrong(value, gettext("{value} is not the name of a routine"), gettext("`stretchplayer list` shows them"))
    return name


def _move(value: object) -> str:
    if not isinstance(value, str) or value not in moves():
        what, write = (
            gettext("{value} is not a move of the catalogue"),
            gettext("`stretchplayer moves neck` shows some"),
        )
        raise _Wrong(value, what, write, str(value), [*moves()])
    return value


def days_of(value: object) -> Days:
    """The days that a file names. ValueError says how they are written."""
    text = " ".join(value.casefold().split()) if isinstance(value, str) else ""
    if (found := _SETS.get(text)) is not None:
        return found
    week = set()
    for each in re.split(r"(?:[\s,]|\band\b)+", text):
        day = next((number for number, name in enumerate(WEEKDAYS) if name.startswith(each) and each[2:]), None)
        if day is None:
            write = gettext('write ["mon", "thu"], "every day", "weekdays" or "every second day"')
            # A slip of several words is one of all of them.
            word, names = (text, ()) if " " in text else (each, (*WEEKDAYS, *(name[:3] for name in WEEKDAYS)))
            raise _Wrong(value, gettext("{value} is no day"), write, word, [*_SETS, *names])
        week.add(day)
    return Days(week=tuple(sorted(week)))


def _stage(value: object) -> Stage:
    """One week, as physiotherapists write it: "week 2: hold 25 s, 3 reps"."""
    found = _STAGE.fullmatch(value) if isinstance(value, str) else None
    if found is None or not int(found[1]):
        raise _Wrong(value, gettext("{value} is no week of a progression"), gettext('write "week 2: hold 25 s"'))
    doses = re.split(r"\s*(?:,|;|\band\b)\s*", found[2])
    return Stage(week=int(found[1]), doses=tuple(map(_dose, doses)))


def _dose(text: str) -> tuple[str, float]:
    named, counted = _NAMED.fullmatch(text), _COUNTED.fullmatch(text)
    word, number = (named[1], named[2]) if named else (counted[2], counted[1]) if counted else ("", "")
    key = _DOSES.get(word.casefold())
    if key is None:
        raise _Wrong(text, gettext("{value} is no dose"), "hold 25 s, duration 2 min, 12 reps, 3 sets", word, _DOSES)
    if key in ("hold", "duration"):
        return key, float(length(f"{number} s" if re.fullmatch(r"[\d.]+", number) else number, Span))
    whole = _COUNTED.fullmatch(number)
    return key, float(count(int(whole[1] if whole else number), Count if key == "reps" else SetCount))


def _together(found: tuple[Days, ...]) -> Days:
    """Several days as one, or every day; every nth day stands alone."""
    if len(found) == 1:
        return found[0]
    return Days(week=tuple(sorted({day for each in found for day in each.week})) or ALL_DAYS)


def time_of_day(value: object) -> time:
    """A time of day as people write it, "7:30" or "7.30". ValueError says how it is written."""
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", value.strip()) if isinstance(value, str) else None
    if found is not None:
        return time(int(found[1]), int(found[2]))
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    message = gettext("{value} is no time of day (such as 10:30, from 0:00 to 23:59)").format(
        value=quoting.value(value)
    )
    raise ValueError(message)


def _date(value: object) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        found = None
    if not isinstance(found, date) or isinstance(found, datetime):
        raise _Wrong(value, gettext("{value} is no date"), gettext("write year, month and day: 2030-01-07"))
    return found


def _step(value: object) -> str:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"[1-9]\d{0,2}(?:\.[1-9]\d{0,2})*", text):
        write = gettext('write its number, 3, or "2.1" for a step in rounds')
        raise _Wrong(value, gettext("{value} is no step"), write)
    return text


def _beside(
    plan: WeekPlan, routines: Routines, faults: Faults, unplayable: Severity
) -> Iterator[tuple[Path, Severity, str]]:
    """What only shows beside the routines: a step that is not there, a dose beyond a limit, no short form."""
    for number, entry in enumerate(plan.entries):
        for place, name in enumerate(entry.routine):
            routine = routines.get(name)
            if name not in routines:
                what = gettext("{value} is not the name of a routine").format(value=quoting.value(name))
                listed = gettext("`stretchplayer list` shows them")
                hint = faults.spelling.hint(name, [*routines]) or f" ({listed})"
                yield ("entry", number, "routine", place), unplayable, f"routine: {what}{hint}"
            elif routine is None:
                message = gettext("routine: {name} has errors; `stretchplayer check {name}` shows them").format(
                    name=name
                )
                yield ("entry", number, "routine"), unplayable, message
            elif entry.short and not has_short_form(routine):
                message = gettext("short: no step of {name} has `short = true`; write minutes = 5 instead").format(
                    name=name
                )
                yield ("entry", number, "short"), "error", message
    planned = {name for entry in plan.entries for name in entry.routine}
    for number, progression in enumerate(plan.progressions):
        routine = routines.get(progression.routine)
        if progression.routine not in planned:
            message = gettext("routine: no [[entry]] has {name}, so this changes nothing").format(
                name=progression.routine
            )
            yield ("progression", number, "routine"), "warning", message
        elif routine is not None:
            yield from _grown(("progression", number), progression, routine)


def _grown(path: Path, progression: Progression, routine: Routine) -> Iterator[tuple[Path, Severity, str]]:
    steps = [step for _, step in meant_steps(routine, progression)]
    if not steps:
        key, which = ("step", progression.step) if progression.step else ("move", progression.move)
        message = gettext("{key}: {title} has no step {which} with a dose")
        yield (*path, key), "error", message.format(key=key, title=routine.title, which=which)
        return
    person = PersonalRanges(Bounds(routine, Profile(), new_user=False), Profile())
    for place, stage in enumerate(progression.weeks):
        for key, value in stage.doses:
            having = [step for step in steps if has_number(step, key)]
            allowed = [float(getattr(capped(turned(step, key, value), person), key)) for step in having]
            if not allowed:
                message = gettext(
                    "weeks: the step that is meant has no {key} of its own, or a different one each time"
                ).format(key=key)
                yield (*path, "weeks", place), "error", message
            elif max(allowed) < value:
                message = gettext("weeks: {key} {value} is above the limit, so {allowed} is played").format(
                    key=key, value=spoken(value), allowed=spoken(max(allowed))
                )
                yield (*path, "weeks", place), "limit", message
