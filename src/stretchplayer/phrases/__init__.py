"""What is shown and spoken during a session, by language."""

from stretchplayer.phrases.languages import LANGUAGES, Phrases, load

__all__ = ["LANGUAGES", "Phrases", "load"]
