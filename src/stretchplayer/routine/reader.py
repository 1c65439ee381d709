"""Reads a routine: in one pass if nothing is wrong, or else with every problem explained."""

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import msgspec
import tomli
from msgspec import Struct

from stretchplayer.caps.limits import LIMITS
from stretchplayer.file_access import bundled_routines, digest, read_file, reason
from stretchplayer.model.duration import spoken
from stretchplayer.model.number_ranges import LONGEST
from stretchplayer.model.routine import FORMAT, MAX_BYTES, MAX_SEGMENTS, Routine
from stretchplayer.problems import Problem, Unreadable, first_of
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Fault, Faults
from stretchplayer.routine.fields import FILLED_IN, read_value
from stretchplayer.routine.held import odd_text, with_holds
from stretchplayer.routine.key_checks import long_default, read_limits
from stretchplayer.routine.moves import (
    Included,
    Moves,
    NotIncluded,
    Swapped,
)
from stretchplayer.routine.steps_reader import NeedsFullRead, StepsReader
from stretchplayer.routine.toml_source import NotToml, Place, Places, parse
from stretchplayer.text import plain
from stretchplayer.timeline import size

if TYPE_CHECKING:
    from stretchplayer.routine.swaps import Swaps

_ENDING: Final = ".toml"
_RARE: Final = frozenset({"move", "limits", "sound"})
_MOST_INCLUDED: Final = 3
"""How deep routines may include each other."""


class Reading(Struct, frozen=True, kw_only=True):
    """The result of reading a file: its routine if it can be played, and every problem, in order of place.

    `data` is what was read, `seconds` how long the routine lasts as written. `included` are the path and the text of
    each other routine that is part of it, as `read` takes them again.
    """

    data: bytes
    routine: Routine | None
    problems: tuple[Problem, ...]
    places: Places
    seconds: float = 0.0
    included: dict[str, tuple[str, str]] = {}

    def place(self, path: tuple[str | int, ...]) -> Place:
        """Line and column, from 1, of the value at a key path with 0-based positions: `("step", 2, "hold")`.

        For a value that is not in the file (it comes from a move, or is a default), the nearest table or key
        around it.
        """
        return self.places.value(path)


def read(
    data: bytes,
    file: str = "<file>",
    *,
    identified: bool = True,
    around: tuple[str, ...] = (),
    swaps: "Swaps | None" = None,
    included: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    leaving_out: Collection[str] = (),
) -> Reading:
    """Read the bytes of a routine file; `file` is how the file is called in problems. Raises nothing.

    One that is not to be `identified` has no digest. Routines that it includes are looked for beside it, then among
    the bundled ones; `around` are the names of those that include it, the outermost first.
    With `swaps`, steps are read as if they named other moves. What is `included` is taken instead of files. Steps that
    are left out, by their numbers ("2.1"), are read as if they were switched off, whatever they say.
    """
    try:
        text, document = parse(data)
    except NotToml as error:
        problem = Problem(
            file=file, line=error.line, column=error.column, severity="error", message=quoting.message(error.message)
        )
        return Reading(data=data, routine=None, problems=(problem,), places=Places(""))
    places = Places(text)
    includes = Includes(file, around, included)
    if swaps or leaving_out:
        _changed(document, swaps or {}, leaving_out)
    try:
        routine, warned = read_fast(document, file, digest(data).hex() if identified else "", includes)
    except NeedsFullRead:
        return Reading(
            data=data, routine=None, problems=_problems(text, file, places, includes, leaving_out), places=places
        )
    count, seconds = size(routine)
    if not count and leaving_out:
        return Reading(data=data, routine=None, problems=(), places=places)
    if (fault := _size_fault(count, seconds)) is not None:
        problem = Problem(file=file, line=1, column=1, severity="error", message=fault)
        return Reading(data=data, routine=None, problems=(problem,), places=places)
    problems = _problems(text, file, places, includes, leaving_out) if warned else ()
    return Reading(
        data=data, routine=routine, problems=problems, places=places, seconds=seconds, included=includes.texts
    )


