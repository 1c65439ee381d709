"""Runs a program that speaks: no shell, so much time, so much sound, and what it said when it failed."""

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Final

from stretchplayer.routine.quoting import short
from stretchplayer.sound.voice.interface import VoiceFailed, VoiceSilent

PATIENCE: Final = 5.0
"""Seconds that a sentence may take; who needs longer could not speak during a session either."""
MOST: Final = 20 * 1024 * 1024
"""Bytes that a sentence may have."""
_ENDING: Final = 2.0
"""Seconds that a program may take to end after it has closed its output."""
_COMPLAINT: Final = 160


def output(
    command: Sequence[str], given: bytes, patience: float = PATIENCE, most: int = MOST, *, silent: bool = False
) -> bytes:
    """What a program writes to its standard output when it is given this on its standard input.

    Raises VoiceFailed where it cannot be started, fails, takes too long or writes too much, or nothing,
    unless it may be `silent`.
    """
    name = short(command[0])
    # A file and no pipe: the program may read as slowly as it likes, or not at all.
    with tempfile.TemporaryFile() as text, tempfile.TemporaryFile() as complaint:
        text.write(given)
        text.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own choice of a voice, and no shell
                list(command),
                stdin=text,
                stdout=subprocess.PIPE,
                stderr=complaint,
                start_new_session=os.name == "posix",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            message = f"The voice {name} cannot be started: {reason}."
            raise VoiceFailed(message) from error
        reader, late = _Reader(process.stdout, most), False
        try:
            made = reader.wait(patience)
            if made is not None and len(made) <= most:
                process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            # It gave all it had; that it does not end is its own affair.
            late = True
        finally:
            _end(process, everything=reader.busy)
        if made is None:
            message = f"The voice {name} took longer than {patience:g} seconds for a sentence."
            raise VoiceSilent(message)
        if len(made) > most:
            message = f"The voice {name} wrote more than {most:,} bytes for a sentence."
            raise VoiceFailed(message)
        if (process.returncode and not late) or not (made or silent):
            message = f"The voice {name} failed{_last_words(complaint)}."
            raise VoiceFailed(message)
        return made


class _Reader:
    """Reads in a thread of its own: a program that was ended may leave another one holding the pipe open."""

    def __init__(self, pipe: IO[bytes] | None, most: int) -> None:
        self.made = b""
        self._pipe, self._most = pipe, most
        self._thread = threading.Thread(target=self._read, name="voice-reader", daemon=True)
        self._thread.start()

    def wait(self, patience: float) -> bytes | None:
        """All of it, or None where it did not come in time."""
        self._thread.join(patience)
        return None if self._thread.is_alive() else self.made

    @property
    def busy(self) -> bool:
        """Whether somebody still holds the other end open."""
        return self._thread.is_alive()

    def _read(self) -> None:
        if self._pipe is not None:
            with self._pipe:
                self.made = self._pipe.read(self._most + 1)


def _end(process: subprocess.Popen[bytes], *, everything: bool) -> None:
    """End it if it still runs; with `everything` also what it started and left behind."""
    if process.poll() is not None and not everything:
        return
    if os.name == "posix":
        # It may have ended by itself between the question and the answer.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _last_words(complaint: IO[bytes]) -> str:
    complaint.seek(0, os.SEEK_END)
    complaint.seek(max(0, complaint.tell() - 4096))
    lines = complaint.read().decode(errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f": {short(last, _COMPLAINT).rstrip('.')}" if last else ""
