"""How many random examples a test looks at: half a number of its own usually, and fifty times that in `slow`."""

from typing import Any, Final

from hypothesis import settings

TIMES: Final = 50 if settings().max_examples > 1000 else 0.5
"""The profile `slow` (`nox -s slow`) takes hours; all tests together have to take minutes."""


def examples(count: int, **how: Any) -> settings:
    """Settings of a test for which `count` examples say enough."""
    return settings(max_examples=max(1, int(count * TIMES)), **how)
