"""`rehearse`: fast, silent, and without a trace."""

from cli.files import HEAT, LONG, TINY
from cli.house import Home
from cli.process import Process
from stretchplayer.clock import QuickClock


class SlowLooks:
    """A machine on which every look at a clock takes 10 ms longer than the one before."""

    at = 100.0
    takes = 0.0

    def monotonic(self) -> float:
        self.takes += 0.01
        self.at += self.takes
        return self.at

    def wall(self) -> float:
        return 1.7e9 + self.monotonic()


def test_nothing_is_recorded_or_charged_and_everything_is_played(home: Home) -> None:
    home.write("long.toml", LONG)
    ran = home.good("rehearse", "./long.toml", "--speed", "100")
    assert ran.out.count("Ease in, and hold.") == 6
    assert "\a" not in ran.out
    assert not home.data.exists()
    assert home.history() == []
    for _ in range(3):
        assert home.good("rehearse", "./long.toml", "--speed", "1000").out.count("Ease in, and hold.") == 6


def test_a_busy_machine_loses_no_time() -> None:
    quick = QuickClock(SlowLooks(), speed=1000)
    ahead = []
    for _ in range(5):
        monotonic = quick.monotonic()
        ahead.append(quick.wall() - monotonic)
    assert max(ahead) - min(ahead) < 0.001, "wall-clock time that runs ahead is taken for sleep"


def test_it_keeps_its_speed(home: Home) -> None:
    home.write("long.toml", LONG)
    with Process(home, "rehearse", "./long.toml", "--speed", "50") as process:
        began = process.wait_for("Get ready").at
        ended = process.wait_for("That is all").at
    assert 3.4 <= ended - began <= 6.0, "2 min 55 s at fifty times the speed"


def test_heat_is_shown_and_nobody_says_yes_to_it(home: Home) -> None:
    home.write("heat.toml", HEAT)
    ran = home.good("rehearse", "./heat.toml", "--speed", "1000")
    assert "Press y when a cloth" in ran.out
    assert "Heat for 10 min: a rehearsal puts nothing on." in ran.out
    assert "Take the heat off" not in ran.out


def test_it_is_for_the_person_of_the_profile(home: Home) -> None:
    home.write("heat.toml", HEAT)
    home.good("profile", "--set", "numb=yes")
    ran = home.good("rehearse", "./heat.toml", "--speed", "1000")
    assert "step 1: not played: No heat" in ran.err
    assert "puts nothing on" not in ran.out


def test_it_can_be_left(home: Home) -> None:
    home.write("tiny.toml", TINY)
    for speed in ("5", "6.5"):
        with Process(home, "rehearse", "./tiny.toml", "--speed", speed, terminal=True) as process:
            process.wait_for("Breathe")
            process.send("\x03")
            assert process.end(timeout=20) == 130
            assert "Saved" not in process.said
    assert home.run("resume").code == 1


def test_speeds_that_are_none(home: Home) -> None:
    for speed in ("0", "-1", "1", "4.9", "nan", "inf", "fast", "", "1e9"):
        ran = home.run("rehearse", "desk-neck", f"--speed={speed}")
        assert ran.code == 2
        assert "a number from 5 to 10000" in ran.err
