"""What is said while something is done: begin, halfway, numbers, let go, the time left, the end."""

from collections.abc import Sequence
from itertools import product
from math import inf
from typing import Final

from stretchplayer.model.speaking_time import PAUSE
from stretchplayer.model.steps import Breathe, Movement
from stretchplayer.phrases import Phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.session.view import ScheduledSegment, held_in_repetition, motions, repetitions
from stretchplayer.sound.cues.schedule import whole_breaths
from stretchplayer.sound.word_slots import SPEEDS, WordSlots, opening, ticking
from stretchplayer.timeline import MOVED

MINUTE: Final = 60.0
_TIMELY: Final = 2.0
"""Seconds after which a number is no longer said, because the repetition goes on."""
_WORTH_SAYING: Final = 1.5
"""The shortest phase of a repetition that is announced, in seconds."""
_QUARTERS: Final = 4
_SOON_OVER: Final = 25.0
"""Seconds before the end from which on it is not said how long it still takes."""
_LATER: Final = 20
_LATEST: Final = 200
"""Seconds after which what is left has changed; and after a quarter, in which it is said how much that is."""
_WAITS: Final = 100
"""Seconds that it waits for the user to stop moving."""
_IN_THE_MIDDLE: Final = 4.0
"""Seconds within which it is said that a half is done."""
_WORTH_COUNTING: Final = 15.0
_ROUND: Final = 5.0
"""Seconds of rest from which on its length is said, and to what they are rounded down."""
_WORTH_BREATHING: Final = 2.0
"""Seconds after the last whole breath in which one breathes as one likes."""
_A_WORD: Final = 20.0
"""Seconds within which there is a word while one breathes along."""
_WHOLE_END: Final = 20.0
_EPS: Final = 1e-3


