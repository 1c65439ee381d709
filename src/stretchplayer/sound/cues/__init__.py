"""Cues: the built-in sets, a user's own sound files, and when each is heard."""
