"""A guided stretching player for the terminal."""

__version__ = "0.1.0"
