"""What a test with a plan starts with."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from weekplan.someone import Person


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Somebody at noon in UTC, with no programs of the system but those that a test puts there."""
    with monkeypatch.context() as around:
        around.setenv("PATH", str(tmp_path / "bin"))
        around.setenv("HOME", str(tmp_path))
        around.setenv("TZ", "UTC")
        time.tzset()
        yield Person(tmp_path / "home")
    time.tzset()
