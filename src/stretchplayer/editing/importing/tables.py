"""Reads a table of exercises by what its columns are called, and the lines that interval timers export."""

import csv
import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from stretchplayer.catalog.plain_words import unaccented
from stretchplayer.editing.importing.doses import read_dose, sides_of
from stretchplayer.editing.importing.doubts import against_cells
from stretchplayer.editing.importing.exercises import (
    Amount,
    Dose,
    Entry,
    Medicine,
    Note,
    Part,
    amount_of,
    names_medicine,
    seconds_of,
)
from stretchplayer.editing.importing.timers import NO, NOT_ON, ON, SWITCHED_OFF, interval
from stretchplayer.editing.question_words import Asked

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
        if called in ON or called in NOT_ON:
            found.setdefault("on" if called in ON else "not on", (at, called))
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
                parts.append(Note(line, [f"{Asked.WHICH_EXERCISE} Its column for the name is empty."]))
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
    asks = [SWITCHED_OFF] if _cells_off(cells) else []
    if length := _both(cells):
        dose.time = length
        cells = cells | {"duration": ""}
    elif cells.get("seconds"):
        dose.unread.append(f"{cells['duration']} {cells['seconds']}".strip())
    for key in _DOSES:
        cell = cells.get(key, "")
        if cell and unaccented(cell) not in ("-", "n/a", "none", "0"):
            asks += _put_cell(dose, key, cell, columns[key][1])
    if not dose.numbers and any(cells.get(key) for key in ("sets", "reps")) and not asks:
        asks.append(f"{Asked.HOW_OFTEN} Write `reps =` or `hold =`, and take out the line `enabled = false`.")
    asks += _put_notes_and_side(dose, cells, columns)
    if cells.get("often"):
        dose.often.append(f"{columns['often'][1]}: {cells['often']}")
    return Entry(line=line, name=words or cells["name"], dose=dose, how=cells.get("notes", ""), asks=asks)


def _put_cell(dose: Dose, key: str, cell: str, header: str) -> list[str]:
    """Take the number of a cell into a dose; what it leaves to be asked."""
    value = amount_of(cell) if key in ("sets", "reps") else _seconds(cell, header)
    if value is None and key in ("sets", "reps"):
        read, left = read_dose(cell)
        if not left and (read.reps or read.sets):
            dose.join(read)
            return []
    if key == "duration" and value is not None and _unclear(cell, header):
        return [
            (
                f'{Asked.SECONDS_OR_MINUTES.format(word=cell)} Write it as `"{cell} sec"` or `"{cell} min"`, and take '
                "out the line `enabled = false`."
            )
        ]
    if value is None:
        return [
            (
                f"{Asked.IN_COLUMN.format(word=cell, column=header)} Write the number, and take out the line "
                "`enabled = false`."
            )
        ]
    mine = "time" if key == "duration" else key
    if getattr(dose, mine) not in (None, value):
        dose.twice.append(mine)
    setattr(dose, mine, value)
    return []


def _put_notes_and_side(dose: Dose, cells: Mapping[str, str], columns: Mapping[str, tuple[int, str]]) -> list[str]:
    """Take the side of a row into a dose, and note what its remarks say otherwise; what is left to be asked."""
    noted = read_dose(cells.get("notes", ""))[0]
    side = cells.get("side", "")
    sides = sides_of(side) if side else noted
    for other, keys in ((noted, ("sets", "reps", "hold", "time", "count", "sides")), (sides, ("sides",))):
        for key in keys:
            said, mine = getattr(other, key), getattr(dose, key)
            if None not in (said, mine) and said != mine:
                dose.twice.append(key)
    dose.sides, dose.first = dose.sides or sides.sides, dose.first or sides.first
    if side and not (sides.sides or sides.first or sides.against or _SIDELESS.match(side)):
        return [
            (
                f"{Asked.IN_COLUMN.format(word=side, column=columns['side'][1])} Write `sides =`, and take out the "
                "line `enabled = false`."
            )
        ]
    return []


_SIDELESS: Final = re.compile(
    r"^\W*(?:n/?a|none|no|both(?: together)?|beide|together|center|centre|middle)?\W*$", re.IGNORECASE
)


def _cells_off(cells: Mapping[str, str]) -> bool:
    on, off = unaccented(cells.get("on", "")).strip(), unaccented(cells.get("not on", "")).strip()
    return (on != "" and on in NO) or (off != "" and off not in NO)


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
