"""Merging: whatever is merged with whatever, in whatever order and however often, the outcome is the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from session_records import session_records, worlds
from stories import BOTH, WALL, beginning, name, past, played, record, run, seconds, snapshot, strain

from examples import examples
from stretchplayer.store import SqliteStore, open_store
from stretchplayer.store.exchange import SessionRecord, merge, read

SAME = st.tuples(session_records(), session_records(), session_records()).map(
    lambda three: tuple(msgspec.structs.replace(each, id=name(1)) for each in three)
)


def as_file(world: list[SessionRecord]) -> bytes:
    """An export of what one machine knows."""
    heading = {"format": 1, "sessions": len(world)}
    return b"".join(msgspec.json.encode(each) + b"\n" for each in (heading, *world))


def exported(store: SqliteStore) -> bytes:
    """All that a store knows."""
    stream = BytesIO()
    store.export(stream)
    return stream.getvalue()


@contextmanager
def fresh() -> Iterator[SqliteStore]:
    """A new store on a disk."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        yield store
        store.close()


@given(SAME)
def test_two_records_of_a_session_merge_in_any_order(
    three: tuple[SessionRecord, SessionRecord, SessionRecord],
) -> None:
    one, two, more = three
    assert merge(one, two) == merge(two, one)
    assert merge(merge(one, two), more) == merge(one, merge(two, more))
    assert merge(one, one) == one
    assert merge(merge(one, two), two) == merge(one, two)


@given(SAME)
def test_no_run_and_no_strain_is_ever_lost_in_a_merge(
    three: tuple[SessionRecord, SessionRecord, SessionRecord],
) -> None:
    one, two, _ = three
    both = merge(one, two)
    for before in (one, two):
        assert {(run.number, run.start) for run in before.runs} <= {(run.number, run.start) for run in both.runs}
        assert {(each.muscle, each.at) for each in before.strains} <= {(each.muscle, each.at) for each in both.strains}
        for each in before.runs:
            kept = next(run for run in both.runs if (run.number, run.start) == (each.number, each.start))
            assert kept.seconds >= each.seconds
            assert {*kept.loads} >= {*each.loads}


def test_two_sessions_are_not_one() -> None:
    with fresh() as store:
        store.begin(beginning(1))
        store.begin(beginning(2))
        one, other = read(BytesIO(exported(store)), WALL)
    with pytest.raises(ValueError, match="are two sessions"):
        merge(one, other)


