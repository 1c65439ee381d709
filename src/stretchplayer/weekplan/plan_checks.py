"""What only shows beside the routines of a plan: a step that is not there, a dose beyond a limit, no short form."""

from collections.abc import Iterator

from stretchplayer.caps import Profile
from stretchplayer.caps.bounds import Bounds
from stretchplayer.fitting.adjustments import PersonalRanges, capped, has_number, turned
from stretchplayer.model.routine import Routine, walk
from stretchplayer.model.short_form import has_short_form
from stretchplayer.model.steps import ContractRelax, Dynamic, Exercise, Massage, Stretch
from stretchplayer.phrases import week_words as words
from stretchplayer.problems import Severity
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Spelling
from stretchplayer.weekplan.doses import meant
from stretchplayer.weekplan.plan import Progression, Routines, WeekPlan

Found = tuple[tuple[str | int, ...], str, Severity]


def check_plan(plan: WeekPlan, routines: Routines) -> Iterator[Found]:
    """Every problem of a plan as the path of its keys, what is wrong, and how bad that is."""
    planned = {name for entry in plan.entries for name in entry.routine}
    for number, entry in enumerate(plan.entries):
        for name in entry.routine:
            routine = routines.get(name)
            if routine is None:
                yield ("entry", number, "routine"), words.routine_has_errors(name), "error"
            elif entry.short and not has_short_form(routine):
                yield ("entry", number, "short"), words.no_short_form(name), "error"
    for number, progression in enumerate(plan.progressions):
        routine = routines.get(progression.routine)
        if progression.routine not in planned:
            yield ("progression", number, "routine"), words.not_planned(progression.routine), "warning"
        elif routine is not None:
            yield from _grown(number, progression, routine)


def _grown(number: int, progression: Progression, routine: Routine) -> Iterator[Found]:
    steps = [
        step
        for path, step in walk(routine.step)
        if meant(progression, path, step) and isinstance(step, Stretch | ContractRelax | Dynamic | Exercise | Massage)
    ]
    if not steps:
        yield _no_steps(number, progression, routine)
        return
    person = PersonalRanges(Bounds(routine, Profile(), new_user=False), Profile())
    for place, stage in enumerate(progression.weeks):
        path = ("progression", number, "weeks", place)
        for key, value in stage.doses:
            having = [step for step in steps if has_number(step, key)]
            if not having:
                yield path, words.no_such_dose(key), "error"
                continue
            allowed = max(float(getattr(capped(turned(step, key, value), person), key)) for step in having)
            if allowed < value:
                yield path, words.dose_beyond(key, value, allowed), "limit"


def _no_steps(number: int, progression: Progression, routine: Routine) -> Found:
    if progression.step:
        return ("progression", number, "step"), words.no_step(progression.step, routine.title), "error"
    there = {step.move for _, step in walk(routine.step) if not hasattr(step, "step") and getattr(step, "move", None)}
    key, hint = "move" if progression.move else "routine", Spelling().hint(progression.move, [*map(str, there)])
    return ("progression", number, key), words.move_not_there(quoting.value(progression.move), hint), "error"
