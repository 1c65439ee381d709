"""Reads keys: single ones and typed words from a terminal, a key or a word a line from anything else."""

import os
import re
import selectors
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Protocol, Self

from stretchplayer.text import latin

if sys.platform != "win32":
    import termios
    import tty

ENOUGH = 4096
_SEQUENCES = {
    **dict.fromkeys(("\x1b[C", "\x1bOC"), "n"),
    **dict.fromkeys(("\x1b[D", "\x1bOD"), "b"),
    **dict.fromkeys(("\x1b[1;2C", "\x1b[6~"), "]"),
}
"""What the arrows, shift+right and page down send, as the keys that mean the same."""
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?", re.DOTALL)
"""What one press of a key that is no letter sends."""
_HURTS = {
    "dizzy": "dizzy dizziness faint lightheaded giddy",
    "tingling": "tingling tingle tingles numb numbness pins needles",
    "skin": "skin blister blisters blistered burn burns burnt burned burning",
    "cramp": "cramp cramps cramping spasm",
    "sharp": "sharp pain pains painful hurt hurts stab stabbing ouch",
}
"""What people write when something hurts, the most serious first; "numb skin" is about the skin."""
_WORDS = {
    **dict.fromkeys(("", "space"), " "),
    **dict.fromkeys(("pause", "wait", "hold on"), "pause"),
    **dict.fromkeys(("go", "go on", "start", "resume", "continue"), "go"),
    **dict.fromkeys(("too much", "too-much", "much"), "x"),
    **dict.fromkeys(("next", "skip"), "n"),
    **dict.fromkeys(("next step", "next-step", "skip step"), "]"),
    **dict.fromkeys(("back", "again", "repeat"), "b"),
    **dict.fromkeys(("leave", "quit", "exit", "stop"), "q"),
    **dict.fromkeys(("more", "longer", "plus"), "+"),
    **dict.fromkeys(("less", "shorter", "minus"), "-"),
    **dict.fromkeys(("mute", "sound"), "m"),
    "louder": ">",
    "quieter": "<",
    "voice": "v",
    "help": "?",
    "yes": "y",
    "end": "e",
    "other": "o",
}
"""Whole words, and the keys that they stand for."""
_FIRST_WORDS = frozenset(phrase.split(" ")[0] for phrase in _WORDS if " " in phrase)
"""Words after which a space may lead on to another one."""
_SHORTEST = 3
"""Letters of a word; two are two keys."""
_TOGETHER = 0.7
"""Letters that follow each other within this many seconds may be a word."""


class Keys(Protocol):
    """Where commands come from; `over` says that no more will come.

    Input on the descriptor `wake` ends a wait early.
    """

    over: bool
    wake: int | None

    def wait(self, seconds: float) -> str | None:
        """The next key within this many seconds, or None; one that is no character is the sequence that it sends."""
        ...


class NoKeys:
    """No input at all: time passes."""

    over = True

    def __init__(self, wake: int | None = None) -> None:
        self.wake = wake

    def wait(self, seconds: float) -> str | None:
        """Let the time pass."""
        _readable(None, seconds, self.wake)
        return None


class LineKeys:
    """Keys from a pipe or a file: a key or a word a line; an empty line is the space bar."""

    def __init__(self, descriptor: int) -> None:
        self.over = False
        self.wake: int | None = None
        self._descriptor = descriptor
        self._buffer = b""
        self._queue: list[str] = []
        self._ended = False

    def wait(self, seconds: float) -> str | None:
        """The next line's key."""
        if not self._queue and not self._ended:
            self._read(seconds)
        elif not self._queue:
            NoKeys(self.wake).wait(seconds)
        self.over = self._ended and not self._queue
        return _meaning(self._queue.pop(0)) if self._queue else None

    def line(self) -> str | None:
        """The next whole line, stripped, however long it takes; None at the end of the input."""
        while not self._queue and not self._ended:
            self._read(None)
        return self._queue.pop(0).strip() if self._queue else None

    def _read(self, seconds: float | None) -> None:
        if not _readable(self._descriptor, seconds, self.wake):
            return
        chunk = os.read(self._descriptor, ENOUGH)
        self._ended = not chunk
        *whole, self._buffer = (self._buffer + (chunk or b"\n" * bool(self._buffer))).split(b"\n")
        self._queue += [line.decode("utf-8", "replace").rstrip("\r") for line in whole]


