"""Every length that a routine can be fitted to, as drafts in order of length: a fixed list, whatever is asked for.

Shorter: first the work, all of it by the same share; then the rest between repetitions; then repetitions, sets and
rounds; and only then what the author marked as optional, the last of it first, because a session begins with what
prepares for it and ends with what is easiest to do without. Whatever is left out for ten minutes is left out for
eight as well. Longer: the work, then repetitions, sets and rounds; what only lies between never grows.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import Final

from stretchplayer.fitting import dials
from stretchplayer.fitting.draft import Draft, above
from stretchplayer.fitting.rules import Rules
from stretchplayer.model.steps import ContractRelax, Dynamic, Massage, Stretch

SLACK: Final = 10.0
"""A repetition or a step is not given up, nor one added, for fewer seconds than this."""
_MOST_SETS: Final = 3
"""Sets of movement, and rounds of a group, are not made more than this; no study names a number."""
_EPS: Final = 1e-6


def ladder(written: Draft, rules: Rules, fixed: frozenset[str]) -> tuple[list[Draft], int]:
    """All drafts from the shortest to the longest, and where among them the written one stands."""
    down = list(_down(written, rules, fixed))
    up = list(_up(written, rules, fixed))
    return [*reversed(down), written, *up], len(down)


def _down(written: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    least = written.seconds
    for number, base in enumerate(_shrunk(written, rules, fixed)):
        mark = least - (SLACK if number else 0.0)
        grown: list[Draft] = []
        if base.without:
            # Much is left out at once: what remains may have some of the time that this sets free.
            grown = list(takewhile(partial(_below, mark), _up(base, rules, fixed)))
        for draft in (*reversed(grown), base, *_shorter(base, rules, fixed)):
            if _below(mark, draft):
                least = mark = draft.seconds
                yield draft


def _below(mark: float, draft: Draft) -> bool:
    return draft.seconds < mark - _EPS


def _up(written: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    most = written.seconds
    for number, base in enumerate(_grown(written, rules, fixed)):
        mark = most + (SLACK if number else 0.0)
        for draft in (base, *_longer(base, rules, fixed)):
            if draft.seconds > mark + _EPS:
                most = mark = draft.seconds
                yield draft


def _longer(base: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    return _turned(base, dials.longer(base, fixed), rules.longer, later_first=False)


def _shorter(base: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    work, spare = dials.shorter(base, fixed)
    last = base
    for last in _turned(base, work, rules.shorter, later_first=True):
        yield last
    yield from _turned(last, spare, rules.shorter, later_first=True)


def _turned(
    draft: Draft, found: Sequence[dials.Dial], allowed: Callable[[Draft], bool], *, later_first: bool
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
        if not allowed(tried):
            del done[place]
            continue
        draft = tried
        yield draft
        done[place] += 1
        if done[place] == len(dial.values):
            del done[place]


def _shrunk(written: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    """The written routine with ever fewer repetitions, then with ever more left out."""
    draft = written
    yield draft
    while (fewer := _counted(draft, rules.shorter, fixed, -1)) is not None:
        draft = fewer
        yield draft
    twins = dials.sides(written)
    for path in reversed(written.score.optional):
        paths = twins.get(path, (path,))
        if any(not draft.without.isdisjoint((each, *above(each))) for each in paths):
            continue
        if not all(each in written.score.optional for each in paths):
            continue
        tried = draft.left_out(paths)
        if rules.left_out(tried):
            draft = tried
            yield draft


def _grown(written: Draft, rules: Rules, fixed: frozenset[str]) -> Iterator[Draft]:
    draft = written
    yield draft
    while (more := _counted(draft, rules.longer, fixed, 1)) is not None:
        draft = more
        yield draft


def _counted(draft: Draft, allowed: Callable[[Draft], bool], fixed: frozenset[str], by: int) -> Draft | None:
    """One repetition, set or round fewer or more, where there are the most or the fewest of them; None at the end."""
    tries: list[tuple[int, int, Draft]] = []
    twins = dials.sides(draft)
    for place, path in enumerate(draft.kept):
        step, paths = draft.steps[path], twins[path]
        key = "reps" if isinstance(step, Stretch | ContractRelax) else "sets"
        if not isinstance(step, Stretch | ContractRelax | Dynamic | Massage) or paths[0] != path:
            continue
        number = getattr(step, key)
        most = _MOST_SETS if isinstance(step, Dynamic) else number + by
        if fixed.isdisjoint(paths) and 1 <= number + by <= max(most, number):
            tries.append((number, place, draft.turned(paths, key, number + by)))
    for place, (path, number) in enumerate(draft.repeats.items()):
        inside = [each for each in draft.kept if path in above(each)]
        if inside and fixed.isdisjoint(inside) and 1 <= number + by <= max(_MOST_SETS, number):
            tries.append((number, place, draft.repeated(path, number + by)))
    tries.sort(key=lambda each: (by * each[0], by * each[1]))
    return next((tried for _, _, tried in tries if allowed(tried)), None)
