"""Reads a routine: in one pass if nothing is wrong, or else with every problem explained."""

from pathlib import Path
from typing import Any, Final

import msgspec
import tomli
from msgspec import Struct

from stretchplayer.file_access import digest, read_file, reason
from stretchplayer.model.duration import spoken
from stretchplayer.model.number_ranges import LONGEST
from stretchplayer.model.routine import FORMAT, MAX_BYTES, MAX_SEGMENTS, Routine
from stretchplayer.model.steps import DEEPEST
from stretchplayer.problems import Problem, Unreadable, first_of
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Fault, Faults
from stretchplayer.routine.fields import read_value
from stretchplayer.routine.key_checks import dosed, long_default, odd_forms, read_limits
from stretchplayer.routine.moves import Moves, Table, inherit, name_for, ready_made
from stretchplayer.routine.toml_source import NotToml, Place, Places, parse
from stretchplayer.text import plain
from stretchplayer.timeline import size

_RARE: Final = frozenset({"move", "limits", "sound"})
_FILLED_IN: Final = frozenset({"file", "digest", "without"})
_NO_MOVES: Final = Moves(None)


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


def read(data: bytes, file: str = "<file>", *, identified: bool = True) -> Reading:
    """Read the bytes of a routine file; `file` is how the file is called in problems. Raises nothing.

    One that is not to be `identified` has no digest.
    """
    try:
        text, document = parse(data)
    except NotToml as error:
        problem = Problem(
            file=file, line=error.line, column=error.column, severity="error", message=quoting.message(error.message)
        )
        return Reading(data=data, routine=None, problems=(problem,), places=Places(""))
    places = Places(text)
    try:
        routine, warned = read_fast(document, file, digest(data).hex() if identified else "")
    except NeedsFullRead:
        return Reading(data=data, routine=None, problems=_problems(text, file, places), places=places)
    count, seconds = size(routine)
    if (fault := _size_fault(count, seconds)) is not None:
        problem = Problem(file=file, line=1, column=1, severity="error", message=fault)
        return Reading(data=data, routine=None, problems=(problem,), places=places)
    problems = _problems(text, file, places) if warned else ()
    return Reading(data=data, routine=routine, problems=problems, places=places, seconds=seconds)


def _size_fault(count: int, length: float) -> str | None:
    """What is wrong with a routine that unrolls to `count` segments and `length` seconds, if anything."""
    parts = []
    if count > MAX_SEGMENTS:
        parts.append(f"{count:,} segments, at most {MAX_SEGMENTS:,} are allowed")
    if length > LONGEST:
        parts.append(f"{spoken(length)}, at most {spoken(LONGEST)} are allowed")
    return f"too long with all repetitions: {'; '.join(parts)}" if parts else None


def _problems(text: str, file: str, places: Places) -> tuple[Problem, ...]:
    """Every problem of a valid TOML text, each once; parsed again, as the fast path has changed the tables."""
    found: dict[tuple[int, int, str], Problem] = {}
    # Imported here: most files that are read have none.
    from stretchplayer.routine.checks import find_faults

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


def load(path: Path | str, *, identified: bool = True) -> Reading:
    """Read the routine at `path`. Raises Unreadable if there is no such file or it cannot be read.

    A file that is too large has that as its problem, at 1:1. Without a digest where it is not to be `identified`.
    """
    return read(read_bytes(path), str(path), identified=identified)


def read_bytes(path: Path | str) -> bytes:
    """The bytes of the file at `path`, at most one more than a routine may have. Raises Unreadable as `load` does."""
    try:
        return read_file(path, MAX_BYTES, cut=True)
    except (OSError, ValueError) as error:
        message = f"{plain(str(path))}: {reason(error)}"
        raise Unreadable(message) from error


class NeedsFullRead(Exception):
    """Something is wrong, or may be: every fault has to be looked for."""


def read_fast(document: dict[str, Any], file: str, identity: str) -> tuple[Routine, bool]:
    """The routine in a parsed file, and whether it deserves warnings. Raises NeedsFullRead if it has a fault.

    `document` is changed and of no use afterwards.
    """
    steps = document.get("step")
    version = document.pop("format", None)
    if type(version) is not int or version != FORMAT or type(steps) is not list or not _FILLED_IN.isdisjoint(document):
        raise NeedsFullRead
    faults = Faults()
    moves = _NO_MOVES if _RARE.isdisjoint(document) else _rare(document, faults)
    warned = _Steps(moves, faults).prepare(steps, 0)
    warned |= long_default(document.get("defaults"))
    document["file"] = file
    document["digest"] = identity
    try:
        return msgspec.convert(document, Routine, dec_hook=read_value), warned
    except msgspec.ValidationError:
        raise NeedsFullRead from None


def _rare(document: dict[str, Any], faults: Faults) -> Moves:
    """Check what few files have as for a file with faults; the moves of the file."""
    from stretchplayer.routine.checks import move_faults
    from stretchplayer.routine.figure_checks import sound_file_faults

    local = document.pop("move", None)
    moves = _NO_MOVES if local is None else Moves(local)
    if local is not None:
        move_faults(local, moves, faults)
    if "limits" in document:
        document["limits"] = read_limits(document["limits"], faults)
    sound_file_faults(document.get("sound"), faults)
    if faults.found:
        raise NeedsFullRead
    return moves


def _base(moves: Moves, name: str, own: dict[str, Any]) -> Table | None:
    """The keys of a move. What a step of another kind takes of them must be compared as the file would write it."""
    return moves.keys_of(name) if "kind" in own or name in moves.local else ready_made().get(name)


class _Steps:
    """Puts moves into the steps that name them, marks groups, names the nameless."""

    def __init__(self, moves: Moves, faults: Faults) -> None:
        self._moves, self._faults = moves, faults
        self._count = 0

    def prepare(self, steps: list[Any], depth: int) -> bool:
        """Make a list of steps ready; whether one of them deserves a warning."""
        warned = False
        for index, own in enumerate(steps):
            if type(own) is not dict:
                raise NeedsFullRead
            if "step" in own:
                inner = own["step"]
                if depth == DEEPEST or "kind" in own or type(inner) is not list:
                    raise NeedsFullRead
                own["kind"] = "group"
                warned |= self.prepare(inner, depth + 1)
                continue
            self._count += 1
            if self._count > MAX_SEGMENTS:
                raise NeedsFullRead
            steps[index], odd = self._step(own)
            warned |= odd
        return warned

    def _step(self, own: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """A step with the keys of its move, and with a name; and whether it deserves a warning."""
        step, base = own, None
        if "move" in own:
            name = own["move"]
            base = _base(self._moves, name, own) if type(name) is str else None
            if base is None:
                raise NeedsFullRead
            step = inherit(base, own)
        if step.get("kind") == "dynamic" and not dosed(step):
            raise NeedsFullRead
        # The figure of a move has been looked at where the move is.
        if "figure" in own:
            from stretchplayer.routine.figure_checks import figure_faults

            if not figure_faults(own["figure"], (), self._faults):
                raise NeedsFullRead
        odd = next(odd_forms(step, own, base, self._faults.spelling), None) is not None
        if "name" not in step:
            step["name"] = name_for(step)
        return step, odd
