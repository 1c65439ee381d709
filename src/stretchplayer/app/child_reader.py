"""Reads files for a list in a process of its own, which is killed when a file takes too long."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Timer
from typing import Final

import msgspec

from stretchplayer.app.library import Shelved
from stretchplayer.app.listing import FAILED, TOO_LONG, Listed, entry, left_alone
from stretchplayer.model.duration import builtins
from stretchplayer.translation import in_language, language

PATIENCE: Final = 1.0
"""Seconds that one file may take in a process apart."""
_STARTS_WITHIN: Final = 30.0
"""Seconds that a process may take to start, on a busy machine."""
_SERVE: Final = (sys.executable, "-P", "-c", "from stretchplayer.app.child_reader import serve; serve()")


class ChildReader:
    """A reader in a process of its own: whatever is in a file, the program that shows the list goes on."""

    def __init__(self, command: Sequence[str] = _SERVE, patience: float = PATIENCE) -> None:
        """`command` answers as `serve` does, within `patience` seconds for each file."""
        self._command, self._patience = command, patience
        self._child: subprocess.Popen[str] | None = None
        self._turn = Lock()

    def entry(self, shelved: Shelved) -> Listed:
        """As `entry`; a file that takes longer than a second is listed as one that cannot be read."""
        question = json.dumps([language(), shelved.name, str(shelved.path), shelved.yours, shelved.covers])
        with self._turn:
            try:
                child = self._child or self._start()
            except OSError:
                # No process can be had, such as where the number of them is limited.
                return entry(shelved)
            answer, late = _asked(child, question, self._patience)
            if late or not answer:
                self.close()
        if not answer:
            return left_alone(shelved, TOO_LONG if late else FAILED)
        return msgspec.convert(json.loads(answer), Listed)

    def close(self) -> None:
        """End the process; a thread that waits for it returns at once."""
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

    timer, answer = Timer(patience, kill), ""
    timer.start()
    try:
        # It may have ended, or be closed by another thread.
        with suppress(OSError, ValueError):
            if child.stdin is not None and child.stdout is not None:
                if question:
                    child.stdin.write(f"{question}\n")
                    child.stdin.flush()
                answer = child.stdout.readline()
    finally:
        timer.cancel()
        # If the time ran out just as the answer came, the child is killed now, and must not be asked again.
        timer.join()
    return answer, killed.is_set()


def serve() -> None:
    """Answer another process: a language and a file on each line of input, what to list of it on each of output."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        code, name, path, yours, covers = json.loads(line)
        # What is wrong is said in the language of the list, and a session is as long as it takes to explain it in that.
        with in_language(code):
            listed = entry(Shelved(name=name, path=Path(path), yours=yours, covers=covers))
        # ASCII only: a name that is no UTF-8 comes through as it is.
        sys.stdout.write(f"{json.dumps(builtins(listed))}\n")
        sys.stdout.flush()
