"""What every store promises."""

from collections.abc import Callable
from io import BytesIO

import pytest
from stories import BOTH, DAY, TEXT, WALL, beginning, name, past, played, record, run, seconds, snapshot, strain

from stretchplayer.caps import Ledger
from stretchplayer.store import AlreadyPlaying, Entry, Holder, SqliteStore, StoreFailed

Again = Callable[[str], SqliteStore]
ME = Holder(pid=1, terminal="/dev/pts/0", host="here", since=WALL)


def test_nothing_has_happened_yet(store: SqliteStore) -> None:
    assert store.unfinished() is None
    assert store.ledger(WALL) == Ledger()
    assert past(store) == []
    assert store.playing() is None
    assert store.notice is None


def test_a_session_appears_in_the_history_as_soon_as_it_begins(store: SqliteStore) -> None:
    assert store.begin(beginning()) == name(1)
    row = past(store)[0]
    assert (row.id, row.routine, row.started, row.state) == (name(1), "Hips", WALL, "unfinished")
    assert (row.ended, row.seconds, row.before, row.after) == (None, 0.0, 4, None)
    assert store.unfinished() is None, "nothing was done, so there is nothing to resume"


def test_a_run_charges_every_muscle_side_it_loads(store: SqliteStore) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30, BOTH))
    exposures = store.ledger(WALL).exposures
    assert [(each.where, each.seconds, each.kind, each.run) for each in exposures] == [
        (("hamstrings", "left"), 30.0, "static", 1),
        (("hamstrings", "right"), 30.0, "static", 1),
    ]
    assert {(each.session, each.start, each.end) for each in exposures} == {(name(1), WALL, WALL + 30)}


def test_a_later_run_with_the_same_number_replaces_the_earlier(store: SqliteStore) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30))
    record(store, 1, 12, run(1, 0, 12), run(2, 17, 30), now=snapshot(run(1, 0, 12), run(2, 17, 0)))
    assert seconds(store) == {1: 12.0, 2: 30.0}
    record(store, 1, 20, run(2, 17, 40), run(2, 17, 3), now=snapshot(run(1, 0, 12), run(2, 17, 3)))
    assert seconds(store) == {1: 12.0, 2: 3.0}


def test_the_ledger_looks_back_fourteen_days_and_forward_for_ever(store: SqliteStore) -> None:
    played(store, 1, 0, run(1, 0, 30))
    played(store, 2, 20 * DAY, run(1, 20 * DAY, 20))
    assert store.ledger(WALL + 30 + 14 * DAY).exposures[0].session == name(2), "it ended 14 days ago"
    assert len(store.ledger(WALL + 29 + 14 * DAY).exposures) == 2
    assert len(store.ledger(WALL - 1000 * DAY).exposures) == 2, "the clock was set back"
    assert store.ledger(WALL + 21 * DAY).first_use == WALL


def test_the_ledger_leaves_out_the_session_that_goes_on(store: SqliteStore) -> None:
    played(store, 1, 0, run(1, 0, 30))
    played(store, 2, DAY, run(1, DAY, 20), over=False)
    store.record(name(2), (), (), [strain(DAY)], snapshot(), WALL + DAY, DAY)
    ledger = store.ledger(WALL + DAY, but=name(2))
    assert [each.session for each in ledger.exposures] == [name(1)]
    assert ledger.strains == ()
    assert ledger.first_use == WALL


def test_the_word_for_a_strain_may_come_later(store: SqliteStore) -> None:
    store.begin(beginning())
    for word in ("other", "sharp"):
        store.record(name(1), (), (), [strain(9, word)], snapshot(), WALL + 9, 9)
    assert [(each.word, each.at, each.session) for each in store.ledger(WALL).strains] == [("sharp", WALL + 9, name(1))]
    assert store.ledger(WALL + 9 + 14 * DAY).strains == ()


