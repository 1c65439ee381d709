"""Reads routines: TOML bytes to a `Routine`, or every `Problem` at once; the JSON Schema; the places of keys."""

from typing import Any

from stretchplayer.routine.opening import load
from stretchplayer.routine.reading import Reading, read

__all__ = ["Reading", "load", "read", "schema"]


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a routine file, as JSON values."""
    from stretchplayer.routine import json_schema

    return json_schema.schema()
