"""`profile`: answers that are kept, and what each of them takes away."""

from typing import Any

import pytest

from cli.house import Home
from cli.process import Process

EVERYTHING = """\
format = 1
title = "Everything"

[[step]]
kind = "heat"
name = "Warm back"
target = "back"
duration = "15m"
using = "heat pack"

[[step]]
kind = "stretch"
name = "Thigh"
target = "hamstrings"
sides = "left"
hold = 60
reps = 2
discomfort = 3

[[step]]
kind = "contract-relax"
name = "Push"
target = "quadriceps"
sides = "left"
contract = 5
hold = 15

[[step]]
kind = "stretch"
name = "On the back"
target = "glutes"
sides = "left"
hold = 20
position = "lying-back"

[[step]]
kind = "stretch"
name = "Bend"
target = "lumbar_extensors"
hold = 20
loads = "spine-flexion"

[[step]]
kind = "massage"
name = "Roll"
target = "lats"
sides = "left"
duration = 60
using = "foam roller"

[[step]]
kind = "cold"
name = "Cool calf"
target = "gastrocnemius"
sides = "left"
duration = "10m"
using = "ice pack"
"""


@pytest.fixture
def asked(home: Home) -> Home:
    home.write("everything.toml", EVERYTHING)
    return home


def played(home: Home) -> dict[str, float]:
    """Seconds of work by name of step."""
    sums: dict[str, float] = {}
    for each in plan(home)["segments"]:
        if each["phase"] == "work":
            sums[each["name"]] = sums.get(each["name"], 0.0) + each["seconds"]
    return sums


def plan(home: Home) -> Any:
    return home.good("plan", "./everything.toml", "--json").json


def test_without_answers_the_careful_default_holds(asked: Home) -> None:
    work = {"Warm back": 900, "Thigh": 120, "Push": 15, "On the back": 20, "Bend": 20, "Roll": 60, "Cool calf": 600}
    assert played(asked) == work
    assert not asked.data.joinpath("profile.json").exists()


@pytest.mark.parametrize(
    ("answer", "withheld", "thigh"),
    [
        ("hypermobile=yes", {"Push"}, 30),
        ("numb=yes", {"Warm back", "Cool calf"}, 120),
        ("cold_reaction=yes", {"Cool calf"}, 120),
        ("pregnant=yes", {"Warm back", "Push", "On the back"}, 120),
        ("gave_birth=yes", {"Push"}, 120),
        ("heart=yes", {"Warm back"}, 120),
        ("skin=back, gastrocnemius", {"Warm back", "Cool calf"}, 120),
        ("recent_surgery=yes", set(), 120),
        ("thin_bones=yes", {"Bend"}, 120),
        ("blood_thinners=yes", {"Roll"}, 120),
        ("age=under-16", set(), 120),
    ],
)
def test_an_answer_takes_away(asked: Home, answer: str, withheld: set[str], thigh: float) -> None:
    before = played(asked)
    asked.good("profile", "--set", answer)
    after = played(asked)
    assert set(before) - set(after) == withheld
    assert after["Thigh"] == thigh
    assert all(after[name] <= before[name] for name in after)
    refused = {each["step"] for each in plan(asked)["verdicts"] if each["action"] == "withheld"}
    assert len(refused) == len(withheld)


def test_answers_are_kept_shown_changed_and_forgotten(asked: Home) -> None:
    empty = asked.good("profile", "--json").json
    assert set(empty) == {
        *("age", "pregnant", "hypermobile", "thin_bones", "numb", "cold_reaction", "blood_thinners"),
        *("high_blood_pressure", "glaucoma", "hip_replacement"),
        *("recent_surgery", "supervised", "gave_birth", "heart", "skin", "pregnant_now", "recent_surgery_where"),
    }
    assert empty["age"] is None
    said = asked.good("profile", "--set", "age=65-over", "--set", "numb=y").out
    assert "65-over" in said
    assert "not medical advice" in said
    kept = asked.good("profile", "--json").json
    assert (kept["age"], kept["numb"], kept["pregnant"]) == ("65-over", True, False)
    assert asked.good("profile", "--set", "numb=no", "--json").json["age"] == "65-over"
    # What was one question before says what it said then, and new keys say the rest.
    born = asked.good("profile", "--set", "gave_birth=yes", "--set", "recent_surgery=hip", "--json").json
    assert [born[key] for key in ("pregnant", "pregnant_now", "gave_birth")] == [True, False, True]
    assert [born[key] for key in ("recent_surgery", "recent_surgery_where")] == [True, ["hip"]]
    mode = (asked.data / "profile.json").stat().st_mode
    assert not mode & 0o077, "what somebody says of their health is for nobody else to read"
    asked.good("profile", "--reset")
    assert asked.good("profile", "--json").json == empty


