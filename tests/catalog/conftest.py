"""What the tests of the content share: raw step keys made into the model's own types."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest

from stretchplayer.model.steps import Step
from stretchplayer.routine.fields import read_value

Convert = Callable[[Mapping[str, Any]], Any]


@pytest.fixture
def convert() -> Convert:
    """Turn the keys of a whole step into a step."""
    return lambda keys: msgspec.convert(dict(keys), type=Step, dec_hook=read_value)
