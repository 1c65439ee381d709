"""Reads a table of exercises by what its columns are called, and what interval timers export, as JSON or as lines."""

import csv
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from stretchplayer.catalog.complaints import unaccented
from stretchplayer.editing.importing.doses import read_dose, sides_of
from stretchplayer.editing.importing.doubts import against_cells
from stretchplayer.editing.importing.exercises import (
    Amount,
    Dose,
    Entry,
    Medicine,
    Note,
    Part,
    Rounds,
    amount_of,
    names_medicine,
    seconds_of,
)
from stretchplayer.model.number_ranges import LONGEST, NAME_LENGTH

_DELIMITERS: Final = (",", ";", "\t")
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        *("exercise", "name", "exercise name", "movement", "stretch", "title", "ubung", "ubungen", "exercises"),
        *("interval", "activity"),
    ),
    "sets": ("sets", "set", "satze", "serien", "rounds"),
    "reps": ("reps", "rep", "repetitions", "repeats", "wiederholungen", "wdh", "times", "count"),
    "hold": ("hold", "holds", "hold time", "hold seconds", "hold sec", "hold s", "halten", "haltezeit"),
    "duration": ("duration", "seconds", "time", "sec", "secs", "length", "dauer", "zeit", "work", "minutes", "min"),
    "side": ("side", "sides", "seite", "seiten", "leg", "left right", "l r"),
    "rest": ("rest", "pause", "break", "recovery", "rest time", "rest seconds", "rest between sets"),
    "often": (
        *("frequency", "times per day", "per day", "times per week", "per week", "days per week", "sessions per day"),
        *("haufigkeit", "times a day", "times a week"),
    ),
    "notes": (
        *("notes", "note", "comments", "comment", "instructions", "description", "hinweise", "bemerkung", "how"),
        "details",
    ),
}
_ON: Final = ("enabled", "active", "on", "include", "included")
_NOT_ON: Final = ("disabled", "inactive", "off", "skip", "skipped", "omit", "excluded", "deleted", "archived", "hidden")
_NO: Final = ("no", "n", "false", "0", "off", "nein", "none", "-")
_SECONDS_HEADERS: Final = ("seconds", "sec", "secs", "s", "sekunden")
_DOSES: Final = ("sets", "reps", "hold", "duration", "rest")
_UNIT: Final = re.compile(r"\b(min|mins|minutes|minuten)\b")
_SECONDS_SAID: Final = re.compile(r"\b(s|sec|secs|seconds|sek|sekunden)\b")
_CLOCK: Final = re.compile(r"\d{1,2}:[0-5]\d(?::[0-5]\d)?")
_LEAST_CELLS: Final = 2
"""Cells in a line of a timer: a length and a name."""
_LEAST_SECONDS: Final = 10
"""Fewer than this in a column that gives no unit may be minutes."""


def read_table(text: str) -> tuple[Literal["csv", "timer"], list[Part]] | None:
    """The exercises of a table, or the intervals of a timer's; None for what is no table."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines[0].count("|") > 1:
        # A table as it is drawn in plain text.
        lines = [line.strip().strip("|").replace("|", "\t") for line in lines if line.strip("|-: +\t")]
    for delimiter in sorted(_DELIMITERS, key=lambda each: -lines[0].count(each)):
        if delimiter not in lines[0]:
            continue
        try:
            rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            continue
        columns = _columns(rows[0])
        if "name" in columns and len(columns) > 1 and len(rows) > 1:
            return _table(rows, columns)
        timer = _timer_rows(rows)
        if timer:
            return "timer", timer
    return None


def _columns(header: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Where each kind of column stands, and what it is called."""
    found: dict[str, tuple[int, str]] = {}
    for at, cell in enumerate(header):
        if any(mark.isdigit() for mark in cell):
            # A line of a list: "stretch 15 sec, 3 times".
            return {}
        called = " ".join(re.sub(r"[^a-z]+", " ", unaccented(cell)).split())
        bare = " ".join(_SECONDS_SAID.sub(" ", _UNIT.sub(" ", called)).split()) or called
        if called in _ON or called in _NOT_ON:
            found.setdefault("on" if called in _ON else "not on", (at, called))
            continue
        if "duration" in found and _UNIT.search(found["duration"][1]) and called in _SECONDS_HEADERS:
            found.setdefault("seconds", (at, called))
            continue
        for key, names in _COLUMNS.items():
            if key not in found and (called in names or bare in names):
                found[key] = (at, called)
                break
    return found


