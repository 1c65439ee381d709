"""Phrases are made ahead of need, once, by the voice or its spare, and kept on disk within bounds."""

import os
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.voice.sounds import FakeVoice, clip_of
from stretchplayer.sound.pcm import Clip, audioop
from stretchplayer.sound.voice.engine import Off, Voice, VoiceFailed, VoiceSilent, described, model_file
from stretchplayer.sound.voice.speaker import ClipCache, Speaker, _opened


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


def test_what_is_needed_is_made_in_the_order_of_the_last_time_it_was_asked_for() -> None:
    voice = FakeVoice()
    voice.go.clear()
    said = speaker(voice)
    said.ask("later", "en")
    assert voice.begun.wait(30)
    for needed in ("over abc", "bcad"):
        said.improve([])
        for text in needed:
            assert said.clip(text, "en") is None
    voice.go.set()
    said.wait()
    assert voice.said == ["later", "b", "c", "a", "d"]
    said.close()


class Slow(FakeVoice):
    slow = True


def test_a_slow_voice_keeps_nothing_waiting_and_changes_nothing_that_is_being_said() -> None:
    voice, spare = Slow("slow", length=30), FakeVoice("spare")
    voice.go.clear()
    said = speaker(voice, spare=spare)
    assert said.clip("Left side.", "en") is None
    assert said.spoke.wait(30)
    for text in ("Left side.", "Go."):
        while said.clip(text, "en") is None:
            assert voice.said in ([], ["Left side."])
        assert said.clip(text, "en") == clip_of(text)
    assert said.news()
    voice.go.set()
    said.wait()
    # Reckoned with until the next time that all is laid out anew, and longer where it is being said.
    assert said.clip("Left side.", "en") == clip_of("Left side.")
    said.improve(["Left side."])
    assert said.clip("Left side.", "en") == clip_of("Left side.")
    assert said.clip("Go.", "en") == clip_of("Go.", 30)
    said.improve([])
    assert said.clip("Left side.", "en") == clip_of("Left side.", 30)
    assert said.now("A file waits for it.", "en") == clip_of("A file waits for it.", 30)
    assert said.trouble == ""
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


HOW = ("Hold.", "en", 1.0, "fake")


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def note_use(folder: Path, clip: Clip, second: int) -> None:
    """Have the file that holds this clip last used in that second."""
    for path in files(folder):
        if _opened(path.read_bytes()) == clip:
            os.utime(path, (second, second))


@given(
    data=st.binary(max_size=200).map(lambda data: audioop.tostereo(data[: len(data) // 2 * 2], 2, 1, 1)),
    text=st.text(st.characters()),
)
@settings(max_examples=50)
def test_what_was_kept_is_found_again(tmp_path_factory: pytest.TempPathFactory, data: bytes, text: str) -> None:
    """Also text with halves of characters."""
    cache = ClipCache(tmp_path_factory.mktemp("clips"))
    assert cache.get(text, "en", 1.0, "fake") is None
    cache.put(text, "en", 1.0, "fake", Clip(data))
    assert cache.get(text, "en", 1.0, "fake") == Clip(data)


def test_everything_that_sounds_different_is_kept_apart(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.put(*HOW, clip_of("Hold."))
    for other in (("hold.", *HOW[1:]), ("Hold.", "de", 1.0, "fake"), ("Hold.", "en", 1.1, "fake"), (*HOW[:3], "new")):
        assert cache.get(*other) is None


def test_it_outlives_the_program(tmp_path: Path) -> None:
    ClipCache(tmp_path / "a" / "b").put(*HOW, clip_of("Hold."))
    assert ClipCache(tmp_path / "a" / "b").get(*HOW) == clip_of("Hold.")


@given(cut=st.integers(0, 400), junk=st.binary(max_size=8))
@settings(max_examples=60)
def test_a_damaged_entry_is_made_anew(tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes) -> None:
    folder = tmp_path_factory.mktemp("clips")
    cache = ClipCache(folder)
    cache.put(*HOW, clip_of("Hold.", 100))
    (path,) = files(folder)
    whole = path.read_bytes()
    damaged = whole[:cut] + junk + whole[cut + len(junk) :]
    path.write_bytes(damaged)
    assert cache.get(*HOW) == (clip_of("Hold.", 100) if damaged == whole else None)
    assert path.exists() == (damaged == whole)
    cache.put(*HOW, clip_of("Hold.", 100))
    assert cache.get(*HOW) == clip_of("Hold.", 100)


def test_the_one_not_used_for_longest_goes(tmp_path: Path) -> None:
    noise = {name: Clip(audioop.tostereo(os.urandom(4000), 2, 1, 1)) for name in "abcd"}
    cache = ClipCache(tmp_path, most=13_000)
    for second, name in enumerate("abc"):
        cache.put(name, "en", 1.0, "fake", noise[name])
        note_use(tmp_path, noise[name], second)
    # Reading counts as use, whatever was noted before.
    assert cache.get("a", "en", 1.0, "fake") == noise["a"]
    cache.put("d", "en", 1.0, "fake", noise["d"])
    assert {name for name in "abcd" if cache.get(name, "en", 1.0, "fake")} == {"a", "c", "d"}
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 13_000


def test_what_was_only_half_written_goes_in_its_turn(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path, most=100)
    old, new = tmp_path / "old.part", tmp_path / "new.part"
    for path in (old, new):
        path.write_bytes(bytes(60))
    os.utime(old, (0, 0))
    cache.put(*HOW, clip_of("Hold."))
    assert not old.exists()
    assert new.exists()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_bytes(bytes(5000))
    os.utime(other, (0, 0))
    ClipCache(tmp_path, most=10).put(*HOW, clip_of("Hold."))
    assert files(tmp_path) == [other]


def test_nothing_is_left_half_done(tmp_path: Path) -> None:
    ClipCache(tmp_path).put(*HOW, clip_of("Hold."))
    assert [path.suffix for path in files(tmp_path)] == [".clip"]


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user bound by modes"
)
def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    cache = ClipCache(tmp_path)
    cache.put(*HOW, clip_of("Hold."))
    assert cache.get(*HOW) is None


def test_a_folder_that_cannot_be_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = ClipCache(tmp_path / "file" / "clips")
    cache.put(*HOW, clip_of("Hold."))
    assert cache.get(*HOW) is None


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_what_was_said_is_nobody_elses_to_read(tmp_path: Path) -> None:
    ClipCache(tmp_path / "clips").put(*HOW, clip_of("Hold."))
    assert (tmp_path / "clips").stat().st_mode & 0o077 == 0
    assert files(tmp_path / "clips")[0].stat().st_mode & 0o077 == 0
