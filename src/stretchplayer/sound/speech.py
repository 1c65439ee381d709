"""Decides when which words are spoken: between the cues, never over them, the most needed first."""

from collections.abc import Callable, Collection, Mapping, Sequence
from math import inf
from typing import Final

from msgspec import Struct

from stretchplayer.cue_points import CuePoint
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.speaking_time import PAUSE
from stretchplayer.model.steps import Breathe, Movement
from stretchplayer.phrases import Phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.session.view import ScheduledSegment, held_in_repetition, motions, repetitions
from stretchplayer.settings import Talk
from stretchplayer.sound.cues.schedule import AFTER, BEFORE, Gaps

Key = tuple[float, str]
"""When what it belongs to began, and the words: said once."""

SPEEDS: Final = (1.0, 1.25)
"""Words that do not fit are said a little faster before they are left out."""
MINUTE: Final = 60.0
_LONG_REST: Final = 8.0
_ROOM_FOR_HALFWAY: Final = 1.1
"""Seconds for the cue in the middle and the pause after its word."""
_TIMELY: Final = 2.0
"""Seconds after which a number is no longer said, because the repetition goes on."""
_WORTH_SAYING: Final = 1.5
"""The shortest phase of a repetition that is announced, in seconds."""
_ROOM_FOR_LET_GO: Final = 1.6
_BEGUN: Final = 2.5
"""Seconds in which work begins, and nothing else is said."""
_QUARTERS: Final = 4
_SOON_OVER: Final = 25.0
"""Seconds before the end from which on it is not said how long it still takes."""
_LATER: Final = 20
_LATEST: Final = 200
"""Seconds after a quarter in which it is said how long it still takes, and seconds after which that has changed."""
_WHOLE_END: Final = 20.0
_EPS: Final = 1e-3


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


