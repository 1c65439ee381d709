"""The store that remembers nothing has the same surface, and nothing behind it."""

import inspect
from io import BytesIO

import pytest
from stories import LEFT, WALL, beginning, name, played, record, run, snapshot

from stretchplayer.caps import Exposure, Ledger
from stretchplayer.store import Holder, NullStore, SqliteStore, Store, StoreFailed

HELD = Exposure(
    session="x", run=1, muscle="hamstrings", side="left", kind="static", start=WALL, end=WALL + 30, seconds=30
)


def test_it_takes_everything_and_keeps_nothing() -> None:
    store = NullStore()
    with store.hold(name(1), Holder.here(WALL)) as hold:
        assert (hold.held, hold.warning) == (False, None)
        played(store, 1, 0, run(1, 0, 30))
        assert store.begin(beginning(2)) == name(2)
        record(store, 2, 0, run(1, 0, 30))
        store.beat(name(2), snapshot(), WALL, 0)
        store.leave(name(2), snapshot(), WALL, 0)
        store.rate(name(1), 3)
        store.settle()
    assert store.unfinished() is None
    assert store.playing() is None
    assert list(store.history()) == []
    assert store.ledger(WALL) == Ledger(), "the careful one: of somebody who has just begun"
    assert store.notice is None
    store.close()


def test_it_can_go_on_with_what_was_known() -> None:
    store = NullStore("The disk is full.", Ledger(exposures=(HELD,), first_use=WALL))
    assert store.notice == "The disk is full."
    assert store.ledger(WALL).exposures == (HELD,)
    assert store.exposures(*LEFT[0], WALL) == (HELD,)
    assert store.exposures(*LEFT[0], WALL + 30) == ()
    assert store.exposures("hamstrings", "right", WALL) == ()


@pytest.mark.parametrize(("notice", "reason"), [(None, "Nothing is remembered here."), ("No disk.", "No disk.")])
def test_what_is_not_there_cannot_be_exported(notice: str | None, reason: str) -> None:
    store = NullStore(notice)
    with pytest.raises(StoreFailed, match=reason):
        store.export(BytesIO())
    with pytest.raises(StoreFailed, match=reason):
        store.import_(BytesIO())


@pytest.mark.parametrize("kind", [SqliteStore, NullStore])
def test_every_store_has_the_same_surface(kind: type) -> None:
    for method, promised in vars(Store).items():
        if callable(promised) and not method.startswith("_"):
            given = inspect.signature(getattr(kind, method))
            assert given.parameters == inspect.signature(promised).parameters, method
    assert hasattr(kind, "notice")
