"""Deleting a session takes it out of the history, and gives no budget back: not now, not later, not by an import."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from session_records import worlds
from stories import BOTH, DAY, WALL, beginning, name, past, played, record, run, seconds, snapshot, strain
from test_store_merging import as_file, exported

from examples import examples
from stretchplayer.store import Holder, SqliteStore, StoreFailed, open_store
from stretchplayer.store.exchange import SessionRecord


@examples(40)
@given(worlds(), st.lists(st.floats(-20 * DAY, 40 * DAY), min_size=1, max_size=5), st.data())
def test_deleting_changes_no_budget_whatever_the_clock_does(
    world: list[SessionRecord], clock: list[float], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        store, kept = open_store(Path(folder), boot="first"), open_store(Path(other), boot="first")
        for each in (store, kept):
            each.import_(BytesIO(as_file(world)))
        old = exported(store)
        ids = [each.id for each in store.history()]
        gone = set[str]()
        for now in (WALL + each for each in clock):
            for session in data.draw(st.sets(st.sampled_from(ids))) - gone if ids else ():
                store.delete(session, now)
                gone.add(session)
            if data.draw(st.booleans()):
                # What was exported before does not bring it back, and nothing counts twice.
                for each in (store, kept):
                    each.import_(BytesIO(old))
            assert {each.id for each in store.history()} == set(ids) - gone
            for each in (store, kept):
                # Playing begins: what lies ahead of the clock is dated to now.
                each.hold("a", Holder.here(now)).release()
            assert store.ledger(now) == kept.ledger(now)
        store.close()
        kept.close()


def test_it_leaves_the_history_at_once_and_its_charges_stay(store: SqliteStore) -> None:
    played(store, 1, 0, run(1, 0, 30, BOTH))
    store.begin(beginning(2, 100, before=3))
    record(store, 2, 100, run(1, 100, 25), now=snapshot(run(1, 100, 4), strains=(strain(104),)))
    store.record(name(2), (), (), [strain(104)], snapshot(run(1, 100, 4)), WALL + 104, 104)
    store.annotate(name(2), "calm")
    found = store.session(name(2))
    assert found is not None
    assert (found.note, len(found.exposures), [each.word for each in found.strains]) == ("calm", 1, ["other"])
    store.delete(name(2), WALL + 200)
    # A lost session is settled first: only what was done, and a second at most, stays charged.
    assert [each.seconds for each in store.ledger(WALL + 200).exposures] == [30.0, 30.0, 5.0]
    assert [each.id for each in past(store)] == [name(1)]
    assert [last for last, _ in store.played().values()] == [WALL + 60]
    assert store.session(name(2)) is None
    assert store.unfinished() is None
    assert b"calm" not in exported(store)
    # A clock that runs ahead for a while takes nothing away.
    store.hold("a", Holder.here(WALL + 100 * DAY)).release()
    assert len(store.ledger(WALL + 200).exposures) == 3
    with pytest.raises(StoreFailed, match="has no session"):
        store.delete(name(2), WALL)


def test_nothing_is_deleted_while_a_session_is_played(store: SqliteStore) -> None:
    played(store, 1, 0, run(1, 0, 30))
    hold = store.hold(name(3), Holder.here(WALL))
    with pytest.raises(StoreFailed, match="while a session is being played"):
        store.delete(name(1), WALL)
    hold.release()


def test_what_is_taken_back_leaves_no_strain(store: SqliteStore) -> None:
    store.begin(beginning(1))
    now = snapshot(run(1, 0, 8), open_run=False, strains=(strain(8),))
    store.record(name(1), (), [run(1, 0, 8)], [strain(8)], now, WALL + 8, 8)
    assert len(store.ledger(WALL + 8).strains) == 1
    now = snapshot(run(1, 0, 8), open_run=False)
    store.record(name(1), (), (), (), now, WALL + 20, 20, taken_back=[strain(8)])
    assert store.ledger(WALL + 20).strains == ()
    assert seconds(store) == {1: 8.0}, "what was done stays charged"