class Speech:
    """Lays the words of a few segments into the gaps between their cues.

    `measure` says how long words take at a speed, or None where that is not known yet: then they are left out for
    now. What has been `heard` already stays where it was.
    """

    def __init__(
        self,
        phrases: Phrases,
        talk: Talk,
        measure: Callable[[str, float], float | None],
        *,
        halfway: bool = True,
        recorded: bool = False,
        known: Collection[str] = (),
        brief: Collection[str] = (),
        total: float = 0.0,
    ) -> None:
        """What is `known` is announced and not explained, of what is `brief` it is said what to take care of.

        The whole session lasts `total` seconds as planned; of 0.0, nothing is said.
        """
        self.talk: Talk = talk
        self.total = total
        self._phrases, self._measure = phrases, measure
        self._halfway, self._recorded = halfway, recorded
        self._known_steps, self._brief = frozenset(known), frozenset(brief)
        self._explained: dict[str, int] = {}
        self._begun: set[int] = set()
        self._told: set[tuple[int, str]] = set()
        self._gaps = Gaps()
        self._heard: Mapping[Key, float] = {}
        self._now = -inf
        self._spoken: dict[Key, Spoken] = {}

    def lay(
        self,
        segments: Sequence[ScheduledSegment],
        gaps: Gaps,
        remarks: Sequence[Remark] = (),
        heard: Mapping[Key, float] | None = None,
        now: float = -inf,
    ) -> list[Spoken]:
        """All words of these segments, in order of time; `gaps` knows when their cues sound."""
        self._gaps, self._heard, self._now, self._spoken = gaps, heard or {}, now, {}
        if self.talk == "off":
            return []
        waiting: set[float] = set()
        for remark in remarks:
            # What belongs together stays in its order, also where a voice is not ready with the first of it.
            if remark.at in waiting or not self._can_say(remark.text):
                waiting.add(remark.at)
            else:
                self._say(remark.text, remark.at, remark.at + remark.within, remark.at)
        for place, scheduled in enumerate(segments):
            if words.followed(scheduled.segment):
                self._announce(segments, place)
            self._ask(scheduled, segments[place - 1] if place else None)
        if self.talk == "full":
            for place, scheduled in enumerate(segments):
                self._accompany(scheduled, segments[place + 1] if place + 1 < len(segments) else None)
            for scheduled in segments:
                self._time_left(scheduled)
        self._begun |= {each.segment.origin for each in segments if each.since <= now}
        return sorted(self._spoken.values(), key=lambda each: each.at)

    def stopped(self, at: float) -> None:
        """Note which explanations were heard to their end by the instant `at`, so that they are not given again."""
        self._told |= {
            (each.origin, each.text)
            for each in self._spoken.values()
            if each.origin is not None and each.at + each.seconds <= at
        }

    def _announce(self, segments: Sequence[ScheduledSegment], place: int) -> None:
        """Name and side of the work at `place` and how it is done, in the time that leads into it."""
        scheduled = segments[place]
        segment = scheduled.segment
        leads = [each for each in _leading(segments, place) if not each.segment.thermal]
        opened = next(((each, cue) for each in leads for cue in each.cues if cue.cue in ("next", "prepare")), None)
        switched = next(((each, cue) for each in leads for cue in each.cues if cue.cue == "switch"), None)
        side, until = words.side(segment, self._phrases), scheduled.since
        if switched is not None:
            lead, cue = switched
            whole, counting = self._phrases.switch_to(segment.side or "both"), _ticking(segments[place - 1])
            if self._say(whole, cue.at, counting, lead.since, speeds=SPEEDS[:1]) is None:
                self._say(side, cue.at, until, lead.since)
        if opened is not None and switched is None:
            lead, cue = opened
            self._foretell(leads, lead, segment_name=words.name(segment), side=side)
            self._lead_in(segments, place, lead, cue)
        elif switched is None and not leads and _begins_step(segments, place):
            self._come_up(segments, place)
            opening = _opening(scheduled)
            self._sequence([words.name(segment), side], opening, _ticking(scheduled), scheduled.since)

    def _lead_in(self, segments: Sequence[ScheduledSegment], place: int, lead: ScheduledSegment, cue: CuePoint) -> None:
        """What it is, on which side, where and how to be, what to take care of, what to do, how much of it."""
        work = segments[place]
        segment, until, counting = work.segment, work.since, _ticking(segments[place - 1])
        turn = words.round_of(segment, self._phrases) if _begins_round(segments, place) else ""
        at = self._sequence([turn], cue.at, until, lead.since)
        # What is known has little time to be announced in, so that begins before.
        if self._is_brief(segments, place) and self._come_up(segments, place):
            at = self._sequence([words.side(segment, self._phrases)], at, until, lead.since)
        elif self._can_say(words.name(segment)):
            named = self._say(words.name(segment), at, until, lead.since)
            if named is None:
                self._come_up(segments, place)
            at = named.at + named.seconds if named else at
            at = self._sequence([words.side(segment, self._phrases)], at, until, lead.since)
        else:
            # What comes next is not said before it has a name.
            return
        if self.talk != "full":
            return
        for text in self._explanation(segments, place, lead):
            if not self._can_say(text):
                return
            # Late is better than not at all.
            said = self._say(text, at, counting, lead.since, origin=lead.segment.origin) or self._say(
                text, at, _ticking(work), lead.since, origin=lead.segment.origin
            )
            at = said.at + said.seconds if said else at
        if not self._is_brief(segments, place) or at > cue.at:
            self._say(words.dose(segment, self._phrases), at, until, lead.since, speeds=SPEEDS[:1])

    def _explanation(self, segments: Sequence[ScheduledSegment], place: int, lead: ScheduledSegment) -> list[str]:
        """What somebody new has to hear of the work at `place`: once, where it is first led into."""
        segment, origin = segments[place].segment, lead.segment.origin
        name = known_as(segment.what)
        if segment.thermal or name in self._known_steps:
            return []
        owner = self._explained.get(name)
        if owner is None or (owner not in self._begun and all(each.segment.origin != owner for each in segments)):
            owner = self._explained[name] = origin
        if owner != origin:
            return []
        before = next((each.segment for each in reversed(segments[:place]) if words.followed(each.segment)), None)
        placed = before is not None and before.what.position == segment.what.position
        texts = words.explained(segment, self._phrases, placed=placed, brief=name in self._brief)
        # After a pause, only what was not heard to its end.
        again = lead.begins < lead.since - _EPS
        return [text for text in texts if not (again and (origin, text) in self._told)]

    def _foretell(
        self, leads: Sequence[ScheduledSegment], opened: ScheduledSegment, *, segment_name: str, side: str
    ) -> None:
        """The next step, in the rest before it, so that no look at the screen is needed."""
        rest = next((each for each in leads if each.segment.phase == "rest" and each is not opened), None)
        if rest is None or rest.ends - rest.begins < _LONG_REST:
            return
        said = self._say(self._phrases.next(segment_name), rest.since + 3.0, rest.ends, rest.since)
        if said is not None and side:
            self._say(side, said.at + said.seconds, rest.ends, rest.since)

    def _is_brief(self, segments: Sequence[ScheduledSegment], place: int) -> bool:
        """Whether less time leads into the work at `place` than its file gives, because it is known."""
        return any(each.segment.written for each in _leading(segments, place) if each.segment.phase == "prepare")

    def _come_up(self, segments: Sequence[ScheduledSegment], place: int) -> bool:
        """Where there is little time in between, a step is named while the one before it is still done.

        Returns whether it was.
        """
        before = next((each for each in reversed(segments[:place]) if words.followed(each.segment)), None)
        if before is None or before.segment.thermal:
            return False
        segment = segments[place].segment
        said = [self._phrases.coming_up(words.name(segment)), words.side(segment, self._phrases)]
        if self.talk == "full" and self._is_brief(segments, place):
            said.append(words.dose(segment, self._phrases))
        room = _ROOM_FOR_HALFWAY + (self._measure(self._phrases.halfway, SPEEDS[0]) or 0.0)
        half = next((cue.at + room for cue in before.cues if cue.cue == "half"), None)
        start = before.begins + (before.ends - before.begins) / 2 if half is None else half
        whole = sum((self._measure(text, SPEEDS[0]) or 0.0) + PAUSE for text in said if text)
        if start + whole > _ticking(before):
            # Where there is too little time after the middle, it is said before.
            start = before.begins + _BEGUN
            if self.talk == "full":
                self._middle(before)
        self._sequence(said, start, _ticking(before), before.since)
        return (round(before.since, 2), said[0]) in self._spoken

    def _ask(self, scheduled: ScheduledSegment, before: ScheduledSegment | None) -> None:
        """Questions about heat, cold and skin, and advice: in full, after "let go" where something is still held."""
        segment = scheduled.segment
        if segment.phase in ("confirm", "advice"):
            opening = _opening(scheduled)
            if self.talk == "full" and before is not None and before.segment.load == "static":
                opening += _ROOM_FOR_LET_GO
            self._sequence(
                words.question(segment, self._phrases, recorded=self._recorded),
                opening,
                scheduled.ends,
                scheduled.since,
            )
        for cue in scheduled.cues:
            if cue.cue == "check-skin":
                self._sequence(
                    words.skin(segment, self._phrases, recorded=self._recorded), cue.at, scheduled.ends, cue.at
                )
        if segment.thermal:
            self._say(words.end(segment, self._phrases), scheduled.ends, scheduled.ends + MINUTE, scheduled.since)

    def _accompany(self, scheduled: ScheduledSegment, after: ScheduledSegment | None) -> None:
        """The milestones: begin, halfway, a minute left, let go, rest."""
        segment, phrases = scheduled.segment, self._phrases
        since, ends = scheduled.since, scheduled.ends
        length = ends - scheduled.begins
        last = any(cue.cue == "done" for cue in scheduled.cues)
        if words.followed(segment):
            self._follow(scheduled)
        elif segment.phase == "rest":
            opening = _opening(scheduled)
            self._say(phrases.resting(length), opening, min(ends, opening + 4.0), since, speeds=SPEEDS[:1])
        if last:
            said = words.the_end(segment, phrases)
            self._sequence(said[1:] if segment.thermal else said, ends, ends + _WHOLE_END, since)
        contracted = segment.phase == "contract" and after and after.segment.phase == "work"
        if last or not segment.works or segment.thermal or ends == inf or contracted:
            return
        follows = next((cue.at for cue in after.cues if cue.at > ends), inf) if after else inf
        self._say(words.end(segment, phrases), ends, min(follows, ends + 8.0), since)

    def _follow(self, scheduled: ScheduledSegment) -> None:
        """What is said while something is done."""
        segment, phrases, since, ends = scheduled.segment, self._phrases, scheduled.since, scheduled.ends
        begins = next((cue.at for cue in scheduled.cues if cue.cue in ("go", "push", "rest")), None)
        if begins is not None and not segment.thermal:
            self._say(words.begin(segment, phrases), begins, min(ends, begins + 4.0), since)
        self._breathe(scheduled)
        self._count(scheduled)
        self._middle(scheduled)
        if ends - scheduled.begins > 2 * MINUTE and ends < inf:
            self._say(phrases.minutes_left(MINUTE), ends - MINUTE, ends, since)

    def _middle(self, scheduled: ScheduledSegment) -> None:
        """That a half is done."""
        for cue in scheduled.cues:
            if cue.cue == "half" and self._halfway:
                self._say(self._phrases.halfway, cue.at, min(cue.at + 3.0, scheduled.ends), scheduled.since)

    def _time_left(self, scheduled: ScheduledSegment) -> None:
        """How long it takes until the end, when a quarter of the session is over, a half, three quarters."""
        segment = scheduled.segment
        for quarter in range(1, _QUARTERS):
            over = self.total * quarter / _QUARTERS
            at = scheduled.begins + over - segment.start
            left = self.total - over
            if not (segment.start <= over < segment.end and left >= _SOON_OVER and at >= scheduled.since - _EPS):
                continue
            # Where much is said, it comes later, and then less is left.
            for late in range(0, min(_LATEST, int(left - _SOON_OVER) + 1), _LATER):
                text = self._phrases.session_left(left - late)
                if self._say(text, at + late, at + late + _LATER, -quarter, speeds=SPEEDS[:1]):
                    break

    def _breathe(self, scheduled: ScheduledSegment) -> None:
        """The first breath, phase by phase."""
        what, since, phrases = scheduled.segment.what, scheduled.since, self._phrases
        if not isinstance(what, Breathe):
            return
        held = scheduled.begins + what.inhale
        out = held + what.hold
        if what.hold:
            self._say(phrases.breathe_hold, held, out, since)
        self._say(phrases.breathe_out, out, out + 3.0, since)
        if what.hold_out:
            self._say(phrases.breathe_hold, out + what.exhale, scheduled.begins + what.cycle, since)

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
                self._say(f"{number}.", at, min(ends, at + _TIMELY), at)
            if segment.what.sides == "alternate":
                half = at + segment.beat / 2
                other = self._phrases.left if segment.what.first == "right" else self._phrases.right
                self._say(other, half, min(ends, half + _TIMELY), half)
                continue
            for name, length in phases:
                text = {"hold": self._phrases.hold, "back": self._phrases.and_back}.get(name, "")
                if length >= _WORTH_SAYING:
                    self._say(text, at, min(at + length, at + _TIMELY), at)
                at += length

    def _sequence(
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
            said = self._say(text, earliest, latest, belongs, speeds=speeds)
            if said is None:
                break
            earliest = said.at + said.seconds
        return earliest

    def _can_say(self, text: str) -> bool:
        """Whether it is known how long words take; until then, nothing is said that belongs after them."""
        return self._measure(text, SPEEDS[0]) is not None

    def _say(
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
        if not text or key in self._spoken:
            return self._spoken.get(key)
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
                self._spoken[key] = spoken
                return spoken
        return None


def _leading(segments: Sequence[ScheduledSegment], place: int) -> list[ScheduledSegment]:
    """The segments that lead into the one at `place`: what lies between it and the work before it."""
    first = place
    while first and not (
        words.followed(segments[first - 1].segment) or segments[first - 1].segment.phase in ("confirm", "advice")
    ):
        first -= 1
    return [*segments[first:place]]


def _begins_round(segments: Sequence[ScheduledSegment], place: int) -> bool:
    """Whether the work at `place` is the first of its round."""
    here = segments[place].segment
    before = next((each.segment for each in reversed(segments[:place]) if words.followed(each.segment)), None)
    return here.round is not None and (before is None or words.rounds_of(before) != words.rounds_of(here))


def _begins_step(segments: Sequence[ScheduledSegment], place: int) -> bool:
    return place == 0 or segments[place - 1].segment.path != segments[place].segment.path


def _opening(scheduled: ScheduledSegment) -> float:
    """When its first cue sounds, or it begins."""
    return scheduled.cues[0].at if scheduled.cues else scheduled.since


def _ticking(scheduled: ScheduledSegment) -> float:
    """When the countdown at the end of a segment begins."""
    return next((cue.at for cue in scheduled.cues if cue.cue == "tick"), scheduled.ends)
