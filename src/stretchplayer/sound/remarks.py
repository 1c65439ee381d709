"""What is said at once about something that just happened: a pause, an alarm, a key that changed nothing."""

from collections.abc import Iterator, Sequence
from typing import Final

from stretchplayer.phrases import Phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.session import events as happened
from stretchplayer.sound.speech import Remark, Talk

_LONG: Final = 180.0
"""Seconds in which what matters for health is said, however much of it there is."""


def remarks(
    event: happened.Event, events: Sequence[happened.Event], phrases: Phrases, talk: Talk, *, working: bool
) -> Iterator[Remark]:
    """The remarks on one of these `events`, `working` if somebody was in the middle of work.

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
            yield Remark(at=event.at, text=phrases.left_out(segment.name))
        case _ if talk == "full":
            yield from _told(event, events, phrases, working=working)


def _told(
    event: happened.Event, events: Sequence[happened.Event], phrases: Phrases, *, working: bool
) -> Iterator[Remark]:
    """What is pleasant to know."""
    match event:
        case happened.Paused(gap=gap):
            unasked = gap or any(isinstance(each, happened.Strained) for each in events)
            yield from _in_full(event, *([phrases.time_lost] if gap else []))
            yield from _in_full(event, phrases.paused if working else phrases.paused_plain)
            # Somebody who paused by hand knows the key.
            yield from _in_full(event, *([phrases.press_space] if unasked else []))
        case happened.Extended(seconds=seconds):
            yield Remark(at=event.at, text=phrases.longer(seconds), within=4.0)
        case happened.Refused():
            yield Remark(at=event.at, text=phrases.refused, within=3.0)
        case happened.Ended():
            yield from _in_full(event, phrases.ended, phrases.kept)


def _later(events: Sequence[happened.Event]) -> bool:
    """Whether what rests is not said now.

    It is said when the word for "too much" was given, not before the question for it; and where that word ends the
    session, warning signs are all that counts.
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
