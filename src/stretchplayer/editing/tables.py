"""Which table of a routine a place in its text belongs to, and the keys that this table may have."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

import tomli
from msgspec import NODEFAULT

from stretchplayer.editing.cursor_place import Place, region_at, values_of
from stretchplayer.editing.keys import Sort, step_order
from stretchplayer.editing.loose_toml import Names, Region, regions, statements_of, unquoted
from stretchplayer.model.figure import Figure, Limb, Pose, Prop
from stretchplayer.model.steps import KINDS
from stretchplayer.routine.fields import DEFAULTS, GROUP, OF_KIND, SOUND, TOP, Field, Fields, fields_of
from stretchplayer.routine.moves import INCLUDE_KEYS, Moves, Table

_FIGURE_PARTS: Final = {"start": Pose, "end": Pose, "through": Pose, "props": Prop}
_NOTHING: Final[Table] = {}
_LIMBS: Final = ("arms", "left_arm", "right_arm", "legs", "left_leg", "right_leg")


class TableHere(NamedTuple):
    """What is known of a table: its sort, for a step or move its kind ("" if unknown) and what its move gives.

    `fields` are the keys that it may have, in the order in which files usually have them.
    """

    sort: Sort
    kind: str
    base: Table
    fields: Fields
    moves: Moves


def table_here(text: str, line: int, place: Place) -> TableHere:
    """What is known of the table around a place that lies in this line of the text."""
    lines = text.split("\n")
    found = regions(lines)
    moves = Moves(_own_moves(lines, found))
    sort = _sort(place.names, place.values, _below(found, line), inline=place.header is None and bool(place.names))
    kind, base = "", _NOTHING
    if sort in ("step", "move"):
        base = moves.keys_of(unquoted(place.values.get("move", ""))) or _NOTHING
        if sort == "move" and len(place.names) > 1:
            base = moves.keys_of(place.names[1]) or _NOTHING
        own = unquoted(place.values.get("kind", ""))
        kind = own if own in KINDS else str(base.get("kind", "")) if not own else ""
    return TableHere(sort, kind, base, _fields(sort, kind), moves)


def _sort(names: Names, values: Mapping[str, str], below: Names, *, inline: bool) -> Sort:
    """The sort of a table by its names, its keys, and the names of the table below it."""
    if not names:
        return "top"
    if "figure" in names:
        return _part_of_figure(names[names.index("figure") + 1 :])
    if names[0] == "move":
        return "move" if len(names) == 2 else "other"  # noqa: PLR2004 - `move` and the name of one
    if names in (("defaults",), ("sound",)):
        return "defaults" if names[0] == "defaults" else "sound"
    if names[0] == "limits":
        return "limits"
    if names[-1] == "hold" or any(name != "step" for name in names):
        return "other"
    if "routine" in values:
        return "include"
    if {"kind", "move"} & values.keys():
        return "step"
    repeats = "step" in values or "repeat" in values
    return "group" if repeats or (not inline and below == (*names, "step")) else "step"


def _part_of_figure(names: Names) -> Sort:
    if not names:
        return "figure"
    if len(names) == 1 and names[0] in _FIGURE_PARTS:
        return "prop" if names[0] == "props" else "pose"
    return "limb" if names[-1] in _LIMBS else "other"


def _below(found: Sequence[Region], line: int) -> Names:
    """The names of the table below the one that a line belongs to."""
    here = found.index(region_at(found, line))
    following = found[here + 1].header if here + 1 < len(found) else None
    return following.names if following is not None else ()


def _own_moves(lines: Sequence[str], found: Sequence[Region]) -> dict[str, dict[str, object]]:
    """The moves of the file itself, with the keys that can be read."""
    own: dict[str, dict[str, object]] = {}
    for region in found:
        names = region.header.names if region.header is not None else ()
        if len(names) == 2 and names[0] == "move":  # noqa: PLR2004 - `move` and the name of one
            inner = "\n".join(lines[region.first : region.end])
            values = values_of(inner, statements_of(inner, names))
            own[names[1]] = {key: read for key, value in values.items() if (read := parsed(value)) is not None}
    return own


def parsed(value: str) -> object:
    """A value as it is written; None where it is no TOML."""
    try:
        return tomli.loads(f"value = {value}")["value"]
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return None


@cache
def _fields(sort: Sort, kind: str) -> Fields:
    if sort in ("step", "move"):
        found = _step_fields(kind)
        return {key: field for key, field in found.items() if sort == "step" or key != "move"}
    return _plain_tables().get(sort, {})


@cache
def _plain_tables() -> Mapping[Sort, Fields]:
    """The keys of the tables that are alike wherever they stand."""
    return {
        "top": {"format": _FORMAT, **TOP},
        "group": {key: field for key, field in GROUP.items() if key != "step"},
        "include": {key: _ROUTINE if key == "routine" else GROUP[key] for key in INCLUDE_KEYS},
        "defaults": DEFAULTS,
        "sound": SOUND,
        "figure": fields_of(Figure),
        "pose": fields_of(Pose),
        "limb": fields_of(Limb),
        "prop": fields_of(Prop),
    }


_KIND: Final = Field(key="kind", annotation=str, required=True, default=NODEFAULT)
_ROUTINE: Final = Field(key="routine", annotation=str, required=True, default=NODEFAULT)

_FORMAT: Final = Field(key="format", annotation=int, required=True, default=NODEFAULT)


def _step_fields(kind: str) -> Fields:
    """The keys of a step of a kind, in the order of a file; of all kinds, if it is not known."""
    every: dict[str, Field] = {}
    for each in (kind,) if kind in OF_KIND else OF_KIND:
        every = {**OF_KIND[each], **every}
    every["kind"] = _KIND
    return {key: every[key] for key in step_order(kind) if key in every}
