"""A plan of the week as values, what was done of it, and what it has for a day.

A day on which nothing was done leaves nothing behind: each day has what falls on it, and no more.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Annotated, Final

from msgspec import Meta, Struct

from stretchplayer.model.number_ranges import Label
from stretchplayer.model.routine import Routine

FORMAT: Final = 1
ALL_DAYS: Final = tuple(range(7))


class Days(Struct, frozen=True, kw_only=True):
    """Days of the week, Monday 0; or every nth day, where `every` is more than 1."""

    week: tuple[int, ...] = ALL_DAYS
    every: int = 1


class Entry(Struct, frozen=True, kw_only=True):
    """What is done on some days, upon a cue. Of several routines, one is done at a time, in turn.

    `short` is their short form, `minutes` the length to fit them to; `since` is the first day, from which "every second
    day" is counted; `fallback` are moves of the catalogue for a bad day.
    """

    routine: tuple[str, ...]
    on: Days = Days()
    cue: Label = ""
    at: time | None = None
    short: bool = False
    minutes: Annotated[float, Meta(ge=1, le=240)] | None = None
    since: date | None = None
    fallback: tuple[str, ...] = ()

    def falls_on(self, day: date) -> bool:
        """Whether there is something for a day, whatever was done before."""
        if self.since is not None and day < self.since:
            return False
        if self.on.every > 1:
            return (day.toordinal() - (self.since or date.min).toordinal()) % self.on.every == 0
        return day.weekday() in self.on.week


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
    """A session that was done, of a routine by its name; `fallback` where it was its moves for a bad day.

    It took so many `seconds`, if that is known.
    """

    routine: str
    at: datetime
    fallback: bool = False
    seconds: float = 0.0


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


class Due(Struct, frozen=True, kw_only=True):
    """What an entry has for a day: the routine whose turn it is, and whether it was done, in how many `seconds`.

    `number` counts from 1.
    """

    number: int
    entry: Entry
    routine: str
    done: bool = False
    seconds: float = 0.0


def due(plan: WeekPlan, history: History, today: date) -> tuple[Due, ...]:
    """What the plan has for `today`, in the order of the file, each entry at most once."""
    done_today = [each for each in history.done if each.at.date() == today]
    # A bad day's moves do not take the turn of a routine away.
    before = [each.routine for each in history.done if each.at.date() < today and not each.fallback]
    found = []
    for number, entry in enumerate(plan.entries, 1):
        if not entry.falls_on(today):
            continue
        done = next((each for each in done_today if each.routine in entry.routine), None)
        if done is None:
            found.append(Due(number=number, entry=entry, routine=_turn(entry, before)))
            continue
        # One session is not counted for two entries with the same routine.
        done_today.remove(done)
        found.append(Due(number=number, entry=entry, routine=done.routine, done=True, seconds=done.seconds))
    return tuple(found)


def _turn(entry: Entry, before: list[str]) -> str:
    last = next((each for each in reversed(before) if each in entry.routine), entry.routine[-1])
    return entry.routine[(entry.routine.index(last) + 1) % len(entry.routine)]
