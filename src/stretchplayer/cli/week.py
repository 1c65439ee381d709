"""`week`: the plan of the next seven days, its file, what it has for today, its reminders and its calendar."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from stretchplayer.app.week.week_ahead import as_json, day_name, dose_lines, every_time, fallback_names, on_that_day
from stretchplayer.app.week.week_plan import (
    PlanProblems,
    ShelfRoutines,
    add_entry,
    ensure_plan,
    history,
    load_plan,
    local,
    remove_entry,
)
from stretchplayer.cli.planning import usable_store
from stretchplayer.cli.printing import FINE, PROBLEMS, Failure, note, out, out_json, paragraph, table
from stretchplayer.cli.start import Environment, environment, play_how
from stretchplayer.file_access import write_whole
from stretchplayer.model.duration import spoken
from stretchplayer.phrases import week_words as words
from stretchplayer.problems import Problem, UserError
from stretchplayer.store import Store
from stretchplayer.weekplan.ahead import DAYS, Day, Session, ahead
from stretchplayer.weekplan.doses import changes
from stretchplayer.weekplan.plan import History, WeekPlan

_INSET = "    "


class Opened(NamedTuple):
    """A plan with all that it is judged by, as of the wall-clock second `now`."""

    plan: WeekPlan
    routines: ShelfRoutines
    store: Store
    history: History
    now: float


def week(arguments: argparse.Namespace) -> int:
    """Do what was asked for, or show the week."""
    around = environment(arguments)
    try:
        return _do(arguments, around)
    except PlanProblems as error:
        for problem in error.problems:
            out(str(problem))
        raise Failure(str(error), PROBLEMS) from error
    except UserError as error:
        raise Failure(str(error), PROBLEMS) from error


def _do(arguments: argparse.Namespace, around: Environment) -> int:
    if arguments.add:
        return _add(arguments, around)
    if arguments.remove is not None:
        note(words.removed(remove_entry(around.folders, arguments.remove)))
        return _changed(around)
    if arguments.edit:
        return _edit(around)
    if arguments.no_remind:
        from stretchplayer.app.week.reminder_timers import remove

        note(words.REMINDERS_GONE if remove(around.folders) else words.NO_REMINDERS)
        return FINE
    opened = _open(around)
    if opened is not None:
        return _with_plan(arguments, opened, around)
    if arguments.json:
        out_json(as_json((), str(around.folders.plan)))
    # A timer that is left over has nothing to say.
    note(words.NO_PLAN)
    return PROBLEMS if arguments.play or arguments.bad_day else FINE


def _with_plan(arguments: argparse.Namespace, opened: Opened, around: Environment) -> int:
    if arguments.ics is not None:
        return _write_calendar(arguments.ics, opened)
    if arguments.remind:
        return _remind(opened, around)
    if arguments.notify:
        return _notify(opened, around)
    if arguments.play or arguments.bad_day:
        return _play(arguments, opened, around)
    days = _days(opened, around, 1 if arguments.today else DAYS)
    if arguments.json:
        out_json(as_json(days, str(around.folders.plan)))
    elif arguments.today:
        _print_today(days[0])
    else:
        _print_week(days)
    return FINE


def _open(around: Environment) -> Opened | None:
    """The plan, or None where there is none; warnings and limits of its file are printed."""
    routines, now = ShelfRoutines(around.folders), around.clock.wall()
    reading = load_plan(around.folders, routines)
    if reading is None:
        return None
    if reading.plan is None:
        raise PlanProblems(reading.problems)
    for problem in reading.problems:
        note(str(problem))
    if not reading.plan.entries:
        return None
    store = usable_store(around.folders, now)
    return Opened(reading.plan, routines, store, history(store, reading.plan, routines, now), now)


def _days(opened: Opened, around: Environment, days: int) -> tuple[Day, ...]:
    from stretchplayer.app.answers import person

    return ahead(
        opened.plan,
        opened.routines,
        opened.history,
        opened.store.ledger(opened.now),
        local(opened.now),
        lambda at: person(around.folders, at).profile,
        days,
    )


def _print_week(days: Sequence[Day]) -> None:
    known = every_time(days)
    rows: list[tuple[str, ...]] = []
    below: list[str] = []
    for day in days:
        first = day_name(day, days)
        for each in day.sessions:
            rows.append((first, *_cells(each)))
            first = ""
            below += on_that_day(day, each, known.get(each.due.routine, frozenset()))
        if not day.sessions:
            rows.append((first, "", "", "", ""))
    table(rows)
    said: dict[str, str] = {}
    for day in days:
        for line in (line for each in day.sessions for line in dose_lines(each)):
            said.setdefault(line, line if day is days[0] else words.about(words.WEEKDAYS[day.date.weekday()], line))
    for line in dict.fromkeys((*said.values(), *below)):
        paragraph(line)
    if any(known.values()):
        out(words.EVERY_TIME)
        for line in sorted(line for lines in known.values() for line in lines):
            paragraph(line, _INSET, _INSET)


def _cells(each: Session) -> tuple[str, ...]:
    entry = each.due.entry
    length = words.DONE if each.due.done else "" if each.plan is None else spoken(each.plan.seconds)
    return ("" if entry.at is None else f"{entry.at:%H:%M}", each.due.routine, length, entry.cue)


def _print_today(day: Day) -> None:
    table([_cells(each) for each in day.sessions])
    left = [each for each in day.sessions if not each.due.done]
    lines = [line for each in left for line in (*dose_lines(each), *on_that_day(day, each))]
    lines += [words.bad_day(names) for each in left if (names := fallback_names(each))]
    for line in dict.fromkeys(lines):
        paragraph(line)
    if left:
        note(words.SEVERAL if left[1:] else words.STARTS_IT)
    else:
        note(words.ALL_DONE if day.sessions else words.NOTHING_PLANNED)


def _add(arguments: argparse.Namespace, around: Environment) -> int:
    from stretchplayer.app.move_names import named
    from stretchplayer.weekplan.plan_edits import NewEntry

    entry = NewEntry(
        routine=tuple(each.removesuffix(".toml") for each in arguments.add),
        on=" ".join(arguments.on),
        cue=" ".join(arguments.cue),
        at=arguments.at,
        short=arguments.short,
        minutes=arguments.minutes,
        fallback=tuple(named(each) for each in arguments.fallback),
    )
    add_entry(around.folders, entry, around.clock.wall())
    note(words.added(", ".join(entry.routine), entry.cue))
    return _changed(around)


def _edit(around: Environment) -> int:
    from stretchplayer.cli.editing import edit_until_right

    def check() -> tuple[Problem, ...]:
        found = load_plan(around.folders, ShelfRoutines(around.folders))
        return () if found is None else found.problems

    ensure_plan(around.folders)
    code = edit_until_right(around.folders.plan, check, around.folders)
    return code or _changed(around)


def _changed(around: Environment) -> int:
    """Show the week after its plan was changed; reminders that are installed follow it."""
    from stretchplayer.app.week.reminder_timers import install, installed, slots

    opened = _open(around)
    if installed(around.folders):
        if opened is None or not slots(opened.plan):
            from stretchplayer.app.week.reminder_timers import remove

            remove(around.folders)
            note(words.REMINDERS_GONE)
        else:
            install(opened.plan, around.folders, local(opened.now))
    if opened is not None:
        _print_week(_days(opened, around, DAYS))
    return FINE


def _play(arguments: argparse.Namespace, opened: Opened, around: Environment) -> int:
    from stretchplayer.app.session_flow import Play, PlayText
    from stretchplayer.app.week.bad_day import bad_day_reading

    sessions = [each for each in _days(opened, around, 1)[0].sessions if not each.due.done]
    if arguments.bad_day:
        chosen = next((each for each in sessions if each.due.entry.fallback), None)
        routine = None if chosen is None else opened.routines.get(chosen.due.routine)
        if chosen is None or routine is None:
            raise Failure(words.NO_FALLBACK, PROBLEMS)
        return play_how(PlayText(bad_day_reading(routine, chosen.due.entry.fallback, around.folders)), arguments)
    if not sessions:
        raise Failure(words.NOTHING_TO_PLAY, PROBLEMS)
    first = sessions[0]
    for line in dose_lines(first):
        note(line)
    entry = first.due.entry
    minutes = entry.minutes
    if minutes is not None and first.plan is not None:
        # After "too much" it is not made longer again by fitting it.
        minutes = min(minutes, first.plan.seconds / 60)
    how = Play(first.due.routine, arguments.yes, minutes, short=entry.short, changes=changes(first.doses))
    return play_how(how, arguments)


def _write_calendar(file: str, opened: Opened) -> int:
    from stretchplayer.app.week.calendar_file import calendar

    made = calendar(opened.plan, opened.routines, local(opened.now))
    if file == "-":
        sys.stdout.buffer.write(made.data)
        return FINE
    try:
        write_whole(Path(file), made.data)
    except OSError as error:
        message = f"cannot write {file}: {error.strerror or error}"
        raise Failure(message) from error
    note(words.calendar_written(file, made.events, made.silent))
    return FINE


def _remind(opened: Opened, around: Environment) -> int:
    from stretchplayer.app.week.reminder_timers import install, slots
    from stretchplayer.app.week.reminders import save_records

    way = install(opened.plan, around.folders, local(opened.now))
    # Asked for anew: what had become silent may speak again.
    save_records(around.folders, {})
    note(words.reminders_set(sorted({f"{each.at:%H:%M}" for each in slots(opened.plan)}), way))
    return FINE


def _notify(opened: Opened, around: Environment) -> int:
    from stretchplayer.app.week.reminders import load_records, reminders, save_records, show

    begun = [each.started for each in opened.store.history()]
    records = load_records(around.folders)
    found = reminders(opened.plan, opened.routines, opened.history, begun, records, local(opened.now))
    if not found.texts:
        note(words.NOT_TODAY)
        return FINE
    # Kept before it is shown: a reminder too few is better than one that comes again and again.
    save_records(around.folders, found.records)
    shown = [show(text, sys.stdout) for text in found.texts]
    if not all(shown):
        raise Failure(words.NOT_SHOWN, PROBLEMS)
    return FINE
