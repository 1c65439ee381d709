"""A routine laid out as it is heard: every cue and every word of it, and when they begin."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, cast

import pytest
from msgspec import structs

from strategies import NOW
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.file_access import bundled_routines
from stretchplayer.fitting.fit import Fitter, in_short
from stretchplayer.model.routine import Language, Routine
from stretchplayer.model.short_form import short_form
from stretchplayer.model.speaking_time import PAUSE, speaking_time
from stretchplayer.phrases import Phrases
from stretchplayer.phrases import load as phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.routine.reader import load
from stretchplayer.session import ScheduledSegment
from stretchplayer.settings import Talk
from stretchplayer.sound.cues.cue_set import CueSet
from stretchplayer.sound.pcm import RATE, Clip, audioop
from stretchplayer.sound.render import Rendering
from stretchplayer.sound.voice import shaping
from stretchplayer.sound.voice.engine import Voice
from stretchplayer.sound.voice.pico import Pico
from stretchplayer.translation import in_language

ROUTINES: Final = sorted(bundled_routines().glob("*.toml"))
SEASONED: Final = Ledger(first_use=float("-inf"))
CUES: Final = CueSet("soft")
CLOSE: Final = 1e-6


class Quiet(NamedTuple):
    """All that a layout asks of a clip."""

    seconds: float


class Laid(NamedTuple):
    """A rendering, and the words of its language."""

    rendering: Rendering
    said: Phrases
    routine: Routine

    @property
    def segments(self) -> list[ScheduledSegment]:
        """What is played."""
        return self.rendering.segments


@cache
def pico() -> Voice:
    return Pico()


@cache
def said_in(language: Language) -> Callable[[str, float], Clip]:
    """The voice that comes along, brought to the usual rate without a filter: only how long it speaks is asked for."""

    def speak(text: str, speed: float) -> Clip:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shaping, "resampled", _straight)
            return pico().speak(text, language, speed)

    return cache(speak)


def _straight(samples: bytes, rate: int) -> bytes:
    return audioop.ratecv(samples, shaping.WIDE, 1, rate, RATE, None)[0]


@cache
def slowest(language: Language) -> Callable[[str, float], Clip]:
    """A voice as slow as is reckoned with."""
    return lambda text, speed: cast("Clip", Quiet((speaking_time(text, language) - PAUSE) / speed))


@cache
def read(path: Path) -> Routine:
    routine = load(path).routine
    assert routine is not None
    return routine


def laid_out(
    routine: Routine, talk: Talk = "full", language: Language = "en", voice: Callable[[str, float], Clip] | None = None
) -> Laid:
    routine = structs.replace(routine, language=language)
    said, plan = phrases(language), admit(routine, Profile(), SEASONED, NOW)
    with in_language(language):
        return Laid(Rendering(plan, CUES, said, voice or slowest(language), talk=talk), said, routine)


def in_its_short_form(path: Path) -> Routine:
    return in_short(Fitter(short_form(read(path)), Profile(), SEASONED, NOW), None).routine


def followed(laid: Laid) -> list[int]:
    """The places of what is done, not only waited for."""
    return [place for place, each in enumerate(laid.segments) if words.followed(each.segment)]


def said_before(laid: Laid, text: str, place: int, *, since: float | None = None) -> float | None:
    """When the words were said that were over before the segment at `place`, since the work before it began."""
    if since is None:
        earlier = [each for each in followed(laid) if each < place]
        since = laid.segments[earlier[-1]].since if earlier else 0.0
    until = laid.segments[place].since + CLOSE
    for each in laid.rendering.spoken:
        if _plain(text) in _plain(each.text) and since <= each.at and each.at + each.seconds <= until:
            return each.at
    return None


def _plain(text: str) -> str:
    # In a sentence, the space before a French colon may break.
    return " ".join(text.casefold().split())
