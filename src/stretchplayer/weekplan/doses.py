"""How the doses of a routine stand on a day: up by the weeks of its progression, down after "too much", and back."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Final

from msgspec import Struct

from stretchplayer.caps import Profile
from stretchplayer.caps.bounds import Bounds
from stretchplayer.fitting.adjustments import Change, Fitting, PersonalRanges, applied, capped, has_number, turned
from stretchplayer.model.muscles import expand
from stretchplayer.model.routine import Routine, step_name, walk
from stretchplayer.model.steps import ContractRelax, Dynamic, Exercise, Group, Massage, Step, Stretch
from stretchplayer.weekplan.plan import History, Progression, WeekPlan

COMING_BACK: Final = (Fraction(1, 2), Fraction(2, 3), Fraction(5, 6))
"""The share of a dose after "too much": at once, after one session that was borne well, after two; then all of it."""
REMEMBERED: Final = timedelta(weeks=8)
"""How long a "too much" is remembered if nothing is done after it."""
_WEEK: Final = timedelta(weeks=1)
_LEAST: Final = {"hold": 5.0, "duration": 10.0, "reps": 1.0}
"""Nothing is stepped down below this."""


class Dose(Struct, frozen=True, kw_only=True):
    """One number of a step on a day: as in the file, as it is done, and why it is not the same.

    `week` is the week of the progression it comes from, 0 for none; `share` what is left of it after "too much" on
    `muscle`; `asked` is what the plan asked for where a limit allows less.
    """

    path: str
    name: str
    key: str
    written: float
    value: float
    week: int = 0
    share: Fraction = Fraction(1)
    muscle: str = ""
    asked: float | None = None


def doses(
    plan: WeekPlan, name: str, routine: Routine, history: History, day: date, profile: Profile, *, new_user: bool
) -> tuple[Dose, ...]:
    """Every number of the routine called `name` that is another one on `day` than in its file."""
    person = PersonalRanges(Bounds(routine, profile, new_user=new_user), profile)
    mine = [each for each in plan.progressions if each.routine == name]
    found = (
        dose
        for path, step in walk(routine.step)
        if isinstance(step, Stretch | ContractRelax | Dynamic | Exercise | Massage)
        for dose in _of_step(path, step, [each for each in mine if meant(each, path, step)], name, history, day, person)
    )
    return tuple(each for each in found if each.value != each.written or each.asked is not None)


def with_doses(routine: Routine, found: tuple[Dose, ...]) -> Routine:
    """The routine with these doses."""
    return applied(routine, Fitting(asked=0.0, changes=changes(found)))


def changes(found: tuple[Dose, ...]) -> tuple[Change, ...]:
    """Doses as changes of a routine."""
    return tuple(Change(path=each.path, key=each.key, value=each.value, exact=True) for each in found)


def meant(progression: Progression, path: str, step: Step | Group) -> bool:
    """Whether a progression is about this step."""
    if isinstance(step, Group):
        return False
    if progression.step:
        return progression.step == path
    return not progression.move or step.move == progression.move


def week_of(progression: Progression, muscles: tuple[str, ...], history: History, day: date) -> int:
    """The week of a progression on `day`, from 1.

    A week counts where the routine was done in it and nothing was too much; others leave things as they are.
    """
    done = [each.at.date() for each in history.done if each.routine == progression.routine and not each.fallback]
    sore = [each.at.date() for each in history.too_much if each.muscle in muscles]
    week, begins = 1, progression.since
    while begins + _WEEK <= day:
        ends = begins + _WEEK
        week += any(begins <= each < ends for each in done) and not any(begins <= each < ends for each in sore)
        begins = ends
    return week


def share_left(name: str, muscles: tuple[str, ...], history: History, day: date) -> tuple[Fraction, str]:
    """How much of a dose is left on `day` after "too much" on one of the muscles, and on which."""
    last = next((each for each in reversed(history.too_much) if each.muscle in muscles and each.at.date() <= day), None)
    if last is None or day - last.at.date() > REMEMBERED:
        return Fraction(1), ""
    after = {
        each.at.date()
        for each in history.done
        if each.routine == name and not each.fallback and each.at > last.at and each.at.date() < day
    }
    return (COMING_BACK[len(after)], last.muscle) if len(after) < len(COMING_BACK) else (Fraction(1), "")


def _of_step(
    path: str,
    step: Stretch | ContractRelax | Dynamic | Exercise | Massage,
    progressions: list[Progression],
    name: str,
    history: History,
    day: date,
    person: PersonalRanges,
) -> Iterator[Dose]:
    muscles = expand(step.target)
    planned: dict[str, tuple[float, int]] = {}
    for progression in progressions:
        week = week_of(progression, muscles, history, day)
        for stage in progression.weeks:
            if stage.week <= week:
                planned |= {key: (value, stage.week) for key, value in stage.doses}
    share, muscle = share_left(name, muscles, history, day)
    main = _main(step)
    for key in dict.fromkeys((*planned, main)):
        if not has_number(step, key):
            continue
        written = float(getattr(step, key))
        value, week = planned.get(key, (written, 0))
        allowed = float(getattr(capped(turned(step, key, value, exact=True), person), key))
        asked = value if week and allowed < value else None
        value, less = min(value, allowed) if week else value, Fraction(1)
        if key == main and share < 1:
            value = min(value, allowed)
            less, value = share, min(value, max(_LEAST[key], float(floor(share * Fraction(value)))))
        yield Dose(
            path=path,
            name=step_name(step),
            key=key,
            written=written,
            value=value,
            week=week,
            share=less,
            muscle=muscle if less < 1 else "",
            asked=asked,
        )


def _main(step: Stretch | ContractRelax | Dynamic | Exercise | Massage) -> str:
    """The number that says how much a step is."""
    if isinstance(step, Stretch | ContractRelax):
        return "hold"
    return "reps" if isinstance(step, Dynamic | Exercise) and step.duration is None else "duration"
