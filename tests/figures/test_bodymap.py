"""The map of the body: every muscle has a place of its own, and what is marked can be told without colour."""

from functools import cache
from itertools import combinations
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from every import every
from examples import examples
from stretchplayer.figures.body_map import (
    BOTH,
    LEVELS,
    Level,
    Views,
    body_map,
    fits,
    level,
    rows_for,
    sample,
    views_of,
)
from stretchplayer.figures.dots import Run
from stretchplayer.figures.marks import AREAS, View
from stretchplayer.model.muscles import MID, MUSCLES, MuscleSide, Side, muscle_sides

SMALLEST: Final = (30, 18)
SIZES: Final = (SMALLEST, (31, 18), (36, 22), (48, 30), (70, 40))
ROOMS: Final = st.tuples(st.integers(0, 160), st.integers(0, 60))
SHARES: Final = st.floats(0, 3)
ONE_SIDE: Final[dict[str, Side]] = {muscle: "mid" if muscle in MID else "left" for muscle in MUSCLES}
PLACES: Final = tuple(place for muscle in MUSCLES for place in muscle_sides((muscle,), None))
MARKS: Final = st.dictionaries(st.sampled_from(PLACES), SHARES)
_DOTS: Final = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
_SEEN: Final = {
    chr(0x2800 + code): tuple(dot for number, dot in enumerate(_DOTS) if code >> number & 1) for code in range(1, 256)
}
"""The dots of each letter of braille."""

Spots = frozenset[tuple[int, int]]


def spots(lines: tuple[tuple[Run, ...], ...]) -> Spots:
    """The dots that can be seen, whatever their tone."""
    return frozenset(
        (column * 2 + x, row * 4 + y)
        for row, runs in enumerate(lines)
        for column, letter in enumerate("".join(run.text for run in runs))
        for x, y in _SEEN.get(letter, ())
    )


@cache
def picture(place: MuscleSide, size: tuple[int, int], share: float = 1.0) -> Spots:
    return spots(body_map({place: share}, *size))


@cache
def bare(size: tuple[int, int]) -> Spots:
    return spots(body_map({}, *size))


@cache
def marked(place: MuscleSide, size: tuple[int, int]) -> Spots:
    """The dots of a full mark: whatever a mark of a little has or has not, and the full one has."""
    everything = picture(place, size)
    return everything - (picture(place, size, 0.01) & bare(size))


def mirrored(found: Spots, columns: int) -> Spots:
    return frozenset((columns * 2 - 1 - x, y) for x, y in found)


def halves(found: Spots, columns: int) -> tuple[Spots, Spots]:
    """Front and back, the back moved to where the front is."""
    front = frozenset((x, y) for x, y in found if x < columns)
    return front, frozenset((x - columns, y) for x, y in found if x >= columns)


def test_every_muscle_has_an_area_and_nothing_else_has() -> None:
    assert {muscle for areas in AREAS.values() for muscle in areas} == set(MUSCLES)


@pytest.mark.parametrize("size", SIZES)
def test_no_two_marks_give_the_same_picture_nor_does_none(size: tuple[int, int]) -> None:
    pictures = {place: picture(place, size) for place in PLACES}
    assert bare(size) not in pictures.values()
    for one, other in combinations(PLACES, 2):
        assert pictures[one] != pictures[other], (one, other)


@pytest.mark.parametrize("size", SIZES)
@every("place", PLACES)
def test_a_full_mark_is_no_speck(place: MuscleSide, size: tuple[int, int]) -> None:
    found = marked(place, size)
    least = 6 * (size[1] / SMALLEST[1]) ** 1.5
    assert len(found) >= least
    assert len({x for x, _ in found}) >= 2, "a mark one dot wide is taken for the edge of the body"


@pytest.mark.parametrize("size", SIZES)
def test_marks_of_different_muscles_overlap_little(size: tuple[int, int]) -> None:
    areas = {muscle: marked((muscle, side), size) for muscle, side in ONE_SIDE.items()}
    for one, other in combinations(MUSCLES, 2):
        both = len(areas[one] & areas[other])
        if "piriformis" in {one, other}:
            # It lies under the middle of the buttock, and is drawn there.
            assert both <= 0.4 * len(areas["glutes"])
        elif both:
            assert both <= 0.15 * min(len(areas[one]), len(areas[other])), (one, other)


@pytest.mark.parametrize("size", SIZES)
@every("muscle", sorted(set(MUSCLES) - MID))
def test_right_is_left_mirrored_and_left_is_where_the_letter_stands(muscle: str, size: tuple[int, int]) -> None:
    columns = size[0]
    left, right = (halves(picture((muscle, side), size), columns) for side in ("left", "right"))
    for view, one, other in zip(BOTH, left, right, strict=True):
        middle = centre(view, size)
        assert frozenset((2 * middle - 1 - x, y) for x, y in one) == other
    for view in BOTH:
        middle = centre(view, size)
        if muscle in AREAS[view]:
            found, _ = halves(marked((muscle, "left"), size), columns)
            if view == "back":
                _, found = halves(marked((muscle, "left"), size), columns)
            assert {x >= middle for x, _ in found} == {view == "front"}


