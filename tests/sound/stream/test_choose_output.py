"""Which output it is, and what a person is told of it; and the output that always works."""

import subprocess
import sys

import pytest

from sound.stream.streams import Counted, FakeOpener, Hand, until
from sound.stream.test_system_player import EATS, REFUSES, player
from stretchplayer.clock import RealClock
from stretchplayer.sound.pcm import RATE
from stretchplayer.sound.stream.choose_output import KINDS, VARIABLE, choose, describe
from stretchplayer.sound.stream.device import DeviceOutput
from stretchplayer.sound.stream.sound_output import NoSound, NullOutput
from stretchplayer.sound.stream.system_player import CommandOutput

BARE: dict[str, str] = {}
NO_PLAYER = player("refuses", REFUSES)
A_PLAYER = player("eats", EATS)
players_run = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no player that streams")


def test_the_device_goes_before_a_player() -> None:
    opener = FakeOpener("PulseAudio")
    assert isinstance(choose(RealClock(), environ=BARE, opener=opener, players=(A_PLAYER,)), DeviceOutput)
    assert [each.closed for each in opener.streams] == [1]


@players_run
def test_a_player_goes_before_nothing() -> None:
    assert isinstance(choose(RealClock(), environ=BARE, opener=FakeOpener(), players=(A_PLAYER,)), CommandOutput)


@players_run
def test_nothing_is_said_with_every_reason() -> None:
    with pytest.raises(NoSound, match=r"nothing is up; refuses: no server"):
        choose(RealClock(), environ=BARE, opener=FakeOpener(), players=(NO_PLAYER,))


@players_run
@pytest.mark.parametrize(
    ("named", "kind"), [("null", NullOutput), ("device", DeviceOutput), ("command", CommandOutput)]
)
def test_a_name_is_kept_to(named: str, kind: type) -> None:
    opener = FakeOpener("PulseAudio")
    for environ, wanted in [({VARIABLE: named}, None), (BARE, named), ({VARIABLE: "null"}, named)]:
        assert isinstance(choose(RealClock(), wanted, environ=environ, opener=opener, players=(A_PLAYER,)), kind)
    with pytest.raises(NoSound, match=f"{VARIABLE} has to be one of {', '.join(KINDS)}"):
        choose(RealClock(), environ={VARIABLE: "loud"}, opener=opener)
    with pytest.raises(NoSound, match="the sound output has to be"):
        choose(RealClock(), "loud", environ=BARE, opener=opener)


def test_a_named_one_that_is_not_there_is_not_replaced() -> None:
    with pytest.raises(NoSound, match=r"^nothing is up$"):
        choose(RealClock(), "device", environ=BARE, opener=FakeOpener(), players=(A_PLAYER,))


@players_run
def test_the_doctor_learns_of_both_ways() -> None:
    device, command = describe(FakeOpener("PulseAudio"), (NO_PLAYER,))
    assert (device.kind, device.works, device.text) == ("device", True, "PulseAudio, heard after 0.1 s")
    assert (command.kind, command.works) == ("command", False)
    assert command.text.startswith("refuses: no server")
    assert not describe(FakeOpener(), ())[0].works


def test_without_the_library_it_says_so_and_looks_for_nothing_else() -> None:
    program = (
        "import sys; sys.modules['_miniaudio'] = None\n"
        "from stretchplayer.sound.stream.choose_output import describe\n"
        "print(describe(players=())[0].text)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert "miniaudio is not there" in done.stdout
    assert not done.stderr


def test_choosing_brings_in_no_library() -> None:
    program = (
        "import sys; import stretchplayer.sound.stream.choose_output\n"
        "print({'_miniaudio', 'miniaudio', 'pydub', 'av', 'ctypes', 'numpy'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "set()"


def test_nobody_hears_it_and_time_goes_on() -> None:
    clock, source = Hand(), Counted()
    output = NullOutput(clock)
    output.open(source)
    for second in range(1, 5):
        clock.now += 1.0
        until(lambda second=second: source.frames >= second * RATE)  # type: ignore[misc]
    assert source.frames == 4 * RATE
    output.close()
    output.close()
    assert (output.lost, output.latency) == (False, 0.0)
    output.open(source)
    with pytest.raises(ValueError, match="open already"):
        output.open(source)
    output.close()
