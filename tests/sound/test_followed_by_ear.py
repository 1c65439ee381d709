"""By ear alone one knows what to do, where and on which side, what to beware of, for how long, and when it is over."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from msgspec import structs

from core.build import stretch
from examples import SLOWLY
from sound.led_by_ear import LED, told_a_wrong_rest
from sound.listening import (
    CLOSE,
    CUES,
    ROUTINES,
    SEASONED,
    Laid,
    followed,
    in_its_short_form,
    laid_out,
    read,
    said_before,
    said_in,
)
from sound.moved_by_ear import MOVED, marked_by_words, place_until
from strategies import NOW
from stretchplayer.app.instructions import everything
from stretchplayer.caps import Profile, admit
from stretchplayer.catalog.translated import passage
from stretchplayer.fitting.fit import fit
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.routine import Language, Routine
from stretchplayer.model.speaking_time import PAUSE
from stretchplayer.model.steps import Cold, Heat, Massage
from stretchplayer.phrases import LANGUAGES, load
from stretchplayer.phrases import segment_words as words
from stretchplayer.phrases.introduction import introduction
from stretchplayer.settings import Talk
from stretchplayer.translation import in_language

SOON: Final = 1.6
"""Seconds after its beginning in which every phase has to have been marked."""
SILENCE: Final = 20.0
"""The longest work without a sign of life, in seconds."""
FAINT: Final = ("pulse", "in", "out")
"""What may sound while something else does."""
SHORTEST_LEFT: Final = 25.0
LATEST: Final = 130
"""Seconds after a quarter of the session within which it is said how long it still takes."""


def unannounced(laid: Laid) -> Iterator[str]:
    """Every step and every side that begins before it was named."""
    before: tuple[str, str | None] = ("", None)
    for place in followed(laid):
        segment = laid.segments[place].segment
        name, side = words.name(segment).rstrip("."), words.side(segment, laid.said).rstrip(".").lower()
        if segment.path != before[0] and said_before(laid, name, place) is None:
            yield f"not named: {name}"
        if side and (segment.path, segment.side) != before:
            told = (side, words.switch(segment, laid.said))
            if all(said_before(laid, each, place) is None for each in told):
                yield f"not said: {name}, {side}"
        before = (segment.path, segment.side)


def told_late(laid: Laid) -> Iterator[str]:
    """Where and how to be, what to beware of, what to do: not said before the work begins, or in another order."""
    told: set[str] = set(laid.routine.known)
    for place in followed(laid):
        segment, brief = laid.segments[place].segment, known_as(laid.segments[place].segment.what) in laid.routine.brief
        name, before = known_as(segment.what), place_until(laid, place)
        if name in told and not segment.thermal:
            continue
        told.add(name)
        texts = words.explained(segment, laid.said, before=None if segment.thermal else before, brief=brief)
        times = [said_before(laid, text, place) for text in texts]
        yield from (f"too late: {text}" for text, at in zip(texts, times, strict=True) if at is None)
        found = [at for at in times if at is not None]
        if found != sorted(found):
            yield f"out of order: {texts}"


def placed_last(laid: Laid) -> Iterator[str]:
    """What to do, said before how to be placed or what to beware of."""
    for place in followed(laid):
        what = laid.segments[place].segment.what
        texts = words.explained(laid.segments[place].segment, laid.said)
        for caution in words.sentences(passage(what.caution or "")):
            done = [text for text in texts[texts.index(caution) :] if text in words.sentences(passage(what.how or ""))]
            if what.how and not done and len(words.sentences(what.how)) > 2:
                yield f"cautioned last: {caution}"


def unmarked(laid: Laid) -> Iterator[str]:
    """Changes of phase that are not heard, and pushes that begin or end without a sound of their own."""
    switching = ""
    for scheduled in laid.segments:
        segment = scheduled.segment
        marks = [mark for mark in laid.rendering.marks if scheduled.since <= mark.at <= scheduled.since + SOON]
        if not marks and segment.path != switching:
            yield f"begins unheard: {scheduled}"
        own = [mark for mark in laid.rendering.marks if mark.at == scheduled.ends]
        ended = any(mark.name in ("release", "done", "go") for mark in own)
        if segment.phase == "work" and segment.kind != "breathe" and not ended:
            yield f"ends unheard: {scheduled}"
        if segment.phase == "contract":
            counted = [mark for mark in laid.rendering.marks if scheduled.ends - 3.1 < mark.at < scheduled.ends]
            if not any(mark.name == "push" for mark in marks) or len(counted) != 3:
                yield f"push is not told from the stretch after it: {scheduled}"
        # Changing sides has one sound, getting ready for that side included.
        switching = segment.path if segment.phase == "switch" else ""


def overlapping(laid: Laid) -> Iterator[str]:
    """Words over a cue or too close to other words; two cues at once."""
    spoken, marks = laid.rendering.spoken, laid.rendering.marks
    for one, two in itertools.pairwise(spoken):
        if two.at - one.at - one.seconds < PAUSE - CLOSE:
            yield f"{two} too soon after {one}"
    sounds = sorted((mark.at, mark.at + CUES.clip(mark.name).seconds, mark.name) for mark in marks)
    for (_, ends, one_name), (begins, _, two_name) in itertools.pairwise(
        [each for each in sounds if each[2] not in FAINT]
    ):
        if begins < ends - CLOSE:
            yield f"{two_name} over {one_name} at {begins}"
    both = sorted([*((at, ends, name) for at, ends, name in sounds), *((e.at, e.at + e.seconds, "") for e in spoken)])
    latest, whose = 0.0, ""
    for at, ends, name in both:
        if at < latest - CLOSE and "" in (name, whose):
            yield f"words over a cue at {at}: {name or whose}"
        if ends > latest:
            latest, whose = ends, name


def silent(laid: Laid) -> Iterator[str]:
    """Work with a silence in it that makes one wonder."""
    for place in followed(laid):
        scheduled = laid.segments[place]
        marks = (mark.at for mark in laid.rendering.marks if scheduled.since < mark.at < scheduled.ends)
        times = sorted({scheduled.since, scheduled.ends, *marks})
        if max(two - one for one, two in itertools.pairwise(times)) > SILENCE:
            yield f"silent: {scheduled}"


def without_milestones(laid: Laid) -> Iterator[str]:
    """Halfway and let go, not said in time; a side that goes without saying."""

    def said(text: str, after: float, within: float) -> bool:
        return any(text in each.text and after <= each.at <= after + within for each in laid.rendering.spoken)

    for place in followed(laid):
        scheduled = laid.segments[place]
        marks = laid.rendering.marks
        # Where repetitions are counted, their numbers come first.
        counted = scheduled.segment.beats > 0
        halves = [mark for mark in marks if mark.name == "half" and scheduled.since < mark.at < scheduled.ends]
        halves = [] if counted else halves
        half = words.halfway(scheduled.segment, laid.said)
        yield from (f"not said: {mark}" for mark in halves if not said(half, mark.at, 2.0))
        if scheduled.segment.load == "static" and not said(laid.said.ease_off, scheduled.ends, 1.5):
            yield f"let go not said: {scheduled}"
        begins = words.begin(scheduled.segment, laid.said, counted=False)
        if not scheduled.segment.thermal and not said(begins, scheduled.begins, 4.0):
            yield f"not said: {begins}, {scheduled}"
        both = words.side(scheduled.segment, laid.said).rstrip(".").lower() == laid.said.both
        if both and not isinstance(scheduled.segment.what, Heat | Cold | Massage):
            yield f"both sides: {scheduled}"


def unasked(laid: Laid) -> Iterator[str]:
    """What is said first, and questions about heat, cold and skin, where they are not asked in full."""
    plan = admit(laid.routine, Profile(), SEASONED, NOW)
    first = tuple(each.text for each in introduction(plan, laid.said, recorded=True))
    if tuple(each.text for each in laid.rendering.spoken[: len(first)]) != first:
        yield "does not begin with what it is and what it cannot do"
    for wanted in (laid.said.general, *words.sentences(laid.said.recorded_start)):
        if wanted not in first:
            yield f"does not say: {wanted}"
    told = " ".join(each.text for each in laid.rendering.spoken)
    for scheduled in laid.segments:
        asked: tuple[str, ...] = ()
        if scheduled.segment.phase == "confirm":
            asked += words.question(scheduled.segment, laid.said, recorded=True)
        if any(cue.cue == "check-skin" for cue in scheduled.cues):
            asked += words.skin(scheduled.segment, laid.said, recorded=True)
        yield from (f"not asked: {text}" for text in asked if text not in told)


def without_an_end(laid: Laid) -> Iterator[str]:
    """The time left and the end, where they are not said."""
    spoken, total = laid.rendering.spoken, laid.segments[-1].segment.end
    for quarter in (1, 2, 3):
        left = total * (4 - quarter) / 4
        texts = {laid.said.session_left(left - late) for late in range(0, LATEST, 20)}
        if left >= SHORTEST_LEFT and not any(each.text in texts for each in spoken):
            yield f"not said: {laid.said.session_left(left)}"
    last = words.the_end(laid.segments[-1].segment, laid.said)
    over = [each.text for each in spoken if each.at >= laid.segments[-1].ends]
    if laid.said.that_is_all not in last or over[-len(last) :] != list(last[-len(over) :]):
        yield f"the end is not said: {over}"


def not_let_go(laid: Laid) -> Iterator[str]:
    """Holds whose end is not heard, or not said."""
    for place in followed(laid):
        scheduled = laid.segments[place]
        if scheduled.segment.load == "static":
            marks, spoken = laid.rendering.marks, laid.rendering.spoken
            heard = any(mark.name in ("release", "done") and mark.at == scheduled.ends for mark in marks)
            said = any(laid.said.ease_off in each.text and 0 <= each.at - scheduled.ends <= 1.5 for each in spoken)
            if not (heard and said):
                yield f"not let go: {scheduled}"


def cut_advice(laid: Laid) -> Iterator[str]:
    """Advice that is not said, or not to its end."""
    for scheduled in laid.segments:
        if scheduled.segment.phase == "advice" and scheduled.segment.seconds:
            spoken = laid.rendering.spoken
            ends = [each.at + each.seconds for each in spoken if scheduled.since <= each.at < scheduled.ends]
            if not ends or max(ends) > scheduled.ends:
                yield f"advice: {scheduled}"


Rule = Callable[[Laid], Iterator[str]]
ALL: Final[tuple[Rule, ...]] = (
    *(unannounced, told_late, placed_last, unmarked, overlapping, silent),
    *(without_milestones, unasked, without_an_end, not_let_go, cut_advice),
    *LED,
    *MOVED,
)
FOR_WHO_KNOWS: Final[tuple[Rule, ...]] = (
    *(unannounced, unmarked, overlapping, silent, without_milestones, unasked),
    *(without_an_end, not_let_go),
    *LED,
    *MOVED,
)


def broken(name: str, laid: Laid, rules: tuple[Rule, ...] = ALL) -> list[str]:
    with in_language(laid.said.language):
        return [f"{name}: {each}" for rule in rules for each in rule(laid)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bundled_routine_is_followed_by_ear(language: Language) -> None:
    assert len(ROUTINES) > 20
    found = []
    for path in ROUTINES:
        found += broken(path.stem, laid_out(read(path), language=language))
        found += broken(f"{path.stem} in short", laid_out(in_its_short_form(path), language=language))
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_knows_a_routine_hears_names_sides_and_doses(language: Language) -> None:
    found = []
    for path in ROUTINES:
        routine = structs.replace(read(path), known=everything(read(path)))
        laid = laid_out(routine, language=language)
        found += broken(path.stem, laid, FOR_WHO_KNOWS)
        told = {each.text for each in laid.rendering.spoken}
        kinds = ("stretch", "contract-relax")
        holds = [each.segment.what for each in laid.segments if each.segment.kind in kinds]
        found += [
            f"{path.stem}: explained: {text}"
            for what in holds
            for text in words.sentences(passage(what.how or "", language))
            if text in told
        ]
    assert found == []


def test_every_language_has_the_same_steps_that_lead_there_themselves_and_that_change_direction() -> None:
    found = {}
    for language in LANGUAGES:
        with in_language(language):
            found[language] = {(path.stem, each) for path in ROUTINES for each in marked(path, language)}
    assert len(found["en"]) > 30
    for language in LANGUAGES:
        assert found[language] == found["en"], language


def marked(path: Path, language: Language) -> set[tuple[str, str]]:
    return marked_by_words(laid_out(read(path), language=language))


@pytest.mark.parametrize(
    ("talk", "rules"), [("names", (unannounced, unmarked, overlapping)), ("off", (unmarked, silent))]
)
def test_with_fewer_words_it_is_named_and_marked(talk: Talk, rules: tuple[Rule, ...]) -> None:
    assert [each for path in ROUTINES for each in broken(path.stem, laid_out(read(path), talk), rules)] == []


def test_what_is_made_to_fit_is_still_named_and_cautioned_about() -> None:
    found = []
    for path in ROUTINES:
        fitted = fit(read(path), Profile(), SEASONED, NOW, 1.0)
        found += broken(path.stem, laid_out(fitted.routine), (unannounced, told_late, not_let_go, cut_advice))
    assert found == []


def test_a_rest_says_how_long_it_is_still() -> None:
    said = load("en")
    for rest, texts in ((8, {said.rest_freely}), (15, {said.rest_freely}), (30, {said.resting(25)})):
        whole = Routine(title="Rests", step=(stretch(hold=20, reps=3, rest=rest),))
        laid = laid_out(whole)
        assert broken(f"rest of {rest}", laid, (told_a_wrong_rest,)) == []
        assert {each.text for each in laid.rendering.spoken if each.text.startswith("Rest")} - {"Rests."} == texts


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_voice_that_comes_along_is_in_time_as_well(language: Language) -> None:
    # To speak all of them takes minutes: each language has routines of its own.
    spoken = ROUTINES if SLOWLY else ROUTINES[LANGUAGES.index(language) :: 48]
    laid = ((path.stem, laid_out(read(path), language=language, voice=said_in(language))) for path in spoken)
    assert [each for name, found in laid for each in broken(name, found)] == []