class TerminalKeys:
    """Single keys from a terminal, without waiting for Enter; a context manager that restores the terminal.

    A letter counts at once. Letters that come right after it may be the rest of a word, so they wait until it is
    known: typing "next" does not mean "too much" by its x.
    """

    def __init__(self, descriptor: int, monotonic: Callable[[], float]) -> None:
        self.over = False
        self.wake: int | None = None
        self._descriptor, self._monotonic = descriptor, monotonic
        self._pending = ""
        self._word = ""
        self._typed_at = -_TOGETHER

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._descriptor)
        self._take()
        self._continued = signal.signal(signal.SIGCONT, self._take)
        return self

    def __exit__(self, *_error: object) -> None:
        signal.signal(signal.SIGCONT, self._continued)
        try:
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)
        except termios.error:
            # The terminal was closed under us: there is nothing left to give back.
            self.over = True

    def wait(self, seconds: float) -> str | None:
        """The next key; arrows and page down as the keys that mean the same."""
        if self.over:
            # A terminal that has gone is readable for ever, and says nothing.
            return NoKeys(self.wake).wait(seconds)
        if not self._pending:
            patience = self._typed_at + _TOGETHER - self._monotonic() if len(self._word) > 1 else seconds
            if _readable(self._descriptor, min(seconds, patience), self.wake):
                self._fill()
        if not self._pending:
            return self._finish() if self._late() else None
        found = _SEQUENCE.match(self._pending)
        pressed = found[0] if found else self._pending[0]
        joins = pressed.isalpha() or (pressed == " " and self._word.lower() in _FIRST_WORDS)
        if len(self._word) > 1 and (self._late() or not joins):
            # The word comes first, what ended it next time; enter is part of it.
            self._pending = self._pending[pressed in "\r\n" :]
            return self._finish()
        self._pending = self._pending[len(pressed) :]
        if joins:
            return self._letter(pressed)
        self._word = ""
        return _SEQUENCES.get(pressed, pressed)

    def _late(self) -> bool:
        """Whether it is too late for another letter of the same word."""
        return self._monotonic() >= self._typed_at + _TOGETHER

    def _letter(self, pressed: str) -> str | None:
        if self._late() or set(self._word) <= {pressed}:
            # One key pressed again and again is no word.
            self._word = pressed
        else:
            self._word += pressed
        self._typed_at = self._monotonic()
        return pressed if len(self._word) == 1 else None

    def _finish(self) -> str | None:
        """What was typed after its first letter, which has been returned already."""
        word, self._word = self._word, ""
        if word.endswith(" "):
            # Nothing came after the space, so it is the space bar.
            word, self._pending = word[:-1], f" {self._pending}"
        if len(word) <= 1:
            return None
        if len(word) < _SHORTEST and word.lower() not in _WORDS:
            return word[1:] or None
        meaning = _meaning(word)
        return None if meaning == word[0] else meaning

    def _fill(self) -> None:
        try:
            chunk = os.read(self._descriptor, ENOUGH)
        except OSError:
            chunk = b""
        self.over = not chunk
        self._pending = chunk.decode("utf-8", "replace")

    def _take(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Read key by key, also after ctrl+z and back, when the shell has put the terminal as it was."""
        try:
            tty.setcbreak(self._descriptor, termios.TCSADRAIN)
        except termios.error:
            # A terminal that closes continues what was stopped in it, and then it is gone.
            self.over = True


def _readable(descriptor: int | None, seconds: float | None, wake: int | None) -> bool:
    with selectors.DefaultSelector() as selector:
        if wake is not None:
            selector.register(wake, selectors.EVENT_READ)
        try:
            if descriptor is not None:
                selector.register(descriptor, selectors.EVENT_READ)
        except PermissionError:
            # A plain file is always readable, and epoll does not take it.
            return True
        ready = {key.fd for key, _ in selector.select(None if seconds is None else max(0.0, seconds))}
    if wake in ready:
        os.read(wake, ENOUGH)
    return descriptor in ready


def _meaning(line: str) -> str:
    """The key that a line or a typed word stands for, or the word itself where it stands for none.

    A line that says that something hurts, and how, is that word: "numb" is no "n".
    """
    typed = line.strip().lower()
    written = set(re.findall("[a-z]+", typed))
    if "skin" in written:
        return "skin"
    hurts = next((name for name, words in _HURTS.items() if written & set(words.split())), None)
    if hurts or typed in _WORDS:
        return hurts or _WORDS[typed]
    if len(typed) > 1 and "x" in latin(typed):
        # Keys pressed in a hurry, and "too much" is among them.
        return "x"
    return line.strip()
