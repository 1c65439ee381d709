"""The voice that was chosen speaks, or it is said why it cannot; on its own the program finds one that can."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sound.voice.sounds import FakeVoice
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import Voice, VoiceFailed, choose, described, spare


def gone(name: str) -> Callable[[], Voice]:
    def fail() -> Voice:
        message = f"{name} is not there."
        raise VoiceFailed(message)

    return fail


def fake(name: str) -> Callable[[], Voice]:
    return lambda: FakeVoice(name)


def test_by_itself_it_is_espeak() -> None:
    assert choose().name.startswith("espeak-ng ")


@pytest.mark.parametrize(
    ("platform", "espeak", "found"),
    [
        ("linux", fake("espeak"), "espeak"),
        ("win32", fake("espeak"), "espeak"),
        ("darwin", fake("espeak"), "espeak"),
        ("darwin", gone("espeak"), "say"),
    ],
)
def test_what_is_there_is_found(platform: str, espeak: Callable[[], Voice], found: str) -> None:
    assert choose(platform=platform, espeak=espeak, system=fake("say")).name == found


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_elsewhere_a_missing_espeak_is_told(platform: str) -> None:
    with pytest.raises(VoiceFailed, match="espeak is not there"):
        choose(platform=platform, espeak=gone("espeak"), system=fake("say"))


def test_what_was_asked_for_is_not_replaced() -> None:
    with pytest.raises(VoiceFailed, match="espeak is not there"):
        choose("espeak", platform="darwin", espeak=gone("espeak"), system=fake("say"))
    assert choose("system", espeak=gone("espeak"), system=fake("say")).name == "say"
    with pytest.raises(VoiceFailed, match="needs a model"):
        choose("piper")
    with pytest.raises(VoiceFailed, match="model of piper is missing"):
        choose("piper", model=Path("no-such-model.onnx"))
    with pytest.raises(VoiceFailed, match="needs a program"):
        choose("command")
    assert choose("command", command=[sys.executable, "{text}"]).name.startswith("the program python")


def test_a_spare_is_another_voice() -> None:
    one = FakeVoice("one")
    found = spare(one, fake("espeak"))
    assert found is not None
    assert found.name == "espeak"
    assert spare(FakeVoice("espeak"), fake("espeak")) is None
    assert spare(one, gone("espeak")) is None


def test_a_voice_that_could_not_begin_has_a_spare() -> None:
    found = spare(None, fake("espeak"))
    assert found is not None
    assert found.name == "espeak"


def test_the_doctor_hears_which_languages_it_speaks() -> None:
    fine, told = described(choose)
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
