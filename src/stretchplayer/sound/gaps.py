"""The free time between sounds, and what fits into it."""

from bisect import insort
from math import inf
from typing import Final

BEFORE: Final = 0.06
"""Seconds of quiet between the end of a word and a cue."""
AFTER: Final = 0.12
"""Seconds of quiet between a sound and the word after it."""


class Gaps:
    """Time, of which parts are taken; all times in seconds."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def take(self, at: float, length: float) -> None:
        """Nothing else may sound from `at` on for `length`."""
        insort(self._taken, (at, at + length))

    def first(self, length: float, earliest: float, latest: float) -> float | None:
        """The first instant from `earliest` on where `length` fits in before `latest`; None where there is none."""
        at = earliest
        for begins, ends in self._taken:
            if begins >= at + length + BEFORE:
                break
            at = max(at, ends + AFTER)
        return at if at + length + BEFORE <= latest or latest == inf else None
