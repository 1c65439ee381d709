"""Whoever only listens knows what to do, on which side, for how long, and that the program is still there."""

import itertools
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from strategies import NOW
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.config import bundled_routines
from stretchplayer.routine import load
from stretchplayer.session import ScheduledSegment
from stretchplayer.sound import words
from stretchplayer.sound.cues.cue_set import cue_set
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.phrases import load as phrases
from stretchplayer.sound.render import Rendering
from stretchplayer.sound.speech import Spoken, Talk
from stretchplayer.sound.voice.engine import Voice, choose

ROUTINES = sorted(bundled_routines().glob("*.toml"))
SEASONED = Ledger(first_use=float("-inf"))
SOON = 1.6
"""Seconds after its beginning in which every phase has to have been marked."""
LONGEST_SILENCE = 30.0
UNTOUCHED = ("go", "release", "tick")
CUES = cue_set("soft")
ENGLISH = phrases("en")


@cache
def espeak() -> Voice:
    return choose("espeak")


@cache
def say(text: str, speed: float) -> Clip:
    return espeak().speak(text, "en", speed)


@cache
def rendered(path: Path, talk: Talk) -> Rendering:
    routine = load(path).routine
    assert routine is not None
    return Rendering(admit(routine, Profile(), SEASONED, NOW), CUES, ENGLISH, say, talk=talk)


def each_routine(talks: Sequence[Talk]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("path", "talk"), [pytest.param(path, talk, id=f"{path.stem}-{talk}") for path in ROUTINES for talk in talks]
    )


def working(pieces: Sequence[ScheduledSegment]) -> list[int]:
    return [place for place, each in enumerate(pieces) if each.segment.phase in ("work", "contract")]


def said_before(laid: Rendering, text: str, place: int) -> bool:
    """Whether the words were over before the piece at `place` begins, and were said since the work before it."""
    earlier = [each for each in working(laid.pieces) if each < place]
    since = laid.pieces[earlier[-1]].since if earlier else 0.0
    until = laid.pieces[place].since
    return any(text in each.text and since <= each.at and each.at + each.seconds <= until for each in laid.spoken)


def unannounced(laid: Rendering) -> list[str]:
    """Every step and every side that begins before it was named."""
    found: list[str] = []
    before: tuple[str, str | None] = ("", None)
    for place in working(laid.pieces):
        segment = laid.pieces[place].segment
        name, side = words.name(segment).rstrip("."), words.side(segment, ENGLISH).rstrip(".").lower()
        if segment.path != before[0] and not said_before(laid, name, place):
            found.append(f"{name} at {laid.pieces[place].since}")
        sides = {side, side.capitalize()} if segment.side and (segment.path, segment.side) != before else set()
        if sides and not any(said_before(laid, each, place) for each in sides):
            found.append(f"{name}, {side} at {laid.pieces[place].since}")
        before = (segment.path, segment.side)
    return found


@each_routine(["full", "names"])
def test_every_step_and_side_is_announced_before_it_begins(path: Path, talk: Talk) -> None:
    assert unannounced(rendered(path, talk)) == []


@each_routine(["full"])
def test_how_to_stretch_is_told_before_the_stretch_begins(path: Path, talk: Talk) -> None:
    laid = rendered(path, talk)
    told: set[str] = set()
    for place in working(laid.pieces):
        segment = laid.pieces[place].segment
        if segment.kind not in ("stretch", "contract-relax") or segment.path in told:
            continue
        told.add(segment.path)
        for sentence in words.sentences(segment.what.how or ""):
            assert said_before(laid, sentence, place), f"{sentence} at {laid.pieces[place].since}"


@each_routine(["full", "names", "off"])
def test_every_change_of_phase_is_heard(path: Path, talk: Talk) -> None:
    laid = rendered(path, talk)
    for piece in laid.pieces:
        assert any(piece.since <= mark.at <= piece.since + SOON for mark in laid.marks), piece
        if piece.segment.phase == "work" and piece.segment.kind != "breathe":
            assert any(mark.name in ("release", "done") and mark.at == piece.ends for mark in laid.marks), piece


@each_routine(["full", "names"])
def test_nothing_is_said_over_a_cue_or_over_other_words(path: Path, talk: Talk) -> None:
    laid = rendered(path, talk)
    for mark in laid.marks:
        ends = mark.at + CUES.clip(mark.name).seconds
        over = [each for each in laid.spoken if each.at < ends and mark.at < each.at + each.seconds]
        assert not over, f"{over} over {mark}"
    for one, two in zip(laid.spoken, laid.spoken[1:], strict=False):
        assert one.at + one.seconds <= two.at


@each_routine(["full", "off"])
def test_no_silence_in_work_makes_one_wonder(path: Path, talk: Talk) -> None:
    laid = rendered(path, talk)
    for place in working(laid.pieces):
        piece = laid.pieces[place]
        times = sorted(
            {piece.since, piece.ends, *(mark.at for mark in laid.marks if piece.since < mark.at < piece.ends)}
        )
        assert max(two - one for one, two in itertools.pairwise(times)) <= LONGEST_SILENCE, piece


@each_routine(["full"])
def test_milestones_are_said(path: Path, talk: Talk) -> None:
    laid = rendered(path, talk)

    def said(text: str, after: float, within: float) -> Spoken | None:
        return next((each for each in laid.spoken if text in each.text and after <= each.at <= after + within), None)

    for place in working(laid.pieces):
        piece = laid.pieces[place]
        for mark in laid.marks:
            if mark.name == "half" and piece.since < mark.at < piece.ends:
                assert said(ENGLISH.halfway, mark.at, 2.0), mark
        if piece.segment.load == "static":
            assert said(ENGLISH.let_go, piece.ends, 1.5), piece


@each_routine(["full", "names"])
def test_what_is_asked_about_heat_and_cold_is_asked_in_full(path: Path, talk: Talk) -> None:
    laid = rendered(path, talk)
    told = " ".join(each.text for each in laid.spoken)
    if any(piece.segment.thermal for piece in laid.pieces):
        assert told.startswith(f"{ENGLISH.recorded_start} {ENGLISH.cannot_stop}")
    assert told.startswith(ENGLISH.recorded_start)
    assert ENGLISH.recorded_start in laid.metadata.comment
    for piece in laid.pieces:
        if piece.segment.phase == "confirm":
            for text in words.question(piece.segment, ENGLISH, recorded=True):
                assert text in told
        for cue in piece.cues:
            if cue.cue == "check-skin":
                assert all(text in told for text in words.skin(piece.segment, ENGLISH, recorded=True))
