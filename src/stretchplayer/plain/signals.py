"""Notes the signals that ask the program to leave, so that it leaves between two turns of its loop, never inside."""

import signal
import socket
from types import FrameType, TracebackType
from typing import Self

_LEAVING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class Signals:
    """A context manager under which ctrl+c, a closed terminal and a polite kill only leave a note."""

    def __init__(self) -> None:
        self.caught: int | None = None
        self._ear, self._mouth = socket.socketpair()

    @property
    def wake(self) -> int:
        """A descriptor that can be read from when a signal has come; whoever waits for something else looks at it."""
        return self._ear.fileno()

    def __enter__(self) -> Self:
        for end in (self._ear, self._mouth):
            end.settimeout(0.0)
        self._woken = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._note) for number in _LEAVING}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken)
        self._ear.close()
        self._mouth.close()

    def note(self, number: int) -> None:
        """Take something else, like a vanished reader, for a signal, unless there was a real one."""
        self.caught = self.caught or number

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.caught = number