def _table(rows: list[list[str]], columns: dict[str, tuple[int, str]]) -> tuple[Literal["csv", "timer"], list[Part]]:
    parts: list[Part] = []
    timer = set(columns) <= {"name", "duration", "notes"} and "duration" in columns
    unknown = [cell for at, cell in enumerate(rows[0]) if cell and at not in {at for at, _ in columns.values()}]
    if unknown and not timer:
        parts.append(Note(f"Columns that are not taken over: {', '.join(unknown)}"))
    for number, row in enumerate(rows[1:], 2):
        line = "; ".join(cell for cell in row if cell)
        if names_medicine(line):
            parts.append(Medicine(number))
            continue
        cells = {key: row[at] if at < len(row) else "" for key, (at, _) in columns.items()}
        if not cells["name"]:
            if line:
                parts.append(Note(line, ["Which exercise is this? Its column for the name is empty."]))
            continue
        if timer and not against_cells(row):
            length = _seconds(cells["duration"], columns["duration"][1])
            if length is not None and not _unclear(cells["duration"], columns["duration"][1]):
                parts += interval(cells["name"], length.low, cells.get("notes", ""))
                continue
        entry = _row(line, cells, columns)
        if word := against_cells(row):
            entry.dose.against.append(word)
        parts.append(entry)
    return ("timer" if timer else "csv"), parts


def _row(line: str, cells: dict[str, str], columns: dict[str, tuple[int, str]]) -> Entry:
    dose, words = read_dose(cells["name"])
    asks: list[str] = []
    if _cells_off(cells):
        asks.append(SWITCHED_OFF)
    if minutes_seconds := _both(cells):
        dose.time = minutes_seconds
        cells = cells | {"duration": ""}
    elif cells.get("seconds"):
        dose.unread.append(f"{cells['duration']} {cells['seconds']}".strip())
    for key in _DOSES:
        cell = cells.get(key, "")
        if not cell or unaccented(cell) in ("-", "n/a", "none", "0"):
            continue
        value = amount_of(cell) if key in ("sets", "reps") else _seconds(cell, columns[key][1])
        if value is None and key in ("sets", "reps"):
            read, left = read_dose(cell)
            if not left and (read.reps or read.sets):
                dose.join(read)
                continue
        if key == "duration" and value is not None and _unclear(cell, columns[key][1]):
            asks.append(
                f'Is "{cell}" seconds or minutes? Write it as `"{cell} sec"` or `"{cell} min"`, and take out the '
                "line `enabled = false`."
            )
            continue
        if value is None:
            asks.append(
                f'What does "{cell}" in the column "{columns[key][1]}" mean? Write the number, and take out the line '
                "`enabled = false`."
            )
        else:
            mine = "time" if key == "duration" else key
            if getattr(dose, mine) not in (None, value):
                dose.twice.append(mine)
            setattr(dose, mine, value)
    if not dose.numbers and any(cells.get(key) for key in ("sets", "reps")) and not asks:
        asks.append('How often, or how long? Write `reps =` or `hold =`, and take out the line `enabled = false`.')
    noted = read_dose(cells.get("notes", ""))[0]
    for mine in ("sets", "reps", "hold", "time", "count", "sides"):
        if None not in (said := getattr(noted, mine), getattr(dose, mine)) and said != getattr(dose, mine):
            dose.twice.append(mine)
    sides = sides_of(cells.get("side", "")) if cells.get("side") else noted
    if None not in (sides.sides, dose.sides) and sides.sides != dose.sides:
        dose.twice.append("sides")
    dose.sides, dose.first = dose.sides or sides.sides, dose.first or sides.first
    if cells.get("side") and not (sides.sides or sides.first or sides.against or _SIDELESS.match(cells["side"])):
        asks.append(
            f'What does "{cells["side"]}" in the column "{columns["side"][1]}" mean? Write `sides =`, and take out the '
            "line `enabled = false`."
        )
    if cells.get("often"):
        dose.often.append(f"{columns['often'][1]}: {cells['often']}")
    return Entry(line=line, name=words or cells["name"], dose=dose, how=cells.get("notes", ""), asks=asks)


_SIDELESS: Final = re.compile(
    r"^\W*(?:n/?a|none|no|both(?: together)?|beide|together|center|centre|middle)?\W*$", re.IGNORECASE
)
SWITCHED_OFF: Final = (
    "It is switched off where it comes from. If it is to be played, take out the line `enabled = false`; if not, leave "
    "it as it is."
)


