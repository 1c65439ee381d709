"""A second one that goes its own way from here on."""

from copy import copy
from typing import TypeVar

T = TypeVar("T")


def twin(one: T, **parts: object) -> T:
    """A copy of `one` whose dictionaries, lists and sets are its own; other values are shared, or given as `parts`."""
    other = copy(one)
    for name in getattr(one, "__slots__", None) or vars(one):
        value = getattr(one, name)
        if name in parts:
            setattr(other, name, parts[name])
        elif isinstance(value, dict | list | set):
            setattr(other, name, copy(value))
    return other
