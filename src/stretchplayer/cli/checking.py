"""`check`: all problems of files and folders, one file at a time."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from stretchplayer.app.checking import problems
from stretchplayer.app.library import find, toml_files
from stretchplayer.cli.outcome import FINE, PROBLEMS, WRONG
from stretchplayer.cli.output import note, out, out_json_array
from stretchplayer.config import folders
from stretchplayer.problems import Problem, Unreadable
from stretchplayer.routine import load


class _Count:
    """What was met on the way."""

    def __init__(self) -> None:
        self.files = 0
        self.errors = 0
        self.unreadable = 0

    def leave_out(self, error: Unreadable) -> None:
        """Something that cannot be read: said, and counted."""
        self.unreadable += 1
        note(f"stretchplayer: {error}")


def check(arguments: argparse.Namespace) -> int:
    """Check every file, folder or name, or the user's own files; exit 1 with any error, 2 where one cannot be read."""
    count = _Count()
    own = folders().routines
    paths = arguments.paths or ([str(own)] if own.exists() else [])
    found = _all(paths, count)
    if arguments.json:
        out_json_array(_shape(problem) for problem in found)
    else:
        for problem in found:
            out(str(problem))
        if not count.files and not count.unreadable:
            note(f"no routine files in {', '.join(paths or [str(own)])}")
    if count.unreadable:
        return WRONG
    return PROBLEMS if count.errors else FINE


def _all(paths: list[str], count: _Count) -> Iterator[Problem]:
    for file in _files(paths, count):
        count.files += 1
        try:
            found = problems(load(file), file, (Path(file).absolute().parent, folders().sounds))
        except Unreadable as error:
            count.leave_out(error)
            continue
        for problem in found:
            count.errors += problem.severity == "error"
            yield problem


def _files(paths: list[str], count: _Count) -> Iterator[str]:
    """The files that are meant: each path that is there, else the routine of that name."""
    for given in paths:
        try:
            path = Path(given) if os.path.lexists(given) else find(given, folders())
        except Unreadable as error:
            count.leave_out(Unreadable(f"{given}: no such file, and {error}"))
            continue
        yield from toml_files(path)


def _shape(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "message": problem.message,
        "key": problem.key,
        "limit": problem.limit,
        "step": problem.step,
    }
