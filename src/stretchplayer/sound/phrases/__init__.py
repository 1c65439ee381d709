"""The words of a session in every language that it can be spoken in."""

from stretchplayer.sound.phrases.duration import Units
from stretchplayer.sound.phrases.loader import LANGUAGES, load
from stretchplayer.sound.phrases.phrases import Filled, Phrases

__all__ = ["LANGUAGES", "Filled", "Phrases", "Units", "load"]