class Accompaniment:
    """Puts milestones into `slots`; the whole session lasts `total` seconds as planned."""

    def __init__(self, phrases: Phrases, slots: WordSlots, *, halfway: bool = True, total: float = 0.0) -> None:
        self.total = total
        self._phrases, self._slots, self._halfway = phrases, slots, halfway

    def during(self, scheduled: ScheduledSegment, after: ScheduledSegment | None, release: str = "") -> None:
        """The milestones: begin, halfway, a minute left, let go, rest; in a rest, also how far to `release`."""
        segment, phrases = scheduled.segment, self._phrases
        since, ends = scheduled.since, scheduled.ends
        last = any(cue.cue == "done" for cue in scheduled.cues)
        if words.followed(segment):
            self._follow(scheduled)
        elif segment.phase == "rest":
            first = opening(scheduled)
            out = self._slots.say(release, first, ticking(scheduled), since)
            at = out.at + out.seconds + PAUSE if out else first
            if (resting := self._resting(scheduled, at)) != self._phrases.rest_freely or out is None:
                self._slots.say(resting, at, min(ends, at + 4.0), since, speeds=SPEEDS[:1])
        if last:
            said = words.the_end(segment, phrases)
            self._slots.sequence(said[1:] if segment.thermal else said, ends, ends + _WHOLE_END, since)
        contracted = segment.phase == "contract" and after and after.segment.phase == "work"
        if last or not words.followed(segment) or segment.thermal or ends == inf or contracted:
            return
        follows = next((cue.at for cue in after.cues if cue.at > ends), inf) if after else inf
        self._slots.say(words.end(segment, phrases), ends, min(follows, ends + 8.0), since)

    def _follow(self, scheduled: ScheduledSegment) -> None:
        """What is said while something is done."""
        segment, phrases, since, ends = scheduled.segment, self._phrases, scheduled.since, scheduled.ends
        begins = next((cue.at for cue in scheduled.cues if cue.cue in ("go", "push", "rest")), None)
        if begins is not None and not segment.thermal:
            within = min(ends, begins + 4.0)
            if self._slots.say(words.begin(segment, phrases), begins, within, since) is None:
                self._slots.say(words.begin(segment, phrases, counted=False), begins, within, since)
        self._breathe(scheduled)
        self._count(scheduled)
        self.middle(scheduled)
        if ends - scheduled.begins > 2 * MINUTE and ends < inf:
            self._slots.say(phrases.minutes_left(MINUTE), ends - MINUTE, ends, since)

    def _resting(self, scheduled: ScheduledSegment, at: float) -> str:
        """That one rests, and for how long still once that is said; of a short rest, the length is not said."""
        segment, phrases = scheduled.segment, self._phrases
        left = scheduled.ends - at - self._slots.seconds(phrases.resting(scheduled.ends - at))
        if left >= _WORTH_COUNTING:
            return phrases.resting(_ROUND * (left // _ROUND))
        return phrases.rest if segment.kind == "rest" else phrases.rest_freely

    def middle(self, scheduled: ScheduledSegment) -> None:
        """That a half is done."""
        for cue in scheduled.cues:
            if cue.cue == "half" and self._halfway:
                text = words.halfway(scheduled.segment, self._phrases)
                self._slots.say(text, cue.at, min(cue.at + _IN_THE_MIDDLE, scheduled.ends), scheduled.since)

    def time_left(self, segments: Sequence[ScheduledSegment]) -> None:
        """How long it takes until the end, when a quarter of the session is over, a half, three quarters.

        Who moves counts along, so it waits for a hold or a rest, unless there is none soon.
        """
        still = [each for each in segments if each.segment.load not in MOVED]
        for scheduled, quarter in product(segments, range(1, _QUARTERS)):
            segment, over = scheduled.segment, self.total * quarter / _QUARTERS
            at = scheduled.begins + over - segment.start
            left = self.total - over
            if segment.start <= over < segment.end and left >= _SOON_OVER and at >= scheduled.since - _EPS:
                self._say_left(quarter, at, left, still)

    def _say_left(self, quarter: int, at: float, left: float, still: Sequence[ScheduledSegment]) -> None:
        """Where much is said, it comes later than `at`, and then less is `left`."""
        slots, phrases = self._slots, self._phrases
        late = range(0, min(_LATEST, int(left - _SOON_OVER) + 1), _LATER)
        texts = {after: phrases.session_left(left - after) for after in late}
        said = [text for text in texts.values() if slots.was_heard(text, -quarter)]
        anywhere = [(after, at + after, at + after + _LATER) for after in late]
        quietly = [
            (after, max(each.since, begins), min(each.ends, ends))
            for after, begins, ends in anywhere
            if after <= _WAITS
            for each in still
            if each.ends > begins and each.since < ends
        ]
        for after, begins, ends in (*quietly, *anywhere):
            # Of what was said already, only that.
            if (not said or texts[after] in said) and slots.say(
                texts[after], begins, ends, -quarter, speeds=SPEEDS[:1]
            ):
                break

    def _breathe(self, scheduled: ScheduledSegment) -> None:
        """The first breath phase by phase, and then again so often that nobody wonders whether it still goes on.

        In between there are tones alone.
        """
        what, since, phrases = scheduled.segment.what, scheduled.since, self._phrases
        if not isinstance(what, Breathe) or scheduled.ends == inf:
            return
        breaths, apart = whole_breaths(what, scheduled.ends - scheduled.begins), max(1, int(_A_WORD // what.cycle))
        for number in range(0, breaths, apart):
            begins = scheduled.begins + number * what.cycle
            held = begins + what.inhale
            out, belongs = held + what.hold, begins if number else since
            if number:
                self._slots.say(phrases.breathe_in, begins, held, belongs)
            if what.hold:
                self._slots.say(phrases.breathe_hold, held, out, belongs)
            self._slots.say(phrases.breathe_out, out, out + 3.0, belongs)
            if what.hold_out:
                self._slots.say(phrases.breathe_hold, out + what.exhale, begins + what.cycle, out)
        last = scheduled.begins + breaths * what.cycle
        if last + _WORTH_BREATHING <= scheduled.ends < inf:
            self._slots.say(phrases.breathe_freely, last, scheduled.ends, since)

    def _count(self, scheduled: ScheduledSegment) -> None:
        """The number of each repetition as it begins; the first has its "go". A hold in it, and the way back."""
        segment = scheduled.segment
        if not segment.beats or segment.own_pace or not isinstance(segment.what, Movement):
            return
        phases = motions(segment.what) if held_in_repetition(segment.what) else ()
        for number in range(1, repetitions(segment, scheduled.ends - scheduled.begins) + 1):
            at = scheduled.begins + (number - 1) * segment.beat
            ends = at + segment.beat
            if number > 1:
                self._slots.say(f"{number}.", at, min(ends, at + _TIMELY), at)
            if segment.what.sides == "alternate":
                half = at + segment.beat / 2
                other = self._phrases.left if segment.what.first == "right" else self._phrases.right
                self._slots.say(other, half, min(ends, half + _TIMELY), half)
                continue
            for name, length in phases:
                text = {"hold": self._phrases.hold, "back": self._phrases.and_back}.get(name, "")
                if length >= _WORTH_SAYING:
                    self._slots.say(text, at, min(at + length, at + _TIMELY), at)
                at += length
