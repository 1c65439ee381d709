"""When sounds are due: cues, breaths and faint pulses of a few segments, and the gaps between them."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from math import ceil, inf
from typing import Final

from msgspec import Struct, structs

from stretchplayer.model.steps import Breathe
from stretchplayer.session.view import ScheduledSegment, repetitions
from stretchplayer.sound.cues.cue_set import Sounded

BEFORE: Final = 0.06
"""Seconds of quiet between the end of a word and a cue."""
AFTER: Final = 0.12
"""Seconds of quiet between a sound and the word after it."""


class Gaps:
    """Time of which parts are taken; in seconds."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []
        self._longest = 0.0

    def take(self, at: float, length: float) -> None:
        """Nothing else may sound from `at` for `length`."""
        insort(self._taken, (at, at + length))
        self._longest = max(self._longest, length)

    def first(self, length: float, earliest: float, latest: float) -> float | None:
        """The first instant from `earliest` on where `length` fits in before `latest`; None where there is none."""
        at = earliest
        # What began longer ago than anything lasts is over.
        since = bisect_left(self._taken, (earliest - self._longest - AFTER, -inf))
        for begins, ends in islice(self._taken, since, None):
            if begins >= at + length + BEFORE:
                break
            at = max(at, ends + AFTER)
        return at if at + length + BEFORE <= latest or latest == inf else None


SILENCE: Final = 20.0
"""Seconds of silent work after which a person with closed eyes may wonder whether the session still runs."""
_APART: Final = 18.0
_OWN_PACE: Final = 1200.0
"""Seconds for which a user who takes their own time hears that the session still runs."""
_CLEAR: Final = 0.5
"""Seconds around a cue in which no turn of the breath sounds."""
_BEFORE_THE_END: Final = 1.0


class Mark(Struct, frozen=True):
    """One sound, and the instant at which it begins."""

    at: float
    name: Sounded


def marks(segments: Sequence[ScheduledSegment], *, halfway: bool = True) -> list[Mark]:
    """All sounds of these segments, in order of time; without the middle of holds where `halfway` is not wanted."""
    found: list[Mark] = []
    for scheduled in segments:
        cues = [Mark(cue.at, cue.cue) for cue in scheduled.cues if halfway or cue.cue != "half"]
        found += cues
        # While one gets ready for a rest, there are words.
        segment = scheduled.segment
        if segment.own_pace and scheduled.ends == inf:
            found += _signs(structs.replace(scheduled, ends=scheduled.begins + _OWN_PACE), [])
        elif (segment.works or (segment.phase == segment.kind == "rest")) and scheduled.ends < inf:
            turns = (*_breath(scheduled), *_repetitions(scheduled))
            breath = [each for each in turns if all(abs(each.at - cue.at) > _CLEAR for cue in cues)]
            found += breath
            found += _signs(scheduled, [each.at for each in cues + breath])
    return sorted(found, key=lambda each: each.at)


def _breath(scheduled: ScheduledSegment) -> Iterator[Mark]:
    """In and out, from the first breathing out: the first breathing in has the cue that begins it."""
    what = scheduled.segment.what
    if not isinstance(what, Breathe):
        return
    for number in range(whole_breaths(what, scheduled.ends - scheduled.begins)):
        at = scheduled.begins + number * what.cycle
        if number:
            yield Mark(at, "in")
        out = at + what.inhale + what.hold
        if out < scheduled.ends - _BEFORE_THE_END:
            yield Mark(out, "out")


def whole_breaths(step: Breathe, seconds: float) -> int:
    """How many breaths are led: the last one is not cut off in the middle, unless it is the only one."""
    return max(1, int((seconds + _CLEAR) // step.cycle))


def _repetitions(scheduled: ScheduledSegment) -> Iterator[Mark]:
    """A faint sound as each repetition begins, from the second on: the first has the cue that begins the work."""
    segment = scheduled.segment
    for number in range(1, repetitions(segment, scheduled.ends - scheduled.begins)):
        yield Mark(scheduled.begins + number * segment.beat, "pulse")


def _signs(scheduled: ScheduledSegment, heard: list[float]) -> Iterator[Mark]:
    """A faint sound wherever it would be silent for longer than `SILENCE`."""
    times = sorted({scheduled.begins, scheduled.ends, *(at for at in heard if scheduled.begins < at < scheduled.ends)})
    for one, two in pairwise(times):
        if two - one > SILENCE:
            parts = ceil((two - one) / _APART)
            yield from (Mark(one + (two - one) * part / parts, "pulse") for part in range(1, parts))
