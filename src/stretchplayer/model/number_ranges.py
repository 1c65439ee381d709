"""What numbers and texts a routine file may hold: the one table of both ends of every number."""

from typing import Annotated, Final, NamedTuple

from msgspec import Meta


class NumberRange(NamedTuple):
    """What a number may be: `least` to `most`, and 0 as well where `or_zero`."""

    least: float
    most: float
    or_zero: bool = False

    def take(self, number: float) -> bool:
        """Whether `number` is allowed."""
        return self.least <= number <= self.most or (self.or_zero and number == 0)


LONGEST: Final = 4 * 3600.0
"""No routine may last longer than this, so no part of it may either; in seconds."""
SHORTEST: Final = 0.5
"""Shorter than this, nothing can be done or followed; in seconds."""

# Seconds.
SPAN: Final = NumberRange(SHORTEST, LONGEST)
"""What has to last some time: a hold, a duration, a contraction."""
PAUSE: Final = NumberRange(SHORTEST, LONGEST, or_zero=True)
"""What may be left out: getting ready, changing sides, a rest."""
BREATH: Final = NumberRange(SHORTEST, 60)
"""Breathing in, or out."""
BREATH_HELD: Final = NumberRange(SHORTEST, 60, or_zero=True)
TEMPO: Final = NumberRange(SHORTEST, 300)
"""One repetition of a movement."""

# Counts, scales, shares.
REPS: Final = NumberRange(1, 1000)
SETS: Final = NumberRange(1, 100)
SCALE: Final = NumberRange(0, 10)
PERCENT: Final = NumberRange(1, 100)
VOLUME: Final = NumberRange(0, 100)
DEGREES: Final = NumberRange(-20, 100)
OWN_LIMIT: Final = NumberRange(SHORTEST, 7 * 24 * 3600.0, or_zero=True)
"""A limit that a routine sets for itself, whatever its unit; its cap narrows this further."""

# Figures: metres, degrees of a turn, shares of a whole.
METRES: Final = NumberRange(-3, 3)
EXTENT: Final = NumberRange(0.01, 3)
TURN: Final = NumberRange(-360, 360)
SHARE: Final = NumberRange(0, 1)


# C0 and C1 controls (terminal escapes among them), line and paragraph separators, and the marks that
# turn the direction of writing round: none of them can be seen, all of them can change what is.
_UNSEEN: Final = "\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069"
# `$` would let a line break at the end through in Python but not in a JSON Schema; this lets none through in either.
_END: Final = "(?![\\s\\S])"
ONE_LINE: Final = f"^(?=.*\\S)[^{_UNSEEN}]*{_END}"
"""Pattern of a text on one line with something to see in it."""
LINES: Final = f"^[^{_UNSEEN}]*(?:\\r?\\n[^{_UNSEEN}]*)*{_END}"
"""Pattern of a text that may break lines; they are joined again when it is shown."""

TITLE_LENGTH: Final = 80
Title = Annotated[str, Meta(min_length=1, max_length=TITLE_LENGTH, pattern=ONE_LINE)]
NAME_LENGTH: Final = 60
Name = Annotated[str, Meta(min_length=1, max_length=NAME_LENGTH, pattern=ONE_LINE)]
Label = Annotated[str, Meta(min_length=1, max_length=120, pattern=ONE_LINE)]
PASSAGE_LENGTH: Final = 600
Passage = Annotated[str, Meta(max_length=PASSAGE_LENGTH, pattern=LINES)]


class Labels(tuple[str, ...]):
    """Short texts of one line each; a file may give one text instead of a list."""

    __slots__ = ()
