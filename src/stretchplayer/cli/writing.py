"""`new`, `customize` and `edit`: routine files that belong to the user."""

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import msgspec

from stretchplayer.check import problems
from stretchplayer.cli.asking import line
from stretchplayer.cli.outcome import FINE, PROBLEMS, Failure
from stretchplayer.cli.output import note, out
from stretchplayer.cli.reading import interactive
from stretchplayer.config import Folders, folders, write_whole
from stretchplayer.library import find
from stretchplayer.problems import Problem
from stretchplayer.routine import load, schema
from stretchplayer.routine.opening import read_bytes

_NAME = re.compile(r"[\w][\w .-]{0,79}", re.UNICODE)
_EDITORS = ("notepad",) if sys.platform == "win32" else ("nano", "vi")


def new(arguments: argparse.Namespace) -> int:
    """Write the starter file."""
    where = folders()
    path = _own(arguments.name, where)
    title = path.stem.replace("-", " ").replace("_", " ").strip().capitalize() or path.stem
    starter = Path(__file__).with_name("starter.toml").read_text(encoding="utf-8")
    _create(path, starter.replace("TITLE", title).encode(), where)
    out(str(path))
    note(f"Change it with: stretchplayer edit {path.stem}")
    return FINE


def customize(arguments: argparse.Namespace) -> int:
    """Copy a bundled routine into the user's folder, where it takes the bundled one's place."""
    where = folders()
    stem = arguments.name.removesuffix(".toml")
    source = where.bundled / f"{stem}.toml"
    if os.sep in stem or not os.path.isfile(source):  # noqa: PTH113 - Path.is_file raises for a name that is too long
        names = ", ".join(sorted(path.stem for path in where.bundled.glob("*.toml")))
        message = f"no bundled routine is called {stem}: {names}"
        raise Failure(message)
    path = _own(arguments.new_name or stem, where)
    _create(path, source.read_bytes(), where)
    out(str(path))
    note(f"It is yours now. Change it with: stretchplayer edit {path.stem}")
    return FINE


def edit(arguments: argparse.Namespace) -> int:
    """Open the file in the user's editor until it is right, kept as it is, or put back as it was."""
    where = folders()
    path = find(arguments.name, where)
    if path.parent == where.bundled:
        message = f"{path.stem} is bundled; `stretchplayer customize {path.stem}` makes a copy that is yours"
        raise Failure(message)
    former = read_bytes(path)
    while True:
        _editor(path)
        found = problems(load(path), str(path))
        for problem in found:
            out(str(problem))
        if not any(problem.severity == "error" for problem in found):
            note("No errors.")
            return FINE
        choice = _choice(found)
        if choice == "keep":
            return PROBLEMS
        if choice == "discard":
            write_whole(path, former)
            note("Put back as it was.")
            return FINE


def _choice(found: tuple[Problem, ...]) -> str:
    if not interactive():
        return "keep"
    count = len(found)
    while True:
        answer = line(
            f"{count} problem{'s' if count > 1 else ''}. e: edit again. k: keep it like this. d: discard the changes."
        )
        if answer is None or answer.lower().startswith("k"):
            return "keep"
        if answer.lower().startswith("e"):
            return "edit"
        if answer.lower().startswith("d"):
            return "discard"


def _editor(path: Path) -> None:
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        if chosen and sys.platform != "win32":
            # As git does it: the variable is a shell command, so `code --wait` works; the file is its last argument.
            done = subprocess.run(["/bin/sh", "-c", f'{chosen} "$@"', chosen, str(path)], check=False)  # noqa: S603
        else:
            done = _first_there(path) if not chosen else subprocess.run([*shlex.split(chosen), str(path)], check=False)  # noqa: S603
    except OSError as error:
        message = f"the editor could not be started: {error}"
        raise Failure(message) from error
    if done.returncode:
        message = f"the editor ended with code {done.returncode}; your file stands as the editor left it: {path}"
        raise Failure(message, PROBLEMS)


def _first_there(path: Path) -> "subprocess.CompletedProcess[bytes]":
    for name in _EDITORS:
        try:
            return subprocess.run([name, str(path)], check=False)  # noqa: S603
        except FileNotFoundError:
            continue
    message = "no editor was found; set $VISUAL or $EDITOR"
    raise Failure(message)


def _own(name: str, where: Folders) -> Path:
    stem = name.removesuffix(".toml")
    if not _NAME.fullmatch(stem):
        message = f"not a name for a routine: {name} (letters, digits, spaces, dots, - and _)"
        raise Failure(message)
    return where.routines / f"{stem}.toml"


def _create(path: Path, content: bytes, where: Folders) -> None:
    if path.exists():
        message = f"{path} is there already; `stretchplayer edit {path.stem}` opens it"
        raise Failure(message)
    try:
        write_whole(path, content)
        write_whole(where.schemas / "routine.schema.json", msgspec.json.format(msgspec.json.encode(schema())))
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise Failure(message) from error
