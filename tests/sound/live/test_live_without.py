"""Without sound a session is played all the same: the bell rings, it is said once, and nothing else is."""

import pytest

from cli.house import Home
from sound.live.conftest import NEWCOMER, Begin
from sound.marks import needs_server
from sound.server import SoundServer

pytestmark = [needs_server, pytest.mark.slow, pytest.mark.flaky(reruns=2)]
NO_DEVICE = "No sound device was found. The terminal's bell rings instead."


@pytest.fixture(autouse=True)
def gone(server: SoundServer) -> None:
    """There is no server."""
    server.kill()


@pytest.mark.parametrize("voice", ["off", "full"])
def test_a_session_without_a_device_goes_to_its_end(voice: str, home: Home, begin: Begin) -> None:
    with begin(3, voice=voice, terminal=False) as process:
        began = process.wait_for("^Get ready: ").at
        over = process.wait_for("^Done: ").at
        assert process.end() == 0
        assert process.errors == NEWCOMER
    assert process.said.count(NO_DEVICE) == 1
    assert "gone" not in process.said
    assert 4.5 < over - began < 6.0
    assert home.history()[-1]["state"] == "finished"


def test_the_bell_rings_where_there_is_no_device(begin: Begin) -> None:
    with begin(2) as process:
        assert process.end() == 0
    assert process.said.count(NO_DEVICE) == 1
    # "go" and "done", and nothing in between.
    assert process.rung == 2


def test_muted_no_device_is_looked_for_and_no_bell_rings(begin: Begin) -> None:
    with begin(2, "--mute") as process:
        assert process.end() == 0
    assert NO_DEVICE not in process.said
    assert process.rung == 0


def test_who_wants_sound_after_all_is_told_that_there_is_none_and_hears_the_bell(begin: Begin) -> None:
    with begin(4, "--mute") as process:
        process.wait_for("^Get ready: ")
        process.send("m")
        process.wait_for("Sound is on.")
        assert process.end() == 0
    assert process.said.count(NO_DEVICE) == 1
    assert process.rung >= 1
