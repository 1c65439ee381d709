"""By ear alone one knows what to do, on which side, for how long, and that the program is still there."""

import itertools
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from msgspec import structs

from strategies import NOW
from stretchplayer.app.instructions import everything
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.file_access import bundled_routines
from stretchplayer.fitting.fit import Fitter, fit, in_short
from stretchplayer.model.short_form import short_form
from stretchplayer.phrases import load as phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.routine.reader import load
from stretchplayer.session import ScheduledSegment
from stretchplayer.settings import Talk
from stretchplayer.sound.cues.cue_set import CueSet
from stretchplayer.sound.pcm import RATE, WIDTH, Clip, audioop
from stretchplayer.sound.render import Rendering
from stretchplayer.sound.voice.engine import Voice
from stretchplayer.sound.voice.espeak import Espeak
from stretchplayer.sound.voice.shaping import WIDE, _trimmed, shaped

ROUTINES = sorted(bundled_routines().glob("*.toml"))
SEASONED = Ledger(first_use=float("-inf"))
SOON = 1.6
"""Seconds after its beginning in which every phase has to have been marked."""
LONGEST_SILENCE = 30.0
CUES = CueSet("soft")
ENGLISH = phrases("en")


def as_long(samples: bytes, rate: int) -> Clip:
    """Silence as long as the clip of the program: what it sounds like takes ten times as much to make."""
    wide = audioop.lin2lin(samples, WIDTH, WIDE)
    heard = _trimmed(audioop.ratecv(wide, WIDE, 1, rate, RATE, None)[0])
    return Clip(bytes(len(heard) // WIDE * 2 * WIDTH))


@cache
def espeak(shape: Callable[[bytes, int], Clip] = as_long) -> Voice:
    return Espeak(shape=shape)


@cache
def say(text: str, speed: float) -> Clip:
    return espeak().speak(text, "en", speed)


@cache
def rendered(path: Path, talk: Talk) -> Rendering:
    routine = load(path).routine
    assert routine is not None
    return Rendering(admit(routine, Profile(), SEASONED, NOW), CUES, ENGLISH, say, talk=talk)


def test_the_lengths_are_those_of_the_program() -> None:
    for text in ("Let go.", "Stand up, hands on the wall.", "15 seconds, 4 times.", ENGLISH.recorded_start):
        said = espeak(shaped).speak(text, "en")
        assert say(text, 1.0).seconds == pytest.approx(said.seconds, abs=0.021), text


def working(segments: Sequence[ScheduledSegment]) -> list[int]:
    return [place for place, each in enumerate(segments) if each.segment.phase in ("work", "contract")]


def said_before(laid: Rendering, text: str, place: int) -> bool:
    """Whether the words were over before the segment at `place` begins, and were said since the work before it."""
    earlier = [each for each in working(laid.segments) if each < place]
    since = laid.segments[earlier[-1]].since if earlier else 0.0
    until = laid.segments[place].since
    return any(text in each.text and since <= each.at and each.at + each.seconds <= until for each in laid.spoken)


def unannounced(laid: Rendering) -> list[str]:
    """Every step and every side that begins before it was named."""
    found: list[str] = []
    before: tuple[str, str | None] = ("", None)
    for place in working(laid.segments):
        segment = laid.segments[place].segment
        name, side = words.name(segment).rstrip("."), words.side(segment, ENGLISH).rstrip(".").lower()
        if segment.path != before[0] and not said_before(laid, name, place):
            found.append(f"{name} at {laid.segments[place].since}")
        sides = {side, side.capitalize()} if segment.side and (segment.path, segment.side) != before else set()
        if sides and not any(said_before(laid, each, place) for each in sides):
            found.append(f"{name}, {side} at {laid.segments[place].since}")
        before = (segment.path, segment.side)
    return found


def unexplained(laid: Rendering) -> list[str]:
    """How to stretch, said too late."""
    told: set[str] = set()
    found = []
    for place in working(laid.segments):
        segment = laid.segments[place].segment
        if segment.kind in ("stretch", "contract-relax") and segment.path not in told:
            told.add(segment.path)
            how = words.sentences(segment.what.how or "")
            found += [f"not explained: {text}" for text in how if not said_before(laid, text, place)]
    return found


def without_caution(laid: Rendering) -> list[str]:
    """What to beware of in a stretch, said after its first hold."""
    found, seen = [], set()
    for place in working(laid.segments):
        scheduled = laid.segments[place]
        if scheduled.segment.kind in ("stretch", "contract-relax") and scheduled.segment.path not in seen:
            seen.add(scheduled.segment.path)
            over = [each.text for each in laid.spoken if each.at + each.seconds <= scheduled.ends]
            caution = words.sentences(scheduled.segment.what.caution or "")
            found += [f"no caution: {text}" for text in caution if not any(text in each for each in over)]
    return found


def unmarked(laid: Rendering) -> list[str]:
    """Changes of phase that are not heard."""
    found = []
    for scheduled in laid.segments:
        if not any(scheduled.since <= mark.at <= scheduled.since + SOON for mark in laid.marks):
            found.append(f"begins unheard: {scheduled}")
        ended = any(mark.name in ("release", "done") and mark.at == scheduled.ends for mark in laid.marks)
        if scheduled.segment.phase == "work" and scheduled.segment.kind != "breathe" and not ended:
            found.append(f"ends unheard: {scheduled}")
    return found


def overlapping(laid: Rendering) -> list[str]:
    """Words over a cue or over other words."""
    found = []
    for mark in laid.marks:
        ends = mark.at + CUES.clip(mark.name).seconds
        found += [f"{each} over {mark}" for each in laid.spoken if each.at < ends and mark.at < each.at + each.seconds]
    return found + [
        f"{two} over {one}" for one, two in itertools.pairwise(laid.spoken) if one.at + one.seconds > two.at
    ]


def silent(laid: Rendering) -> list[str]:
    """Work with a silence in it that makes one wonder."""
    found = []
    for place in working(laid.segments):
        scheduled = laid.segments[place]
        marks = (mark.at for mark in laid.marks if scheduled.since < mark.at < scheduled.ends)
        times = sorted({scheduled.since, scheduled.ends, *marks})
        if max(two - one for one, two in itertools.pairwise(times)) > LONGEST_SILENCE:
            found.append(f"silent: {scheduled}")
    return found


def without_milestones(laid: Rendering) -> list[str]:
    """Halfway and let go, not said in time."""

    def said(text: str, after: float, within: float) -> bool:
        return any(text in each.text and after <= each.at <= after + within for each in laid.spoken)

    found = []
    for place in working(laid.segments):
        scheduled = laid.segments[place]
        halves = [mark for mark in laid.marks if mark.name == "half" and scheduled.since < mark.at < scheduled.ends]
        found += [f"not said: {mark}" for mark in halves if not said(ENGLISH.halfway, mark.at, 2.5)]
        if scheduled.segment.load == "static" and not said(ENGLISH.let_go, scheduled.ends, 1.5):
            found.append(f"let go not said: {scheduled}")
    return found


def unasked(laid: Rendering) -> list[str]:
    """What a recording has to say first, and questions about heat, cold and skin, where they are not asked in full."""
    told = " ".join(each.text for each in laid.spoken)
    start = ENGLISH.recorded_start
    if any(scheduled.segment.thermal for scheduled in laid.segments):
        start += f" {ENGLISH.cannot_stop}"
    wanted: list[str] = []
    for scheduled in laid.segments:
        if scheduled.segment.phase == "confirm":
            wanted += words.question(scheduled.segment, ENGLISH, recorded=True)
        if any(cue.cue == "check-skin" for cue in scheduled.cues):
            wanted += words.skin(scheduled.segment, ENGLISH, recorded=True)
    found = [f"not asked: {text}" for text in wanted if text not in told]
    if not told.startswith(start) or ENGLISH.recorded_start not in laid.metadata.comment:
        found.append("does not begin with what a recording cannot do")
    return found


def not_let_go(laid: Rendering) -> list[str]:
    """Holds whose end is not heard, or not said."""
    found = []
    for place in working(laid.segments):
        scheduled = laid.segments[place]
        if scheduled.segment.load == "static":
            heard = any(mark.name in ("release", "done") and mark.at == scheduled.ends for mark in laid.marks)
            said = any(ENGLISH.let_go in each.text and 0 <= each.at - scheduled.ends <= 1.5 for each in laid.spoken)
            found += [] if heard and said else [f"not let go: {scheduled}"]
    return found


def cut_advice(laid: Rendering) -> list[str]:
    """Advice that is not said, or not to its end."""
    found = []
    for scheduled in laid.segments:
        if scheduled.segment.phase == "advice" and scheduled.segment.seconds:
            ends = [each.at + each.seconds for each in laid.spoken if scheduled.since <= each.at < scheduled.ends]
            found += [] if ends and max(ends) <= scheduled.ends else [f"advice: {scheduled}"]
    return found


RULES: dict[Talk, tuple[Callable[[Rendering], list[str]], ...]] = {
    "full": (
        *(unannounced, unexplained, without_caution, unmarked, overlapping),
        *(silent, without_milestones, unasked),
    ),
    "names": (unannounced, unmarked, overlapping, unasked),
    "off": (unmarked, silent),
}


@pytest.mark.slow
@pytest.mark.parametrize("talk", RULES)
def test_every_bundled_routine_is_followed_by_ear(talk: Talk) -> None:
    laid = {path.stem: rendered(path, talk) for path in ROUTINES}
    assert len(laid) > 20
    assert [f"{name}: {each}" for name in laid for rule in RULES[talk] for each in rule(laid[name])] == []


@pytest.mark.slow
def test_every_bundled_routine_is_followed_by_ear_by_somebody_who_knows_it() -> None:
    rules = (unannounced, unmarked, overlapping, silent, without_milestones, unasked)
    found = []
    for path in ROUTINES:
        routine = load(path).routine
        assert routine is not None
        routine = structs.replace(routine, known=everything(routine))
        laid = Rendering(admit(routine, Profile(), SEASONED, NOW), CUES, ENGLISH, say)
        found += [f"{path.stem}: {each}" for rule in rules for each in rule(laid)]
        told = {each.text for each in laid.spoken}
        hold = (each.segment for each in laid.segments if each.segment.kind in ("stretch", "contract-relax"))
        found += [f"{path.stem}: explained: {text}" for each in hold for text in words.how(each) if text in told]
    assert found == []


@pytest.mark.slow
def test_every_short_form_is_followed_by_ear() -> None:
    found = []
    for path in ROUTINES:
        routine = load(path).routine
        assert routine is not None
        short = in_short(Fitter(short_form(routine), Profile(), SEASONED, NOW), None)
        laid = Rendering(admit(short.routine, Profile(), SEASONED, NOW), CUES, ENGLISH, say)
        found += [f"{path.stem}: {each}" for rule in RULES["full"] for each in rule(laid)]
    assert found == []


@pytest.mark.slow
def test_every_bundled_routine_made_as_short_as_it_can_be_is_followed_by_ear() -> None:
    found = []
    for path in ROUTINES:
        routine = load(path).routine
        assert routine is not None
        fitted = fit(routine, Profile(), SEASONED, NOW, 1.0)
        laid = Rendering(admit(fitted.routine, Profile(), SEASONED, NOW), CUES, ENGLISH, say)
        for rule in (unannounced, not_let_go, cut_advice):
            found += [f"{path.stem}: {each}" for each in rule(laid)]
    assert found == []
