"""Faults of a document while they are being collected: key paths instead of lines."""

from typing import Literal

from msgspec import Struct

from stretchplayer.problems import MOST
from stretchplayer.routine.spelling import Spelling

Path = tuple[str | int, ...]
"""The way to a value: keys, and 0-based positions in lists."""


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong at `path`; `at` says whether the value there is meant, its key, or the whole file."""

    path: Path
    message: str
    at: Literal["value", "key", "file"] = "value"
    key: str | None = None
    step: str | None = None
    severity: Literal["error", "warning"] = "error"


class Faults:
    """Collects faults; the step that is being looked at goes into each.

    After so many errors the rest is only counted, in `more`. `poses` and `steps` count those of the whole file;
    `inherited` are the move, key and kind of what steps have been found to take from a move of the file.
    """

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.more = 0
        self.spelling = Spelling()
        self.step: str | None = None
        self.poses = self.steps = 0
        self.too_many_poses = False
        self.inherited: set[tuple[str, str, str]] = set()
        self._errors = 0

    @property
    def count(self) -> int:
        """All faults so far, those that are only counted too."""
        return len(self.found) + self.more

    @property
    def full(self) -> bool:
        """Whether errors are only counted from now on, so that nobody need put them into words."""
        return self._errors >= MOST

    def skip(self) -> None:
        """Count an error that is not put into words."""
        self.more += 1

    def _error(self, fault: Fault) -> None:
        if self.full:
            self.skip()
        else:
            self._errors += 1
            self.found.append(fault)

    def value(self, path: Path, message: str) -> None:
        """Note a wrong value; the message begins with its key."""
        key = next((part for part in reversed(path) if isinstance(part, str)), None)
        self._error(Fault(path=path, message=message, key=key, step=self.step))

    def key(self, path: Path, message: str) -> None:
        """Note a key that should not be there."""
        self._error(Fault(path=path, message=message, at="key", key=str(path[-1]), step=self.step))

    def missing(self, path: Path, key: str, message: str) -> None:
        """Note that the table at `path` lacks `key`."""
        self._error(Fault(path=path, message=message, key=key, step=self.step))

    def table(self, path: Path, message: str) -> None:
        """Note something wrong with the table or list at `path` as a whole."""
        self._error(Fault(path=path, message=message, step=self.step))

    def file(self, message: str, key: str | None = None) -> None:
        """Note something wrong with the file as a whole."""
        self._error(Fault(path=(), message=message, at="file", key=key))

    def warning(self, path: Path, message: str) -> None:
        """Note a key that does nothing where it stands."""
        fault = Fault(path=path, message=message, at="key", key=str(path[-1]), step=self.step, severity="warning")
        self.found.append(fault)
