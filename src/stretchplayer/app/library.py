"""Finds routines: by path, among the user's own, among the bundled ones; the first match wins."""

import json
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stretchplayer.config import Folders
from stretchplayer.file_access import read_file
from stretchplayer.model.number_ranges import TITLE_LENGTH
from stretchplayer.model.routine import FORMAT, MAX_BYTES
from stretchplayer.problems import Unreadable
from stretchplayer.text import plain
from stretchplayer.translation import gettext, pgettext

if TYPE_CHECKING:
    from stretchplayer.routine.reader import Reading

_ENDING = ".toml"
_MOST = 3
"""Names that are suggested for one that is not known."""


class Shelved(NamedTuple):
    """A routine file; `yours` is whether it is in the user's folder, `covers` whether a bundled one has its name."""

    name: str
    path: Path
    yours: bool
    covers: bool = False


def shelf(folders: Folders) -> list[Shelved]:
    """Every routine that can be called by its name, sorted by it."""
    bundled = {path.stem: path for path in _files(folders.bundled)}
    yours = {path.stem: path for path in _files(folders.routines)}
    found = [Shelved(name=name, path=path, yours=True, covers=name in bundled) for name, path in yours.items()]
    found += [Shelved(name=name, path=path, yours=False) for name, path in bundled.items() if name not in yours]
    return sorted(found, key=lambda each: each.name)


def find(name: str, folders: Folders) -> Path:
    """The file that `name` means, or the one with just this title; Unreadable suggests others where there is none."""
    if _is_path(name):
        return Path(name)
    stem = name.removesuffix(_ENDING)
    for folder in (folders.routines, folders.bundled):
        path = folder / f"{stem}{_ENDING}"
        if os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for a name that is too long
            return path
        if os.path.lexists(path):
            message = gettext("{path} is not a file that can be read").format(path=plain(str(path)))
            raise Unreadable(message)
    if name.endswith(_ENDING) and os.path.lexists(name):
        return Path(name)
    if same := titled(name, folders):
        if len(same) == 1:
            return same[0].path
        ways = ", ".join(
            (gettext("{name} (yours)") if each.yours else gettext("{name} (bundled)")).format(name=plain(each.name))
            for each in same
        )
        message = gettext("{count} routines have the title {title}: give the name of one instead: {ways}")
        raise Unreadable(message.format(count=len(same), title=name, ways=ways))
    from stretchplayer.routine.faults import Spelling, containing

    names = [each.name for each in shelf(folders)]
    by_word = {word: [name for name in names if word in name.split("-")] for name in names for word in name.split("-")}
    near = Spelling().slips(stem, names) or containing(stem, names)
    near = (near or [name for word in Spelling().slips(stem, by_word) for name in by_word[word]])[:_MOST]
    if not near:
        message = gettext("no routine is called {name}: `stretchplayer list` shows what there is")
        raise Unreadable(message.format(name=stem))
    names_or = near[0]
    if near[1:]:
        names_or = pgettext("list", "{words} or {last}").format(words=", ".join(near[:-1]), last=near[-1])
    message = gettext("no routine is called {name}: did you mean {names}?")
    raise Unreadable(message.format(name=stem, names=names_or))


def titled(title: str, folders: Folders) -> list[Shelved]:
    """The routines with just this title, in any case, by name."""
    from stretchplayer.routine.toml_source import NotToml, parse

    wanted, found = _one_case(title), []
    for each in shelf(folders):
        try:
            data = read_file(each.path, MAX_BYTES)
            # To parse all files takes long, and few have these words.
            if wanted in _one_case(data.decode()) and _one_case(str(parse(data)[1].get("title", ""))) == wanted:
                found.append(each)
        except (OSError, ValueError, NotToml):
            # A file that cannot be read has no title; what is wrong with it is said where it is called by its name.
            continue
    return found


def _one_case(text: str) -> str:
    return " ".join(text.casefold().split())


def command_line(command: str, name: str) -> str:
    """The command line that runs `command` on the routine of this name, quoted for a shell."""
    quoted = f'"{name}"' if sys.platform == "win32" and " " in name else shlex.quote(name)
    return f"stretchplayer {command} {'-- ' if name.startswith('-') else ''}{quoted}"


def customize_first(name: str) -> str:
    """Why a bundled routine is not changed, and the command that makes one that can be."""
    return gettext("{name} is bundled; `{command}` makes a copy that is yours").format(
        name=name, command=command_line("customize", name)
    )


def load_named(name: str, folders: Folders) -> "Reading":
    """The routine that `name` means, read; Unreadable where there is none."""
    from stretchplayer.routine.reader import load

    return load(find(name, folders))


def load_in_turn(names: Sequence[str], folders: Folders) -> "Reading":
    """The routine of one name, or those of several as `chained`; Unreadable where there is none of a name."""
    return chained(names, folders) if names[1:] else load_named(names[0], folders)


def chained(names: Sequence[str], folders: Folders) -> "Reading":
    """The routines of these names, one after the other, as one; Unreadable where there is none of a name."""
    from stretchplayer.routine.reader import read

    found = [find(name, folders) for name in names]
    for name, path in zip(names, found, strict=True):
        if _is_path(name) or path.parent not in (folders.routines, folders.bundled):
            message = gettext("only routines with a name can follow each other, not files: {name}").format(name=name)
            raise Unreadable(message)
    stems = [path.stem for path in found]
    steps = "".join(f"[[step]]\nroutine = {json.dumps(stem)}\n" for stem in stems)
    short = _short_together(found)
    top = f"short = {short:g}\n" if short else ""
    text = f"format = {FORMAT}\ntitle = {json.dumps(', then '.join(stems)[:TITLE_LENGTH])}\n{top}{steps}"
    # There is no such file; what it names is looked for where it would be.
    return read(text.encode(), str(folders.routines / f"{'+'.join(stems)}{_ENDING}"))


def _short_together(files: Sequence[Path]) -> float | None:
    """Seconds that the short forms of these routines last at most, one after the other; None where one says nothing."""
    from stretchplayer.routine.reader import load

    routines = [load(path, identified=False).routine for path in files]
    lengths = [routine.short for routine in routines if routine is not None and routine.short]
    return sum(lengths) if len(lengths) == len(files) else None


def toml_files(path: Path) -> Iterator[str]:
    """`path` itself, or every TOML file below it, folder by folder, in order of name."""
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        yield str(path)
        return
    for folder, below, names in os.walk(path):
        below.sort()
        for name in sorted(names):
            if name.endswith(_ENDING) and not name.startswith("."):
                yield os.path.join(folder, name)  # noqa: PTH118 - ten thousand paths are made here


def _is_path(name: str) -> bool:
    return os.sep in name or bool(os.altsep and os.altsep in name)


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix == _ENDING and not path.name.startswith(".")]
    except OSError:
        # A folder that is not there, or cannot be read, holds nothing that could be played.
        return []