def _changed(document: dict[str, Any], swaps: "Swaps", leaving_out: Collection[str]) -> None:
    # Imported here: few readings need it.
    from stretchplayer.routine.swaps import leave_out, put_in

    put_in(document, swaps)
    leave_out(document, leaving_out)


def _size_fault(count: int, length: float) -> str | None:
    """What is wrong with a routine that unrolls to `count` segments and `length` seconds, if anything."""
    if not count:
        return "nothing to play: every step has `enabled = false` (take it away from one of them)"
    parts = []
    if count > MAX_SEGMENTS:
        parts.append(f"{count:,} holds, rests and other parts, at most {MAX_SEGMENTS:,} are allowed")
    if length > LONGEST:
        parts.append(f"{spoken(length)}, at most {spoken(LONGEST)} are allowed")
    return f"too long with all repetitions: {'; '.join(parts)}" if parts else None


def _problems(
    text: str, file: str, places: Places, includes: "Includes", leaving_out: Collection[str]
) -> tuple[Problem, ...]:
    """Every problem of a valid TOML text, each once; parsed again, as the fast path has changed the tables."""
    found: dict[tuple[int, int, str], Problem] = {}
    # Imported here: most files that are read have none.
    from stretchplayer.routine.checks import find_faults

    document = tomli.loads(text)
    if leaving_out:
        _changed(document, {}, leaving_out)
    faults = find_faults(document, includes)
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
            about=fault.about,
            write=fault.write,
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


class Includes:
    """Finds the routines that a file names in its steps, and reads each once; its result is as `Include` promises."""

    def __init__(
        self, file: str, around: tuple[str, ...], kept: Mapping[str, tuple[str, str]] = MappingProxyType({})
    ) -> None:
        """What was `kept` of an earlier reading is taken instead of files; `texts` are what may be kept of this one."""
        self._file, self._kept = file, kept
        self._around = (*around, Path(file).stem)
        self._folders = (*((Path(file).parent,) if file.endswith(_ENDING) else ()), bundled_routines())
        self._found: dict[tuple[str, tuple[tuple[str, str], ...]], Included | NotIncluded] = {}
        self.texts: dict[str, tuple[str, str]] = {}

    def __call__(self, name: object) -> Included:
        """The routine of this name, or of one that is `Swapped`. Raises NotIncluded, which says why there is none."""
        name, swaps = name if isinstance(name, Swapped) else (name, {})
        if not isinstance(name, str) or not name.strip() or Path(name).name != name:
            message = f'{quoting.value(name)} is no name (write the name of a routine: "warm-up")'
            raise NotIncluded(message)
        name = name.removesuffix(_ENDING)
        key = (name, tuple(sorted(swaps.items())))
        if key not in self._found:
            try:
                self._found[key] = self._read(name, swaps)
            except NotIncluded as error:
                self._found[key] = error
        found = self._found[key]
        if isinstance(found, NotIncluded):
            raise found
        return found

    def _read(self, name: str, swaps: "Swaps") -> Included:
        if name in self._around:
            circle = " → ".join((*self._around[self._around.index(name) :], name))
            message = f"goes round in a circle: {plain(circle)}"
            raise NotIncluded(message)
        if len(self._around) > _MOST_INCLUDED:
            message = f"routines include each other at most {_MOST_INCLUDED} deep"
            raise NotIncluded(message)
        key = f"{self._file}\n{name}"
        path, data = self._bytes(key, name)
        reading = read(data, path, identified=False, around=self._around, swaps=swaps, included=self._kept)
        fault = next((each for each in reading.problems if each.severity == "error"), None)
        if reading.routine is None:
            where = "" if fault is None else f": line {fault.line}: {fault.message}"
            message = f"{quoting.key(name)} has errors{where}"
            raise NotIncluded(message)
        text = parse(data)[0]
        self.texts |= {key: (path, text), **reading.included}
        document = tomli.loads(text)
        if swaps:
            _changed(document, swaps, ())
        within = Includes(path, self._around, self._kept)
        defaults = document.get("defaults", {})
        moves = Moves(document.get("move"), defaults, within)
        StepsReader(moves, Faults()).prepare(document["step"], 0)
        return Included(
            title=reading.routine.title,
            step=document["step"],
            defaults=defaults,
            limits=reading.routine.limits,
            segments=size(reading.routine)[0],
        )

    def _bytes(self, key: str, name: str) -> tuple[str, bytes]:
        """The path and the content of a routine that is named."""
        if key in self._kept:
            path, text = self._kept[key]
            return path, text.encode()
        there = (folder / f"{name}{_ENDING}" for folder in self._folders)
        found = next((path for path in there if path.is_symlink() or path.exists()), None)
        if found is None:
            raise NotIncluded(self._unknown(name))
        try:
            return str(found), read_bytes(found)
        except Unreadable as error:
            raise NotIncluded(str(error)) from error

    def _unknown(self, name: str) -> str:
        from stretchplayer.routine.faults import Spelling

        names = {path.stem for folder in self._folders for path in folder.glob(f"*{_ENDING}")}
        hint = Spelling().hint(name, names)
        return f"no routine is called {quoting.key(name)}{hint or ' (it is looked for beside this file)'}"

    def limited(self, own: dict[str, float]) -> dict[str, float]:
        """The limits of a file together with those of all that it includes: the tightest of each."""
        limits = dict(own)
        for included in self._found.values():
            for name, value in included.limits.items() if isinstance(included, Included) else ():
                tightest = max if LIMITS[name].least else min
                limits[name] = tightest(value, limits.get(name, value))
        return limits


