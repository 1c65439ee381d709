"""Reads routines: TOML bytes to a `Routine`, or every `Problem` at once; the JSON Schema; the places of keys."""

from stretchplayer.routine.opening import load
from stretchplayer.routine.reading import Reading, read
from stretchplayer.routine.schema import schema

__all__ = ["Reading", "load", "read", "schema"]
