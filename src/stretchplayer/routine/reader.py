"""Reads a routine: by the fast path if nothing is wrong, or else with every problem explained."""

import hashlib
from pathlib import Path

import tomli
from msgspec import Struct

from stretchplayer.file_access import read_file, reason
from stretchplayer.model.routine import MAX_BYTES, Routine
from stretchplayer.problems import Problem, Unreadable, first_of
from stretchplayer.routine import quoting
from stretchplayer.routine.checks import find_faults, size_fault
from stretchplayer.routine.fast_read import NeedsFullRead, read_fast
from stretchplayer.routine.faults import Fault
from stretchplayer.routine.toml_source import NotToml, Place, Places, parse
from stretchplayer.text import plain
from stretchplayer.timeline import size


class Reading(Struct, frozen=True, kw_only=True):
    """The result of reading a file: its routine if it can be played, and every problem, in order of place.

    `data` is what was read, `seconds` how long the routine lasts as written.
    """

    data: bytes
    routine: Routine | None
    problems: tuple[Problem, ...]
    places: Places
    seconds: float = 0.0

    def place(self, path: tuple[str | int, ...]) -> Place:
        """Line and column, from 1, of the value at a key path with 0-based positions: `("step", 2, "hold")`.

        For a value that is not in the file (it comes from a move, or is a default), the nearest table or key
        around it.
        """
        return self.places.value(path)


def read(data: bytes, file: str = "<file>") -> Reading:
    """Read the bytes of a routine file; `file` is how the file is called in problems. Raises nothing."""
    try:
        text, document = parse(data)
    except NotToml as error:
        problem = Problem(
            file=file, line=error.line, column=error.column, severity="error", message=quoting.message(error.message)
        )
        return Reading(data=data, routine=None, problems=(problem,), places=Places(""))
    places = Places(text)
    try:
        routine, warned = read_fast(document, file, hashlib.sha256(data).hexdigest())
    except NeedsFullRead:
        return Reading(data=data, routine=None, problems=_problems(text, file, places), places=places)
    count, seconds = size(routine)
    if (fault := size_fault(count, seconds)) is not None:
        problem = Problem(file=file, line=1, column=1, severity="error", message=fault)
        return Reading(data=data, routine=None, problems=(problem,), places=places)
    problems = _problems(text, file, places) if warned else ()
    return Reading(data=data, routine=routine, problems=problems, places=places, seconds=seconds)


def _problems(text: str, file: str, places: Places) -> tuple[Problem, ...]:
    """Every problem of a valid TOML text, each once; parsed again, as the fast path has changed the tables."""
    found: dict[tuple[int, int, str], Problem] = {}
    faults = find_faults(tomli.loads(text))
    for fault in faults.found:
        line, column = _place(fault, places)
        problem = Problem(
            file=file,
            line=line,
            column=column,
            severity=fault.severity,
            message=quoting.message(fault.message),
            key=None if fault.key is None else quoting.short(fault.key),
            step=fault.step,
        )
        found.setdefault((line, column, problem.message), problem)
    return first_of(list(found.values()), faults.more)


def _place(fault: Fault, places: Places) -> Place:
    if fault.at == "file":
        return 1, 1
    return places.key(fault.path) if fault.at == "key" else places.value(fault.path)


def load(path: Path | str) -> Reading:
    """Read the routine at `path`. Raises Unreadable if there is no such file or it cannot be read.

    A file that is too large has that as its problem, at 1:1.
    """
    return read(read_bytes(path), str(path))


def read_bytes(path: Path | str) -> bytes:
    """The bytes of the file at `path`, at most one more than a routine may have. Raises Unreadable as `load` does."""
    try:
        return read_file(path, MAX_BYTES, cut=True)
    except (OSError, ValueError) as error:
        message = f"{plain(str(path))}: {reason(error)}"
        raise Unreadable(message) from error
