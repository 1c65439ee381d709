"""Reads what interval timers export: names with seconds, in rounds, as JSON or as lines of a table."""

import re
from collections.abc import Mapping
from typing import Any, Final

from stretchplayer.editing.importing.amounts import Amount, Dose
from stretchplayer.editing.importing.dose import read_dose
from stretchplayer.editing.importing.entries import Entry, Part, Rounds
from stretchplayer.editing.importing.notation import seconds_of
from stretchplayer.model.number_ranges import LONGEST, NAME_LENGTH

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
        if not _name(keys) or length is None:
            return [
                part for each in data.values() if isinstance(each, dict | list) for part in _walk(each, factor, depth)
            ]
        return interval(_name(keys), length, str(keys.get("notes") or keys.get("executionnotes") or ""))
    times = next((keys[key] for key in _TIMES if _whole(keys.get(key))), 1)
    rounds = times > 1 and depth < _DEEPEST
    inner = [part for each in parts for part in _walk(each, factor, depth + rounds)]
    before = _walk(keys["startstep"], factor, depth) if isinstance(keys.get("startstep"), dict) else []
    after = _walk(keys["endstep"], factor, depth) if isinstance(keys.get("endstep"), dict) else []
    if not inner:
        return [*before, *after]
    if times > 1 and not rounds:
        inner = inner * min(times, _MOST_ROUNDS)
    if not rounds:
        return [*before, *inner, *after]
    rest = next((keys[key] for key in _RESTS if _whole(keys.get(key)) and keys[key] > 0), None)
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
    dose.time, dose.hold, dose.count, dose.reps = Amount(length), None, None, None
    how = notes if notes and not notes.strip().isdigit() else ""
    return [Entry(line=line if not how else f"{line}; {how}", name=words or name, dose=dose, once=True)]


def _folded(table: Mapping[Any, Any]) -> dict[str, Any]:
    return {re.sub(r"[_\-\s]", "", str(key)).lower(): value for key, value in table.items()}


def _name(keys: Mapping[str, Any]) -> str:
    found = next((keys[key] for key in _NAMES if isinstance(keys.get(key), str) and keys[key].strip()), "")
    return " ".join(str(found).split())


def _parts_of(keys: Mapping[str, Any]) -> list[Any]:
    """What a timer or group is made of: its lists of tables."""
    return [each for key in _LISTS if isinstance(keys.get(key), list) for each in keys[key] if isinstance(each, dict)]


def _length(keys: Mapping[str, Any], factor: float) -> float | None:
    for names, unit in ((_MILLIS, 1 / _MS), (_MINUTES, 60.0), (_SECONDS, factor)):
        for name in names:
            value = keys.get(name)
            if isinstance(value, bool):
                continue
            if isinstance(value, int | float) and 0 <= value < _MOMENT:
                return float(value) * unit
            if isinstance(value, str) and (found := seconds_of(value)) is not None:
                return found.low
    return None


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
