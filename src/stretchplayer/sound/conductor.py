"""Keeps the stream in step with a session: sounds are placed before they are due, and taken back at once."""

from collections.abc import Hashable, Sequence
from typing import Final, Protocol

from stretchplayer.phrases import Phrases
from stretchplayer.session import ScheduledSegment, Session
from stretchplayer.session import events as happened
from stretchplayer.sound.cues.cue_set import Sounded
from stretchplayer.sound.cues.schedule import CueSource, Gaps, Mark, marks
from stretchplayer.sound.pcm import RATE, Clip
from stretchplayer.sound.remarks import remarks
from stretchplayer.sound.speech import Key, Remark, Speech, Talk
from stretchplayer.sound.stream.mixer import Mixer, Note
from stretchplayer.sound.stream.timebase import Timebase

PIECES: Final = 6
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


class Speaker(Protocol):
    """Makes speech ahead of need."""

    def clip(self, text: str, language: str, speed: float = 1.0) -> Clip | None:
        """The words as sound; None while they are being made."""
        ...

    def news(self) -> bool:
        """Whether anything has been made since the last call."""
        ...


class Conductor:
    """Follows one session. Runs in the thread of the player's loop; the mixer is shared."""

    def __init__(
        self,
        mixer: Mixer,
        timebase: Timebase,
        cues: CueSource,
        speaker: Speaker,
        phrases: Phrases,
        *,
        language: str = "en",
        talk: Talk = "full",
        halfway: bool = True,
    ) -> None:
        self._mixer, self._timebase, self._cues, self._speaker = mixer, timebase, cues, speaker
        self._phrases, self._language, self._halfway = phrases, language, halfway
        self._speech = Speech(phrases, talk, self._length, halfway=halfway)
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

    def follow(self, events: Sequence[happened.Event], session: Session, now: float, slept: float) -> None:
        """Something happened, or time passed; `now` is session time, `slept` seconds ahead of the monotonic clock."""
        if not (events or self._stale or self._speaker.news() or now >= self._again_at):
            return
        if self._timebase.frame(now) is None:
            self._stale = self._stale or bool(events)
            return
        if not self._mixer.sounding:
            self._timebase.settle()
        self._stale, self._again_at = False, now + (_LEARNING if self._timebase.learning else AGAIN)
        before = self._known
        pieces = self._pieces(session, now, events)
        self._hear(events, before, session.state, now)
        self._place(pieces, now, slept)

    def _pieces(self, session: Session, now: float, events: Sequence[happened.Event]) -> Sequence[ScheduledSegment]:
        """What runs and what follows, after what led up to it."""
        ahead = session.ahead(PIECES)
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

    def _hear(
        self, events: Sequence[happened.Event], before: Sequence[ScheduledSegment], state: str, now: float
    ) -> None:
        """Note what could not be placed ahead: a pause, an early release, an alarm. `before` was known until now."""
        if any(isinstance(event, happened.Resumed | happened.Confirmed) for event in events):
            self._remarks.clear()
        if state not in ("alarming", "exposed", "overdue"):
            self._extras = {key: each for key, each in self._extras.items() if each.name != "alarm" or each.at <= now}
        self._extras = {key: each for key, each in self._extras.items() if each.at > now - _SOON}
        self._remarks = [each for each in self._remarks if each.at + max(each.within, _SOON) > now]
        for event in events:
            working = any(each.segment.load and each.since <= event.at < each.ends for each in before)
            self._remarks += remarks(event, events, self._phrases, self.talk, working=working)
            if isinstance(event, happened.Paused) and working and not event.exposed:
                self._extras[_key(event.at, "release")] = Mark(event.at, "release")
        foreseen = {_key(cue.at, cue.cue) for piece in self._known for cue in piece.cues}
        for event in events:
            if isinstance(event, happened.Cued) and _key(event.at, event.cue) not in foreseen:
                times = ALARMS if event.cue == "alarm" else (0.0,)
                self._extras |= {
                    _key(event.at + after, event.cue): Mark(event.at + after, event.cue) for after in times
                }

    def _place(self, pieces: Sequence[ScheduledSegment], now: float, slept: float) -> None:
        heard = [*marks(pieces, halfway=self._halfway), *self._extras.values()]
        gaps = Gaps()
        notes: dict[Hashable, Note] = {}
        for mark in heard:
            clip = self._cues.clip(mark.name)
            gaps.take(mark.at, clip.seconds)
            notes[_key(mark.at, mark.name)] = Note(self._frame(mark.at - slept), clip, urgent=mark.name == "alarm")
        # What is about to be heard stays; anything else can still be moved.
        soon = now + self._timebase.latency + _SCARCELY
        fixed = {key: at for key, at in self._placed.items() if at < soon}
        spoken = self._speech.lay(pieces, gaps, self._remarks, fixed, soon)
        for words in spoken:
            speech = self._speaker.clip(words.text, self._language, words.speed)
            if speech is not None:
                notes[words.key] = Note(self._frame(words.at - slept), speech, voice=True)
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
