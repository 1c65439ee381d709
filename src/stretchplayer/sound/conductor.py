"""Keeps the stream in step with a session: sounds are placed before they are due, and taken back at once."""

from collections.abc import Collection, Hashable, Iterator, Sequence
from typing import Final

from stretchplayer.caps import Plan
from stretchplayer.model.speaking_time import PAUSE
from stretchplayer.phrases import Phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.phrases.introduction import introduction
from stretchplayer.phrases.segment_texts import segment_name
from stretchplayer.session import ScheduledSegment, Session
from stretchplayer.session import events as happened
from stretchplayer.settings import Talk
from stretchplayer.sound.cues.cue_set import CueSet, Sounded
from stretchplayer.sound.cues.schedule import Gaps, Mark, marks
from stretchplayer.sound.pcm import RATE
from stretchplayer.sound.speech import Speech
from stretchplayer.sound.stream.mixer import ALONE, Mixer, Note
from stretchplayer.sound.stream.timebase import Timebase
from stretchplayer.sound.voice.speaker import Speaker
from stretchplayer.sound.word_slots import SPEEDS, Key, Remark
from stretchplayer.timeline import leading
from stretchplayer.translation import in_language

SEGMENTS: Final = 6
"""How many segments are looked ahead: from the work that runs now, over what leads into the next, to the one after."""
PAST: Final = 4
"""How many past segments are remembered, so that what was said in them is not said again."""
AGAIN: Final = 5.0
"""Seconds after which the clocks are compared again, even if nothing happened."""
ALARMS: Final = (0.0, 2.5, 5.0, 7.5)
"""Seconds at which the alarm is heard, until it is answered."""
_SOON: Final = 10.0
_CLOSE: Final = 1e-3
_SCARCELY: Final = 0.1
_LEARNING: Final = 0.25
_LONG: Final = 180.0
"""Seconds in which what matters for health is said, however much of it there is."""


