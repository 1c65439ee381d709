"""Steps that are read as if the file said something else: another move in the place of one, or nothing."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from stretchplayer.model.muscles import expand
from stretchplayer.model.steps import Step, Targeted
from stretchplayer.routine.moves import Moves, Swapped, catalogue, inherit, muscles_of

Swaps = Mapping[str, str]
"""The move that takes the place of each step, by the step's place: `2` or `2.1`."""
MOST: Final = 6
"""The most moves that are offered for one step."""
_DOSE: Final = (
    *("hold", "reps", "rest", "duration", "tempo", "sets", "contract", "effort"),
    *("discomfort", "pressure", "prepare", "until", "optional"),
)
"""What the routine says of a step, whichever move it is."""


def alternatives(step: Step, used: Collection[str] = ()) -> tuple[str, ...]:
    """The moves that may take the place of `step`, the best first: those that its author names, then similar ones.

    Similar moves are of the same kind, done on the same sides, and work on some of the same muscles; those that are
    `used` elsewhere come last.
    """
    if not isinstance(step, Targeted):
        return tuple(step.instead)
    wanted = set(expand(step.target))
    ranked: list[tuple[tuple[bool, int, int, str], str]] = []
    for name, move in catalogue().items():
        if move.get("kind") != step.kind or name == step.move or move.get("sides", "both") != step.sides:
            continue
        worked = set(muscles_of(move))
        if wanted & worked:
            ranked.append(((name in used, len(wanted - worked), len(worked - wanted), name), name))
    similar = [name for _, name in sorted(ranked) if name not in step.instead]
    return (*step.instead, *similar)[: max(MOST, len(step.instead))]


def put_in(document: dict[str, Any], swaps: Swaps) -> None:
    """Let steps of a parsed file name other moves; a place that holds no step stays as it is.

    What lies in another routine is handed on to where that is read.
    """
    moves = Moves(document.get("move"))
    for path, move in swaps.items():
        step, inner = _at(document.get("step"), path)
        if step is not None and inner:
            named = step["routine"]
            routine, others = named if isinstance(named, Swapped) else (named, {})
            step["routine"] = Swapped(routine, {**others, inner: move})
            continue
        if step is None or moves.keys_of(move) is None:
            continue
        base = moves.keys_of(step["move"]) if isinstance(step.get("move"), str) else None
        merged = inherit(base, step) if base is not None else step
        new = moves.keys_of(move) or {}
        kept = {key: merged[key] for key in _DOSE if key in merged} if new.get("kind") == merged.get("kind") else {}
        kept |= {key: step[key] for key in ("sides", "first", "short", "enabled") if key in step}
        step.clear()
        step.update({"move": move, **kept})


def _at(steps: object, path: str) -> tuple[dict[str, Any] | None, str]:
    """The table of the step at a place, as the file has it.

    Where the place lies in another routine, it is the step that names that, with the place inside.
    """
    found: object = None
    parts = path.split(".")
    for at, part in enumerate(parts, 1):
        number = int(part) - 1
        found = steps[number] if isinstance(steps, list) and 0 <= number < len(steps) else None
        if isinstance(found, dict) and "routine" in found:
            inner = ".".join(parts[at:])
            return (found, inner) if inner else (None, "")
        steps = found.get("step") if isinstance(found, dict) else None
    return (found, "") if isinstance(found, dict) and "step" not in found else (None, "")


def leave_out(document: dict[str, Any], numbers: Collection[str]) -> None:
    """Switch steps of a parsed file off, and forget what else they say."""
    for number in numbers:
        *above, last = (int(part) - 1 for part in number.split("."))
        steps = document.get("step")
        for index in above:
            steps = steps[index].get("step") if isinstance(steps, list) and index < len(steps) else None
        if isinstance(steps, list) and last < len(steps):
            steps[last] = {"kind": "rest", "duration": 1, "enabled": False}
