"""The week in words: its days, its doses, and what the caps say of it; and the same as JSON."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from stretchplayer.app.answers import SHORT_DAYS
from stretchplayer.app.checking import verdict_lines
from stretchplayer.catalog import moves, muscle_name, side_name
from stretchplayer.catalog.step_names import in_a_row, listed
from stretchplayer.catalog.translated import name, step_name, title
from stretchplayer.model.duration import spoken
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import walk
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, ngettext, pgettext, to_translate, to_translate_in, to_translate_many
from stretchplayer.weekplan.ahead import Day, Session
from stretchplayer.weekplan.doses import COMING_BACK
from stretchplayer.weekplan.plan import ALL_DAYS, Entry

if TYPE_CHECKING:
    from fractions import Fraction

NO_PLAN: Final = to_translate(
    'There is no plan yet: `stretchplayer week --add desk-neck --on mon,wed,fri --cue "after the first coffee"` begins '
    "one, `stretchplayer week --edit` opens a file with examples."
)
ALL_DONE: Final = to_translate("What was planned for today is done.")
NOTHING_PLANNED: Final = to_translate("Nothing is planned for today.")
NO_FALLBACK: Final = to_translate(
    "the plan has no moves for a bad day today; `stretchplayer week --add ROUTINE --fallback MOVE MOVE` puts a routine "
    "in with two"
)
TAKEN_OUT: Final = to_translate("Taken out of the plan: {routine}.")
PUT_IN: Final = to_translate("Put into the plan: {entry}.")
PLANNED: Final = to_translate_many(
    "{name} is still in the plan of the week, in {count} entry: it cannot be played there.",
    "{name} is still in the plan of the week, in {count} entries: it cannot be played there.",
)
UNPLAYABLE: Final = to_translate("{routine} is missing or has errors. All else in the plan goes on without it.")
NO_MORE_REMINDERS: Final = to_translate("There are no reminders any more.")
_MINUTE: Final = 60
_WEEKDAYS: Final = (
    to_translate("Monday"),
    to_translate("Tuesday"),
    to_translate("Wednesday"),
    to_translate("Thursday"),
    to_translate("Friday"),
    to_translate("Saturday"),
    to_translate("Sunday"),
)
_REACHED: Final = {
    "static.week": to_translate_many(
        "{who} reaches the week's cap for the {muscles}.", "{who} reach the week's cap for the {muscles}."
    ),
    "static.day": to_translate_many(
        "{who} reaches the cap of 24 hours for the {muscles}.", "{who} reach the cap of 24 hours for the {muscles}."
    ),
    "static.session": to_translate_many(
        "{who} reaches the cap of one session for the {muscles}.",
        "{who} reach the cap of one session for the {muscles}.",
    ),
    "too-much": to_translate_many(
        '{who} goes no further than "too much" allows for the {muscles}.',
        '{who} go no further than "too much" allows for the {muscles}.',
    ),
}
_REACHED["neck.session"] = _REACHED["static.session"]
_CUT: Final = {"trimmed": to_translate("Shortened: {steps}."), "withheld": to_translate("Left out: {steps}.")}
_DOSES: Final = {
    "hold": to_translate_in("dose", "hold {value}"),
    "duration": to_translate_in("dose", "duration {value}"),
    "reps": to_translate_in("dose", "{value} repetitions"),
    "sets": to_translate_in("dose", "{value} sets"),
}


def days_line(entry: Entry) -> str:
    """The days of an entry in words: "every day", "every 2 days", or their names."""
    if entry.on.every > 1:
        return gettext("every {count} days").format(count=entry.on.every)
    if entry.on.week == ALL_DAYS:
        return gettext("every day")
    if entry.on.week == ALL_DAYS[:5]:
        return gettext("Monday to Friday")
    return listed([gettext(_WEEKDAYS[each]) for each in entry.on.week])


def day_name(day: Day, days: Sequence[Day]) -> str:
    """A day as a list shows it: "Thu 12", or that it is today."""
    short = f"{gettext(SHORT_DAYS[day.date.weekday()])} {day.date.day}"
    return gettext("{day}, today").format(day=short) if day is days[0] else short


def is_unplayable(session: Session) -> bool:
    """Whether its routine is missing or has errors."""
    return session.plan is None and not session.due.done


def length_of(session: Session, said: Callable[[float], str] = spoken) -> str:
    """How long a session takes, or that it is done and how long it took, or that its routine cannot be read."""
    if session.due.done and session.due.seconds:
        return gettext("done, {length}").format(length=said(round(session.due.seconds)))
    if session.due.done:
        return gettext("done")
    return gettext("cannot be played") if session.plan is None else said(session.plan.seconds)


def in_minutes(seconds: float) -> str:
    """A length in whole minutes, to the nearest, as `Listed.minutes` has it."""
    return spoken(_MINUTE * max(1, round(seconds / _MINUTE)))


def fallback_line(entry: Entry) -> str:
    """The moves for a bad day in a sentence, "" where there are none."""
    names = [name(str(moves()[each].step["name"])) for each in entry.fallback]
    return gettext("On a bad day: {moves}.").format(moves=listed(names)) if names else ""


def week_lines(days: Sequence[Day]) -> list[str]:
    """What is different from the files of the routines, and what the caps take: each thing once."""
    said: dict[str, str] = {}
    hurt: set[str] = set()
    for day in days:
        for line in (each for session in day.sessions for each in _dosed(session, hurt)):
            said.setdefault(line, line if day is days[0] else f"{_weekday(day).capitalize()}: {line}")
    return [*said.values(), *note_lines(days)]


def dose_lines(session: Session) -> list[str]:
    """What is different from the routine's file, in a sentence for each thing."""
    if is_unplayable(session):
        return [gettext(UNPLAYABLE).format(routine=session.due.routine)]
    return [*_dosed(session, set())]


