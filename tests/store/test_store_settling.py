"""Settling by itself: at least what was done stays charged, at most one heartbeat more."""

from hypothesis import given
from hypothesis import strategies as st
from stories import WALL, run, snapshot

from stretchplayer.store.recovery import MOST_UNREPORTED, settle
from stretchplayer.store.session_rows import Charge

DONE = st.floats(0, 60)


@given(full=st.floats(0, 60), reported=DONE, silent=st.floats(0, MOST_UNREPORTED), heard=st.booleans(), before=DONE)
def test_at_least_what_was_done_and_at_most_a_heartbeat_more(
    full: float, reported: float, silent: float, before: float, *, heard: bool
) -> None:
    reported = min(reported, full)
    done = min(reported + silent, full)
    now = snapshot(run(1, 0, before), run(2, 70, reported))
    charges = {1: Charge(before, WALL + before), 2: Charge(full, WALL + 70 + full)}
    settled = settle(now, charges, heard=heard)
    first, second = settled.snapshot.progress.runs
    assert first == run(1, 0, before)
    assert done - 1e-5 <= second.seconds <= full + 1e-5
    if heard:
        assert second.seconds <= reported + MOST_UNREPORTED + 1e-5
        assert settled.snapshot.progress.elapsed == second.seconds
        assert settled.snapshot.seconds - now.seconds == second.seconds - reported or settled.allowance > 0
    elif settled.runs:
        assert second.seconds == reported + (full - reported)
        assert settled.snapshot.progress.run is None
    again = settle(settled.snapshot, {1: charges[1], 2: Charge(second.seconds, second.end)}, heard=heard)
    assert again.snapshot == settled.snapshot
    assert again.runs == ()


def test_a_run_the_ledger_never_heard_of_stays_as_it_is() -> None:
    now = snapshot(run(1, 0, 5))
    assert settle(now, {}, heard=True) == (now, (), 0.0)


def test_more_done_than_charged_is_not_taken_back() -> None:
    now = snapshot(run(1, 0, 35))
    assert settle(now, {1: Charge(30, WALL + 30)}, heard=True).snapshot == now


def test_an_open_run_that_is_not_the_one_at_the_place_does_not_move_the_place() -> None:
    now = snapshot(run(1, 0, 5), run(2, 10, 3), open_run=False)
    settled = settle(now, {1: Charge(30, WALL + 30), 2: Charge(3, WALL + 13)}, heard=True)
    assert [each.seconds for each in settled.snapshot.progress.runs] == [6.0, 3.0]
    assert settled.snapshot.seconds == now.seconds
    assert settled.snapshot.progress.elapsed == 0.0


def test_with_words_lost_the_end_is_that_of_the_full_charge() -> None:
    settled = settle(snapshot(run(1, 0, 5)), {1: Charge(30, WALL + 44)}, heard=False)
    assert settled.snapshot.progress.runs[0].end == WALL + 44
    assert settled.allowance == 25.0
