"""`doctor`: what works here and what does not, one line each."""

import argparse
import locale
import os
import platform
import shutil
import sys
from pathlib import Path

from stretchplayer import __version__
from stretchplayer.answers import kept
from stretchplayer.check import problems
from stretchplayer.cli.outcome import FINE, PROBLEMS
from stretchplayer.cli.output import table
from stretchplayer.config import Folders, folders
from stretchplayer.library import shelf
from stretchplayer.problems import Unreadable
from stretchplayer.routine import load
from stretchplayer.store import StoreUnusable, open_store

_Finding = tuple[str, bool, str]


def doctor(_arguments: argparse.Namespace) -> int:
    """Look at everything the program needs; exit 1 when something is amiss."""
    used = folders()
    findings = [*_machine(), *_terminal(), *_writable(used), *_history(used), *_answers(used), *_routines(used)]
    table([("ok" if fine else "AMISS", what, told) for what, fine, told in findings])
    return FINE if all(fine for _, fine, _ in findings) else PROBLEMS


def _machine() -> list[_Finding]:
    python = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return [("program", True, f"stretchplayer {__version__}, {python}")]


def _terminal() -> list[_Finding]:
    size = shutil.get_terminal_size()
    term = os.environ.get("TERM", "unknown")
    what = f"{term}, {size.columns} × {size.lines}" if sys.stdout.isatty() else "none: output goes to a pipe or a file"
    encoding = (sys.stdout.encoding or locale.getpreferredencoding()).lower()
    colours = (
        "off (NO_COLOR)" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM") or "as the terminal has them"
    )
    return [
        ("terminal", True, what),
        ("letters", encoding.startswith("utf"), encoding),
        ("colours", True, colours),
        ("sound", True, "the terminal's bell"),
    ]


def _writable(used: Folders) -> list[_Finding]:
    return [_folder("your routines", used.routines), _folder("history", used.data)]


def _folder(what: str, folder: Path) -> _Finding:
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    fine = os.access(there, os.W_OK | os.X_OK) and there.is_dir()
    state = "" if folder.exists() else ", not made yet"
    return (what, fine, f"{folder}{state}{'' if fine else ', cannot be written'}")


def _history(used: Folders) -> list[_Finding]:
    try:
        store = open_store(used.data)
    except StoreUnusable as error:
        return [("memory", False, str(error))]
    running, left = store.playing(), store.unfinished()
    unfinished = f"{left.title}: `stretchplayer resume` goes on with it" if left else "none"
    return [
        ("memory", store.notice is None, store.notice or f"{sum(1 for _ in store.history())} sessions"),
        ("playing now", True, running or "no"),
        ("unfinished session", True, unfinished),
    ]


def _answers(used: Folders) -> list[_Finding]:
    try:
        answers = kept(used)
    except Unreadable as error:
        return [("profile", False, str(error))]
    told = "answered" if answers != type(answers)() else "not answered: careful defaults hold (`stretchplayer profile`)"
    return [("profile", True, told)]


def _routines(used: Folders) -> list[_Finding]:
    shelved, bad = shelf(used), []
    for each in shelved:
        try:
            if any(problem.severity == "error" for problem in problems(load(each.path), each.path.name)):
                bad.append(each.name)
        except Unreadable:
            bad.append(each.name)
    told = f"{len(shelved)} found" + (
        f", with errors: {', '.join(bad)} (`stretchplayer check` tells more)" if bad else ""
    )
    return [("routines", not bad and bool(shelved), told)]
