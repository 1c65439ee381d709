"""The routines that somebody marked as favourites: their names, in the state folder."""

import json
from typing import Final

from stretchplayer.config import Folders
from stretchplayer.file_access import read_file, reason, write_whole
from stretchplayer.problems import Unreadable
from stretchplayer.text import plain
from stretchplayer.translation import gettext

_FILE: Final = "favourites.json"
_MOST: Final = 1024 * 1024
"""Bytes of the file."""


def favourites(folders: Folders) -> frozenset[str]:
    """The names of the favourites; none where there is no such list, or none that can be read."""
    try:
        names = json.loads(read_file(folders.state / _FILE, _MOST))
    except (OSError, ValueError):
        # What is lost is an order; the next favourite makes a new list.
        return frozenset()
    return frozenset(name for name in names if isinstance(name, str)) if isinstance(names, list) else frozenset()


def change_favourite(name: str, folders: Folders) -> bool:
    """Make the routine of this name a favourite, or no favourite any more; returns which. Unreadable if not saved."""
    names = set(favourites(folders)) ^ {name}
    path = folders.state / _FILE
    try:
        write_whole(path, json.dumps(sorted(names), indent=1).encode())
    except OSError as error:
        message = gettext("cannot write {path}: {reason}").format(path=plain(str(path)), reason=reason(error))
        raise Unreadable(message) from error
    return name in names
