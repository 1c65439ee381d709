"""What a test with a plan starts with."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from weekplan.someone import Person


@pytest.fixture
def utc() -> Iterator[None]:
    """The clock of the test is in UTC."""
    with pytest.MonkeyPatch.context() as around:
        around.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def person(utc: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody at noon in UTC, with no programs of the system but those that a test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return Person(tmp_path / "home")
