"""`check`: all problems of files and folders, one file at a time."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from stretchplayer.check import problems
from stretchplayer.cli.outcome import FINE, PROBLEMS, WRONG
from stretchplayer.cli.output import note, out, out_json_array
from stretchplayer.config import folders
from stretchplayer.library import toml_files
from stretchplayer.problems import Problem, Unreadable
from stretchplayer.routine import load


class _Count:
    """What was met on the way."""

    def __init__(self) -> None:
        self.files = 0
        self.errors = 0
        self.unreadable = 0


def check(arguments: argparse.Namespace) -> int:
    """Check every file named, or the user's own; exit 1 with any error, 2 where a path cannot be read."""
    count = _Count()
    own = folders().routines
    paths = [Path(each) for each in arguments.paths] or ([own] if own.exists() else [])
    found = _all(paths, count)
    if arguments.json:
        out_json_array(_shape(problem) for problem in found)
    else:
        for problem in found:
            out(str(problem))
        if not count.files and not count.unreadable:
            note(f"no routine files in {', '.join(map(str, paths or [own]))}")
    if count.unreadable:
        return WRONG
    return PROBLEMS if count.errors else FINE


def _all(paths: list[Path], count: _Count) -> Iterator[Problem]:
    for path in paths:
        for file in toml_files(path):
            count.files += 1
            try:
                found = problems(load(file), file, (Path(file).absolute().parent, folders().sounds))
            except Unreadable as error:
                count.unreadable += 1
                note(f"stretchplayer: {error}")
                continue
            for problem in found:
                count.errors += problem.severity == "error"
                yield problem


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
