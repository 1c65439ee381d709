"""The speaker works ahead: nobody waits for a voice, nothing is made twice, and a voice that fails is left."""

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.voice.sounds import FakeVoice, clip_of
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import Off, Voice, VoiceFailed, VoiceSilent, described, model_file
from stretchplayer.sound.voice.speaker import Speaker


def speaker(voice: Voice, folder: Path | None = None, *, spare: Voice | None = None, memory: int = 10_000) -> Speaker:
    return Speaker(voice, folder, spare=spare, memory=memory)


def test_a_phrase_is_made_once_it_is_asked_for() -> None:
    voice = FakeVoice()
    said = speaker(voice)
    assert not said.news()
    said.ask("Hold.", "en")
    said.wait()
    assert said.news()
    assert not said.news()
    assert said.clip("Hold.", "en") == clip_of("Hold.")
    assert voice.said == ["Hold."]
    said.close()


def test_all_of_it_is_spoken_at_the_pace_that_was_asked_for(tmp_path: Path) -> None:
    class Paced(FakeVoice):
        def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
            return super().speak(f"{text} {speed:g}", language, speed)

    for pace, told in ((0.5, "Hold. 0.5"), (1.0, "Hold. 1")):
        said = Speaker(Paced(), tmp_path, pace=pace)
        assert said.now("Hold.", "en") == clip_of(told)
        assert said.now("Hold.", "en", 1.5) == clip_of(f"Hold. {1.5 * pace:g}")
        said.close()


def test_nobody_waits_for_a_voice_that_takes_its_time() -> None:
    voice = FakeVoice()
    voice.go.clear()
    said = speaker(voice)
    assert said.clip("Hold.", "en") is None
    assert voice.begun.wait(30)
    assert said.clip("Hold.", "en") is None
    said.ask("Go.", "en")
    assert not said.news()
    voice.go.set()
    said.wait()
    assert said.clip("Hold.", "en") == clip_of("Hold.")
    assert said.clip("Go.", "en") == clip_of("Go.")
    assert voice.said == ["Hold.", "Go."]
    said.close()


def test_what_is_needed_now_comes_before_what_is_needed_later() -> None:
    voice = FakeVoice()
    voice.go.clear()
    said = speaker(voice)
    for text in ("one", "two", "three", "four"):
        said.ask(text, "en")
    assert voice.begun.wait(30)
    assert said.clip("four", "en") is None
    voice.go.set()
    said.wait()
    assert voice.said == ["one", "four", "two", "three"]
    said.close()


def test_language_and_speed_make_another_phrase() -> None:
    voice = FakeVoice()
    said = speaker(voice)
    for language, speed in (("en", 1.0), ("de", 1.0), ("en", 1.2), ("en", 1.0)):
        said.ask("Radio.", language, speed)
    said.wait()
    assert len(voice.said) == 3
    said.close()


@given(st.lists(st.sampled_from(["a", "b", "bad", "c"]), max_size=20))
@settings(max_examples=40, deadline=None)
def test_nothing_is_made_twice_whatever_is_asked(asked: list[str]) -> None:
    voice = FakeVoice()
    said = speaker(voice)
    for text in asked:
        said.ask(text, "en")
        assert said.clip(text, "en") in (None, clip_of(text))
    said.wait()
    assert sorted(voice.said) == sorted(set(asked))
    for text in asked:
        assert said.clip(text, "en") == (None if text == "bad" else clip_of(text))
    said.wait()
    assert sorted(voice.said) == sorted(set(asked))
    assert said.trouble == ("fake cannot speak. What it cannot say is left out." if "bad" in asked else "")
    said.close()


def test_a_voice_that_gives_no_answer_is_asked_once(tmp_path: Path) -> None:
    asked = []

    class Silent(FakeVoice):
        def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
            asked.append(text)
            message = "The voice took longer than 5 seconds for a sentence."
            raise VoiceSilent(message)

    other = FakeVoice()
    said = speaker(Silent(), spare=other)
    for text in "abcdefgh":
        assert said.now(text, "en") == clip_of(text)
    assert asked == ["a"]
    assert said.trouble == "The voice took longer than 5 seconds for a sentence. fake speaks instead."
    assert described(Silent) == (False, "fake does not speak: The voice took longer than 5 seconds for a sentence.")
    assert asked == ["a", "1, 2, 3."]
    said.close()


def test_a_model_in_the_home_of_nobody_is_one_sentence(tmp_path: Path) -> None:
    assert model_file(None) is None
    assert model_file(str(tmp_path)) == tmp_path
    with pytest.raises(VoiceFailed, match="names a home folder that is not there"):
        model_file("~nobody-of-that-name/x")


