"""The device's line: pulled from without a break, one stream at a time, and never held up by a server that hangs."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sound.outputs.streams import AppContext, Counted, FakeStream, Hand
from stretchplayer.clock import RealClock
from stretchplayer.sound.output import NoSound
from stretchplayer.sound.outputs.attempt import Attempt, part
from stretchplayer.sound.outputs.device import DeviceOutput
from stretchplayer.sound.outputs.line import FAITHFUL, Line

RATE, PERIOD = 48_000, 4_800


def settled(line: Line) -> None:
    """Wait for the opening that is under way."""
    if line._attempt is not None:
        assert line._attempt.done(20)


def run(line: Line, clock: Hand, desk: AppContext, seconds: float, *, playing: bool) -> None:
    """Let time pass, in steps of a period."""
    for step in range(1, round(seconds * 10) + 1):
        clock.now += 0.1
        if playing:
            desk.streams[-1].pull()
        if step % 3 == 0:
            settled(line)
            line.look()


def begun(*up: str) -> tuple[Line, Hand, AppContext, Counted]:
    clock, desk, source = Hand(), AppContext(*up), Counted()
    line = Line(clock, desk, source)
    line.begin()
    return line, clock, desk, source


@given(st.lists(st.tuples(st.booleans(), st.integers(20, 80)), min_size=1, max_size=8))
def test_the_source_keeps_pace_whatever_the_device_does(turns: list[tuple[bool, int]]) -> None:
    line, clock, desk, source = begun("PulseAudio")
    run(line, clock, desk, 1.0, playing=True)
    start, since = source.frames, clock.now
    for playing, tenths in turns:
        desk.up = ("PulseAudio",) if playing else ()
        if playing:
            # A new stream is had within the longest pause; until then nobody pulls.
            run(line, clock, desk, 0.0 if not line.lost else 6.0, playing=False)
        run(line, clock, desk, tenths / 10, playing=playing)
        behind = (clock.now - since) - (source.frames - start) / RATE
        # Each turn is long enough for a stall to be noticed and made up for.
        assert -0.5 <= behind <= 0.5
    assert all(each.closed <= 1 for each in desk.streams)
    assert all(desk.closed_before)
    line.end()
    assert all(each.closed == 1 for each in desk.streams)


def test_a_stall_makes_it_lost_until_a_new_stream_plays() -> None:
    line, clock, desk, source = begun("PulseAudio")
    run(line, clock, desk, 5.0, playing=True)
    told = [line.lost]
    run(line, clock, desk, 2.0, playing=False)
    settled(line)
    line.look()
    told.append(line.lost)
    assert len(desk.streams) == 2
    assert desk.streams[0].closed == 1
    before = source.frames
    assert desk.streams[0].pull() == bytes(PERIOD * 4)
    assert source.frames == before
    run(line, clock, desk, 0.5, playing=True)
    assert [*told, line.lost] == [False, True, False]
    line.end()


def test_the_back_end_that_was_lost_is_waited_for_before_another_one_is_taken() -> None:
    line, clock, desk, _ = begun("PulseAudio")
    run(line, clock, desk, 1.0, playing=True)
    desk.up = ("ALSA",)
    run(line, clock, desk, FAITHFUL - 1, playing=False)
    assert line.name == "PulseAudio"
    assert len(desk.streams) == 1
    run(line, clock, desk, 8.0, playing=False)
    settled(line)
    line.look()
    assert line.name == "ALSA"
    assert set(desk.wishes[1:-1]) == {"PulseAudio"}
    line.end()


def test_nothing_is_pulled_after_the_end() -> None:
    line, _, desk, source = begun("PulseAudio")
    line.end()
    desk.streams[0].pull()
    assert source.frames == 0
    assert desk.streams[0].closed == 1


def test_an_old_stream_that_hangs_holds_up_nothing_but_the_new_one() -> None:
    line, clock, desk, source = begun("PulseAudio")
    run(line, clock, desk, 1.0, playing=True)
    desk.streams[0].let_go.clear()
    before = source.frames
    for _ in range(40):
        clock.now += 0.25
        line.look()
    assert line.lost
    assert source.frames - before >= 9 * RATE
    assert len(desk.streams) == 1
    desk.streams[0].let_go.set()
    settled(line)
    line.look()
    assert len(desk.streams) == 2
    line.end()
    assert [each.closed for each in desk.streams] == [1, 1]


def test_an_opening_that_hangs_is_given_up_and_closes_what_it_gets() -> None:
    desk = AppContext("PulseAudio")
    desk.let_go.clear()
    attempt = Attempt(desk, Counted())
    with pytest.raises(NoSound, match="does not answer"):
        attempt.result(0.01)
    desk.let_go.set()
    assert attempt.done(20)
    assert attempt.stream is None
    assert [each.closed for each in desk.streams] == [1]


def test_an_end_during_an_opening_closes_what_comes_of_it() -> None:
    line, clock, desk, _ = begun("PulseAudio")
    run(line, clock, desk, 1.0, playing=True)
    desk.let_go.clear()
    for _ in range(8):
        clock.now += 0.25
        line.look()
    attempt = line._attempt
    assert attempt is not None
    line.end()
    desk.let_go.set()
    assert attempt.done(20)
    assert [each.closed for each in desk.streams] == [1, 1]


def test_a_stream_that_does_not_close_is_left_behind() -> None:
    stream = FakeStream("PulseAudio", Counted())
    stream.let_go.clear()
    part(stream, 0.01)
    assert stream.closed == 0
    stream.let_go.set()


def test_no_device_is_no_sound_and_can_be_tried_again() -> None:
    desk = AppContext()
    output = DeviceOutput(RealClock(), desk)
    with pytest.raises(NoSound, match="nothing is up"):
        output.open(Counted())
    desk.up = ("PulseAudio",)
    output.open(Counted())
    assert (output.name, output.latency) == ("PulseAudio", 0.1)
    output.close()
    output.close()
    assert [each.closed for each in desk.streams] == [1]


def test_a_library_that_breaks_is_no_sound_either() -> None:
    def broken(*_: object) -> FakeStream:
        raise ArithmeticError

    with pytest.raises(NoSound, match="ArithmeticError"):
        DeviceOutput(RealClock(), broken).open(Counted())


def test_opening_and_closing_often_leaves_no_thread() -> None:
    desk, before = AppContext("PulseAudio"), threading.active_count()
    output = DeviceOutput(RealClock(), desk)
    for _ in range(50):
        output.open(Counted())
        with pytest.raises(ValueError, match="open already"):
            output.open(Counted())
        output.close()
    assert threading.active_count() == before
    assert [each.closed for each in desk.streams] == [1] * 50
