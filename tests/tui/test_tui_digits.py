"""The countdown is as large as fits, never larger, and every digit is told from every other."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.tui.widgets.countdown import drawn

CLOCKS = st.one_of(st.integers(0, 59).map(str), st.builds("{}:{:02d}".format, st.integers(1, 120), st.integers(0, 59)))


@given(CLOCKS, st.integers(0, 210), st.integers(0, 65))
def test_it_never_leaves_its_room(text: str, width: int, height: int) -> None:
    rows = drawn(text, width, height)
    assert len(rows) <= height
    assert all(len(row) == len(rows[0]) <= width for row in rows)


@given(CLOCKS, st.integers(40, 210), st.integers(3, 65))
def test_there_always_is_something_to_read(text: str, width: int, height: int) -> None:
    assert any(row.strip() for row in drawn(text, width, height))


@pytest.mark.parametrize(("width", "height", "least"), [(78, 12, 8), (138, 33, 16), (198, 48, 16), (40, 7, 5)])
def test_it_uses_the_room(width: int, height: int, least: int) -> None:
    assert len(drawn("1:28", width, height)) >= least


@pytest.mark.parametrize("height", [3, 5, 8, 9, 16, 30])
def test_no_two_digits_look_alike(height: int) -> None:
    shapes = {digit: drawn(digit, 100, height) for digit in "0123456789"}
    for one, other in combinations(shapes, 2):
        assert shapes[one] != shapes[other], (one, other)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(4, 40))
def test_a_change_of_the_last_digit_leaves_the_first_where_it_is(one: int, other: int, height: int) -> None:
    """Only the rows and cells that differ are drawn anew, and nothing jumps about."""
    left, right = drawn(f"3{one}", 200, height), drawn(f"3{other}", 200, height)
    half = len(left[0]) // 2
    assert [row[:half] for row in left] == [row[:half] for row in right]
