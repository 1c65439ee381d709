"""The voice that comes along: the same samples each time, as loud as the cues, and never obeying what it reads."""

import subprocess
import sys
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.cues.ears import BROADCAST, loudness
from sound.voice.sounds import peak
from stretchplayer.model.routine import Language
from stretchplayer.phrases import load
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.aloud import aloud
from stretchplayer.sound.voice.engine import VoiceFailed
from stretchplayer.sound.voice.pico import _PIECES, Pico

LANGUAGES: tuple[Language, ...] = get_args(Language)
SENTENCES = ("Lie on your back, and bend one knee.", "Left side.", "Go.", "Leave it out after a hip replacement.")
_DIGEST = """
import sys
from hashlib import sha256
from stretchplayer.sound.voice.pico import Pico
for text in sys.argv[1:]:
    print(sha256(Pico().speak(text, "en").data).hexdigest())
"""


@pytest.fixture(scope="module")
def voice() -> Pico:
    return Pico()


def digests(*texts: str) -> list[str]:
    """The digest of each text, all of them spoken by one process in that order."""
    done = subprocess.run([sys.executable, "-c", _DIGEST, *texts], capture_output=True, check=True, text=True)
    return done.stdout.split()


def test_the_same_words_are_the_same_samples_whatever_was_said_before(voice: Pico) -> None:
    once = dict(zip(SENTENCES, digests(*SENTENCES), strict=True))
    shuffled = Random(1).sample(SENTENCES * 4, 4 * len(SENTENCES))
    assert digests(*shuffled) == [once[text] for text in shuffled]
    assert len(set(once.values())) == len(SENTENCES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_spoken_at_16_lufs(voice: Pico, language: Language) -> None:
    said = load(language)
    clip = voice.speak(f"{said.recorded_start} {said.paused}", language)
    assert loudness(clip, BROADCAST) == pytest.approx(-16, abs=1.5)
    assert peak(clip) <= -2.98


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_over_when_it_is_said(voice: Pico, language: Language) -> None:
    assert voice.speak(load(language).let_go, language).seconds < 0.9


def test_speed_is_speed_and_a_language_without_words_is_refused(voice: Pico) -> None:
    slow, quick = (voice.speak(SENTENCES[0], "en", speed).seconds for speed in (0.5, 2.0))
    assert slow > 2 * quick
    for language in ("it", "EN", "../de"):
        with pytest.raises(VoiceFailed, match="no voice for the language"):
            voice.speak("Hold.", language)
    assert voice.speak(" \0", "en") == Clip(b"")


def test_text_is_read_and_not_obeyed(voice: Pico) -> None:
    """Its commands would play a file, write one, or leave words out."""
    plain = voice.speak('play file="/etc/passwd" Hold.', "en")
    assert voice.speak('<play file="/etc/passwd"/> Hold.', "en").seconds == pytest.approx(plain.seconds, abs=0.6)
    assert voice.speak("<speed level='500'>Hold and breathe.</speed>", "en").seconds > 1.5


@given(st.text(max_size=120) | st.text("1-./ aäñé€", max_size=200), st.sampled_from(LANGUAGES))
@settings(max_examples=25, deadline=None)
def test_any_text_is_spoken_or_refused(voice: Pico, text: str, language: Language) -> None:
    try:
        assert peak(voice.speak(text, language, 2.0)) <= -2.98
    except VoiceFailed as error:
        assert "could not speak" in str(error)  # noqa: PT017 - either is fine


@given(st.text("ab ,.", max_size=900))
def test_a_long_text_is_made_in_pieces_that_leave_nothing_out(text: str) -> None:
    pieces = _PIECES.findall(text)
    assert all(len(piece) <= 160 for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("written", "language", "read"),
    [
        ("90-90, 90/90, 8-10", "en", "90, 90, 90, 90, 8-10"),
        (
            "2 x 30 s, 1 min, 3\u00d710min, 30 sec.",
            "en",
            "2 times 30 seconds, 1 minute, 3 times 10 minutes, 30 seconds.",
        ),
        ("3 x 20 s je Seite, 1 h", "de", "3 mal 20 Sekunden je Seite, 1 Stunde"),
        ("10 hips, 3 months, the 5's, 12 steps", "en", "10 hips, 3 months, the 5's, 12 steps"),
        ("2 x 30 s", "it", "2 x 30 s"),
    ],
)
def test_what_voices_read_wrongly_is_written_out(written: str, language: str, read: str) -> None:
    assert aloud(written, language) == read
