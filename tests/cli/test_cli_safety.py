"""What the whole program keeps to when files, clocks and terminals change under it."""

import os
import resource
import signal
import time

import pytest

from cli.files import HEAT, LONG, PROMPT
from cli.house import Home
from cli.process import Process


def test_a_file_edited_while_a_question_waits(home: Home) -> None:
    """What was begun is what is resumed, whatever has become of the file meanwhile."""
    home.write("long.toml", LONG)
    with Process(home, "play", "--plain", "./long.toml", terminal=True, warp=(20, 0)) as process:
        process.wait_for("Enter or n: nothing new")
        home.write("long.toml", LONG.replace("hamstrings", "neck_lateral").replace("Ham", "Neck"))
        process.send("\n")
        process.wait_for("How stiff")
        process.send("\n")
        process.wait_for("Get ready: Ham")
        process.wait_for("Ease in")
        process.send("qy")
        process.end()
    asked = home.run("resume", "--yes", warp=(50, 600))
    assert "was edited" in asked.err
    assert "Neck" not in asked.out
    home.good("resume", "--yes", "--old", warp=(50, 1200))
    assert home.charged(warp=(1, 3600)) == {("hamstrings", "left", "static"): pytest.approx(120.0, abs=0.01)}


# At a hundred times the speed of time, a moment without a core is a lost second.
@pytest.mark.flaky(reruns=2)
def test_a_clock_moved_back_while_a_session_waits(home: Home) -> None:
    home.write("long.toml", LONG)
    with Process(home, "play", "--plain", "./long.toml", "--yes", warp=(20, 0)) as process:
        process.wait_for("Ease in")
        process.send("q\ny\n")
        process.end()
    resumed = home.good("resume", "--yes", stdin="n\n", warp=(100, -86_400))
    assert "24 h" not in resumed.out
    assert resumed.out.count("Ease in, and hold.") == 6
    (seconds,) = home.charged().values()
    assert seconds == pytest.approx(120.0, abs=0.01)


def test_the_pack_is_off_before_the_session_is_left(home: Home) -> None:
    """No one key both says that it is off and leaves."""
    home.write("heat.toml", HEAT)
    with Process(home, "play", "--plain", "./heat.toml", "--yes", terminal=True, warp=(20, 0)) as process:
        process.wait_for("Press y when a cloth")
        process.send("y")
        process.wait_for("^Go")
        process.send("q")
        asked = process.wait_for("off").at
        # Two seconds of the program's time, so that the next letters are not the rest of a word.
        process.listen(asked + 0.1)
        process.send("yq")
        process.wait_for("Leave now")
        process.send("y")
        process.wait_for("Saved")
        assert process.end() == 1


@pytest.mark.flaky(reruns=2)
def test_a_terminal_that_goes_away_unnoticed_costs_nothing(home: Home) -> None:
    """As with `nohup … > log`: the window is closed, and the program does not ask it for keys without a pause."""
    home.write("long.toml", PROMPT)
    terminal, slave = os.openpty()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Process(home, "play", "--plain", "./long.toml", "--yes", before=_deaf, stdin=slave) as process:
        os.close(slave)
        process.wait_for("Ease in")
        os.close(terminal)
        process.listen(time.monotonic() + 2.5)
        process.signal(signal.SIGKILL)
        process.end()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.2


def _deaf() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


TWICE = """\
format = 1
title = "Twice"
limits.static.day = 130

[[step]]
kind = "stretch"
name = "Ham"
target = "hamstrings"
sides = "left"
hold = 60
reps = 2
"""


def test_what_is_resumed_does_not_count_against_itself(home: Home) -> None:
    """Little more than two minutes are allowed a day, and the first of them is in the ledger already."""
    home.write("twice.toml", TWICE)
    with Process(home, "play", "--plain", "./twice.toml", "--yes", warp=(20, 0)) as process:
        process.wait_for("Ease in, and hold. 2 of 2")
        process.send("q\ny\n")
        process.end()
    resumed = home.good("resume", "--old", "--yes", warp=(50, 600))
    assert "trimmed" not in resumed.out
    assert sum(home.charged(warp=(1, 1200)).values()) >= 119
