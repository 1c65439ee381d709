"""A clock that ran ahead and was set right: everything counts in full, as done now, and begins to age."""

from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import BOTH, DAY, WALL, beginning, name, played, record, run, snapshot, strain

from stretchplayer.store import Holder, SqliteStore, open_store

Open = Callable[..., SqliteStore]


def at(second: float) -> Holder:
    """A process that begins to play at second `second` of the story."""
    return Holder(pid=1, terminal="/dev/pts/0", host="here", since=WALL + second)


def ended(store: SqliteStore) -> list[float]:
    """The seconds of the story at which what stands in the ledger ended."""
    return [round(each.end - WALL, 1) for each in store.ledger(WALL).exposures]


def test_what_lies_ahead_ends_now_and_then_ages(opened: Open) -> None:
    store = opened()
    played(store, 1, -500, run(1, -500, 30))
    played(store, 2, 3600, run(1, 3600, 30, BOTH), run(2, 3660, 20, load="cold"), over=False)
    store.record(name(2), (), (), [strain(3650)], snapshot(), WALL + 3650, 3650)
    with store.hold(name(3), at(0)) as hold:
        assert hold.warning == (
            "The clock was set back. What was done by the later time counts as done now, "
            "and the history keeps it at this time."
        )
    assert ended(store) == [-470, 0, 0, 0]
    assert [round(each.at - WALL, 1) for each in store.ledger(WALL).strains] == [0]
    assert [round(each.end - each.start) for each in store.ledger(WALL).exposures] == [30, 30, 30, 20]
    with store.hold(name(4), at(900)) as hold:
        assert hold.warning is None, "once"
    assert ended(store) == [-470, 0, 0, 0], "it ages"
    assert [round(each.started - WALL) for each in store.history()] == [-500, 0]


def test_a_clock_that_was_adjusted_a_little_is_not_worth_a_sentence(opened: Open) -> None:
    store = opened()
    played(store, 1, 10, run(1, 10, 30), over=False)
    with store.hold(name(2), at(5)) as hold:
        assert hold.warning is None
    assert ended(store) == [5]


def test_the_order_of_what_was_done_and_of_too_much_is_kept(opened: Open) -> None:
    """60 s before it and 60 s after it: half of what was left then, less what was used since."""
    store = opened()
    store.begin(beginning(1, 5000))
    record(store, 1, 5060, run(1, 5000, 60))
    store.record(name(1), (), (), [strain(5060)], snapshot(), WALL + 5060, 5060)
    record(store, 1, 5200, run(2, 5100, 60))
    with store.hold(name(2), at(0)):
        pass
    ledger = store.ledger(WALL)
    (exposed,) = ({each.end for each in ledger.exposures if each.run == number} for number in (1,))
    assert exposed <= {ledger.strains[0].at}
    assert max(each.end for each in ledger.exposures) > ledger.strains[0].at


def test_an_unfinished_session_goes_on_with_what_was_dated(opened: Open) -> None:
    store = opened()
    store.begin(beginning(1, 3600))
    now = snapshot(run(1, 3600, 7), strains=(strain(3605),))
    record(store, 1, 3607, run(1, 3600, 30), now=now)
    store.beat(name(1), now, WALL + 3607, 3607)
    with store.hold(name(1), at(0)):
        left = store.unfinished()
    assert left is not None
    assert left.wall == WALL
    assert [each.end for each in left.snapshot.progress.runs] == [WALL]
    assert [each.at for each in left.snapshot.strains] == [WALL]
    with store.hold(name(1), at(10)):
        record(store, 1, 10, run(1, -8, 8), run(2, 10, 20), now=snapshot(run(1, -8, 8), run(2, 10, 0)))
    assert ended(store) == [0, 30], "what is recorded later is not moved"


def test_a_dated_history_can_be_exported_and_taken_in_again(opened: Open) -> None:
    store = opened()
    played(store, 1, 3600, run(1, 3600, 30))
    before, after = BytesIO(), BytesIO()
    store.export(before)
    with store.hold(name(2), at(0)):
        pass
    store.export(after)
    assert before.getvalue() == after.getvalue()
    merged = store.import_(BytesIO(before.getvalue()), WALL)
    assert (merged.added, merged.updated) == (0, 0)
    assert ended(store) == [0]


@given(
    instants=st.lists(st.floats(-3 * DAY, 3 * DAY), min_size=1, max_size=6),
    set_back=st.lists(st.floats(-2 * DAY, 2 * DAY), min_size=1, max_size=3),
)
def test_nothing_is_older_than_it_was_and_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, instants: list[float], set_back: list[float]
) -> None:
    store = open_store(tmp_path_factory.mktemp("dated"), boot="one")
    for number, instant in enumerate(instants, 1):
        played(store, number, instant, run(1, instant, 30))
    for now in set_back:
        known = {each.session: each for each in store.ledger(WALL - 9 * DAY).exposures}
        with store.hold(name(99), at(now)):
            pass
        for each in store.ledger(WALL - 9 * DAY).exposures:
            ahead = known[each.session].end > WALL + now
            assert each.seconds == known[each.session].seconds
            assert abs(each.end - (WALL + now if ahead else known[each.session].end)) < 0.1
    store.close()
