"""The store that writes nothing takes everything, and counts it as long as it is there."""

from collections.abc import Callable

from stories import WALL, beginning, name, played, record, run, seconds, snapshot, strain

from stretchplayer.caps import Exposure, Ledger
from stretchplayer.store import Holder, NullStore, SqliteStore

HELD = Exposure(
    session="x", run=1, muscle="hamstrings", side="left", kind="static", start=WALL, end=WALL + 30, seconds=30
)


def test_it_takes_everything_and_writes_nothing() -> None:
    store = NullStore()
    with store.hold(name(1), Holder.here(WALL)) as hold:
        assert (hold.held, hold.warning) == (False, None)
        played(store, 1, 0, run(1, 0, 30))
        assert store.begin(beginning(2)) == name(2)
        record(store, 2, 0, run(1, 0, 30))
        store.beat(name(2), snapshot(), WALL, 0)
        store.leave(name(2), snapshot(), WALL, 0)
        store.rate(name(1), 3)
    assert store.unfinished() is None
    assert store.playing() is None
    assert list(store.history()) == []
    assert store.ledger(WALL).first_use is None, "the careful one: of somebody who has just begun"
    assert store.notice is None
    store.close()


def test_it_can_go_on_with_what_was_known() -> None:
    store = NullStore("The disk is full.", Ledger(exposures=(HELD,), first_use=WALL))
    assert store.notice == "The disk is full."
    assert store.ledger(WALL).exposures == (HELD,)


def test_it_charges_what_is_done_meanwhile() -> None:
    store = NullStore(None, Ledger(exposures=(HELD,)))
    record(store, 1, 0, run(1, 0, 60), run(2, 90, 60))
    store.leave(name(1), snapshot(run(1, 0, 60), run(2, 90, 12)), WALL + 102, 102)
    store.record(name(1), (), (), [strain(99), strain(100)], snapshot(), WALL, 0)
    store.record(name(1), (), (), (), snapshot(), WALL, 0, taken_back=[strain(99)])
    assert seconds(store) == {1: 60.0, 2: 12.0}
    assert len(store.ledger(WALL).exposures) == 3
    assert store.ledger(WALL, but=name(1)) == Ledger(exposures=(HELD,))
    assert [each.at for each in store.strains(WALL)] == [WALL + 100]


def test_a_store_that_cannot_write_counts_what_its_successor_is_charged(opened: Callable[..., SqliteStore]) -> None:
    store = opened()
    played(store, 1, 0, run(1, 0, 30))
    successor = NullStore(memory=store.memory)
    record(successor, 1, 0, run(1, 0, 10))
    record(successor, 2, 100, run(1, 100, 60))
    assert seconds(store, 1) == {1: 10.0}, "what was known last, and not twice"
    assert seconds(store, 2) == {1: 60.0}
    assert store.ledger(WALL).first_use is None, "not everything can be counted"
