"""The store that remembers nothing takes everything, and keeps none of it."""

from stories import WALL, beginning, name, played, record, run, snapshot

from stretchplayer.caps import Exposure, Ledger
from stretchplayer.store import Holder, NullStore

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
