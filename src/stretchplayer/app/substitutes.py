"""Other moves for the same muscles, in the place of those that a person's answers rule out."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from msgspec import structs

from stretchplayer.app.active_session import has_swap, swapped, used
from stretchplayer.caps import Profile
from stretchplayer.caps.refusals import Refusal, lies_flat, refuse
from stretchplayer.model.muscles import expand
from stretchplayer.model.routine import Replaced, Routine, flat, step_name, walk
from stretchplayer.model.steps import Cold, Group, Heat, Step, Targeted
from stretchplayer.routine.moves import catalogue, muscles_of, several
from stretchplayer.routine.swaps import Swaps, alternatives

_NO_SWAPS: Final[Swaps] = MappingProxyType({})
_NO_ANSWERS: Final = Profile()
_AT_HAND: Final = frozenset({"chair", "wall"})
"""What is at hand wherever the user exercises."""


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
        refusal = _refusal(step, profile)
        found = refusal and _substitute(made, text, profile, chosen, path, step)
        if refusal is None or not found:
            continue
        chosen[path] = found
        made = swapped(text, routine, chosen)
        new = dict(walk(made.step))[path]
        names = {"name": step_name(step), "instead": step_name(new)}
        replaced.append(Replaced(path=path, **names, limit=refusal.limit, reason=refusal.reason))
    return structs.replace(made, replaced=tuple(replaced)), chosen


def _refusal(step: Step, profile: Profile) -> Refusal | None:
    """Why a step is not for this person; breathing and resting are always, but not in every position."""
    muscles = expand(step.target) if isinstance(step, Targeted) else ()
    return refuse(step, muscles, profile) or lies_flat(step, profile)


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
        if _refusal(new, profile) is None:
            return move
    return ""


def _named(routine: Routine, step: Step) -> Iterator[str]:
    """The moves that the author of a routine names, or that a move brings along and that fit into the routine."""
    brought = several(catalogue().get(step.move or "", {}).get("instead"))
    there = _places(routine)
    for name in step.instead:
        if step.instead != brought or catalogue().get(name, {}).get("position") in there:
            yield name


def _similar(routine: Routine, step: Step) -> Iterator[str]:
    """Moves that work on all the muscles of a step and send nobody to another place or to fetch anything."""
    if not isinstance(step, Targeted):
        return
    wanted, there = set(expand(step.target)), _places(routine)
    things = _AT_HAND.union(*(each.needs for each in flat(routine.step)))
    for name in alternatives(step):
        move = catalogue().get(name, {})
        if move.get("position") in there and wanted <= set(muscles_of(move)) and things.issuperset(_needs(move)):
            yield name


def _places(routine: Routine) -> set[str]:
    """The positions that a routine has anyway; sitting is possible wherever the user stands or lies."""
    return {"sitting", *(each.position for each in flat(routine.step) if each.position)}


def _needs(move: Mapping[str, object]) -> tuple[str, ...]:
    return several(move.get("needs"))