def _cells_off(cells: Mapping[str, str]) -> bool:
    on, off = unaccented(cells.get("on", "")).strip(), unaccented(cells.get("not on", "")).strip()
    return (on != "" and on in _NO) or (off != "" and off not in _NO)


def _both(cells: Mapping[str, str]) -> Amount | None:
    """The length in a column of minutes and one of seconds beside it."""
    if not cells.get("seconds"):
        return None
    minutes, seconds = amount_of(cells["duration"] or "0"), amount_of(cells["seconds"])
    if minutes is None or seconds is None or minutes.high is not None or seconds.high is not None:
        return None
    return Amount(60 * minutes.low + seconds.low)


def _unclear(cell: str, header: str) -> bool:
    bare = amount_of(cell)
    return (
        bare is not None
        and bare.low < _LEAST_SECONDS
        and not _UNIT.search(header)
        and not re.search(r"\bsec|\bs\b|\bsek", header)
    )


def _seconds(cell: str, header: str) -> Amount | None:
    bare = amount_of(cell)
    if bare is not None:
        return bare.times(60) if _UNIT.search(header) else bare
    return seconds_of(cell)


def _timer_rows(rows: list[list[str]]) -> list[Part]:
    """A timer's lines without a header: a length as 0:30, then what is done. None where any line is something else."""
    found: list[Part] = []
    for row in rows:
        if len(row) < _LEAST_CELLS or not _CLOCK.fullmatch(row[0]):
            return []
        length = seconds_of(row[0])
        if length is not None and row[1]:
            found += interval(row[1], length.low, row[2] if len(row) > _LEAST_CELLS else "")
    return found


_NAMES: Final = ("name", "label", "title", "heading", "text", "exercise")
_SECONDS: Final = (
    "seconds",
    "duration",
    "time",
    "length",
    "durationseconds",
    "durationinseconds",
    "durationsec",
    "secs",
    "worktime",
    "work",
)
_MINUTES: Final = ("minutes", "durationinminutes", "durationminutes")
_MILLIS: Final = ("milliseconds", "millis", "durationms", "durationmillis", "lengthms")
_LISTS: Final = (
    *("intervals", "steps", "actions", "exercises", "sets", "timers", "workouts", "items", "timergroups", "groups"),
    *("rounds", "segments", "phases", "data"),
)
_TIMES: Final = (
    "loop",
    "loops",
    "repetitions",
    "repeat",
    "repeats",
    "iterations",
    "rounds",
    "sets",
    "cycles",
    "circuits",
    "numberofsets",
)
_RESTS: Final = (
    "durationbetweensets",
    "restbetweensets",
    "restbetweenrounds",
    "restbetweencycles",
    "betweensets",
    "roundrest",
)
_REST_NAME: Final = re.compile(
    r"^\W*(?:(?:short|long)\s+)?(?:rest|pause|break|recover(?:y)?|(?:get\s+)?ready|prepare|preparation|transition"
    r"|(?:switch|change)(?: sides)?|countdown|relax|start|timer start)\W*$",
    re.IGNORECASE,
)
_DONE: Final = re.compile(r"^\W*(?:done|finished|end|timer end|complete)\W*$", re.IGNORECASE)
_DEEPEST: Final = 3
_DEEPEST_DATA: Final = 12
"""Tables in tables; what is deeper is no timer."""
_MOMENT: Final = 1e9
"""As many seconds or more are a moment in time, and no length."""
_MOST_ROUNDS: Final = 1000
_MS: Final = 1000.0


def is_timer(data: object) -> bool:
    """Whether decoded JSON is an interval timer: somewhere a list of names with a length, and no muscles."""
    return _leaves(data) > 0


def _leaves(data: object, depth: int = 0) -> int:
    if depth > _DEEPEST_DATA:
        return 0
    if isinstance(data, list):
        return sum(_leaves(each, depth + 1) for each in data)
    if not isinstance(data, dict):
        return 0
    keys = _folded(data)
    if any(key in keys for key in ("primarymuscles", "muscles", "category", "equipment", "instructions")):
        return 0
    if _name(keys) and _length(keys, 1.0) is not None and not _parts_of(keys):
        return 1
    return sum(_leaves(each, depth + 1) for each in data.values() if isinstance(each, dict | list))


def read_timer(data: object) -> list[Part]:
    """The intervals of a timer, as steps and rounds."""
    longest = max(_lengths(data), default=0.0)
    factor = 1 / _MS if longest > LONGEST else 1.0
    return _walk(data, factor, 0)


