"""Puts words into the gaps between cues, each once, and one after the other."""

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Final

from msgspec import Struct

from stretchplayer.model.speaking_time import PAUSE
from stretchplayer.session.view import ScheduledSegment
from stretchplayer.sound.cues.schedule import AFTER, BEFORE, Gaps

Key = tuple[float, str]
"""When what it belongs to began, and the words: said once."""

SPEEDS: Final = (1.0, 1.25)
"""Words that do not fit are said a little faster before they are left out."""


class Spoken(Struct, frozen=True, kw_only=True):
    """Words, and the instant at which they begin; `seconds` is how long they take at their `speed`.

    Those that explain what a segment leads into have its number as `origin`.
    """

    at: float
    text: str
    speed: float
    seconds: float
    key: Key
    origin: int | None = None


class Remark(Struct, frozen=True, kw_only=True):
    """Something that has to be said soon, whatever else goes on: an answer to a key, an alarm."""

    at: float
    text: str
    within: float = 8.0


class WordSlots:
    """The words of one layout so far.

    `measure` says how long words take at a speed, or None where that is not known yet: then they are left out for
    now. What has been heard already stays where it was.
    """

    def __init__(self, measure: Callable[[str, float], float | None]) -> None:
        self._measure = measure
        self._gaps = Gaps()
        self._heard: Mapping[Key, float] = {}
        self._now = -inf
        self.spoken: dict[Key, Spoken] = {}

    def clear(self, gaps: Gaps, heard: Mapping[Key, float], now: float) -> None:
        """Begin another layout, in which nothing is put before `now`; `gaps` knows when cues sound."""
        self._gaps, self._heard, self._now, self.spoken = gaps, heard, now, {}

    def seconds(self, text: str) -> float:
        """How long words take; 0.0 where that is not known yet."""
        return self._measure(text, SPEEDS[0]) or 0.0

    def sequence(
        self,
        texts: Sequence[str],
        earliest: float,
        latest: float,
        belongs: float,
        *,
        speeds: Sequence[float] = SPEEDS,
    ) -> float:
        """One after another, as far as they fit; returns when the last of them ends."""
        for text in texts:
            if not text:
                continue
            said = self.say(text, earliest, latest, belongs, speeds=speeds)
            if said is None:
                break
            earliest = said.at + said.seconds
        return earliest

    def was_heard(self, text: str, belongs: float) -> bool:
        """Whether words were heard already, in an earlier layout."""
        return (round(belongs, 2), text) in self._heard

    def can_say(self, text: str) -> bool:
        """Whether it is known how long words take; until then, nothing is said that belongs after them."""
        return self._measure(text, SPEEDS[0]) is not None

    def say(
        self,
        text: str,
        earliest: float,
        latest: float,
        belongs: float,
        *,
        speeds: Sequence[float] = SPEEDS,
        origin: int | None = None,
    ) -> Spoken | None:
        """Put words into the first gap that holds them; None where there is none."""
        key = (round(belongs, 2), text)
        if not text or key in self.spoken:
            return self.spoken.get(key)
        at = self._heard.get(key)
        for speed in speeds:
            length = self._measure(text, speed)
            if length is None:
                continue
            found = self._gaps.first(length, max(earliest, self._now), latest) if at is None else at
            if found is not None:
                # Between two sentences there is a pause, which a cue does not need.
                self._gaps.take(found - (PAUSE - BEFORE), length + 2 * PAUSE - BEFORE - AFTER)
                spoken = Spoken(at=found, text=text, speed=speed, seconds=length, key=key, origin=origin)
                self.spoken[key] = spoken
                return spoken
        return None


def opening(scheduled: ScheduledSegment) -> float:
    """When its first cue sounds, or it begins."""
    return scheduled.cues[0].at if scheduled.cues else scheduled.since


def ticking(scheduled: ScheduledSegment) -> float:
    """When the countdown at the end of a segment begins."""
    return next((cue.at for cue in scheduled.cues if cue.cue == "tick"), scheduled.ends)
