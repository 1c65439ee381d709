"""Stores to test, and what another process finds after a kill."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stretchplayer.store import SqliteStore, open_store

Again = Callable[[str], SqliteStore]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., SqliteStore]]:
    """Open a store in a folder of the test; it is closed at the end."""
    made: list[SqliteStore] = []

    def opened(folder: Path = tmp_path, boot: str = "first", patience: float = 0.0) -> SqliteStore:
        made.append(open_store(folder, boot=boot, patience=patience))
        return made[-1]

    yield opened
    for store in made:
        store.close()


@pytest.fixture
def real(opened: Callable[..., SqliteStore]) -> SqliteStore:
    """A store in a file."""
    return opened()


@pytest.fixture
def store(real: SqliteStore) -> SqliteStore:
    """The same."""
    return real


@pytest.fixture
def again(opened: Callable[..., SqliteStore]) -> Again:
    """The store as another process finds it, by the boot that it is in."""
    return lambda boot: opened(boot=boot)
