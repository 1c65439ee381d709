"""How long words take to be spoken, before a voice has spoken them.

Measured on the sentences of the catalogue with the voices that can be had: the slowest of them at its usual pace.
"""

from typing import Final

PAUSE: Final = 0.4
"""Seconds of quiet between two sentences: people follow better than without."""
_BEGINNING: Final = 0.2
"""Seconds that a sentence takes beside its letters."""
_LETTER: Final = {"en": 0.056, "de": 0.068, "es": 0.069, "fr": 0.055}
"""Seconds for each letter, by language."""
_SLOWEST: Final = max(_LETTER.values())


def speaking_time(text: str, language: str) -> float:
    """Seconds for a text with the pause after each of its sentences; 0.0 for no text."""
    if not text:
        return 0.0
    sentences = 1 + text.count(". ") + text.count("! ") + text.count("? ")
    return sentences * (_BEGINNING + PAUSE) + len(text) * _LETTER.get(language, _SLOWEST)
