"""One test for a rule that many things have to keep: it looks at all of them, and lists every offender."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar, cast

import pytest

Test = TypeVar("Test", bound=Callable[..., None])


def every(parameter: str, values: Mapping[str, object] | Iterable[object]) -> Callable[[Test], Test]:
    """Call the test with each of `values` as `parameter`; fails with the name and the fault of each that breaks it.

    Where a thing costs more than some milliseconds, `pytest.mark.parametrize` shares the work among processes.
    """
    named = values if isinstance(values, Mapping) else {_name(value): value for value in values}

    def decorate(test: Test) -> Test:
        @wraps(test)
        def look_at_all(**fixtures: Any) -> None:
            assert named, f"there is no {parameter} to look at"
            offenders = []
            for name, value in named.items():
                try:
                    test(**fixtures, **{parameter: value})
                except AssertionError as error:
                    offenders.append(f"{name}: {error}")
            if offenders:
                pytest.fail(f"{len(offenders)} of {len(named)}\n" + "\n".join(offenders), pytrace=False)

        # What is left are the fixtures that pytest is to give.
        signature = inspect.signature(test)
        kept = [each for name, each in signature.parameters.items() if name != parameter]
        look_at_all.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
        # It is the same test with one parameter less, which no type can say.
        return cast("Test", look_at_all)

    return decorate


def _name(value: object) -> str:
    return str(getattr(value, "stem", value))
