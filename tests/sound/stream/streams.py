"""A clock that only the test moves, and streams that only the test lets play."""

import threading
from collections.abc import Callable

from stretchplayer.sound.stream.sound_output import NoSound, Source


def until(true: Callable[[], bool]) -> None:
    """Wait for another thread or process to bring something about."""
    tick = threading.Event()
    for _ in range(4_000):
        if true():
            return
        tick.wait(0.005)
    message = "it did not come about"
    raise AssertionError(message)


class Hand:
    """A clock moved by hand."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return self.now


class Counted:
    """A source of silence that counts its frames."""

    def __init__(self) -> None:
        self.frames = 0

    def __call__(self, count: int) -> bytes:
        self.frames += count
        return bytes(count * 4)


class FakeStream:
    """Pulls when told; `let_go` holds back its closing, as a server that hangs does."""

    def __init__(self, name: str, source: Source) -> None:
        self.name, self.source = name, source
        self.closed = 0
        self.let_go = threading.Event()
        self.let_go.set()

    def pull(self, count: int = 4800) -> bytes:
        return self.source(count)

    def close(self) -> None:
        self.let_go.wait(20)
        self.closed += 1


class FakeOpener:
    """An opener: it opens the back-ends that are `up`, and remembers every stream and every wish."""

    def __init__(self, *up: str) -> None:
        self.up: tuple[str, ...] = up
        self.streams: list[FakeStream] = []
        self.wishes: list[str | None] = []
        self.closed_before: list[bool] = []
        self.let_go = threading.Event()
        self.let_go.set()

    def __call__(self, source: Source, only: str | None = None) -> FakeStream:
        self.let_go.wait(20)
        self.wishes.append(only)
        self.closed_before.append(all(each.closed for each in self.streams))
        for name in self.up:
            if only in {None, name}:
                self.streams.append(FakeStream(name, source))
                return self.streams[-1]
        message = "nothing is up"
        raise NoSound(message)
