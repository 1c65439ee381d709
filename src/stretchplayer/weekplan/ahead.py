"""The days ahead, judged: each session of a plan is admitted on top of the ledger and of those planned before it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from msgspec import Struct, structs

from stretchplayer.caps import Ledger, Plan, Profile, Verdict, admit
from stretchplayer.caps.budgets import planned_exposures, uses
from stretchplayer.fitting.fit import Fitter, fit, in_short
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.model.short_form import has_short_form, short_form
from stretchplayer.timeline import unroll
from stretchplayer.weekplan.doses import Dose, doses, with_doses
from stretchplayer.weekplan.due import Due, due
from stretchplayer.weekplan.plan import Done, History, Routines, WeekPlan

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
        day = now.date() + timedelta(days=offset)
        sessions, free = [], now
        for each, clock in _timed(due(plan, history, day), now.time()):
            # One that another pushes past midnight is still of this day.
            planned = datetime.combine(day, clock, now.tzinfo)
            at = max(planned, free)
            session = _session(plan, each, routines, history, ledger, day=day, at=at, profile_at=profile_at)
            sessions.append(session)
            if session.plan is not None:
                ledger, history = _played(ledger, session.plan), _done(history, each, planned)
                free = at + timedelta(seconds=session.plan.seconds + _MINUTE)
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


def _session(
    plan: WeekPlan,
    each: Due,
    routines: Routines,
    history: History,
    ledger: Ledger,
    *,
    day: date,
    at: datetime,
    profile_at: Callable[[float], Profile],
) -> Session:
    routine = routines.get(each.routine)
    if routine is None or each.done:
        return Session(due=each)
    now = at.timestamp()
    profile = profile_at(now)
    changed = doses(plan, each.routine, routine, history, day, profile, new_user=ledger.new_user(now))
    less = any(dose.share < 1 for dose in changed)
    routine = _fitted(with_doses(routine, changed), each, profile, ledger, now, no_longer=less)
    made = admit(routine, profile, ledger, now)
    return Session(due=each, plan=made, doses=changed, notes=tuple(_notes(made, routine)))


def _fitted(routine: Routine, each: Due, profile: Profile, ledger: Ledger, now: float, *, no_longer: bool) -> Routine:
    """The routine in the form and the length that its entry asks for; `no_longer` than it is after "too much"."""
    asked = None if each.entry.minutes is None else each.entry.minutes * _MINUTE
    if asked is not None and no_longer:
        asked = min(asked, admit(routine, profile, ledger, now).seconds)
    if each.entry.short and has_short_form(routine):
        return in_short(Fitter(short_form(routine), profile, ledger, now), asked).routine
    return routine if asked is None else fit(routine, profile, ledger, now, asked).routine


def _notes(made: Plan, routine: Routine) -> Iterator[Note]:
    loads: dict[str, dict[MuscleSide, None]] = {}
    for segment in unroll(routine):
        loads.setdefault(segment.path, {}).update(dict.fromkeys(segment.loads))
    meter = made.meter()
    used: dict[MuscleSide, float] = {(each.muscle, each.side): each.seconds for each in uses(made)}
    for verdict in made.verdicts:
        # What is only advised, such as to warm up first, is said before the session.
        if verdict.action == "warn" and verdict.limit != "static.sessions":
            continue
        left = {
            where: meter.budget(where)[0] - used.get(where, 0.0)
            for where in loads.get(verdict.path or "", {})
            if meter.budget(where)[1] == verdict.limit
        }
        least = min(left.values(), default=0.0)
        yield Note(verdict=verdict, where=tuple(where for where, room in left.items() if room <= least + _ROUNDING))


def _played(ledger: Ledger, made: Plan) -> Ledger:
    """The ledger after a session that was played as planned."""
    exposures = planned_exposures(made, f"planned-{made.now:.0f}")
    first = made.now if ledger.first_use is None else ledger.first_use
    return structs.replace(ledger, exposures=ledger.exposures + exposures, first_use=first)


def _done(history: History, each: Due, at: datetime) -> History:
    return structs.replace(history, done=(*history.done, Done(routine=each.routine, at=at)))
