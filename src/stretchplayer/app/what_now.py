"""The order in which the library shows routines: what is due, what was played, favourites, then all the others.

The names of the favourites are kept in the state folder.
"""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from stretchplayer.app.listing import Listed
from stretchplayer.config import Folders
from stretchplayer.file_access import read_file, reason, write_whole
from stretchplayer.problems import Unreadable
from stretchplayer.text import plain
from stretchplayer.translation import gettext

Order = Literal["now", "played", "title", "minutes"]
ORDERS: Final[tuple[Order, ...]] = ("now", "played", "title", "minutes")
"""What the list can be sorted by; "now" begins with what somebody is likely to want."""
_MOST_PLAYED: Final = 3
"""As many of those that were played most stand near the top."""
_OFTEN: Final = 2
"""Sessions from which on a routine is one of them."""

_FILE: Final = "favourites.json"
_LONGEST_FILE: Final = 1024 * 1024
"""Bytes of the list of favourites."""


class Planned(NamedTuple):
    """A routine that the plan has for today, by its name, and the cue that goes with it ("after lunch")."""

    name: str
    cue: str = ""


class Played(NamedTuple):
    """When a routine was played last, in wall-clock seconds, and in how many sessions it was played."""

    last: float
    sessions: int


class Habits(NamedTuple):
    """What the order goes by: `planned` for today, `played` by title as the file has it, `favourites` by name."""

    planned: tuple[Planned, ...] = ()
    played: Mapping[str, Played] = MappingProxyType({})
    favourites: frozenset[str] = frozenset()

    def played_of(self, each: Listed) -> Played | None:
        """When and how often a routine was played; None if never, as far as the history goes."""
        return self.played.get(each.written or each.title) if each.title else None

    def planned_of(self, each: Listed) -> Planned | None:
        """What the plan has for today of a routine; None where it is not planned."""
        return next((planned for planned in self.planned if planned.name == each.name), None)


def arranged(listed: Sequence[Listed], habits: Habits, order: Order = "now") -> list[Listed]:
    """The routines in this order; among equals, that which is given stays. What cannot be read is never the first."""
    match order:
        case "title":
            return sorted(listed, key=lambda each: (not each.title, each.title.casefold(), each.name))
        case "minutes":
            return sorted(listed, key=lambda each: (not each.title, each.seconds))
        case "played":
            return sorted(listed, key=lambda each: -_last(each, habits))
        case "now":
            return _now(listed, habits)


def _last(each: Listed, habits: Habits) -> float:
    played = habits.played_of(each)
    return played.last if played is not None else 0.0


def _now(listed: Sequence[Listed], habits: Habits) -> list[Listed]:
    by_name = {each.name: each for each in listed}
    due = [by_name[planned.name] for planned in habits.planned if planned.name in by_name]
    played = [(habits.played_of(each), each) for each in listed]
    last = sorted(((-had.last, at, each) for at, (had, each) in enumerate(played) if had))[:1]
    most = sorted(
        (-had.sessions, -had.last, at, each) for at, (had, each) in enumerate(played) if had and had.sessions >= _OFTEN
    )
    liked = sorted((each for each in listed if each.name in habits.favourites), key=lambda each: -_last(each, habits))
    first = [*due, *(each for *_, each in last), *(each for *_, each in most[:_MOST_PLAYED]), *liked]
    return list(dict.fromkeys((*first, *listed)))


def favourites(folders: Folders) -> frozenset[str]:
    """The names of the favourites; none where there is no such list, or none that can be read."""
    try:
        names = json.loads(read_file(folders.state / _FILE, _LONGEST_FILE))
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