class Conductor:
    """Follows one session. Runs in the thread of the player's loop; the mixer is shared."""

    def __init__(
        self,
        mixer: Mixer,
        timebase: Timebase,
        cues: CueSet,
        speaker: Speaker,
        phrases: Phrases,
        *,
        language: str = "en",
        talk: Talk = "full",
        halfway: bool = True,
        known: Collection[str] = (),
        brief: Collection[str] = (),
    ) -> None:
        """The arguments from `talk` on are those of `Speech`."""
        self._mixer, self._timebase, self._cues, self._speaker = mixer, timebase, cues, speaker
        self._phrases, self._language, self._halfway = phrases, language, halfway
        self._speech = Speech(phrases, talk, self._length, halfway=halfway, known=known, brief=brief)
        self._known: list[ScheduledSegment] = []
        self._remarks: list[Remark] = []
        self._extras: dict[Hashable, Mark] = {}
        self._placed: dict[Key, float] = {}
        self._again_at = 0.0
        self._stale = True

    @property
    def talk(self) -> Talk:
        """How much is spoken."""
        return self._speech.talk

    @talk.setter
    def talk(self, talk: Talk) -> None:
        self._speech.talk = talk
        self._stale = True

    def introduce(self, plan: Plan, now: float, *, late: bool) -> float | None:
        """Say from `now` on what comes before a session begins; returns the seconds that it takes.

        None where the voice is not ready with all of it; if that is `late`, what is not ready is left out.
        """
        with in_language(self._language):
            texts = introduction(plan, self._phrases) if self.talk == "full" else ()
        lengths = [self._length(each.text, SPEEDS[0]) for each in texts]
        if self._timebase.frame(now) is None or (None in lengths and not late):
            return 0.0 if late else None
        at = now + self._timebase.latency + _SCARCELY
        notes: dict[Hashable, Note] = {}
        for (text, pause), length in zip(texts, lengths, strict=True):
            clip = self._speaker.clip(text, self._language, SPEEDS[0])
            if clip is not None and length:
                notes[round(at, 2), text] = Note(self._frame(at), clip, voice=True)
                at += length + PAUSE + pause
        self._mixer.follow(notes)
        return at - now if notes else 0.0

    def tell_left(self, seconds: float, now: float) -> None:
        """Say how long it takes until the end, as soon as there is a gap."""
        self._remarks.append(Remark(at=now, text=self._phrases.session_left(seconds)))
        self._stale = True

    def follow(self, events: Sequence[happened.Event], session: Session, now: float, slept: float) -> None:
        """Something happened, or time passed; `now` is session time, `slept` seconds ahead of the monotonic clock."""
        # What a routine says is translated into the language that it is spoken in.
        with in_language(self._language):
            self._follow(events, session, now, slept)

    def _follow(self, events: Sequence[happened.Event], session: Session, now: float, slept: float) -> None:
        if not (events or self._stale or self._speaker.news() or now >= self._again_at):
            return
        if self._timebase.frame(now) is None:
            self._stale = self._stale or bool(events)
            return
        self._speech.total = session.plan.seconds
        if not self._mixer.sounding:
            self._timebase.settle()
        self._stale, self._again_at = False, now + (_LEARNING if self._timebase.learning else AGAIN)
        before = self._known
        segments = self._segments(session, now, events)
        self._hear(events, before, session, now)
        self._place(segments, now, slept)

    def _segments(self, session: Session, now: float, events: Sequence[happened.Event]) -> Sequence[ScheduledSegment]:
        """What runs and what follows, after what led up to it."""
        ahead = session.ahead(SEGMENTS)
        if ahead:
            past = [each for each in self._known if each.ends <= ahead[0].since + _CLOSE]
            joined = bool(past) and abs(past[-1].ends - ahead[0].since) < _CLOSE
            self._known = [*(past[-PAST:] if joined else ()), *ahead]
        elif session.state != "finished" or (self._known and self._cut_short(now, events)):
            self._known = []
        return self._known

    def _cut_short(self, now: float, events: Sequence[happened.Event]) -> bool:
        """Whether a finished session did not end as expected, or did so long ago."""
        ends = self._known[-1].ends
        over = [each.at for each in events if isinstance(each, happened.Finished)]
        return abs(ends - now) > 1.0 or any(abs(ends - at) > _CLOSE for at in over)

    def _at_the_end(self, plan: Plan) -> tuple[str, ...]:
        """The last words, where work was let go of some time before the end."""
        return words.the_end(leading(plan.segments[-1], "rest", 0.0), self._phrases) if plan.segments else ()

    def _hear(
        self, events: Sequence[happened.Event], before: Sequence[ScheduledSegment], session: Session, now: float
    ) -> None:
        """Note what could not be placed ahead: a pause, an early release, an alarm. `before` was known until now."""
        state, plan = session.state, session.plan
        if any(isinstance(event, happened.Resumed | happened.Confirmed) for event in events):
            self._remarks.clear()
        if state not in ("alarming", "exposed", "overdue"):
            self._extras = {key: each for key, each in self._extras.items() if each.name != "alarm" or each.at <= now}
        self._extras = {key: each for key, each in self._extras.items() if each.at > now - _SOON}
        self._remarks = [each for each in self._remarks if each.at + max(each.within, _SOON) > now]
        for event in events:
            if isinstance(event, happened.Paused):
                self._speech.stopped(event.at)
            working = any(each.segment.load and each.since <= event.at < each.ends for each in before)
            self._remarks += remarks(event, events, self._phrases, self.talk, working=working)
            if isinstance(event, happened.Paused) and working and not event.exposed:
                self._extras[_key(event.at, "release")] = Mark(event.at, "release")
        foreseen = {_key(cue.at, cue.cue) for scheduled in self._known for cue in scheduled.cues}
        for event in events:
            if isinstance(event, happened.Finished) and self.talk == "full" and _key(event.at, "done") not in foreseen:
                self._remarks += [Remark(at=event.at, text=each, within=_SOON) for each in self._at_the_end(plan)]
            if isinstance(event, happened.Cued) and _key(event.at, event.cue) not in foreseen:
                times = ALARMS if event.cue == "alarm" else (0.0,)
                self._extras |= {
                    _key(event.at + after, event.cue): Mark(event.at + after, event.cue) for after in times
                }

    def _place(self, segments: Sequence[ScheduledSegment], now: float, slept: float) -> None:
        heard = [*marks(segments, halfway=self._halfway), *self._extras.values()]
        gaps = Gaps()
        notes: dict[Hashable, Note] = {}
        for mark in heard:
            clip = self._cues.clip(mark.name)
            gaps.take(mark.at, min(clip.seconds, ALONE))
            notes[_key(mark.at, mark.name)] = Note(self._frame(mark.at - slept), clip, urgent=mark.name == "alarm")
        # What is about to be heard stays; anything else can still be moved.
        soon = now + self._timebase.latency + _SCARCELY
        fixed = {key: at for key, at in self._placed.items() if at < soon}
        self._speaker.improve([text for _, text in fixed])
        spoken = self._speech.lay(segments, gaps, self._remarks, fixed, soon)
        for each in spoken:
            speech = self._speaker.clip(each.text, self._language, each.speed)
            if speech is not None:
                notes[each.key] = Note(self._frame(each.at - slept), speech, voice=True)
        self._placed = {each.key: each.at for each in spoken}
        self._mixer.follow(notes)

    def _frame(self, instant: float) -> int:
        return self._timebase.frame(instant) or 0

    def _length(self, text: str, speed: float) -> float | None:
        clip = self._speaker.clip(text, self._language, speed)
        return None if clip is None else clip.frames / RATE


