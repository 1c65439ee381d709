"""`--short`: the marked steps on every way to a routine, the same after a kill, and what `check` says of them."""

import pytest

from cli.house import Home
from cli.process import Process

FAST = (40, 0)
LEGS = """\
format = 1
title = "Legs"
short = "1m30s"

[defaults]
prepare = 2
switch = 2
rest = 5

[[step]]
kind = "exercise"
name = "March"
target = "quads"
duration = 30
short = true

[[step]]
kind = "stretch"
name = "Ham"
target = "hamstrings"
sides = "each"
hold = 20
reps = 2
short = true

[[step]]
kind = "stretch"
name = "Quad"
target = "quadriceps"
sides = "each"
hold = 20
reps = 2
"""


@pytest.fixture
def legs(home: Home) -> Home:
    home.write("legs.toml", LEGS)
    home.routines.mkdir(parents=True, exist_ok=True)
    (home.routines / "legs.toml").write_text(LEGS, encoding="utf-8")
    (home.routines / "plain.toml").write_text(LEGS.replace("short = true\n", "").replace('short = "1m30s"\n', ""))
    return home


def test_each_command_takes_it(legs: Home) -> None:
    plan = legs.good("plan", "./legs.toml", "--short", "--json").json
    assert {each["path"] for each in plan["segments"]} == {"1", "2"}
    assert plan["fitted"]["short"] is True
    assert plan["fitted"]["reached"] is True
    assert plan["seconds"] == pytest.approx(90, abs=20)
    assert plan["fitted"]["told"].startswith("The short form: repetitions 2 → 1.")
    longer = legs.good("plan", "./legs.toml", "--short", "--minutes", "2.2", "--json").json
    assert longer["seconds"] > plan["seconds"]
    assert {each["path"] for each in longer["segments"]} == {"1", "2"}
    ran = legs.good("rehearse", "./legs.toml", "--short", "--speed", "2000")
    assert "The short form" in ran.err
    assert "Quad" not in ran.out
    page = legs.good("print", "./legs.toml", "--short", "-o", "-").out
    assert "Ham" in page
    assert "Quad" not in page
    assert "min · short 2" in next(line for line in legs.good("list").lines if line.startswith("legs "))
    listed = {each["name"]: each["short_minutes"] for each in legs.good("list", "--json").json}
    assert (listed["legs"], listed["plain"], listed["desk-neck"]) == (2, None, 3)
    both = legs.run("play", "legs", "desk-eyes-neck", "--short", "--yes", "--mute", stdin="q\ny\n")
    assert "The short form" in both.out


def test_without_one_it_says_so(legs: Home) -> None:
    for command in (("plan", "plain"), ("play", "plain", "--plain", "--yes"), ("play", "legs", "plain", "--yes")):
        ran = legs.run(*command, "--short", stdin="")
        assert ran.code == 2
        assert "Legs has no short form" in ran.err
    assert legs.history() == []


def test_a_short_session_goes_on_as_one_after_a_kill(legs: Home) -> None:
    with Process(legs, "play", "./legs.toml", "--yes", "--short", warp=FAST) as played:
        played.wait_for("The short form: repetitions 2 → 1")
        played.wait_for("Get ready: Ham")
        played.kill()
    with Process(legs, "resume", "--yes", warp=FAST) as resumed:
        resumed.wait_for("The short form: repetitions 2 → 1.")
        assert resumed.end() == 0
        assert "Quad" not in "".join(line.text for line in resumed.lines)
    charged = legs.charged(warp=(1.0, 1000.0))
    assert charged["hamstrings", "left", "static"] == pytest.approx(20, abs=25)
    assert ("quadriceps", "left", "static") not in charged


def test_an_edited_file_is_played_in_short_again(legs: Home) -> None:
    with Process(legs, "play", "./legs.toml", "--yes", "--short", warp=FAST) as played:
        played.wait_for("Get ready: Ham")
        played.kill()
    legs.write("legs.toml", LEGS.replace('"Legs"', '"New legs"'))
    old = legs.run("resume", "--old", stdin="q\ny\n", warp=FAST)
    assert "The short form: repetitions 2 → 1." in old.out
    new = legs.run("resume", "--restart", "--yes", stdin="q\ny\n", warp=FAST)
    assert "New legs." in new.out
    assert "The short form: repetitions 2 → 1" in new.out


def test_check_warns_of_a_short_form_that_is_none(home: Home) -> None:
    home.write("unmarked.toml", LEGS.replace("short = true\n", ""))
    assert "unmarked.toml:3:9: warning: short: no step is in the short form" in home.run("check", "unmarked.toml").out
    home.write("cold.toml", LEGS.replace("duration = 30\nshort = true", "duration = 200"))
    assert "in the short form: Warm up first" in home.run("check", "cold.toml").out
    uneven = LEGS.replace(
        'sides = "each"\nhold = 20\nreps = 2\nshort = true', 'sides = "left"\nhold = 20\nshort = true'
    )
    other = '\n[[step]]\nkind = "stretch"\nname = "Other"\ntarget = "hamstrings"\nsides = "right"\nhold = 20\n'
    home.write("uneven.toml", f"{uneven}{other}")
    assert "left and right get different times (hamstrings)" in home.run("check", "uneven.toml").out
    home.write("long.toml", LEGS.replace('"1m30s"', "15"))
    assert "warning: short: the marked steps" in home.run("check", "long.toml").out
