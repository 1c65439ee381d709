"""The parts that only reckon: no source can break a stream, the pace is the clock's, and a watch tells when to act."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.crash import watched_threads
from stretchplayer.sound.pcm import RATE
from stretchplayer.sound.stream.sound_output import (
    BLOCK,
    FIRST_PAUSE,
    FORGOTTEN,
    FRESH,
    LAST_PAUSE,
    PREFILL,
    STALLED,
    THROTTLE_RATE,
    Guarded,
    Pace,
    Throttle,
    Watchdog,
)

LOOK = 0.25
STEPS = st.lists(st.floats(0.001, 30.0), min_size=1, max_size=40)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(-2, 2), st.booleans()), min_size=1, max_size=20))
def test_whatever_a_source_does_the_stream_gets_its_frames(turns: list[tuple[int, int, bool]]) -> None:
    at = -1

    def source(count: int) -> bytes:
        _, off, raises = turns[at]
        if raises:
            raise ArithmeticError(at)
        return b"\x01" * max(0, count * 4 + off)

    guarded = Guarded(source)
    failed: list[bool] = []
    reported: list[object] = []
    for at in range(len(turns)):
        count, off, raises = turns[at]
        fine = not raises and max(0, count * 4 + off) == count * 4
        failed += [] if fine else [raises]
        with watched_threads(reported.append):
            assert guarded(count) == (b"\x01" if fine else b"\x00") * (count * 4)
    assert [type(error) for error in reported] == [ArithmeticError if raises else ValueError for raises in failed[:1]]


@given(STEPS)
def test_what_is_dropped_is_what_the_clock_says(steps: list[float]) -> None:
    pace = Pace(0.0)
    counts: list[int] = []
    for now in accumulate(steps):
        pace.drop(counts.append, now)
        assert abs(sum(counts) - now * RATE) <= 1
        assert pace.due(now) <= 0
    assert all(0 < count <= BLOCK for count in counts)


@given(st.floats(FORGOTTEN + 1, 1e6))
def test_a_night_asleep_is_not_caught_up_with(asleep: float) -> None:
    pace = Pace(0.0)
    counts: list[int] = []
    pace.drop(counts.append, asleep)
    pace.drop(counts.append, asleep + 1.0)
    assert abs(sum(counts) - RATE) <= 1


@given(STEPS, st.floats(0.1, 3.0))
def test_a_brake_lets_no_more_through_than_the_clock_and_its_lead(steps: list[float], lead: float) -> None:
    throttle, taken = Throttle(0.0, lead), 0
    for now in accumulate(steps):
        while not throttle.ahead(now):
            throttle.take(4800)
            taken += 4800
        assert taken <= (now * THROTTLE_RATE + lead) * RATE + 4801


@given(st.floats(0.9, 1.0005), st.integers(0, 3))
def test_a_sound_card_never_feels_the_brake(speed: float, filled: int) -> None:
    throttle = Throttle(0.0, 0.5)
    throttle.take(filled * 4800)
    for block in range(2_000):
        throttle.take(4800)
        assert not throttle.ahead(block * 0.1 / speed)


@given(st.lists(st.floats(0.001, STALLED), min_size=3, max_size=60))
def test_a_stream_that_pulls_is_left_alone(gaps: list[float]) -> None:
    watch, now = Watchdog(0.0), 0.0
    for gap in gaps:
        now += gap
        assert not watch.look(now)
        watch.pulled(now)
    assert not watch.lost


@given(st.integers(0, 2 * PREFILL), st.floats(0.0, 0.9))
def test_a_stream_that_stalls_is_noticed_within_its_time(pulls: int, after: float) -> None:
    watch = Watchdog(0.0)
    for _ in range(pulls):
        watch.pulled(after)
    since = after if pulls else 0.0
    looks = 0
    while not watch.lost:
        looks += 1
        watch.look(looks * LOOK)
    limit = STALLED if pulls > PREFILL else FRESH
    assert limit < looks * LOOK - since <= limit + LOOK


@given(st.integers(1, 12))
def test_pauses_grow_and_end_where_sound_comes_back(failures: int) -> None:
    watch, now = Watchdog(0.0), 0.0
    for _ in range(PREFILL + 1):
        watch.pulled(now)
    pauses = []
    for _ in range(failures):
        since = now
        while not watch.look(now):
            now += LOOK
        pauses.append(now - since)
        watch.failed(now)
        assert watch.lost
    assert pauses[0] == STALLED + LOOK
    wanted = [min(FIRST_PAUSE * 2**turn, LAST_PAUSE) for turn in range(failures - 1)]
    assert all(want <= got < want + LOOK for want, got in zip(wanted, pauses[1:], strict=True))
    watch.opened(now)
    heard = [watch.lost]
    for _ in range(PREFILL + 1):
        watch.pulled(now)
        heard.append(watch.lost)
    assert heard == [True] * (PREFILL + 1) + [False]


def test_a_device_that_wakes_up_late_is_not_opened_anew() -> None:
    watch, now = Watchdog(0.0), FRESH + LOOK
    for look in range(int(now / LOOK) + 1):
        assert not watch.look(look * LOOK)
    heard = [watch.lost]
    for _ in range(PREFILL + 1):
        watch.pulled(now)
        heard.append(watch.lost)
    assert heard == [True] * (PREFILL + 1) + [False]
    assert not watch.look(now + STALLED - LOOK)


@given(st.floats(STALLED + 0.01, 1e6))
def test_a_program_that_stood_still_blames_nobody(still: float) -> None:
    watch = Watchdog(0.0)
    for _ in range(5):
        watch.pulled(0.0)
    assert not watch.look(still)
    assert not watch.lost
    assert not watch.look(still + LOOK)
