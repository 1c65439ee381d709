"""The frame that is heard at an instant is known to a few milliseconds, whatever the machine does."""

from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.sound.pcm import RATE
from stretchplayer.sound.stream.timebase import SLEW, Timebase

BLOCK = 2400
PERIOD = BLOCK / RATE


def pull(
    base: Timebase, begins: float, seconds: float, late: list[float], *, drift: float = 0.0, frame: int = 0
) -> int:
    """Ask for blocks as a device does from `begins` on, each late by some of `late`; returns the next frame.

    The first block of all is asked for a while before its time.
    """
    if not frame:
        base.pulled(-BLOCK, begins - 0.3)
    blocks = round(seconds / PERIOD)
    for number in range(blocks):
        due = begins + number * PERIOD * (1.0 + drift)
        base.pulled(frame, due + late[number % len(late)])
        frame += BLOCK
    return frame


@given(st.floats(0, 1e6), st.lists(st.floats(0, 0.9 * PERIOD), min_size=1, max_size=20))
def test_being_late_for_some_blocks_moves_nothing(begins: float, late: list[float]) -> None:
    base = Timebase(0.2)
    frame = pull(base, begins, 3.0, [0.0] * 6 + late)
    before = base.frame(begins + 10.0)
    pull(base, begins + 3.0, 30.0, [0.0, *late], frame=frame)
    base.settle()
    after = base.frame(begins + 10.0)
    assert before is not None
    assert after is not None
    assert abs(before - (10.0 - 0.2) * RATE) < 0.0005 * RATE
    assert abs(after - before) <= 1


def test_a_rhythm_of_the_server_moves_nothing() -> None:
    """A null sink asks ever later for three seconds, then a little earlier again."""
    base = Timebase(0.0)
    saw = [0.0005 * number for number in range(56)]
    frame = pull(base, 0.0, 1.0, saw[20:])
    before, now = base.frame(100.0), 1.0
    for _ in range(40):
        frame = pull(base, now, 2.8, saw, frame=frame)
        now += 2.8
        base.settle()
    after = base.frame(100.0)
    assert before is not None
    assert after is not None
    assert abs(after - before) < 0.004 * RATE


def test_nothing_is_known_before_the_first_pull() -> None:
    assert Timebase(0.1).frame(5.0) is None


def test_distances_are_exact_until_it_is_settled_anew() -> None:
    base = Timebase(0.1)
    pull(base, 0.0, 5.0, [0.0, 0.01], drift=0.001)
    one, two = base.frame(10.0), base.frame(11.0)
    assert one is not None
    assert two is not None
    assert two - one == RATE


def test_a_card_that_runs_slow_is_followed_as_it_is_settled() -> None:
    base = Timebase(0.0)
    frame, at, drift = pull(base, 0.0, 5.0, [0.0, 0.02]), 5.0, 100e-6
    for _ in range(120):
        frame = pull(base, at, 5.0, [0.0, 0.02], drift=drift, frame=frame)
        at += 5.0 * (1 + drift)
        base.settle()
    heard = base.frame(at)
    assert heard is not None
    assert abs(heard - frame) < 0.003 * RATE


def test_settling_moves_nothing_by_more_than_a_little() -> None:
    base = Timebase(0.0)
    frame = pull(base, 0.0, 20.0, [0.0])
    before = base.frame(100.0)
    pull(base, 20.03, 20.0, [0.0], frame=frame)
    base.settle()
    after = base.frame(100.0)
    assert before is not None
    assert after is not None
    assert abs(before - after) <= SLEW * RATE


def test_a_stream_that_had_stopped_is_found_again_at_once() -> None:
    base = Timebase(0.0)
    frame = pull(base, 0.0, 3.0, [0.0])
    assert base.frame(3.0) == 3 * RATE
    base.pulled(frame, 9.8)
    pull(base, 10.0, 0.2, [0.0, 0.03], frame=frame + BLOCK)
    assert base.frame(13.0) == 6 * RATE + BLOCK
    assert base.learning


def test_it_is_known_when_a_stream_has_been_learnt() -> None:
    base = Timebase(0.0)
    pull(base, 0.0, 0.2, [0.0])
    assert not base.known.is_set()
    pull(base, 0.2, 1.0, [0.0], frame=4 * BLOCK)
    assert base.known.is_set()
