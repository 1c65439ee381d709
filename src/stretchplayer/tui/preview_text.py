"""What the library tells of one routine in words: what is in it, and what today's limits would take away."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from stretchplayer import DISCLAIMER
from stretchplayer.app.checking import words
from stretchplayer.app.context import AppContext
from stretchplayer.app.listing import Listed
from stretchplayer.caps import SEASONED, Plan, Profile, Verdict, admit
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine, audience, needs, worked
from stretchplayer.model.steps import AnyStep, Group
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.screen_words import dose
from stretchplayer.problems import Problem, Unreadable, UserError
from stretchplayer.routine.quoting import plain
from stretchplayer.routine.reader import load
from stretchplayer.tui.widgets.routine_list import name
from stretchplayer.tui.widgets.routine_preview import CUT, Preview, StepLine

_RANGE: Final = 3
"""From so many steps in a row on, the first and the last are named."""


def glance(context: AppContext, listed: Listed) -> Preview:
    """What there is to tell of a routine; of a bad file, its problems."""
    if listed.left_alone:
        return of_problems(name(listed), listed.problems)
    try:
        reading = load(listed.file)
    except Unreadable as error:
        return of_problems(name(listed), [shortly(str(error), listed)])
    if reading.routine is None:
        return of_problems(name(listed), problem_lines(reading.problems))
    try:
        plan, unknown = context.plan(reading.routine, context.profile()), ""
    except UserError as error:
        plan = admit(reading.routine, Profile(), SEASONED, 0.0)
        unknown = f"What today's limits take away cannot be told: {error}"
    return of_routine(reading.routine, plan, yours=listed.yours, unknown=unknown)


def faults(listed: Listed) -> tuple[str, list[str]]:
    """A title and the problems of a file that cannot be played, for a page of their own."""
    title = f"{plain(f'{listed.name}.toml')} cannot be played yet"
    if listed.left_alone:
        return title, list(listed.problems)
    try:
        lines = problem_lines(load(listed.file).problems)
    except Unreadable as error:
        lines = [shortly(str(error), listed)]
    return title, lines


def shortly(text: str, listed: Listed) -> str:
    """`text` with the name of the file in place of its path."""
    return text.replace(plain(listed.file), plain(f"{listed.name}.toml"))


def of_routine(routine: Routine, plan: Plan, *, yours: bool, unknown: str = "") -> Preview:
    """A routine, and what `plan` makes of it; `unknown` says why that is not what holds today, where it is not."""
    needed = needs(routine)
    facts = [spoken(plan.seconds) if plan.playable else "", "yours" if yours else "", ", ".join(routine.tags)]
    return Preview(
        title=routine.title,
        facts=" · ".join(part for part in facts if part),
        cut="" if unknown else _cut(plan),
        summary=" ".join(routine.summary.split()),
        audience="\n".join(audience(routine)),
        needs=screen_words.needs(needed),
        steps=tuple(_steps(routine.step, "", plan)),
        today=unknown or "\n".join(_verdicts(plan)),
        sources="\n".join(f"Source: {source}" for source in routine.source),
        disclaimer=DISCLAIMER,
        marks=worked(routine.step),
    )


def of_problems(file: str, lines: Iterable[str]) -> Preview:
    """A file that cannot be played, by its name."""
    return Preview(title=file, facts=f"{screen_words.NOT_PLAYABLE_YET}.", today="\n\n".join(lines))


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Where in its file each problem is, and what it is."""
    return [
        f"Line {each.line}, column {each.column}: {f'step {each.step}: ' if each.step else ''}{each.message}"
        for each in problems
    ]


def _steps(steps: tuple[AnyStep, ...], above: str, plan: Plan) -> Iterable[StepLine]:
    for number, step in enumerate(steps, 1):
        path = f"{above}{number}"
        if isinstance(step, Group):
            yield StepLine(f"{path}.", f"{step.repeat} times:", "")
            yield from _steps(step.step, f"{path}.", plan)
        else:
            yield StepLine(f"{path}.", step.name or "", _dose(path, plan))


def _dose(path: str, plan: Plan) -> str:
    cut = {each.action for each in plan.verdicts if each.path == path} & {"trimmed", "withheld"}
    text = dose(path, plan.segments)
    if not cut:
        return text
    return f"{CUT} {text}" if text else f"{CUT} not today"


def _cut(plan: Plan) -> str:
    if not plan.playable:
        return f"{CUT} Nothing of this may be played now; the reasons stand below."
    count = len({each.path for each in plan.verdicts if each.action != "warn" and each.path})
    if not count:
        return ""
    return f"{CUT} Less today in {count} step{'' if count == 1 else 's'}; the reasons stand below."


def _verdicts(plan: Plan) -> list[str]:
    """Each reason once, with the steps that it is about."""
    about: dict[str, list[str]] = {}
    for each in plan.verdicts:
        about.setdefault(_reason(each), []).append(each.path or "")
    return [f"• {_named([path for path in paths if path])}{reason}" for reason, paths in about.items()]


def _reason(verdict: Verdict) -> str:
    text = words(verdict)
    return text if verdict.path else f"{text[:1].upper()}{text[1:]}"


def _named(paths: list[str]) -> str:
    """The steps in words, as in "Steps 3, 5 and 7: "; "" where the whole session is meant."""
    each = list(dict.fromkeys(paths))
    if not each:
        return ""
    if len(each) == 1:
        return f"Step {each[0]}: "
    numbers = [int(path) for path in each if path.isdecimal()]
    if len(numbers) == len(each) >= _RANGE and all(after == before + 1 for before, after in pairwise(numbers)):
        return f"Steps {each[0]} to {each[-1]}: "
    return f"Steps {', '.join(each[:-1])} and {each[-1]}: "
