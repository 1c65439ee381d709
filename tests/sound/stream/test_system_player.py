"""Players that are child processes: chosen, fed at the clock's pace, and replaced when they die."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sound.stream.streams import Counted, Hand, until
from stretchplayer.clock import Clock, RealClock
from stretchplayer.sound.pcm import FRAME, RATE
from stretchplayer.sound.stream.sound_output import THROTTLE_RATE, NoSound
from stretchplayer.sound.stream.system_player import BLOCK, NAMES, PIPE, Child, CommandOutput, Player, installed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no player that streams")
EATS = "import sys\nwhile sys.stdin.buffer.read(960): pass"
STARVES = "import threading; threading.Event().wait(60)"
DIES = "import sys; sys.stdin.buffer.read(60_000)"
REFUSES = "import sys; sys.exit('no server\\x1b[31m here\\n\\n')"
COPIES = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read(40_000))"


def player(name: str, program: str, *arguments: str) -> Player:
    return Player(name, (sys.executable, "-S", "-c", program, *arguments))


class Opened:
    """Outputs that are closed at the end of the test."""

    def __init__(self) -> None:
        self.outputs: list[CommandOutput] = []

    def open(self, clock: Clock, source: Counted, *players: Player) -> CommandOutput:
        self.outputs.append(CommandOutput(clock, players))
        self.outputs[-1].open(source)
        return self.outputs[-1]


@pytest.fixture
def opened() -> Iterator[Opened]:
    opened = Opened()
    yield opened
    for each in opened.outputs:
        each.close()


def test_the_first_player_that_runs_is_taken(opened: Opened) -> None:
    output = opened.open(
        RealClock(), Counted(), Player("gone", ("/nowhere/gone",)), player("refuses", REFUSES), player("eats", EATS)
    )
    assert output.name == "eats"
    with pytest.raises(ValueError, match="open already"):
        output.open(Counted())


def test_where_none_runs_every_reason_is_told(opened: Opened) -> None:
    with pytest.raises(NoSound) as told:
        opened.open(RealClock(), Counted(), Player("gone", ("/nowhere/gone",)), player("refuses", REFUSES))
    assert "gone: No such file" in str(told.value)
    assert "refuses: no server" in str(told.value)
    assert "\x1b" not in str(told.value)


def test_where_none_is_installed_they_are_named(opened: Opened) -> None:
    with pytest.raises(NoSound) as told:
        opened.open(RealClock(), Counted())
    assert all(name in str(told.value) for name in NAMES)


def test_what_the_source_gives_arrives_unchanged(opened: Opened, tmp_path: Path) -> None:
    class Ramp(Counted):
        def __call__(self, count: int) -> bytes:
            begin = self.frames
            super().__call__(count)
            return b"".join(frame.to_bytes(4, "little") for frame in range(begin, begin + count))

    there = tmp_path / "copy"
    opened.open(RealClock(), Ramp(), player("copies", COPIES, str(there)))
    until(lambda: there.exists() and there.stat().st_size == 40_000)
    data = there.read_bytes()
    assert [int.from_bytes(data[at : at + 4], "little") for at in range(0, 40_000, 4)] == [*range(10_000)]


@pytest.mark.slow
def test_a_player_without_a_brake_is_held_back_by_the_clock(opened: Opened) -> None:
    clock, source = Hand(), Counted()
    output = opened.open(clock, source, player("eats", EATS))
    for _ in range(20):
        until(lambda: source.frames > (clock.now - 1000.0 + CommandOutput.lead) * RATE)
        clock.now += 0.05
    output.close()
    assert source.frames <= (1.0 * THROTTLE_RATE + CommandOutput.lead) * RATE + 2 * BLOCK


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the size of a pipe is the system's")
def test_little_lies_in_the_pipe_of_a_player_that_does_not_read(opened: Opened) -> None:
    source = Counted()
    output = opened.open(Hand(), source, player("starves", STARVES))
    until(lambda: source.frames >= BLOCK)
    output.close()
    assert source.frames <= PIPE // FRAME + 2 * BLOCK


@pytest.mark.slow
def test_a_player_that_stops_reading_is_replaced_and_time_goes_on(opened: Opened) -> None:
    clock, source = Hand(), Counted()
    output = opened.open(clock, source, player("starves", STARVES))
    until(lambda: source.frames >= BLOCK)
    first = output._child
    for _ in range(20):
        clock.now += 0.25
        until(lambda: output._watchdog._looked == clock.now)
    until(lambda: output._child is not first)
    assert output.lost
    assert source.frames >= 4.5 * RATE


@pytest.mark.slow
def test_a_player_that_dies_is_replaced(opened: Opened) -> None:
    source = Counted()
    output = opened.open(RealClock(), source, player("dies", DIES))
    first = output._child
    until(lambda: output.lost)
    until(lambda: output._child not in {None, first})
    output.close()


def children() -> set[str]:
    """The processes that this one has started and not seen end."""
    return {child for file in Path("/proc/self/task").glob("*/children") for child in file.read_text().split()}


def test_opening_and_closing_often_leaves_nothing_behind() -> None:
    threads, before = threading.active_count(), children()
    for _ in range(20):
        child = Child(player("eats", EATS))
        assert child.alive
        child.end()
        assert not child.alive
    assert threading.active_count() <= threads
    assert children() <= before


def test_players_are_found_in_order_by_their_paths() -> None:
    found = installed(lambda name: f"/bin/{name}" if name in {"aplay", "pacat"} else None)
    assert [each.name for each in found] == ["pacat", "aplay"]
    assert [each.command[0] for each in found] == ["/bin/pacat", "/bin/aplay"]
    assert installed(lambda _: None) == ()