def read_fast(
    document: dict[str, Any], file: str, identity: str, includes: Includes | None = None
) -> tuple[Routine, bool]:
    """The routine in a parsed file, and whether it deserves warnings. Raises NeedsFullRead if it has a fault.

    `document` is changed and of no use afterwards.
    """
    steps = document.get("step")
    version = document.pop("format", None)
    if type(version) is not int or version != FORMAT or type(steps) is not list or not FILLED_IN.isdisjoint(document):
        raise NeedsFullRead
    faults, includes = Faults(), includes or Includes(file, ())
    local = None if _RARE.isdisjoint(document) else _rare(document, faults)
    moves = Moves(local, document.get("defaults"), includes)
    if local is not None:
        _check_moves(local, moves, faults)
    warned = StepsReader(moves, faults).prepare(steps, 0)
    warned |= long_default(document.get("defaults")) or any(odd_text("title", document.get("title")))
    if includes.texts:
        document["limits"] = includes.limited(document.get("limits", {}))
        texts = "".join(text for _, (_, text) in sorted(includes.texts.items()))
        identity = identity and digest(f"{identity}{texts}".encode()).hex()
    document["file"] = file
    document["digest"] = identity
    try:
        return with_holds(msgspec.convert(document, Routine, dec_hook=read_value)), warned
    except msgspec.ValidationError:
        raise NeedsFullRead from None


def _check_moves(local: object, moves: Moves, faults: Faults) -> None:
    from stretchplayer.routine.checks import move_faults

    move_faults(local, moves, faults)
    if faults.found:
        raise NeedsFullRead


def _rare(document: dict[str, Any], faults: Faults) -> object:
    """Check what few files have as for a file with faults; what it has under `[move]`."""
    from stretchplayer.routine.figure_checks import sound_file_faults

    local = document.pop("move", None)
    if "limits" in document:
        document["limits"] = read_limits(document["limits"], faults)
    sound_file_faults(document.get("sound"), faults)
    if faults.found:
        raise NeedsFullRead
    return local
