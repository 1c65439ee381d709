"""What is said at once about something that just happened: a pause, an alarm, a key that changed nothing."""

from collections.abc import Iterable, Iterator

from stretchplayer.session import events as happened
from stretchplayer.sound import words
from stretchplayer.sound.phrases import Phrases
from stretchplayer.sound.speech import Remark, Talk

_LONG = 180.0
"""Seconds in which what matters for health is said, however much of it there is."""


def remarks(events: Iterable[happened.Event], phrases: Phrases, talk: Talk) -> Iterator[Remark]:
    """The remarks on these events; with `names` only those that matter for health."""
    told = tuple(events)
    released = any(isinstance(each, happened.Cued) and each.cue == "release" for each in told)
    for event in told:
        match event:
            case happened.Paused(exposed=True):
                yield from _in_full(event, phrases.paused_worn)
            case happened.Paused(gap=gap) if talk == "full":
                lost = f"{phrases.time_lost} " if gap else ""
                yield from _in_full(event, lost + (phrases.paused if released else phrases.paused_plain))
            case happened.WordAsked():
                yield from _in_full(event, phrases.too_much)
            case happened.Alarmed(ended=ended):
                yield from _in_full(event, phrases.nobody_answered if ended else phrases.take_off_press_y)
            case happened.RedFlagged():
                yield from _in_full(event, phrases.red_flags_intro, *phrases.red_flags)
            case happened.Withheld(segment=segment):
                yield Remark(at=event.at, text=phrases.left_out(segment.name))
            case happened.Refused() if talk == "full":
                yield Remark(at=event.at, text=phrases.refused, within=3.0)
            case happened.Ended() if talk == "full":
                yield from _in_full(event, phrases.ended)


def _in_full(event: happened.Event, *texts: str) -> Iterator[Remark]:
    for text in texts:
        yield from (Remark(at=event.at, text=each, within=_LONG) for each in words.sentences(text))
