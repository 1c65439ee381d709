"""The days ahead, judged: each session of a plan is admitted on top of the ledger and of those planned before it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from msgspec import Struct, structs

from stretchplayer.caps import Ledger, Plan, Profile, Verdict, admit
from stretchplayer.caps.budgets import planned_exposures, uses
from stretchplayer.fitting.adjustments import applied
from stretchplayer.fitting.fit import Fitter, fit, in_short
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.model.short_form import has_short_form, short_form
from stretchplayer.timeline import unroll
from stretchplayer.weekplan.doses import Dose, as_fitting, doses
from stretchplayer.weekplan.plan import Done, Due, Entry, History, Routines, WeekPlan, due

DAYS: Final = 7
_FIRST: Final = 8 * 60
"""Minutes of the day between which what has no time of its own is taken to be spread."""
_LAST: Final = 20 * 60
_MINUTE: Final = 60.0
_ROUNDING: Final = 1e-3


class Note(Struct, frozen=True, kw_only=True):
    """Something that the caps take from a planned session; `where` are the muscle-sides whose budget is used up."""

    verdict: Verdict
    where: tuple[MuscleSide, ...] = ()


class Session(Struct, frozen=True, kw_only=True):
    """A session of a day ahead; `plan` is what would be played of it, None where it was done or cannot be read."""

    due: Due
    plan: Plan | None = None
    doses: tuple[Dose, ...] = ()
    notes: tuple[Note, ...] = ()


class Day(Struct, frozen=True, kw_only=True):
    """One day ahead."""

    date: date
    sessions: tuple[Session, ...] = ()


def ahead(
    plan: WeekPlan,
    routines: Routines,
    history: History,
    ledger: Ledger,
    now: datetime,
    profile_at: Callable[[float], Profile],
    days: int = DAYS,
) -> tuple[Day, ...]:
    """The `days` days from today, as if everything that is planned were done at its time.

    `now` is local time with its offset; `profile_at` are the answers that hold at a wall-clock second.
    """
    found: list[Day] = []
    for offset in range(days):
        day, free = now.date() + timedelta(days=offset), now
        sessions: list[Session] = []
        for each, clock in _timed(due(plan, history, day), now.time()):
            routine = routines.get(each.routine)
            if routine is None or each.done:
                sessions.append(Session(due=each))
                continue
            # One that another pushes past midnight is still of this day.
            planned = datetime.combine(day, clock, now.tzinfo)
            at = max(planned, free)
            wall = at.timestamp()
            profile = profile_at(wall)
            changed = doses(plan, each.routine, routine, history, day, profile, new_user=ledger.new_user(wall))
            routine = _fitted(applied(routine, as_fitting(changed)), each.entry, changed, profile, ledger, wall)
            made = admit(routine, profile, ledger, wall)
            sessions.append(Session(due=each, plan=made, doses=changed, notes=tuple(_notes(made, routine))))
            ledger = _played(ledger, made)
            history = structs.replace(history, done=(*history.done, Done(routine=each.routine, at=planned)))
            free = at + timedelta(seconds=made.seconds + _MINUTE)
        found.append(Day(date=day, sessions=tuple(sessions)))
    return tuple(found)


def _timed(found: tuple[Due, ...], now: time) -> list[tuple[Due, time]]:
    """What is due with the time of day at which it is judged, in that order.

    What has no time of its own is spread over the day, and never before the present time: what is done tomorrow is a
    whole day after what is done now.
    """
    loose, earliest = [each for each in found if each.entry.at is None], now.hour * 60 + now.minute
    spread = {
        each.number: max(earliest, _FIRST + (_LAST - _FIRST) * (2 * place + 1) // (2 * len(loose)))
        for place, each in enumerate(loose)
    }
    timed = [(each, each.entry.at or time(*divmod(spread[each.number], 60))) for each in found]
    return sorted(timed, key=lambda pair: pair[1])


def _fitted(
    routine: Routine, entry: Entry, changed: tuple[Dose, ...], profile: Profile, ledger: Ledger, now: float
) -> Routine:
    """The routine in the form and the length that its entry asks for; no longer than it is after "too much"."""
    asked = None if entry.minutes is None else entry.minutes * _MINUTE
    if asked is not None and any(each.share < 1 for each in changed):
        asked = min(asked, admit(routine, profile, ledger, now).seconds)
    if entry.short and has_short_form(routine):
        return in_short(Fitter(short_form(routine), profile, ledger, now), asked).routine
    return routine if asked is None else fit(routine, profile, ledger, now, asked).routine


def _notes(made: Plan, routine: Routine) -> Iterator[Note]:
    loads: defaultdict[str, set[MuscleSide]] = defaultdict(set)
    for segment in unroll(routine):
        loads[segment.path].update(segment.loads)
    meter = made.meter()
    used = {(each.muscle, each.side): each.seconds for each in uses(made)}
    for verdict in made.verdicts:
        # What is only advised, such as to warm up first, is said before the session.
        if verdict.action == "warn" and verdict.limit != "static.sessions":
            continue
        left = {
            where: meter.budget(where)[0] - used.get(where, 0.0)
            for where in sorted(loads[verdict.path or ""])
            if meter.budget(where)[1] == verdict.limit
        }
        least = min(left.values(), default=0.0) + _ROUNDING
        yield Note(verdict=verdict, where=tuple(where for where, room in left.items() if room <= least))


def _played(ledger: Ledger, made: Plan) -> Ledger:
    """The ledger after a session that was played as planned."""
    exposures = planned_exposures(made, f"planned-{made.now:.0f}")
    first = made.now if ledger.first_use is None else ledger.first_use
    return structs.replace(ledger, exposures=ledger.exposures + exposures, first_use=first)
