"""Reads the steps of a file in one pass, as long as nothing is wrong with them."""

from typing import Any

from stretchplayer.model.number_ranges import NAME_LENGTH
from stretchplayer.model.routine import MAX_SEGMENTS
from stretchplayer.model.steps import DEEPEST
from stretchplayer.routine.faults import Faults
from stretchplayer.routine.key_checks import dosed, odd_forms
from stretchplayer.routine.moves import (
    INCLUDE_KEYS,
    Moves,
    NotIncluded,
    Table,
    fill,
    inherit,
    name_for,
    ready_made,
)


class NeedsFullRead(Exception):
    """Something is wrong, or may be: every fault has to be looked for."""


def _base(moves: Moves, name: str, own: dict[str, Any]) -> Table | None:
    """The keys of a move. What a step of another kind takes of them must be compared as the file would write it."""
    return moves.keys_of(name) if "kind" in own or name in moves.local else ready_made().get(name)


class StepsReader:
    """Puts moves into the steps that name them, marks groups, names the nameless."""

    def __init__(self, moves: Moves, faults: Faults) -> None:
        self._moves, self._faults = moves, faults
        self._count = 0

    def prepare(self, steps: list[Any], depth: int) -> bool:
        """Make a list of steps ready; whether one of them deserves a warning."""
        warned = False
        for index, own in enumerate(steps):
            if type(own) is not dict:
                raise NeedsFullRead
            if "routine" in own:
                steps[index] = self._included(own)
                continue
            if "step" in own:
                inner = own["step"]
                if depth == DEEPEST or "kind" in own or type(inner) is not list:
                    raise NeedsFullRead
                own["kind"] = "group"
                warned |= self.prepare(inner, depth + 1)
                continue
            self._count += 1
            if self._count > MAX_SEGMENTS:
                raise NeedsFullRead
            steps[index], odd = self._step(own)
            warned |= odd
        return warned

    def _known(self, names: object) -> bool:
        every = names if isinstance(names, list) else [names]
        return all(isinstance(name, str) and self._moves.keys_of(name) is not None for name in every)

    def _included(self, own: dict[str, Any]) -> dict[str, Any]:
        """The group that a step with another routine stands for."""
        if not own.keys() <= set(INCLUDE_KEYS):
            raise NeedsFullRead
        try:
            included = self._moves.include(own.pop("routine"))
        except NotIncluded:
            raise NeedsFullRead from None
        self._count += included.segments
        if self._count > MAX_SEGMENTS:
            raise NeedsFullRead
        taken = {"kind": "group", "step": included.step, "defaults": included.defaults}
        return {"name": included.title[:NAME_LENGTH], **own, **taken}

    def _step(self, own: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """A step with the keys of its move, and with a name; and whether it deserves a warning."""
        step, base = own, None
        if "move" in own:
            name = own["move"]
            base = _base(self._moves, name, own) if type(name) is str else None
            if base is None:
                raise NeedsFullRead
            step = inherit(base, own)
        fill(step, own if step is not own else dict(own), self._moves.defaults)
        if not dosed(step):
            raise NeedsFullRead
        if "instead" in own and not self._known(own["instead"]):
            raise NeedsFullRead
        # The figure of a move has been looked at where the move is.
        if "figure" in own:
            from stretchplayer.routine.figure_checks import figure_faults

            if not figure_faults(own["figure"], (), self._faults):
                raise NeedsFullRead
        odd = next(odd_forms(step, own, base, self._faults.spelling), None) is not None
        if "name" not in step:
            step["name"] = name_for(step)
        return step, odd
