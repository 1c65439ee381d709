"""Which voice speaks, what a person is told of it, and the text that an engine gets."""

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sound.voice.sounds import FakeVoice
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import (
    LONGEST,
    Voice,
    VoiceFailed,
    choose,
    cleaned,
    described,
    sayable,
    spare,
)


def gone(name: str) -> Callable[[], Voice]:
    def fail() -> Voice:
        message = f"{name} is not there."
        raise VoiceFailed(message)

    return fail


def fake(name: str) -> Callable[[], Voice]:
    return lambda: FakeVoice(name)


def makers(*there: str) -> dict[str, Callable[[], Voice]]:
    """Those voices can be had, and no others."""
    return {name: fake(name) if name in there else gone(name) for name in ("pico", "espeak", "system")}


def test_by_itself_it_is_pico() -> None:
    assert choose(platform="linux").name == "SVOX Pico"


@pytest.mark.parametrize(
    ("platform", "there", "found"),
    [
        ("linux", ("pico", "espeak", "system"), "pico"),
        ("win32", ("pico", "espeak"), "pico"),
        ("linux", ("espeak",), "espeak"),
        ("darwin", ("pico", "espeak", "system"), "system"),
        ("darwin", ("espeak",), "espeak"),
    ],
)
def test_what_is_there_is_found(platform: str, there: tuple[str, ...], found: str) -> None:
    assert choose(platform=platform, makers=makers(*there)).name == found


@pytest.mark.parametrize(("platform", "named"), [("linux", "pico"), ("win32", "pico"), ("darwin", "system")])
def test_where_there_is_none_the_one_that_should_be_there_is_named(platform: str, named: str) -> None:
    with pytest.raises(VoiceFailed, match=f"{named} is not there"):
        choose(platform=platform, makers=makers())


def test_what_was_asked_for_is_not_replaced() -> None:
    with pytest.raises(VoiceFailed, match="espeak is not there"):
        choose("espeak", platform="darwin", makers=makers("pico", "system"))
    assert choose("system", makers=makers("pico", "system")).name == "system"
    with pytest.raises(VoiceFailed, match="needs a model"):
        choose("piper")
    with pytest.raises(VoiceFailed, match="model of piper is missing"):
        choose("piper", model=Path("no-such-model.onnx"))
    with pytest.raises(VoiceFailed, match="needs a program"):
        choose("command")
    assert choose("command", command=[sys.executable, "{text}"]).name.startswith("the program python")


def test_a_spare_is_another_voice() -> None:
    for there, voice, found in (
        (("pico", "espeak"), "one", "pico"),
        (("espeak",), "one", "espeak"),
        (("pico", "espeak"), "pico", None),
        ((), "one", None),
    ):
        other = spare(FakeVoice(voice), makers(*there))
        assert (other and other.name) == found


def test_a_voice_that_could_not_begin_has_a_spare() -> None:
    found = spare(None, makers("espeak"))
    assert found is not None
    assert found.name == "espeak"


def test_the_doctor_hears_which_languages_it_speaks() -> None:
    assert described(lambda: choose("pico")) == (True, "SVOX Pico: en, de, es, fr")
    fine, told = described(lambda: choose("espeak"))
    assert fine
    assert told.startswith("espeak-ng 1.")
    assert told.endswith(": en, de, es, fr")


def test_the_doctor_hears_what_is_wrong() -> None:
    assert described(gone("espeak")) == (False, "espeak is not there.")
    assert described(lambda: FakeVoice(failing=True)) == (False, "fake does not speak: fake cannot speak.")


def test_the_doctor_hears_what_is_missing() -> None:
    class German(FakeVoice):
        def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
            if language != "de":
                message = "Only German."
                raise VoiceFailed(message)
            return super().speak(text, language, speed)

    assert described(German) == (True, "fake: de")


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
    class Paced(FakeVoice):
        def spoken(self, said: str, language: str, speed: float) -> Clip:
            assert 0.5 <= speed <= 2.0
            return Clip(bytes(round(speed * 1000) * 4))

    paced = Voice.speak(Paced(), "Hold.", "en", speed).frames
    assert 500 <= paced <= 2000
    if 0.5 <= speed <= 2.0:
        assert paced == round(speed * 1000)
