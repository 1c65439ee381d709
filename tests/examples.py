"""How many random examples a test looks at: a third of a number of its own usually, and fifty times it in `slow`."""

from collections.abc import Mapping
from itertools import islice
from typing import Any, Final, TypeVar

from hypothesis import settings

Case = TypeVar("Case")

TIMES: Final = 50 if settings().max_examples > 1000 else 1 / 3
"""The profile `slow` (`nox -s slow`) takes hours; all tests together have to take minutes."""
SLOWLY: Final = TIMES > 1


def examples(count: int, **how: Any) -> settings:
    """Settings of a test for which `count` examples say enough."""
    return settings(max_examples=max(1, int(count * TIMES)), **how)


def some(cases: Mapping[str, Case], nth: int) -> dict[str, Case]:
    """Every `nth` of cases that cost much each; all of them in `slow`."""
    return dict(islice(cases.items(), None, None, 1 if SLOWLY else nth))
