"""A whole guided session as one stream of sound: the same segments, cues and words as when it is played."""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import accumulate
from math import inf
from typing import Final

from msgspec import structs

from stretchplayer.caps import Plan
from stretchplayer.catalog import translated
from stretchplayer.model.routine import spoken_in
from stretchplayer.phrases import Phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.phrases.introduction import introduction
from stretchplayer.phrases.segment_texts import segment_name
from stretchplayer.session import Advance, Confirm, ScheduledSegment, Session
from stretchplayer.settings import Talk
from stretchplayer.sound.cues.cue_set import CueSet
from stretchplayer.sound.cues.schedule import Gaps, Mark, marks
from stretchplayer.sound.encoders import Chapter, Metadata
from stretchplayer.sound.pcm import RATE, Clip, frames
from stretchplayer.sound.speech import Speech
from stretchplayer.sound.stream.mixer import ALONE, Mixer, Note
from stretchplayer.sound.word_slots import Remark, Spoken

BLOCK: Final = RATE
"""Frames mixed at a time: a second."""
TAIL: Final = 1.0
"""Seconds of silence at the end."""
_BETWEEN: Final = 0.5
"""Seconds for each sentence of the introduction beside its own length."""
THINKING: Final = 5.0
"""Seconds after a question, to do what it asks for."""
_ISO: Final = {"en": "eng", "de": "deu", "es": "spa", "fr": "fra"}
_UNSAID: Final = "und"
"""What containers say of a language that is not listed here."""
LOOK: Final = 20.0
"""Seconds after which a look at the skin counts as done; the heat or cold goes on meanwhile."""


def performed(plan: Plan, start: float, answer: Callable[[ScheduledSegment], float]) -> list[ScheduledSegment]:
    """Every segment of `plan` as it is played from the second `start` on.

    `answer` gives the seconds for doing what a waiting segment asks for.
    """
    session = Session.start(plan, start)
    session.apply(Advance(), start)
    played: list[ScheduledSegment] = []
    while (running := session.running) is not None:
        ends = running.ends
        if ends == inf:
            # A recording hears no key: at one's own pace, a usual one has to do.
            ends = running.since + (running.segment.seconds if running.segment.own_pace else answer(running))
            session.apply(Confirm(), ends)
        else:
            _answered(session, running)
        cues = tuple(structs.replace(cue, at=min(cue.at, ends)) for cue in running.cues)
        played.append(structs.replace(running, ends=ends, cues=cues))
    return played


def _answered(session: Session, running: ScheduledSegment) -> None:
    """Let a segment run to its end; looks at the skin are confirmed."""
    for cue in running.cues:
        if cue.cue == "check-skin":
            session.apply(Advance(), cue.at)
            session.apply(Confirm(), min(cue.at + LOOK, running.ends - 1.0))
    session.apply(Advance(), running.ends)


Say = Callable[[str, float], Clip]
"""Words at a speed, as sound; can be called again for the same words."""


class Rendering:
    """One plan, laid out; `blocks` makes the sound as it is consumed, so that memory does not grow with length."""

    def __init__(self, plan: Plan, cues: CueSet, phrases: Phrases, say: Say, *, talk: Talk = "full") -> None:
        self._cues, self._say = cues, say
        self._lengths: dict[tuple[str, float], float] = {}
        routine = plan.routine
        halfway = routine.sound.halfway is not False
        speech = Speech(
            phrases,
            talk,
            self._length,
            halfway=halfway,
            recorded=True,
            known=routine.known,
            brief=routine.brief,
            total=plan.seconds,
        )
        first = introduction(plan, phrases, recorded=True) if talk != "off" else ()
        starts = [*accumulate((self._length(text, 1.0) + _BETWEEN + pause for text, pause in first), initial=0.0)]
        start = starts.pop()
        self.segments = performed(plan, start, lambda scheduled: self._answering(scheduled, phrases, talk))
        self.marks: list[Mark] = marks(self.segments, halfway=halfway)
        gaps = Gaps()
        for mark in self.marks:
            gaps.take(mark.at, min(cues.clip(mark.name).seconds, ALONE))
        said = [Remark(at=at, text=text, within=start - at) for at, (text, _) in zip(starts, first, strict=True)]
        self.spoken: list[Spoken] = speech.lay(self.segments, gaps, said)
        ends = [start, *(scheduled.ends for scheduled in self.segments)]
        ends += [mark.at + cues.clip(mark.name).seconds for mark in self.marks]
        ends += [each.at + each.seconds for each in self.spoken]
        self.metadata = Metadata(
            title=translated.title(routine.title),
            comment=" ".join([*translated.passage(routine.summary).split(), phrases.recorded_start]),
            language=_ISO.get(spoken_in(routine), _UNSAID),
            frames=frames(max(ends) + TAIL) if self.segments else 0,
            chapters=self._chapters(),
        )

    def blocks(self) -> Iterator[bytes]:
        """The sound, a second at a time."""
        mixer = Mixer()
        both: list[Mark | Spoken] = [*self.marks, *self.spoken]
        coming = deque(sorted(both, key=lambda each: each.at))
        notes: dict[tuple[float, str], Note] = {}
        while mixer.head < self.metadata.frames:
            count = min(BLOCK, self.metadata.frames - mixer.head)
            while coming and frames(coming[0].at) < mixer.head + count:
                each = coming.popleft()
                notes[each.at, str(each)] = self._note(each)
            mixer.follow(notes)
            yield mixer.mix(count)
            notes = {key: note for key, note in notes.items() if note.frame + note.clip.frames > mixer.head}

    def _note(self, each: Mark | Spoken) -> Note:
        clip = self._cues.clip(each.name) if isinstance(each, Mark) else self._say(each.text, each.speed)
        return Note(frames(each.at), clip, voice=isinstance(each, Spoken))

    def _length(self, text: str, speed: float) -> float:
        if (text, speed) not in self._lengths:
            self._lengths[text, speed] = self._say(text, speed).seconds
        return self._lengths[text, speed]

    def _answering(self, scheduled: ScheduledSegment, phrases: Phrases, talk: Talk) -> float:
        asked = words.question(scheduled.segment, phrases, recorded=True) if talk != "off" else ()
        return THINKING + sum(self._length(each, 1.0) + _BETWEEN for each in asked)

    def _chapters(self) -> tuple[Chapter, ...]:
        """One for each step and round, from the first segment that leads into it."""
        found: dict[tuple[str, int | None], Chapter] = {}
        for scheduled in self.segments:
            segment = scheduled.segment
            name = segment_name(segment) or segment.kind.capitalize()
            title = f"{name} ({segment.round}/{segment.rounds})" if segment.round else name
            found.setdefault((segment.path, segment.round), Chapter(frames(scheduled.since), title))
        return tuple(found.values())