def _lengths(data: object) -> list[float]:
    if isinstance(data, list):
        return [length for each in data for length in _lengths(each)]
    if not isinstance(data, dict):
        return []
    keys = _folded(data)
    mine = _length(keys, 1.0) if _name(keys) and not _parts_of(keys) else None
    return ([mine] if mine is not None else []) + [
        length for each in data.values() if isinstance(each, dict | list) for length in _lengths(each)
    ]


def _walk(data: object, factor: float, depth: int) -> list[Part]:
    if isinstance(data, list):
        return [part for each in data for part in _walk(each, factor, depth)]
    if not isinstance(data, dict):
        return []
    keys = _folded(data)
    parts = _parts_of(keys)
    if not parts:
        length = _length(keys, factor)
        if not _name(keys) or (length is None and not any(key in keys for key in _LENGTHS)):
            return [
                part for each in data.values() if isinstance(each, dict | list) for part in _walk(each, factor, depth)
            ]
        return _leaf(keys, length, factor)
    if switched_off(keys):
        # What is in a group that is off is off as well.
        keys |= {"enabled": True}
        parts = [{**each, "enabled": False} for each in parts]
    times = next((keys[key] for key in _TIMES if _whole(keys.get(key))), 1)
    rounds = times > 1 and depth < _DEEPEST
    inner = [part for each in parts for part in _walk(each, factor, depth + rounds)]
    before = _walk(keys["startstep"], factor, depth) if isinstance(keys.get("startstep"), dict) else []
    after = _walk(keys["endstep"], factor, depth) if isinstance(keys.get("endstep"), dict) else []
    if not inner:
        return [*before, *after]
    before = [*_group_notes(keys), *before]
    if times > 1 and not rounds:
        inner = inner * min(times, _MOST_ROUNDS)
    if not rounds:
        return [*before, *inner, *after]
    rest = next((keys[key] for key in _GROUP_RESTS if _whole(keys.get(key)) and keys[key] > 0), None)
    group = Rounds(
        name=_name(keys)[:NAME_LENGTH],
        repeat=min(times, _MOST_ROUNDS),
        parts=inner,
        rest=None if rest is None else Amount(rest * factor),
    )
    return [*before, group, *after]


def interval(name: str, length: float, notes: str = "") -> list[Part]:
    """One interval as a step; nothing for one that takes no time or only says that all is done."""
    if length <= 0 or _DONE.match(name):
        return []
    line = f"{name}, {length:g} s"
    if _REST_NAME.match(name):
        words = name.strip(" !.")
        return [Entry(line=line, name=words[:NAME_LENGTH], dose=Dose(time=Amount(length)), kind="rest", once=True)]
    dose, words = read_dose(name)
    said = [each for each in (dose.hold, dose.time) if each is not None]
    if dose.holds or dose.reps or dose.count or dose.sets or any(each != Amount(length) for each in said):
        dose.twice.append("time")
    dose.time, dose.hold, dose.count, dose.reps = Amount(length), None, None, None
    how = notes if notes and not notes.strip().isdigit() else ""
    return [Entry(line=line if not how else f"{line}; {how}", name=words or name, dose=dose, once=True)]


_LENGTHS: Final = (*_SECONDS, *_MINUTES, *_MILLIS)
_OWN_RESTS: Final = ("rest", "resttime", "restseconds", "restduration", "restsec", "pause", *_RESTS)
_GROUP_RESTS: Final = (*_RESTS, "restbetween", "roundresttime")
_OWN_COUNTS: Final = (*_TIMES, "reps", "count", "rep", "set", "times")
_LIKE_MS: Final = 1000
"""From so many on, whole hundreds that no unit stands with may be thousandths of a second."""


def _group_notes(keys: Mapping[str, Any]) -> list[Part]:
    """What is asked of a group: a rest of which it is not said between what, and two numbers of rounds."""
    rests = [f"{key} {keys[key]}" for key in _OWN_RESTS if key not in _GROUP_RESTS and _counted(keys.get(key))]
    times = {key: keys[key] for key in _TIMES if _whole(keys.get(key)) and keys[key] > 1}
    notes: list[Part] = [
        Note(said[:_MOST_SAID], ["Is this rest between two exercises, or between two rounds? Write it where it belongs."])
        for said in rests
    ]
    if len(set(times.values())) > 1:
        said = ", ".join(f"{key} {value}" for key, value in times.items())
        notes.append(Note(said[:_MOST_SAID], ["How often is it done in all? Write the number after `repeat =`."]))
    return notes


