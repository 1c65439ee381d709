"""`now`: what is started for what is said, and what is only shown of it."""

import pytest

from cli.house import Home


def test_the_warning_comes_first_and_then_the_plan(home: Home) -> None:
    ran = home.good("now", "sciatica", "5", "--dry-run")
    assert ran.err.startswith("sciatica: numbness between the legs")
    assert ran.lines[0].startswith("Pain down the leg: move gently: 5 min 1 s")
    plan = home.good("now", "neck", "3", "min", "at", "desk", "--json").json
    assert plan["fitted"]["short"]
    assert plan["fitted"]["asked"] == 180
    assert plan["seconds"] == pytest.approx(180, abs=20)
    made = home.good("now", "calf and jaw", "--minutes", "4", "--json").json
    assert made["fitted"] is None
    assert {"calf", "jaw"} & {word for each in made["segments"] for word in each["name"].casefold().split()}
    assert not home.routines.exists()


def test_what_was_just_said_has_to_stand_in_the_profile(home: Home) -> None:
    ran = home.run("now", "thin", "bones", "--dry-run")
    assert (ran.code, ran.out) == (2, "")
    assert "profile --set thin_bones=yes" in ran.err
    home.good("profile", "--set", "thin_bones=yes")
    assert home.good("now", "thin", "bones", "--dry-run").lines[0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("numb legs", "call them now, and stretch nothing"),
        ("xyzzy", "Name a part of the body"),
        ("hamstrigns and xyzzy but not the neck", "takes something out"),
        ("neck 5 min 6 min", "5 minutes, or 6?"),
    ],
)
def test_what_is_not_started_is_explained(home: Home, words: str, message: str) -> None:
    ran = home.run("now", *words.split(), "--plain", "--yes")
    assert ran.code == 2
    assert message in ran.err
    assert ran.out == ""
