"""Reads `plan.toml`: a plan, or every problem of it with its line and column, as for a routine."""

import re
from collections.abc import Callable, Iterator, Mapping
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


def read_plan(data: bytes, file: str, routines: Routines) -> PlanReading:
    """Read the bytes of a plan; `file` is how it is called in problems, `routines` are those that it may name."""
    found: list[Problem] = []

    def add(place: tuple[int, int], severity: Severity, message: str) -> None:
        found.append(Problem(plain(file), *place, severity, quoting.message(message)))

    try:
        text, document = parse(data, "a plan")
    except NotToml as error:
        add((error.line, error.column), "error", error.message)
        return PlanReading(plan=None, problems=tuple(found))
    places, reader = Places(text), _Reader(routines)
    plan = reader.read(document)
    for fault in reader.faults.found:
        add((places.key if fault.at == "key" else places.value)(fault.path), "error", fault.message)
    for path, severity, message in () if found else _beside(plan, routines):
        add(places.value(path), severity, message)
    bad = any(each.severity == "error" for each in found)
    return PlanReading(plan=None if bad else plan, problems=first_of(found, reader.faults.more) if found else ())


Read = Callable[[Any], object]
"""Reads one value. ValueError says what is wrong with it."""


class _Reader:
    """Reads the tables of a plan, and collects every fault."""

    def __init__(self, routines: Routines) -> None:
        self._routines = routines
        self.faults = Faults()
        self._hint = self.faults.spelling.hint

    def read(self, document: dict[str, Any]) -> WeekPlan:
        known = ("format", "entry", "progression")
        for key in document.keys() - {*known}:
            self.faults.key((key,), f"unknown key `{key}`{self._hint(key, known)}")
        if (version := document.get("format")) != FORMAT or isinstance(version, bool):
            self.faults.value(("format",), f"format: write format = {FORMAT}")
        entry: dict[str, Read] = {
            "routine": self._routine,
            "on": self._days,
            "cue": str,
            "at": time_of_day,
            "short": bool,
            "minutes": float,
            "from": _date,
            "fallback": self._fallback,
        }
        progression: dict[str, Read] = {
            "routine": self._routine,
            "step": _step,
            "move": str,
            "from": _date,
            "weeks": self._stage,
        }
        entries = [
            Entry(**{**each, **({"on": _together(each["on"])} if "on" in each else {})})
            for each in self._tables(document, "entry", entry, ("routine",))
        ]
        progressions = [
            Progression(**{**each, "routine": each["routine"][0]})
            for each in self._tables(document, "progression", progression, ("routine", "from", "weeks"))
        ]
        return WeekPlan(entries=tuple(entries), progressions=tuple(progressions))

    def _tables(
        self, document: dict[str, Any], name: str, readers: Mapping[str, Read], needed: tuple[str, ...]
    ) -> Iterator[dict[str, Any]]:
        """The values of each table of a list of tables that has no fault."""
        tables = document.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables) or len(tables) > _MOST:
            self.faults.value((name,), f"{name}: each begins with a line [[{name}]], at most {_MOST} of them")
            return
        for number, table in enumerate(tables):
            before, found = self.faults.count, dict[str, Any]()
            for key, value in table.items():
                path = (name, number, key)
                if key not in readers:
                    self.faults.key(path, f"unknown key `{key}`{self._hint(key, readers)}")
                else:
                    found["since" if key == "from" else key] = self._value(path, key, value, readers[key])
            for key in (each for each in needed if each not in table):
                more = " (the first day of week 1: from = 2030-01-07)" if key == "from" else ""
                self.faults.missing((name, number), key, f"`{key}` is missing{more}")
            if self.faults.count == before:
                yield found

    def _value(self, path: Path, key: str, value: object, read: Read) -> object:
        if key in ("cue", "short", "minutes", "move"):
            return value if explain(value, _FIELDS.get(key, _FIELDS["cue"]), path, self.faults) else None
        if key not in _LISTED:
            return self._read(path, key, value, read)
        items = value if isinstance(value, list) else [value]
        if not 0 < len(items) <= _LISTED[key]:
            self.faults.value(path, f"{key}: write one, or a list of up to {_LISTED[key]}")
            return None
        places = [(*path, place) if isinstance(value, list) else path for place in range(len(items))]
        return tuple(self._read(place, key, each, read) for place, each in zip(places, items, strict=True))

    def _read(self, path: Path, key: str, value: object, read: Read) -> object:
        try:
            return read(value)
        except ValueError as error:
            self.faults.value(path, f"{key}: {error}")
            return None

    def _routine(self, value: object) -> str:
        name = value.removesuffix(".toml") if isinstance(value, str) else ""
        if name in self._routines:
            return name
        hint = self._hint(name, [*self._routines]) or " (`stretchplayer list` shows them)"
        message = f"{quoting.value(value)} is not the name of a routine{hint}"
        raise ValueError(message)

    def _fallback(self, value: object) -> str:
        if isinstance(value, str) and value in moves():
            return value
        hint = self._hint(str(value), [*moves()]) or " (`stretchplayer moves neck` shows some)"
        message = f"{quoting.value(value)} is not a move of the catalogue{hint}"
        raise ValueError(message)

    def _days(self, value: object) -> Days:
        text = " ".join(value.casefold().split()) if isinstance(value, str) else ""
        if (found := _SETS.get(text)) is not None:
            return found
        week = set()
        for each in re.split(r"(?:[\s,]|\band\b)+", text):
            day = next((number for number, name in enumerate(WEEKDAYS) if name.startswith(each) and each[2:]), None)
            if day is None:
                # The whole text may be a slip of several words.
                short = [name[:3] for name in WEEKDAYS]
                hint = self._hint(text, _SETS) or self._hint(each, [*short, *WEEKDAYS])
                more = '(write ["mon", "thu"], "every day", "weekdays" or "every second day")'
                message = f"{quoting.value(value)} is no day{hint} {more}"
                raise ValueError(message)
            week.add(day)
        return Days(week=tuple(sorted(week)))

    def _stage(self, value: object) -> Stage:
        """One week, as physiotherapists write it: "week 2: hold 25 s, 3 reps"."""
        found = _STAGE.fullmatch(value) if isinstance(value, str) else None
        if found is None or not int(found[1]):
            message = f'{quoting.value(value)} is no week of a progression (write "week 2: hold 25 s")'
            raise ValueError(message)
        doses = re.split(r"\s*(?:,|;|\band\b)\s*", found[2])
        return Stage(week=int(found[1]), doses=tuple(map(self._dose, doses)))

    def _dose(self, text: str) -> tuple[str, float]:
        named, counted = _NAMED.fullmatch(text), _COUNTED.fullmatch(text)
        word, number = (named[1], named[2]) if named else (counted[2], counted[1]) if counted else ("", "")
        key = _DOSES.get(word.casefold())
        if key is None:
            hint = self._hint(word, _DOSES)
            message = f"{quoting.value(text)} is no dose{hint} (hold 25 s, duration 2 min, 12 reps, 3 sets)"
            raise ValueError(message)
        if key in ("hold", "duration"):
            return key, float(length(f"{number} s" if re.fullmatch(r"[\d.]+", number) else number, Span))
        whole = _COUNTED.fullmatch(number)
        return key, float(count(int(whole[1] if whole else number), Count if key == "reps" else SetCount))


