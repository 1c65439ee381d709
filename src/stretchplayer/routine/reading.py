"""Reads a routine: the short way if nothing is wrong, the long way if anything is."""

import hashlib

import tomli
from msgspec import Struct

from stretchplayer.model.routine import Routine
from stretchplayer.problems import Problem, first_of
from stretchplayer.routine import shown
from stretchplayer.routine.fault import Fault
from stretchplayer.routine.places import Place, Places
from stretchplayer.routine.quick import Suspect, quick_routine
from stretchplayer.routine.syntax import NotToml, parse
from stretchplayer.routine.top import find_faults, size_fault
from stretchplayer.timeline import size


class Reading(Struct, frozen=True, kw_only=True):
    """What came of reading one file: its routine if it can be played, and every problem, in order of place.

    `data` is what was read, `seconds` how long the routine lasts as it is written.
    """

    data: bytes
    routine: Routine | None
    problems: tuple[Problem, ...]
    places: Places
    seconds: float = 0.0

    def place(self, path: tuple[str | int, ...]) -> Place:
        """Line and column, from 1, of the value at a key path with 0-based positions: `("step", 2, "hold")`.

        A value that the file does not have (it comes from a move, or is built in) is shown at the
        nearest table or key around it.
        """
        return self.places.value(path)


def read(data: bytes, file: str = "<file>") -> Reading:
    """Read the bytes of a routine file; `file` is how the file is called in problems. Raises nothing."""
    try:
        text, document = parse(data)
    except NotToml as error:
        problem = Problem(
            file=file, line=error.line, column=error.column, severity="error", message=shown.message(error.message)
        )
        return Reading(data=data, routine=None, problems=(problem,), places=Places(""))
    places = Places(text)
    try:
        routine, warned = quick_routine(document, file, hashlib.sha256(data).hexdigest())
    except Suspect:
        return Reading(data=data, routine=None, problems=_problems(text, file, places), places=places)
    count, seconds = size(routine)
    if (fault := size_fault(count, seconds)) is not None:
        problem = Problem(file=file, line=1, column=1, severity="error", message=fault)
        return Reading(data=data, routine=None, problems=(problem,), places=places)
    problems = _problems(text, file, places) if warned else ()
    return Reading(data=data, routine=routine, problems=problems, places=places, seconds=seconds)


def _problems(text: str, file: str, places: Places) -> tuple[Problem, ...]:
    """Every problem of a valid TOML text, each once; the short way has changed its tables, so they are read again."""
    found: dict[tuple[int, int, str], Problem] = {}
    faults = find_faults(tomli.loads(text))
    for fault in faults.found:
        line, column = _place(fault, places)
        problem = Problem(
            file=file,
            line=line,
            column=column,
            severity=fault.severity,
            message=shown.message(fault.message),
            key=None if fault.key is None else shown.short(fault.key),
            step=fault.step,
        )
        found.setdefault((line, column, problem.message), problem)
    return first_of(list(found.values()), faults.more)


def _place(fault: Fault, places: Places) -> Place:
    if fault.at == "file":
        return 1, 1
    return places.key(fault.path) if fault.at == "key" else places.value(fault.path)
