"""`week`: the plan of the next seven days, its file, what it has for today, its reminders and its calendar."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from stretchplayer.app.context import AppContext
from stretchplayer.app.week import week_words as words
from stretchplayer.app.week.week_plan import (
    PlanProblems,
    Week,
    add_entry,
    bad_day,
    ensure_plan,
    load_plan,
    load_week,
    remove_entry,
    shelved,
    start_of,
)
from stretchplayer.cli.printing import FINE, PROBLEMS, Failure, note, out, out_json, paragraph, table
from stretchplayer.cli.start import environment, run_session
from stretchplayer.file_access import system_words, write_whole
from stretchplayer.problems import Problem, UserError
from stretchplayer.translation import gettext, ngettext
from stretchplayer.weekplan.ahead import DAYS, Day, Session


def week(arguments: argparse.Namespace) -> int:
    """Do what was asked for, or show the week."""
    around = environment(arguments)
    context = AppContext(around.folders, around.clock)
    asked = next((name for name in (*_CHANGES, *_ASKED) if getattr(arguments, name, False)), "week")
    try:
        if asked in _CHANGES:
            return _CHANGES[asked](arguments, context)
        days, do = _ASKED[asked]
        found = _load(context, days)
        if found is not None:
            return do(arguments, found, context)
    except UserError as error:
        for problem in error.problems if isinstance(error, PlanProblems) else ():
            out(str(problem))
        raise Failure(str(error), PROBLEMS) from error
    finally:
        context.close()
    if arguments.json:
        out_json(words.as_json((), str(context.folders.plan)))
    # A timer that is left over has nothing to say.
    note(gettext(words.NO_PLAN))
    return PROBLEMS if arguments.play or arguments.bad_day else FINE


def _load(context: AppContext, days: int) -> Week | None:
    """The plan, or None where nothing is planned; what its file has of warnings and limits is printed."""
    found = load_week(context, days)
    if found is None or not found.plan.entries:
        return None
    for line in (*((f"stretchplayer: {context.store.notice}",) if context.store.notice else ()), *found.problems):
        note(str(line))
    return found


def _print_week(_arguments: argparse.Namespace, found: Week, _context: AppContext) -> int:
    rows: list[tuple[str, ...]] = []
    for day in found.days:
        cells = [_cells(each) for each in day.sessions] or [("", "", "", "")]
        names = [words.day_name(day, found.days), *[""] * len(cells)]
        rows += [(name, *each) for name, each in zip(names, cells, strict=False)]
    table(rows)
    for line in words.week_lines(found.days):
        paragraph(line)
    return FINE


def _print_json(_arguments: argparse.Namespace, found: Week, context: AppContext) -> int:
    out_json(words.as_json(found.days, str(context.folders.plan)))
    return FINE


def _cells(each: Session) -> tuple[str, ...]:
    entry = each.due.entry
    return ("" if entry.at is None else f"{entry.at:%H:%M}", each.due.routine, words.length_of(each), entry.cue)


def _print_today(_arguments: argparse.Namespace, found: Week, _context: AppContext) -> int:
    table([_cells(each) for each in found.days[0].sessions])
    left, today = _left(found), found.days[0].sessions
    for line in (each for session in today if words.is_unplayable(session) for each in words.dose_lines(session)):
        paragraph(line)
    for line in words.week_lines([Day(date=found.days[0].date, sessions=tuple(left))]):
        paragraph(line)
    for line in dict.fromkeys(words.fallback_line(each.due.entry) for each in left if each.due.entry.fallback):
        paragraph(f"{line} (`stretchplayer week --bad-day`)")
    if left[1:]:
        note(gettext("`stretchplayer week --play` starts the first of them."))
    elif left:
        note(gettext("`stretchplayer week --play` starts it."))
    elif not any(map(words.is_unplayable, today)):
        note(gettext(words.ALL_DONE if today else words.NOTHING_PLANNED))
    return FINE


def _left(found: Week) -> Sequence[Session]:
    """What of today can be played and was not yet."""
    return [each for each in found.days[0].sessions if not each.due.done and each.plan is not None]


def _some_left(found: Week) -> Sequence[Session]:
    if not (left := _left(found)):
        raise Failure(gettext("nothing is left to do today by the plan"), PROBLEMS)
    return left


def _play(arguments: argparse.Namespace, found: Week, _context: AppContext) -> int:
    return run_session(start_of(_some_left(found)[0], yes=arguments.yes), arguments)


def _play_fallback(arguments: argparse.Namespace, found: Week, context: AppContext) -> int:
    left = _some_left(found) if found.days[0].sessions else ()
    session = next((each for each in left if each.due.entry.fallback), None)
    how = None if session is None else bad_day(session, found, context.folders)
    if how is None:
        raise Failure(gettext(words.NO_FALLBACK), PROBLEMS)
    return run_session(how._replace(yes=arguments.yes), arguments)


def _add(arguments: argparse.Namespace, context: AppContext) -> int:
    from stretchplayer.app.move_names import named
    from stretchplayer.weekplan.typed_times import days_meant, times_meant

    routines, cue = [each.removesuffix(".toml") for each in arguments.add], " ".join(arguments.cue)
    try:
        days = days_meant(" ".join(arguments.on))
        times = [f"{each:%H:%M}" for each in times_meant(arguments.at)] if arguments.at else [""]
    except (UserError, ValueError) as error:
        raise UserError(gettext("nothing was changed: {problems}").format(problems=error)) from error
    values = {
        "routine": routines if routines[1:] else routines[0],
        "on": days,
        "cue": cue,
        "minutes": arguments.minutes,
        "short": arguments.short,
        "fallback": [named(each) for each in arguments.fallback],
    }
    for at in times:
        entry = add_entry(context.folders, {**values, "at": at}, context.clock.wall())
        said = (*routines, words.days_line(entry), *filter(None, [at if times[1:] else "", cue]))
        note(gettext(words.PUT_IN).format(entry=", ".join(said)))
    return _changed(arguments, context)


def _remove(arguments: argparse.Namespace, context: AppContext) -> int:
    routine = remove_entry(context.folders, arguments.remove)
    note(gettext(words.TAKEN_OUT).format(routine=routine))
    return _changed(arguments, context)


def _edit(arguments: argparse.Namespace, context: AppContext) -> int:
    from stretchplayer.cli.editing import edit_until_right

    def check() -> tuple[Problem, ...]:
        found = load_plan(context.folders, shelved(context.folders), strict=True)
        return () if found is None else found.problems

    ensure_plan(context.folders)
    code = edit_until_right(context.folders.plan, check, context.folders)
    return code or _changed(arguments, context)


def _changed(arguments: argparse.Namespace, context: AppContext) -> int:
    """Show the week after its plan was changed; reminders that are installed follow it."""
    from stretchplayer.app.week.reminder_timers import follow

    found = _load(context, DAYS)
    if follow(None if found is None else found.plan, context):
        note(gettext(words.NO_MORE_REMINDERS))
    return FINE if found is None else _print_week(arguments, found, context)


def _write_calendar(arguments: argparse.Namespace, found: Week, _context: AppContext) -> int:
    from stretchplayer.app.week.calendar_file import calendar

    data, events, silent = calendar(found)
    if arguments.ics == "-":
        sys.stdout.buffer.write(data)
        return FINE
    try:
        write_whole(Path(arguments.ics), data)
    except OSError as error:
        message = gettext("cannot write {file}: {value}").format(file=arguments.ics, value=system_words(error))
        raise Failure(message) from error
    text = ngettext("Written to {file}: {count} event.", "Written to {file}: {count} events.", events)
    note(text.format(file=arguments.ics, count=events))
    if silent:
        note(gettext("Without a time, and so without an alarm: {count}.").format(count=silent))
    return FINE


def _remind(_arguments: argparse.Namespace, found: Week, context: AppContext) -> int:
    from stretchplayer.app.week.reminder_timers import install, slots
    from stretchplayer.app.week.reminders import save_shown

    way = install(found.plan, context.folders, found.now)
    # Asked for anew: what had become silent may speak again.
    save_shown(context.folders, {})
    times = ", ".join(sorted({f"{at:%H:%M}" for at, _ in slots(found.plan)}))
    said = gettext("Reminders at {times} ({way}). `stretchplayer week --no-remind` takes them away.")
    note(said.format(times=times, way=way))
    return FINE


def _no_reminders(_arguments: argparse.Namespace, context: AppContext) -> int:
    from stretchplayer.app.week.reminder_timers import remove

    there = remove(context.folders)
    note(gettext(words.NO_MORE_REMINDERS) if there else gettext("There were no reminders."))
    return FINE


def _notify(_arguments: argparse.Namespace, found: Week, context: AppContext) -> int:
    from stretchplayer.app.week.reminders import load_shown, reminders, save_shown, show

    begun = [each.started for each in context.store.history()]
    texts, shown = reminders(found, begun, load_shown(context.folders))
    if not texts:
        note(gettext("Nothing is to be said now."))
        return FINE
    # Kept before it is shown: a reminder too few is better than one that comes again and again.
    save_shown(context.folders, shown)
    if False in [show(text, sys.stdout) for text in texts]:
        raise Failure(gettext("no notification can be shown here: neither notify-send nor a terminal"), PROBLEMS)
    return FINE


_CHANGES: Final[Mapping[str, Callable[[argparse.Namespace, AppContext], int]]] = {
    "add": _add,
    "remove": _remove,
    "edit": _edit,
    "no_remind": _no_reminders,
}
_ASKED: Final[Mapping[str, tuple[int, Callable[[argparse.Namespace, Week, AppContext], int]]]] = {
    "ics": (0, _write_calendar),
    "remind": (0, _remind),
    "notify": (0, _notify),
    "play": (1, _play),
    "bad_day": (1, _play_fallback),
    "today": (1, _print_today),
    "json": (DAYS, _print_json),
    "week": (DAYS, _print_week),
}
"""What needs a plan, with the days of it that are judged for it."""
