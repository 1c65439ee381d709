"""Against a real sound server: sound comes, stays, comes back, and ends when it should."""

import contextlib
import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from examples import TIMES
from sound.marks import needs_server
from sound.server import SoundServer
from sound.stream.conftest import BeeperProcess, onsets

Begin = Callable[[Mapping[str, str]], BeeperProcess]
pytestmark = [needs_server, pytest.mark.slow, pytest.mark.flaky(reruns=2)]
WAYS = pytest.mark.parametrize("way", ["device", "command"])


@contextlib.contextmanager
def burning() -> Iterator[None]:
    """Every core kept busy; the other tests do the same unless there is time for it."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 if TIMES > 1 else 0)]
    try:
        yield
    finally:
        for each in busy:
            each.kill()
            each.wait()


def opened(beeper: BeeperProcess, way: str) -> dict[str, Any]:
    beeper.tell(way)
    answer = beeper.tell("open")
    assert not answer["error"]
    assert not answer["lost"]
    return answer


def beeps_apart(way: str, server: SoundServer, beeper: Begin, recording: Path) -> list[int]:
    """The frames from each beep to the next; six of them."""
    with server.recorded(recording), burning():
        process = beeper(server.environment)
        opened(process, way)
        process.tell("seconds 8")
        assert not process.tell("close")["error"]
    assert process.left() == 0
    assert not process.errors
    # The first one can be torn: a stream that begins wakes up its sink.
    return [after - before for before, after in itertools.pairwise(onsets(recording)[1:])]


@WAYS
def test_beeps_are_a_second_apart_on_a_busy_machine(
    way: str, server: SoundServer, beeper: Begin, tmp_path: Path
) -> None:
    """Other tests may take so much of the machine that the server itself stumbles: one recording of three has to do."""
    found = []
    for turn in range(3):
        apart = beeps_apart(way, server, beeper, tmp_path / f"heard-{turn}.raw")
        found.append(apart)
        if len(apart) >= 6 and all(abs(each - 48_000) <= 720 for each in apart):
            return
    pytest.fail(f"never a second apart: {found}")


@WAYS
def test_sound_comes_back_when_the_server_does(way: str, server: SoundServer, beeper: Begin, tmp_path: Path) -> None:
    process = beeper(server.environment)
    opened(process, way)
    before = process.tell("playing")
    server.kill()
    gone = process.tell("lost")
    assert gone["lost"]
    # Time goes on meanwhile, so that what is heard afterwards is what is due then.
    still = process.tell("failing")
    assert still["head"] >= before["head"]
    process.tell("sound")
    server.start()
    with server.recorded(tmp_path / "heard.raw"):
        assert not process.tell("playing")["lost"]
        process.tell("seconds 2")
    assert onsets(tmp_path / "heard.raw")
    process.tell("close")
    assert process.left() == 0
    assert not process.errors


@WAYS
def test_a_device_that_is_pulled_out_comes_back(way: str, server: SoundServer, beeper: Begin, tmp_path: Path) -> None:
    process = beeper(server.environment)
    opened(process, way)
    process.tell("playing")
    server.unplug()
    assert process.tell("lost")["lost"]
    server.plug()
    with server.recorded(tmp_path / "heard.raw"):
        assert not process.tell("playing")["lost"]
        process.tell("seconds 2")
    assert onsets(tmp_path / "heard.raw")
    assert not process.errors


@WAYS
def test_another_default_device_is_followed(way: str, server: SoundServer, beeper: Begin, tmp_path: Path) -> None:
    process = beeper(server.environment)
    opened(process, way)
    process.tell("playing")
    server.plug("headphones")
    server.command("set-default-sink", "headphones")
    with server.recorded(tmp_path / "heard.raw", sink="headphones"):
        assert not process.tell("seconds 3")["lost"]
    assert len(onsets(tmp_path / "heard.raw")) >= 2
    assert not process.errors


@WAYS
def test_time_goes_on_while_the_device_is_lost(way: str, server: SoundServer, beeper: Begin) -> None:
    process = beeper(server.environment)
    opened(process, way)
    begin = process.tell("playing")
    server.kill()
    lost = process.tell("lost")
    later = process.tell("seconds 3")
    assert lost["lost"]
    assert later["lost"]
    passed = later["took"] + lost["took"]
    assert abs((later["head"] - begin["head"]) / 48_000 - passed) < 1.0


@WAYS
def test_closing_does_not_wait_for_a_server_that_hangs(way: str, server: SoundServer, beeper: Begin) -> None:
    process = beeper(server.environment)
    opened(process, way)
    process.tell("playing")
    with server.held():
        assert process.tell("close")["took"] < 1.0
        assert process.left() == 0
    assert not process.errors


@WAYS
def test_closing_does_not_wait_for_a_dead_server(way: str, server: SoundServer, beeper: Begin) -> None:
    process = beeper(server.environment)
    opened(process, way)
    process.tell("playing")
    server.kill()
    assert process.tell("close")["took"] < 1.0
    assert process.left() == 0
    assert not process.errors


@WAYS
def test_a_program_that_never_closes_ends_all_the_same(way: str, server: SoundServer, beeper: Begin) -> None:
    process = beeper(server.environment)
    opened(process, way)
    process.tell("playing")
    assert process.left() == 0
    assert not process.errors


def test_a_program_ends_while_the_server_hangs(server: SoundServer, beeper: Begin) -> None:
    process = beeper(server.environment)
    opened(process, "device")
    process.tell("playing")
    with server.held():
        assert process.tell("lost")["lost"]
        assert process.left() == 0
    assert not process.errors


def test_a_server_that_hangs_is_no_device(server: SoundServer, beeper: Begin) -> None:
    process = beeper(server.environment)
    process.tell("device")
    with server.held():
        answer = process.tell("open")
        assert "hangs" in answer["error"]
        assert answer["took"] < 5.0
        assert process.left() == 0
    assert not process.errors


@WAYS
def test_a_source_that_raises_does_not_end_the_stream(
    way: str, server: SoundServer, beeper: Begin, tmp_path: Path
) -> None:
    process = beeper(server.environment)
    opened(process, way)
    process.tell("playing")
    process.tell("failing")
    process.tell("describe")
    with server.recorded(tmp_path / "heard.raw"):
        process.tell("sound")
        process.tell("playing")
        answer = process.tell("playing")
    assert not answer["lost"]
    assert onsets(tmp_path / "heard.raw")
    assert process.errors.count("Traceback") == 1


def test_opening_often_leaves_nothing_behind(server: SoundServer, beeper: Begin) -> None:
    process = beeper(server.environment)
    opened(process, "device")
    process.tell("close")
    files, threads = process.files, process.threads
    answer = process.tell("often")
    assert not answer["error"]
    assert process.files <= files
    # The thread that closed the last of them may be about to end.
    assert process.threads <= threads + 1
    opened(process, "device")
    assert not process.tell("playing")["lost"]


def test_the_desktop_sees_a_name(server: SoundServer, beeper: Begin) -> None:
    process = beeper(server.environment)
    assert opened(process, "device")["name"] == "PulseAudio"
    shown = server.command("list", "sink-inputs").stdout
    assert 'application.name = "stretchplayer"' in shown
    assert 'media.name = "stretchplayer"' in shown


def test_the_device_is_chosen_and_described(server: SoundServer, beeper: Begin) -> None:
    process = beeper(server.environment)
    process.tell("choose")
    assert process.tell("open")["name"] == "PulseAudio"
    told = process.tell("describe")["error"]
    assert "PulseAudio, heard after 0.1 s" in told
    assert "pacat" in told


def test_a_device_that_leads_nowhere_is_held_back_by_the_clock(server: SoundServer, beeper: Begin) -> None:
    server.kill()
    (server.folder / ".asoundrc").write_text("pcm.!default { type null }\n")
    process = beeper(server.environment)
    assert opened(process, "device")["name"] == "ALSA"
    before = process.tell("seconds 3")
    after = process.tell("seconds 2")
    assert after["took"] > 1.5
    assert after["head"] - before["head"] < 3 * 48_000
    assert process.tell("close")["took"] < 1.0


@pytest.mark.parametrize("word", ["choose", "describe"])
def test_no_server_and_no_card_is_said_at_once_and_nothing_is_printed(
    word: str, server: SoundServer, beeper: Begin
) -> None:
    server.kill()
    process = beeper(server.environment)
    answer = process.tell(word)
    assert "PulseAudio" in answer["error"]
    assert "pacat: Connection" in answer["error"] or "pacat: pa_context_connect" in answer["error"]
    assert answer["took"] < 5.0
    assert process.left() == 0
    assert not process.errors
