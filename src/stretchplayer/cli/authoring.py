"""`check`, `new`, `customize` and `edit`: problems of files, and the user's own files."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from stretchplayer.app import routine_files
from stretchplayer.app.checking import problems
from stretchplayer.app.library import command_line, find, toml_files
from stretchplayer.app.routine_files import EditorFailed, NotMade
from stretchplayer.cli.asking import line
from stretchplayer.cli.printing import FINE, PROBLEMS, WRONG, Failure, fields, interactive, note, out, out_json_array
from stretchplayer.config import folders
from stretchplayer.file_access import write_whole
from stretchplayer.problems import Problem, Unreadable
from stretchplayer.routine.reader import load, read_bytes

_SHAPE = ("file", "line", "column", "severity", "message", "key", "limit", "step")
"""A problem as JSON."""


class _Count:
    """Counts files, errors and what cannot be read."""

    def __init__(self) -> None:
        self.files = 0
        self.errors = 0
        self.unreadable = 0

    def leave_out(self, error: Unreadable) -> None:
        """Print and count something that cannot be read."""
        self.unreadable += 1
        note(f"stretchplayer: {error}")


def check(arguments: argparse.Namespace) -> int:
    """Check files, folders or names, or the user's own files; exit 1 with any error, 2 where one cannot be read."""
    count = _Count()
    own = folders().routines
    paths = arguments.paths or ([str(own)] if own.exists() else [])
    found = _all(paths, count)
    if arguments.json:
        out_json_array(fields(problem, *_SHAPE) for problem in found)
    else:
        for problem in found:
            if not problem.said:
                out(str(problem))
        if not count.files and not count.unreadable:
            note(f"no routine files in {', '.join(paths or [str(own)])}")
    if count.unreadable:
        return WRONG
    return PROBLEMS if count.errors else FINE


def _all(paths: list[str], count: _Count) -> Iterator[Problem]:
    sounds, folder, last = folders().sounds, Path(), None
    for file in _files(paths, count):
        count.files += 1
        # Once for each folder: to make a path takes as long as to read a file.
        if (beside := os.path.dirname(file)) != last:
            folder, last = Path(beside).absolute(), beside
        try:
            found = problems(load(file, identified=False), file, (folder, sounds))
        except Unreadable as error:
            count.leave_out(error)
            continue
        for problem in found:
            count.errors += problem.severity == "error"
            yield problem


def _files(paths: list[str], count: _Count) -> Iterator[str]:
    """The files: each path that exists, otherwise the routine of that name."""
    for given in paths:
        try:
            path = Path(given) if os.path.lexists(given) else find(given, folders())
        except Unreadable as error:
            count.leave_out(Unreadable(f"{given}: no such file, and {error}"))
            continue
        yield from toml_files(path)


def new(arguments: argparse.Namespace) -> int:
    """Write the starter file, or a routine out of what people have."""
    if arguments.source is not None:
        from stretchplayer.cli.new_from import new_from

        return new_from(arguments)
    if arguments.name is None:
        message = "give the routine a name: `stretchplayer new my-morning`"
        raise Failure(message)
    where = folders()
    starter = Path(__file__).with_name("starter.toml").read_text(encoding="utf-8")
    try:
        path = routine_files.own_path(arguments.name, where)
        title = path.stem.replace("-", " ").replace("_", " ").strip() or path.stem
        title = title[0].upper() + title[1:]
        routine_files.create(path, starter.replace("TITLE", title).encode(), where)
    except NotMade as error:
        raise Failure(str(error)) from error
    out(str(path))
    if (where.bundled / path.name).exists():
        note(f"It takes the place of the bundled routine {path.stem}, which is back as soon as your file is gone.")
    note(f"Change it with: {command_line('edit', path.stem)}")
    return FINE


def customize(arguments: argparse.Namespace) -> int:
    """Copy a bundled routine into the user's folder, where it takes the bundled one's place."""
    try:
        path = routine_files.customize(arguments.name, folders(), new_name=arguments.new_name)
    except NotMade as error:
        raise Failure(str(error)) from error
    out(str(path))
    note(f"It is yours now. Change it with: {command_line('edit', path.stem)}")
    return FINE


def edit(arguments: argparse.Namespace) -> int:
    """Open the file in the user's editor until it has no errors, or is left as it is, or restored."""
    where = folders()
    path = find(arguments.name, where)
    if path.parent == where.bundled:
        message = f"{path.stem} is bundled; `{command_line('customize', path.stem)}` makes a copy that is yours"
        raise Failure(message)
    former = read_bytes(path)
    while True:
        try:
            routine_files.edit(path)
        except EditorFailed as error:
            raise Failure(str(error), PROBLEMS if error.ran else WRONG) from error
        found = problems(load(path), str(path), (path.absolute().parent, where.sounds))
        for problem in found:
            if not problem.said:
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
