"""The real program in a real terminal: what is typed goes in, and what the screen then reads comes out."""

import fcntl
import struct
import termios
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import pyte

from cli.house import SOON, Home
from cli.process import Process

BLOCKS: Final = "█▀▄"


class Terminal(Process):
    """A command in a terminal of its own, drawn as a terminal would; a context manager that leaves nothing behind.

    Every wait ends with what was waited for, or with a failed test that shows the screen; nothing sleeps.
    """

    def __init__(
        self,
        home: Home,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        in_shell: bool = False,
        env: Mapping[str, str | None] | None = None,
    ) -> None:
        width, height = size
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self._words: str | None = None
        colours = {"COLORTERM": "truecolor", **(env or {})}
        super().__init__(home, *arguments, terminal=True, size=(height, width), in_shell=in_shell, env=colours)

    @property
    def words(self) -> str:
        """What the screen reads."""
        if self._words is None:
            self._words = "\n".join(line.rstrip() for line in self.screen.display)
        return self._words

    def press(self, *keys: str) -> None:
        """Type."""
        for key in keys:
            self.send(key)

    def wait(self, fulfilled: Callable[[], bool], what: str) -> None:
        """Read until it is so."""
        deadline = time.monotonic() + SOON
        while not fulfilled():
            more = self._more(deadline)
            # A screen comes in several pieces; it is looked at when all of what is there has been read.
            while more and time.monotonic() < deadline and self._more(0.0):
                pass
            assert more or fulfilled(), f"no {what}; the screen reads:\n{self.words}"

    def see(self, *texts: str) -> str:
        """Wait until each of them has been on the screen; returns what the screen reads."""
        for text in texts:
            self.wait(partial(self._reads, text), repr(text))
        return self.words

    def _reads(self, text: str) -> bool:
        return text in self.words

    def resize(self, width: int, height: int) -> None:
        """The window has another size now."""
        self.screen.resize(height, width)
        self._words = None
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def _take(self, chunk: bytes) -> None:
        self._stream.feed(chunk)
        self._words = None


def digits_tall(words: str) -> int:
    """How many rows of the screen the countdown takes."""
    return sum(any(block * 2 in row for block in BLOCKS) for row in words.splitlines())
