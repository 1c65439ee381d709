"""Stores to test: the real one and the one in memory, and what another process finds after a kill."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from memory_store import MemoryStore

from stretchplayer.store import SqliteStore, Store, open_store

Again = Callable[[str], Store]


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


@pytest.fixture(params=["sqlite", "memory"])
def pair(request: pytest.FixtureRequest) -> tuple[Store, Again]:
    """A store, and what to call for the one that another process finds: with the boot it is in."""
    if request.param == "memory":
        memory = MemoryStore()
        return memory, memory.again
    opened: Callable[..., SqliteStore] = request.getfixturevalue("opened")
    return opened(), lambda boot: opened(boot=boot)


@pytest.fixture
def store(pair: tuple[Store, Again]) -> Store:
    """Any store."""
    return pair[0]


@pytest.fixture
def again(pair: tuple[Store, Again]) -> Again:
    """The same store as another process finds it."""
    return pair[1]
