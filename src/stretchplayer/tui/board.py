"""The board of the player: draws a `Shown`, and of that only what differs from the last one."""

from collections.abc import Callable
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from stretchplayer.tui.bar import Bar
from stretchplayer.tui.bare import Bare
from stretchplayer.tui.countdown import Countdown
from stretchplayer.tui.page import Words
from stretchplayer.tui.question import Answers
from stretchplayer.tui.shown import Shown
from stretchplayer.tui.stand import FigurePanel, Stage

_WELL: Final = (("All is well", "yes"), ("Too much", "too-much"))
_ANSWERS: Final = {
    "leaving": (("Leave", "yes"), ("End it", "end"), ("Stay", "leave")),
    "paused": (("Go on", "pause"), ("Leave", "leave")),
    "exposed": (("It is off", "yes"),),
    "overdue": (("It is off", "yes"),),
    "reading": (("Go on", "yes"), ("Read on", "read-advice")),
    "telling": (("Read on", "read-advice"),),
    "waiting": (("Yes", "yes"), ("Leave it out", "next")),
    "checking": _WELL,
    "alarming": _WELL,
    "asking": (
        ("Sharp", "sharp"),
        ("Tingling", "tingling"),
        ("Cramp", "cramp"),
        ("Dizzy", "dizzy"),
        ("Skin", "skin"),
        ("Other", "other"),
    ),
}
"""What can be answered in a state, and the command that says it."""
_WIDE: Final = ("left", "phase", "side", "count", "step")
"""Words as wide as what they read."""
_ROWS: Final = ("name", "breath", "following")
"""Words that have a whole row, whatever they read."""
_PARAGRAPHS: Final = ("prompt", "stopped", "said", "how", "care", "trim")
"""Words that may take several rows."""
_STANDING: Final = frozenset({"paused", "leaving", "exposed", "overdue", "asking"})
"""States in which nothing is to be done with the body just now."""
_READING: Final = ("reading", "telling")
"""States in which there is something to read."""
_TONES: Final = ("prepare", "work", "contract", "rest", "stop")


class Middle(Vertical, Bare):
    """The countdown, with what is said above and below it."""


class PlayerView(Vertical, Bare):
    """From top to bottom: where, what, how long, how, what next; beside it `stand`, which shows how it is done.

    `key_of` tells the key of a command; `answers` are the commands that answer what is asked just now.
    """

    def __init__(self, title: str, key_of: Callable[[str], str], stand: FigurePanel) -> None:
        super().__init__(id="board")
        self._title, self._key_of = title, key_of
        self._stand = stand
        self.answers: tuple[str, ...] = ()
        self._shown: Shown | None = None
        self._lines = {name: Words(id=name, classes="-empty") for name in (*_ROWS, *_WIDE, *_PARAGRAPHS)}
        self._countdown = Countdown()
        self._bars = (Bar("Now", id="done"), Bar("Session", id="behind"))

    def compose(self) -> ComposeResult:
        """The lines, in order."""
        line = self._lines
        with Horizontal(id="place"):
            yield Words(self._title, id="heading")
            yield line["left"]
        with Stage(self._stand):
            with Middle(id="middle"):
                yield line["name"]
                with Horizontal(id="now"):
                    yield from (line["phase"], line["side"], line["count"])
                yield self._countdown
                with Vertical(id="ask"):
                    yield from (line["prompt"], line["stopped"])
                yield from (line["said"], line["breath"])
                yield Answers(id="answers")
            yield self._stand
        with VerticalScroll(id="words", can_focus=False):
            yield from (line["how"], line["care"], line["trim"])
        yield from self._bars
        with Horizontal(id="after"):
            yield from (line["following"], line["step"])

    def show(self, now: Shown) -> None:
        """Let it read `now`."""
        before, self._shown = self._shown, now
        if now == before:
            return
        for name in self._lines:
            if name != "said":
                self.write(name, getattr(now, name))
        self._countdown.count(now.digits)
        self._countdown.set_class(not now.digits, "-empty")
        for bar, share in zip(self._bars, (now.done, now.behind), strict=True):
            bar.fill(share)
        if before is None or before.tone != now.tone:
            # What comes off is not looked at before the other is on: each look goes over the whole board.
            self.remove_class(*(f"-{tone}" for tone in _TONES if tone != now.tone), update=False)
            self.add_class(f"-{now.tone}")
        if before is None or before.state != now.state:
            self._offer(now.state)
            self.set_class(now.state in _STANDING, "-standing")
            for reading in _READING:
                self.set_class(now.state == reading, f"-{reading}")

    def write(self, name: str, text: str) -> None:
        """Let one line read `text`."""
        line = self._lines[name]
        if line.text != text:
            # Laying the page out anew is the dearest thing there is: only where a row or a width may change.
            moves = name in _PARAGRAPHS or bool(line.text) != bool(text)
            line.set_class(not text, "-empty")
            line.say(text, layout=moves or (name in _WIDE and len(line.text) != len(text)))

    def _offer(self, state: str) -> None:
        """The answers of this state as buttons."""
        offered = _ANSWERS.get(state, ())
        self.answers = tuple(name for _, name in offered)
        self.query_one(Answers).offer((f"{label} ({self._key_of(name)})", name) for label, name in offered)
        self.query_one("#ask").display = state != "playing"
        self.set_class(bool(offered), "-question")
