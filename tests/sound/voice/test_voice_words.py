"""What an engine sees is plain words on one line, whatever stood in the file."""

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.sound.voice.engine import LONGEST, VoiceFailed, cleaned, paced, sayable


@given(st.text(st.characters(), max_size=200) | st.text("[]\n\t\x00\x01 ab\u00ad", max_size=40))
def test_only_words_are_left(text: str) -> None:
    said = cleaned(text)
    assert not any(unicodedata.category(mark).startswith("C") for mark in said)
    assert "[[" not in said
    assert "]]" not in said
    assert said == " ".join(said.split())
    assert cleaned(said) == said
    assert sayable(said) == sayable(text)


@given(st.text("abc äöü.,:;!?'’-", max_size=100))
def test_words_stay_as_they_are(text: str) -> None:
    assert cleaned(text) == " ".join(text.split())


def test_a_soft_hyphen_does_not_part_a_word() -> None:
    assert cleaned("ham\u00adstrings") == "hamstrings"


def test_the_longest_text() -> None:
    assert cleaned("a" * LONGEST)
    with pytest.raises(VoiceFailed, match=r"2,001 characters is too long"):
        cleaned("a" * (LONGEST + 1))


@given(st.floats())
def test_any_speed_is_one_that_can_be_followed(speed: float) -> None:
    assert 0.5 <= paced(speed) <= 2.0
    if 0.5 <= speed <= 2.0:
        assert math.isclose(paced(speed), speed)
