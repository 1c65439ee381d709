"""A server that dies, comes back, or hangs: the session goes on in time, and ends when it should."""

import signal
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from cli.house import Home
from sound.live.conftest import NEWCOMER, Begin
from sound.live.ear import Ear, listening
from sound.live.test_live_heard import EXACT, planned
from sound.marks import needs_server
from sound.server import SoundServer

pytestmark = [needs_server, pytest.mark.slow, pytest.mark.flaky(reruns=2)]
GONE = "The sound device is gone. The terminal's bell rings instead."
BACK = "Sound is back."
AT_ONCE = 1.0
AMONG_OTHERS = 0.5
"""Seconds that a busy machine may need besides."""
AS_BEFORE = 0.06


def lateness(ear: Ear, plan: list[tuple[str, float]]) -> list[float]:
    """Seconds of each cue that was heard, against its place in the plan; they belong to its beginning or its end."""
    heard = ear.heard
    part = plan[: len(heard)] if heard[0].cue == plan[0][0] else plan[-len(heard) :]
    assert [each.cue for each in heard] == [cue for cue, _ in part]
    return [each.at - at for each, (_, at) in zip(heard, part, strict=True)]


def test_a_server_that_dies_and_comes_back(home: Home, server: SoundServer, begin: Begin, tmp_path: Path) -> None:
    plan = planned(home, 14)
    with begin(14, terminal=False) as process:
        with listening(server, tmp_path / "before.raw") as before:
            began = process.wait_for("^Get ready: ").at
            at_before = time.monotonic() - before.now()
            process.wait_for("^Ease in")
            process.listen(time.monotonic() + 0.5)
            server.kill()
        process.wait_for(GONE)
        server.start()
        with listening(server, tmp_path / "heard.raw") as after:
            process.wait_for(BACK)
            at_after = time.monotonic() - after.now()
            over = process.wait_for("^Done: ").at
            assert process.end() == 0
            after.now()
        assert process.errors == NEWCOMER
    assert process.said.count(GONE) == process.said.count(BACK) == 1
    assert abs(over - began - 16.0) < AMONG_OTHERS
    early, late = (lateness(ear, plan) for ear in (before, after))
    assert len(early) >= 2
    assert len(late) >= 2
    assert max(late) - min(late) <= EXACT
    # By the clock of the session, too: where they were before.
    assert abs(min(late) + at_after - min(early) - at_before) < AS_BEFORE


@pytest.mark.parametrize("hangs", [False, True])
def test_ctrl_c_ends_it_within_a_second(*, hangs: bool, server: SoundServer, begin: Begin) -> None:
    with begin(30, voice="full", terminal=False) as process:
        process.wait_for("^Get ready: ")
        process.wait_for("^Ease in")
        with server.held() if hangs else nullcontext():
            pressed = process.signal(signal.SIGINT)
            assert process.end() == 130
            took = time.monotonic() - pressed
        assert took < AT_ONCE
        assert "Saved." in process.errors


def test_a_server_that_hangs_from_the_start_holds_nothing_up(server: SoundServer, begin: Begin) -> None:
    with server.held(), begin(8, terminal=False) as process:
        asked = time.monotonic()
        began = process.wait_for("^Get ready: ").at
        assert began - asked < 5.0
        over = process.wait_for("^Done: ").at
        assert abs(over - began - 10.0) < AMONG_OTHERS
        assert process.end() == 0
    # A player of the system may take what it gets although the server hangs.
    assert process.said.count("No sound device was found.") + process.said.count(GONE) == 1
