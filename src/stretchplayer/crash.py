"""Reports of unforeseen errors: what was going on and where it failed, without any text of the user's.

What only a report needs is imported when one is written: each command imports this module.
"""

import os
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from stretchplayer import __version__
from stretchplayer.config import Folders
from stretchplayer.file_access import write_whole

KEPT: Final = 10
"""Reports that are kept; the oldest make room."""
_NOTES: Final = 50
_LONGEST: Final = 200
_ABOUT_CODE: Final = (
    ArithmeticError,
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
)
"""Errors whose text the interpreter words, about code; any other text could quote a file, a title or a path."""
_WRITER: Final = "textual-output"
_NAME: Final = re.compile(r"report-\d{8}-\d{6}-\d+\.txt")
_trail: deque[str] = deque(maxlen=_NOTES)


class Crashed(Exception):
    """A session was ended by an unforeseen fault, its cause; `saved` says what became of it, `then` what to do now."""

    def __init__(self, saved: str = "", then: tuple[str, ...] = ()) -> None:
        super().__init__(saved)
        self.saved, self.then = saved, then


class Last(NamedTuple):
    """The newest report: when it was written, for which command, and where it lies."""

    when: str
    command: str
    path: Path


def note(what: str) -> None:
    """Remember an event or a command, for a report. Only names that the program knows, never what was typed."""
    _trail.append(what)


def write(error: BaseException, folders: Folders, command: str, wall: float) -> Path:
    """Write a report on `error` at the wall-clock second `wall`; returns its path. Raises OSError."""
    folder = folders.reports
    path = folder / f"report-{time.strftime('%Y%m%d-%H%M%S', time.localtime(wall))}-{os.getpid()}.txt"
    write_whole(path, _text(error, command, wall).encode(errors="backslashreplace"), private=True)
    for old in _reports(folder)[:-KEPT]:
        old.unlink(missing_ok=True)
    return path


def last(folders: Folders) -> Last | None:
    """The newest report, if there is one. Raises OSError."""
    for path in reversed(_reports(folders.reports)):
        with path.open(encoding="utf-8", errors="replace") as file:
            lines = dict(file.readline(_LONGEST).strip().partition(": ")[::2] for _ in range(3))
        return Last(lines.get("When", "unknown"), lines.get("Command", "unknown"), path)
    return None


@contextmanager
def watched_threads(fault: Callable[[BaseException], None]) -> Iterator[None]:
    """While active, call `fault` with every error that ends a thread or that no handler can catch."""

    def ended(args: threading.ExceptHookArgs) -> None:
        # Textual's writer ends like this when its terminal is closed; the signal that comes with it saves and leaves.
        closed = isinstance(args.exc_value, OSError) and args.thread and args.thread.name == _WRITER
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit) and not closed:
            fault(args.exc_value)

    def unraisable(args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            fault(args.exc_value)

    before = threading.excepthook, sys.unraisablehook
    threading.excepthook, sys.unraisablehook = ended, unraisable
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before


def _reports(folder: Path) -> list[Path]:
    """All reports, the oldest first."""
    return sorted(path for path in folder.glob("report-*.txt") if _NAME.fullmatch(path.name))


def _text(error: BaseException, command: str, wall: float) -> str:
    import platform

    lines = [
        f"When: {time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(wall))}",
        f"Command: {command}",
        f"Versions: stretchplayer {__version__}, Python {platform.python_version()}, textual {_version('textual')}",
        f"System: {platform.system()} {platform.release()} {platform.machine()}",
        f"Terminal: {os.environ.get('TERM', 'unknown')}, {sys.stdout.encoding}",
        "",
        "Events and keys, the newest last:",
        *(f"  {what}" for what in _trail),
        "",
        "Texts of errors that could quote something of yours are left out.",
        *_chain(error, set()),
    ]
    return _without_home("\n".join(lines)) + "\n"


def _version(package: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "unknown"


def _chain(error: BaseException, seen: set[int]) -> Iterator[str]:
    """An error with all that led to it, the first one first."""
    import traceback

    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _chain(before, seen)
        yield "\nThen:"
    for part in traceback.format_tb(error.__traceback__):
        yield part.rstrip("\n")
    yield f"{type(error).__module__}.{type(error).__qualname__}{_detail(error)}"
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield "\nOne of these:"
            yield from _chain(each, seen)


def _detail(error: BaseException) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return f": [errno {error.errno}] {os.strerror(error.errno)}"
    import sqlite3

    if isinstance(error, sqlite3.Error):
        return f": {getattr(error, 'sqlite_errorname', '')}"
    if isinstance(error, _ABOUT_CODE):
        return f": {str(error)[:_LONGEST]}"
    return ""


def _without_home(text: str) -> str:
    homes = {os.path.expanduser("~"), os.path.realpath(os.path.expanduser("~"))}  # noqa: PTH111 - Path.home can raise
    for home in sorted(homes - {"", "/", "~"}, key=len, reverse=True):
        text = text.replace(home, "~")
    return text
