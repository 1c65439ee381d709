"""Reads `plan.toml`: a plan, or every problem of it with its line and column, as for a routine."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

from msgspec import Struct

from stretchplayer.catalog import moves
from stretchplayer.model.duration import Count, SetCount, Span, count, length
from stretchplayer.phrases import week_words as words
from stretchplayer.problems import Problem, Severity, first_of
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Spelling
from stretchplayer.routine.toml_source import NotToml, Places, parse
from stretchplayer.text import plain
from stretchplayer.weekplan.plan import ALL_DAYS, FORMAT, Days, Entry, Progression, Routines, Stage, WeekPlan
from stretchplayer.weekplan.plan_checks import check_plan

MOST_BYTES: Final = 256 * 1024
_MOST: Final = 100
"""Entries, progressions or weeks of one of them."""
_CUE_LENGTH: Final = 120
_MINUTES: Final = (1, 240)
_FALLBACKS: Final = 2
_WEEKDAYS: Final = {name[:3]: number for number, name in enumerate(words.WEEKDAYS_KEYS)}
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
_DOSES: Final = {"hold": "hold", "duration": "duration", "reps": "reps", "repetitions": "reps", "times": "reps"} | {
    "rep": "reps",
    "sets": "sets",
    "set": "sets",
}
"""The words for a dose of a step, and its key."""

Path = tuple[str | int, ...]
Value = TypeVar("Value")


class PlanReading(Struct, frozen=True, kw_only=True):
    """What came of reading a plan: None where it has an error; and its problems, in order of place."""

    plan: WeekPlan | None
    problems: tuple[Problem, ...] = ()


class _AtItem(ValueError):
    """What is wrong with one item of a list, and its place there."""

    def __init__(self, place: int, text: str) -> None:
        super().__init__(text)
        self.place = place


class _Faults:
    """Collects problems by the keys they are at."""

    def __init__(self, file: str, places: Places) -> None:
        self._file, self._places = file, places
        self.found: list[Problem] = []

    def add(self, path: Path, message: str, *, at_key: bool = False, severity: Severity = "error") -> None:
        """Add a problem at the value, or the key, at `path`."""
        line, column = self._places.key(path) if at_key else self._places.value(path)
        self.found.append(
            Problem(
                file=self._file,
                line=line,
                column=column,
                severity=severity,
                message=quoting.message(message),
                key=str(path[-1]) if path else None,
            )
        )


def read_plan(data: bytes, file: str, routines: Routines) -> PlanReading:
    """Read the bytes of a plan; `file` is how it is called in problems, `routines` are those that it may name."""
    file = plain(file)
    try:
        text, document = parse(data, words.A_PLAN)
    except NotToml as error:
        message = quoting.message(error.message)
        wrong = Problem(file=file, line=error.line, column=error.column, severity="error", message=message)
        return PlanReading(plan=None, problems=(wrong,))
    faults = _Faults(file, Places(text))
    plan = _plan(document, faults, routines)
    if not faults.found:
        for path, message, severity in check_plan(plan, routines):
            faults.add(path, message, severity=severity)
    bad = any(each.severity == "error" for each in faults.found)
    return PlanReading(plan=None if bad else plan, problems=first_of(faults.found) if faults.found else ())


def _plan(document: dict[str, Any], faults: _Faults, routines: Routines) -> WeekPlan:
    known = ("format", "entry", "progression")
    for key in document.keys() - {*known}:
        faults.add((key,), words.unknown_key(key, Spelling().hint(key, known)), at_key=True)
    if (version := document.get("format")) != FORMAT or isinstance(version, bool):
        faults.add(("format",) if "format" in document else (), words.format_wanted(FORMAT))
    readers = _readers(routines)
    entries = [Entry(**each) for each in _tables(document, "entry", readers, ("routine",), faults)]
    grown = _tables(document, "progression", readers, ("routine", "since", "weeks"), faults)
    progressions = [Progression(**{**each, "routine": each["routine"][0]}) for each in grown]
    return WeekPlan(entries=tuple(entries), progressions=tuple(progressions))


Reader = Callable[[object], object]
_ENTRY: Final = ("routine", "on", "cue", "at", "short", "minutes", "from", "fallback")
_PROGRESSION: Final = ("routine", "step", "move", "from", "weeks")


def _readers(routines: Routines) -> Mapping[str, Reader]:
    return {
        "routine": lambda value: _each(value, lambda each: _routine(each, routines)),
        "on": _days,
        "cue": _cue,
        "at": _time_of_day,
        "short": _flag,
        "minutes": _minutes,
        "from": _date,
        "fallback": _fallback,
        "step": _step,
        "move": _move,
        "weeks": lambda value: _each(value, _stage),
    }


def _tables(
    document: dict[str, Any], name: str, readers: Mapping[str, Reader], needed: tuple[str, ...], faults: _Faults
) -> Iterator[dict[str, Any]]:
    """The values of each table of a list of tables that has no fault."""
    tables = document.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables) or len(tables) > _MOST:
        faults.add((name,), words.tables_wanted(name, _MOST))
        return
    keys = _ENTRY if name == "entry" else _PROGRESSION
    for number, table in enumerate(tables):
        found: dict[str, Any] = {}
        before = len(faults.found)
        for key, value in table.items():
            if key not in keys:
                faults.add((name, number, key), words.unknown_key(key, Spelling().hint(key, keys)), at_key=True)
                continue
            try:
                found["since" if key == "from" else key] = readers[key](value)
            except ValueError as error:
                place = (error.place,) if isinstance(error, _AtItem) else ()
                faults.add((name, number, key, *place), f"{key}: {error}")
        for key in needed:
            written = "from" if key == "since" else key
            if written not in table:
                faults.add((name, number), words.missing(written))
        if len(faults.found) == before:
            yield found


def _listed(value: object) -> list[object]:
    found = value if isinstance(value, list) else [value]
    if not 0 < len(found) <= _MOST:
        raise ValueError(words.list_wanted(_MOST))
    return found


def _each(value: object, read: Callable[[object], Value]) -> tuple[Value, ...]:
    """One value, or each of a list, as it is read."""
    found = []
    for place, each in enumerate(_listed(value)):
        try:
            found.append(read(each))
        except ValueError as error:
            if not isinstance(value, list):
                raise
            raise _AtItem(place, str(error)) from error
    return tuple(found)


def _routine(value: object, routines: Routines) -> str:
    name = value.removesuffix(".toml") if isinstance(value, str) else ""
    if name not in routines:
        raise ValueError(words.no_routine(quoting.value(value), Spelling().hint(name, [*routines])))
    return name


def _days(value: object) -> Days:
    if not isinstance(value, str):
        return Days(week=tuple(sorted({*_each(value, _day)})))
    if (found := _SETS.get(" ".join(value.casefold().split()))) is not None:
        return found
    try:
        return Days(week=tuple(sorted(map(_day, re.split(r"\s*(?:,|\band\b|\s)\s*", value.strip())))))
    except ValueError:
        # The whole text may be a slip of several words.
        if hint := Spelling().hint(value, _SETS):
            raise ValueError(words.no_day(quoting.value(value), hint)) from None
        raise


def _day(value: object) -> int:
    short = value.casefold() if isinstance(value, str) else ""
    number = _WEEKDAYS.get(short[:3])
    if number is None or not words.WEEKDAYS_KEYS[number].startswith(short):
        hint = Spelling().hint(short, (*_WEEKDAYS, *words.WEEKDAYS_KEYS))
        raise ValueError(words.no_day(quoting.value(value), hint))
    return number


def _cue(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _CUE_LENGTH or plain(value) != value:
        raise ValueError(words.cue_wanted(_CUE_LENGTH))
    return value.strip()


def _time_of_day(value: object) -> time:
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", value.strip()) if isinstance(value, str) else None
    if found is not None:
        return time(int(found[1]), int(found[2]))
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    raise ValueError(words.time_wanted(quoting.value(value)))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(words.FLAG_WANTED)  # noqa: TRY004 - one kind of error for all that is wrong with a value
    return value


def _minutes(value: object) -> float:
    least, most = _MINUTES
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ValueError(words.minutes_wanted(least, most))
    return float(value)


def _date(value: object) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        found = None
    if not isinstance(found, date) or isinstance(found, datetime):
        message = words.date_wanted(quoting.value(value))
        raise ValueError(message)  # noqa: TRY004 - one kind of error for all that is wrong with a value
    return found


def _move(value: object) -> str:
    # A routine's own moves are looked for where the routine is known.
    if not isinstance(value, str) or not value.strip():
        raise ValueError(words.MOVE_WANTED)
    return value


def _fallback(value: object) -> tuple[str, ...]:
    if len(_listed(value)) > _FALLBACKS:
        raise ValueError(words.fallback_wanted(_FALLBACKS))
    return _each(value, _known_move)


def _known_move(value: object) -> str:
    if not isinstance(value, str) or value not in moves():
        raise ValueError(words.no_move(quoting.value(value), Spelling().hint(str(value), [*moves()])))
    return value


def _step(value: object) -> str:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"[1-9]\d{0,2}(?:\.[1-9]\d{0,2})*", text):
        raise ValueError(words.step_wanted(quoting.value(value)))
    return text


def _stage(value: object) -> Stage:
    """One week, as physiotherapists write it: "week 2: hold 25 s, 3 reps"."""
    found = _STAGE.fullmatch(value) if isinstance(value, str) else None
    if found is None or not int(found[1]):
        raise ValueError(words.stage_wanted(quoting.value(value)))
    return Stage(week=int(found[1]), doses=tuple(_dose(part) for part in re.split(r"\s*(?:,|;|\band\b)\s*", found[2])))


def _dose(text: str) -> tuple[str, float]:
    named, counted = _NAMED.fullmatch(text), _COUNTED.fullmatch(text)
    word, number = (named[1], named[2]) if named else (counted[2], counted[1]) if counted else ("", "")
    key = _DOSES.get(word.casefold())
    if key is None:
        raise ValueError(words.dose_wanted(quoting.value(text), Spelling().hint(word, _DOSES)))
    if key in ("hold", "duration"):
        return key, float(length(f"{number} s" if re.fullmatch(r"[\d.]+", number) else number, Span))
    whole = _COUNTED.fullmatch(number)
    return key, float(count(int(whole[1] if whole else number), Count if key == "reps" else SetCount))
