"""The safety case is fresh, leaves no limit without a hazard, and names tests that are there and run."""

from itertools import pairwise
from typing import Any, Final

import pytest
from msgspec import structs
from pages import PAGES, ROOT, script

WRITE: Final[Any] = script("write_safety_case")
CASE: Final[Any] = WRITE.read(WRITE.TABLE.read_text(encoding="utf-8"))


def test_the_page_is_fresh_and_nothing_is_missing() -> None:
    assert WRITE.gaps(CASE) == []
    assert WRITE.page(CASE) == PAGES["safety-case"], "run scripts/write_safety_case.py"


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({"limits": ()}, "belongs to no hazard"),
        ({"limits": ("static.hlod",)}, "there is no limit static.hlod"),
        ({"tests": ()}, "no test"),
        ({"tests": ("core/test_admission.py::test_that_nobody_wrote",)}, "that always runs"),
        ({"tests": ("core/test_gone.py::test_anything",)}, "that always runs"),
        ({"controls": ()}, "no control"),
        ({"controls": (("somewhere", "caps/gone.py"),)}, "there is no caps/gone.py"),
    ],
)
def test_what_is_missing_is_named(changed: dict[str, Any], gap: str) -> None:
    first, *others = CASE.hazard
    gaps = WRITE.gaps(structs.replace(CASE, hazard=(structs.replace(first, **changed), *others)))
    assert any(gap in each for each in gaps)


def test_a_test_that_is_skipped_somewhere_holds_nothing() -> None:
    found = next(
        f"{path.relative_to(ROOT / 'tests')}::{line.partition('(')[0].split()[-1]}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for mark, line in _marked(path.read_text(encoding="utf-8"))
        if "skipif" in mark
    )
    assert not WRITE.always_runs(found)


def _marked(text: str) -> list[tuple[str, str]]:
    lines = text.splitlines()
    return [(one, other) for one, other in pairwise(lines) if other.startswith("def test_")]
