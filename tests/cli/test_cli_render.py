"""A session as a file: the timeline to the sample, the same bytes every time, and honest about what it cannot do."""

import hashlib
import io
import os
import re
import shutil
import signal
import struct
import subprocess
import threading
import time
import wave
from collections.abc import Callable
from math import log10
from pathlib import Path

import pytest

from cli.house import Home
from sound.cues.ears import BROADCAST, loudness
from stretchplayer.sound.cues.cue_set import CueSet, Sounded
from stretchplayer.sound.pcm import FRAME, RATE, Clip, audioop

HOLDS = """\
format = 1
title = "Holds [b]é[/b]"
summary = "Two holds"

[defaults]
prepare = 2
switch = 2
rest = 5

[[step]]
name = "Chest"
kind = "stretch"
target = "pectorals"
sides = "each"
hold = 20

[[step]]
name = "Breathing"
kind = "breathe"
duration = 12
"""
HEAT = """\
format = 1
title = "Heat"

[[step]]
kind = "heat"
name = "Warm pack"
target = "lumbar_extensors"
duration = "6m"
using = "heat pack"
"""
DIGEST = "fa2065a664b6709403a3789a7126e8b0acfa1cf50739a908b6a4ff3166e9da76"


def samples(path: Path) -> bytes:
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 2, 2)
        frames: bytes = file.readframes(file.getnframes())
        return frames


def rendered(home: Home, text: str, *options: str, name: str = "out.wav") -> Path:
    routine = home.write("routine.toml", text)
    home.good("render", str(routine), "-o", name, *options)
    return home.folder / name


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which `HOLDS` is rendered, with the voice and without: `full.wav`, `off.wav`. Nobody changes it."""
    home = Home(tmp_path_factory.mktemp("studio"))
    for talk in ("full", "off"):
        rendered(home, HOLDS, "--voice", talk, name=f"{talk}.wav")
    return home


@pytest.mark.parametrize("talk", ["off", "full"])
def test_each_cue_lies_at_the_sample_that_the_plan_says(studio: Home, talk: str) -> None:
    data = samples(studio.folder / f"{talk}.wav")
    cues = studio.good("plan", "routine.toml", "--json").json["cues"]
    soft = CueSet("soft")
    assert len(cues) > 15
    # What a recording says of itself comes before the session.
    lead = data.find(soft.clip(cues[0]["cue"]).data)
    assert (lead > 0) == (talk == "full")
    for cue in cues:
        name: Sounded = cue["cue"]
        clip = soft.clip(name).data
        at = lead + round(cue["at"] * RATE) * FRAME
        assert data[at : at + len(clip)] == clip, cue


def test_without_a_voice_it_has_the_same_bytes_everywhere(home: Home, studio: Home) -> None:
    one = (studio.folder / "off.wav").read_bytes()
    two = rendered(home, HOLDS, "--voice", "off", name="two.wav").read_bytes()
    assert one == two
    assert hashlib.sha256(one).hexdigest() == DIGEST


def test_without_a_voice_flac_has_the_same_bytes_every_time(home: Home) -> None:
    one = rendered(home, HOLDS, "--voice", "off", name="one.flac").read_bytes()
    two = rendered(home, HOLDS, "--voice", "off", name="two.flac").read_bytes()
    assert one == two


@pytest.mark.parametrize("ending", ["flac", "mp3", "ogg"])
def test_every_format_holds_the_whole_session(studio: Home, ending: str) -> None:
    import av

    path = rendered(studio, HOLDS, name=f"out.{ending}")
    seconds = len(samples(studio.folder / "full.wav")) / FRAME / RATE
    with av.open(str(path)) as file:
        assert file.duration is not None
        assert abs(file.duration / av.time_base - seconds) < 0.2
        tags = {key.lower(): text for key, text in {**file.streams[0].metadata, **file.metadata}.items()}
        assert tags["title"] == "Holds [b]é[/b]"


def test_it_has_a_chapter_for_each_step(studio: Home) -> None:
    data = (studio.folder / "off.wav").read_bytes()
    at = data.index(b"cue ")
    assert struct.unpack_from("<I", data, at + 8) == (2,)
    assert b"Chest" in data
    assert b"Breathing" in data


def test_standard_output_gets_the_same_file(studio: Home) -> None:
    path = studio.folder / "off.wav"
    binary = _binary(studio)
    assert path.read_bytes() == binary
    with wave.open(io.BytesIO(binary)) as file:
        assert file.getnframes() == len(samples(path)) // FRAME


def test_standard_output_is_refused_where_it_is_a_terminal(home: Home) -> None:
    pexpect = pytest.importorskip("pexpect", reason="not for Windows")
    home.write("routine.toml", HOLDS)
    program, *arguments = home.command(["render", "routine.toml", "-o", "-"])
    child = pexpect.spawn(program, arguments, cwd=home.folder, env=home.environment(), timeout=60)
    said = child.read()
    child.close()
    refused = "sound is not for a terminal: name a file, such as -o session.mp3, or send it on with > or |"
    assert said.split() == f"stretchplayer: {refused}".encode().split()
    assert child.exitstatus == 2


@pytest.mark.parametrize(
    ("number", "name"), [(signal.SIGTERM, "out.wav"), (getattr(signal, "SIGHUP", signal.SIGTERM), "out.ogg")]
)
def test_a_signal_to_end_leaves_nothing_behind(home: Home, number: signal.Signals, name: str) -> None:
    home.write("routine.toml", HOLDS.replace("duration = 12", 'duration = "40m"'))
    environment = home.environment({"TMPDIR": str(home.folder)})
    command = home.command(["render", "routine.toml", "-o", name, "--voice", "off"])
    # A parent that ignores the signal, such as nohup, would leave that to its children.
    ignored = signal.signal(number, signal.SIG_DFL)
    process = subprocess.Popen(command, cwd=home.folder, env=environment, stderr=subprocess.PIPE)
    signal.signal(number, ignored)
    assert process.stderr is not None
    # What is said of its size comes last before the first part of the file, and not at all where it is small.
    part = wait_for(lambda: next(home.folder.glob(".stretchplayer-*.part"), None))
    assert part is not None
    process.send_signal(number)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 128 + number, said
    assert [each.name for each in home.folder.iterdir() if each.is_file()] == ["routine.toml"]
    assert (b"A .wav of 40" in said) == (name == "out.wav")


def wait_for(found: Callable[[], Path | None]) -> Path | None:
    """What is found, looked for again and again for a while."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if (it := found()) is not None:
            return it
        threading.Event().wait(0.02)
    return None


