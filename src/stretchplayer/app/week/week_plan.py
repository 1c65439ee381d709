"""The plan of the week as it stands: its file, what was done of it, the days ahead, and what starts a day's session."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import structs

from stretchplayer.app.answers import person
from stretchplayer.app.context import AppContext
from stretchplayer.app.drafts import ChangedOnDisk, replace
from stretchplayer.app.library import find, load_named, shelf
from stretchplayer.app.what_now import Planned
from stretchplayer.caps import Profile
from stretchplayer.caps.order import RANKS
from stretchplayer.catalog import OnDemand, moves
from stretchplayer.config import Folders
from stretchplayer.editing.toml_text import content_length, newline_of, regions, remarks_above
from stretchplayer.file_access import read_file, reason, system_words, write_new
from stretchplayer.model.number_ranges import TITLE_LENGTH
from stretchplayer.model.routine import FORMAT, Routine
from stretchplayer.problems import Problem, Unreadable, UserError
from stretchplayer.routine import quoting
from stretchplayer.routine.reader import read
from stretchplayer.store import Store
from stretchplayer.translation import gettext, languages, to_translate
from stretchplayer.weekplan.ahead import DAYS, Day, Session, ahead
from stretchplayer.weekplan.doses import REMEMBERED, as_fitting
from stretchplayer.weekplan.plan import Done, Entry, History, Routines, TooMuch, WeekPlan
from stretchplayer.weekplan.plan_file import MOST_BYTES, PlanReading, read_plan

if TYPE_CHECKING:
    from stretchplayer.app.session_flow import Play, PlayText

WORTH: Final = 60.0
"""Seconds of work from which on a session that was left counts as done."""
_BAD_DAY: Final = to_translate("Bad day: {title}")
STARTER: Final = to_translate("""\
# What you plan to do, and when: `stretchplayer week` shows the next seven days. Lines that begin with # are remarks.
format = 1

# [[entry]]
# routine = "desk-neck"                  # several are done in turn: ["morning", "hips"]
# on = ["mon", "wed", "fri"]             # or "every day", "weekdays", "every second day"
# cue = "after the first coffee, at the desk"
# at = "10:30"                           # may be left out; a reminder and an alarm need it
# minutes = 8                            # may be left out; or short = true
# fallback = ["chin-glide", "head-turn"] # two moves for a bad day

# [[progression]]
# routine = "desk-neck"
# move = "ear-to-shoulder"               # or step = 3; without either, every step that has such a number
# from = 2030-01-07                      # the first day of week 1; a week in which nothing was done does not count
# weeks = ["week 2: hold 12 s", "week 3: hold 15 s, 3 reps"]
""")


class PlanProblems(UserError):
    """A plan has errors; nothing is done with it until they are fixed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(gettext("fix the plan first: `stretchplayer week --edit` opens it"))
        self.problems = problems


class Week(NamedTuple):
    """A plan as of the local time `now`: the `problems` of its file that are no errors, and the days ahead, judged."""

    plan: WeekPlan
    routines: Routines
    history: History
    now: datetime
    problems: tuple[Problem, ...]
    days: tuple[Day, ...]


def load_week(context: AppContext, days: int = DAYS) -> Week | None:
    """The plan with this many days ahead, None where there is none. Raises PlanProblems, and UserError as the store."""
    routines = shelved(context.folders)
    reading = load_plan(context.folders, routines)
    if reading is None:
        return None
    if reading.plan is None:
        raise PlanProblems(reading.problems)
    wall, plan = context.clock.wall(), _playable(reading.plan, routines)
    routines = _informed(routines, context)
    now, past = local(wall), history(context.store, plan, routines, wall)

    def profile_at(at: float) -> Profile:
        return person(context.folders, at).profile

    found = ahead(plan, routines, past, context.store.ledger(wall), now, profile_at, days) if plan.entries else ()
    return Week(plan, routines, past, now, reading.problems, found)


def planned_today(context: AppContext) -> tuple[Planned, ...]:
    """What the plan has for today that was not done. Raises UserError as the store."""
    return tuple(
        Planned(each.due.routine, each.due.entry.cue, each.plan.seconds if each.plan is not None else 0.0)
        for each in _left_today(context)
    )


def _left_today(context: AppContext) -> tuple[Session, ...]:
    try:
        week = load_week(context, 1)
    except (PlanProblems, Unreadable):
        # What is wrong with the plan is said on its own page; a routine can be chosen all the same.
        return ()
    sessions = week.days[0].sessions if week is not None and week.days else ()
    return tuple(each for each in sessions if each.plan is not None and not each.due.done)


