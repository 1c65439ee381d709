"""What is wrong with a routine file by itself: its errors, and what the caps take from it."""

from pathlib import Path
from typing import Final

from msgspec import structs

from stretchplayer.caps import LIMITS, SEASONED, Profile, Verdict, admit
from stretchplayer.caps.fast_path import unaffected
from stretchplayer.clock import moment
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Sound
from stretchplayer.problems import Problem, first_of
from stretchplayer.routine.reader import Reading

_LONG = 120
"""Seconds from which on minutes are easier to read."""
_NO_SOUND: Final = Sound()


def problems(reading: Reading, file: str, sounds: tuple[Path, Path] | None = None) -> tuple[Problem, ...]:
    """All problems of a file that has been read, sorted by place.

    `sounds` are the folders in which its sound files are looked for, its own first; without them sounds are not
    checked.
    """
    routine = reading.routine
    if routine is None:
        return reading.problems
    found: list[Problem] = []
    if not unaffected(routine, reading.seconds):
        verdicts = admit(routine, Profile(), SEASONED, 0.0).verdicts
        # A file by itself knows no day: what is withheld is so whenever it is played.
        found += [_placed(structs.replace(verdict, until=None), reading, file) for verdict in verdicts]
    if sounds is not None and routine.sound != _NO_SOUND:
        # Imported here: few routines bring sounds along.
        from stretchplayer.sound.cues.own_cues import sound_problems

        found += sound_problems(routine, reading.places, file, sounds)
    if not found:
        return reading.problems
    return first_of((*reading.problems, *found))


def words(verdict: Verdict) -> str:
    """A verdict as a phrase: what was asked, what is played, and why."""
    if verdict.action == "warn":
        return verdict.reason
    if verdict.action == "withheld":
        again = "" if verdict.until is None else f" Again from {moment(verdict.until)}."
        return f"not played: {verdict.reason}{again}"
    asked, allowed = _amount(verdict.limit, verdict.asked), _amount(verdict.limit, verdict.allowed)
    if verdict.limit == "static.gap":
        return f"rest {asked} becomes {allowed}: {verdict.reason}"
    return f"{verdict.key or 'this'} {asked} is trimmed to {allowed}: {verdict.reason}"


def step_words(verdict: Verdict) -> str:
    """A verdict as a phrase, with its step in front."""
    return f"{f'step {verdict.path}: ' if verdict.path else ''}{words(verdict)}"


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
