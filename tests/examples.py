"""How many random examples a test looks at: a number of its own usually, and fifty times as many in `slow`."""

from typing import Any, Final

from hypothesis import settings

TIMES: Final = 50 if settings().max_examples > 1000 else 1
"""The profile `slow` (`nox -s slow`) takes hours."""


def examples(count: int, **how: Any) -> settings:
    """Settings of a test for which `count` examples say enough."""
    return settings(max_examples=count * TIMES, **how)
