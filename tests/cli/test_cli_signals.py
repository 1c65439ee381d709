"""Signals, closed terminals and broken pipes: saved, said, resumable, with an exit code that tells which."""

import shutil
import signal

import pytest

from cli.files import PROMPT
from cli.house import PROGRAM, Home
from cli.process import Process
from stretchplayer.player import STALLED

SAVED = "Saved"
LATER = (1, 600)
"""Ten minutes on: what ran with a fast clock before lies in the past."""
STOPPED = STALLED + 1.0
"""So long a program has to be stopped for the time to count as lost, in seconds."""


@pytest.fixture
def playing(home: Home) -> Home:
    home.write("long.toml", PROMPT)
    return home


def _deaf() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def resumable(home: Home) -> None:
    """The session is unfinished, in its first hold, and can be taken up."""
    assert [each["state"] for each in home.history()] == ["unfinished"]
    ran = home.run("resume", warp=LATER)
    assert "Ham, left side, 1 of 6" in ran.out
    assert ran.code == 1


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["SIGINT", "SIGTERM", "SIGHUP"],
)
def test_a_signal_saves_and_leaves(playing: Home, number: signal.Signals, code: int, *, terminal: bool) -> None:
    with Process(playing, "play", "--plain", "./long.toml", "--yes", terminal=terminal) as process:
        process.wait_for("Ease in")
        process.signal(number)
        assert process.end() == code
        assert SAVED in process.said + process.errors
    resumable(playing)


def test_ctrl_c_typed_in_a_terminal(playing: Home) -> None:
    with Process(playing, "play", "--plain", "./long.toml", "--yes", terminal=True) as process:
        process.wait_for("Ease in")
        process.send("\x03")
        assert process.end() == 130
        assert SAVED in process.said
    resumable(playing)


def test_ctrl_c_while_paused_and_while_leaving(playing: Home) -> None:
    for keys in (" ", "q", "x"):
        home = Home(playing.folder / {" ": "paused", "q": "leaving", "x": "asking"}[keys])
        home.write("long.toml", PROMPT)
        with Process(home, "play", "--plain", "./long.toml", "--yes", terminal=True) as process:
            process.wait_for("Ease in")
            process.send(keys)
            process.wait_for("Paused|Stopped")
            process.send("\x03")
            assert process.end() == 130


def test_ctrl_c_at_a_question(playing: Home) -> None:
    with Process(playing, "play", "--plain", "./long.toml", terminal=True) as process:
        process.wait_for("Is any of these so")
        process.send("\x03")
        assert process.end() == 130
    assert playing.history() == []


def test_a_closed_terminal(playing: Home) -> None:
    with Process(playing, "play", "--plain", "./long.toml", "--yes", terminal=True) as process:
        process.wait_for("Ease in")
        process.hang_up()
        assert process.end() == 129
    resumable(playing)


def test_a_closed_terminal_that_nobody_is_told_of(playing: Home) -> None:
    """As after `nohup`: the program finds out by itself, at its next line at the latest."""
    with Process(
        playing,
        "play",
        "--plain",
        "./long.toml",
        "--yes",
        terminal=True,
        warp=(20, 0),
        before=_deaf,
    ) as process:
        process.wait_for("Ease in")
        process.hang_up()
        process.end()
    assert playing.history()[0]["state"] == "unfinished"


def test_a_reader_that_leaves(playing: Home) -> None:
    with Process(playing, "play", "--plain", "./long.toml", "--yes", warp=(20, 0)) as process:
        process.wait_for("Ease in")
        process.close_output()
        assert process.end() in (1, 128 + signal.SIGPIPE)
    assert [each["state"] for each in playing.history()] == ["unfinished"]
    assert "Ham, left side" in playing.run("resume", warp=LATER).out


@pytest.mark.parametrize("command", ["list", "caps", "show desk-neck", "plan desk-neck --json", "--help", "schema"])
def test_a_reader_that_has_left_before(home: Home, command: str) -> None:
    with Process(home, *command.split()) as process:
        process.close_output()
        assert process.end() in (0, 1, 128 + signal.SIGPIPE)
        assert "Exception ignored" not in process.errors


def test_time_that_was_stopped_is_lost_and_said(playing: Home) -> None:
    with Process(playing, "play", "--plain", "./long.toml", "--yes") as process:
        began = process.wait_for("Ease in").at
        process.listen(began + 2.0)
        stopped = process.signal(signal.SIGSTOP)
        process.listen(stopped + STOPPED)
        process.signal(signal.SIGCONT)
        process.wait_for("Time was lost")
        process.wait_for("Paused. Let go")
        process.send("?\n")
        place = process.wait_for("Step 1 of 1").text
        process.send("q\ny\n")
        assert process.end() == 1
    left = float(place.split("1 of 6. ")[1].split(" s left")[0])
    assert 15 <= left <= 19, "neither credited nor played: it stands where it was stopped"
    (seconds,) = playing.charged(warp=LATER).values()
    assert 20 - left - 1 <= seconds <= 20 - left + 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here to stop and continue a job")
def test_ctrl_z_and_back(playing: Home) -> None:
    with Process(playing, terminal=True, in_shell=True, env={"TERM": "dumb"}) as shell:
        shell.send(f"{' '.join(PROGRAM)} play --plain ./long.toml --yes\n")
        shell.wait_for("^Ease in")
        shell.send("\x1a")
        stopped = shell.wait_for("Stopped").at
        shell.listen(stopped + STOPPED)
        shell.send("fg\n")
        shell.wait_for("Time was lost")
        shell.wait_for("Paused. Let go")
        shell.send("?")
        shell.wait_for("Step 1 of 1: Ham, left side, 1 of 6")
        shell.send("q")
        shell.wait_for("Leave now")
        shell.send("y")
        shell.wait_for("Saved")
        shell.send("stty -a; exit\n")
        assert "-echo " not in shell.wait_for("echo").text
        shell.end()
    resumable(playing)


def test_the_terminal_is_given_back_as_it_was(playing: Home) -> None:
    with Process(playing, terminal=True, in_shell=True, env={"TERM": "dumb"}) as shell:
        shell.send(f"stty -a > before; {' '.join(PROGRAM)} play --plain ./long.toml --yes; stty -a > after\n")
        shell.wait_for("^Ease in")
        shell.send("\x03")
        shell.wait_for("Saved")
        shell.send("exit\n")
        shell.listen(shell.wait_for("exit").at + 1)
    assert (playing.folder / "before").read_text() == (playing.folder / "after").read_text()
