"""Decides when which words are spoken: between the cues, never over them, the most needed first."""

from collections.abc import Callable, Collection, Mapping, Sequence
from math import inf
from typing import Final

from stretchplayer.cue_points import CuePoint
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.speaking_time import PAUSE
from stretchplayer.model.steps import ContractRelax, Stretch
from stretchplayer.phrases import Phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.session.view import ScheduledSegment
from stretchplayer.settings import Talk
from stretchplayer.sound.accompaniment import Accompaniment
from stretchplayer.sound.cues.schedule import Gaps
from stretchplayer.sound.word_slots import SPEEDS, Key, Remark, Spoken, WordSlots, opening, ticking
from stretchplayer.timeline import Segment

MINUTE: Final = 60.0
_LONG_REST: Final = 8.0
_ROOM_FOR_HALFWAY: Final = 1.1
"""Seconds for the cue in the middle and the pause after its word."""
_ROOM_FOR_LET_GO: Final = 1.6
_SECOND: Final = 2
"""The hold after the first rest."""
_CUE: Final = 0.6
"""Seconds for the cue before what is said as sides change."""
_MOVING: Final = 7.0
"""Seconds that are left to change sides once it was said."""
_BEGUN: Final = 2.5
"""Seconds in which work begins, and nothing else is said."""
_EPS: Final = 1e-3


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
        self._phrases, self._recorded = phrases, recorded
        self._slots = WordSlots(measure)
        self._accompaniment = Accompaniment(phrases, self._slots, halfway=halfway, total=total)
        self._known_steps, self._brief = frozenset(known), frozenset(brief)
        self._explained: dict[str, int] = {}
        self._begun: set[int] = set()
        self._told: set[tuple[int, str]] = set()
        self._released: dict[str, tuple[str, int | None]] = {}

    @property
    def total(self) -> float:
        """Seconds of the whole session as planned."""
        return self._accompaniment.total

    @total.setter
    def total(self, total: float) -> None:
        self._accompaniment.total = total

    def lay(
        self,
        segments: Sequence[ScheduledSegment],
        gaps: Gaps,
        remarks: Sequence[Remark] = (),
        heard: Mapping[Key, float] | None = None,
        now: float = -inf,
    ) -> list[Spoken]:
        """All words of these segments, in order of time; `gaps` knows when their cues sound."""
        self._slots.clear(gaps, heard or {}, now)
        if self.talk == "off":
            return []
        begun, waiting = [each for each in segments if each.since <= now], set[float]()
        released = dict(self._released)
        for remark in remarks:
            # What belongs together stays in its order, also where a voice is not ready with the first of it.
            if remark.at in waiting or not self._slots.can_say(remark.text):
                waiting.add(remark.at)
            else:
                self._slots.say(remark.text, remark.at, remark.at + remark.within, remark.at)
        for place, scheduled in enumerate(segments):
            if words.followed(scheduled.segment):
                self._announce(segments, place, released)
            self._ask(scheduled, segments[place - 1] if place else None)
        if self.talk == "full":
            for place, scheduled in enumerate(segments):
                after = segments[place + 1] if place + 1 < len(segments) else None
                release = self._release(scheduled, after, released) if scheduled.segment.phase == "rest" else ""
                self._accompaniment.during(scheduled, after, release)
            self._accompaniment.time_left(segments)
        self._begun |= {each.segment.origin for each in begun}
        # What was only looked ahead to may be skipped.
        self._released |= {
            name: visit for name, visit in released.items() if any(_visit(each.segment) == visit for each in begun)
        }
        return sorted(self._slots.spoken.values(), key=lambda each: each.at)

    def stopped(self, at: float) -> None:
        """Note which explanations were heard to their end by the instant `at`, so that they are not given again."""
        self._told |= {
            (each.origin, each.text)
            for each in self._slots.spoken.values()
            if each.origin is not None and each.at + each.seconds <= at
        }

    def _release(
        self, scheduled: ScheduledSegment, after: ScheduledSegment | None, released: dict[str, tuple[str, int | None]]
    ) -> str:
        """How far to let go in the first rest of a side that is explained, or as sides change where there is none.

        As sides change, it is not asked to stay in place. `released` is in which visits it was said.
        """
        segment, what = scheduled.segment, scheduled.segment.what
        if not isinstance(what, Stretch | ContractRelax) or what.release is None or after is None:
            return ""
        if known_as(what) in self._known_steps or _visit(segment) != released.get(known_as(what), _visit(segment)):
            return ""
        if segment.phase == "switch":
            due = what.release != "ease" and after.segment.rep in (None, 1) and (what.reps == 1 or _takes_turns(what))
        else:
            due = after.segment.rep == _SECOND and not _takes_turns(what)
        if not due:
            return ""
        released[known_as(what)] = _visit(segment)
        return self._phrases.release[what.release]

    def _announce(
        self, segments: Sequence[ScheduledSegment], place: int, released: dict[str, tuple[str, int | None]]
    ) -> None:
        """Name and side of the work at `place` and how it is done, in the time that leads into it."""
        scheduled = segments[place]
        segment = scheduled.segment
        leads = [each for each in _leading(segments, place) if not each.segment.thermal]
        opened = next(((each, cue) for each in leads for cue in each.cues if cue.cue in ("next", "prepare")), None)
        switched = next(((each, cue) for each in leads for cue in each.cues if cue.cue == "switch"), None)
        side, until = words.side(segment, self._phrases), scheduled.since
        if switched is not None:
            lead, cue = switched
            whole, counting = words.switch(segment, self._phrases), ticking(segments[place - 1])
            at, release = cue.at, self._release(lead, scheduled, released) if self.talk == "full" else ""
            said = at + _CUE + sum(self._slots.seconds(text) + PAUSE for text in (release, whole))
            if said + _MOVING < until:
                at = self._slots.sequence([release], at, counting, lead.since, speeds=SPEEDS[:1])
            if self._slots.say(whole, at, counting, lead.since, speeds=SPEEDS[:1]) is None:
                self._slots.say(side, cue.at, until, lead.since)
        if opened is not None and switched is None:
            lead, cue = opened
            self._foretell(leads, lead, segment_name=words.name(segment), side=side)
            self._lead_in(segments, place, lead, cue)
        elif switched is None and not leads and _begins_step(segments, place):
            self._come_up(segments, place)
            first = opening(scheduled)
            self._slots.sequence([words.name(segment), side], first, ticking(scheduled), scheduled.since)

    def _lead_in(self, segments: Sequence[ScheduledSegment], place: int, lead: ScheduledSegment, cue: CuePoint) -> None:
        """What it is, on which side, where and how to be, what to take care of, what to do, how much of it."""
        work = segments[place]
        segment, until, counting = work.segment, work.since, ticking(segments[place - 1])
        turn = words.round_of(segment, self._phrases) if _begins_round(segments, place) else ""
        at = self._slots.sequence([turn], cue.at, until, lead.since)
        # What is known has little time to be announced in, so that begins before.
        if self._is_brief(segments, place) and self._come_up(segments, place):
            at = self._slots.sequence([words.side(segment, self._phrases)], at, until, lead.since)
        elif self._slots.can_say(words.name(segment)):
            named = self._slots.say(words.name(segment), at, until, lead.since)
            if named is None:
                self._come_up(segments, place)
            at = named.at + named.seconds if named else at
            at = self._slots.sequence([words.side(segment, self._phrases)], at, until, lead.since)
        else:
            # What comes next is not said before it has a name.
            return
        if self.talk != "full":
            return
        for text in self._explanation(segments, place, lead):
            if not self._slots.can_say(text):
                return
            # Late is better than not at all.
            said = self._slots.say(text, at, counting, lead.since, origin=lead.segment.origin) or self._slots.say(
                text, at, ticking(work), lead.since, origin=lead.segment.origin
            )
            at = said.at + said.seconds if said else at
        if not self._is_brief(segments, place) or at > cue.at:
            self._slots.say(words.dose_of_side(segment, self._phrases), at, until, lead.since, speeds=SPEEDS[:1])

    def _explanation(self, segments: Sequence[ScheduledSegment], place: int, lead: ScheduledSegment) -> list[str]:
        """What has to be heard before the work at `place`: how to get there, and how it is done where that is new."""
        segment, origin = segments[place].segment, lead.segment.origin
        name = known_as(segment.what)
        # Where work goes on that was explained before, there is no time for that.
        if segment.thermal or (origin == segment.origin and not lead.segment.written):
            return []
        before = words.place_before(each.segment for each in reversed(segments[:place]))
        take, eyes = words.take_up(lead.segment, self._phrases), words.eyes(lead.segment, self._phrases)
        if self._is_new(segments, segment, origin):
            texts = [take, *words.explained(segment, self._phrases, before=before, brief=name in self._brief)]
        else:
            texts = [take, words.moved(before, segment, self._phrases)]
        # Eyes open just before one is led to another place, and close when all is said.
        way = words.way(before, segment, self._phrases)
        texts.insert(len(texts) if lead.segment.eyes == "close" else texts.index(way) if way in texts else 0, eyes)
        # After a pause, only what was not heard to its end.
        resumed = lead.begins < lead.since - _EPS
        return [text for text in texts if text and not (resumed and (origin, text) in self._told)]

    def _is_new(self, segments: Sequence[ScheduledSegment], segment: Segment, origin: int) -> bool:
        """Whether a step is explained where the segment `origin` leads into it: once, where it is not known."""
        name = known_as(segment.what)
        if name in self._known_steps:
            return False
        owner = self._explained.get(name)
        if owner is None or (owner not in self._begun and all(each.segment.origin != owner for each in segments)):
            owner = self._explained[name] = origin
        return owner == origin

    def _foretell(
        self, leads: Sequence[ScheduledSegment], opened: ScheduledSegment, *, segment_name: str, side: str
    ) -> None:
        """The next step, in the rest before it, so that no look at the screen is needed."""
        rest = next((each for each in leads if each.segment.phase == "rest" and each is not opened), None)
        if rest is None or rest.ends - rest.begins < _LONG_REST:
            return
        said = self._slots.say(self._phrases.next(segment_name), rest.since + 3.0, rest.ends, rest.since)
        if said is not None and side:
            self._slots.say(side, said.at + said.seconds, rest.ends, rest.since)

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
        room = _ROOM_FOR_HALFWAY + self._slots.seconds(words.halfway(before.segment, self._phrases))
        half = next((cue.at + room for cue in before.cues if cue.cue == "half"), None)
        start = before.begins + (before.ends - before.begins) / 2 if half is None else half
        whole = sum(self._slots.seconds(text) + PAUSE for text in said if text)
        if start + whole > ticking(before):
            # Where there is too little time after the middle, it is said before.
            start = before.begins + _BEGUN
            if self.talk == "full":
                self._accompaniment.middle(before)
        self._slots.sequence(said, start, ticking(before), before.since)
        return (round(before.since, 2), said[0]) in self._slots.spoken

    def _ask(self, scheduled: ScheduledSegment, before: ScheduledSegment | None) -> None:
        """Questions about heat, cold and skin, and advice: in full, after "let go" where something is still held."""
        segment = scheduled.segment
        if segment.phase in ("confirm", "advice"):
            first = opening(scheduled)
            if (
                self.talk == "full"
                and before is not None
                and words.followed(before.segment)
                and not before.segment.thermal
            ):
                first += _ROOM_FOR_LET_GO
            self._slots.sequence(
                words.question(segment, self._phrases, recorded=self._recorded),
                first,
                scheduled.ends,
                scheduled.since,
            )
        for cue in scheduled.cues:
            if cue.cue == "check-skin":
                self._slots.sequence(
                    words.skin(segment, self._phrases, recorded=self._recorded), cue.at, scheduled.ends, cue.at
                )
        if segment.thermal:
            self._slots.say(words.end(segment, self._phrases), scheduled.ends, scheduled.ends + MINUTE, scheduled.since)


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


def _visit(segment: Segment) -> tuple[str, int | None]:
    """A step, each time that it is played."""
    return segment.path, segment.round


def _takes_turns(step: Stretch | ContractRelax) -> bool:
    return step.sides == "alternate"


def _begins_step(segments: Sequence[ScheduledSegment], place: int) -> bool:
    return place == 0 or segments[place - 1].segment.path != segments[place].segment.path
