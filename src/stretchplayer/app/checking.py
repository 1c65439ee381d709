"""What is wrong with a routine file by itself: its errors, and what the caps take from it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

from msgspec import structs

from stretchplayer.caps import LIMITS, SEASONED, Profile, Verdict, admit
from stretchplayer.caps.fast_path import unaffected
from stretchplayer.caps.judgement import PIECES
from stretchplayer.catalog.step_names import listed
from stretchplayer.catalog.translated import name
from stretchplayer.clock import moment
from stretchplayer.model.duration import Count, Held, SpanRange, Tempo, spoken
from stretchplayer.model.routine import Sound
from stretchplayer.model.short_form import has_short_form
from stretchplayer.problems import Problem, first_of
from stretchplayer.routine.reader import Reading
from stretchplayer.text import count_of
from stretchplayer.translation import gettext

_LONG = 120
"""Seconds from which on minutes are easier to read."""
_MINUTES = 300
"""Seconds from which on files usually give minutes."""
_RANGE: Final = 3
"""Steps in a row from which on only the first and the last are named."""
_USUAL: Final[Mapping[str, object]] = {"discomfort": 3, "pressure": 4, "effort": 20}
"""What a step has that does not say anything else."""
_NOTHING: Final[Mapping[str, str]] = {}
_NO_SOUND: Final = Sound()
_WAYS: Final[Mapping[str, str]] = {
    "dynamic.session": ' What is no stretch (walking, strength, balance) is kind = "exercise", with limits of its own.'
}
"""What to write instead, where a file may have meant something else."""


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
        found += _placed(tuple(structs.replace(verdict, until=None) for verdict in verdicts), reading, file)
    if routine.short is not None or has_short_form(routine):
        # Imported here: most files have none.
        from stretchplayer.app.short_form_checks import short_form_problems

        found += short_form_problems(reading, file)
    if sounds is not None and routine.sound != _NO_SOUND:
        # Imported here: few routines bring sounds along.
        from stretchplayer.sound.cues.own_cues import sound_problems

        found += sound_problems(routine, reading.places, file, sounds)
    if not found:
        return reading.problems
    return first_of((*reading.problems, *found))


def words(verdict: Verdict, written: Mapping[str, str] = _NOTHING) -> str:
    """A verdict as a phrase: the numbers that the step has, what is played of them, and why.

    `written` is how the file writes the value of a key, where that is known.
    """
    if verdict.action == "warn":
        return verdict.reason
    if verdict.action == "replaced":
        return gettext('"{name}" instead of "{written}". {reason}').format(
            name=name(verdict.played), written=name(str(verdict.written[0][1])), reason=verdict.reason
        )
    if verdict.action == "withheld":
        if verdict.until is None:
            return gettext("not played: {reason}").format(reason=verdict.reason)
        until = moment(verdict.until)
        return gettext("not played: {reason} Again from {moment}.").format(reason=verdict.reason, moment=until)
    return f"{_quoted(verdict, written)}: {verdict.played}. {verdict.reason}"


def verdict_lines(verdicts: Iterable[Verdict], *, limits: bool = False) -> list[str]:
    """Verdicts as lines, with the steps in front; what is said of many steps is one line. Perhaps with the limit."""
    return [
        f"{_together(several)}{f' [{several[0].limit}]' if limits else ''}" for several in _alike(verdicts).values()
    ]


def _alike(verdicts: Iterable[Verdict]) -> dict[object, list[Verdict]]:
    """Verdicts that make one line: those that say the same, and those that cut the same key to the same."""
    found: dict[object, list[Verdict]] = {}
    for each in verdicts:
        cut_alike = (each.limit, each.key, each.played, each.reason) if len(each.written) == 1 and each.each else ""
        if each.action == "replaced":
            cut_alike = (each.limit, each.action, each.action, each.reason)
        found.setdefault(cut_alike or (words(each), each.limit), []).append(each)
    return found


def _together(several: list[Verdict]) -> str:
    """One line for verdicts that are alike: "8 holds of 2–4 min are played for 60 s: steps 1–8. At most …"."""
    first, steps = several[0], _steps(several)
    if first.action == "replaced" and len(several) > 1:
        others = ", ".join(f'"{name(each.played)}"' for each in several)
        return gettext("{steps}: other moves for the same muscles: {others}. {reason}").format(
            steps=steps, others=others, reason=first.reason
        )
    if len(several) == 1 or not (first.each and len(first.written) == 1):
        return f"{steps and f'{steps}: '}{words(first)}"
    numbers = sorted(float(str(value)) for verdict in several for _, value in verdict.written)
    low, high = (_amount(first.limit, number) for number in (numbers[0], numbers[-1]))
    if low != high:
        unit = f" {high.partition(' ')[2]}"
        low = (
            f"{low.removesuffix(unit)}–{high}"
            if low.endswith(unit)
            else gettext("{low} to {high}").format(low=low, high=high)
        )
    pieces = count_of(*PIECES[first.each], sum(verdict.pieces for verdict in several))
    return gettext("{pieces} of {low} are played for {amount}: {steps}. {reason}").format(
        pieces=pieces, low=low, amount=_amount(first.limit, first.allowed), steps=steps, reason=first.reason
    )


def _steps(several: list[Verdict]) -> str:
    """The steps that something is said of, as in "steps 3, 5 and 7"; "" where the whole session is meant."""
    paths = list(dict.fromkeys(each.path for each in several if each.path))
    if not paths:
        return ""
    if len(paths) == 1:
        return gettext("step {number}").format(number=paths[0])
    numbers = [int(path) for path in paths if path.isdecimal()]
    if len(numbers) == len(paths) >= _RANGE and all(after == before + 1 for before, after in pairwise(numbers)):
        return gettext("steps {first}–{last}").format(first=paths[0], last=paths[-1])
    return gettext("steps {numbers}").format(numbers=listed(paths))


def _quoted(verdict: Verdict, written: Mapping[str, str]) -> str:
    """What a step has for the keys that are cut, and where that comes from, if not from the step itself."""
    given: Mapping[str, object] = {}
    if verdict.move is not None:
        # Imported here: few verdicts are about a move.
        from stretchplayer.catalog import moves

        given = moves()[verdict.move].step if verdict.move in moves() else {}
    called = given.get("name", verdict.move)
    parts = []
    for key, value in verdict.written:
        usual = _USUAL.get(key) == value and verdict.limit != "breath.hold"
        text = f"{key} = {written.get(key, _number(value))}"
        if key not in written and given.get(key) == value:
            text = gettext("{value} (as in {move})").format(value=text, move=name(str(called)))
        elif key not in written and usual:
            text = gettext("{value} (what is usual)").format(value=text)
        parts.append(text)
    return ", ".join(parts)


def _number(value: object) -> str:
    """A number of a step as a file would write it: 90, 8-10, 2-0-5-0, [15, 20, 30]."""
    match value:
        case Tempo(phases=(_, *_) as phases):
            return "-".join(f"{phase:g}" for phase in phases)
        case Held(ramp=(_, *_) as ramp):
            return f"[{', '.join(f'{each:g}' for each in ramp)}]"
        case Held(left=left, right=right) if right is not None:
            return f"{{ left = {left:g}, right = {right:g} }}"
        case SpanRange(most=most) | Count(most=most) if most > value:
            return f"{value:g}-{most:g}"
        case float():
            return spoken(value) if value >= _MINUTES and not value % 60 else f"{value:g}"
    return str(value)


def _amount(limit: str, value: float | None) -> str:
    unit = LIMITS[limit].unit if limit in LIMITS else "s"
    number = value or 0.0
    if unit == "s":
        return spoken(number) if number >= _LONG and number == round(number) else f"{number:g} s"
    return f"{number:g} {unit}" if unit in ("%", "°C") else f"{number:g}"


def _placed(verdicts: tuple[Verdict, ...], reading: Reading, file: str) -> Iterator[Problem]:
    """A problem for each verdict; the first of several that are alike says it for all of them."""
    for several in _alike(verdicts).values():
        # Only the author of a file can act on it.
        way = _WAYS.get(several[0].limit, "") if several[0].action != "warn" else ""
        together = "" if len(several) == 1 else f"{_together(several)}{way}"
        for number, verdict in enumerate(several):
            path: list[str | int] = []
            for part in (verdict.path or "").split("."):
                path += ["step", int(part) - 1]
            line, column = reading.place((*path, verdict.key) if verdict.key else tuple(path))
            written = {key: reading.places.written((*path, key)) for key, _ in verdict.written}
            yield Problem(
                file=file,
                line=line,
                column=column,
                severity="warning" if verdict.action == "warn" else "limit",
                message=f"{words(verdict, {key: text for key, text in written.items() if text})}{way}",
                key=verdict.key,
                step=verdict.path,
                limit=verdict.limit,
                together=together,
                said=number > 0,
                about="value" if verdict.action == "trimmed" else "",
                write=_allowed(verdict),
            )


def _allowed(verdict: Verdict) -> tuple[str, ...]:
    """What a file may have for the one number that was cut, so that nothing is cut; none where it is not just one."""
    if len(verdict.written) != 1 or not verdict.allowed:
        return ()
    ((key, value),) = verdict.written
    # A sum over several holds is not the number that is written.
    if key != verdict.key or not isinstance(value, int | float) or value != verdict.asked:
        return ()
    return (f"{int(verdict.allowed) or verdict.allowed:g}",)