def as_planned(how: "Play", context: AppContext) -> "Play":
    """The same with the doses that the plan has for it today, and its form and length where `how` asks for none.

    Its `reasons` say so in one line. It stays as it is where the plan has nothing for it today, or it was done, or
    where others follow it. Raises UserError as the store.
    """
    file = find(how.name, context.folders)
    sessions = () if how.then else _left_today(context)
    session = next((each for each in sessions if find(each.due.routine, context.folders) == file), None)
    if session is None:
        return how
    play = start_of(session)
    if how.short or how.minutes is not None:
        play = play._replace(short=how.short, minutes=how.minutes)
    reasons = play.reasons
    if play.planned is not None or (play.short, play.minutes) != (how.short, how.minutes):
        reasons = (" ".join((gettext("As planned for today."), *reasons)),)
    return how._replace(short=play.short, minutes=play.minutes, planned=play.planned, reasons=reasons)


def load_plan(folders: Folders, routines: Routines, *, strict: bool = False) -> PlanReading | None:
    """The plan as it was read, as `read_plan` does, or None where there is none. Unreadable where it cannot be read."""
    data = _bytes(folders)
    return None if data is None else read_plan(data, str(folders.plan), routines, strict=strict)


def shelved(folders: Folders) -> Routines:
    """The routines that can be called by name, each read when it is first asked for; None where one has errors."""

    def load(name: str) -> Routine | None:
        try:
            return load_named(name, folders).routine
        except Unreadable:
            # What is wrong with it is said where it is played or checked.
            return None

    return OnDemand((each.name for each in shelf(folders)), load)


def _playable(plan: WeekPlan, routines: Routines) -> WeekPlan:
    """The plan in which no routine that is missing or has errors takes a turn, where another one can."""
    entries = [
        structs.replace(each, routine=tuple(name for name in each.routine if routines.get(name)) or each.routine)
        for each in plan.entries
    ]
    return structs.replace(plan, entries=tuple(entries))


def _informed(routines: Routines, context: AppContext) -> Routines:
    """The same routines, with what the person knows of them: so long they take when they are played."""

    def informed(name: str) -> Routine | None:
        routine = routines.get(name)
        return None if routine is None else context.informed(routine)

    return OnDemand(routines, informed)


def history(store: Store, plan: WeekPlan, routines: Routines, now: float) -> History:
    """What was done of the routines of a plan, by their titles, and what was too much. StoreFailed as the store."""
    names: dict[str, tuple[str, bool]] = {}
    for entry in plan.entries:
        for name in entry.routine:
            if (routine := routines.get(name)) is not None:
                names[routine.title] = (name, False)
                # The language may have been another one on that day.
                for code in languages() if entry.fallback else ():
                    names[_bad_day_title(routine, code)] = (name, True)
    done = [
        Done(
            routine=names[each.routine][0],
            at=local(each.started),
            fallback=names[each.routine][1],
            seconds=each.seconds,
        )
        for each in store.history()
        if each.routine in names and (each.state == "finished" or each.worked_seconds >= WORTH)
    ]
    # A day more: the first one need not be whole.
    strains = store.strains(now - REMEMBERED.total_seconds() - 86_400)
    return History(done=tuple(done), too_much=tuple(TooMuch(muscle=each.muscle, at=local(each.at)) for each in strains))


def local(wall: float) -> datetime:
    """A wall-clock second as local time; an instant that no calendar has is the first one that it has."""
    try:
        return datetime.fromtimestamp(wall, UTC).astimezone()
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC).astimezone()


def start_of(session: Session, *, yes: bool = False) -> "Play":
    """What plays a session of today, with the doses that the plan has for it."""
    # Imported here: they take a while, and a week that is only shown needs neither.
    from stretchplayer.app.session_flow import Play
    from stretchplayer.app.week.week_words import dose_lines

    entry, minutes = session.due.entry, session.due.entry.minutes
    if minutes is not None and session.plan is not None:
        # After "too much" it is not made longer again by fitting it.
        minutes = min(minutes, session.plan.seconds / 60)
    how = Play(session.due.routine, yes, minutes, short=entry.short, planned=as_fitting(session.doses))
    return how._replace(reasons=tuple(dose_lines(session)))


def bad_day(session: Session, week: Week, folders: Folders) -> "PlayText | None":
    """What plays the moves for a bad day in their usual doses, None where a session has none."""
    from stretchplayer.app.session_flow import PlayText

    routine, chosen = week.routines.get(session.due.routine), session.due.entry.fallback
    if routine is None or not chosen:
        return None
    # In the usual order, whichever was chosen first: no page before the start has to advise another one.
    ranked = sorted(chosen, key=lambda each: RANKS.get(str(moves()[each].step["kind"]), 0))
    steps = "".join(f"[[step]]\nmove = {quoting.text(each)}\n" for each in ranked)
    text = f"format = {FORMAT}\ntitle = {quoting.text(_bad_day_title(routine))}\n{steps}"
    # There is no such file; what a sound file is beside is looked for where it would be.
    return PlayText(read(text.encode(), str(folders.routines / "bad-day.toml")))


