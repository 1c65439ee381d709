"""Dots on a grid: what is painted is there, in one layer at a time, and is told as braille letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.figures.dots import Dots

COLUMNS, ROWS = 7, 3
WIDTH, HEIGHT = COLUMNS * 2, ROWS * 4
SPOTS = st.sets(st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1)))
CORNERS = st.tuples(st.floats(-4, WIDTH + 4), st.floats(-4, HEIGHT + 4))


def mask(spots: set[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for x, y in spots:
        found[y] = found.get(y, 0) | 1 << x
    return found


def spots(rows: dict[int, int]) -> set[tuple[int, int]]:
    return {(x, y) for y, bits in rows.items() for x in range(bits.bit_length()) if bits >> x & 1}


def of_tone(dots: Dots, tone: str) -> set[tuple[int, int]]:
    return spots(dict(enumerate(dots.tones().get(tone, []))))


def read(dots: Dots) -> set[tuple[int, int]]:
    """The dots that the letters show, by what Unicode says of them: dot 1 is the lowest bit."""
    places = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
    found = set()
    for row, runs in enumerate(dots.lines()):
        for column, letter in enumerate("".join(run.text for run in runs)):
            for number, (x, y) in enumerate(places):
                if ord(letter) - 0x2800 >> number & 1:
                    found.add((column * 2 + x, row * 4 + y))
    return found


@given(SPOTS, SPOTS)
def test_letters_show_all_that_is_painted_and_nothing_else(
    one: set[tuple[int, int]], other: set[tuple[int, int]]
) -> None:
    dots = Dots(COLUMNS, ROWS)
    dots.paint(mask(one), "first", "near")
    dots.paint(mask(other), "second", "far")
    assert read(dots) == one | other
    assert of_tone(dots, "far") == other
    assert of_tone(dots, "near") == one - other, "a dot belongs to one layer: the last that was painted"


@given(SPOTS)
def test_every_row_is_as_wide_as_the_field(some: set[tuple[int, int]]) -> None:
    dots = Dots(COLUMNS, ROWS)
    dots.paint(mask(some), "only", "near")
    lines = list(dots.lines())
    assert len(lines) == ROWS
    assert all(sum(len(run.text) for run in runs) == COLUMNS for runs in lines)


@given(SPOTS, SPOTS, st.integers(1, 2))
def test_a_gap_is_kept_free_of_other_layers_alone(
    below: set[tuple[int, int]], above: set[tuple[int, int]], gap: int
) -> None:
    dots = Dots(COLUMNS, ROWS)
    dots.paint(mask(below), "below", "far")
    dots.paint(mask(above), "above", "near")
    dots.paint(mask(above), "above", "near", gap)
    left = of_tone(dots, "far")
    assert of_tone(dots, "near") == above
    assert left <= below - above
    for x, y in left:
        assert all(abs(x - a) + abs(y - b) > gap for a, b in above)
    for x, y in below - left:
        assert any(abs(x - a) + abs(y - b) <= gap for a, b in above)


@given(SPOTS, SPOTS)
def test_what_is_cleared_is_gone(painted: set[tuple[int, int]], cleared: set[tuple[int, int]]) -> None:
    dots = Dots(COLUMNS, ROWS)
    dots.paint(mask(painted), "only", "near")
    dots.clear(mask(cleared))
    assert read(dots) == painted - cleared


@given(st.lists(CORNERS, min_size=3, max_size=3))
def test_a_triangle_is_filled_and_stays_inside_the_field(corners: list[tuple[float, float]]) -> None:
    found = spots(Dots(COLUMNS, ROWS).mask(tuple(corners)))
    low, high = (pick(y for _, y in corners) for pick in (min, max))
    left, right = (pick(x for x, _ in corners) for pick in (min, max))
    for x, y in found:
        assert 0 <= x < WIDTH
        assert 0 <= y < HEIGHT
        assert low - 1 <= y <= high + 1
        assert left - 1 <= x <= right + 1
    for y in {y for _, y in found}:
        row = sorted(x for x, at in found if at == y)
        assert row == list(range(row[0], row[-1] + 1)), "an outline without dents has no holes"


def test_a_square_has_the_dots_it_covers() -> None:
    found = spots(Dots(COLUMNS, ROWS).mask(((2, 3), (6, 3), (6, 8), (2, 8))))
    assert found == {(x, y) for x in range(2, 6) for y in range(3, 8)}


def test_what_is_thinner_than_a_dot_can_still_be_seen() -> None:
    field = Dots(COLUMNS, ROWS)
    assert {y for _, y in spots(field.mask(((4.1, 2), (4.2, 2), (4.2, 9), (4.1, 9))))} == set(range(2, 9))
    assert spots(field.mask(((2, 5.1), (9, 5.1), (9, 5.2), (2, 5.2))))


@given(SPOTS)
def test_a_pattern_keeps_its_share_of_one_tone(some: set[tuple[int, int]]) -> None:
    dots = Dots(COLUMNS, ROWS)
    dots.paint(mask(some), "one", "near")
    dots.pattern("far", (0b0000,))
    assert of_tone(dots, "near") == some, "another tone keeps its dots"
    dots.pattern("near", (0b0101, 0b1010))
    kept = of_tone(dots, "near")
    assert kept == {(x, y) for x, y in some if (x + y) % 2 == 1}


@pytest.mark.parametrize(("first", "tone"), [((), "many"), (("few",), "few")])
def test_a_cell_has_the_tone_of_most_of_its_dots_or_of_what_comes_first(first: tuple[str, ...], tone: str) -> None:
    dots = Dots(1, 1)
    dots.paint({0: 0b11, 1: 0b11}, "a", "many")
    dots.paint({3: 0b01}, "b", "few")
    assert [run.tone for line in dots.lines(first) for run in line] == [tone]
