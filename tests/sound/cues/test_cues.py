"""Cues are told apart by ear, are the same to the last bit, and words go into the free time between them."""

from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from itertools import combinations
from math import log10
from pathlib import Path
from threading import Barrier
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sound.cues.ears import STEP, Shape, above, energy, loudness, sides
from stretchplayer.settings import Cues
from stretchplayer.sound.cues.cue_set import SOUNDED, CueSet, Sounded
from stretchplayer.sound.cues.schedule import AFTER, BEFORE, Gaps
from stretchplayer.sound.pcm import RATE, Clip

SETS: tuple[Cues, ...] = get_args(Cues)
FAINT: tuple[Sounded, ...] = ("in", "out", "pulse")
EQUAL = tuple(name for name in SOUNDED if name not in (*FAINT, "alarm"))
GOLDEN = Path(__file__).parent / "digests.txt"
LONGEST: dict[Sounded, float] = {"go": 0.35, "release": 0.35, "tick": 0.08, "alarm": 2.0, "done": 1.5}

every_cue = pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in SETS for name in SOUNDED])
every_set = pytest.mark.parametrize("kind", SETS)


@cache
def made(kind: Cues) -> CueSet:
    return CueSet(kind)


@cache
def loud(kind: Cues, name: Sounded) -> float:
    return loudness(made(kind).clip(name))


def samples(clip: Clip) -> list[int]:
    return array("h", clip.data).tolist()


def confused(shapes: dict[str, Shape]) -> Iterator[tuple[str, str]]:
    """The pairs that a listener could confuse."""
    return ((one, two) for one, two in combinations(shapes, 2) if shapes[one].apart(shapes[two]) < 1)


@every_cue
def test_the_bytes_are_the_same_everywhere(kind: Cues, name: Sounded) -> None:
    kept = dict(line.rsplit(" ", 1) for line in GOLDEN.read_text().splitlines())
    assert kept[f"{kind} {name}"] == sha256(made(kind).clip(name).data).hexdigest()


@every_cue
def test_it_is_short(kind: Cues, name: Sounded) -> None:
    assert 0.05 < made(kind).clip(name).seconds <= LONGEST.get(name, 0.45)


