"""Says in a sentence what fitting changed, for the page before a session, for plain lines and for `resume`."""

from collections.abc import Iterator

from stretchplayer.fitting.changes import Change, Fitting, applied
from stretchplayer.fitting.fit import Fitted
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Dynamic, Group, set_seconds

_KEYS = {"hold": "holds", "reps": "repetitions", "sets": "sets", "rest": "rest between", "repeat": "rounds"}
_KINDS = {
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
    changed = "" if fitting is None else _changed(routine, fitting)
    return f"Fitted to {spoken(fitting.asked)}: {changed}." if fitting is not None and changed else ""


def names(routine: Routine, fitting: Fitting) -> tuple[str, ...]:
    """What the steps and groups that are left out are called."""
    return tuple(_name(step) for step in (_at(routine, path) for path in fitting.left_out))


def _changed(routine: Routine, fitting: Fitting) -> str:
    shorter: dict[str, list[tuple[float, float, bool]]] = {}
    after = applied(routine, fitting)
    for change in fitting.changes:
        kind, before, now, counted = _numbers(routine, after, change)
        shorter.setdefault(kind, []).append((before, now, counted))
    order = [*_KEYS.values(), *_KINDS.values()]
    parts = [_span(kind, shorter[kind]) for kind in sorted(shorter, key=order.index)]
    if fitting.left_out:
        called = list(dict.fromkeys(names(routine, fitting)))
        between = "; " if any("," in name for name in called) else ", "
        parts.append(f"left out: {between.join(called)}")
    return "; ".join(parts)


def _span(kind: str, numbers: list[tuple[float, float, bool]]) -> str:
    before, now = ([row[place] for row in numbers] for place in (0, 1))
    counted = numbers[0][2]
    return f"{kind} {_from_to(before, counted=counted)} → {_from_to(now, counted=counted)}"


def _from_to(numbers: list[float], *, counted: bool) -> str:
    least, most = min(numbers), max(numbers)
    words = [f"{number:g}" if counted else spoken(number) for number in (least, most)]
    if words[0] == words[1]:
        return words[0]
    short = (
        words[0].removesuffix(" s") if all(word.endswith(" s") and "min" not in word for word in words) else words[0]
    )
    return f"{short}–{words[1]}"


def _numbers(routine: Routine, after: Routine, change: Change) -> tuple[str, float, float, bool]:
    """What a change is called, the number before and after, and whether it is counted rather than timed."""
    before, now = _at(routine, change.path), _at(after, change.path)
    if isinstance(before, Dynamic) and isinstance(now, Dynamic) and change.key in ("duration", "reps"):
        return _KINDS["dynamic"], set_seconds(before), set_seconds(now), False
    kind = _KEYS.get(change.key) or _KINDS[_kind(before)]
    old = getattr(before, change.key)
    was = routine.defaults.rest if old is None else old
    return kind, float(was), change.value, change.key in ("reps", "sets", "repeat")


def _at(routine: Routine, path: str) -> AnyStep:
    steps = routine.step
    found: AnyStep | None = None
    for part in path.split("."):
        found = steps[int(part) - 1]
        steps = found.step if isinstance(found, Group) else ()
    if found is None:
        message = "a place is never empty"
        raise AssertionError(message)
    return found


def _kind(step: AnyStep) -> str:
    return "group" if isinstance(step, Group) else step.kind


def _name(step: AnyStep) -> str:
    return ", ".join(_leaves(step)) if isinstance(step, Group) else step.name or step.kind


def _leaves(group: Group) -> Iterator[str]:
    for step in group.step:
        yield from _leaves(step) if isinstance(step, Group) else (step.name or step.kind,)
