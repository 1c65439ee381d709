"""The fast path through a file without faults: one pass over the parsed tables, no explanations."""

from typing import Any, Final

import msgspec

from stretchplayer.model.routine import MAX_SEGMENTS, Routine
from stretchplayer.model.steps import DEEPEST
from stretchplayer.routine.checks import FORMAT, move_faults
from stretchplayer.routine.faults import Faults
from stretchplayer.routine.fields import read_value
from stretchplayer.routine.figure_checks import figure_faults, sound_file_faults
from stretchplayer.routine.key_checks import dosed, long_default, odd_forms
from stretchplayer.routine.moves import Moves, Table, inherit, name_for, ready_made
from stretchplayer.routine.own_limits import read_limits

_RARE: Final = frozenset({"move", "limits", "sound"})
_FILLED_IN: Final = frozenset({"file", "digest", "without"})
_NO_MOVES: Final = Moves(None)


class NeedsFullRead(Exception):
    """Something is wrong, or may be; the long way finds out what."""


def read_fast(document: dict[str, Any], file: str, digest: str) -> tuple[Routine, bool]:
    """The routine in a parsed file, and whether it deserves warnings; Suspect if it has a fault.

    `document` is changed on the way and of no use afterwards.
    """
    steps = document.get("step")
    version = document.pop("format", None)
    if type(version) is not int or version != FORMAT or type(steps) is not list or not _FILLED_IN.isdisjoint(document):
        raise NeedsFullRead
    faults = Faults()
    moves = _NO_MOVES if _RARE.isdisjoint(document) else _rare(document, faults)
    warned = _Steps(moves, faults).prepare(steps, 0)
    warned |= long_default(document.get("defaults"))
    document["file"] = file
    document["digest"] = digest
    try:
        return msgspec.convert(document, Routine, dec_hook=read_value), warned
    except msgspec.ValidationError:
        raise NeedsFullRead from None


def _rare(document: dict[str, Any], faults: Faults) -> Moves:
    """Check what few files have, with the rules of the long way; the moves of the file."""
    local = document.pop("move", None)
    moves = _NO_MOVES if local is None else Moves(local)
    if local is not None:
        move_faults(local, moves, faults)
    if "limits" in document:
        document["limits"] = read_limits(document["limits"], faults)
    sound_file_faults(document.get("sound"), faults)
    if faults.found:
        raise NeedsFullRead
    return moves


def _base(moves: Moves, name: str, own: dict[str, Any]) -> Table | None:
    """The keys of a move. What a step of another kind takes of them must be compared as the file would write it."""
    return moves.keys_of(name) if "kind" in own or name in moves.local else ready_made().get(name)


class _Steps:
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

    def _step(self, own: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """A step with the keys of its move, and with a name; and whether it deserves a warning."""
        step, base = own, None
        if "move" in own:
            name = own["move"]
            base = _base(self._moves, name, own) if type(name) is str else None
            if base is None:
                raise NeedsFullRead
            step = inherit(base, own)
        if step.get("kind") == "dynamic" and not dosed(step):
            raise NeedsFullRead
        # The figure of a move has been looked at where the move is.
        if "figure" in own and not figure_faults(own["figure"], (), self._faults):
            raise NeedsFullRead
        odd = any(True for _ in odd_forms(step, own, base, self._faults.spelling))
        if "name" not in step:
            step["name"] = name_for(step)
        return step, odd
