"""What a plan has for one day: a pure function of the plan, of what was done, and of the day.

A day on which nothing was done leaves nothing behind: each day has what falls on it, and no more.
"""

from datetime import date

from msgspec import Struct

from stretchplayer.weekplan.plan import Done, Entry, History, WeekPlan, falls_on


class Due(Struct, frozen=True, kw_only=True):
    """What an entry has for a day: the routine whose turn it is, and whether it was done. `number` counts from 1."""

    number: int
    entry: Entry
    routine: str
    done: bool = False


def due(plan: WeekPlan, history: History, today: date) -> tuple[Due, ...]:
    """What the plan has for `today`, in the order of the file, each entry at most once."""
    done_today = [each for each in history.done if each.at.date() == today]
    before = [each for each in history.done if each.at.date() < today]
    return tuple(
        _due(number, entry, done_today, before)
        for number, entry in enumerate(plan.entries, 1)
        if falls_on(entry, today)
    )


def _due(number: int, entry: Entry, done_today: list[Done], before: list[Done]) -> Due:
    found = next((each for each in done_today if each.routine in entry.routine), None)
    if found is not None:
        # One session is not counted for two entries with the same routine.
        done_today.remove(found)
        return Due(number=number, entry=entry, routine=found.routine, done=True)
    return Due(number=number, entry=entry, routine=_in_turn(entry, before))


def _in_turn(entry: Entry, before: list[Done]) -> str:
    """The routine after the one that was done last; a bad day's moves do not take its turn away."""
    last = next((each for each in reversed(before) if each.routine in entry.routine and not each.fallback), None)
    if last is None:
        return entry.routine[0]
    return entry.routine[(entry.routine.index(last.routine) + 1) % len(entry.routine)]
