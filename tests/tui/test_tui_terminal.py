"""The app in a real terminal: played with keys, killed, stopped, resized, closed; nothing is lost."""

import re
import shutil
import signal
from pathlib import Path

import pytest

from cli.house import PROGRAM, Home
from tui.terminal import Terminal, digits_tall

HAM = """\
format = 1
title = "Ham"
[defaults]
prepare = 1
rest = 1

[[step]]
kind = "stretch"
name = "Back of the thigh"
target = "hamstrings"
sides = "left"
hold = 15
"""
QUICK = """\
format = 1
title = "Quick"
[defaults]
prepare = 0.5

[[step]]
kind = "breathe"
duration = 2
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home with two routines in it."""
    home = Home(tmp_path)
    for name, text in {"ham": HAM, "quick": QUICK}.items():
        home.write(f"config/stretchplayer/routines/{name}.toml", text)
    return home


def left(home: Home) -> float:
    """Seconds of the hold that are left, as `resume` tells in plain lines."""
    said = home.run("resume", "--plain").out
    found = re.search(r"([\d.]+) s left\. Session", said)
    assert found is not None, said
    return float(found[1])


def test_through_all_pages_with_keys(home: Home) -> None:
    with Terminal(home) as terminal:
        terminal.see("After cycling", "1. ")
        terminal.press("QUICK")
        terminal.wait(lambda: "After cycling" not in terminal.words, "fewer routines")
        terminal.press("\r")
        terminal.see("Nothing new")
        terminal.press("\r")
        terminal.see("BREATHE")
        terminal.press(" ")
        terminal.see("PAUSED")
        terminal.press("q")
        terminal.see("Leave now?")
        terminal.press("y")
        terminal.see("Resume")
        terminal.press("\x12")
        terminal.see("PAUSED")
        terminal.press(" ")
        terminal.see("Done. Well done.")
        terminal.press("\r")
        terminal.see("q Quit ? Help")
        # F2, F3, F5 and F6 as terminals send them.
        pages = {
            "\x1bOQ": "Minutes a week",
            "\x1bOR": "How old are you?",
            "\x1b[15~": "Grade A",
            "\x1b[17~": "Theme",
            "?": "Get ready for this routine",
        }
        for key, sign in pages.items():
            terminal.press(key)
            terminal.see(sign)
            terminal.wait(lambda: "q Quit ? Help" not in terminal.words, "whole page")
            terminal.press("\x1b")
            terminal.see("q Quit ? Help")
        terminal.press("\x11")
        assert terminal.end() == 0
    assert [each["state"] for each in home.history()] == ["finished"]


def test_killed_in_the_middle_of_a_hold(home: Home) -> None:
    with Terminal(home, "play", "ham", "--yes") as terminal:
        terminal.see("HOLD", "LEFT SIDE")
        terminal.wait(lambda: digits_tall(terminal.words) >= 8, "large digits")
        terminal.signal(signal.SIGKILL)
        terminal.end()
    assert 12 <= left(home) <= 15
    with Terminal(home, "resume") as terminal:
        terminal.see("PAUSED", "Back of the thigh", "LEFT SIDE")
        terminal.press("q", "y")
        assert terminal.end() == 1
        assert "Saved" in terminal.words


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_saves_and_leaves(home: Home, number: signal.Signals, code: int) -> None:
    with Terminal(home, "play", "ham", "--yes") as terminal:
        terminal.see("HOLD")
        terminal.signal(number)
        assert terminal.end() == code
        assert "Traceback" not in terminal.words
    assert left(home) > 10


def test_a_closed_terminal(home: Home) -> None:
    with Terminal(home, "play", "ham", "--yes") as terminal:
        terminal.see("HOLD")
        terminal.hang_up()
        assert terminal.end() == 129
    assert left(home) > 10


