"""The system's voice: the calm ones are chosen, text is on the input, and what it lacks is told."""

import json
import sys
from pathlib import Path

import pytest

from sound.voice.sounds import tone, wav
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import VoiceFailed
from stretchplayer.sound.voice.programs import System

SAY = """\
import json, pathlib, sys
here = pathlib.Path(__file__).parent
arguments = sys.argv[1:]
if arguments == ["-v", "?"]:
    sys.stdout.buffer.write((here / "voices.txt").read_bytes())
    raise SystemExit
text = sys.stdin.buffer.read().decode()
(here / "heard.json").write_text(json.dumps([arguments, text]))
if (here / "voice.wav").exists():
    pathlib.Path(arguments[arguments.index("-o") + 1]).write_bytes((here / "voice.wav").read_bytes())
"""
VOICES = """\
Albert              en_US    # Hello! My name is Albert.
Amélie              fr_CA    # Bonjour ! Je m’appelle Amélie.
Anna                de_DE    # Hallo! Ich heiße Anna.
Bad News            en_US    # Hello! My name is Bad News.
Eddy (German (Germany)) de_DE    # Hallo! Ich heiße Eddy.
Samantha            en_US    # Hello! My name is Samantha.
Zosia               pl_PL    # Cześć! Mam na imię Zosia.
"""


def system(folder: Path, voices: str = VOICES) -> System:
    (folder / "say.py").write_text(SAY, encoding="utf-8")
    (folder / "voices.txt").write_text(voices, encoding="utf-8")
    (folder / "voice.wav").write_bytes(wav(tone(0.3, 22050)))
    return System([sys.executable, str(folder / "say.py")])


@pytest.mark.parametrize(
    ("language", "voice"), [("en", "Samantha"), ("de", "Anna"), ("fr", "Amélie"), ("pl", "Zosia"), ("de-AT", "Anna")]
)
def test_a_calm_voice_speaks(tmp_path: Path, language: str, voice: str) -> None:
    assert system(tmp_path).speak("-o Halten [[slnc 5000]].", language, 1.5).seconds == pytest.approx(0.3, abs=0.02)
    arguments, text = json.loads((tmp_path / "heard.json").read_text(encoding="utf-8"))
    assert arguments[:4] == ["-v", voice, "-r", "240"]
    assert arguments[-4:-2] == ["--file-format=WAVE", "--data-format=LEI16@22050"]
    assert text == "-o Halten [ [slnc 5000] ]."


def test_a_language_without_a_voice_is_told(tmp_path: Path) -> None:
    with pytest.raises(VoiceFailed, match='no voice for the language "es"; its settings can add one'):
        system(tmp_path).speak("Suelta.", "es")


def test_nothing_to_say_starts_nothing(tmp_path: Path) -> None:
    assert system(tmp_path).speak("…", "en") == Clip(b"")
    assert not (tmp_path / "heard.json").exists()


def test_a_voice_that_writes_no_file_is_told(tmp_path: Path) -> None:
    voice = system(tmp_path)
    (tmp_path / "voice.wav").unlink()
    with pytest.raises(VoiceFailed, match="wrote nothing"):
        voice.speak("Hold.", "en")


def test_no_voices_are_told(tmp_path: Path) -> None:
    with pytest.raises(VoiceFailed, match="has no voices"):
        system(tmp_path, "Something else altogether.\n")


def test_other_systems_have_none() -> None:
    with pytest.raises(VoiceFailed, match="no program `say`"):
        System(["no-such-program-anywhere"])


def test_other_voices_are_another_voice(tmp_path: Path) -> None:
    assert system(tmp_path).identity != system(tmp_path, VOICES.replace("Samantha", "Daniel")).identity
