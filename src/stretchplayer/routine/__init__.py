"""Reads routines: TOML bytes to a `Routine`, or every `Problem` at once; the JSON Schema; the places of keys."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stretchplayer.routine.reader import Reading, load, read

__all__ = ["Reading", "load", "read", "schema"]


def __getattr__(name: str) -> object:
    """Import the reader when it is first used: it is slow, and some modules of this room are used without it."""
    if name == "load":
        from stretchplayer.routine.reader import load as found
    elif name in ("Reading", "read"):
        from stretchplayer.routine import reader

        found = getattr(reader, name)
    else:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return found


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a routine file, as JSON values."""
    from stretchplayer.routine import json_schema

    return json_schema.schema()
