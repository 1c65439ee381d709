"""Routines as lists show them: one line of facts each, and a bad file hides nothing."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Timer
from typing import Final, Protocol

import msgspec
from msgspec import Struct

from stretchplayer.app.checking import problems
from stretchplayer.app.library import Shelved, shelf
from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.config import Folders
from stretchplayer.model.encoding import builtins
from stretchplayer.model.routine import areas, needs
from stretchplayer.problems import Unreadable
from stretchplayer.routine import load

PATIENCE: Final = 1.0
"""Seconds that one file may take in a process apart."""
TOO_LONG: Final = "reading it takes longer than a second, so it was left alone"
FAILED: Final = "reading it failed"
_STARTS_WITHIN: Final = 30.0
"""Seconds that a process may take to start, on a busy machine."""
_SERVE: Final = (sys.executable, "-P", "-c", "from stretchplayer.app.listing import serve; serve()")


class Listed(Struct, frozen=True, kw_only=True, rename={"suits": "for"}):
    """One routine as a list shows it; `areas` are the muscle groups it works on, from the neck down.

    `suits` and `not_for` say whom it is for and whom it is not for, on one line each.

    One that cannot be read has a title of "" and says why in `problems`.
    """

    name: str
    file: str
    title: str
    minutes: int
    seconds: float
    tags: tuple[str, ...]
    needs: tuple[str, ...]
    areas: tuple[str, ...]
    suits: str = ""
    not_for: str = ""
    yours: bool
    problems: tuple[str, ...]

    @property
    def left_alone(self) -> bool:
        """Whether reading the file was given up, so that nothing should try it again here."""
        return self.problems in ((TOO_LONG,), (FAILED,))


def listed(folders: Folders) -> list[Listed]:
    """Every routine that a name finds, by name."""
    return [entry(each) for each in shelf(folders)]


def entry(shelved: Shelved) -> Listed:
    """One file, read and admitted for somebody who has done nothing lately."""
    title, suits, not_for, seconds = "", "", "", 0.0
    tags: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    try:
        reading = load(shelved.path)
        told = tuple(str(problem) for problem in problems(reading, shelved.path.name))
        if reading.routine is not None:
            title, tags = reading.routine.title, tuple(reading.routine.tags)
            suits, not_for = " ".join(reading.routine.suits.split()), " ".join(reading.routine.not_for.split())
            needed, worked = needs(reading.routine), areas(reading.routine)
            seconds = admit(reading.routine, Profile(), SEASONED, 0.0).seconds
    except Unreadable as error:
        told = (str(error),)
    return Listed(
        name=shelved.name,
        file=str(shelved.path),
        title=title,
        minutes=max(1, round(seconds / 60)) if title else 0,
        seconds=round(seconds, 3),
        tags=tags,
        needs=needed,
        areas=worked,
        suits=suits,
        not_for=not_for,
        yours=shelved.yours,
        problems=told,
    )


class Reader(Protocol):
    """Reads files for the list, in whatever time they take."""

    def entry(self, shelved: Shelved) -> Listed:
        """What there is to list of one file."""
        ...

    def close(self) -> None:
        """Let go of what is needed for that; a file that is being read is given up."""
        ...


class Apart:
    """Reads files in a process of its own, which is killed when one file takes too long.

    Whatever is in a file, and whatever reading it costs, the program that shows the list goes on.
    """

    def __init__(self, command: Sequence[str] = _SERVE, patience: float = PATIENCE) -> None:
        """`command` answers as `serve` does, within `patience` seconds for each file."""
        self._command, self._patience = command, patience
        self._child: subprocess.Popen[str] | None = None
        self._turn = Lock()

    def entry(self, shelved: Shelved) -> Listed:
        """As `entry`, within a second; a file that takes longer is listed as one that cannot be read."""
        with self._turn:
            return self._entry(shelved)

    def _entry(self, shelved: Shelved) -> Listed:
        try:
            child = self._child or self._start()
        except OSError:
            # No process can be had, such as where the number of them is limited.
            return entry(shelved)
        answer, late = _asked(
            child, json.dumps([shelved.name, str(shelved.path), shelved.yours, shelved.covers]), self._patience
        )
        if not answer:
            self.close()
            return left_alone(shelved, TOO_LONG if late else FAILED)
        return msgspec.convert(json.loads(answer), Listed)

    def close(self) -> None:
        """End the process; what another thread waits for ends at once."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            with suppress(OSError, ValueError):
                child.communicate()

    def _start(self) -> "subprocess.Popen[str]":
        self._child = child = subprocess.Popen(  # noqa: S603 - this program itself
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="ascii",
            # What is pressed in the terminal is meant for the program alone.
            start_new_session=True,
        )
        _asked(child, "", _STARTS_WITHIN)
        return child


def _asked(child: "subprocess.Popen[str]", question: str, patience: float) -> tuple[str, bool]:
    """The answer of `child`, "" where there is none, and whether it was killed because it took too long."""
    killed = Event()

    def kill() -> None:
        killed.set()
        child.kill()

    timer = Timer(patience, kill)
    timer.start()
    try:
        if child.stdin is None or child.stdout is None:
            return "", False
        if question:
            child.stdin.write(f"{question}\n")
            child.stdin.flush()
        return child.stdout.readline(), killed.is_set()
    except (OSError, ValueError):
        # It has ended, or was closed by another thread.
        return "", killed.is_set()
    finally:
        timer.cancel()


def left_alone(shelved: Shelved, why: str) -> Listed:
    """What there is to list of a file that was given up."""
    return Listed(
        name=shelved.name,
        file=str(shelved.path),
        title="",
        minutes=0,
        seconds=0.0,
        tags=(),
        needs=(),
        areas=(),
        yours=shelved.yours,
        problems=(why,),
    )


def serve() -> None:
    """Answer another process: a file on each line of standard input, what there is to list on each line of output."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        name, path, yours, covers = json.loads(line)
        listed = entry(Shelved(name=name, path=Path(path), yours=yours, covers=covers))
        # ASCII only: a name that is no UTF-8 comes through as it is.
        sys.stdout.write(f"{json.dumps(builtins(listed))}\n")
        sys.stdout.flush()
