"""What the library's preview says of one routine: what is in it, and what today's limits would take away."""

from collections.abc import Iterable
from typing import Final

from msgspec import structs

from stretchplayer import DISCLAIMER
from stretchplayer.app.checking import verdict_lines
from stretchplayer.app.context import AppContext
from stretchplayer.app.instructions import lengths
from stretchplayer.app.listing import Listed
from stretchplayer.app.substitutes import with_substitutes
from stretchplayer.caps import SEASONED, Plan, Profile, admit
from stretchplayer.catalog import translated
from stretchplayer.fitting.adjustments import applied
from stretchplayer.fitting.fit import fit
from stretchplayer.model.muscles import MuscleSide, muscle_sides
from stretchplayer.model.routine import Routine, audience, flat, needs, worked
from stretchplayer.model.short_form import short_form
from stretchplayer.model.steps import AnyStep, Group
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.screen_words import dose
from stretchplayer.problems import Problem, Unreadable, UserError
from stretchplayer.routine.quoting import plain
from stretchplayer.routine.reader import load
from stretchplayer.settings import Instructions
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, ngettext
from stretchplayer.tui.widgets.routine_preview import CUT, Preview, StepLine
from stretchplayer.tui.widgets.routine_rows import name

_LEAST_MARK: Final = 0.01
"""What is worked on at all is marked, also where today's limits take all of it away."""


def preview_of(context: AppContext, listed: Listed, *, planned: bool = False) -> Preview:
    """The preview of a routine, as the plan of the week has it where it is `planned`; of a bad file, its problems."""
    routine, lines, text = _read(listed)
    if routine is None:
        return of_problems(name(listed), lines)
    reasons: tuple[str, ...] = ()
    try:
        profile = context.profile()
        routine, _ = with_substitutes(routine, text, profile)
        if planned:
            routine, reasons = _as_planned(context, listed, routine, profile)
        plan, unknown = context.plan(routine, profile), ""
    except UserError as error:
        plan = admit(routine, Profile(), SEASONED, 0.0)
        unknown = gettext("What today's limits take away is not known: {error}").format(error=error)
    instructions = context.settings.instructions
    shown = of_routine(
        routine, plan, yours=listed.yours, unknown=unknown, instructions=instructions, short=listed.short
    )
    why = [f"• {each}" for each in reasons]
    return structs.replace(shown, today="\n".join(part for part in (*why, shown.today) if part))


def _as_planned(
    context: AppContext, listed: Listed, routine: Routine, profile: Profile
) -> tuple[Routine, tuple[str, ...]]:
    """The routine in the form, length and doses that the plan has for it today, and why. Raises UserError."""
    from stretchplayer.app.session_flow import Play

    how = context.as_planned(Play(listed.file, by_plan=True))
    routine = applied(routine, how.planned)
    routine = short_form(routine) if how.short else routine
    if how.minutes is not None:
        now = context.clock.wall()
        routine = fit(routine, profile, context.store.ledger(now), now, 60 * how.minutes).routine
    return routine, how.reasons


def faults(listed: Listed) -> tuple[str, list[str]]:
    """A title and the problems of a file that cannot be played, for a page of their own."""
    return gettext("{value} cannot be played yet").format(value=plain(f"{listed.name}.toml")), _read(listed)[1]


def _read(listed: Listed) -> tuple[Routine | None, list[str], bytes]:
    """The routine, if it can be played, the problems of its file, and what stands in that."""
    if listed.left_alone:
        return None, list(map(gettext, listed.problems)), b""
    try:
        reading = load(listed.file)
    except Unreadable as error:
        return None, [str(error).replace(plain(listed.file), plain(f"{listed.name}.toml"))], b""
    return reading.routine, problem_lines(reading.problems), reading.data


