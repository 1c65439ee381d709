"""What an author is warned of in the short form of a routine: it warms up, and is even, as the whole of it is."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.fitting.fit import Fitted, Fitter, in_short, left_out_names
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine
from stretchplayer.model.short_form import has_short_form, short_form
from stretchplayer.problems import Problem
from stretchplayer.routine.reader import Reading
from stretchplayer.timeline import HELD, unroll

_UNMARKED: Final = "short: no step is in the short form (write short = true below those that are)"
_EVEN: Final = 0.5
"""Seconds by which left and right may differ and still be the same."""


def short_form_problems(reading: Reading, file: str) -> Iterator[Problem]:
    """A warning for each thing that the short form lacks and the whole routine does not."""
    routine = reading.routine
    if routine is None:
        return
    if not has_short_form(routine):
        if routine.short is not None:
            yield _warning(reading, file, ("short",), _UNMARKED)
        return
    fitted = in_short(Fitter(short_form(routine), Profile(), SEASONED, 0.0), None)
    made = fitted.routine
    if not fitted.reached or fitted.fitting.left_out:
        yield _warning(reading, file, ("short",), f"short: {_too_long(fitted)}")
    whole, short = (admit(each, Profile(), SEASONED, 0.0).verdicts for each in (routine, made))
    known = {(each.path, each.limit) for each in whole}
    for each in short:
        if each.action == "warn" and (each.path, each.limit) not in known:
            yield _warning(reading, file, _path(each.path or ""), f"in the short form: {each.reason}", each.path)
    for muscle, path in _uneven(made).items():
        if muscle not in _uneven(routine):
            message = f"in the short form: left and right get different times ({muscle})"
            yield _warning(reading, file, _path(path), message, path)


def _too_long(fitted: Fitted) -> str:
    """Why the steps of a short form do not fit into its time."""
    names = left_out_names(fitted.written, fitted.fitting)
    if names:
        return f"the marked steps do not fit into {spoken(fitted.length)}: {', '.join(names)} would be left out"
    return f"the marked steps last {spoken(fitted.least)} or more, not {spoken(fitted.length)}"


def _uneven(routine: Routine) -> dict[str, str]:
    """The muscles of which one side is held longer than the other, and the last step that holds them."""
    held: defaultdict[tuple[str, str], float] = defaultdict(float)
    last: dict[str, str] = {}
    for segment in unroll(routine):
        for muscle, side in segment.loads if segment.load in HELD else ():
            held[muscle, side] += segment.seconds
            last[muscle] = segment.path
    return {muscle: path for muscle, path in last.items() if abs(held[muscle, "left"] - held[muscle, "right"]) > _EVEN}


def _path(path: str) -> tuple[str | int, ...]:
    found: list[str | int] = []
    for part in path.split("."):
        found += ["step", int(part) - 1]
    return tuple(found)


def _warning(
    reading: Reading, file: str, path: tuple[str | int, ...], message: str, step: str | None = None
) -> Problem:
    line, column = reading.place(path)
    return Problem(file=file, line=line, column=column, severity="warning", message=message, step=step)
