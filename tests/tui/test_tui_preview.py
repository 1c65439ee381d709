"""What the library tells of one routine, as words."""

import pytest
from rich.cells import cell_len

from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.caps.ledger import Ledger
from stretchplayer.caps.profile import Today
from stretchplayer.routine.reader import Reading, read
from stretchplayer.tui.preview_text import of_problems, of_routine, problem_lines
from stretchplayer.tui.widgets.routine_preview import Preview, StepLine, rows
from stretchplayer.tui.widgets.routine_rows import ago

LONG = b"""
format = 1
title = "Long [b]holds[/b]"
summary = "Over\\ntwo rows."
for = "Long\\nlegs."
not_for = "Short ones."
tags = ["mine"]
source = "A book"
[[step]]
kind = "dynamic"
name = "Swing"
target = "hip"
duration = 110
[[step]]
repeat = 2
[[step.step]]
kind = "stretch"
name = "Thigh"
target = "hamstrings"
sides = "each"
hold = 90
[[step]]
kind = "stretch"
name = "Calf"
target = "gastrocnemius"
hold = 90
needs = ["wall"]
"""
BAD = LONG.replace(b"hold = 90\nneeds", b"holds = 90\nneeds")


def looked(text: bytes = LONG, ledger: Ledger = SEASONED) -> Preview:
    reading: Reading = read(text)
    assert reading.routine is not None
    return of_routine(reading.routine, admit(reading.routine, Profile(), ledger, 1e9), yours=True)


def test_everything_about_a_routine_is_shown() -> None:
    made = looked()
    assert made.title == "Long [b]holds[/b]"
    assert made.facts.endswith(" · yours · mine")
    assert made.summary == "Over two rows."
    assert made.audience == "For: Long legs.\nNot for: Short ones."
    assert made.needs == "You need: wall."
    assert made.sources == "Source: A book"
    assert "not medical advice" in made.disclaimer
    assert [(step.number, step.name) for step in made.steps] == [
        ("1.", "Swing"),
        ("2.", "2 rounds:"),
        ("2.1.", "Thigh"),
        ("3.", "Calf"),
    ]
    assert made.steps[0].dose == "1 min 50 s"


def test_what_the_limits_take_away_is_marked_and_reasoned() -> None:
    made = looked()
    assert made.steps[3].dose == "✂ 1 min"
    assert made.steps[2].dose.startswith("✂ 1 min")
    assert made.cut == "✂ Less today in 2 steps; the reasons stand below."
    assert "• 5 holds of 90 s are played for 60 s: steps 2.1 and 3. At most 1 min for one static hold." in made.today
    assert made.today.count("for one static hold") == 1, "a reason stands there once"


def test_nothing_is_trimmed_where_nothing_has_to_be() -> None:
    made = looked(LONG.replace(b"hold = 90", b"hold = 20"))
    assert made.cut == ""
    assert not any("✂" in step.dose for step in made.steps)


def test_what_is_left_out_says_so() -> None:
    reading = read(LONG)
    assert reading.routine is not None
    profile = Profile(today=Today(injury=("hamstrings",)))
    plan = admit(reading.routine, profile, SEASONED, 1e9)
    made = of_routine(reading.routine, plan, yours=False)
    left_out = {each.path for each in plan.verdicts if each.action == "withheld"}
    assert left_out == {"2.1"}
    assert all(("not today" in step.dose) == (step.number.rstrip(".") in left_out) for step in made.steps)


def test_problems_are_told_by_line_and_column() -> None:
    lines = problem_lines(read(BAD).problems)
    assert "Line 26, column 1: step 3: unknown key `holds`: did you mean `hold`?" in lines
    made = of_problems("mine.toml", lines)
    assert made.title == "mine.toml"
    assert "cannot be played" in made.facts
    assert "Line 26" in made.today


@pytest.mark.parametrize("width", [20, 38, 80])
def test_doses_stand_at_the_right_edge(width: int) -> None:
    steps = (
        StepLine("1.", "Short", "20 s"),
        StepLine("2.", "A name that goes on and on until it needs another row", "20 s × 2, each side"),
        StepLine("3.", "肩と首を回す", "✂ not today"),
        StepLine("10.", "3 times:", ""),
    )
    found = rows(steps, width)
    assert all(cell_len(left) + cell_len(dose) <= width for left, dose in found)
    assert all(cell_len(left) + cell_len(dose) == width for left, dose in found if dose)
    assert [dose for _, dose in found if dose] == [step.dose for step in steps if step.dose]
    assert found[0][0].startswith("1.  Short")
    assert found[-1][0].startswith("10. 3 times:")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (7199, "1 hour ago"),
        (7200, "2 hours ago"),
        (200_000, "2 days ago"),
    ],
)
def test_how_long_ago(seconds: float, text: str) -> None:
    assert ago(seconds) == text
