"""espeak-ng speaks every language there are words for, takes any text, and never ends the program."""

import shutil
import threading
from itertools import pairwise
from pathlib import Path

import espeakng_loader
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.voice.sounds import loudness, peak
from stretchplayer.model.routine import Language
from stretchplayer.phrases import LANGUAGES, load
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import LONGEST, VoiceFailed
from stretchplayer.sound.voice.espeak import Espeak, Library, library

ANYTHING = st.text(st.characters(), max_size=120)
PUZZLING = st.lists(
    st.sampled_from(
        (
            *("[[h@l'oU]]", "<speak>", "<mark name='a'/>", "&amp;", "\x01", "\x01100P", "\0", "\ufeff", "\U000e0001"),
            *("1/2", "3.14159", "99999999999999999999", "MMXXIV", "1:30", "...", "!?!?", "http://x.y/z?q=1", "%s%n"),
            *(
                "漢字",
                "한국어",
                "العربية",
                "हिन्दी",
                "ไทย",
                "é\u0301\u0302",
                "ﬃ",
                "½",
                "🦵",
                "👨‍👩‍👧",
                "'",
                '"',
                "\\",
                "--help",
            ),
        )
    ),
    max_size=10,
).map(" ".join)


@pytest.fixture(scope="module")
def voice() -> Espeak:
    return Espeak()


@given(text=ANYTHING | PUZZLING, language=st.sampled_from(LANGUAGES), speed=st.floats(0.5, 2))
@settings(max_examples=30, deadline=None)
def test_any_text_is_spoken(voice: Espeak, text: str, language: Language, speed: float) -> None:
    clip = voice.speak(text, language, speed)
    assert len(clip.data) % 4 == 0
    assert peak(clip) <= -2.98


@given(mark=st.characters(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=10, deadline=None)
def test_the_longest_text_is_spoken_or_refused(voice: Espeak, mark: str, language: Language) -> None:
    try:
        voice.speak(mark * LONGEST, language, 2.0)
    except VoiceFailed as error:
        assert "longer than 10 minutes" in str(error)  # noqa: PT017 - either is fine
    with pytest.raises(VoiceFailed, match="too long"):
        voice.speak(mark * (LONGEST + 1), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_session_sounds_and_is_as_loud_as_the_others(voice: Espeak, language: Language) -> None:
    said = load(language)
    texts = [said.hold, said.go, said.let_go, said.stop, said.switch, said.halfway, said.breathe_in, said.breathe_out]
    texts += [said.press_space, said.that_is_all, said.next("hamstrings"), said.count(2, 3), said.paused]
    clips = [voice.speak(text, language) for text in texts]
    assert all(0.2 < clip.seconds < 5 for clip in clips)
    assert all(-9 < peak(clip) <= -2.98 for clip in clips)
    loud = [loudness(clip) for clip in clips]
    assert max(loud) - min(loud) < 5


def test_languages_sound_different(voice: Espeak) -> None:
    assert len({voice.speak("Radio, hotel, minute.", language) for language in LANGUAGES}) == len(LANGUAGES)


def test_speed_is_speed(voice: Espeak) -> None:
    lengths = [voice.speak("Lie down on your back and breathe.", "en", speed).seconds for speed in (0.5, 1.0, 2.0)]
    assert all(slow > 1.3 * quick for slow, quick in pairwise(lengths))


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\0", "\u200b"])
def test_nothing_is_nothing(voice: Espeak, text: str) -> None:
    assert voice.speak(text, "en") == Clip(b"")


def test_text_is_read_and_not_obeyed(voice: Espeak) -> None:
    """Sounds in brackets, marked-up text and control codes would change how it is said, or leave words out."""
    assert voice.speak("\x01200S Hold.", "en").seconds > voice.speak("Hold.", "en").seconds
    assert voice.speak("<b>Hold.</b>", "en").seconds > voice.speak("Hold.", "en").seconds


FOREIGN = ["", "xx", "map", "EN", "../de", "../../de", "en/../de", "gmw/en", "!v/f2", "de+f3"]


@given(language=(st.text(max_size=10) | st.sampled_from(FOREIGN)).filter(lambda each: each not in LANGUAGES))
@settings(max_examples=50, deadline=None)
def test_a_language_without_words_is_refused(voice: Espeak, language: str) -> None:
    """Families of languages, and names that would be paths, among them."""
    with pytest.raises(VoiceFailed, match="no voice for the language"):
        voice.speak("Hold.", language)
    assert voice.speak("Hold.", "en").data


def test_many_threads_hear_what_one_hears(voice: Espeak) -> None:
    texts = [f"Repetition {number}." for number in range(8)]
    alone = {text: voice.speak(text, "en") for text in texts}
    together: dict[str, Clip] = {}

    def speak(text: str) -> None:
        together[text] = Espeak().speak(text, "en")

    threads = [threading.Thread(target=speak, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # It never says the same twice with the very same samples.
    assert {text: clip.seconds for text, clip in together.items()} == {
        text: pytest.approx(clip.seconds, abs=0.03) for text, clip in alone.items()
    }


def test_it_tells_its_version(voice: Espeak) -> None:
    assert voice.name.startswith("espeak-ng 1.")
    assert voice.name in voice.identity
    assert library() is library()


def test_missing_data_is_told_before_the_library_complains(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(VoiceFailed, match="data of espeak-ng is missing"):
        Library(espeakng_loader.get_library_path(), str(tmp_path))
    assert capfd.readouterr() == ("", "")


def test_a_path_that_the_library_would_cut_off_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    deep = tmp_path / ("x" * 160)
    deep.mkdir()
    shutil.copy(Path(espeakng_loader.get_data_path()) / "phontab", deep)
    with pytest.raises(VoiceFailed, match="longer than 150 bytes"):
        Library(espeakng_loader.get_library_path(), str(deep))
    assert capfd.readouterr() == ("", "")


def test_a_library_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "phontab").touch()
    wrong = tmp_path / "libespeak-ng.so"
    wrong.write_bytes(b"no library")
    with pytest.raises(VoiceFailed, match="cannot be loaded"):
        Library(str(wrong), str(tmp_path))
