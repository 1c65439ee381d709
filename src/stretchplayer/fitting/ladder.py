"""Every length that a routine can be fitted to, as drafts in order of length: a fixed list, whatever is asked for.

Shorter: first how long each step is announced, and advice at the end, but not of a short form; then all work, by the
same share; then the rest between repetitions; then repetitions, sets and rounds; then what the author marked as
optional, the last first, because a session begins with what prepares for the rest of it; then whole steps, first the
one that adds least. What is left out for ten minutes is left out for eight as well. Longer: the work, then repetitions,
sets and rounds; the time between never grows.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile, zip_longest
from math import ceil, floor
from typing import Final, NamedTuple

from msgspec import structs

from stretchplayer.fitting.adjustments import Range, author_range, ranges, turned
from stretchplayer.fitting.draft import Draft, above
from stretchplayer.fitting.rules import Rules
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.muscles import OPPOSITES, expand
from stretchplayer.model.routine import MAX_SEGMENTS
from stretchplayer.model.steps import (
    Advice,
    Breathe,
    Cold,
    Common,
    ContractRelax,
    Heat,
    Massage,
    Movement,
    Rest,
    Stretch,
    Targeted,
)

SLACK: Final = 10.0
"""No repetition or step is removed or added to gain less than this, in seconds."""
_MOST_SETS: Final = 3
"""The most sets of movement, or rounds of a group, that fitting makes; no study names a number."""
_EPS: Final = 1e-6
_BY_WORTH: Final[tuple[type[Common], ...]] = (Rest, Advice, Breathe, Movement, Massage, ContractRelax, Stretch)
"""Kinds of steps, from what is missed least; a push where a hold does the same goes before it."""
GRAIN: Final = 30.0
"""The most seconds by which one notch changes the routine, unless a single second does more."""
_NOTCHES: Final = (60, 30, 15, 10, 5, 2, 1)
_FINEST_HOLDS: Final = (5, 2, 1)


class Dial(NamedTuple):
    """One number of one step, or of two that are each other's left and right; `values` lead away from the written."""

    paths: tuple[str, ...]
    key: str
    values: tuple[float, ...]


def ladder(written: Draft, rules: Rules, fixed: frozenset[str]) -> tuple[list[Draft], int]:
    """All drafts from the shortest to the longest, and the index of the written one."""
    down = list(_down(written, rules, fixed))
    up = list(_up(written, rules, fixed))
    return [*reversed(down), written, *up], len(down)