def test_an_open_session_has_all_that_a_resume_needs(store: SqliteStore) -> None:
    begun = beginning()
    store.begin(begun)
    now = snapshot(run(1, 0, 7), strains=(strain(3),))
    record(store, 1, 0, run(1, 0, 30))
    store.beat(name(1), now, WALL + 7, 7)
    left = store.unfinished()
    assert left is not None
    assert (left.id, left.title, left.file, left.digest) == (begun.id, begun.title, begun.file, begun.digest)
    assert (left.text, left.profile, left.started, left.before) == (TEXT, begun.profile, WALL, 4)
    assert left.wall == WALL + 7
    assert left.snapshot.strains == now.strains


def test_after_a_kill_what_was_done_is_charged_and_one_heartbeat(store: SqliteStore, again: Again) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30), now=snapshot(run(1, 0, 0)))
    store.beat(name(1), snapshot(run(1, 0, 7)), WALL + 7, 7)
    found = again("first")
    left = found.unfinished()
    assert left is not None
    assert left.crashed
    assert left.allowance == 1.0
    progress = left.snapshot.progress
    assert [(each.seconds, each.end) for each in progress.runs] == [(8.0, WALL + 8)]
    assert (progress.run, progress.elapsed) == (1, 8.0)
    assert (left.snapshot.seconds, left.snapshot.worked) == (8.0, 8.0)
    assert seconds(found) == {1: 30.0}, "until it is settled, the full charge stands"


def test_settling_is_durable_and_changes_nothing_the_second_time(store: SqliteStore, again: Again) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30), now=snapshot(run(1, 0, 0)))
    store.beat(name(1), snapshot(run(1, 0, 7)), WALL + 7, 7)
    found = again("first")
    before = found.unfinished()
    for _ in range(3):
        found.settle()
        assert found.unfinished() == before
        assert seconds(again("second")) == {1: 8.0}
    assert past(found)[0].worked_seconds == 8.0


def test_the_settled_charge_never_exceeds_the_full_one(store: SqliteStore, again: Again) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30))
    store.beat(name(1), snapshot(run(1, 0, 29.5)), WALL + 29.5, 29.5)
    left = again("first").unfinished()
    assert left is not None
    assert left.snapshot.progress.runs[0].seconds == 30.0


def test_after_a_loss_of_power_the_full_charge_stands(store: SqliteStore, again: Again) -> None:
    store.begin(beginning())
    done = run(1, 0, 20)
    record(store, 1, 0, done)
    record(store, 1, 25, run(2, 25, 30), now=snapshot(done, run(2, 25, 0)))
    store.beat(name(1), snapshot(done, run(2, 25, 7)), WALL + 32, 32)
    found = again("second")
    left = found.unfinished()
    assert left is not None
    progress = left.snapshot.progress
    assert [each.seconds for each in progress.runs] == [20.0, 30.0]
    assert (progress.run, progress.elapsed) == (None, 0.0), "the hold is to be played, and charged, anew"
    assert left.allowance == 23.0
    found.settle()
    assert found.unfinished() == left
    assert seconds(found) == {1: 20.0, 2: 30.0}


def test_a_settled_run_needs_no_heartbeat(store: SqliteStore, again: Again) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30))
    record(store, 1, 12, run(1, 0, 12))
    for boot in ("first", "second"):
        left = again(boot).unfinished()
        assert left is not None
        assert left.allowance == 0.0
        assert left.snapshot.progress.runs[0].seconds == 12.0


@pytest.mark.parametrize("boot", ["first", "second"])
def test_a_session_put_away_in_good_order_is_charged_what_was_done(store: SqliteStore, again: Again, boot: str) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30), now=snapshot(run(1, 0, 0)))
    store.leave(name(1), snapshot(run(1, 0, 11.5)), WALL + 11.5, 11.5)
    found = again(boot)
    found.settle()
    left = found.unfinished()
    assert left is not None
    assert not left.crashed
    assert left.allowance == 0.0
    assert left.snapshot == snapshot(run(1, 0, 11.5))
    assert seconds(found) == {1: 11.5}


def test_a_resumed_session_can_crash_again(store: SqliteStore, again: Again) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30), now=snapshot(run(1, 0, 0)))
    store.leave(name(1), snapshot(run(1, 0, 10)), WALL + 10, 10)
    found = again("first")
    record(found, 1, 100, run(1, 0, 30), now=snapshot(run(1, 0, 10)))
    found.beat(name(1), snapshot(run(1, 0, 14)), WALL + 104, 104)
    left = again("first").unfinished()
    assert left is not None
    assert left.crashed
    assert left.snapshot.progress.runs[0].seconds == 15.0


