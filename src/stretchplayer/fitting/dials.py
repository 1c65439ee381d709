"""The numbers that can be turned to fit a routine, in notches that people can follow."""

from math import ceil, floor
from typing import Final, NamedTuple

from msgspec import structs

from stretchplayer.fitting.adjustments import Range, ranges, turned
from stretchplayer.fitting.draft import Draft
from stretchplayer.model.steps import Cold, ContractRelax, Heat, Rest, Step, Stretch, Targeted

GRAIN: Final = 30.0
"""One notch makes the routine at most so many seconds longer or shorter, unless a single second does more."""
_NOTCHES: Final = (60, 30, 15, 10, 5, 2, 1)
_FINEST_HOLDS: Final = (5, 2, 1)
_EPS: Final = 1e-6


class Dial(NamedTuple):
    """One number of one step, or of two that are each other's left and right; `values` lead away from the written."""

    paths: tuple[str, ...]
    key: str
    values: tuple[float, ...]


def shorter(draft: Draft, fixed: frozenset[str]) -> tuple[tuple[Dial, ...], tuple[Dial, ...]]:
    """What can be made shorter: the work first, then the time between. Nothing at the places `fixed` is touched."""
    work: list[Dial] = []
    spare: list[Dial] = []
    for paths, span in _found(draft, fixed):
        values = _down(span, _notch(draft, paths, span))
        if values:
            (spare if span.spare else work).append(Dial(paths, span.key, values))
    return tuple(work), tuple(spare)


def longer(draft: Draft, fixed: frozenset[str]) -> tuple[Dial, ...]:
    """What can be made longer: only the work."""
    found = [
        Dial(paths, span.key, _up(span, _notch(draft, paths, span)))
        for paths, span in _found(draft, fixed)
        if not span.spare
    ]
    return tuple(dial for dial in found if dial.values)


def sides(draft: Draft) -> dict[str, tuple[str, ...]]:
    """For each step, those that have to go along with it: a left one and the right one that is just like it."""
    waiting: dict[tuple[str, Targeted], list[str]] = {}
    found: dict[str, tuple[str, ...]] = {path: (path,) for path in draft.steps}
    for path, step in draft.score.steps.items():
        if not isinstance(step, Targeted) or step.sides not in ("left", "right"):
            continue
        other = "right" if step.sides == "left" else "left"
        group = ".".join(path.split(".")[:-1])
        twin = waiting.get((f"{group} {other}", _bare(step)))
        if twin:
            one = twin.pop(0)
            found[one] = found[path] = (one, path)
        else:
            waiting.setdefault((f"{group} {step.sides}", _bare(step)), []).append(path)
    return found


def _found(draft: Draft, fixed: frozenset[str]) -> list[tuple[tuple[str, ...], Range]]:
    person, defaults = draft.score.person, draft.score.routine.defaults
    twins, kept = sides(draft), set(draft.kept)
    found = []
    for path in draft.kept:
        paths = twins[path]
        if paths[0] == path and fixed.isdisjoint(paths) and kept.issuperset(paths) and not _apart(draft, path):
            found += [(paths, span) for span in ranges(draft.steps[path], person, defaults)]
    return found


def _apart(draft: Draft, path: str) -> bool:
    """Whether this is a rest that keeps heat or cold away from what comes after it."""
    if not isinstance(draft.steps[path], Rest):
        return False
    place = draft.kept.index(path)
    before, after = draft.kept[:place], draft.kept[place + 1 :]
    return any(isinstance(draft.steps[each], Heat | Cold) for each in before) and any(
        isinstance(draft.steps[each], Targeted) for each in after
    )


def _notch(draft: Draft, paths: tuple[str, ...], span: Range) -> float:
    """The largest notch that is fine enough."""
    step = draft.steps[paths[0]]
    one = sum(draft.times(path) for path in paths) * _seconds_of_one(draft, step, span)
    counted = span.key == "reps"
    if counted:
        return max(1.0, floor(GRAIN / one + _EPS)) if one else 1.0
    notches = _FINEST_HOLDS if isinstance(step, Stretch | ContractRelax) else _NOTCHES
    return float(next((notch for notch in notches if notch * one <= GRAIN + _EPS), 1))


def _seconds_of_one(draft: Draft, step: Step, span: Range) -> float:
    """How much longer one more of the number makes the step."""
    # At the least nothing is cut off by a cap yet, so this is what one more really is.
    here, there = (draft.score.part(turned(step, span.key, value)).seconds for value in (span.least, span.least + 1))
    return there - here


def _down(span: Range, notch: float) -> tuple[float, ...]:
    values = []
    value = span.now
    while value > span.least + _EPS:
        value = max(span.least, (ceil(value / notch - _EPS) - 1) * notch)
        values.append(value)
    return tuple(values)


def _up(span: Range, notch: float) -> tuple[float, ...]:
    values = []
    value = span.now
    while value < span.most - _EPS:
        value = min(span.most, (floor(value / notch + _EPS) + 1) * notch)
        values.append(value)
    return tuple(values)


def _bare(step: Targeted) -> Targeted:
    """A step without its side and its words: what its other side must be like."""
    return structs.replace(step, sides="both", first="left", name=None, say=None, how=None, caution=None)