@pytest.mark.parametrize(
    "wrong", ["age=old", "nothing=yes", "numb=perhaps", "age", "=", "today=x", "skin=yes", "skin=moon"]
)
def test_wrong_answers_change_nothing(asked: Home, wrong: str) -> None:
    asked.good("profile", "--set", "age=16-64")
    ran = asked.run("profile", "--set", "numb=yes", "--set", wrong)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert asked.good("profile", "--json").json["numb"] is False


def test_asked_in_a_terminal(asked: Home) -> None:
    with Process(asked, "profile", terminal=True) as process:
        for question, answer in (
            ("How old", "old\n"),
            ("answer one of: under-16", ""),
            ("How old", "65-over\n"),
            ("Pregnant", "\n"),
            ("give birth", "\n"),
            ("Heart", "\n"),
            ("skin", "neck\n"),
            ("Joints", "y\n"),
            *((word, "\n") for word in ("Thin bones", "Numbness", "Raynaud", "blood thinners")),
            *((word, "\n") for word in ("High blood", "Glaucoma", "12 weeks", "artificial hip")),
            ("supervision", "n\n"),
        ):
            process.wait_for(question)
            if answer:
                process.send(answer)
        assert process.end() == 0
    kept = asked.good("profile", "--json").json
    assert (kept["age"], kept["hypermobile"], kept["skin"]) == ("65-over", True, ["neck"])


def test_leaving_the_questions_keeps_what_was(asked: Home) -> None:
    asked.good("profile", "--set", "age=16-64")
    with Process(asked, "profile", terminal=True) as process:
        process.wait_for("How old")
        process.send("65-over\n")
        process.wait_for("Pregnant")
        process.send("\x03")
        assert process.end() == 130
    assert asked.good("profile", "--json").json["age"] == "16-64"


def test_an_answer_given_after_leaving_holds_for_what_remains(asked: Home) -> None:
    with Process(asked, "play", "./everything.toml", "--yes", warp=(20, 0)) as process:
        process.wait_for("Press y when a cloth")
        process.send("N\n")
        process.wait_for("Ease in")
        process.send("q\ny\n")
        assert process.end() == 1
    asked.good("profile", "--set", "hypermobile=yes")
    resumed = asked.run("resume", "--yes", warp=(50, 600))
    assert "Push" not in resumed.out
    assert asked.charged(warp=(1, 3600))[("hamstrings", "left", "static")] <= 31


@pytest.mark.parametrize(
    ("answers", "code", "said"),
    [
        ("y\n\n8\n\n\n\n\n\n\n", 1, "genitals"),
        ("y\nyes\n\n\n\n\n\n\n\n", 1, "genitals"),
        ("n\n", 0, "Paused where it was left"),
    ],
    ids=["pain", "warning sign", "nothing new"],
)
def test_after_half_a_day_today_s_questions_are_asked_again(asked: Home, answers: str, code: int, said: str) -> None:
    with Process(asked, "play", "./everything.toml", "--yes") as process:
        process.wait_for("Press y when a cloth")
        process.kill()
    half_a_day = (100, 13 * 3600)
    ran = asked.run("resume", stdin=answers + "\n" * (code == 0), warp=half_a_day)
    assert "Since last time" in ran.err
    assert said in ran.out + ran.err
    if code:
        assert ran.code == code
        assert asked.history()[0]["state"] == "unfinished"


def test_another_move_takes_the_place_of_what_an_answer_rules_out(home: Home) -> None:
    """In the plan, and in the session, which says so before it begins."""
    home.good("profile", "--set", "pregnant=yes")
    made = home.good("plan", "lower-back", "--json").json
    replaced = {each["path"] for each in made["verdicts"] if each["action"] == "replaced"}
    assert {"4", "8"} <= replaced
    names = {each["path"]: each["name"] for each in made["segments"]}
    assert names["8"] == "Straight leg, sitting"
    said = 'other moves for the same muscles: "Rock the pelvis, sitting"'
    assert said in home.good("plan", "lower-back").out
    with Process(home, "play", "--plain", "lower-back", "--yes", "--mute", terminal=True, warp=(5, 0)) as process:
        process.wait_for("Hip circles")
        process.send("q")
        process.wait_for("Leave now")
        process.send("y")
        process.end()
    assert said in " ".join(process.said.split())
    assert "not played" not in process.said
