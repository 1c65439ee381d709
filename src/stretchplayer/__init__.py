"""A guided stretching player for the terminal."""

__version__ = "0.1.0"
DISCLAIMER = "General information, not medical advice; not reviewed by a clinician."
