"""What the tests of the content share: raw step keys made into the model's own types."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest

from stretchplayer.model.duration import Seconds, length
from stretchplayer.model.number_ranges import Labels
from stretchplayer.model.steps import Loads, Step, Targets

Convert = Callable[[Mapping[str, Any]], Any]


def hook(kind: type, value: object) -> object:
    """Build the model's own types from what TOML gives."""
    if issubclass(kind, Seconds):
        return length(value, kind)
    assert issubclass(kind, Targets | Labels | Loads), kind
    words: Any = [value] if isinstance(value, str) else value
    return kind(words)


@pytest.fixture
def convert() -> Convert:
    """Turn the keys of a whole step into a step."""
    return lambda keys: msgspec.convert(dict(keys), type=Step, dec_hook=hook)
