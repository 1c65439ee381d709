"""Everything that is wrong with a routine file by itself: its faults, and what the caps take from it."""

from stretchplayer.caps import LIMITS, SEASONED, Profile, Verdict, admit
from stretchplayer.caps.glance import untouched
from stretchplayer.model.duration import spoken
from stretchplayer.problems import Problem
from stretchplayer.routine import Reading

_LONG = 120
"""From so many seconds on, minutes are easier to read."""


def problems(reading: Reading, file: str) -> tuple[Problem, ...]:
    """All problems of one file that has been read, sorted by place."""
    if reading.routine is None or untouched(reading.routine, reading.seconds):
        return reading.problems
    verdicts = admit(reading.routine, Profile(), SEASONED, 0.0).verdicts
    if not verdicts:
        return reading.problems
    found = [*reading.problems, *(_placed(verdict, reading, file) for verdict in verdicts)]
    return tuple(sorted(found, key=lambda problem: problem.sort_key))


def words(verdict: Verdict) -> str:
    """One verdict as a phrase: what was asked, what is played, and why."""
    if verdict.action == "warn":
        return verdict.reason
    if verdict.action == "withheld":
        return f"not played: {verdict.reason}"
    asked, allowed = _amount(verdict.limit, verdict.asked), _amount(verdict.limit, verdict.allowed)
    if verdict.limit == "static.gap":
        return f"rest {asked} becomes {allowed}: {verdict.reason}"
    return f"{verdict.key or 'this'} {asked} is trimmed to {allowed}: {verdict.reason}"


def _amount(limit: str, value: float | None) -> str:
    unit = LIMITS[limit].unit if limit in LIMITS else "s"
    number = value or 0.0
    if unit == "s":
        return spoken(number) if number >= _LONG and number == round(number) else f"{number:g} s"
    return f"{number:g} {unit}" if unit in ("%", "°C") else f"{number:g}"


def _placed(verdict: Verdict, reading: Reading, file: str) -> Problem:
    path: list[str | int] = []
    for part in (verdict.path or "").split("."):
        path += ["step", int(part) - 1]
    line, column = reading.place((*path, verdict.key) if verdict.key else tuple(path))
    return Problem(
        file=file,
        line=line,
        column=column,
        severity="warning" if verdict.action == "warn" else "limit",
        message=words(verdict),
        key=verdict.key,
        step=verdict.path,
        limit=verdict.limit,
    )
