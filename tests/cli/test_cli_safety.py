"""No order of commands, kills, restarts and clocks gets more than the caps: attacks on the whole program."""

import os
import random
import re
import resource
import signal
import time
from contextlib import suppress
from typing import Final

import pytest

from cli.files import HEAT, LONG, PROMPT
from cli.house import Home
from cli.process import Process

SPEED: Final = 50.0
ATTACK: Final = """\
format = 1
title = "Attack"
[defaults]
prepare = 2
rest = 5

[[step]]
kind = "stretch"
name = "Ham"
target = "hamstrings"
sides = "left"
hold = 45
reps = 8

[[step]]
kind = "contract-relax"
name = "Push"
target = "quadriceps"
sides = "left"
contract = 6
hold = 30
reps = 4

[[step]]
kind = "stretch"
name = "Neck"
target = "neck_lateral"
sides = "left"
hold = 20
reps = 8
"""
MUSCLES: Final = {"Ham": "hamstrings", "Push": "quadriceps", "Neck": "neck_lateral"}
PER_SESSION: Final = {"Ham": 120.0, "Push": 120.0, "Neck": 60.0}
LETTING_GO: Final = re.compile("Let go|Paused|Stopped|Get ready|Rest|Time was|Going on|The session|Push gently|Done")


class Attacker:
    """Somebody who presses keys, kills and starts again, and sets the clock; counts what was really held."""

    def __init__(self, home: Home, seed: int) -> None:
        self.home, self.random = home, random.Random(seed)
        home.write("attack.toml", ATTACK)
        self.began = time.monotonic()
        self.shift = 0.0
        self.held = dict.fromkeys(MUSCLES, 0.0)

    @property
    def skew(self) -> float:
        """How far the wall clock of the next process has to be ahead."""
        return (time.monotonic() - self.began) * (SPEED - 1) + self.shift

    def attack(self) -> None:
        """One process, from its start to its end."""
        if self.random.random() < 0.2:
            self.shift += self.random.choice((3600.0, -3600.0, 7200.0, -20_000.0, 600.0))
        command = (
            ("play", "--plain", "./attack.toml") if self.random.random() < 0.25 else ("resume", "--plain", "--old")
        )
        terminal = self.random.random() < 0.3
        with Process(self.home, *command, "--yes", terminal=terminal, warp=(SPEED, self.skew)) as process:
            until = time.monotonic() + self.random.uniform(0.2, 3.0)
            while time.monotonic() < until and not process.over:
                process.listen(time.monotonic() + self.random.uniform(0.0, 0.4))
                key = self.random.choice(("b", "b", "b", "+", "+", " ", "n", "]", "-", "y"))
                with suppress(OSError):
                    process.send(key if terminal else f"{key}\n")
            ended = time.monotonic()
            if self.random.random() < 0.3:
                with suppress(OSError):
                    process.send("qy" if terminal else "q\ny\n")
                process.listen(time.monotonic() + 0.5)
            process.signal(self.random.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)))
            process.end()
            self._count(process, ended)

    def _count(self, process: Process, ended: float) -> None:
        name, since = "", None
        for line in [*process.lines, None]:
            text, at = line or ("Done", ended)
            if since is not None and LETTING_GO.match(text):
                self.held[name] += max(0.0, at - since) * SPEED
                since = None
            found = re.match(r"(?:Get ready: |Step \d+ of \d+: )(Ham|Push|Neck)", text)
            name = found[1] if found else name
            if text.startswith(("Hold.", "Relax, and stretch")):
                since = at


@pytest.mark.parametrize("seed", [1, 2])
def test_no_order_of_events_gets_more_than_the_caps(home: Home, seed: int) -> None:
    attacker = Attacker(home, seed)
    while time.monotonic() - attacker.began < 15:
        attacker.attack()
    charged = home.charged(warp=(1, attacker.skew))
    sessions = len(home.history())
    for name, muscle in MUSCLES.items():
        seconds = charged.get((muscle, "left", "static"), 0.0)
        assert seconds <= PER_SESSION[name] * min(sessions, 3) + 0.001, name
        # Lines are read late, at fifty times the speed; what is held is never much more than what is charged.
        assert attacker.held[name] <= seconds * 1.1 + 30, name


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
        process.wait_for("Hold")
        process.send("qy")
        process.end()
    asked = home.run("resume", "--yes", warp=(50, 600))
    assert "was edited" in asked.err
    assert "Neck" not in asked.out
    home.good("resume", "--yes", "--old", warp=(50, 1200))
    assert home.charged(warp=(1, 3600)) == {("hamstrings", "left", "static"): pytest.approx(120.0, abs=0.01)}


def test_a_clock_moved_back_while_a_session_waits(home: Home) -> None:
    home.write("long.toml", LONG)
    with Process(home, "play", "--plain", "./long.toml", "--yes", warp=(20, 0)) as process:
        process.wait_for("Hold")
        process.send("q\ny\n")
        process.end()
    resumed = home.good("resume", "--yes", stdin="n\n", warp=(100, -86_400))
    assert "24 h" not in resumed.out
    assert resumed.out.count("Hold.") == 6
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
        process.wait_for("off")
        process.send("yq")
        process.wait_for("Leave now")
        process.send("y")
        process.wait_for("Saved")
        assert process.end() == 1


def test_a_terminal_that_goes_away_unnoticed_costs_nothing(home: Home) -> None:
    """As with `nohup … > log`: the window is closed, and the program does not ask it for keys without a pause."""
    home.write("long.toml", PROMPT)
    terminal, slave = os.openpty()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Process(home, "play", "--plain", "./long.toml", "--yes", before=_deaf, stdin=slave) as process:
        os.close(slave)
        process.wait_for("Hold")
        os.close(terminal)
        process.listen(time.monotonic() + 2.5)
        process.signal(signal.SIGKILL)
        process.end()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.2


def _deaf() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
