"""Says in a sentence what fitting changed, for the page before a session, for plain lines and for `resume`."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from stretchplayer.fitting.changes import Fitting
from stretchplayer.fitting.fit import Fitted
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Dynamic, Group

_KEYS: Final = {"hold": "holds", "reps": "repetitions", "sets": "sets", "rest": "rest between", "repeat": "rounds"}
_COUNTED: Final = frozenset({"repetitions", "sets", "rounds"})
_MINUTE: Final = 60
_KINDS: Final = {
    "dynamic": "movement",
    "massage": "massage",
    "heat": "heat",
    "cold": "cold",
    "breathe": "breathing",
    "rest": "rest",
    "advice": "advice",
}


def told(fitted: Fitted) -> str:
    """What was asked for, what that changed, how long it takes; and the range, where that was out of reach."""
    asked = spoken(fitted.fitting.asked)
    changed = _changed(fitted.written, fitted.fitting) or "as written"
    takes = f"It takes {spoken(fitted.seconds)}."
    if fitted.reached:
        return f"Fitted to {asked}: {changed}. {takes}"
    return f"{_why(fitted, asked)} Nearest: {changed}. {takes}"


def _why(fitted: Fitted, asked: str) -> str:
    """Why it does not last as long as was asked for."""
    least, most = spoken(fitted.least), spoken(fitted.most)
    if least == most:
        return f"It cannot be fitted to {asked}: nothing in it may be made shorter or longer."
    reach = f"It can last from {least} to {most}."
    if fitted.fitting.asked < fitted.least:
        return f"{asked} is too short for the usual least of each step. {reach}"
    if fitted.fitting.asked > fitted.most:
        return f"{asked} is more than is usual. {reach}"
    return f"Nothing comes closer to {asked}. {reach}"


def told_again(routine: Routine, fitting: Fitting | None) -> str:
    """What somebody who goes on with a fitted session should know; "" where it is as its file says."""
    words = "" if fitting is None else _changed(routine, fitting)
    return f"Fitted to {spoken(fitting.asked)}: {words}." if fitting is not None and words else ""


def names(routine: Routine, fitting: Fitting) -> tuple[str, ...]:
    """What the steps and groups that are left out are called."""
    return tuple(_name(_at(routine, path)) for path in fitting.left_out)


class Numbers(NamedTuple):
    """One number that was changed, as the file has it and as it is played; `step` is what it belongs to."""

    path: str
    name: str
    key: str
    before: float
    after: float
    step: AnyStep


def changed(routine: Routine, fitting: Fitting) -> tuple[Numbers, ...]:
    """Every number that was changed in `routine`, in the unit of its key."""
    found = []
    for change in fitting.changes:
        step = _at(routine, change.path)
        written = getattr(step, change.key)
        before = float(routine.defaults.rest if written is None else written)
        found.append(Numbers(change.path, _name(step), change.key, before, change.value, step))
    return tuple(found)


def _changed(routine: Routine, fitting: Fitting) -> str:
    rows: dict[str, list[tuple[float, float]]] = {}
    for each in changed(routine, fitting):
        # Movement that is counted is told in seconds, like the rest of it.
        moved = isinstance(each.step, Dynamic) and each.key == "reps"
        unit = (each.step.tempo or 1.0) if moved and isinstance(each.step, Dynamic) else 1.0
        kind = _KINDS["dynamic"] if moved else _KEYS.get(each.key) or _KINDS[_kind(each.step)]
        rows.setdefault(kind, []).append((each.before * unit, each.after * unit))
    order = [*_KEYS.values(), *_KINDS.values()]
    parts = [_span(kind, rows[kind]) for kind in sorted(rows, key=order.index)]
    if fitting.left_out:
        called = list(dict.fromkeys(names(routine, fitting)))
        between = "; " if any("," in name for name in called) else ", "
        parts.append(f"left out: {between.join(called)}")
    return "; ".join(parts)


def _span(kind: str, rows: list[tuple[float, float]]) -> str:
    before, after = (_from_to([row[place] for row in rows], counted=kind in _COUNTED) for place in (0, 1))
    return f"{kind} {before} → {after}"


def _from_to(numbers: list[float], *, counted: bool) -> str:
    least, most = min(numbers), max(numbers)
    words = [f"{number:g}" if counted else spoken(number) for number in (least, most)]
    if words[0] == words[1]:
        return words[0]
    short = words[0].removesuffix(" s") if most < _MINUTE and not counted else words[0]
    return f"{short}–{words[1]}"


def _at(routine: Routine, path: str) -> AnyStep:
    steps = routine.step
    first, *rest = (int(part) - 1 for part in path.split("."))
    found = steps[first]
    for place in rest:
        found = found.step[place] if isinstance(found, Group) else found
    return found


def _kind(step: AnyStep) -> str:
    return "group" if isinstance(step, Group) else step.kind


def _name(step: AnyStep) -> str:
    return ", ".join(_leaves(step)) if isinstance(step, Group) else step.name or step.kind


def _leaves(group: Group) -> Iterator[str]:
    for step in group.step:
        yield from _leaves(step) if isinstance(step, Group) else (step.name or step.kind,)
