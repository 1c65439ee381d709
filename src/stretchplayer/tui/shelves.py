"""The routines on disk, each file read again only when it has changed."""

import asyncio
import os
from pathlib import Path
from typing import Protocol

from stretchplayer.config import Folders
from stretchplayer.library import Shelved, shelf
from stretchplayer.listing import Listed, entry

Signature = tuple[int, int, int]
"""When a file was changed, how large it is, and which file it is."""


class Reader(Protocol):
    """Reads files for the list, in whatever time they take."""

    def entry(self, shelved: Shelved) -> Listed:
        """What there is to list of one file."""
        ...

    def close(self) -> None:
        """Let go of what is needed for that; a file that is being read is given up."""
        ...


class RoutineIndex:
    """Knows what was read, and of which state of its file."""

    def __init__(self, folders: Folders, reader: Reader | None = None) -> None:
        """With a `reader`, it reads the user's own files in a thread, and nothing waits for them."""
        self._folders = folders
        self._reader = reader
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
        """The files that have to be read, as they stood at the last look: the bundled ones first."""
        stale = [each for each, now in self._seen.items() if each not in self._read or self._read[each][0] != now]
        return sorted(stale, key=lambda each: each.yours)

    def late(self) -> list[Shelved]:
        """The files that were given up. A machine that was busy at that moment may be less so now."""
        return [each for each, (_, known) in self._read.items() if known.left_alone]

    async def read(self, shelved: Shelved) -> None:
        """Read one file."""
        seen = self._seen.get(shelved)
        if self._reader is not None and shelved.yours:
            found = await asyncio.to_thread(self._reader.entry, shelved)
        else:
            found = entry(shelved)
            # No sleep: one turn of the loop, in which keys are heard.
            await asyncio.sleep(0)
        self._read[shelved] = (seen, found)

    def close(self) -> None:
        """Let the reader go."""
        if self._reader is not None:
            self._reader.close()

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
