"""`check`, `customize`, `remove` and `restore`: problems of files, and the user's own files."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from stretchplayer.app import routine_files
from stretchplayer.app.checking import problems
from stretchplayer.app.library import command_line, find, toml_files
from stretchplayer.app.routine_files import NotMade
from stretchplayer.cli.new_routine import changing
from stretchplayer.cli.printing import FINE, PROBLEMS, WRONG, Failure, fields, note, out, out_json_array
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.problems import Problem, Unreadable, UserError
from stretchplayer.routine.reader import load
from stretchplayer.translation import gettext

_SHAPE = ("file", "line", "column", "severity", "message", "key", "limit", "step")
"""A problem as JSON."""


class Count:
    """Counts files, errors and what cannot be read."""

    def __init__(self) -> None:
        self.files = 0
        self.errors = 0
        self.unreadable = 0

    def leave_out(self, error: UserError) -> None:
        """Print and count something that cannot be read, or written."""
        self.unreadable += 1
        note(f"stretchplayer: {error}")


def check(arguments: argparse.Namespace) -> int:
    """Check files, folders or names, or the user's own files; exit 1 with any error, 2 where one cannot be read."""
    count = Count()
    own = folders().routines
    if arguments.watch:
        from stretchplayer.cli.watching import watch_files

        return watch_files(arguments.paths or [str(own)])
    paths = arguments.paths or ([str(own)] if own.exists() else [])
    found = problems_in(paths, count)
    if arguments.json:
        out_json_array(fields(problem, *_SHAPE) for problem in found)
    else:
        for problem in found:
            if not problem.said:
                out(str(problem))
        if not count.files and not count.unreadable:
            note(gettext("no routine files in {places}").format(places=", ".join(paths or [str(own)])))
    if count.unreadable:
        return WRONG
    return PROBLEMS if count.errors else FINE


def problems_in(paths: list[str], count: Count) -> Iterator[Problem]:
    """Every problem of these files, folders and names; `count` counts along, and says what cannot be read."""
    sounds, folder, last = folders().sounds, Path(), None
    for file in files_of(paths, count):
        count.files += 1
        # Once for each folder: to make a path takes as long as to read a file.
        if (beside := os.path.dirname(file)) != last:  # noqa: PTH120 - for the same reason
            folder, last = Path(beside).absolute(), beside
        try:
            found = problems(load(file, identified=False), file, (folder, sounds))
        except Unreadable as error:
            count.leave_out(error)
            continue
        for problem in found:
            count.errors += problem.severity == "error"
            yield problem


def files_of(paths: list[str], count: Count) -> Iterator[str]:
    """The files: each path that exists, otherwise the routine of that name."""
    for given in paths:
        try:
            path = Path(given) if os.path.lexists(given) else find(given, folders())
        except Unreadable as error:
            message = gettext("{given}: no such file, and {error}").format(given=given, error=error)
            count.leave_out(Unreadable(message))
            continue
        yield from toml_files(path)


def customize(arguments: argparse.Namespace) -> int:
    """Copy a bundled routine into the user's folder, where it takes the bundled one's place."""
    try:
        path = routine_files.customize(arguments.name, folders(), new_name=arguments.new_name)
    except NotMade as error:
        raise Failure(str(error)) from error
    out(str(path), whole=True)
    note(gettext("It is yours now. {changing}").format(changing=changing(path.stem)))
    return FINE


def remove(arguments: argparse.Namespace) -> int:
    """Move a routine of the user's own into the folder of removed ones."""
    where = folders()
    path = find(arguments.name, where)
    former = routine_files.remove(path, where, RealClock().wall())
    out(str(former.path), whole=True)
    bundled = (where.bundled / path.name).exists()
    said = (
        gettext("{name} is removed. The bundled one of this name is back. Put yours back with: {command}")
        if bundled
        else gettext("{name} is removed. Put it back with: {command}")
    )
    note(said.format(name=path.stem, command=command_line("restore", path.stem)))
    return FINE


def restore(arguments: argparse.Namespace) -> int:
    """Put the routine of this name back that was removed last; without a name, list what can be put back."""
    where = folders()
    there = routine_files.removed(where)
    if arguments.name is None:
        for each in there:
            out(f"{each.name}  {each.path}")
        note(
            gettext("Put one back with: {command}").format(command=command_line("restore", there[0].name))
            if there
            else gettext("Nothing was removed.")
        )
        return FINE
    name = arguments.name.removesuffix(".toml")
    former = next((each for each in there if each.name == name), None)
    if former is None:
        names = ", ".join(dict.fromkeys(each.name for each in there))
        said = (
            gettext("no routine called {name} was removed ({names})")
            if there
            else gettext("no routine called {name} was removed (nothing was)")
        )
        message = said.format(name=name, names=names)
        raise Failure(message)
    out(str(routine_files.restore(former, where)), whole=True)
    note(gettext("{name} is back, as it was.").format(name=name))
    return FINE
