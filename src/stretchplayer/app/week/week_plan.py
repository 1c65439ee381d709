"""The plan of the week as it stands: its file, the routines that it names, and what was done of it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from stretchplayer.app.drafts import ChangedOnDisk, replace
from stretchplayer.app.library import load_named, shelf
from stretchplayer.config import Folders
from stretchplayer.file_access import read_file, reason, write_new
from stretchplayer.model.number_ranges import TITLE_LENGTH
from stretchplayer.model.routine import Routine
from stretchplayer.phrases import week_words as words
from stretchplayer.problems import Problem, Unreadable, UserError
from stretchplayer.store import Store
from stretchplayer.weekplan.due import Due, due
from stretchplayer.weekplan.plan import Done, History, TooMuch, WeekPlan
from stretchplayer.weekplan.plan_edits import NewEntry, chosen, with_entry, without_entry
from stretchplayer.weekplan.plan_file import MOST_BYTES, PlanReading, read_plan

_WORTH: Final = 60.0
"""Seconds of work from which on a session that was left counts as done."""
_LOOK_BACK: Final = 60 * 86_400.0
"""How far back "too much" is looked for, in seconds; the plan forgets it a little sooner."""


class PlanProblems(UserError):
    """A plan has errors; nothing is done with it until they are fixed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(words.FIX_FIRST)
        self.problems = problems


class ShelfRoutines(Mapping[str, Routine | None]):
    """The routines that can be called by name, each read when it is first asked for; None where one has errors."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._names = dict.fromkeys(each.name for each in shelf(folders))
        self._read: dict[str, Routine | None] = {}

    def __getitem__(self, name: str) -> Routine | None:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            try:
                self._read[name] = load_named(name, self._folders).routine
            except Unreadable:
                # What is wrong with it is said where it is played or checked.
                self._read[name] = None
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def load_plan(folders: Folders, routines: ShelfRoutines) -> PlanReading | None:
    """The plan as it was read, or None where there is none. Unreadable where it cannot be read."""
    data = _bytes(folders)
    return None if data is None else read_plan(data, str(folders.plan), routines)


def history(store: Store, plan: WeekPlan, routines: Mapping[str, Routine | None], now: float) -> History:
    """What was done of the routines of a plan, by their titles, and what was too much. StoreFailed as the store."""
    names: dict[str, tuple[str, bool]] = {}
    for name in {each for entry in plan.entries for each in entry.routine}:
        routine = routines.get(name)
        if routine is not None:
            names[routine.title] = (name, False)
            names[words.bad_day_title(routine.title, TITLE_LENGTH)] = (name, True)
    done = [
        Done(routine=names[each.routine][0], at=local(each.started), fallback=names[each.routine][1])
        for each in store.history()
        if each.routine in names and (each.state == "finished" or each.worked_seconds >= _WORTH)
    ]
    strains = store.strains(now - _LOOK_BACK)
    return History(done=tuple(done), too_much=tuple(TooMuch(muscle=each.muscle, at=local(each.at)) for each in strains))


def due_today(folders: Folders, store: Store, now: float) -> tuple[Due, ...]:
    """What the plan has for today; nothing where there is no plan, or one with errors."""
    routines = ShelfRoutines(folders)
    reading = load_plan(folders, routines)
    if reading is None or reading.plan is None:
        return ()
    return due(reading.plan, history(store, reading.plan, routines, now), local(now).date())


def local(wall: float) -> datetime:
    """A wall-clock second as local time; an instant that no calendar has is the first one that it has."""
    try:
        return datetime.fromtimestamp(wall, UTC).astimezone()
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC).astimezone()


def add_entry(folders: Folders, entry: NewEntry, now: float) -> None:
    """Put an entry into the plan. UserError where the plan has errors, or would have one; nothing is written then."""
    before = _bytes(folders)
    if before is not None:
        _check(folders, before)
    try:
        _write(folders, before, with_entry(_text(before), entry, local(now).date()))
    except PlanProblems as error:
        # The line that it would be at is in no file.
        raise UserError(words.not_added([each.message for each in error.problems])) from error


def remove_entry(folders: Folders, what: str) -> str:
    """Take an entry out of the plan, by its number or routine; returns its routine. UserError where there is none."""
    before = _bytes(folders)
    if before is None:
        raise UserError(words.NO_PLAN)
    entries = [each.routine for each in _check(folders, before).entries]
    try:
        number = chosen(entries, what)
    except ValueError as error:
        raise UserError(str(error)) from error
    _write(folders, before, without_entry(_text(before), number))
    return ", ".join(entries[number - 1])


def ensure_plan(folders: Folders) -> None:
    """Make a plan with remarks alone where there is none. UserError where it cannot be written."""
    if _bytes(folders) is None:
        _write(folders, None, words.STARTER)


def _text(data: bytes | None) -> str:
    return "" if data is None else data.decode(errors="surrogateescape")


def _check(folders: Folders, data: bytes) -> WeekPlan:
    reading = read_plan(data, str(folders.plan), ShelfRoutines(folders))
    if reading.plan is None:
        raise PlanProblems(reading.problems)
    return reading.plan


def _write(folders: Folders, before: bytes | None, text: str) -> None:
    data = text.encode(errors="surrogateescape")
    _check(folders, data)
    if before is not None:
        try:
            replace(folders.plan, before, data, folders)
        except ChangedOnDisk as error:
            raise UserError(words.CHANGED_MEANWHILE) from error
        return
    try:
        write_new(folders.plan, data)
    except OSError as error:
        message = f"{folders.plan} cannot be written: {error.strerror or error}"
        raise UserError(message) from error


def _bytes(folders: Folders) -> bytes | None:
    try:
        return read_file(folders.plan, MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        message = f"{folders.plan}: {reason(error)}"
        raise Unreadable(message) from error
