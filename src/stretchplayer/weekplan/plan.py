"""A plan of the week as values, what was done of it, and on which days an entry falls."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from msgspec import Struct

from stretchplayer.model.routine import Routine

FORMAT: Final = 1
ALL_DAYS: Final = tuple(range(7))


class Days(Struct, frozen=True, kw_only=True):
    """Days of the week, Monday 0; or every so many days, where `every` is more than 1."""

    week: tuple[int, ...] = ALL_DAYS
    every: int = 1


class Entry(Struct, frozen=True, kw_only=True):
    """What is done on some days, upon a cue. Of several routines, one is done at a time, in turn.

    `short` is their short form, `minutes` the length to fit them to; `since` is the first day, from which "every second
    day" is counted; `fallback` are moves of the catalogue for a bad day.
    """

    routine: tuple[str, ...]
    on: Days = Days()
    cue: str = ""
    at: time | None = None
    short: bool = False
    minutes: float | None = None
    since: date | None = None
    fallback: tuple[str, ...] = ()


class Stage(Struct, frozen=True, kw_only=True):
    """From week `week` on, counted from 1, the numbers that a step has, each in the unit of its key."""

    week: int
    doses: tuple[tuple[str, float], ...]


class Progression(Struct, frozen=True, kw_only=True):
    """How the doses of a routine grow from the day `since`: of the step at a path, of a move, or of all that fit."""

    routine: str
    since: date
    weeks: tuple[Stage, ...]
    step: str = ""
    move: str = ""


class WeekPlan(Struct, frozen=True, kw_only=True):
    """A whole plan."""

    entries: tuple[Entry, ...] = ()
    progressions: tuple[Progression, ...] = ()


class Done(Struct, frozen=True, kw_only=True):
    """A session that was done, of a routine by its name; `fallback` where it was its moves for a bad day."""

    routine: str
    at: datetime
    fallback: bool = False


class TooMuch(Struct, frozen=True, kw_only=True):
    """That "too much" was said of a muscle."""

    muscle: str
    at: datetime


class History(Struct, frozen=True, kw_only=True):
    """What a plan goes by: sessions and "too much", each oldest first, at instants of local time."""

    done: tuple[Done, ...] = ()
    too_much: tuple[TooMuch, ...] = ()


Routines = Mapping[str, Routine | None]
"""The routines by name; None for one whose file has errors."""


def falls_on(entry: Entry, day: date) -> bool:
    """Whether an entry has something for a day, whatever was done before."""
    if entry.since is not None and day < entry.since:
        return False
    if entry.on.every > 1:
        return (day.toordinal() - (entry.since or date.min).toordinal()) % entry.on.every == 0
    return day.weekday() in entry.on.week
