"""Voices that are programs: what they get, what is taken from them, and what is said when they fail."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.voice.sounds import tone, wav
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import VoiceFailed
from stretchplayer.sound.voice.other_voices import Command, System

PROGRAM = """\
import json, pathlib, sys
here = pathlib.Path(__file__).parent
given = sys.stdin.buffer.read().decode()
(here / "heard.json").write_text(json.dumps([sys.argv[1:], given]), encoding="utf-8")
sys.stdout.buffer.write((here / "voice.wav").read_bytes())
"""


class Program:
    """A real program in a folder: a voice that notes what it was given."""

    def __init__(self, folder: Path, text: str = PROGRAM) -> None:
        self.folder = folder
        (folder / "voice.wav").write_bytes(wav(tone(0.3, 22050)))
        (folder / "voice.py").write_text(text, encoding="utf-8")

    def command(self, *arguments: str, patience: float = 30) -> Command:
        return Command([sys.executable, str(self.folder / "voice.py"), *arguments], patience)

    @property
    def heard(self) -> tuple[list[str], str]:
        import json

        arguments, given = json.loads((self.folder / "heard.json").read_text(encoding="utf-8"))
        return arguments, given


def test_text_in_an_argument(tmp_path: Path) -> None:
    program = Program(tmp_path)
    clip = program.command("--text={text}", "{language}", "{speed}").speak("Hold the {language}.", "de", 1.25)
    assert clip.seconds == pytest.approx(0.3, abs=0.02)
    assert program.heard == (["--text=Hold the {language}.", "de", "1.25"], "")


def test_text_on_standard_input(tmp_path: Path) -> None:
    program = Program(tmp_path)
    assert program.command("-l", "{language}").speak("Dehnen: Hüfte, 🦵.", "de").data
    assert program.heard == (["-l", "de"], "Dehnen: Hüfte, 🦵.")


@given(text=st.text(st.characters(), min_size=1, max_size=60).filter(lambda text: any(mark.isalnum() for mark in text)))
@settings(max_examples=8, deadline=None)
def test_text_is_one_argument_and_no_option(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    program = Program(tmp_path_factory.mktemp("voice"))
    program.command("{text}").speak(f"-{text}", "en")
    (said,), given = program.heard
    assert not given
    assert not said.startswith(("-", "/", "@"))


@pytest.mark.parametrize("text", ["--output=/etc/passwd", "-h", "@file", "/c calc", "; rm -rf x", "$(touch x)", "`x`"])
def test_text_is_no_order(tmp_path: Path, text: str) -> None:
    program = Program(tmp_path)
    program.command("{text}").speak(text, "en")
    (said,), _ = program.heard
    assert text.endswith(said)
    assert said[0].isalnum()


@pytest.mark.parametrize("text", ["", " ", "…", "- - -", "\0"])
def test_nothing_to_say_starts_nothing(tmp_path: Path, text: str) -> None:
    program = Program(tmp_path)
    assert program.command("{text}").speak(text, "en") == Clip(b"")
    assert not (tmp_path / "heard.json").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("raise SystemExit('no such voice: 7')", r"failed: no such voice: 7\.$"),
        ("import sys; sys.exit(3)", r"failed\.$"),
        ("pass", r"failed\.$"),
        ("print('hello')", "no WAV file"),
        ("import sys\nwhile True: sys.stdout.buffer.write(bytes(1 << 20))", "wrote more than 20,971,520 bytes"),
        ("import sys; print('\\x1b[2Jbad\\n' * 9, file=sys.stderr); sys.exit(1)", r"failed: \\x1b\[2Jbad\.$"),
    ],
)
def test_failures_are_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(VoiceFailed, match=told) as failed:
        Program(tmp_path, text).command().speak("Hold.", "en")
    assert str(failed.value).isprintable()


def test_silence_is_told(tmp_path: Path) -> None:
    program = Program(tmp_path)
    (tmp_path / "voice.wav").write_bytes(wav(bytes(22050)))
    with pytest.raises(VoiceFailed, match="wrote no sound"):
        program.command().speak("Hold.", "en")


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    hanging = Program(tmp_path, "import threading; threading.Event().wait()")
    with pytest.raises(VoiceFailed, match=r"took longer than 0\.3 seconds"):
        hanging.command(patience=0.3).speak("Hold.", "en")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no groups of processes there")
def test_what_a_program_leaves_behind_is_ended_too(tmp_path: Path) -> None:
    """Its child keeps the pipe open; nobody waits for it."""
    leaving = (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import threading; threading.Event().wait()'])"
    )
    with pytest.raises(VoiceFailed, match=r"took longer than 1\.5 seconds"):
        Program(tmp_path, leaving).command(patience=1.5).speak("Hold.", "en")


def test_a_program_that_reads_nothing_is_fine(tmp_path: Path) -> None:
    program = Program(tmp_path, PROGRAM.replace("sys.stdin.buffer.read().decode()", "''"))
    assert program.command().speak("Hold. " * 300, "en").data


@pytest.mark.parametrize(("command", "told"), [((), "needs a program"), (("",), "needs a program")])
def test_no_program_is_told(command: tuple[str, ...], told: str) -> None:
    with pytest.raises(VoiceFailed, match=told):
        Command(command)


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(VoiceFailed, match="not found: no-such-program-anywhere"):
        Command(["no-such-program-anywhere", "{text}"])


@pytest.mark.skipif(sys.platform == "win32", reason="a file is made a program by its mode here")
def test_a_batch_file_gets_the_text_on_its_input_only(tmp_path: Path) -> None:
    batch = tmp_path / "voice.bat"
    batch.write_text("#!/bin/sh\n", encoding="utf-8")
    batch.chmod(0o755)
    with pytest.raises(VoiceFailed, match="standard input"):
        Command([str(batch), "{text}"])
    assert Command([str(batch)]).name == "the program voice.bat"


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    program = tmp_path / "voice.exe"
    program.write_bytes(b"\x7fELF and no more")
    program.chmod(0o755)
    with pytest.raises(VoiceFailed, match="cannot be started"):
        Command([str(program)]).speak("Hold.", "en")


def test_another_command_is_another_voice(tmp_path: Path) -> None:
    program = Program(tmp_path)
    assert program.command("a").identity != program.command("b").identity
    assert program.command("a").identity == program.command("a").identity


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


def test_nothing_to_say_does_not_start_the_voice_of_the_system(tmp_path: Path) -> None:
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
