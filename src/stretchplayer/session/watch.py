"""When the alarm of heat and cold sounds: a minute after a question, and then until somebody answers."""

from math import inf
from typing import Final

ANSWER_WITHIN: Final = 60.0
"""Seconds to answer a question about the skin before the alarm sounds."""
ALARM_FOR: Final = 10.0
"""Seconds of alarm before heat or cold is ended by itself."""
ALARM_EVERY: Final = 15.0
"""Seconds between two alarms while something may still be on the skin."""
ALARM_LATER: Final = 60.0
"""The same, after the first minutes of it."""
ALARM_OFTEN_FOR: Final = 300.0


class Watch:
    """The next alarm is due `at` a monotonic second; with `question`, a look at the skin is still to be answered."""

    def __init__(self) -> None:
        self.at = self._first = inf
        self.question = False

    def ask(self, now: float) -> None:
        """Something was asked for: the alarm sounds when nobody answers in time."""
        self.at, self._first = now + ANSWER_WITHIN, inf

    def give_up_after(self, now: float) -> None:
        """It sounds, and after a while heat or cold is ended."""
        self._first, self.at = min(self._first, now), now + ALARM_FOR

    def sound_again_after(self, now: float) -> None:
        """It sounds, and will again."""
        self._first = min(self._first, now)
        self.at = now + (ALARM_EVERY if now - self._first < ALARM_OFTEN_FOR else ALARM_LATER)
