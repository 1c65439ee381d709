"""A session that was fitted to some minutes is taken up as it was fitted, whatever ended it."""

from collections.abc import Callable

import pytest
from stories import beginning, name, record, run, snapshot

from stretchplayer.fitting.adjustments import Change, Fitting
from stretchplayer.store import SqliteStore

Again = Callable[[str], SqliteStore]

FITTINGS = [
    None,
    Fitting(asked=600.0),
    Fitting(asked=599.5, changes=(Change(path="2.1", key="hold", value=12.5),), left_out=("1", "3.2")),
]


@pytest.mark.parametrize("fitting", FITTINGS)
def test_it_is_there_from_the_first_instant(store: SqliteStore, again: Again, fitting: Fitting | None) -> None:
    store.begin(beginning(fitting=fitting, snapshot=snapshot()))
    left = again("first").unfinished()
    assert left is not None
    assert left.fitting == fitting


@pytest.mark.parametrize("fitting", FITTINGS)
@pytest.mark.parametrize("boot", ["first", "second"])
def test_it_outlives_the_process_and_the_machine(
    store: SqliteStore, again: Again, fitting: Fitting | None, boot: str
) -> None:
    store.begin(beginning(fitting=fitting))
    record(store, 1, 5, run(1, 5, 20), now=snapshot(run(1, 5, 0)))
    other = again(boot)
    other.settle()
    left = other.unfinished()
    assert left is not None
    assert (left.id, left.fitting) == (name(1), fitting)
