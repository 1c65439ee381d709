"""Unrolling: groups, sides and repetitions become contiguous segments, and the arithmetic agrees."""

from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.build import at_once, cold, contract_relax, dynamic, heat, massage, routine, stretch
from strategies.routines import routines
from stretchplayer.cue_points import cue_points
from stretchplayer.model.duration import SpanRange
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.muscles import GROUPS, MID, MUSCLES, expand
from stretchplayer.model.routine import Routine, flat
from stretchplayer.model.steps import AnyStep, Group, Rest
from stretchplayer.phrases.screen_words import cue_text
from stretchplayer.timeline import size, unroll


@given(routines())
def test_size_is_what_unrolling_gives(whole: Routine) -> None:
    segments = unroll(whole)
    count, seconds = size(whole)
    assert count == len(segments)
    assert seconds == pytest.approx(sum(each.written or each.seconds for each in segments), abs=1e-6)


@given(routines(), st.data())
def test_what_is_known_only_shortens_what_leads_into_work(whole: Routine, data: st.DataObject) -> None:
    names = sorted({known_as(step) for step in flat(whole.step)})
    known = tuple(data.draw(st.lists(st.sampled_from(names), unique=True)))
    for fresh, brief in zip(unroll(whole), unroll(structs.replace(whole, known=known)), strict=True):
        assert 0 < brief.seconds <= fresh.seconds or brief.seconds == fresh.seconds
        assert (brief.origin, brief.phase, brief.side) == (fresh.origin, fresh.phase, fresh.side)
        assert brief.seconds == fresh.seconds or brief.phase == "prepare"
        for each in (fresh, brief):
            assert each.phase in ("prepare", "switch") or not each.written
            assert not each.written or each.seconds < each.written


@given(routines())
def test_segments_are_contiguous_and_numbered(whole: Routine) -> None:
    segments = unroll(whole)
    assert [segment.index for segment in segments] == list(range(len(segments)))
    assert [segment.origin for segment in segments] == [2 * number for number in range(len(segments))]
    assert segments[0].start == 0.0
    assert all(one.end == pytest.approx(two.start, abs=1e-6) for one, two in pairwise(segments))
    assert all(segment.waits == (segment.seconds == 0) for segment in segments)


@given(routines())
def test_work_loads_its_targets_on_its_side(whole: Routine) -> None:
    for segment in unroll(whole):
        assert bool(segment.loads) == (segment.load is not None and bool(segment.targets))
        assert (segment.load is not None) <= (segment.phase in ("work", "contract"))
        for muscle, side in segment.loads:
            assert muscle in segment.targets
            assert (side == "mid") == (muscle in MID)
            if segment.side in ("left", "right") and side != "mid":
                assert side == segment.side
        for muscle in segment.targets if segment.load is not None else ():
            sides = {side for each, side in segment.loads if each == muscle}
            both = segment.side not in ("left", "right")
            assert sides == ({"mid"} if muscle in MID else {"left", "right"} if both else {segment.side})


@given(routines())
def test_cues_come_in_order_and_inside_the_timeline(whole: Routine) -> None:
    segments = unroll(whole)
    cues = [cue for _, cue in cue_points(segments)]
    assert [cue.at for cue in cues] == sorted(cue.at for cue in cues)
    assert cues[0].at == 0.0
    assert cues[-1].cue == "done"
    assert [cue.cue for cue in cues].count("done") == 1
    end = segments[-1].end
    assert all(0.0 <= cue.at <= end + 1e-6 for cue in cues)


@given(st.lists(st.sampled_from((*MUSCLES, *GROUPS)), min_size=1, max_size=6))
def test_every_muscle_comes_once(names: list[str]) -> None:
    muscles = expand(tuple(names))
    assert len(set(muscles)) == len(muscles)
    assert set(muscles) == {key for name in names for key in GROUPS.get(name, (name,))}


def test_each_side_gets_the_full_time() -> None:
    segments = unroll(routine(stretch(sides="each", hold=20, reps=2)))
    assert [(each.phase, each.side, each.seconds) for each in segments] == [
        ("prepare", "left", 5),
        ("work", "left", 20),
        ("rest", None, 10),
        ("work", "left", 20),
        ("switch", "right", 4),
        ("prepare", "right", 4),
        ("work", "right", 20),
        ("rest", None, 10),
        ("work", "right", 20),
    ]


def test_first_turns_the_sides_round() -> None:
    segments = unroll(at_once(stretch(sides="each", first="right")))
    assert [each.side for each in segments] == ["right", "left"]


def test_groups_nest() -> None:
    inner = Group(repeat=2, step=(stretch(hold=10), stretch("adductors", hold=15)))
    segments = unroll(at_once(Group(repeat=2, step=(inner, stretch("glutes", hold=20)))))
    assert [each.path for each in segments] == ["1.1.1", "1.1.2", "1.1.1", "1.1.2", "1.2"] * 2
    assert {each.step for each in segments} == {1}


def test_a_contraction_stands_before_each_stretch() -> None:
    segments = unroll(at_once(contract_relax(reps=2)))
    assert [(each.phase, each.load) for each in segments] == [("contract", "contract"), ("work", "static")] * 2


def test_heat_asks_before_it_begins_and_needs_no_getting_ready() -> None:
    segments = unroll(routine(heat()))
    assert [(each.phase, each.waits) for each in segments] == [("confirm", True), ("work", False)]


def test_a_middle_muscle_has_no_sides() -> None:
    segments = unroll(at_once(stretch("abdominals", sides="both")))
    assert [(each.side, each.loads) for each in segments] == [(None, (("abdominals", "mid"),))]


ENDS: Final[dict[str, tuple[AnyStep, ...]]] = {
    "Ease off.": (stretch(), contract_relax()),
    "And stop.": (dynamic(), massage()),
    "Take the heat off.": (heat(),),
    "Take the cold off.": (cold(),),
}
"""What is said when work is over, and the work."""


def test_the_end_of_every_kind_of_work_says_what_to_do() -> None:
    for words, steps in ENDS.items():
        for step in steps:
            between = cue_points(unroll(routine(step, Rest(duration=SpanRange(5)))))
            segment, last = cue_points(unroll(routine(step)))[-1]
            released = {cue_text(cue, each, each.seconds) for each, cue in between if cue.cue == "release"}
            assert released == {words}, step
            assert cue_text(last, segment, segment.seconds) == f"{words} That is all.", step
