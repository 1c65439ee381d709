"""What is said of the plan of a week: its days, its doses, the limits ahead, its file and its reminders."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from stretchplayer.model.duration import spoken
from stretchplayer.text import counted

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_KEYS: Final = tuple(each.casefold() for each in WEEKDAYS)
"""The same as the file writes them; three letters do as well."""

# The week and the day.
TODAY: Final = "today"
DONE: Final = "done"
NOTHING_PLANNED: Final = "Nothing is planned for today."
ALL_DONE: Final = "What was planned for today is done."
NO_PLAN: Final = (
    'There is no plan yet: `stretchplayer week --add desk-neck --on mon,wed,fri --cue "after the first coffee"` begins '
    "one, `stretchplayer week --edit` opens a file with examples."
)
STARTS_IT: Final = "`stretchplayer week --play` starts it."
SEVERAL: Final = "`stretchplayer week --play` starts the first of them."
EVERY_TIME: Final = "Every time, because of what stands in the routine or the profile:"


def bad_day(moves: Sequence[str]) -> str:
    """What there is for a bad day."""
    return f"On a bad day: {' and '.join(moves)} (`stretchplayer week --bad-day`)."


def bad_day_title(title: str, longest: int) -> str:
    """What the moves for a bad day are called in the history, in at most `longest` characters."""
    return f"Bad day: {title}"[:longest].rstrip()


_BUDGETS: Final[Mapping[str, str]] = {
    "static.week": "reaches the week's cap for the {}",
    "static.day": "reaches the cap of 24 hours for the {}",
    "static.session": "reaches the cap of one session for the {}",
    "neck.session": "reaches the cap of one session for the {}",
    "too-much": 'goes no further than "too much" allows for the {}',
}
_CUT: Final = {"trimmed": "is shortened", "withheld": "is left out"}


def reaches(who: str, limit: str, muscles: Sequence[str], steps: Mapping[str, str]) -> str:
    """Which budget a day or a routine uses up, and what that does to steps; "" for a limit of another kind.

    `steps` are the steps it is about, with what happens to each: `trimmed` or `withheld`.
    """
    if limit not in _BUDGETS or not muscles:
        return ""
    cut = []
    for action, verb in _CUT.items():
        paths = [path for path, what in steps.items() if what == action]
        if paths:
            several = f"{', '.join(paths[:-1])} and {paths[-1]}" if paths[1:] else paths[0]
            cut.append(f"step{'s' if paths[1:] else ''} {several} {verb.replace('is', 'are') if paths[1:] else verb}")
    return f"{who} {_BUDGETS[limit].format(_joined(muscles))}: {', '.join(cut)}."


def about(who: str, line: str) -> str:
    """A verdict as it stands in the plan of the week, on a day or of a routine."""
    return f"{who}: {line}"


def both_sides(name: str) -> str:
    """A muscle on both sides."""
    return f"{name} on both sides"


def _joined(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


_KEYS: Final[Mapping[str, str]] = {"hold": "hold", "duration": "duration", "reps": "repetitions", "sets": "sets"}


def _dose(key: str, value: float) -> str:
    return f"{value:.0f} {_KEYS[key]}" if key in ("reps", "sets") else f"{_KEYS[key]} {spoken(value)}"


def grown(week: int, key: str, value: float, names: Sequence[str]) -> str:
    """A dose of a progression."""
    return f"From week {week}: {_dose(key, value)} ({', '.join(names)})."


def grown_less(week: int, key: str, asked: float, value: float, names: Sequence[str]) -> str:
    """A dose of a progression that goes beyond a limit."""
    return f"From week {week}: {_dose(key, asked)} is planned, {spoken(value)} is the limit ({', '.join(names)})."


def stepped_down(muscle: str, share: Fraction, left: int) -> str:
    """What "too much" does to the plan; `left` sessions later it is as before."""
    often = "the next session is" if left == 1 else f"{counted(left, 'more session')}, and it is"
    return f'After "too much" ({muscle}): {share.numerator}/{share.denominator} of the usual; {often} as before.'


# The file.
A_PLAN: Final = "a plan"
STARTER: Final = """\
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
"""
FLAG_WANTED: Final = "write true or false"
MOVE_WANTED: Final = 'write the name of a move in quotes, as the routine has it: "calf-wall"'


def unknown_key(key: str, hint: str) -> str:
    """A key that a plan has not."""
    return f"unknown key `{key}`{hint}"


def format_wanted(version: int) -> str:
    """The first line of every plan."""
    return f"format: write format = {version}"


def missing(key: str) -> str:
    """A key without which a table of a plan means nothing."""
    more = " (the first day of week 1: from = 2030-01-07)" if key == "from" else ""
    return f"`{key}` is missing{more}"


def tables_wanted(name: str, most: int) -> str:
    """How a list of tables is written."""
    return f"{name}: each begins with a line [[{name}]], at most {most} of them"


def list_wanted(most: int) -> str:
    """How many there may be."""
    return f"write one, or a list of up to {most}"


def no_routine(name: str, hint: str) -> str:
    """A routine that is not there."""
    return f"{name} is not the name of a routine{hint or ' (`stretchplayer list` shows them)'}"


def routine_has_errors(name: str) -> str:
    """A routine that cannot be played."""
    return f"routine: {name} has errors; `stretchplayer check {name}` shows them"


def no_short_form(name: str) -> str:
    """A routine of which no steps are marked."""
    return f"short: no step of {name} has `short = true`; write minutes = 5 instead"


def not_planned(name: str) -> str:
    """A progression of a routine that no entry has."""
    return f"routine: no [[entry]] has {name}, so this changes nothing"


def no_day(day: str, hint: str) -> str:
    """Something that is no day."""
    return f'{day} is no day{hint} (write ["mon", "thu"], "every day", "weekdays" or "every second day")'


def cue_wanted(most: int) -> str:
    """How a cue is written."""
    return f'write in words when and where, on one line of up to {most} characters: "after the first coffee"'


def time_wanted(value: str) -> str:
    """How a time of day is written."""
    return f'{value} is no time of day (write at = "10:30", from "0:00" to "23:59")'


def minutes_wanted(least: int, most: int) -> str:
    """How minutes are written."""
    return f"write a number of minutes from {least} to {most}"


def date_wanted(value: str) -> str:
    """How a day is written."""
    return f"{value} is no date (write year, month and day: 2030-01-07)"


def fallback_wanted(most: int) -> str:
    """How many moves there are for a bad day."""
    return f"on a bad day little is best: write up to {most} moves"


def no_move(name: str, hint: str) -> str:
    """A move that the catalogue has not."""
    return f"{name} is not a move of the catalogue{hint or ' (`stretchplayer moves neck` shows some)'}"


def step_wanted(value: str) -> str:
    """How a step is named."""
    return f'{value} is no step (write its number, 3, or "2.1" for a step in rounds)'


def stage_wanted(value: str) -> str:
    """How a week of a progression is written."""
    return f'{value} is no week of a progression (write "week 2: hold 25 s")'


def dose_wanted(value: str, hint: str) -> str:
    """How a dose is written."""
    return f"{value} is no dose{hint} (hold 25 s, duration 2 min, 12 reps, 3 sets)"


def no_step(path: str, title: str) -> str:
    """A step that a routine has not, or that has no dose."""
    return f"step: {title} has no step {path} with a hold, a duration, repetitions or sets"


def move_not_there(name: str, hint: str) -> str:
    """A move that a routine has not."""
    return f"move: no step of the routine is {name}{hint}"


def no_such_dose(key: str) -> str:
    """A number that none of the steps has."""
    return f"weeks: what it is about has no {_KEYS[key]} of its own, or a different one each time"


def dose_beyond(key: str, value: float, allowed: float) -> str:
    """A dose beyond a limit."""
    return f"weeks: {_dose(key, value)} is above the limit, so {spoken(allowed)} is played"


# Changes of the file.
def added(routine: str, cue: str) -> str:
    """An entry was put in."""
    return f"Put into the plan: {routine}{f', {cue}' if cue else ''}."


def not_added(messages: Sequence[str]) -> str:
    """An entry that cannot be put in."""
    return f"nothing was changed: {'; '.join(messages)}"


def removed(routine: str) -> str:
    """An entry was taken out."""
    return f"Taken out of the plan: {routine}."


def not_there(what: str) -> str:
    """There is no such entry to take out."""
    return f"the plan has no entry {what}: give its number, or its routine"


def which(what: str, numbers: Sequence[int]) -> str:
    """Several entries have that routine."""
    return f"{what} is there {len(numbers)} times: give the number of one, {', '.join(map(str, numbers))}"


FIX_FIRST: Final = "fix the plan first: `stretchplayer week --edit` opens it"
CHANGED_MEANWHILE: Final = "the plan was changed by something else meanwhile; nothing was written"
NOTHING_TO_PLAY: Final = "nothing is left to do today by the plan"
NO_FALLBACK: Final = "the plan has no moves for a bad day today (fallback = two moves)"

# Reminders.
OFFER: Final = (
    "This time does not seem to fit, so there are no more reminders for it. `stretchplayer week --edit` sets another."
)
NOT_TODAY: Final = "Nothing is to be said now."
REMINDERS_GONE: Final = "There are no reminders any more."
NO_REMINDERS: Final = "There were no reminders."
NO_TIMES: Final = 'no entry of the plan has a time, such as at = "10:30": there is nothing to remind of'
NO_TIMER: Final = "there is no systemd user session, launchd or `at` here; `stretchplayer week --ics FILE` has alarms"
BY_AT: Final = "at, for the next seven days"
NOT_SHOWN: Final = "no notification can be shown here: neither notify-send nor a terminal"


def reminder(title: str, cue: str, length: str) -> str:
    """A reminder."""
    return f"{cue[:1].upper()}{cue[1:]}: {title}, {length}." if cue else f"{title}, {length}."


def reminders_set(times: Sequence[str], way: str) -> str:
    """Reminders were installed."""
    return f"Reminders at {_joined(times)} ({way}). `stretchplayer week --no-remind` takes them away."


def reminders_failed(command: str, why: str) -> str:
    """The system would not take a timer."""
    return f"{command} failed: {why}"


# The calendar.
def calendar_written(file: str, events: int, silent: int) -> str:
    """A calendar was written; `silent` of its events have no time and no alarm."""
    more = f" {silent} of them without a time, so without an alarm." if silent else ""
    return f"Written to {file}: {counted(events, 'event')}.{more}"


def calendar_text(moves: Sequence[str], routines: Sequence[str]) -> str:
    """What stands in an event."""
    turn = f"In turn: {', '.join(routines)}.\n" if len(routines) > 1 else ""
    return f"{turn}stretchplayer week --play\n{bad_day(moves) if moves else ''}".strip()
