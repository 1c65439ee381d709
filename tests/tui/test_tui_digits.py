"""The countdown is as large as fits, never larger, and no digit looks like another."""

from itertools import combinations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from stretchplayer.tui.terminal import CroppedUpdate
from stretchplayer.tui.widgets.countdown import changed, drawn, placed

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


@given(CLOCKS, CLOCKS, st.integers(0, 210), st.integers(0, 65))
def test_all_that_differs_lies_where_it_is_drawn_anew(before: str, now: str, width: int, height: int) -> None:
    region = changed(before, now, width, height)
    for y, (one, other) in enumerate(zip(placed(before, width, height), placed(now, width, height), strict=True)):
        for x, (was, is_now) in enumerate(zip(one, other, strict=True)):
            assert was == is_now or region.contains(x, y), (x, y, region)


def test_the_last_second_alone_is_drawn_anew() -> None:
    region = changed("29:51", "29:52", 118, 20)
    assert 0 < region.width < 118 / 4
    assert changed("29:51", "28:51", 118, 20).right < region.x


def test_only_the_cells_that_changed_are_written() -> None:
    """Beside, before and after them stands what stood there: on the screen and in what is written."""
    screen = pyte.Screen(20, 2)
    stream = pyte.Stream(screen)
    stream.feed("a" * 20 + "\r\n" + "b" * 20)
    chops: list[dict[int, Strip | None]] = [
        {0: Strip([Segment("c" * 12)]), 12: Strip([Segment("d" * 8)])},
        {0: None, 12: Strip([Segment("e" * 8)])},
    ]
    update = CroppedUpdate(chops, [(0, 4, 14), (1, 0, 20)], [[12, 20], [12, 20]])
    written = update.render_segments(Console())
    stream.feed(written)
    assert screen.display == ["aaaaccccccccddaaaaaa", "b" * 12 + "e" * 8]
    assert (written.count("c"), written.count("d")) == (8, 2)