@every_cue
def test_it_begins_at_nothing_at_once_and_ends_at_nothing(kind: Cues, name: Sounded) -> None:
    heard = samples(made(kind).clip(name))
    peak = max(map(abs, heard))
    assert max(map(abs, (*heard[:2], *heard[-2:]))) <= 2
    assert max(map(abs, heard[: 2 * RATE // 100])) >= peak / 10


@every_cue
def test_two_sounds_at_once_still_fit(kind: Cues, name: Sounded) -> None:
    assert max(map(abs, samples(made(kind).clip(name)))) <= 18_426  # -5 dB


@every_cue
def test_it_is_not_shrill_and_does_not_click(kind: Cues, name: Sounded) -> None:
    clip = made(kind).clip(name)
    both = [each for side in sides(clip) for each in side]
    assert 10 * log10(energy(above(clip, 3000)) / energy(both)) < -15
    assert 20 * log10(max(map(abs, above(clip, 6000))) / max(map(abs, both))) < -24


def test_all_are_equally_loud_whatever_the_set() -> None:
    found = {(kind, name): loud(kind, name) for kind in SETS for name in EQUAL}
    assert max(found.values()) - min(found.values()) < 3


@every_set
def test_an_alarm_may_be_louder_but_not_by_much(kind: Cues) -> None:
    others = [loud(kind, name) for name in EQUAL]
    assert max(others) < loud(kind, "alarm") < min(others) + 6
    assert loud(kind, "alarm") < max(others) + 3


@every_set
def test_breath_is_softer_and_the_sign_of_life_faint(kind: Cues) -> None:
    least = min(loud(kind, name) for name in EQUAL)
    assert loud(kind, "in") == pytest.approx(loud(kind, "out"), abs=1)
    assert loud(kind, "in") < least - 1
    assert loud(kind, "pulse") < min(loud(kind, name) for name in SOUNDED if name != "pulse") - 9


@every_set
def test_each_is_told_from_each_with_closed_eyes(kind: Cues) -> None:
    assert list(confused({name: Shape(made(kind).clip(name)) for name in SOUNDED})) == []


@every_set
@pytest.mark.parametrize("copied", [("go", "release"), ("half", "rest"), ("tick", "pulse")])
def test_a_copy_would_be_taken_for_the_other(kind: Cues, copied: tuple[Sounded, Sounded]) -> None:
    shapes: dict[str, Shape] = {name: Shape(made(kind).clip(name)) for name in ("next", "done", *copied)}
    shapes[copied[0]] = shapes[copied[1]]
    assert list(confused(shapes)) == [copied]


def test_another_pitch_alone_is_no_other_cue() -> None:
    one, two = (Shape(made(kind).clip("in")) for kind in ("soft", "bright"))
    assert one.apart(two) < 1


@every_set
@pytest.mark.parametrize(("name", "rises"), [("go", 7), ("release", -7), ("in", 4), ("out", -4), ("next", 0)])
def test_contours_mean_what_they_sound_like(kind: Cues, name: Sounded, rises: int) -> None:
    pitches = Shape(made(kind).clip(name)).pitches
    steps = len(pitches)
    assert pitches[steps * 3 // 4] - pitches[steps // 10] == pytest.approx(rises, abs=1.5)


@every_set
def test_switch_goes_from_ear_to_ear_and_is_heard_with_either(kind: Cues) -> None:
    shape = Shape(made(kind).clip("switch"))
    found = [shape.sides[at // 10] for at in (50, 160, 270, 380)]
    assert [side > 6 for side in found] == [True, False, True, False]
    assert [side < -6 for side in found] == [False, True, False, True]
    assert all(abs(side) < 20 for side in found)


@every_set
def test_an_alarm_can_be_repeated_without_a_seam(kind: Cues) -> None:
    clip = made(kind).clip("alarm")
    heard = samples(clip)
    assert clip.frames == 2 * RATE
    assert heard[: RATE * 2] == heard[RATE * 2 :]
    assert not any(heard[-10 * STEP :])


@every_set
def test_a_clip_is_made_once_whoever_asks(kind: Cues) -> None:
    asked, at_once = CueSet(kind), Barrier(8)

    def ask(number: int) -> list[Clip]:
        at_once.wait()
        return [asked.clip(SOUNDED[(number + each) % 4]) for each in range(4)]

    with ThreadPoolExecutor(8) as threads:
        found = {id(clip): clip for clips in threads.map(ask, range(8)) for clip in clips}
    assert sorted(clip.data for clip in found.values()) == sorted(asked.clip(name).data for name in SOUNDED[:4])


def test_what_was_brought_along_covers_what_is_built_in() -> None:
    own = Clip(bytes(400))
    built_in = made("soft")
    covered = CueSet(built_in.name, {"go": own})
    assert covered.clip("go") is own
    assert covered.clip("release") == built_in.clip("release")
    assert built_in.clip("go") != own


TAKEN = st.lists(st.tuples(st.floats(0, 60), st.floats(0, 5)), max_size=12)


def _gaps(taken: list[tuple[float, float]]) -> Gaps:
    gaps = Gaps()
    for at, length in taken:
        gaps.take(at, length)
    return gaps


@given(TAKEN, st.floats(0.1, 8), st.floats(0, 60), st.floats(0, 60))
def test_what_is_found_is_free_with_quiet_around_it(
    taken: list[tuple[float, float]], length: float, earliest: float, span: float
) -> None:
    found = _gaps(taken).first(length, earliest, earliest + span)
    if found is None:
        return
    assert earliest <= found
    assert found + length + BEFORE <= earliest + span
    assert all(found + length + BEFORE <= at or found >= at + long + AFTER for at, long in taken)


@given(TAKEN, st.floats(0.1, 8), st.floats(0, 60), st.floats(0, 60))
def test_nothing_earlier_would_have_done(
    taken: list[tuple[float, float]], length: float, earliest: float, span: float
) -> None:
    found = _gaps(taken).first(length, earliest, earliest + span)
    latest = earliest + span if found is None else found
    starts = [earliest, *(at + long + AFTER for at, long in taken)]
    fits = [
        start
        for start in starts
        if earliest <= start < latest
        and start + length + BEFORE <= earliest + span
        and all(start + length + BEFORE <= at or start >= at + long + AFTER for at, long in taken)
    ]
    assert not fits


def test_in_endless_time_there_is_always_room() -> None:
    assert _gaps([(0.0, 10.0), (11.0, 1.0)]).first(5.0, 0.0, float("inf")) == 12.0 + AFTER
