"""The routines on disk, each file read again only when it has changed."""

import os
from pathlib import Path

from stretchplayer.config import Folders
from stretchplayer.library import Shelved, shelf
from stretchplayer.listing import Listed, entry

Signature = tuple[int, int, int]
"""When a file was changed, how large it is, and which file it is."""


class Shelves:
    """Knows what was read, and of which state of its file."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._looked: list[dict[str, Signature | None]] = []
        self._seen: dict[Shelved, Signature | None] = {}
        self._read: dict[Shelved, tuple[Signature | None, Listed]] = {}

    def look(self) -> bool:
        """Look at names, sizes and times of all files, reading none; returns whether anything has changed."""
        looked = [_signatures(folder) for folder in (self._folders.bundled, self._folders.routines)]
        if looked == self._looked:
            return False
        self._looked = looked
        self._seen = {each: _signature(each.path) for each in shelf(self._folders)}
        self._read = {each: known for each, known in self._read.items() if each in self._seen}
        return True

    def stale(self) -> list[Shelved]:
        """The files that have to be read, as they stood at the last look."""
        return [each for each, now in self._seen.items() if each not in self._read or self._read[each][0] != now]

    def read(self, shelved: Shelved) -> None:
        """Read one file."""
        self._read[shelved] = (self._seen.get(shelved), entry(shelved))

    def listed(self) -> list[Listed]:
        """All that was read, by title: the user's own first, then those that cannot be read, then the bundled ones."""
        found = (known for _, known in self._read.values())
        return sorted(found, key=lambda each: (not each.yours, not each.title, each.title.casefold(), each.name))


def _signatures(folder: Path) -> dict[str, Signature | None]:
    """Of everything in a folder; a folder that cannot be read holds nothing."""
    try:
        # A thousand files take a few milliseconds like this, and a multiple with paths.
        with os.scandir(folder) as entries:
            return {each.name: _signature(each) for each in entries}
    except OSError:
        return {}


def _signature(file: "Path | os.DirEntry[str]") -> Signature | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino)
