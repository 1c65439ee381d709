"""A routine of which a step cannot be read yet: nothing is said of the others that only its absence causes."""

import pytest

from stretchplayer.app.analysis import analyse

WALK = '[[step]]\nmove = "easy-walk"\nduration = 240\n'
HOLD = '[[step]]\nkind = "stretch"\nname = "{}"\ntarget = "hamstrings"\nhold = {}\n'
TOP = 'format = 1\ntitle = "Mine"\n'


@pytest.mark.parametrize("slip", ["duration = tree", "duratoin = 240", "duration = -3", 'duration = "4'])
def test_what_comes_from_the_missing_step_is_not_said(slip: str) -> None:
    whole = f"{TOP}{WALK}{HOLD.format('Thigh', 30)}"
    assert not analyse(whole, "x.toml").problems
    cold = analyse(f"{TOP}{HOLD.format('Thigh', 30)}", "x.toml")
    assert [each.limit for each in cold.problems] == ["order.warmup"]
    found = analyse(whole.replace("duration = 240", slip), "x.toml")
    assert found.routine is not None
    assert found.left_out == {"1"}
    assert [each.severity for each in found.problems] == ["error"], found.problems
    # What a step is cut to by itself is as true as before.
    long = analyse(whole.replace("duration = 240", slip).replace("hold = 30", "hold = 90"), "x.toml")
    assert "static.hold" in {each.limit for each in long.problems}


def test_the_rest_that_cannot_be_read_is_still_a_rest() -> None:
    rest = '[[step]]\nkind = "rest"\nduration = 20\n'
    whole = f"{TOP}{WALK}{HOLD.format('One', 30)}{rest}{HOLD.format('Two', 30)}"
    found = analyse(whole.replace("duration = 20", "duration = x"), "x.toml")
    assert "static.gap" not in {each.limit for each in found.problems}


def test_a_warning_about_the_text_itself_stays() -> None:
    text = f"{TOP}{WALK}{HOLD.format('Thigh', 30)}weight = 3\n{HOLD.format('Calf', 'x')}"
    with_it = analyse(text.replace("hold = x", "hold = 20"), "x.toml").problems
    assert [each for each in with_it if "weight" in each.message]
    assert [each for each in analyse(text, "x.toml").problems if "weight" in each.message]
