"""Words go into free time only, and into the first that holds them."""

from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.sound.cues.schedule import AFTER, BEFORE, Gaps

TAKEN = st.lists(st.tuples(st.floats(0, 60), st.floats(0, 5)), max_size=12)


def _gaps(taken: list[tuple[float, float]]) -> Gaps:
    gaps = Gaps()
    for at, length in taken:
        gaps.take(at, length)
    return gaps


@given(TAKEN, st.floats(0.1, 8), st.floats(0, 60), st.floats(0, 60))
def test_what_is_found_is_free_with_quiet_around_it(
    taken: list[tuple[float, float]], length: float, earliest: float, span: float
) -> None:
    found = _gaps(taken).first(length, earliest, earliest + span)
    if found is None:
        return
    assert earliest <= found
    assert found + length + BEFORE <= earliest + span
    assert all(found + length + BEFORE <= at or found >= at + long + AFTER for at, long in taken)


@given(TAKEN, st.floats(0.1, 8), st.floats(0, 60), st.floats(0, 60))
def test_nothing_earlier_would_have_done(
    taken: list[tuple[float, float]], length: float, earliest: float, span: float
) -> None:
    found = _gaps(taken).first(length, earliest, earliest + span)
    latest = earliest + span if found is None else found
    starts = [earliest, *(at + long + AFTER for at, long in taken)]
    fits = [
        start
        for start in starts
        if earliest <= start < latest
        and start + length + BEFORE <= earliest + span
        and all(start + length + BEFORE <= at or start >= at + long + AFTER for at, long in taken)
    ]
    assert not fits


def test_in_endless_time_there_is_always_room() -> None:
    assert _gaps([(0.0, 10.0), (11.0, 1.0)]).first(5.0, 0.0, float("inf")) == 12.0 + AFTER