def _down(written: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    least, last = written.seconds, written
    short = written.original.routine.shortened
    # A short form may be all that the user ever plays of a routine: how its steps are done is said in full.
    for last in () if short else _quicker(written, rules, fixed):
        if _below(least, last):
            least = last.seconds
            yield last
    bases = list(_shrunk(last, rules, fixed))
    for number, (base, then) in enumerate(zip_longest(bases, bases[1:])):
        mark = least - (SLACK if number else 0.0)
        grown: list[Draft] = []
        if base.without and _below(mark, base):
            # Leaving out a step may free much time at once; the other steps may use some of it.
            grown = list(takewhile(partial(_below, mark), _up(base, rules, fixed)))
        fewer: Iterator[Draft] = _shorter(base, rules, fixed)
        if short and then is not None and not then.without:
            # A hold less is missed less than half of each: doses shrink only as far as that would not reach.
            fewer = takewhile(partial(_above, then.seconds + SLACK), fewer)
        for draft in (*reversed(grown), base, *fewer):
            if _below(mark, draft):
                least = mark = draft.seconds
                yield draft


def _below(mark: float, draft: Draft) -> bool:
    return draft.seconds < mark - _EPS


def _above(mark: float, draft: Draft) -> bool:
    return draft.seconds > mark + _EPS


def _up(written: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    most = written.seconds
    for number, base in enumerate(_grown(written, rules, fixed)):
        mark = most + (SLACK if number else 0.0)
        for draft in (base, *_turned(base, _dials(base, fixed, _steps_up), rules.longer, later_first=False)):
            if draft.seconds > mark + _EPS:
                most = mark = draft.seconds
                yield draft


def _quicker(written: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    """Announced ever more briefly; then with less advice after all work. Both begin at the end of the session."""
    last = written
    for path in reversed(written.kept):
        tried = last.briefly(known_as(written.steps[path]))
        if _below(last.seconds, tried):
            last = tried
            yield last
    dials = [
        dial
        for dial in _dials(last, fixed, _steps_down, spare=True)
        if all(isinstance(written.steps[path], Advice) for path in dial.paths)
    ]
    for tried in _turned(last, dials, rules.shorter, later_first=True):
        last = tried
        yield last
    for path in reversed(_closing(written)):
        tried = last.left_out((path,))
        if not _stays(written, path) and rules.left_out(tried):
            last = tried
            yield last


def _closing(draft: Draft) -> tuple[str, ...]:
    """The advice that comes after all work."""
    at = max((number for number, path in enumerate(draft.kept) if _works(draft, path)), default=len(draft.kept))
    return tuple(path for path in draft.kept[at + 1 :] if isinstance(draft.steps[path], Advice))


def _works(draft: Draft, path: str) -> bool:
    return isinstance(draft.steps[path], Targeted)


def _stays(draft: Draft, path: str) -> bool:
    """Whether this is advice on when to see a doctor: it goes after what is optional."""
    step = draft.steps[path]
    return isinstance(step, Advice) and step.topic in ("professional", "medication")


def _shorter(base: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    last = base
    for last in _turned(base, _dials(base, fixed, _steps_down), rules.shorter, later_first=True):
        yield last
    yield from _turned(last, _dials(base, fixed, _steps_down, spare=True), rules.shorter, later_first=True)


def _turned(
    draft: Draft,
    found: Sequence[Dial],
    allowed: Callable[[Draft, tuple[str, ...]], bool],
    *,
    later_first: bool,
) -> Iterator[Draft]:
    """Turn the dials notch by notch, always the one that has been turned by the smallest share."""
    done = dict.fromkeys(range(len(found)), 0)
    while done:
        place = min(
            done,
            key=lambda each: ((done[each] + 0.5) / len(found[each].values), -each if later_first else each),
        )
        dial = found[place]
        tried = draft.turned(dial.paths, dial.key, dial.values[done[place]])
        if not allowed(tried, dial.paths):
            del done[place]
            continue
        draft = tried
        yield draft
        done[place] += 1
        if done[place] == len(dial.values):
            del done[place]


def _shrunk(written: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    """The routine with ever fewer repetitions, then with ever more left out."""
    draft = written
    yield draft
    while (fewer := _counted(draft, rules.shorter, fixed, -1)) is not None:
        draft = fewer
        yield draft
    pairs = paired_sides(written)
    optional = written.original.optional
    for path in reversed(optional):
        paths = pairs.get(path, (path,))
        if any(not draft.without.isdisjoint((each, *above(each))) for each in paths):
            continue
        if written.original.withheld.intersection(paths):
            continue
        if not all(each in optional for each in paths):
            continue
        tried = draft.left_out(paths)
        if rules.left_out(tried):
            draft = tried
            yield draft
    while (fewer := _without_one(draft, rules, pairs)) is not None:
        draft = fewer
        yield draft


def _without_one(draft: Draft, rules: Rules, pairs: dict[str, tuple[str, ...]]) -> Draft | None:
    """Without the step that adds least, and its other side; None where nothing more can be left out."""
    units = {pairs[path]: None for path in draft.kept if _may_go(draft, path)}
    reached = Counter(muscle for paths in units for muscle in _muscles(draft, paths))
    order = sorted(units, key=lambda paths: _adds(draft, paths, reached))
    return next(filter(rules.left_out, map(draft.left_out, order)), None)


def _may_go(draft: Draft, path: str) -> bool:
    """Whether a step may be left out though its author did not say so: what a session is about stays."""
    step = draft.steps[path]
    if isinstance(step, Advice):
        return path in _closing(draft)
    return not isinstance(step, Heat | Cold) and not _apart(draft, path)


def _muscles(draft: Draft, paths: tuple[str, ...]) -> frozenset[str]:
    """The muscles that a step works on; none where it only warms up for a hold."""
    step = draft.steps[paths[0]]
    if not isinstance(step, Targeted) or _warms_up(draft, paths[0]):
        return frozenset()
    return frozenset(expand(step.target))


def _warms_up(draft: Draft, path: str) -> bool:
    """Whether this is movement before a hold."""
    after = draft.kept[draft.kept.index(path) :]
    return isinstance(draft.steps[path], Movement) and any(
        isinstance(draft.steps[each], Stretch | ContractRelax) for each in after
    )


def _adds(draft: Draft, paths: tuple[str, ...], reached: Counter[str]) -> tuple[int, int, int, float, int]:
    """How much a step adds: muscles that nothing else reaches, the kind of work, in how little time; a later one least.

    Of a warm-up, what moves the muscles that are held after it, and those that pull against them, adds most.
    """
    step, place = draft.steps[paths[0]], draft.kept.index(paths[-1])
    alone = sum(reached[muscle] == 1 for muscle in _muscles(draft, paths))
    kind = next((number for number, each in enumerate(_BY_WORTH) if isinstance(step, each)), 0)
    if alone and isinstance(step, ContractRelax):
        kind = len(_BY_WORTH)
    for_later = 0
    if isinstance(step, Movement):
        held = draft.held
        targets = set(expand(step.target))
        for_later = len(held & targets) + sum(
            bool(held & one and targets & other) for pair in OPPOSITES for one, other in (pair, pair[::-1])
        )
    return alone, kind, for_later, -draft.original.part(paths[0], draft.original.steps[paths[0]]).seconds, -place


def _grown(written: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    draft = written
    yield draft
    while (more := _counted(draft, rules.longer, fixed, 1)) is not None:
        draft = more
        yield draft


def _counted(draft: Draft, allowed: Callable[[Draft], bool], fixed: frozenset[str], by: int) -> Draft | None:
    """One repetition, set or round fewer where there are most, or more where there are fewest; None at the end."""
    tries: list[tuple[int, int, Draft]] = []
    pairs = paired_sides(draft)
    for place, path in enumerate(draft.kept):
        step, paths = draft.steps[path], pairs[path]
        key = "reps" if isinstance(step, Stretch | ContractRelax) else "sets"
        if not isinstance(step, Stretch | ContractRelax | Movement | Massage) or paths[0] != path:
            continue
        number = getattr(step, key)
        if fixed.isdisjoint(paths) and number + by in _numbers(draft, path, key):
            tries.append((number, place, draft.turned(paths, key, number + by)))
    for place, (path, number) in enumerate(draft.repeats.items()):
        inside = [each for each in draft.kept if path in above(each)]
        if inside and fixed.isdisjoint(inside) and 1 <= number + by <= max(_MOST_SETS, number):
            tries.append((number, place, draft.repeated(path, number + by)))
    tries.sort(key=lambda each: (by * each[0], by * each[1]))
    return next((tried for _, _, tried in tries if allowed(tried)), None)


def _numbers(draft: Draft, path: str, key: str) -> range:
    """How many repetitions or sets a step may have."""
    step, written = draft.steps[path], getattr(draft.original.steps[path], key)
    if isinstance(step, Stretch | ContractRelax) and step.hold.ramp:
        return range(written, written + 1)
    most = author_range(written)
    if most is not None:
        return range(written, int(most) + 1)
    return range(1, 1 + (max(_MOST_SETS, written) if isinstance(step, Movement) else MAX_SEGMENTS))


def _dials(
    draft: Draft, fixed: frozenset[str], steps: Callable[[Range, float], Iterator[float]], *, spare: bool = False
) -> tuple[Dial, ...]:
    """The numbers of the work, or of the `spare` time between, that `steps` can change; none at the paths `fixed`."""
    found = [
        Dial(paths, span.key, tuple(steps(span, _notch(draft, paths, span))))
        for paths, span in _found(draft, fixed)
        if span.spare is spare
    ]
    return tuple(dial for dial in found if dial.values)


def paired_sides(draft: Draft) -> dict[str, tuple[str, ...]]:
    """For each step, the steps that change with it: a left one and the right one that is just like it."""
    waiting: dict[tuple[str, Targeted], list[str]] = {}
    found: dict[str, tuple[str, ...]] = {path: (path,) for path in draft.steps}
    for path, step in draft.original.steps.items():
        if not isinstance(step, Targeted) or step.sides not in ("left", "right"):
            continue
        other = "right" if step.sides == "left" else "left"
        group = ".".join(path.split(".")[:-1])
        partner = waiting.get((f"{group} {other}", _bare(step)))
        if partner:
            one = partner.pop(0)
            found[one] = found[path] = (one, path)
        else:
            waiting.setdefault((f"{group} {step.sides}", _bare(step)), []).append(path)
    return found


def _found(draft: Draft, fixed: frozenset[str]) -> list[tuple[tuple[str, ...], Range]]:
    person, defaults = draft.original.person, draft.original.defaults
    pairs, kept = paired_sides(draft), draft.playing
    found = []
    for path in draft.kept:
        paths = pairs[path]
        if paths[0] == path and fixed.isdisjoint(paths) and kept.issuperset(paths) and not _apart(draft, path):
            found += [(paths, span) for span in ranges(draft.steps[path], person, defaults[path])]
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
    one = sum(draft.times(path) for path in paths) * _seconds_of_one(draft, paths[0], span)
    counted = span.key == "reps"
    if counted:
        return max(1.0, floor(GRAIN / one + _EPS)) if one else 1.0
    notches = _FINEST_HOLDS if isinstance(step, Stretch | ContractRelax) else _NOTCHES
    return float(next((notch for notch in notches if notch * one <= GRAIN + _EPS), 1))


def _seconds_of_one(draft: Draft, path: str, span: Range) -> float:
    """How much longer the step becomes for one more of the number."""
    # Measured at the least value, where no cap cuts anything off yet.
    here, there = (
        draft.original.part(path, turned(draft.steps[path], span.key, value)).seconds
        for value in (span.least, span.least + 1)
    )
    return there - here


def _steps_down(span: Range, notch: float) -> Iterator[float]:
    value = span.now
    while value > span.least + _EPS:
        value = max(span.least, (ceil(value / notch - _EPS) - 1) * notch)
        yield value


def _steps_up(span: Range, notch: float) -> Iterator[float]:
    value = span.now
    while value < span.most - _EPS:
        value = min(span.most, (floor(value / notch + _EPS) + 1) * notch)
        yield value


def _bare(step: Targeted) -> Targeted:
    """A step without its side and its texts, to compare left and right."""
    return structs.replace(step, sides="both", first="left", name=None, say=None, how=None, caution=None)