def test_ctrl_c_asks_and_twice_leaves(home: Home) -> None:
    with Terminal(home, "play", "ham", "--yes") as terminal:
        terminal.see("HOLD")
        terminal.press("\x03")
        terminal.see("Leave now?", "PAUSED")
        terminal.press("\x03")
        assert terminal.end() == 130
        assert "Saved" in terminal.words
    assert left(home) > 10


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here to stop and continue a job")
def test_ctrl_z_and_back(home: Home) -> None:
    with Terminal(home, in_shell=True) as terminal:
        terminal.press(f"{' '.join(PROGRAM)} play ham --yes\r")
        terminal.see("HOLD")
        terminal.press("\x1a")
        terminal.see("Stopped")
        terminal.press("fg\r")
        terminal.see("PAUSED", "Back of the thigh")
        terminal.press("q", "y")
        terminal.see("Saved", "$ ")


def test_smaller_and_larger_in_the_middle_of_a_hold(home: Home) -> None:
    with Terminal(home, "play", "ham", "--yes", size=(140, 45)) as terminal:
        terminal.see("HOLD", "Back of the thigh")
        terminal.wait(lambda: digits_tall(terminal.words) >= 16, "very large digits")
        terminal.resize(40, 12)
        terminal.wait(lambda: 4 <= digits_tall(terminal.words) <= 10, "small digits")
        terminal.see("HOLD", "LEFT SIDE", "Back of the thigh")
        terminal.resize(80, 24)
        terminal.wait(lambda: digits_tall(terminal.words) >= 8, "large digits")
        terminal.see("Session", "Step 1 of 1")
        terminal.press("q", "y")
        assert terminal.end() == 1


def test_what_cannot_be_played_is_told_in_the_terminal(home: Home) -> None:
    home.write("bad.toml", 'format = 1\ntitle = "Bad"\n[[step]]\nkind = "strech"\n')
    with Terminal(home, "play", "./bad.toml") as terminal:
        assert terminal.end() == 2
        assert "bad.toml:4:" in terminal.words
    with Terminal(home, "play", "no-such-thing") as terminal:
        assert terminal.end() == 2
        assert "no routine is called" in terminal.words
    with Terminal(home, "resume") as terminal:
        assert terminal.end() == 1
        assert "There is no unfinished session." in terminal.words


def test_a_key_of_another_encoding_costs_nothing(home: Home) -> None:
    with Terminal(home, "play", "ham", "--yes") as terminal:
        terminal.see("HOLD")
        terminal.send_bytes(b"\xe4 ")
        terminal.see("PAUSED")
        terminal.press("q", "y")
        assert terminal.end() == 1
        assert "Saved" in terminal.words


CONSOLE = frozenset(bytes(range(32, 256)).decode("cp437") + "•○◄►↑↓→←▲▼")
"""What the console's own font has."""


def test_a_console_gets_only_what_its_font_has(home: Home) -> None:
    with Terminal(home, env={"TERM": "linux"}) as terminal:
        terminal.see("After cycling", "1. ")
        strange = set(terminal.words) - CONSOLE
        for key, sign in {"\x1bOQ": "Nothing here yet", "\x1b[17~": "Theme", "\r": "Get ready"}.items():
            terminal.press(key)
            terminal.see(sign, "esc Back")
            strange |= set(terminal.words) - CONSOLE
            terminal.press("\x1b")
            terminal.see("Quit")
        terminal.press("\x03")
        terminal.end()
    with Terminal(home, "play", "desk-neck", "--yes", env={"TERM": "linux"}) as terminal:
        terminal.see("GET READY")
        terminal.wait(lambda: "▌" in terminal.words, "figure")
        strange |= set(terminal.words) - CONSOLE
    assert strange - {"\n"} == set()


def test_a_locale_without_utf_8_gets_plain_lines(home: Home) -> None:
    with Terminal(home, "play", "quick", "--yes", env={"PYTHONIOENCODING": "latin-1"}) as terminal:
        assert terminal.end() == 0
        assert "plain lines instead" in terminal.words
