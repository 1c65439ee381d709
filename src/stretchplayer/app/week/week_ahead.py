"""The week as it is shown: each day, what the caps say of it, and the same as JSON."""

from collections import defaultdict
from collections.abc import Sequence

from stretchplayer.app.checking import verdict_lines
from stretchplayer.caps import Verdict
from stretchplayer.catalog import moves, muscle, side_name
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.phrases import week_words as words
from stretchplayer.weekplan.ahead import Day, Note, Session
from stretchplayer.weekplan.doses import COMING_BACK, Dose


def day_name(day: Day, days: Sequence[Day]) -> str:
    """A day as a list shows it: "Thu 12", or that it is today."""
    name = f"{words.WEEKDAYS[day.date.weekday()][:3]} {day.date.day}"
    return f"{name}, {words.TODAY}" if day is days[0] else name


def dose_lines(session: Session) -> list[str]:
    """What is different from the routine's file, in a sentence for each thing."""
    alike: defaultdict[tuple[object, ...], list[Dose]] = defaultdict(list)
    down: dict[object, Dose] = {}
    for each in session.doses:
        if each.week:
            alike[each.week, each.key, each.asked, each.value if each.asked else None].append(each)
        if each.muscle:
            down[each.muscle, each.share] = each
    lines = []
    for several in alike.values():
        first, names = several[0], list(dict.fromkeys(each.name for each in several))
        if first.asked is not None:
            lines.append(words.grown_less(first.week, first.key, first.asked, first.value, names))
        elif not first.muscle:
            lines.append(words.grown(first.week, first.key, first.value, names))
    for each in down.values():
        left = len(COMING_BACK) - COMING_BACK.index(each.share)
        lines.append(words.stepped_down(muscle(each.muscle).name, each.share, left))
    return lines


def fallback_names(session: Session) -> list[str]:
    """What the moves for a bad day are called."""
    return [str(moves()[each].step["name"]) for each in session.due.entry.fallback]


def note_lines(session: Session, who: str) -> list[str]:
    """What the caps take from a session, each thing once, as said of `who`: a day, or the routine."""
    by_limit: defaultdict[str, list[Note]] = defaultdict(list)
    for note in session.notes:
        by_limit[note.verdict.limit].append(note)
    lines, others = [], list[Verdict]()
    for limit, notes in by_limit.items():
        placed = [note for note in notes if note.where]
        where = dict.fromkeys(each for note in placed for each in note.where)
        steps = {note.verdict.path or "": note.verdict.action for note in placed}
        line = words.reaches(who, limit, _muscles([*where]), steps)
        lines += [line] if line else []
        others += [note.verdict for note in notes if not (line and note.where)]
    return lines + [words.about(who, line) for line in verdict_lines(others)]


def every_time(days: Sequence[Day]) -> dict[str, frozenset[str]]:
    """For each routine that is due more than once, what is said of each of its sessions, as said of the routine."""
    found: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for session in (each for day in days for each in day.sessions if each.plan is not None):
        found[session.due.routine].append(frozenset(note_lines(session, session.due.routine)))
    return {name: frozenset.intersection(*lines) for name, lines in found.items() if len(lines) > 1}


def on_that_day(day: Day, session: Session, known: frozenset[str] = frozenset()) -> list[str]:
    """What the caps take from a session on this day, without what is `known` of its routine for every day."""
    said = zip(
        note_lines(session, words.WEEKDAYS[day.date.weekday()]), note_lines(session, session.due.routine), strict=True
    )
    return [line for line, of_routine in said if of_routine not in known]


def as_json(days: Sequence[Day], file: str) -> dict[str, object]:
    """The week in its stable format."""
    return {
        "format": 1,
        "file": file,
        "days": [
            {"date": day.date.isoformat(), "entries": [_session(day, each) for each in day.sessions]} for day in days
        ],
    }


def _session(day: Day, session: Session) -> dict[str, object]:
    entry, made = session.due.entry, session.plan
    return {
        "entry": session.due.number,
        "routine": session.due.routine,
        "title": None if made is None else made.routine.title,
        "at": None if entry.at is None else f"{entry.at:%H:%M}",
        "cue": entry.cue,
        "short": entry.short,
        "minutes": entry.minutes,
        "seconds": None if made is None else round(made.seconds, 3),
        "done": session.due.done,
        "fallback": list(entry.fallback),
        "doses": [
            {"path": each.path, "name": each.name, "key": each.key, "from": each.written, "to": each.value}
            for each in session.doses
        ],
        "notes": [
            {
                "step": note.verdict.step,
                "path": note.verdict.path,
                "action": note.verdict.action,
                "limit": note.verdict.limit,
                "asked": note.verdict.asked,
                "allowed": note.verdict.allowed,
                "muscles": [{"muscle": key, "side": side} for key, side in note.where],
            }
            for note in session.notes
        ],
        "told": [*dose_lines(session), *on_that_day(day, session)],
    }


def _muscles(where: Sequence[MuscleSide]) -> list[str]:
    """Muscle-sides in words; both sides of one are named once."""
    sides: dict[str, list[str]] = {}
    for key, side in where:
        sides.setdefault(key, []).append(side)
    return [
        words.both_sides(muscle(key).name) if {"left", "right"} <= {*found} else side_name(key, found[0])
        for key, found in sides.items()
    ]
