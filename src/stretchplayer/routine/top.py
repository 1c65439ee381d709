"""Every fault of a document, from its first key to the last step."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from stretchplayer.model.duration import LONGEST, spoken
from stretchplayer.model.routine import MAX_SEGMENTS
from stretchplayer.routine import shown
from stretchplayer.routine.doses import defaults_warnings
from stretchplayer.routine.explain import explain
from stretchplayer.routine.fault import Faults
from stretchplayer.routine.fields import DEFAULTS, SOUND, TOP, TOP_KEYS, Fields
from stretchplayer.routine.keys import unknown_key, unknown_top_key
from stretchplayer.routine.moves import Moves
from stretchplayer.routine.own_limits import read_limits
from stretchplayer.routine.own_moves import move_faults
from stretchplayer.routine.sounds import sound_file_faults
from stretchplayer.routine.steps import step_faults

FORMAT: Final = 1
"""The version of the file format that this program reads."""
_NEEDED: Final = MappingProxyType(
    {
        "title": "every routine needs one, at the top of the file",
        "step": "a routine needs at least one [[step]]",
    }
)


def find_faults(document: Mapping[str, object]) -> Faults:
    """Every fault of a parsed file."""
    faults = Faults()
    if not _format_faults(document, faults):
        return faults
    for key, message in _NEEDED.items():
        if key not in document:
            faults.file(f"missing key `{key}`: {message}", key)
    moves = Moves(document.get("move"))
    for key, value in document.items():
        if key in TOP:
            explain(value, TOP[key], (key,), faults)
        elif key in TOP_KEYS:
            _structure(key, value, moves, faults)
        else:
            unknown_top_key((key,), faults)
    return faults


def size_fault(count: int, length: float) -> str | None:
    """What is wrong with a routine that unrolls to so many segments and seconds, if anything is."""
    parts = []
    if count > MAX_SEGMENTS:
        parts.append(f"{count:,} segments, at most {MAX_SEGMENTS:,} are allowed")
    if length > LONGEST:
        parts.append(f"{spoken(length)}, at most {spoken(LONGEST)} are allowed")
    return f"too long with all repetitions: {'; '.join(parts)}" if parts else None


def _structure(key: str, value: object, moves: Moves, faults: Faults) -> None:
    match key:
        case "defaults":
            _table("defaults", value, DEFAULTS, faults)
            defaults_warnings(value, faults)
        case "sound":
            _table("sound", value, SOUND, faults)
            sound_file_faults(value, faults)
        case "limits":
            read_limits(value, faults)
        case "move":
            move_faults(value, moves, faults)
        case "step":
            step_faults(value, ("step",), moves, faults)


def _format_faults(document: Mapping[str, object], faults: Faults) -> bool:
    """Whether the rest of the file can be judged: a file of another format follows rules we do not know."""
    if "format" not in document:
        faults.file(f"missing key `format`: write format = {FORMAT} at the top of the file", "format")
        return True
    written = document["format"]
    if isinstance(written, bool) or not isinstance(written, int):
        faults.value(("format",), f"format: not a whole number: {shown.value(written)} (write format = {FORMAT})")
        return True
    if written == FORMAT:
        return True
    faults.value(
        ("format",), f"format: this file says format {shown.value(written)}; this program reads format {FORMAT}"
    )
    return False


def _table(name: str, value: object, fields: Fields, faults: Faults) -> None:
    if not isinstance(value, dict):
        faults.value((name,), f"{name}: not a table: {shown.value(value)} (write [{name}])")
        return
    for key, inner in value.items():
        if key in fields:
            explain(inner, fields[key], (name, key), faults)
        else:
            unknown_key((name, key), fields, faults)
