"""Reads what interval timers export as JSON: intervals with their lengths, rests and sets, and groups of them."""

import re
from collections.abc import Mapping
from typing import Any, Final

from stretchplayer.editing.importing.doses import read_dose
from stretchplayer.editing.importing.doubts import against, against_prose
from stretchplayer.editing.importing.exercises import (
    Amount,
    Dose,
    Entry,
    Note,
    Part,
    Rounds,
    amount_of,
    entries_of,
    seconds_of,
)
from stretchplayer.editing.question_words import Asked
from stretchplayer.model.number_ranges import LONGEST, NAME_LENGTH

ON: Final = ("enabled", "active", "on", "include", "included")
NOT_ON: Final = ("disabled", "inactive", "off", "skip", "skipped", "omit", "excluded", "deleted", "archived", "hidden")
NO: Final = ("no", "n", "false", "0", "off", "nein", "none", "-")
SWITCHED_OFF: Final = str(Asked.SWITCHED_OFF)
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
    _forbid(entries_of(inner), keys)
    if times > 1 and not rounds:
        inner = inner * min(times, _MOST_ROUNDS)
    if not rounds:
        return [*([Note(_name(keys))] if _name(keys) else []), *before, *inner, *after]
    rest = next((keys[key] for key in _GROUP_RESTS if _whole(keys.get(key)) and keys[key] > 0), None)
    group = Rounds(
        name=_name(keys)[:NAME_LENGTH],
        repeat=min(times, _MOST_ROUNDS),
        parts=inner,
        rest=None if rest is None else Amount(rest * factor),
    )
    return [*before, group, *after]


def _forbid(entries: list[Entry], keys: Mapping[str, Any]) -> None:
    """Have asked what the name and the notes of a group have against what is in it."""
    name = _name(keys)
    said = [*([name] if _NOT_THIS.search(name) else []), *against_prose(_notes(keys))]
    for entry in entries if said else ():
        entry.dose.against.append(against(said[0]) or said[0])
        entry.line = "; ".join((entry.line, *said))


_NOT_THIS: Final = re.compile(
    r"^\W*(?:do not|don'?t|not|avoid|skip|omit|stop|never|later|paused?|no longer)\b"
    r"|\(\W*(?:do not|don'?t|not|avoid|skip|omit|later|paused?|on hold)\b",
    re.IGNORECASE,
)
"""What the name of a group says where nothing of it is to be done; "Week 3" and "No equipment" say nothing of it."""


def interval(name: str, length: float, notes: str = "") -> list[Part]:
    """One interval as a step; nothing for one that takes no time or only says that all is done."""
    if length <= 0 or _DONE.match(name):
        return []
    how = notes if notes and not notes.strip().isdigit() else ""
    line = "; ".join(filter(None, (f"{name}, {length:g} s", how)))
    if _REST_NAME.match(name):
        words = name.strip(" !.")
        return [Entry(line=line, name=words[:NAME_LENGTH], dose=Dose(time=Amount(length)), kind="rest", once=True)]
    dose, words = read_dose(name)
    said = [each for each in (dose.hold, dose.time) if each is not None]
    if dose.holds or dose.reps or dose.count or dose.sets or any(each != Amount(length) for each in said):
        dose.twice.append("time")
    dose.time, dose.hold, dose.count, dose.reps = Amount(length), None, None, None
    return [Entry(line=line, name=words or name, dose=dose, once=True)]


_LENGTHS: Final = (*_SECONDS, *_MINUTES, *_MILLIS)
_OWN_RESTS: Final = ("rest", "resttime", "restseconds", "restduration", "restsec", "pause", *_RESTS)
_GROUP_RESTS: Final = (*_RESTS, "restbetween", "roundresttime")
_OWN_COUNTS: Final = (*_TIMES, "reps", "count", "rep", "set", "times")
_LIKE_MS: Final = 1000
"""From this number on, whole hundreds that no unit stands with may be thousandths of a second."""


_WORDS: Final = (
    "notes",
    "note",
    "executionnotes",
    "description",
    "comment",
    "comments",
    "instructions",
    "details",
    "hint",
)


def _notes(keys: Mapping[str, Any]) -> str:
    """What a table says beside its name."""
    found = (keys.get(key) for key in _WORDS)
    return " ".join(" ".join(each.split()) for each in found if isinstance(each, str) and each.strip())


def _group_notes(keys: Mapping[str, Any]) -> list[Part]:
    """What is asked of a group: a rest of which it is not said between what, and two numbers of rounds."""
    rests = [f"{key} {keys[key]}" for key in _OWN_RESTS if key not in _GROUP_RESTS and _counted(keys.get(key))]
    times = {key: keys[key] for key in _TIMES if _whole(keys.get(key)) and keys[key] > 1}
    notes: list[Part] = [
        Note(said[:_MOST_SAID], [f"{Asked.REST_BETWEEN} Write it where it belongs."]) for said in rests
    ]
    if len(set(times.values())) > 1:
        said = ", ".join(f"{key} {value}" for key, value in times.items())
        notes.append(Note(said[:_MOST_SAID], [f"{Asked.OFTEN_IN_ALL} Write the number after `repeat =`."]))
    return notes


def _counted(value: object) -> bool:
    return value not in (None, 0, "", False, "0") and not isinstance(value, dict | list)


def switched_off(keys: Mapping[str, Any]) -> bool:
    """Whether a table says of itself that it is not to be done."""
    said = {key: str(keys[key]).strip().lower() for key in (*ON, *NOT_ON) if key in keys}
    return any(value in NO for key, value in said.items() if key in ON) or any(
        value not in (*NO, "none", "") for key, value in said.items() if key in NOT_ON
    )


def _leaf(keys: Mapping[str, Any], length: float | None, factor: float) -> list[Part]:
    """One interval with its own rests and sets; what is unclear in it is asked."""
    name, notes = _name(keys), _notes(keys)
    asks = [SWITCHED_OFF] if switched_off(keys) else []
    if length is None:
        said = next(str(keys[key]) for key in _LENGTHS if key in keys)
        asks.append(
            f"{Asked.WORD_LENGTH.format(word=said)} Write the seconds after `duration =` or `hold =`, and take out the "
            "line `enabled = false`."
        )
    like_ms = factor == 1 and not any(key in keys for key in (*_CERTAIN, *_MINUTES, *_MILLIS))
    if length is not None and like_ms and length >= _LIKE_MS and length % 100 == 0:
        asks.append(
            f"{Asked.THOUSANDTHS.format(seconds=f'{length:g}', short=f'{length / _MS:g}')} Write the seconds after "
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
