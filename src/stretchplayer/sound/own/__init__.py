"""Sounds that a user brought along: found, decoded within bounds, and put in the place of built-in cues."""
