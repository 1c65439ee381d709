"""Decides when which words are spoken: between the cues, never over them, the most needed first."""

from collections.abc import Callable, Collection, Mapping, Sequence
from math import inf
from typing import Final

from msgspec import Struct

from stretchplayer.cue_points import CuePoint
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.steps import Breathe, Movement
from stretchplayer.phrases import Phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.session.view import ScheduledSegment, held_in_repetition, motions, repetitions
from stretchplayer.settings import Talk
from stretchplayer.sound.cues.schedule import Gaps

Key = tuple[float, str]
"""When what it belongs to began, and the words: said once."""

SPEEDS: Final = (1.0, 1.25)
"""Words that do not fit are said a little faster before they are left out."""
MINUTE: Final = 60.0
_WORK: Final = ("work", "contract")
_LONG_REST: Final = 8.0
_ROOM_FOR_HALFWAY: Final = 1.6
_TIMELY: Final = 2.0
"""Seconds after which a number is no longer said, because the repetition goes on."""
_WORTH_SAYING: Final = 1.5
"""The shortest phase of a repetition that is announced, in seconds."""
_ROOM_FOR_LET_GO: Final = 1.6


class Spoken(Struct, frozen=True, kw_only=True):
    """Words, and the instant at which they begin; `seconds` is how long they take at their `speed`."""

    at: float
    text: str
    speed: float
    seconds: float
    key: Key


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
    ) -> None:
        """What is `known` is announced and not explained."""
        self.talk: Talk = talk
        self._phrases, self._measure = phrases, measure
        self._halfway, self._recorded = halfway, recorded
        self._known_steps = frozenset(known)
        self._explained: dict[str, float] = {}
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
        for remark in remarks:
            self._say(remark.text, remark.at, remark.at + remark.within, remark.at)
        for place, scheduled in enumerate(segments):
            if scheduled.segment.phase in _WORK:
                self._announce(segments, place)
            self._ask(scheduled, segments[place - 1] if place else None)
        if self.talk == "full":
            for place, scheduled in enumerate(segments):
                self._accompany(scheduled, segments[place + 1] if place + 1 < len(segments) else None)
            for place, scheduled in enumerate(segments):
                self._explain(segments, place, scheduled)
        return sorted(self._spoken.values(), key=lambda each: each.at)

    def _announce(self, segments: Sequence[ScheduledSegment], place: int) -> None:
        """Name and side of the work at `place`, in the time that leads into it."""
        scheduled = segments[place]
        segment = scheduled.segment
        leads = [each for each in _leading(segments, place) if not each.segment.thermal]
        opened = next(((each, cue) for each in leads for cue in each.cues if cue.cue in ("next", "prepare")), None)
        switched = next(((each, cue) for each in leads for cue in each.cues if cue.cue == "switch"), None)
        side, until = words.side(segment, self._phrases), scheduled.since
        if switched is not None:
            lead, cue = switched
            whole = self._phrases.switch_to(segment.side or "both")
            if self._say(whole, cue.at, lead.ends, lead.since, speeds=SPEEDS[:1]) is None:
                self._say(side, cue.at, until, lead.since)
        if opened is not None and switched is None:
            lead, cue = opened
            self._foretell(leads, lead, segment_name=words.name(segment), side=side)
            self._name_and_side(segments, place, lead, cue, until)
        elif switched is None and not leads and _begins_step(segments, place):
            self._come_up(segments, place)
            opening = _opening(scheduled)
            self._sequence([words.name(segment), side], opening, _ticking(scheduled), scheduled.since)

    def _name_and_side(
        self, segments: Sequence[ScheduledSegment], place: int, lead: ScheduledSegment, cue: CuePoint, until: float
    ) -> None:
        segment = segments[place].segment
        name, side = words.name(segment), words.side(segment, self._phrases)
        dose = words.dose(segment, self._phrases) if self.talk == "full" else ""
        turn = words.round_of(segment, self._phrases) if _begins_round(segments, place) else ""
        rounded = self._say(turn, cue.at, until, lead.since)
        # What is known has little time to be announced in, so that begins before.
        early = self._is_brief(segments, place) and self._come_up(segments, place)
        named = None
        if not early:
            named = self._say(name, rounded.at + rounded.seconds if rounded else cue.at, until, lead.since)
        if named is None and not early:
            self._come_up(segments, place)
        after = named.at + named.seconds if named else cue.at
        sided = self._say(side, after, until, lead.since) if side else None
        if dose and not early:
            self._say(dose, sided.at + sided.seconds if sided else after, until, lead.since, speeds=SPEEDS[:1])

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
        before = next((each for each in reversed(segments[:place]) if each.segment.phase in _WORK), None)
        if before is None or before.segment.thermal:
            return False
        segment = segments[place].segment
        said = [self._phrases.coming_up(words.name(segment)), words.side(segment, self._phrases)]
        if self.talk == "full" and self._is_brief(segments, place):
            said.append(words.dose(segment, self._phrases))
        half = next((cue.at + _ROOM_FOR_HALFWAY for cue in before.cues if cue.cue == "half"), None)
        middle = before.begins + (before.ends - before.begins) / 2
        self._sequence(said, middle if half is None else half, _ticking(before), before.since)
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
        if segment.phase == "rest":
            opening = _opening(scheduled)
            self._say(phrases.resting(length), opening, min(ends, opening + 4.0), since, speeds=SPEEDS[:1])
        if segment.phase not in _WORK:
            return
        begins = next((cue.at for cue in scheduled.cues if cue.cue == "go"), None)
        if begins is not None and not segment.thermal:
            self._say(words.begin(segment, phrases), begins, min(ends, begins + 4.0), since)
        self._breathe(scheduled)
        self._count(scheduled)
        for cue in scheduled.cues:
            if cue.cue == "half" and self._halfway:
                self._say(phrases.halfway, cue.at, min(cue.at + 3.0, ends), since)
        if length > 2 * MINUTE and ends < inf:
            self._say(phrases.minutes_left(MINUTE), ends - MINUTE, ends, since)
        contracted = segment.phase == "contract" and after and after.segment.phase == "work"
        if segment.thermal or ends == inf or contracted:
            return
        last = any(cue.cue == "done" for cue in scheduled.cues)
        said = f"{words.end(segment, phrases)} {phrases.last_one}" if last else words.end(segment, phrases)
        follows = next((cue.at for cue in after.cues if cue.at > ends), inf) if after else inf
        self._say(said.strip(), ends, min(follows, ends + 8.0), since)

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

    def _explain(self, segments: Sequence[ScheduledSegment], place: int, scheduled: ScheduledSegment) -> None:
        """How a step is done: once, from its announcement on, in whatever time is left."""
        segment = scheduled.segment
        name = known_as(segment.what)
        if segment.phase not in _WORK or segment.thermal or name in self._known_steps:
            return
        leads = _leading(segments, place)
        since = leads[0].since if leads else scheduled.since
        owner = self._explained.get(name)
        if owner is None or (owner > self._now and all(each.since != owner for each in segments)):
            owner = self._explained[name] = since
        if owner != since:
            return
        said = [each for each in self._spoken.values() if since <= each.at < scheduled.since]
        after = max((each.at + each.seconds for each in said), default=since)
        self._sequence(words.how(segment), after, _ticking(scheduled), since, speeds=SPEEDS[:1])

    def _sequence(
        self,
        texts: Sequence[str],
        earliest: float,
        latest: float,
        belongs: float,
        *,
        speeds: Sequence[float] = SPEEDS,
    ) -> None:
        """One after another, as far as they fit."""
        for text in texts:
            if not text:
                continue
            said = self._say(text, earliest, latest, belongs, speeds=speeds)
            if said is None:
                return
            earliest = said.at + said.seconds

    def _say(
        self, text: str, earliest: float, latest: float, belongs: float, *, speeds: Sequence[float] = SPEEDS
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
                self._gaps.take(found, length)
                spoken = Spoken(at=found, text=text, speed=speed, seconds=length, key=key)
                self._spoken[key] = spoken
                return spoken
        return None


def _leading(segments: Sequence[ScheduledSegment], place: int) -> list[ScheduledSegment]:
    """The segments that lead into the one at `place`: what lies between it and the work before it."""
    first = place
    while first and segments[first - 1].segment.phase not in (*_WORK, "confirm", "advice"):
        first -= 1
    return [*segments[first:place]]


def _begins_round(segments: Sequence[ScheduledSegment], place: int) -> bool:
    """Whether the work at `place` is the first of its round."""
    here = segments[place].segment
    before = next((each.segment for each in reversed(segments[:place]) if each.segment.works), None)
    return here.round is not None and (before is None or words.rounds_of(before) != words.rounds_of(here))


def _begins_step(segments: Sequence[ScheduledSegment], place: int) -> bool:
    return place == 0 or segments[place - 1].segment.path != segments[place].segment.path


def _opening(scheduled: ScheduledSegment) -> float:
    """When its first cue sounds, or it begins."""
    return scheduled.cues[0].at if scheduled.cues else scheduled.since


def _ticking(scheduled: ScheduledSegment) -> float:
    """When the countdown at the end of a segment begins."""
    return next((cue.at for cue in scheduled.cues if cue.cue == "tick"), scheduled.ends)
