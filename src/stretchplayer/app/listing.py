"""Routines as lists show them: one line of facts each, and a bad file hides nothing.

What was read once is remembered in the cache folder, so that a list is there at once: a file is read again when it,
or the program, has changed. Reading a file and reckoning its length needs most of the program, so that is imported
where it is used.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol
from zlib import crc32

from stretchplayer import __version__
from stretchplayer.app.library import Shelved, shelf
from stretchplayer.config import Folders
from stretchplayer.file_access import read_file, write_whole
from stretchplayer.problems import Unreadable
from stretchplayer.translation import SOURCE, gettext, language, to_translate

if TYPE_CHECKING:
    from stretchplayer.timeline import Segment

TOO_LONG: Final = to_translate("reading it takes longer than a second, so it was left alone")
FAILED: Final = to_translate("reading it failed")
FILE: Final = "routines.json"
_MOST_STEPS: Final = 200
"""As many names of steps are remembered of one routine."""
_MOST: Final = 32 * 1024 * 1024
"""Bytes; no cache is larger."""
_ROOMS: Final = ("app", "caps", "catalog", "catalog/moves", "model", "routine", "timeline")
"""Where the program decides what stands in a list."""

Signature = tuple[int, int, int, int]
"""When a file was changed and when it was put there, in nanoseconds, how large it is, and which file it is."""


class Listed(NamedTuple):
    """One routine as a list shows it; `areas` are the muscle groups it works on, from the neck down.

    `worked` has the seconds in which it works on each of its muscles, on both sides together; and how much of its work
    that is: seconds shared among the muscles that are worked on at once, those of movement, warmth and cold a quarter.

    `moves` are the names of the moves of the catalogue that its steps have, `steps` what all its steps are called, each
    once, and `positions` how the body rests in them: what is searched beside the title.

    `suits` and `not_for` say whom it is for and whom it is not for, on one line each.

    `written` is the title as the file has it, where that is shown in another language.

    `short` are the minutes of its short form, 0 where it has none; `thermal` is "heat" or
    "cold" where that is all its work.

    One that cannot be read has a title of "" and says why in `problems`.
    """

    name: str
    file: str
    title: str = ""
    minutes: int = 0
    seconds: float = 0.0
    tags: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    yours: bool = False
    problems: tuple[str, ...] = ()
    suits: str = ""
    not_for: str = ""
    worked: tuple[tuple[str, float, float], ...] = ()
    moves: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    short: int = 0
    thermal: str = ""
    written: str = ""

    @property
    def least_minutes(self) -> int:
        """The minutes of its short form, or of all of it where it has none."""
        return self.short or self.minutes

    @property
    def left_alone(self) -> bool:
        """Whether reading the file was given up, so that nothing should try it again here."""
        return self.problems in ((TOO_LONG,), (FAILED,))


class Reader(Protocol):
    """Reads files for the list, in whatever time they take."""

    def entry(self, shelved: Shelved) -> Listed:
        """What there is to list of one file."""
        ...

    def close(self) -> None:
        """Let go of what is needed for that; a file that is being read is given up."""
        ...


def left_alone(shelved: Shelved, *problems: str) -> Listed:
    """What there is to list of a file without reading it, and what is wrong with it."""
    return Listed(shelved.name, str(shelved.path), yours=shelved.yours, problems=problems)


def both_lengths(each: Listed) -> str:
    """How long a routine is, and how long its short form: "15 min · short 5"."""
    minutes = f"{each.minutes} min"
    return gettext("{minutes} · short {short}").format(minutes=minutes, short=each.short) if each.short else minutes


def signature(file: "Path | os.DirEntry[str]") -> Signature | None:
    """The state of a file; None where there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


class _Row(NamedTuple):
    """What was listed, and of which state of its file."""

    signature: Signature
    listed: Listed


class ListingCache:
    """What earlier runs have listed, in the cache folder. Without one, or with a damaged one, there is nothing in it.

    Only the lists believe it: a routine is read from its file before anything is done with it.
    """

    def __init__(self, folders: Folders) -> None:
        self._path = folders.cache / FILE
        self._header = _header()
        self._rows = {row.listed.file: row for row in self._load()}

    def find(self, shelved: Shelved, now: Signature | None) -> Listed | None:
        """What was listed of the file in just this state, if it was."""
        row = self._rows.get(str(shelved.path))
        return row.listed if row is not None and row.signature == now else None

    def save(self, read: Mapping[Shelved, tuple[Signature | None, Listed]]) -> None:
        """Remember these in place of what was remembered, where anything has changed and the folder can be written.

        A file with problems is read every time: what hinders it need not be in the file.
        """
        rows = {
            listed.file: _Row(signature, listed)
            for signature, listed in read.values()
            if signature is not None and listed.title
        }
        if rows != self._rows:
            self._rows = rows
            body = json.dumps(list(rows.values())).encode()
            with suppress(OSError):
                # All that is lost is time, at the next start.
                write_whole(self._path, b"%s %d\n%s" % (self._header, crc32(body), body))

    def _load(self) -> list[_Row]:
        try:
            header, _, body = read_file(self._path, _MOST).partition(b"\n")
            if header == b"%s %d" % (self._header, crc32(body)):
                return [_Row(tuple(signature), _listed(values)) for signature, values in json.loads(body)]
        except (OSError, ValueError):
            # Not there, no file, or damaged: everything is read anew.
            pass
        return []


