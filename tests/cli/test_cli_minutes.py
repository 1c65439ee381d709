"""`--minutes`: fitted on every way to a routine, said before the start, and the same after a kill."""

from typing import Any

import pytest

from cli.house import Home
from cli.process import Process

FAST = (20, 0)
FITTING = """\
format = 1
title = "Legs"

[defaults]
prepare = 1
switch = 1
rest = 5

[[step]]
kind = "dynamic"
name = "March"
target = "glutes"
duration = 20

[[step]]
kind = "stretch"
name = "Ham"
target = "hamstrings"
sides = "each"
hold = 20
reps = 2

[[step]]
kind = "stretch"
name = "Quad"
target = "quadriceps"
sides = "each"
hold = 20
reps = 2
optional = true

[[step]]
kind = "breathe"
name = "Breath"
duration = 30
"""
"""237 s as it is written, 94 s at least, with two steps left out."""


@pytest.fixture
def legs(home: Home) -> Home:
    home.write("legs.toml", FITTING)
    return home


def planned(home: Home, *arguments: str) -> Any:
    return home.good("plan", "./legs.toml", "--json", *arguments).json


def test_a_plan_says_what_was_fitted(legs: Home) -> None:
    own = planned(legs)
    assert own["fitted"] is None
    plan = planned(legs, "--minutes", "3.5")
    fitted = plan["fitted"]
    assert fitted["asked"] == 210
    assert fitted["seconds"] == plan["seconds"] == pytest.approx(210, abs=20)
    assert fitted["least"] <= 210 <= fitted["most"]
    assert fitted["reached"] is True
    assert {"step", "path", "name", "key", "from", "to"} <= set(fitted["changes"][0])
    assert fitted["told"] in legs.good("plan", "./legs.toml", "--minutes", "3.5").out
    for change in fitted["changes"]:
        assert change["key"] == "hold"
        played = {
            each["seconds"] for each in plan["segments"] if each["path"] == change["path"] and each["phase"] == "work"
        }
        assert played == {change["to"]}


def test_its_own_length_changes_nothing(legs: Home) -> None:
    own = planned(legs)
    same = planned(legs, "--minutes", str(own["seconds"] / 60))
    assert same["fitted"]["changes"] == same["fitted"]["left_out"] == []
    assert same["segments"] == own["segments"]


def test_steps_that_are_left_out_keep_the_numbers_of_the_file(legs: Home) -> None:
    plan = planned(legs, "--minutes", "2")
    assert plan["fitted"]["left_out"] == [{"step": 3, "path": "3", "name": "Quad"}]
    assert {each["step"] for each in plan["segments"]} == {1, 2, 4}
    plan = planned(legs, "--minutes", "1")
    assert plan["fitted"]["left_out"] == [
        {"step": 3, "path": "3", "name": "Quad"},
        {"step": 4, "path": "4", "name": "Breath"},
    ]
    assert plan["fitted"]["reached"] is False
    assert {each["step"] for each in plan["segments"]} == {1, 2}
    summary = plan["fitted"]["told"]
    assert summary.startswith("1 min is too short")
    assert "what stays: March, Ham; left out: Quad, Breath" in summary


def test_few_minutes_are_announced_briefly(home: Home) -> None:
    home.write("legs.toml", FITTING.replace("prepare = 1", "prepare = 20"))
    plan = planned(home, "--minutes", "3")
    assert [each["name"] for each in plan["fitted"]["brief"]] == ["March", "Ham"]
    ready = {each["path"]: each["seconds"] for each in reversed(plan["segments"]) if each["phase"] == "prepare"}
    assert ready["1"] == 7


def test_more_than_there_can_be_is_said(legs: Home) -> None:
    fitted = planned(legs, "--minutes", "60")["fitted"]
    assert fitted["seconds"] == fitted["most"] < 3600
    assert fitted["told"].startswith("1 h is more than is usual")


@pytest.mark.parametrize("number", ["0", "-5", "nan", "inf", "ten", "", "241", "5m"])
@pytest.mark.parametrize("command", [("play", "--plain"), ("plan",), ("rehearse",), ("render", "-o", "x.wav")])
def test_what_is_no_number_of_minutes_is_wrong_usage(legs: Home, number: str, command: tuple[str, ...]) -> None:
    ran = legs.run(*command, "./legs.toml", f"--minutes={number}")
    assert ran.code == 2
    assert "--minutes" in ran.err
    assert ran.out == ""
    assert legs.history() == []


def test_a_rehearsal_is_fitted_too(legs: Home) -> None:
    ran = legs.good("rehearse", "./legs.toml", "--minutes", "2", "--speed", "2000")
    assert "left out: Quad" in ran.err
    assert "Quad" not in ran.out
    assert legs.history() == []


def test_today_counts_when_a_routine_is_made_longer(legs: Home) -> None:
    before = planned(legs, "--minutes", "6")["fitted"]["seconds"]
    legs.good("profile", "--set", "hypermobile=yes")
    plan = planned(legs, "--minutes", "6")
    assert plan["fitted"]["seconds"] < before
    ham = [each for each in plan["segments"] if each["name"] == "Ham" and each["phase"] == "work"]
    assert sum(each["seconds"] for each in ham if each["side"] == "left") <= 30


@pytest.mark.parametrize("kill", [True, False])
def test_a_fitted_session_goes_on_as_it_was_fitted(legs: Home, *, kill: bool) -> None:
    with Process(legs, "play", "./legs.toml", "--yes", "--minutes", "2", warp=FAST) as played:
        assert "left out: Quad" in played.wait_for("Fitted to 2 min").text
        played.wait_for("Get ready: Ham")
        if kill:
            played.kill()
        else:
            played.send("q\ny\n")
            assert played.end() == 1
    plan = planned(legs, "--minutes", "2")
    with Process(legs, "resume", "--yes", warp=FAST) as resumed:
        assert "left out: Quad" in resumed.wait_for("Fitted to 2 min").text
        resumed.wait_for("Breath")
        assert resumed.end() == 0
        assert "Quad" not in "".join(line.text for line in resumed.lines if "left out" not in line.text)
    charged = legs.charged(warp=(1.0, 1000.0))
    held = sum(
        each["seconds"]
        for each in plan["segments"]
        if each["name"] == "Ham" and each["phase"] == "work" and each["side"] == "left"
    )
    assert held - 0.01 <= charged["hamstrings", "left", "static"] <= held + 25, (
        "at most a second more, 20 times as fast"
    )
    assert ("quadriceps", "left", "static") not in charged


def test_an_edited_file_offers_the_fitted_old_one_or_the_new_one_fitted_again(legs: Home) -> None:
    with Process(legs, "play", "./legs.toml", "--yes", "--minutes", "2", warp=FAST) as played:
        played.wait_for("Get ready: Ham")
        played.kill()
    legs.write("legs.toml", FITTING.replace('"Legs"', '"New legs"'))
    asked = legs.run("resume", "--plain", stdin="\n")
    assert asked.code == 1
    assert "was edited" in asked.err
    old = legs.run("resume", "--old", stdin="q\ny\n", warp=FAST)
    assert "Legs. Paused where it was left." in old.out
    assert "Fitted to 2 min" in old.out
    new = legs.run("resume", "--restart", "--yes", stdin="q\ny\n", warp=FAST)
    assert "New legs." in new.out
    assert "Fitted to 2 min" in new.out
