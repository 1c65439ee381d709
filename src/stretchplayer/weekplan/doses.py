"""How the doses of a routine stand on a day: up by the weeks of its progression, down after "too much", and back."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Final

from msgspec import Struct, structs

from stretchplayer.caps import Profile
from stretchplayer.caps.bounds import Bounds
from stretchplayer.fitting.adjustments import Change, Fitting, PersonalRanges, capped, has_number, turned
from stretchplayer.model.muscles import expand
from stretchplayer.model.routine import Routine, walk
from stretchplayer.model.steps import ContractRelax, Dynamic, Exercise, Massage, Stretch
from stretchplayer.weekplan.plan import History, Progression, WeekPlan

Dosed = Stretch | ContractRelax | Dynamic | Exercise | Massage
"""The steps that have a dose."""
COMING_BACK: Final = (Fraction(1, 2), Fraction(2, 3), Fraction(5, 6))
"""The share of a dose after "too much": at once, after one day that was borne well, after two; then all of it."""
REMEMBERED: Final = timedelta(weeks=8)
"""How long a "too much" is remembered if nothing is done after it."""
_WEEK: Final = timedelta(weeks=1)
_LEAST: Final = {"hold": 5.0, "duration": 10.0, "reps": 1.0}
"""Nothing is stepped down below this."""


class Dose(Struct, frozen=True, kw_only=True):
    """One number of a step on a day: as `written` in the file, and the `value` it has.

    `week` is the week of the progression it comes from, 0 for none; `share` what is left of it after "too much" on
    `muscle`. What a limit takes from it is said when the routine is admitted.
    """

    path: str
    step: Dosed
    key: str
    written: float
    value: float
    week: int = 0
    share: Fraction = Fraction(1)
    muscle: str = ""


def doses(
    plan: WeekPlan, name: str, routine: Routine, history: History, day: date, profile: Profile, *, new_user: bool
) -> tuple[Dose, ...]:
    """Every number of the routine called `name` that is another one on `day` than in its file."""
    person = PersonalRanges(Bounds(routine, profile, new_user=new_user), profile)
    planned: dict[tuple[str, str], tuple[float, int]] = {}
    for progression in (each for each in plan.progressions if each.routine == name):
        for path, step in meant_steps(routine, progression):
            week = week_of(progression, expand(step.target), history, day)
            reached = [each for each in progression.weeks if each.week <= week]
            for stage in sorted(reached, key=lambda each: each.week):
                planned |= {(path, key): (value, stage.week) for key, value in stage.doses}
    found = []
    for path, step in meant_steps(routine):
        main = _main(step)
        share, muscle = share_left(name, expand(step.target), history, day)
        for key in dict.fromkeys((*(key for where, key in planned if where == path), main)):
            if not has_number(step, key):
                continue
            written = float(getattr(step, key))
            value, week = planned.get((path, key), (written, 0))
            dose = Dose(path=path, step=step, key=key, written=written, value=value, week=week)
            if key == main and share < 1:
                allowed = min(value, float(getattr(capped(turned(step, key, value, exact=True), person), key)))
                less = min(allowed, max(_LEAST[key], float(floor(share * Fraction(allowed)))))
                dose = structs.replace(dose, value=less, share=share, muscle=muscle)
            found.append(dose)
    return tuple(each for each in found if each.value != each.written)


def as_fitting(found: Sequence[Dose]) -> Fitting | None:
    """Doses as changes of a routine; None where there are none."""
    changes = (Change(path=each.path, key=each.key, value=each.value, exact=True) for each in found)
    return Fitting(asked=0.0, changes=tuple(changes)) if found else None


def meant_steps(routine: Routine, progression: Progression | None = None) -> Iterator[tuple[str, Dosed]]:
    """The steps of a routine that have a dose, with their paths; only those that a progression is about."""
    for path, step in walk(routine.step):
        if isinstance(step, Dosed) and (
            progression is None
            or (progression.step == path if progression.step else progression.move in ("", step.move))
        ):
            yield path, step


def week_of(progression: Progression, muscles: tuple[str, ...], history: History, day: date) -> int:
    """The week of a progression on `day`, from 1.

    A week counts where the routine was done in it and nothing was too much; others leave things as they are.
    """
    done = [each.at.date() for each in history.done if each.routine == progression.routine and not each.fallback]
    sore = [each.at.date() for each in history.too_much if each.muscle in muscles]
    week, begins = 1, progression.since
    while (ends := begins + _WEEK) <= day:
        week += any(begins <= each < ends for each in done) and not any(begins <= each < ends for each in sore)
        begins = ends
    return week


def share_left(name: str, muscles: tuple[str, ...], history: History, day: date) -> tuple[Fraction, str]:
    """How much of a dose is left on `day` after "too much" on one of the muscles, and on which."""
    last = next((each for each in reversed(history.too_much) if each.muscle in muscles and each.at.date() <= day), None)
    if last is None or day - last.at.date() > REMEMBERED:
        return Fraction(1), ""
    borne = {
        each.at.date()
        for each in history.done
        if each.routine == name and not each.fallback and each.at > last.at and each.at.date() < day
    }
    return (COMING_BACK[len(borne)], last.muscle) if len(borne) < len(COMING_BACK) else (Fraction(1), "")


def _main(step: Dosed) -> str:
    """The number that says how much a step is."""
    if isinstance(step, Stretch | ContractRelax):
        return "hold"
    return "reps" if isinstance(step, Dynamic | Exercise) and step.duration is None else "duration"