def _listed(values: list[Any]) -> Listed:
    """What was listed, from JSON, which knows lists alone."""
    listed = Listed._make(tuple(each) if isinstance(each, list) else each for each in values)
    return listed._replace(worked=tuple((muscle, seconds, shared) for muscle, seconds, shared in listed.worked))


def _header() -> bytes:
    """The version, the language and the state of the program's own files, which work on it changes.

    A session takes as long as it takes to explain it in a language.
    """
    newest = count = size = 0
    for room in (*_ROOMS, f"locale/{language()}/LC_MESSAGES"):
        with suppress(OSError), os.scandir(Path(__file__).parents[1] / room) as files:
            for file in files:
                if file.name.endswith((".py", ".toml", ".mo")):
                    status = file.stat()
                    newest, count, size = max(newest, status.st_mtime_ns), count + 1, size + status.st_size
    return f"stretchplayer {__version__} {language()} {newest} {count} {size}".encode()


def listed(folders: Folders) -> list[Listed]:
    """Every routine that a name finds, by name."""
    cache = ListingCache(folders)
    read: dict[Shelved, tuple[Signature | None, Listed]] = {}
    for each in shelf(folders):
        now = signature(each.path)
        read[each] = (now, cache.find(each, now) or entry(each))
    cache.save(read)
    return [translated(each) for _, each in read.values()]


def translated(each: Listed) -> Listed:
    """The same in the language that holds; what is searched and filtered by stays as the file has it."""
    if language() == SOURCE:
        return each
    from stretchplayer.catalog.translated import passage, title

    return each._replace(
        title=title(each.title), written=each.title, suits=passage(each.suits), not_for=passage(each.not_for)
    )


def entry(shelved: Shelved) -> Listed:
    """One file, read and admitted for a user who has done nothing lately."""
    from stretchplayer.app.checking import problems
    from stretchplayer.caps import SEASONED, Profile, admit
    from stretchplayer.model.routine import areas, flat, needs
    from stretchplayer.model.short_form import has_short_form, short_form
    from stretchplayer.routine.reader import load

    try:
        reading = load(shelved.path, identified=False)
    except Unreadable as error:
        return left_alone(shelved, str(error))
    # What comes along is held to have no warnings by tests; to look for them took most of the first start.
    found = problems(reading, shelved.path.name) if shelved.yours else reading.problems
    listed = left_alone(shelved, *(str(each) for each in found if not each.said))
    routine = reading.routine
    if routine is None:
        return listed
    plan, short = admit(routine, Profile(), SEASONED, 0.0), 0.0
    if has_short_form(routine):
        short = admit(short_form(routine), Profile(), SEASONED, 0.0).seconds
        short = min(short, routine.short or short)
    kinds = {each.kind for each in plan.segments if each.works and each.targets}
    inside = flat(routine.step)
    return listed._replace(
        title=routine.title,
        minutes=max(1, round(plan.seconds / 60)),
        seconds=round(plan.seconds, 3),
        tags=tuple(routine.tags),
        needs=needs(routine),
        areas=areas(routine),
        suits=" ".join(routine.suits.split()),
        not_for=" ".join(routine.not_for.split()),
        worked=_worked(plan.segments),
        moves=_each_once(step.move for step in inside),
        steps=_each_once(step.name for step in inside),
        positions=_each_once(step.position for step in inside),
        short=max(1, round(short / 60)) if short else 0,
        thermal=kinds.pop() if kinds in ({"heat"}, {"cold"}) else "",
    )


def _each_once(names: "Iterable[str | None]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))[:_MOST_STEPS]


_DIRECT: Final = ("stretch", "contract-relax", "massage")
"""The kinds that are chosen for a muscle; the others warm many, or last long whatever they do."""
_AROUND: Final = 0.25
_ON_THE_SKIN: Final = 0.05
"""The shares of what moves, and of heat and cold, in what a routine does for a muscle."""


def _worked(segments: "Iterable[Segment]") -> tuple[tuple[str, float, float], ...]:
    """Each muscle of a plan with the seconds in which something is done for it, whole and shared."""
    found: dict[str, tuple[float, float]] = {}
    for segment in segments:
        for muscle in segment.targets if segment.works else ():
            whole, shared = found.get(muscle, (0.0, 0.0))
            part = _ON_THE_SKIN if segment.thermal else 1.0 if segment.kind in _DIRECT else _AROUND
            found[muscle] = (whole + segment.seconds, shared + part * segment.seconds / len(segment.targets))
    return tuple((muscle, round(whole, 3), round(shared, 3)) for muscle, (whole, shared) in found.items())
