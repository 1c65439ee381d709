"""One session at a time: a second copy says where the first one runs, and changes nothing."""

import os
import signal

import pytest

from cli.files import LONG, TINY
from cli.house import Home
from cli.process import Process


@pytest.fixture
def shared(home: Home) -> Home:
    home.write("long.toml", LONG)
    home.write("tiny.toml", TINY)
    return home


@pytest.mark.parametrize("command", [("play", "./tiny.toml", "--yes"), ("resume",), ("resume", "--yes")], ids=" ".join)
def test_a_second_copy_says_where_the_first_one_runs(shared: Home, command: tuple[str, ...]) -> None:
    with Process(shared, "play", "--plain", "./long.toml", "--yes", terminal=True) as first:
        first.wait_for("Get ready")
        refused = shared.run(*command)
        assert refused.code == 1
        assert refused.out == ""
        assert str(first.pid) in refused.err
        assert os.uname().nodename in refused.err
        assert "/dev/pts/" in refused.err
        assert "pts" in shared.good("doctor").out
        assert [each["state"] for each in shared.history()] == ["unfinished"]
        first.send("qy")
        assert first.end() == 1


def test_reading_goes_on_while_a_copy_plays(shared: Home) -> None:
    with Process(shared, "play", "--plain", "./long.toml", "--yes") as first:
        first.wait_for("Get ready")
        for command in ("list", "history", "ledger", "plan ./long.toml", "export -", "caps", "where"):
            shared.good(*command.split())
        assert shared.good("rehearse", "./tiny.toml").out


def test_a_stopped_copy_still_is_the_one_that_plays(shared: Home) -> None:
    with Process(shared, "play", "--plain", "./long.toml", "--yes") as first:
        first.wait_for("Get ready")
        first.signal(signal.SIGSTOP)
        assert shared.run("play", "./tiny.toml", "--yes").code == 1
        assert shared.run("resume", "--yes").code == 1
        first.signal(signal.SIGCONT)


def test_a_killed_copy_is_in_nobodys_way(shared: Home) -> None:
    with Process(shared, "play", "--plain", "./long.toml", "--yes") as first:
        first.wait_for("Get ready")
        first.kill()
    ran = shared.good("play", "./tiny.toml", "--yes")
    assert "Long" in ran.err, "an unfinished session is mentioned"
    assert {each["routine"]: each["state"] for each in shared.history()} == {"Long": "unfinished", "Tiny": "finished"}


def test_a_question_left_open_does_not_make_a_session_play_twice(shared: Home) -> None:
    """One `resume` waits at a question while another one plays the session to its end."""
    with Process(shared, "play", "--plain", "./long.toml", "--yes", warp=(50, 0)) as first:
        first.wait_for("Halfway")
        first.send("q\ny\n")
        assert first.end() == 1
    shared.write("long.toml", LONG.replace("Ham", "Hamstring"))
    # Ten minutes on: what ran with a fast clock before lies in the past.
    with Process(shared, "resume", "--plain", terminal=True, warp=(50, 600)) as slow:
        slow.wait_for("was edited")
        fast = shared.run("resume", "--old", "--yes", warp=(50, 600))
        slow.send("o\n")
        slow.wait_for("Paused")
        slow.send(" ")
        slow.end()
    assert fast.code == 1
    assert "being played already" in fast.err
    assert slow.said.count("Ease in, and hold.") == 6, "the one that was begun and the five after it"
    assert shared.charged() == {("hamstrings", "left", "static"): pytest.approx(120.0, abs=0.01)}
    assert [each["state"] for each in shared.history()] == ["finished"]
