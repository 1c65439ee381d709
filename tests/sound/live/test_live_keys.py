"""What a key takes back is not heard, what it brings about is heard at once, and volume and silence are obeyed."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.process import Process
from sound.live.conftest import Begin
from sound.live.ear import Ear, listening
from sound.marks import needs_server
from sound.server import SoundServer

pytestmark = [needs_server, pytest.mark.slow, pytest.mark.flaky(reruns=2)]
AFTER_RELEASE = 1.5
"""Seconds between the end of work and the cue for what follows."""
SOON = 0.6
"""Seconds until a key is heard: 0.2 and a block, and as much again for a busy machine."""


@pytest.fixture
def ear(server: SoundServer, tmp_path: Path) -> Iterator[Ear]:
    with listening(server, tmp_path / "heard.raw") as heard:
        yield heard


def pressed(process: Process, ear: Ear, key: str, answer: str) -> float:
    """Press a key; when that was."""
    at = ear.now()
    process.send(key)
    process.wait_for(answer)
    return at


def let(process: Process, ear: Ear, seconds: float) -> None:
    """Record for `seconds` more."""
    process.listen(time.monotonic() + seconds)
    ear.now()


@pytest.mark.parametrize("voice", ["off", "full"])
def test_a_pause_takes_back_what_was_to_come(voice: str, ear: Ear, begin: Begin) -> None:
    with begin(8, voice=voice) as process:
        process.wait_for("^Ease in")
        let(process, ear, 1.0)
        at = pressed(process, ear, " ", "Paused. Let go.")
        let(process, ear, 5.0)
        resumed = pressed(process, ear, " ", "Going on")
        let(process, ear, 2.0)
        process.send("q")
        process.wait_for("Leave now")
        process.send("y")
        assert process.end() == 1
    after = [each for each in ear.heard if each.at > at]
    released = after[0]
    assert released.cue == "release"
    assert released.at - at < SOON
    spoken = ear.loudest(released.at + 0.2, released.at + 3.0)
    assert (spoken > 500) == (voice == "full")
    assert ear.silent(released.at + (4.0 if voice == "full" else 0.2), resumed)
    assert after[1].cue == "prepare"
    assert after[1].at - resumed < AFTER_RELEASE + SOON


def test_skip_and_back_are_heard_at_once_and_nothing_of_what_was_to_come(ear: Ear, begin: Begin) -> None:
    with begin(4) as process:
        process.wait_for("^Get ready")
        let(process, ear, 0.5)
        skipped = pressed(process, ear, "n", "^Ease in")
        let(process, ear, 1.5)
        back = pressed(process, ear, "b", "^Get ready|^Ease in")
        let(process, ear, 1.0)
        process.send("q")
        process.wait_for("Leave now")
        process.send("y")
        process.end()
    after = [each for each in ear.heard if each.at > skipped]
    assert after[0].cue == "go"
    assert after[0].at - skipped < SOON
    assert not [each for each in after if each.cue == "tick" and each.at < back]
    # Going back lets go of what was held, and gets ready anew.
    released = next(each for each in after if each.at > back)
    assert released.cue == "release"
    assert released.at - back < SOON


def test_mute_and_volume_are_obeyed(ear: Ear, begin: Begin) -> None:
    with begin(20) as process:
        process.wait_for("^Get ready")
        process.send("n")
        process.wait_for("^Ease in")
        let(process, ear, 0.6)
        loud = ear.loudest(0, ear.now())
        pressed(process, ear, "m", "Sound is off.")
        muted = ear.now()
        process.send(" ")
        process.wait_for("Paused")
        let(process, ear, 1.0)
        assert ear.silent(muted + SOON, ear.now())
        pressed(process, ear, "m", "Sound is on.")
        for _ in range(4):
            pressed(process, ear, "<", "Volume: ")
        assert "Volume: 40 %." in process.said
        at = pressed(process, ear, " ", "Going on")
        let(process, ear, AFTER_RELEASE + 0.5)
        quiet = ear.loudest(at, ear.now())
        pressed(process, ear, ">", "Volume: 50 %.")
        pressed(process, ear, "v", "Voice: ")
        process.send("q")
        process.wait_for("Leave now")
        process.send("y")
        assert process.end() == 1
    assert 0.4 < quiet / loud < 0.6