def centre(view: View, size: tuple[int, int]) -> int:
    """The middle line of a bare view, in dots from the left edge of its half; the picture is its own mirror there."""
    seen = halves(bare(size), size[0])[BOTH.index(view)]
    least, most = min(x for x, _ in seen), max(x for x, _ in seen)
    return (least + most + 1) // 2


@pytest.mark.parametrize("size", SIZES)
def test_the_letters_of_the_sides_stand_under_them(size: tuple[int, int]) -> None:
    (labels,) = [
        "".join(run.text for run in runs) for runs in body_map({}, *size) if "front" in "".join(r.text for r in runs)
    ]
    assert labels.split() == ["R", "front", "L", "L", "back", "R"]
    assert abs(labels.index("front") * 2 + 5 - centre("front", size)) <= 3
    assert abs((labels.index("back") - size[0] / 2) * 2 + 4 - centre("back", size)) <= 3 + size[0] % 2


@pytest.mark.parametrize("size", SIZES)
@every("place", PLACES)
def test_the_four_levels_are_told_by_how_many_dots_they_have(place: MuscleSide, size: tuple[int, int]) -> None:
    around = picture(place, size) - marked(place, size)
    counts = [len(picture(place, size, share) - around) for share in (0.01, 0.5, 0.9, 1.0)]
    assert counts == sorted(set(counts)), "each has more than the one before"


def test_samples_of_levels_differ_without_colour() -> None:
    samples = [sample(each, 2) for each in LEVELS]
    assert len(set(samples)) == len(LEVELS)
    assert all(len(each) == 2 for each in samples)


@given(SHARES, SHARES)
def test_more_never_looks_like_less(one: float, other: float) -> None:
    order: tuple[Level | None, ...] = (None, *LEVELS)
    low, high = sorted((one, other))
    assert order.index(level(low)) <= order.index(level(high))
    assert (level(low) is None) == (low == 0)
    assert (level(high) == "full") == (high >= 1)


@given(MARKS, ROOMS, st.sampled_from([BOTH, ("front",), ("back",)]))
def test_it_fills_its_room_exactly_or_stays_away(
    marks: dict[MuscleSide, float], room: tuple[int, int], views: Views
) -> None:
    columns, rows = room
    lines = body_map(marks, columns, rows, views)
    if not fits(columns, rows, views):
        assert lines == ()
        return
    assert len(lines) == rows
    assert all(sum(len(run.text) for run in runs) == columns for runs in lines)
    tones = {run.tone for runs in lines for run in runs}
    seen = {level(share) for (muscle, _), share in marks.items() if any(muscle in AREAS[view] for view in views)}
    assert tones - {"body", "label", ""} <= seen


@given(st.dictionaries(st.sampled_from(PLACES), st.just(1.0)), st.sampled_from(PLACES), st.sampled_from(SIZES))
def test_every_mark_can_be_seen_among_others(
    marks: dict[MuscleSide, float], place: MuscleSide, size: tuple[int, int]
) -> None:
    without = {other: share for other, share in marks.items() if other != place}
    assert spots(body_map(without, *size)) != spots(body_map({**without, place: 1.0}, *size))


@examples(20)
@given(st.integers(30, 100), st.sampled_from([BOTH, ("front",), ("back",)]))
def test_the_rows_for_a_width_are_enough_and_not_too_many(columns: int, views: Views) -> None:
    rows = rows_for(columns, views)
    drawn = [runs for runs in body_map({}, columns, rows + 8, views) if "".join(r.text for r in runs).strip(" ⠀")]
    assert len(drawn) <= rows <= len(drawn) + 1


@given(st.sets(st.sampled_from(PLACES)))
def test_the_views_of_marks_show_all_of_them(places: set[MuscleSide]) -> None:
    views = views_of(places)
    for muscle, _ in places:
        assert any(muscle in AREAS[view] for view in views)
    if len(views) > 1:
        assert all({muscle for muscle, _ in places} - AREAS[view].keys() for view in BOTH)


@pytest.mark.parametrize("view", BOTH)
def test_one_view_alone_marks_as_both_do(view: View) -> None:
    for muscle in AREAS[view]:
        place = (muscle, ONE_SIDE[muscle])
        alone = spots(body_map({place: 1.0}, 15, 18, (view,)))
        assert alone != spots(body_map({}, 15, 18, (view,)))