def of_routine(
    routine: Routine,
    plan: Plan,
    *,
    yours: bool,
    unknown: str = "",
    instructions: Instructions = "first",
    short: int = 0,
) -> Preview:
    """The preview of a routine as `plan` leaves it; `unknown` says why that may not be what holds today.

    `short` are the minutes of its short form, if it has one.
    """
    needed = needs(routine)
    length = screen_words.lengths(plan.seconds, *lengths(plan, instructions)) if plan.playable else ""
    facts = [
        length,
        gettext("short form {short} min").format(short=short) if short else "",
        gettext("yours") if yours else "",
        ", ".join(map(translated.tag, routine.tags)),
    ]
    return Preview(
        title=translated.title(routine.title),
        facts=" · ".join(part for part in facts if part),
        cut="" if unknown else _cut(plan),
        summary=" ".join(translated.passage(routine.summary).split()),
        audience="\n".join(audience(translated.routine_texts(routine))),
        needs=screen_words.needs(translated.things(needed)),
        steps=tuple(_steps(routine.step, "", plan)),
        today=unknown or "\n".join(f"• {capitalised(line)}" for line in verdict_lines(plan.verdicts)),
        sources="\n".join(gettext("Source: {source}").format(source=source) for source in routine.source),
        disclaimer=gettext(DISCLAIMER),
        marks=_marks(routine, plan),
        shows=tuple(flat(routine.step)),
    )


def _marks(routine: Routine, plan: Plan) -> tuple[tuple[MuscleSide, float], ...]:
    """The muscles that are worked on, each with its share of the seconds that the one has which gets most."""
    seconds: dict[MuscleSide, float] = dict.fromkeys(worked(routine.step), 0.0)
    for segment in plan.segments:
        if segment.phase in ("work", "contract"):
            for place in muscle_sides(segment.targets, segment.side):
                seconds[place] = seconds.get(place, 0.0) + segment.seconds
    most = max(seconds.values(), default=0.0) or 1.0
    return tuple((place, max(_LEAST_MARK, each / most)) for place, each in seconds.items())


def of_problems(file: str, lines: Iterable[str]) -> Preview:
    """The preview of a file that cannot be played, under its name."""
    return Preview(title=file, facts=f"{gettext(screen_words.NOT_PLAYABLE_YET)}.", today="\n\n".join(lines))


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Each problem with its place in the file."""
    return [
        f"Line {each.line}, column {each.column}: {f'step {each.step}: ' if each.step else ''}{each.message}"
        for each in problems
    ]


def _steps(steps: tuple[AnyStep, ...], above: str, plan: Plan) -> Iterable[StepLine]:
    for number, step in enumerate(steps, 1):
        path = f"{above}{number}"
        if isinstance(step, Group):
            off = "" if step.enabled else gettext(screen_words.SWITCHED_OFF)
            yield StepLine(f"{path}.", f"{screen_words.group_line(step)}:", off)
            yield from _steps(step.step, f"{path}.", plan) if step.enabled else ()
        elif not step.enabled:
            yield StepLine(f"{path}.", translated.step_name(step), gettext(screen_words.SWITCHED_OFF))
        else:
            yield StepLine(f"{path}.", translated.step_name(step), _dose(path, plan))


def _dose(path: str, plan: Plan) -> str:
    cut = {each.action for each in plan.verdicts if each.path == path} & {"trimmed", "withheld"}
    text = dose(path, plan.segments)
    if not cut:
        return text
    return f"{CUT} {text}" if text else gettext("{cut} not today").format(cut=CUT)


def _cut(plan: Plan) -> str:
    if not plan.playable:
        return gettext("{cut} {nothing_now}; the reasons stand below.").format(
            cut=CUT, nothing_now=gettext(screen_words.NOTHING_NOW)
        )
    count = len({each.path for each in plan.verdicts if each.action != "warn" and each.path})
    if not count:
        return ""
    return f"{CUT} " + ngettext(
        "Less today in {count} step; the reasons stand below.",
        "Less today in {count} steps; the reasons stand below.",
        count,
    ).format(count=count)