@examples(40)
@given(st.lists(worlds(), min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_imports_in_any_order_and_number_give_the_same_history(
    files: list[list[SessionRecord]], chance: Random
) -> None:
    one = [as_file(world) for world in files]
    other = [*one, *one]
    chance.shuffle(other)
    with fresh() as first, fresh() as second, fresh() as third:
        for store, order in ((first, one), (second, other), (third, reversed(one))):
            for file in order:
                store.import_(BytesIO(file))
        assert exported(first) == exported(second) == exported(third)
        assert first.ledger(WALL) == second.ledger(WALL) == third.ledger(WALL)


@examples(25)
@given(worlds(), worlds())
def test_two_machines_that_swap_their_histories_end_up_with_the_same(
    mine: list[SessionRecord], yours: list[SessionRecord]
) -> None:
    with fresh() as here, fresh() as there:
        here.import_(BytesIO(as_file(mine)))
        there.import_(BytesIO(as_file(yours)))
        first, second = exported(here), exported(there)
        here.import_(BytesIO(second))
        there.import_(BytesIO(first))
        assert exported(here) == exported(there)
        again = here.import_(BytesIO(exported(there)))
        assert (again.added, again.updated) == (0, 0)


def test_a_session_that_went_on_is_brought_up_to_date_and_never_back() -> None:
    with fresh() as here, fresh() as there:
        here.begin(beginning())
        record(here, 1, 0, run(1, 0, 30, BOTH), now=snapshot(run(1, 0, 0, BOTH)))
        early = exported(here)
        record(here, 1, 12, run(1, 0, 12, BOTH), run(2, 20, 10), now=snapshot(run(1, 0, 12, BOTH), run(2, 20, 10)))
        here.record(name(1), (), (), [strain(33)], snapshot(), WALL + 33, 33)
        here.end(name(1), "finished", snapshot(run(1, 0, 12, BOTH), run(2, 20, 10)), WALL + 40, 40, 1)
        late = exported(here)
        merged = there.import_(BytesIO(early))
        assert (merged.sessions, merged.added, merged.updated) == (1, 1, 0)
        assert seconds(there) == {1: 30.0}
        merged = there.import_(BytesIO(late))
        assert (merged.sessions, merged.added, merged.updated) == (1, 0, 1)
        for store in (here, there):
            store.import_(BytesIO(early))
            # What the hold was charged with while it was still going on is no less than what it came to: that stays.
            assert seconds(store) == {1: 30.0, 2: 10.0}
            assert past(store)[0].state == "finished"
            assert len(store.ledger(WALL).strains) == 1
            merged = store.import_(BytesIO(late))
            assert (merged.added, merged.updated) == (0, 0)
        assert exported(here) == exported(there)


@pytest.mark.parametrize("deleted", [False, True], ids=["kept", "deleted"])
def test_a_file_that_knows_better_takes_nothing_back(deleted: bool) -> None:  # noqa: FBT001 - a case
    with fresh() as store:
        store.begin(beginning())
        record(store, 1, 60, run(1, 0, 60, BOTH), now=snapshot(run(1, 0, 60, BOTH)))
        store.end(name(1), "finished", snapshot(run(1, 0, 60, BOTH)), WALL + 60, 60, 1)
        (known,) = read(BytesIO(exported(store)), WALL + 60)
        if deleted:
            store.delete(name(1), WALL + 70)
        runs = tuple(structs.replace(each, seconds=0.0, end=each.start, revision=900) for each in known.runs)
        store.import_(BytesIO(as_file([structs.replace(known, revision=900, runs=runs)])))
        assert seconds(store) == {1: 60.0}
        assert len(past(store)) == (0 if deleted else 1)


def test_an_unfinished_session_of_another_machine_is_not_offered_here() -> None:
    with fresh() as here, fresh() as there:
        here.begin(beginning())
        record(here, 1, 0, run(1, 0, 30))
        there.import_(BytesIO(exported(here)))
        assert here.unfinished() is not None
        assert there.unfinished() is None
        assert past(there)[0].state == "unfinished"
        there.settle()
        assert exported(there) == exported(here)


def test_an_old_backup_learns_how_its_session_ended_and_no_longer_offers_it() -> None:
    with fresh() as there, TemporaryDirectory() as backup, TemporaryDirectory() as folder:
        here = open_store(Path(folder))
        here.begin(beginning())
        record(here, 1, 0, run(1, 0, 30))
        here.close()
        (Path(backup) / "history.db").write_bytes((Path(folder) / "history.db").read_bytes())
        here = open_store(Path(folder))
        here.end(name(1), "finished", snapshot(run(1, 0, 30)), WALL + 40, 40)
        there.import_(BytesIO(exported(here)))
        here.close()
        old = open_store(Path(backup))
        assert old.unfinished() is not None
        old.import_(BytesIO(exported(there)))
        assert old.unfinished() is None
        assert exported(old) == exported(there)
        old.close()


def test_where_a_copied_history_was_played_on_in_two_places_both_are_charged() -> None:
    with fresh() as third, TemporaryDirectory() as one, TemporaryDirectory() as two:
        here = open_store(Path(one))
        here.begin(beginning())
        record(here, 1, 0, run(1, 0, 30))
        here.close()
        (Path(two) / "history.db").write_bytes((Path(one) / "history.db").read_bytes())
        here, there = open_store(Path(one)), open_store(Path(two))
        record(here, 1, 100, run(2, 100, 20))
        record(there, 1, 777, run(2, 777, 40))
        for store in (here, there):
            third.import_(BytesIO(exported(store)))
            store.close()
        assert sorted((each.run, each.seconds) for each in third.ledger(WALL).exposures) == [
            (1, 30.0),
            (2, 20.0),
            (2, 40.0),
        ]


def test_only_what_a_history_needs_leaves_the_machine() -> None:
    with fresh() as store:
        played(store, 1, 0, run(1, 0, 30))
        text = exported(store)
        assert text.startswith(b'{"format":1,"sessions":1}\n{"id":"')
        assert b"/home/ann" not in text, "no path"
        assert b"65-over" not in text, "no profile"
