"""Self-tests: a change is called one only beyond the published error of measurement, and they are kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.app.self_tests import EVERY, TESTS, change, due, lines, read_cm
from stretchplayer.catalog import figures, moves
from stretchplayer.store import Measurement, open_store
from stretchplayer.translation import in_language

BY_KEY = {each.key: each for each in TESTS}
KNEE, FLOOR = (BY_KEY[each] for each in ("knee-to-wall", "fingers-to-floor"))


def values(test: str, *cm: float) -> list[Measurement]:
    side = BY_KEY[test].sides[0]
    return [Measurement(at=number * EVERY, test=test, side=side, cm=each) for number, each in enumerate(cm)]


@given(st.floats(0, 30), st.floats(-10, 10))
def test_a_change_is_called_one_only_beyond_the_error_of_measurement(first: float, by: float) -> None:
    for test, other in ((KNEE, "further"), (FLOOR, "less far")):
        said = change(values(test.key, first, first + by), test)
        real = first + by - first
        assert ("no measurable change" in said) == (abs(real) <= test.error)
        if real > test.error:
            assert f"cm {other} than at first" in said


def test_what_is_measured_is_kept_and_read_back(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert due(store.measurements(), 0.0)
    found = values(KNEE.key, 8.0, 9.5, 10.5)
    store.measure(found)
    assert list(store.measurements()) == found
    (line,) = lines(found)
    assert line == "Knee to wall, left leg: 8 → 9.5 → 10.5 cm; 2.5 cm further than at first"
    assert [due(found, 2 * EVERY + each) for each in (0.0, EVERY - 1, EVERY)] == [False, False, True]
    store.close()


@pytest.mark.parametrize(
    ("text", "cm"), [("9,5 cm", 9.5), ("0", 0.0), ("31", None), ("-1", None), ("nan", None), ("x", None)]
)
def test_only_a_length_that_can_be_is_taken(text: str, cm: float | None) -> None:
    assert read_cm(text, KNEE) == cm


def test_each_has_a_move_with_a_figure_and_a_source() -> None:
    assert all(each.move in moves() and each.move in figures() and each.source for each in TESTS)


@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_other_languages_write_a_comma(code: str) -> None:
    with in_language(code):
        (line,) = lines(values("knee-to-wall", 8, 9.5, 10.5))
        assert "8 → 9,5 → 10,5 cm" in line
        assert "2,5 cm" in line
