"""Every fault of a file's own moves, the ones that no step uses too."""

from typing import Final, cast

from msgspec import inspect

from stretchplayer.model.bounds import Name
from stretchplayer.routine import shown
from stretchplayer.routine.doses import twice_faults
from stretchplayer.routine.explain import text_faults
from stretchplayer.routine.fault import Faults, Path
from stretchplayer.routine.fields import ANY_KIND, KEYS
from stretchplayer.routine.keys import unknown_step_key
from stretchplayer.routine.kinds import explain_kind, is_kind
from stretchplayer.routine.moves import Moves, Table
from stretchplayer.routine.steps import explain_step_value

MOST_MOVES: Final = 200
"""Moves of its own that one file may have."""
_NAME: Final = cast("inspect.StrType", inspect.type_info(Name))


def move_faults(table: object, moves: Moves, faults: Faults) -> None:
    """Note every fault of what a file has under `[move]`."""
    if not isinstance(table, dict):
        faults.value(("move",), f"move: not a table: {shown.value(table)} (write your own moves as [move.NAME])")
        return
    if len(table) > MOST_MOVES:
        faults.value(("move",), f"move: {len(table):,} moves of its own, at most {MOST_MOVES} are allowed")
        return
    for name, own in table.items():
        path = ("move", name)
        for message in text_faults(name, _NAME):
            faults.key(path, f"the name of a move: {message}")
        if isinstance(own, dict):
            _move(own, path, moves.keys_of(name), faults)
        else:
            faults.key(path, f"move: not a table of keys: {shown.value(own)} (write [move.NAME])")


def _move(own: Table, path: Path, merged: Table | None, faults: Faults) -> None:
    kind = (merged or own).get("kind")
    known_kind = str(kind) if is_kind(kind) else None
    known = (KEYS[known_kind] if known_kind else ANY_KIND) - {"move"}
    for key, value in own.items():
        here = (*path, key)
        if key == "move":
            faults.key(here, "move: a move cannot name another move; write its keys out")
        elif key not in known:
            unknown_step_key(here, known_kind, known, faults, owner="move")
        elif key != "kind":
            explain_step_value(value, key, known_kind, here, faults)
        elif known_kind is None:
            explain_kind(value, here, faults)
    if known_kind == "dynamic":
        twice_faults(own, {key: (*path, key) for key in own}, faults)