def _dosed(session: Session, hurt: set[str]) -> Iterator[str]:
    """A sentence for each thing; of a muscle that had too much the first one is enough: those are in `hurt` then."""
    alike: defaultdict[tuple[int, str, float], dict[str, None]] = defaultdict(dict)
    for each in session.doses:
        if each.week and not each.muscle:
            alike[each.week, each.key, each.value][step_name(each.step)] = None
    for (week, key, value), steps in alike.items():
        text = gettext("From week {week}: {dose} ({steps}).")
        yield text.format(week=week, dose=_dose(key, value), steps=in_a_row(steps))
    shares: defaultdict[Fraction, dict[str, None]] = defaultdict(dict)
    for each in session.doses:
        if each.muscle and each.muscle not in hurt:
            shares[each.share][each.muscle] = None
    for share, muscles in shares.items():
        hurt.update(muscles)
        left = len(COMING_BACK) - COMING_BACK.index(share)
        text = ngettext(
            'After "too much" ({muscle}): {share} of the usual; after one more day with it, it is as before.',
            'After "too much" ({muscle}): {share} of the usual; after {count} more days with it, it is as before.',
            left,
        )
        yield text.format(muscle=listed([*map(muscle_name, muscles)]), share=share, count=left)


def note_lines(days: Sequence[Day]) -> list[str]:
    """What the caps take from the sessions of these days, said of the days, or of the routine where it is so always."""
    found: defaultdict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    often = Counter[str]()
    for day in days:
        for session in day.sessions:
            if session.plan is not None:
                called = title(session.plan.routine.title)
                often[called] += 1
                for taken in dict.fromkeys(_taken(session)):
                    found[called, *taken].append(_weekday(day))
    lines: dict[str, None] = {}
    for (called, limit, muscles, text), on in found.items():
        always = len(on) == often[called] > 1
        names = [called] if always else [*dict.fromkeys(on)]
        if limit:
            reached = ngettext(*_REACHED[limit], len(names)).format(who=listed(names), muscles=muscles)
            line = f"{reached} {text}"
        else:
            line = f"{called}: {text}" if always else f"{listed(names)}, {called}: {text}"
        lines[capitalised(line)] = None
    return [*lines]


def _taken(session: Session) -> Iterator[tuple[str, str, str]]:
    """A limit whose budget is used up, of which muscles, and what is cut by it; or "" twice, and what else is so."""
    steps = {} if session.plan is None else dict(walk(session.plan.routine.step))
    others = []
    for limit in dict.fromkeys(note.verdict.limit for note in session.notes):
        notes = [note for note in session.notes if note.verdict.limit == limit]
        placed = [note for note in notes if note.where and limit in _REACHED]
        others += [note.verdict for note in notes if note not in placed]
        cuts = []
        for action, text in _CUT.items():
            paths = [note.verdict.path for note in placed if note.verdict.action == action]
            names = dict.fromkeys(step_name(steps[path]) for path in paths if path in steps)
            cuts += [gettext(text).format(steps=in_a_row(names))] if names else []
        if placed:
            yield limit, _muscles([where for note in placed for where in note.where]), " ".join(cuts)
    yield from (("", "", line) for line in verdict_lines(others))


def as_json(days: Sequence[Day], file: str) -> dict[str, object]:
    """The week in its stable format."""
    return {
        "format": 1,
        "file": file,
        "days": [
            {"date": day.date.isoformat(), "entries": [_shape(day, each) for each in day.sessions]} for day in days
        ],
    }


def _shape(day: Day, session: Session) -> dict[str, object]:
    due, entry, made = session.due, session.due.entry, session.plan
    return {
        "entry": due.number,
        "routine": due.routine,
        "title": None if made is None else made.routine.title,
        "at": None if entry.at is None else f"{entry.at:%H:%M}",
        **{key: getattr(entry, key) for key in ("cue", "short", "minutes", "fallback")},
        "seconds": None if made is None else round(made.seconds, 3),
        "done": due.done,
        "doses": [
            {"path": each.path, "name": each.step.name, "key": each.key, "from": each.written, "to": each.value}
            for each in session.doses
        ],
        "notes": [
            {key: getattr(note.verdict, key) for key in ("step", "path", "action", "limit", "asked", "allowed")}
            | {"muscles": [{"muscle": key, "side": side} for key, side in note.where]}
            for note in session.notes
        ],
        "told": [*dose_lines(session), *note_lines([Day(date=day.date, sessions=(session,))])],
    }


def _weekday(day: Day) -> str:
    return gettext(_WEEKDAYS[day.date.weekday()])


def _dose(key: str, value: float) -> str:
    return pgettext("dose", _DOSES[key]).format(value=f"{value:.0f}" if key in ("reps", "sets") else spoken(value))


def _muscles(where: Sequence[MuscleSide]) -> str:
    """Muscle-sides in words; both sides of one are named once."""
    sides: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, side in where:
        sides[key][side] = None
    both = gettext("{muscle} on both sides")
    return listed(
        [
            both.format(muscle=muscle_name(key)) if {"left", "right"} <= {*found} else side_name(key, next(iter(found)))
            for key, found in sides.items()
        ]
    )
