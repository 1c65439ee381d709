"""Which routines come first: in the library what is due, played or a favourite; of some, those of nearly a length.

The names of the favourites are kept in the state folder.
"""

import json
from collections.abc import Mapping, Sequence
from math import log
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from msgspec import structs

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

_AS_NEAR: Final = 0.5
"""How far the length of a routine may be off where another would be less safe, as a difference of the logarithms."""

_FILE: Final = "favourites.json"
_LONGEST_FILE: Final = 1024 * 1024
"""Bytes of the list of favourites."""


class Planned(NamedTuple):
    """A routine that the plan has for today, by its name, and the cue that goes with it ("after lunch").

    `seconds` are its length as it is planned, 0 where that is not known.
    """

    name: str
    cue: str = ""
    seconds: float = 0.0


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


def as_planned(listed: Sequence[Listed], planned: Sequence[Planned]) -> list[Listed]:
    """The routines, those that are planned for today as long as they are then."""
    today: dict[str, float] = {}
    for each in planned:
        today.setdefault(each.name, each.seconds)
    return [
        each._replace(seconds=round(seconds, 3), minutes=max(1, round(seconds / 60)))
        if each.title and (seconds := today.get(each.name, 0.0))
        else each
        for each in listed
    ]


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


def as_near(careful: Sequence[Listed], minutes: float | None) -> tuple[Listed, bool] | None:
    """The first of those that are made for a complaint with warning signs, if it is nearly as short as was asked for.

    What nearly suits such a complaint is no way to save two minutes.
    """
    if careful and minutes and off(careful[0].least_minutes, minutes) <= _AS_NEAR:
        return careful[0], bool(careful[0].short)
    return None


def nearest(fitting: Sequence[Listed], minutes: float | None, later: float) -> tuple[Listed, bool] | None:
    """The one that can be fitted to the minutes, and whether by its short form; None where none can.

    Each is by `later` worse than the one before it.
    """
    if minutes is None:
        return fitting[0], False
    ways = [
        (off(length, minutes) + later * at, at, short)
        for at, each in enumerate(fitting)
        for length, short in ((each.minutes, False), (each.short, True))
        if length
    ]
    for _, at, short in sorted(ways):
        if _reaches(fitting[at], minutes, short=short):
            return fitting[at], short
    return None


def off(length: float, minutes: float) -> float:
    """How far a length is off some minutes, as a difference of the logarithms."""
    return abs(log(length / minutes))


def _reaches(each: Listed, minutes: float, *, short: bool) -> bool:
    from stretchplayer.caps import SEASONED, Profile
    from stretchplayer.fitting.fit import Fitter, in_short
    from stretchplayer.model.getting_ready import known_as
    from stretchplayer.model.routine import flat
    from stretchplayer.model.short_form import short_form
    from stretchplayer.routine.reader import load

    routine = load(each.file).routine
    if routine is None:
        return False
    if short:
        routine = short_form(routine)
    # For one who knows it or for one who does not: what explaining adds gets less each time.
    for known in ((), tuple({known_as(step) for step in flat(routine.step)})):
        fitter = Fitter(structs.replace(routine, known=known), Profile(), SEASONED, 0.0)
        fitted = in_short(fitter, 60 * minutes) if short else fitter.to(60 * minutes)
        if fitted.reached:
            return True
    return False
