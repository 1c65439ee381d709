"""Other moves for the same muscles, in the place of those that a person's answers rule out."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from msgspec import structs

from stretchplayer.app.active_session import has_swap, swapped, used
from stretchplayer.app.move_facts import facts
from stretchplayer.caps import Profile
from stretchplayer.caps.refusals import Refusal, lies_flat, refuse
from stretchplayer.catalog import moves
from stretchplayer.model.muscles import expand
from stretchplayer.model.routine import Replaced, Routine, flat, step_name, walk
from stretchplayer.model.steps import Cold, Group, Heat, Step, Targeted
from stretchplayer.routine.moves import catalogue, muscles_of, several
from stretchplayer.routine.swaps import Swaps, alternatives

_NO_SWAPS: Final[Swaps] = MappingProxyType({})
_NO_ANSWERS: Final = Profile()
_AT_HAND: Final = frozenset({"chair", "wall"})
"""What is at hand wherever somebody exercises."""
_LYING: Final = frozenset({"lying-back", "lying-front", "lying-side"})


def with_substitutes(
    routine: Routine, text: bytes, profile: Profile, swaps: Swaps = _NO_SWAPS
) -> tuple[Routine, dict[str, str]]:
    """The routine for this person, and every move that takes the place of a step, by the step's place.

    `text` is that of the routine's file, `swaps` are moves that the person chose, which come first. A step that the
    answers rule out is replaced by the first of the moves that its author names, or else by a similar one that works
    on all its muscles. Where neither is for this person, the step stays, and the caps withhold it.
    """
    chosen = dict(swaps)
    made = swapped(text, routine, chosen) if chosen else routine
    if profile == _NO_ANSWERS:
        return made, chosen
    replaced = []
    for path, step in walk(made.step):
        if isinstance(step, Group) or path in swaps:
            continue
        refusal = refusal_of(step, profile)
        found = refusal and _substitute(made, text, profile, chosen, path, step)
        if refusal is None or not found:
            continue
        chosen[path] = found
        made = swapped(text, routine, chosen)
        new = dict(walk(made.step))[path]
        names = {"name": step_name(step), "instead": step_name(new)}
        replaced.append(Replaced(path=path, **names, limit=refusal.limit, reason=refusal.reason))
    return structs.replace(made, replaced=tuple(replaced)), chosen


def refusal_of(step: Step, profile: Profile) -> Refusal | None:
    """Why a step is not for this person; breathing and resting are always, but not in every position."""
    muscles = expand(step.target) if isinstance(step, Targeted) else ()
    return refuse(step, muscles, profile) or lies_flat(step, profile)


def ruled_out(profile: Profile | None) -> frozenset[str]:
    """The moves of the catalogue that are not for this person, or not in their position."""
    if profile is None or profile == _NO_ANSWERS:
        return frozenset()
    return frozenset(name for name in moves() if refusal_of(facts(name).step, profile) is not None)


def _substitute(routine: Routine, text: bytes, profile: Profile, swaps: Swaps, path: str, step: Step) -> str:
    """The move for this person that takes the place of a step best; "" where there is none."""
    if isinstance(step, Heat | Cold):
        # Which of the two helps is for the person to say, and what may follow is not the same.
        return ""
    had = used(routine)
    for move in dict.fromkeys((*_named(routine, step), *_similar(routine, step))):
        if move in had:
            continue
        made = swapped(text, routine, {**swaps, path: move})
        new = dict(walk(made.step)).get(path)
        if new is None or isinstance(new, Group) or not has_swap(made, path, move):
            continue
        if refusal_of(new, profile) is None:
            return move
    return ""


def _named(routine: Routine, step: Step) -> Iterator[str]:
    """The moves that the author of a routine names, or that a move brings along and that fit into the routine."""
    brought = several(catalogue().get(step.move or "", {}).get("instead"))
    there = _places(routine, step)
    for name in step.instead:
        if step.instead != brought or catalogue().get(name, {}).get("position") in there:
            yield name


def _similar(routine: Routine, step: Step) -> Iterator[str]:
    """Moves that work on all the muscles of a step and send nobody to another place or to fetch anything."""
    if not isinstance(step, Targeted):
        return
    wanted, there = set(expand(step.target)), _places(routine, step)
    things = _AT_HAND.union(*(each.needs for each in flat(routine.step)))
    for name in alternatives(step):
        move = catalogue().get(name, {})
        if move.get("position") in there and wanted <= set(muscles_of(move)) and things.issuperset(_needs(move)):
            yield name


def _places(routine: Routine, step: Step) -> set[str]:
    """The positions in which a substitute may be: those that the work of a routine has, and sitting.

    Where all the work is done lying, nobody has to get up for it; to breathe or to rest, one may sit down.
    """
    worked = {each.position for each in flat(routine.step) if isinstance(each, Targeted) and each.position}
    if not worked or not isinstance(step, Targeted):
        return {"sitting", *(each.position for each in flat(routine.step) if each.position)}
    return {*worked, "lying-side"} if worked <= _LYING else {*worked, "sitting"}


def _needs(move: Mapping[str, object]) -> tuple[str, ...]:
    return several(move.get("needs"))