_LISTED: Final = {"routine": _MOST, "on": _MOST, "weeks": _MOST, "fallback": MOST_FALLBACKS}
"""The keys that take one value or several, and how many."""


def _together(found: tuple[Days, ...]) -> Days:
    """Several days as one; what is every so many days stands alone."""
    days = tuple(sorted({day for each in found if each.every == 1 for day in each.week}))
    return found[0] if len(found) == 1 or not days else Days(week=days)


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
        message = f"{quoting.value(value)} is no date (write year, month and day: 2030-01-07)"
        raise ValueError(message)  # noqa: TRY004 - one kind of error for all that is wrong with a value
    return found


def _step(value: object) -> str:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"[1-9]\d{0,2}(?:\.[1-9]\d{0,2})*", text):
        message = f'{quoting.value(value)} is no step (write its number, 3, or "2.1" for a step in rounds)'
        raise ValueError(message)
    return text


def _beside(plan: WeekPlan, routines: Routines) -> Iterator[tuple[Path, Severity, str]]:
    """What only shows beside the routines: a step that is not there, a dose beyond a limit, no short form."""
    for number, entry in enumerate(plan.entries):
        for name in entry.routine:
            routine = routines.get(name)
            if routine is None:
                message = f"routine: {name} has errors; `stretchplayer check {name}` shows them"
                yield ("entry", number, "routine"), "error", message
            elif entry.short and not has_short_form(routine):
                message = f"short: no step of {name} has `short = true`; write minutes = 5 instead"
                yield ("entry", number, "short"), "error", message
    planned = {name for entry in plan.entries for name in entry.routine}
    for number, progression in enumerate(plan.progressions):
        routine = routines.get(progression.routine)
        if progression.routine not in planned:
            message = f"routine: no [[entry]] has {progression.routine}, so this changes nothing"
            yield ("progression", number, "routine"), "warning", message
        elif routine is not None:
            yield from _grown(("progression", number), progression, routine)


def _grown(path: Path, progression: Progression, routine: Routine) -> Iterator[tuple[Path, Severity, str]]:
    steps = [step for _, step in meant_steps(routine, progression)]
    if not steps:
        key, which = ("step", progression.step) if progression.step else ("move", progression.move)
        yield (*path, key), "error", f"{key}: {routine.title} has no step {which} with a dose"
        return
    person = PersonalRanges(Bounds(routine, Profile(), new_user=False), Profile())
    for place, stage in enumerate(progression.weeks):
        for key, value in stage.doses:
            having = [step for step in steps if has_number(step, key)]
            allowed = [float(getattr(capped(turned(step, key, value), person), key)) for step in having]
            if not allowed:
                message = f"weeks: the step that is meant has no {key} of its own, or a different one each time"
                yield (*path, "weeks", place), "error", message
            elif max(allowed) < value:
                message = f"weeks: {key} {spoken(value)} is above the limit, so {spoken(max(allowed))} is played"
                yield (*path, "weeks", place), "limit", message
