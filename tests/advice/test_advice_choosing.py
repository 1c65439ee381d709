"""What is said after a session fits what was done and what came of it, and is the same for the same session."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from stretchplayer.advice import TOPICS, Happened, choose

ZERO_TO_TEN: Final = st.none() | st.integers(0, 10)
WORDS: Final = st.frozensets(st.sampled_from(("sharp", "tingling", "cramp", "dizzy", "other")))
TAGS: Final = st.frozensets(st.sampled_from(("desk", "posture", "neck", "night", "evening", "sport", "cramp", "floor")))
LOADS: Final = st.frozensets(st.sampled_from(("static", "dynamic", "heat", "cold", "massage", "gun", "contract")))
SESSIONS: Final = st.integers(0, 5000)
ANYTHING: Final = st.builds(
    Happened,
    tags=TAGS,
    before_sport=st.booleans(),
    loads=LOADS,
    words=WORDS,
    sore=st.booleans(),
    flagged=st.booleans(),
    before=ZERO_TO_TEN,
    after=ZERO_TO_TEN,
    sessions=SESSIONS,
)


@given(ANYTHING)
def test_there_is_always_something_to_say_and_never_twice(it: Happened) -> None:
    topics = choose(it)
    assert topics
    assert len(set(topics)) == len(topics) <= 3
    assert set(topics) <= set(TOPICS)
    assert choose(structs.replace(it)) == topics


@given(ANYTHING, st.integers(0, 9), st.integers(1, 10))
def test_whoever_is_worse_is_sent_to_somebody(it: Happened, before: int, more: int) -> None:
    after = min(10, before + more)
    assert choose(structs.replace(it, flagged=True)) == ("professional",)
    assert choose(structs.replace(it, sore=True)) == ("professional",)
    assert choose(structs.replace(it, before=before, after=after)) == ("professional",)


@given(ANYTHING)
def test_what_hurt_is_never_passed_over(it: Happened) -> None:
    hurt = structs.replace(it, words=it.words | {"sharp"})
    assert "professional" in choose(hurt)


@pytest.mark.parametrize(
    ("it", "topics"),
    [
        (Happened(words=frozenset({"cramp"})), ("hydration", "nutrition", "professional")),
        (Happened(tags=frozenset({"cramp", "night"}), sessions=1), ("hydration", "medication", "professional")),
        (Happened(tags=frozenset({"spasm", "lower"})), ("heat", "cold", "medication")),
        (Happened(words=frozenset({"other"})), ("rest", "professional")),
        (Happened(loads=frozenset({"static", "heat"}), tags=frozenset({"desk"})), ("rest", "heat")),
        (Happened(loads=frozenset({"cold"})), ("rest", "cold")),
        (Happened(tags=frozenset({"neck", "desk"})), ("posture",)),
        (Happened(tags=frozenset({"sport"})), ("hydration", "nutrition", "massage")),
        (Happened(tags=frozenset({"running"}), sessions=1), ("nutrition", "hydration", "massage")),
        (Happened(tags=frozenset({"evening"})), ("rest",)),
        (Happened(before=4, after=4, tags=frozenset({"desk"})), ("posture",)),
        (Happened(before=4, after=2, tags=frozenset({"desk"})), ("posture",)),
        (Happened(before=None, after=9, tags=frozenset({"desk"})), ("posture",)),
    ],
)
def test_it_fits(it: Happened, topics: tuple[str, ...]) -> None:
    assert choose(it) == topics


def test_before_sport_nobody_is_told_what_to_eat_afterwards() -> None:
    topics = {choose(Happened(tags=frozenset({"sport"}), before_sport=True, sessions=each))[0] for each in range(10)}
    assert topics == set(TOPICS)


@given(SESSIONS)
def test_otherwise_it_is_another_each_time_and_every_topic_has_its_turn(sessions: int) -> None:
    turn = [choose(Happened(sessions=sessions + each)) for each in range(len(TOPICS))]
    assert sorted(topic for (topic,) in turn) == sorted(TOPICS)