def _counted(value: object) -> bool:
    return value not in (None, 0, "", False, "0") and not isinstance(value, dict | list)


def switched_off(keys: Mapping[str, Any]) -> bool:
    """Whether a table says of itself that it is not to be done."""
    said = {key: str(keys[key]).strip().lower() for key in (*_ON, *_NOT_ON) if key in keys}
    return any(value in _NO for key, value in said.items() if key in _ON) or any(
        value not in (*_NO, "none", "") for key, value in said.items() if key in _NOT_ON
    )


def _leaf(keys: Mapping[str, Any], length: float | None, factor: float) -> list[Part]:
    """One interval with its own rests and sets; what of it cannot be told is asked."""
    name, notes = _name(keys), str(keys.get("notes") or keys.get("executionnotes") or "")
    asks = [SWITCHED_OFF] if switched_off(keys) else []
    if length is None:
        said = next(str(keys[key]) for key in _LENGTHS if key in keys)
        asks.append(
            f'How long is "{said}"? Write the seconds after `duration =` or `hold =`, and take out the line '
            "`enabled = false`."
        )
    like_ms = factor == 1 and not any(key in keys for key in (*_CERTAIN, *_MINUTES, *_MILLIS))
    if length is not None and like_ms and length >= _LIKE_MS and length % 100 == 0:
        asks.append(
            f"Are {length:g} seconds meant, or thousandths of a second ({length / _MS:g} s)? Write the seconds after "
            "`duration =` or `hold =`, and take out the line `enabled = false`."
        )
        length = length / _MS
    found = interval(name, 1.0 if length is None else length, notes)
    counts = {key: keys[key] for key in _OWN_COUNTS if keys.get(key) not in (None, 0, 1, "", False, "1", "0")}
    rests = {key: keys[key] for key in _OWN_RESTS if keys.get(key) not in (None, 0, "", False, "0")}
    for entry in found:
        if not isinstance(entry, Entry):
            continue
        if length is None:
            entry.dose.time = None
        entry.asks += asks
        sets = [value for key, value in counts.items() if key in _SETS_KEYS and _whole(value)]
        if len(counts) == 1 and sets:
            entry.dose.sets = Amount(float(sets[0]))
        elif counts:
            entry.dose.unread += [f"{key} {value}"[:_MOST_SAID] for key, value in counts.items()]
        value = next(iter(rests.values()), None)
        if len(rests) == 1 and isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            entry.dose.rest = Amount(value * factor)
        elif rests:
            entry.dose.unread += [f"{key} {value}"[:_MOST_SAID] for key, value in rests.items()]
    return found


_CERTAIN: Final = ("seconds", "durationseconds", "durationinseconds", "durationsec", "secs")
_SETS_KEYS: Final = ("sets", "set", "rounds", "numberofsets")
_MOST_SAID: Final = 60


def _folded(table: Mapping[Any, Any]) -> dict[str, Any]:
    return {re.sub(r"[_\-\s]", "", str(key)).lower(): value for key, value in table.items()}


def _name(keys: Mapping[str, Any]) -> str:
    found = next((keys[key] for key in _NAMES if isinstance(keys.get(key), str) and keys[key].strip()), "")
    return " ".join(str(found).split())


def _parts_of(keys: Mapping[str, Any]) -> list[Any]:
    """What a timer or group is made of: its lists of tables."""
    return [each for key in _LISTS if isinstance(keys.get(key), list) for each in keys[key] if isinstance(each, dict)]


def _length(keys: Mapping[str, Any], factor: float) -> float | None:
    """The seconds that a table says; minutes and seconds beside each other are one length."""
    for names, unit in ((_MILLIS, 1 / _MS), (_MINUTES, 60.0), (_SECONDS, factor)):
        for name in names:
            found = _read(keys.get(name), 1.0 if name in _CERTAIN else unit)
            if found is None:
                continue
            seconds = next((each for key in _CERTAIN if (each := _read(keys.get(key), 1.0)) is not None), 0.0)
            return found + (seconds if name in _MINUTES else 0.0)
    return None


def _read(value: object, unit: float) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float) and 0 <= value < _MOMENT:
        return float(value) * unit
    if isinstance(value, str) and (bare := amount_of(value)) is not None:
        return bare.low * unit if bare.high is None and bare.low < _MOMENT else None
    if isinstance(value, str) and (found := seconds_of(value)) is not None:
        return found.low
    return None


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
