"""`new`, `customize` and `edit`: routine files that belong to the user."""

import argparse
from pathlib import Path

from stretchplayer.app import routine_files
from stretchplayer.app.checking import problems
from stretchplayer.app.library import find, typed
from stretchplayer.app.routine_files import EditorFailed, NotMade
from stretchplayer.cli.asking import line
from stretchplayer.cli.outcome import FINE, PROBLEMS, WRONG, Failure
from stretchplayer.cli.output import note, out
from stretchplayer.cli.reading import interactive
from stretchplayer.config import folders, write_whole
from stretchplayer.problems import Problem
from stretchplayer.routine import load
from stretchplayer.routine.reader import read_bytes


def new(arguments: argparse.Namespace) -> int:
    """Write the starter file."""
    where = folders()
    starter = Path(__file__).with_name("starter.toml").read_text(encoding="utf-8")
    try:
        path = routine_files.own(arguments.name, where)
        title = path.stem.replace("-", " ").replace("_", " ").strip().capitalize() or path.stem
        routine_files.create(path, starter.replace("TITLE", title).encode(), where)
    except NotMade as error:
        raise Failure(str(error)) from error
    out(str(path))
    note(f"Change it with: {typed('edit', path.stem)}")
    return FINE


def customize(arguments: argparse.Namespace) -> int:
    """Copy a bundled routine into the user's folder, where it takes the bundled one's place."""
    try:
        path = routine_files.customize(arguments.name, folders(), new_name=arguments.new_name)
    except NotMade as error:
        raise Failure(str(error)) from error
    out(str(path))
    note(f"It is yours now. Change it with: {typed('edit', path.stem)}")
    return FINE


def edit(arguments: argparse.Namespace) -> int:
    """Open the file in the user's editor until it is right, kept as it is, or put back as it was."""
    where = folders()
    path = find(arguments.name, where)
    if path.parent == where.bundled:
        message = f"{path.stem} is bundled; `{typed('customize', path.stem)}` makes a copy that is yours"
        raise Failure(message)
    former = read_bytes(path)
    while True:
        try:
            routine_files.edit(path)
        except EditorFailed as error:
            raise Failure(str(error), PROBLEMS if error.ran else WRONG) from error
        found = problems(load(path), str(path), (path.absolute().parent, where.sounds))
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