def _bad_day_title(routine: Routine, code: str | None = None) -> str:
    return gettext(_BAD_DAY, code).format(title=routine.title)[:TITLE_LENGTH].rstrip()


def add_entry(folders: Folders, values: Mapping[str, object], now: float) -> Entry:
    """Put an entry with these keys into the plan, from today on; a key whose value is empty is left out. Returns it.

    UserError where the plan has errors, or would have one; nothing is written then.
    """
    before = _bytes(folders)
    if before is not None:
        _check(folders, before)
    text = gettext(STARTER) if before is None else before.decode(errors="surrogateescape")
    newline = newline_of(text)
    rows = [f"{key} = {_toml(value)}" for key, value in values.items() if value]
    lines = ("", "[[entry]]", *rows, f"from = {local(now).date().isoformat()}", "")
    try:
        # What is there already may name a routine that is gone; what is put in may not.
        alone = newline.join((f"format = {FORMAT}", *lines)).encode(errors="surrogateescape")
        (entry,) = _check(folders, alone, strict=True).entries
        _write(folders, before, f"{text if text.endswith(newline) else text + newline}{newline.join(lines)}")
    except PlanProblems as error:
        # The line that it would be at is in no file.
        found = "; ".join(each.message for each in error.problems)
        raise UserError(gettext("nothing was changed: {problems}").format(problems=found)) from error
    return entry


def _toml(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def remove_entry(folders: Folders, what: str) -> str:
    """Take an entry out of the plan, by its number or routine, and the remarks right above it; returns its routine.

    Everything else stays as it is written. UserError where there is no such entry, or more than one.
    """
    before = _bytes(folders)
    entries = [] if before is None else [each.routine for each in _check(folders, before).entries]
    if what.isdecimal() and 0 < int(what) <= len(entries):
        found = [int(what)]
    else:
        found = [number for number, names in enumerate(entries, 1) if what.removesuffix(".toml") in names]
    if before is None or len(found) != 1:
        message = (
            gettext("{what} is there {count} times: give the number of one, {numbers}").format(
                what=what, count=len(found), numbers=", ".join(map(str, found))
            )
            if found
            else gettext("the plan has no entry {what}: give its number, or its routine").format(
                what=quoting.short(what)
            )
        )
        raise UserError(message)
    text = before.decode(errors="surrogateescape")
    region = [each for each in regions(text) if each.header is not None and each.names == ("entry",)][found[0] - 1]
    start = remarks_above(text, region.header.line if region.header else region.start)
    end = region.start + content_length(text[region.start : region.end])
    _write(folders, before, f"{text[:start].rstrip()}{newline_of(text)}{text[end:]}")
    return ", ".join(entries[found[0] - 1])


def ensure_plan(folders: Folders) -> None:
    """Make a plan with remarks alone where there is none. UserError where it cannot be written."""
    if _bytes(folders) is None:
        _write(folders, None, gettext(STARTER))


def entries_with(folders: Folders, name: str) -> int:
    """How many entries of the plan have a routine of this name; 0 where the plan cannot be read."""
    try:
        reading = load_plan(folders, {name: None})
    except Unreadable:
        return 0
    return 0 if reading is None or reading.plan is None else sum(name in each.routine for each in reading.plan.entries)


def _check(folders: Folders, data: bytes, *, strict: bool = False) -> WeekPlan:
    reading = read_plan(data, str(folders.plan), shelved(folders), strict=strict)
    if reading.plan is None:
        raise PlanProblems(reading.problems)
    return reading.plan


def _write(folders: Folders, before: bytes | None, text: str) -> None:
    data = text.encode(errors="surrogateescape")
    _check(folders, data)
    try:
        if before is None:
            write_new(folders.plan, data)
        else:
            replace(folders.plan, before, data, folders)
    except ChangedOnDisk as error:
        message = gettext("the plan was changed by another program just now; nothing was written, try again")
        raise UserError(message) from error
    except OSError as error:
        message = gettext("cannot write {file}: {value}").format(file=folders.plan, value=system_words(error))
        raise UserError(message) from error


def _bytes(folders: Folders) -> bytes | None:
    try:
        return read_file(folders.plan, MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        message = f"{folders.plan}: {reason(error)}"
        raise Unreadable(message) from error
