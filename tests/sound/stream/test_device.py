"""The device: pulled from without a break, one stream at a time, and never held up by a server that hangs."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sound.stream.streams import Counted, FakeOpener, FakeStream, Hand
from stretchplayer.clock import RealClock
from stretchplayer.sound.stream.device import SAME_BACKEND, Attempt, DeviceOutput, close_stream
from stretchplayer.sound.stream.sound_output import NoSound

RATE, PERIOD = 48_000, 4_800


def settled(output: DeviceOutput) -> None:
    """Wait for the opening that is under way."""
    if output._attempt is not None:
        assert output._attempt.done(20)


def run(output: DeviceOutput, clock: Hand, opener: FakeOpener, seconds: float, *, playing: bool) -> None:
    """Let time pass, in steps of a period."""
    for step in range(1, round(seconds * 10) + 1):
        clock.now += 0.1
        if playing:
            opener.streams[-1].pull()
        if step % 3 == 0:
            settled(output)
            output.turn()


def begun(*up: str) -> tuple[DeviceOutput, Hand, FakeOpener, Counted]:
    clock, opener, source = Hand(), FakeOpener(*up), Counted()
    output = DeviceOutput(clock, opener)
    output._prepare(source)
    output.begin()
    return output, clock, opener, source


@given(st.lists(st.tuples(st.booleans(), st.integers(20, 80)), min_size=1, max_size=8))
def test_the_source_keeps_pace_whatever_the_device_does(turns: list[tuple[bool, int]]) -> None:
    output, clock, opener, source = begun("PulseAudio")
    run(output, clock, opener, 1.0, playing=True)
    start, since = source.frames, clock.now
    for playing, tenths in turns:
        opener.up = ("PulseAudio",) if playing else ()
        if playing:
            # A new stream is had within the longest pause; until then nobody pulls.
            run(output, clock, opener, 0.0 if not output.lost else 6.0, playing=False)
        run(output, clock, opener, tenths / 10, playing=playing)
        behind = (clock.now - since) - (source.frames - start) / RATE
        # Each turn is long enough for a stall to be noticed and made up for.
        assert -0.5 <= behind <= 0.5
    assert all(each.closed <= 1 for each in opener.streams)
    assert all(opener.closed_before)
    output.end()
    assert all(each.closed == 1 for each in opener.streams)


def test_a_stall_makes_it_lost_until_a_new_stream_plays() -> None:
    output, clock, opener, source = begun("PulseAudio")
    run(output, clock, opener, 5.0, playing=True)
    told = [output.lost]
    run(output, clock, opener, 2.0, playing=False)
    settled(output)
    output.turn()
    told.append(output.lost)
    assert len(opener.streams) == 2
    assert opener.streams[0].closed == 1
    before = source.frames
    assert opener.streams[0].pull() == bytes(PERIOD * 4)
    assert source.frames == before
    run(output, clock, opener, 0.5, playing=True)
    assert [*told, output.lost] == [False, True, False]
    output.end()


def test_the_back_end_that_was_lost_is_waited_for_before_another_one_is_taken() -> None:
    output, clock, opener, _ = begun("PulseAudio")
    run(output, clock, opener, 1.0, playing=True)
    opener.up = ("ALSA",)
    run(output, clock, opener, SAME_BACKEND - 1, playing=False)
    assert output.name == "PulseAudio"
    assert len(opener.streams) == 1
    run(output, clock, opener, 8.0, playing=False)
    settled(output)
    output.turn()
    assert output.name == "ALSA"
    assert set(opener.wishes[1:-1]) == {"PulseAudio"}
    output.end()


def test_nothing_is_pulled_after_the_end() -> None:
    output, _, opener, source = begun("PulseAudio")
    output.end()
    opener.streams[0].pull()
    assert source.frames == 0
    assert opener.streams[0].closed == 1


def test_an_old_stream_that_hangs_holds_up_nothing_but_the_new_one() -> None:
    output, clock, opener, source = begun("PulseAudio")
    run(output, clock, opener, 1.0, playing=True)
    opener.streams[0].let_go.clear()
    before = source.frames
    for _ in range(40):
        clock.now += 0.25
        output.turn()
    assert output.lost
    assert source.frames - before >= 9 * RATE
    assert len(opener.streams) == 1
    opener.streams[0].let_go.set()
    settled(output)
    output.turn()
    assert len(opener.streams) == 2
    output.end()
    assert [each.closed for each in opener.streams] == [1, 1]


def test_an_opening_that_hangs_is_given_up_and_closes_what_it_gets() -> None:
    opener = FakeOpener("PulseAudio")
    opener.let_go.clear()
    attempt = Attempt(opener, Counted())
    with pytest.raises(NoSound, match="does not answer"):
        attempt.result(0.01)
    opener.let_go.set()
    assert attempt.done(20)
    assert attempt.stream is None
    assert [each.closed for each in opener.streams] == [1]


def test_an_end_during_an_opening_closes_what_comes_of_it() -> None:
    output, clock, opener, _ = begun("PulseAudio")
    run(output, clock, opener, 1.0, playing=True)
    opener.let_go.clear()
    for _ in range(8):
        clock.now += 0.25
        output.turn()
    attempt = output._attempt
    assert attempt is not None
    output.end()
    opener.let_go.set()
    assert attempt.done(20)
    assert [each.closed for each in opener.streams] == [1, 1]


def test_a_stream_that_does_not_close_is_left_behind() -> None:
    stream = FakeStream("PulseAudio", Counted())
    stream.let_go.clear()
    close_stream(stream, 0.01)
    assert stream.closed == 0
    stream.let_go.set()


def test_no_device_is_no_sound_and_can_be_tried_again() -> None:
    opener = FakeOpener()
    output = DeviceOutput(RealClock(), opener)
    with pytest.raises(NoSound, match="nothing is up"):
        output.open(Counted())
    opener.up = ("PulseAudio",)
    output.open(Counted())
    assert (output.name, output.latency) == ("PulseAudio", 0.1)
    output.close()
    output.close()
    assert [each.closed for each in opener.streams] == [1]


def test_a_library_that_breaks_is_no_sound_either() -> None:
    def broken(*_: object) -> FakeStream:
        raise ArithmeticError

    with pytest.raises(NoSound, match="ArithmeticError"):
        DeviceOutput(RealClock(), broken).open(Counted())


def test_opening_and_closing_often_leaves_no_thread() -> None:
    opener, before = FakeOpener("PulseAudio"), threading.active_count()
    output = DeviceOutput(RealClock(), opener)
    for _ in range(50):
        output.open(Counted())
        with pytest.raises(ValueError, match="open already"):
            output.open(Counted())
        output.close()
    assert threading.active_count() == before
    assert [each.closed for each in opener.streams] == [1] * 50