def test_a_voice_that_only_fails_is_not_asked_for_ever() -> None:
    voice = FakeVoice(failing=True)
    said = speaker(voice)
    for text in "abcdefgh":
        said.ask(text, "en")
    said.wait()
    assert voice.said == ["a", "b", "c"]
    assert all(said.clip(text, "en") is None for text in "abcdefgh")
    said.wait()
    assert voice.said == ["a", "b", "c"]
    assert not said.news()
    said.close()


def test_the_spare_says_what_the_voice_cannot() -> None:
    voice, other = FakeVoice("first"), FakeVoice("spare")
    said = speaker(voice, spare=other)
    voice.failing = True
    for text in "abcdef":
        said.ask(text, "en")
    said.wait()
    assert voice.said == ["a", "b", "c"]
    assert other.said == [*"abcdef"]
    assert said.clip("f", "en") == clip_of("f")
    assert said.trouble == "first cannot speak. spare speaks instead."
    said.close()


def test_a_voice_that_fails_now_and_then_stays() -> None:
    voice, other = FakeVoice("first"), FakeVoice("spare")
    said = speaker(voice, spare=other)
    for number in range(5):
        said.ask("bad", "en", 1 + number / 10)
        said.ask(f"good {number}", "en")
    said.wait()
    assert len(voice.said) == 10
    said.close()


def test_memory_is_bounded_and_what_went_is_made_again() -> None:
    voice = FakeVoice(length=100)
    said = speaker(voice, memory=1000)
    for text in "abcd":
        said.ask(text, "en")
    said.wait()
    assert sum(len(clip.data) for clip in said._ready.values()) <= 1000
    assert said.clip("a", "en") is None
    said.wait()
    assert said.clip("a", "en") == clip_of("a", 100)
    said.close()


def test_a_phrase_larger_than_the_memory_is_still_said() -> None:
    said = speaker(FakeVoice(length=1000), memory=10)
    assert said.clip("long", "en") is None
    said.wait()
    assert said.clip("long", "en") == clip_of("long", 1000)
    said.close()


def test_a_second_program_finds_what_the_first_one_made(tmp_path: Path) -> None:
    first, second, third = FakeVoice(), FakeVoice(), FakeVoice("another")
    for voice in (first, second, third):
        said = speaker(voice, tmp_path)
        said.ask("Hold.", "en")
        said.wait()
        assert said.clip("Hold.", "en") == clip_of("Hold.")
        said.close()
    assert (first.said, second.said, third.said) == (["Hold."], [], ["Hold."])


def test_without_a_folder_it_works_as_well(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = speaker(FakeVoice(), tmp_path / "file")
    said.ask("Hold.", "en")
    said.wait()
    assert said.clip("Hold.", "en") == clip_of("Hold.")
    said.close()


def test_off_is_silence() -> None:
    said = speaker(Off())
    said.ask("Hold.", "en")
    said.wait()
    assert said.clip("Hold.", "en") == Clip(b"")
    assert said.trouble == ""
    said.close()


def test_whoever_waits_is_let_go_when_it_is_closed() -> None:
    voice = FakeVoice()
    voice.go.clear()
    said = speaker(voice)
    for text in "abc":
        said.ask(text, "en")
    assert voice.begun.wait(30)
    waiting = threading.Thread(target=said.wait)
    waiting.start()
    voice.go.set()
    said.close()
    said.close()
    waiting.join(30)
    assert not waiting.is_alive()
    said.ask("d", "en")
    said.wait()
    assert said.clip("d", "en") is None
    assert "d" not in voice.said


def test_closing_before_anything_was_asked() -> None:
    said = speaker(FakeVoice())
    said.close()
    said.wait()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_a_voice_lets_nobody_wait_for_ever() -> None:
    class Broken(FakeVoice):
        def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
            raise ZeroDivisionError

    said = speaker(Broken())
    said.ask("a", "en")
    said.ask("b", "en")
    said.wait()
    assert said.trouble == "The voice stopped by a fault of the program."
    assert said.clip("a", "en") is None
    said.close()


def test_many_may_ask_at_once() -> None:
    voice = FakeVoice()
    said = speaker(voice, memory=1_000_000)
    texts = [f"phrase {number}" for number in range(50)]

    def ask() -> None:
        for text in texts:
            said.ask(text, "en")
            said.clip(text, "en")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said.wait()
    assert sorted(voice.said) == sorted(texts)
    assert all(said.clip(text, "en") == clip_of(text) for text in texts)
    said.close()