def _key(at: float, name: Sounded) -> tuple[float, str]:
    """The same cue at the same instant is one cue, whatever it comes from."""
    return round(at, 2), f"cue {name}"


def remarks(
    event: happened.Event, events: Sequence[happened.Event], phrases: Phrases, talk: Talk, *, working: bool
) -> Iterator[Remark]:
    """The remarks on one of these `events`, `working` if it came in the middle of work.

    With `names` there are only those that matter for health.
    """
    match event:
        case happened.Paused(exposed=True):
            yield from _in_full(event, phrases.paused_worn)
        case happened.WordAsked():
            yield from _in_full(event, phrases.too_much)
        case happened.Strained(strains=strains) if strains and not _later(events):
            yield from _in_full(event, phrases.hurts_rest)
        case happened.Alarmed(look=True):
            yield from _in_full(event, phrases.look_now)
        case happened.Alarmed(ended=ended):
            yield from _in_full(event, *([phrases.nobody_answered] if ended else []), phrases.take_off_press_y)
        case happened.RedFlagged(word="skin"):
            yield from _in_full(event, phrases.skin_signs)
        case happened.RedFlagged():
            yield from _in_full(event, phrases.red_flags_intro, *phrases.red_flags)
        case happened.Withheld(segment=segment):
            yield Remark(at=event.at, text=phrases.left_out(segment_name(segment)))
        case _ if talk == "full":
            yield from _pleasant(event, events, phrases, working=working)


def _pleasant(
    event: happened.Event, events: Sequence[happened.Event], phrases: Phrases, *, working: bool
) -> Iterator[Remark]:
    """What is pleasant to know."""
    match event:
        case happened.Paused(gap=gap):
            unasked = gap or any(isinstance(each, happened.Strained) for each in events)
            yield from _in_full(event, *([phrases.time_lost] if gap else []))
            yield from _in_full(event, phrases.paused if working else phrases.paused_plain)
            # A person who paused by hand knows the key.
            yield from _in_full(event, *([phrases.press_space] if unasked else []))
        case happened.Extended(seconds=seconds):
            yield Remark(at=event.at, text=phrases.longer(seconds), within=4.0)
        case happened.Refused():
            yield Remark(at=event.at, text=phrases.refused, within=3.0)
        case happened.Ended():
            yield from _in_full(event, phrases.ended, phrases.kept)


def _later(events: Sequence[happened.Event]) -> bool:
    """Whether what has to rest is not named now.

    It is named once the word for "too much" was given, not before that is asked; and where that word ends the
    session, only the warning signs are spoken.
    """
    return any(isinstance(each, happened.WordAsked | happened.RedFlagged) for each in events)


def needed_at_once(phrases: Phrases) -> list[str]:
    """Sentences that cannot be foreseen, so they have to be ready before they are needed."""
    urgent = (
        phrases.paused,
        phrases.paused_plain,
        phrases.paused_worn,
        phrases.press_space,
        phrases.too_much,
        phrases.hurts_rest,
        phrases.take_off_press_y,
        phrases.look_now,
        phrases.nobody_answered,
        phrases.skin_signs,
        phrases.refused,
        phrases.let_go,
    )
    return [each for text in urgent for each in words.sentences(text)]


def _in_full(event: happened.Event, *texts: str) -> Iterator[Remark]:
    for text in texts:
        yield from (Remark(at=event.at, text=each, within=_LONG) for each in words.sentences(text))
