"""Faults of a document while they are being collected: key paths instead of lines."""

from typing import Literal

from msgspec import Struct

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
    """Collects faults; the step that is being looked at goes into each."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.spelling = Spelling()
        self.step: str | None = None

    def value(self, path: Path, message: str) -> None:
        """Note a wrong value; the message begins with its key."""
        key = next((part for part in reversed(path) if isinstance(part, str)), None)
        self.found.append(Fault(path=path, message=message, key=key, step=self.step))

    def key(self, path: Path, message: str) -> None:
        """Note a key that should not be there."""
        self.found.append(Fault(path=path, message=message, at="key", key=str(path[-1]), step=self.step))

    def missing(self, path: Path, key: str, message: str) -> None:
        """Note that the table at `path` lacks `key`."""
        self.found.append(Fault(path=path, message=message, key=key, step=self.step))

    def table(self, path: Path, message: str) -> None:
        """Note something wrong with the table or list at `path` as a whole."""
        self.found.append(Fault(path=path, message=message, step=self.step))

    def file(self, message: str, key: str | None = None) -> None:
        """Note something wrong with the file as a whole."""
        self.found.append(Fault(path=(), message=message, at="file", key=key))

    def warning(self, path: Path, message: str) -> None:
        """Note a key that does nothing where it stands."""
        fault = Fault(path=path, message=message, at="key", key=str(path[-1]), step=self.step, severity="warning")
        self.found.append(fault)
