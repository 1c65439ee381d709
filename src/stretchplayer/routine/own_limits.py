"""Reads the limits that a file sets for itself, which can only be tighter than the caps."""

import math
from collections.abc import Iterator
from typing import Final

from stretchplayer.caps.limit import Limit
from stretchplayer.caps.limits import LIMITS
from stretchplayer.model.number_ranges import OWN_LIMIT
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Faults, Path

_DEEPEST: Final = 4


def read_limits(table: object, faults: Faults) -> dict[str, float]:
    """The limits under `[limits]` by id, dotted or quoted; faults go into `faults`."""
    found: dict[str, float] = {}
    if not isinstance(table, dict):
        faults.value(("limits",), f"limits: not a table: {quoting.value(table)} (write [limits])")
        return found
    for path, value in _leaves(table, ("limits",)):
        name = ".".join(str(part) for part in path[1:])
        limit = LIMITS.get(name)
        if limit is None and faults.full:
            faults.skip()
        elif limit is None:
            hint = faults.spelling.hint(name, LIMITS)
            faults.key(path, f"limits: unknown limit {quoting.key(name)}{hint or ' (`stretchplayer caps` lists them)'}")
        elif name in found:
            faults.key(path, f"limits: {name} is set twice")
        elif (fault := _fault(limit, value)) is not None:
            faults.value(path, f"limits: {fault}")
        elif isinstance(value, int | float):
            found[name] = float(value)
    return found


def _leaves(table: dict[str, object], path: Path) -> Iterator[tuple[Path, object]]:
    for key, value in table.items():
        here = (*path, key)
        if isinstance(value, dict) and len(here) <= _DEEPEST and (value or _is_stem(here)):
            yield from _leaves(value, here)
        else:
            yield here, value


def _is_stem(path: Path) -> bool:
    """Whether the path is the first part of a limit's id: a table there may be empty."""
    stem = f"{'.'.join(str(part) for part in path[1:])}."
    return any(name.startswith(stem) for name in LIMITS)


def _fault(limit: Limit, value: object) -> str | None:
    unit = f" {limit.unit}" if limit.unit not in {"0-10", "ban"} else ""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -math.inf < value < math.inf:
        what = "number of seconds" if limit.unit == "s" else "number"
        side = "more" if limit.least else "less"
        example = f"{limit.cap:g} or {side}" if limit.capped else f"{(limit.usual or (1,))[-1]:g}"
        return f"{limit.id} takes a {what}, not {quoting.value(value)} (write {example})"
    if value < 0:
        return f"{limit.id} cannot be negative: {quoting.value(value)}"
    if limit.least and value > OWN_LIMIT.most:
        return f"{limit.id} is at most a week: {quoting.value(value)} is longer than {OWN_LIMIT.most:g}{unit}"
    if limit.stricter(value):
        if OWN_LIMIT.take(value):
            return None
        return f"{limit.id}: {quoting.value(value)} is no limit (write 0, or {OWN_LIMIT.least:g} to {OWN_LIMIT.most:g})"
    if limit.least:
        return f"{limit.id} can only be raised: {quoting.value(value)} is below the cap of {limit.cap:g}{unit}"
    return f"{limit.id} can only be lowered: {quoting.value(value)} is above the cap of {limit.cap:g}{unit}"
