"""Finding routines: by words as they are typed, and by what they must be like; and how a list says what it has."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from stretchplayer.app.listing import Listed
from stretchplayer.tui.charts.text_layout import apart, clipped, wrapped
from stretchplayer.tui.routine_index import (
    ANYTHING,
    NOTHING,
    Wanted,
    choices,
    counted,
    filter_words,
    found,
    nothing_found,
)
from stretchplayer.tui.widgets.routine_rows import one_row, two_rows

DESK = Listed(
    name="desk-neck",
    file="/x/desk-neck.toml",
    title="Neck at the desk",
    minutes=14,
    seconds=840.0,
    tags=("desk", "neck"),
    needs=("chair",),
    areas=("neck", "shoulder"),
    yours=False,
    problems=(),
)
BARE = DESK._replace(
    name="etirer", title="Étirer les mollets", minutes=5, tags=("calf",), needs=(), areas=("leg",), yours=True
)
MAT = DESK._replace(name="hips", title="Hips", minutes=20, tags=("floor",), needs=("mat", "wall"), areas=("hip", "leg"))
BAD = DESK._replace(name="broken", title="", minutes=0, tags=(), needs=(), areas=(), yours=True, problems=("x",))
ALL = [DESK, BARE, MAT, BAD]


def names(**wanted: Any) -> list[str]:
    return [each.name for each in found(ALL, Wanted(**wanted)).routines]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("", ["desk-neck", "etirer", "hips", "broken"]),
        ("   ", ["desk-neck", "etirer", "hips", "broken"]),
        ("DESK", ["desk-neck"]),
        ("nec", ["desk-neck"]),
        ("etirer", ["etirer"]),
        ("ÉTIRER mollets", ["etirer"]),
        ("mollets étirer", ["etirer"]),
        ("chair", ["desk-neck"]),
        ("lower legs", ["etirer", "hips"]),
        ("lower mat", ["hips"]),
        ("desk mat", ["desk-neck"]),
        ("brok", ["broken"]),
        ("yours", ["etirer", "broken"]),
        ("[desk]", []),
        ("\\d .*", []),
    ],
)
def test_all_words_match_something(words: str, left: list[str]) -> None:
    assert names(words=words) == left


QUADS = DESK._replace(
    name="up", title="Up", areas=("thigh",), worked=(("quadriceps", 60.0, 60.0), ("hamstrings", 20.0, 20.0))
)
MORE = DESK._replace(
    name="more", title="More", areas=("thigh",), worked=(("quadriceps", 90.0, 90.0), ("glutes", 200.0, 200.0))
)
SAID = DESK._replace(
    name="quads", title="Quads", areas=("thigh",), worked=(("quadriceps", 10.0, 10.0), ("glutes", 900.0, 900.0))
)
WORKED = [*ALL, MORE, QUADS, SAID]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("quads", ["quads", "up", "more"]),
        ("quad", ["quads", "up", "more"]),
        ("front of the thigh", ["up", "more", "quads"]),
        ("Front-of-thighs", ["up", "more", "quads"]),
        ("rectus femoris", ["up", "more", "quads"]),
        ("quadric", ["up", "more", "quads"]),
        ("quads chair", ["quads", "up", "more"]),
        ("quads mat", ["quads", "up", "more"]),
        ("knee", ["up", "more", "quads"]),
        ("hammies", ["up"]),
        ("patellar tendon", ["up", "more", "quads"]),
        ("biceps", []),
        ("qu", ["quads"]),
    ],
)
def test_names_of_muscles_find_what_works_on_them_most(words: str, left: list[str]) -> None:
    assert [each.name for each in found(WORKED, Wanted(words=words)).routines] == left


def test_what_is_for_a_muscle_alone_comes_before_what_is_for_many() -> None:
    marching = DESK._replace(name="march", worked=(("quadriceps", 90.0, 30.0), ("glutes", 90.0, 60.0)))
    assert [each.name for each in found([marching, QUADS], Wanted(words="quads")).routines] == ["up", "march"]


def test_filters_narrow_together() -> None:
    assert names(tags=frozenset({"desk"})) == ["desk-neck"]
    assert names(tags=frozenset({"desk", "floor"})) == []
    assert names(areas=frozenset({"leg"})) == ["etirer", "hips"]
    assert names(areas=frozenset({"leg", "hip"})) == ["hips"]
    assert names(minutes=14) == ["desk-neck", "etirer"]
    assert names(minutes=4) == []
    assert names(minutes=20, areas=frozenset({"leg"}), words="hips") == ["hips"]


def test_what_is_at_hand_is_all_that_is_needed() -> None:
    assert names(at_hand=frozenset({NOTHING})) == ["etirer"]
    assert names(at_hand=frozenset({"chair"})) == ["desk-neck", "etirer"]
    assert names(at_hand=frozenset({"chair", NOTHING})) == ["desk-neck", "etirer"]
    assert names(at_hand=frozenset({"wall"})) == ["etirer"]
    assert names(at_hand=frozenset({"wall", "mat"})) == ["etirer", "hips"]


def test_filters_are_told_in_words() -> None:
    assert filter_words(ANYTHING) == ""
    assert filter_words(Wanted(words="desk")) == ""
    everything = Wanted(
        tags=frozenset({"floor", "desk"}),
        areas=frozenset({"leg", "neck"}),
        minutes=15,
        at_hand=frozenset({"wall", "mat", NOTHING}),
    )
    assert filter_words(everything) == "neck · lower legs · desk · floor · at most 15 min · with mat, wall at hand"
    assert filter_words(Wanted(at_hand=frozenset({NOTHING}))) == "with nothing at hand"


def test_only_what_is_there_can_be_chosen() -> None:
    there = choices(ALL)
    assert there.areas == ("neck", "shoulder", "hip", "leg")
    assert there.tags == ("calf", "desk", "floor", "neck")
    assert there.needs == ("chair", "mat", "wall")
    assert choices([]).tags == ()


def test_an_empty_list_says_so_and_how_to_go_on() -> None:
    assert nothing_found(ANYTHING, 0, "esc") == "There are no routines here."
    said = nothing_found(Wanted(words=" xyz ", minutes=5), 8, "esc")
    assert 'for "xyz" with these filters' in said
    assert "esc shows all 8 again" in said
    assert counted(8, 8) == "8 routines"
    assert counted(1, 1) == "1 routine"
    assert counted(0, 8) == "0 of 8 routines"


def test_one_row_keeps_minutes_and_mark() -> None:
    assert one_row(DESK, 32) == " 14 min  Neck at the desk"
    for each in ALL:
        for width in range(1, 60):
            assert cell_len(one_row(each, width)) <= width
    assert one_row(BARE, 36) == "  5 min  Étirer les mollets    yours"
    assert one_row(BAD, 40).endswith("bad file")
    assert "broken.toml" in one_row(BAD, 40)


def test_two_rows_drop_whole_things() -> None:
    assert two_rows(MAT, 40) == ("Hips", "20 min · mat, wall")
    assert two_rows(MAT, 17) == ("Hips", "20 min · mat, …")
    assert two_rows(MAT, 12) == ("Hips", "20 min")
    assert two_rows(BARE, 40) == ("Étirer les mollets", "5 min · yours")
    assert two_rows(BAD, 40) == ("broken.toml", "bad file")


@given(text=st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" ")), width=st.integers(0, 30))
def test_nothing_is_wider_than_its_room(text: str, width: int) -> None:
    assert cell_len(clipped(text, width)) <= width
    assert cell_len(apart(text, "yours", width)) <= width
    assert all(cell_len(row) <= width for row in wrapped(text, width))


def test_wide_letters_take_two_cells() -> None:
    assert clipped("肩と首", 6) == "肩と首"
    assert clipped("肩と首", 5) == "肩と…"
    assert clipped("abc", 0) == ""
    assert apart("肩と首", "yours", 12) == "肩と首 yours"
    assert apart("肩と首", "yours", 4) == "you…"
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("肩肩 首首", 4) == ["肩肩", "首首"]
    assert wrapped("abcdefgh", 4) == ["abc…"]
    assert wrapped("", 4) == []


def test_title_before_name_before_tags_before_the_rest() -> None:
    def named(name: str, **what: Any) -> Listed:
        blank = DESK._replace(tags=(), areas=(), needs=(), title="Whatever")
        return blank._replace(name=name, **what)

    ranked = [
        named("a", title="Back to front"),
        named("b", title="The back"),
        named("c", title="The hunchback"),
        named("back-d"),
        named("e", tags=("back",)),
        named("f", needs=("back roller",)),
    ]
    assert found(ranked[::-1], Wanted(words="back")).routines == ranked
    assert [each.name for each in found(ranked, Wanted(words="back whatever")).routines] == ["back-d", "e", "f"]
    assert [each.name for each in found(ranked, Wanted(words="back-d")).routines] == ["back-d"]