def test_with_a_voice_it_has_the_same_bytes_whether_its_phrases_were_made_before_or_not(home: Home) -> None:
    cold = rendered(home, HOLDS, name="cold.wav").read_bytes()
    assert [*(home.folder / "cache").rglob("*.clip")]
    assert rendered(home, HOLDS, name="cached.wav").read_bytes() == cold
    shutil.rmtree(home.folder / "cache")
    assert rendered(home, HOLDS, name="again.wav").read_bytes() == cold


def test_it_is_as_loud_as_speech_on_the_radio_and_nothing_is_cut_off(studio: Home) -> None:
    data = samples(studio.folder / "full.wav")
    assert loudness(Clip(data), BROADCAST) == pytest.approx(-16, abs=1)
    assert 20 * log10(audioop.max(data, 2) / 32768) < -1


def _binary(home: Home) -> bytes:
    command = home.command(["render", "routine.toml", "-o", "-", "--voice", "off"])
    return subprocess.run(
        command, check=True, capture_output=True, cwd=home.folder, env=home.environment(), timeout=60
    ).stdout


def test_a_file_that_is_there_stays_unless_it_may_go(home: Home) -> None:
    path = rendered(home, HOLDS, "--voice", "off")
    before = path.read_bytes()
    ran = home.run("render", "routine.toml", "-o", path.name)
    assert ran.code == 2
    assert "out.wav" in ran.err
    assert path.read_bytes() == before
    home.good("render", "routine.toml", "-o", path.name, "--force")
    assert path.read_bytes() != before


@pytest.mark.parametrize("name", ["out.txt", "out", "nowhere/out.wav"])
def test_a_file_that_cannot_be_is_told_before_any_work(home: Home, name: str) -> None:
    home.write("routine.toml", HOLDS)
    ran = home.run("render", "routine.toml", "-o", name)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert not list(home.folder.glob("out*"))


def test_heat_says_at_its_start_that_it_cannot_stop_by_itself(home: Home) -> None:
    path = rendered(home, HEAT)
    quiet = home.run("render", "routine.toml", "-o", "quiet.wav", "--voice", "off")
    assert quiet.code == 2
    assert "spoken" in quiet.err
    seconds = len(samples(path)) / FRAME / RATE
    assert seconds > 6 * 60 + 20


def test_what_today_would_take_away_is_said_and_what_the_recording_cannot_know(home: Home) -> None:
    home.write("routine.toml", HOLDS.replace("hold = 20", "hold = 60\nreps = 2"))
    fresh = home.good("render", "routine.toml", "-o", "one.wav", "--voice", "off")
    assert "it can be repeated without limit" in fresh.err
    assert "today: " not in fresh.err
    home.good("play", "routine.toml", "--plain", "--yes", warp=(400.0, 0.0))
    after = home.good("render", "routine.toml", "-o", "two.wav", "--voice", "off")
    assert re.search("after what you have done, today: step 1: .*", after.err)
    assert (home.folder / "one.wav").read_bytes() == (home.folder / "two.wav").read_bytes()
    assert b"This is a recording: it does not know what you have done today" in samples_header(home.folder / "one.wav")


def samples_header(path: Path) -> bytes:
    """What a wave file says of itself, before its sound or after it."""
    data = path.read_bytes()
    return data[:4096] + data[-4096:]


def most_memory(home: Home, name: str) -> int:
    """Mebibytes that it takes at most to render the routine, in a process that is asked by itself."""
    process = subprocess.Popen(
        home.command(["render", "routine.toml", "-o", name]),
        cwd=home.folder,
        env=home.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss // 1024


def test_memory_does_not_grow_with_length(home: Home) -> None:
    """Five minutes are 57 MB of sound."""
    home.write("routine.toml", HOLDS)
    short = most_memory(home, "short.wav")
    home.write("routine.toml", HOLDS.replace("duration = 12", 'duration = "5m"'))
    assert most_memory(home, "long.wav") - short < 20
    assert (home.folder / "long.wav").stat().st_size > 50_000_000
