"""Reads routines: TOML bytes to a `Routine`, or every `Problem` at once; the JSON Schema; the places of keys."""
