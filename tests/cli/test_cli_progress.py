"""The line of progress is for a terminal alone, and never in anybody's way."""

import io
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.cli.printing import Progress


class Ticking:
    """A clock that goes on when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A stream that says it is a terminal, and shows its line as a terminal would."""

    def __init__(self) -> None:
        super().__init__()
        self.writings: list[str] = []

    def isatty(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        self.writings.append(text)
        return len(text)

    @property
    def line(self) -> str:
        shown = ""
        for part in "".join(self.writings).split("\r"):
            shown = part + shown[len(part) :]
        return shown.rstrip()


class Gone(Terminal):
    """A terminal that somebody closed."""

    def write(self, text: str, /) -> int:
        super().write(text)
        raise OSError(5, "Input/output error")


def test_it_shows_per_cent_and_takes_them_away() -> None:
    terminal, clock = Terminal(), Ticking()
    with Progress(terminal, clock) as progress:
        progress.show(43, 100)
        assert terminal.line == "rendering 43 %"
        clock.now += 0.05
        progress.show(44, 100)
        assert terminal.line == "rendering 43 %"
        clock.now += 0.05
        progress.show(45, 100)
        assert terminal.line == "rendering 45 %"
    assert terminal.line == ""
    assert terminal.writings[-1].endswith("\r")


@given(st.lists(st.tuples(st.floats(0, 0.3), st.integers(0, 5000)), max_size=60))
def test_it_writes_ten_times_a_second_at_most(steps: list[tuple[float, int]]) -> None:
    terminal, clock = Terminal(), Ticking()
    times = []
    with Progress(terminal, clock) as progress:
        for wait, done in steps:
            clock.now += wait
            before = len(terminal.writings)
            progress.show(done, 5000)
            if len(terminal.writings) > before:
                times.append(clock.now)
                assert terminal.line == f"rendering {done * 100 // 5000} %"
    assert all(after - before >= 0.0999 for before, after in pairwise(times))
    assert terminal.line == ""


def test_the_same_number_is_not_written_again() -> None:
    terminal, clock = Terminal(), Ticking()
    with Progress(terminal, clock) as progress:
        for _ in range(20):
            clock.now += 1
            progress.show(1, 1000)
    assert len(terminal.writings) == 2


def test_where_no_terminal_is_nothing_is_written() -> None:
    stream, clock = io.StringIO(), Ticking()
    with Progress(stream, clock) as progress:
        progress.show(1, 2)
    assert stream.getvalue() == ""


def test_a_terminal_that_has_gone_stops_nobody() -> None:
    terminal, clock = Gone(), Ticking()
    with Progress(terminal, clock) as progress:
        progress.show(1, 2)
        clock.now += 1
        progress.show(2, 2)
    assert len(terminal.writings) == 1


def test_no_frames_at_all_are_done() -> None:
    terminal = Terminal()
    with Progress(terminal, Ticking()) as progress:
        progress.show(0, 0)
        assert terminal.line == "rendering 100 %"
