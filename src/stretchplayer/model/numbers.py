"""The least and the greatest value of every number that a routine file may hold: the one table of both."""

from typing import Final, NamedTuple


class Bounds(NamedTuple):
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
SPAN: Final = Bounds(SHORTEST, LONGEST)
"""What has to last some time: a hold, a duration, a contraction."""
PAUSE: Final = Bounds(SHORTEST, LONGEST, or_zero=True)
"""What may be left out: getting ready, changing sides, a rest."""
BREATH: Final = Bounds(SHORTEST, 60)
"""Breathing in, or out."""
BREATH_HELD: Final = Bounds(SHORTEST, 60, or_zero=True)
TEMPO: Final = Bounds(SHORTEST, 300)
"""One repetition of a movement."""

# Counts, scales, shares.
REPS: Final = Bounds(1, 1000)
SETS: Final = Bounds(1, 100)
SCALE: Final = Bounds(0, 10)
PERCENT: Final = Bounds(1, 100)
VOLUME: Final = Bounds(0, 100)
DEGREES: Final = Bounds(-20, 100)
OWN_LIMIT: Final = Bounds(SHORTEST, 7 * 24 * 3600.0, or_zero=True)
"""A limit that a routine sets for itself, whatever its unit; its cap narrows this further."""

# Figures: metres, degrees of a turn, shares of a whole.
METRES: Final = Bounds(-3, 3)
EXTENT: Final = Bounds(0.01, 3)
TURN: Final = Bounds(-360, 360)
SHARE: Final = Bounds(0, 1)