def test_a_session_that_is_over_is_not_resumed(store: SqliteStore) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30))
    store.end(name(1), "ended", snapshot(run(1, 0, 30), state="ended"), WALL + 40, 40, after=1)
    assert store.unfinished() is None
    row = past(store)[0]
    assert (row.state, row.ended, row.seconds, row.worked_seconds, row.after) == ("ended", WALL + 40, 30.0, 30.0, 1)
    store.rate(name(1), 3)
    assert past(store)[0].after == 3


def test_a_session_whose_end_was_seen_but_not_written_down_is_ended(store: SqliteStore, again: Again) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30), now=snapshot(run(1, 0, 30), state="finished"))
    found = again("first")
    assert found.unfinished() is None
    found.settle()
    assert (past(found)[0].state, past(found)[0].ended) == ("finished", WALL)


def test_the_latest_of_several_is_offered_whatever_the_clock_said(store: SqliteStore) -> None:
    for number, at in ((1, 0.0), (2, -5 * DAY), (3, -9 * DAY)):
        store.begin(beginning(number, at))
        record(store, number, at, run(1, at, 30))
    left = store.unfinished()
    assert left is not None
    assert left.id == name(3)
    store.end(name(3), "ended", left.snapshot, WALL, 0)
    left = store.unfinished()
    assert left is not None
    assert left.id == name(2)


def test_nothing_can_be_written_for_a_session_that_is_not_open(store: SqliteStore) -> None:
    played(store, 1, 0, run(1, 0, 30))
    for number in (1, 2):
        with pytest.raises(StoreFailed):
            record(store, number, 0, run(9, 0, 30))
        with pytest.raises(StoreFailed):
            store.beat(name(number), snapshot(), WALL, 0)
        with pytest.raises(StoreFailed):
            store.leave(name(number), snapshot(), WALL, 0)
        with pytest.raises(StoreFailed):
            store.end(name(number), "ended", snapshot(), WALL, 0)
    store.begin(beginning(2))
    with pytest.raises(StoreFailed):
        store.rate(name(2), 3)
    assert seconds(store) == {1: 30.0}
    assert past(store)[0].state == "finished"


def test_one_session_at_a_time(store: SqliteStore) -> None:
    with store.hold(name(1), ME) as hold:
        assert hold.held
        assert store.playing() == "process 1, /dev/pts/0, on here"
        with pytest.raises(AlreadyPlaying, match="process 1, /dev/pts/0, on here"):
            store.hold(name(2), ME)
    assert store.playing() is None
    store.hold(name(2), ME).release()


def test_who_holds_settles_what_the_dead_left(store: SqliteStore, again: Again) -> None:
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, 30), now=snapshot(run(1, 0, 4)))
    found = again("first")
    with found.hold(name(2), ME):
        assert seconds(found) == {1: 5.0}


def test_the_history_goes_to_another_machine_and_back(store: SqliteStore) -> None:
    played(store, 1, 0, run(1, 0, 30, BOTH), run(2, 40, 20))
    store.begin(beginning(2, DAY))
    store.record(name(2), [Entry(kind="strained", at=DAY)], (), [strain(DAY)], snapshot(), WALL + DAY, DAY)
    first, second = BytesIO(), BytesIO()
    assert store.export(first) == 2
    first.seek(0)
    merged = store.import_(first, WALL + DAY)
    assert (merged.sessions, merged.added, merged.updated) == (2, 0, 0)
    left = store.unfinished()
    assert left is not None
    assert left.id == name(2), "an old export does not take the resume away"
    store.export(second)
    assert second.getvalue() == first.getvalue()


def test_a_session_can_be_resumed_from_its_first_instant(store: SqliteStore, again: Again) -> None:
    store.begin(beginning(snapshot=snapshot()))
    left = again("first").unfinished()
    assert left is not None
    assert left.snapshot.seconds == 0
