"""What the player shows at one instant, as words, and the widgets that draw only what differs."""

import math
from collections.abc import Callable
from typing import Final

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from stretchplayer.app.checking import words
from stretchplayer.catalog import advice
from stretchplayer.model.duration import spoken
from stretchplayer.session import View
from stretchplayer.session.view import clock
from stretchplayer.tui.widgets.basics import Answers, Words
from stretchplayer.tui.widgets.countdown import Countdown
from stretchplayer.tui.widgets.drawn import Bar, Bare
from stretchplayer.tui.widgets.figure_panel import FigurePanel, Stage

_WORK: Final = {
    "stretch": "HOLD",
    "contract-relax": "HOLD",
    "dynamic": "MOVE",
    "massage": "ROLL AND PRESS",
    "heat": "HEAT IS ON",
    "cold": "COLD IS ON",
    "breathe": "BREATHE",
    "rest": "REST",
}
_PHASES: Final = {
    "prepare": "GET READY",
    "contract": "PUSH GENTLY",
    "rest": "REST",
    "switch": "CHANGE SIDES",
    "confirm": "READY?",
    "advice": "READ",
}
_STATES: Final = {
    "paused": "PAUSED",
    "exposed": "TAKE IT OFF",
    "overdue": "TAKE IT OFF NOW",
    "asking": "STOPPED",
    "checking": "LOOK AT THE SKIN",
    "alarming": "LOOK AT THE SKIN NOW",
    "finished": "DONE",
    "ended": "ENDED",
}
_ARROWS: Final = {"left": "◀◀ LEFT SIDE", "right": "RIGHT SIDE ▶▶", "both": "◀ BOTH SIDES ▶"}
_BREATHS: Final = {"in": "breathe in", "hold": "hold", "out": "breathe out"}
_TONES: Final = {
    "prepare": "prepare",
    "confirm": "prepare",
    "work": "work",
    "contract": "contract",
}
_READING: Final = {"waiting": "reading", "playing": "telling"}
"""What a state is called while an advice is shown, by whether it waits for a key."""
_STOPPED: Final = frozenset({"paused", "exposed", "overdue", "asking", "alarming", "checking"})
_LEAVE: Final = "Leave now? The place is kept."
_LOSE: Final = "Leave now? Nothing can be remembered here, so the place will be lost."
_SHORT: Final = {"Let go.": "Let go.", "What was it?": "What was it?"}
"""Where the buttons say the rest."""
_MINUTE: Final = 60
_BREATH_CELLS: Final = 20


class Shown(Struct, frozen=True, kw_only=True):
    """Words, and shares from 0 to 1; `tone` names the colour of the phase, `digits` is the countdown.

    `done` and `behind` are the shares of the running piece and of the session.
    """

    state: str
    tone: str
    phase: str
    side: str
    name: str
    count: str
    digits: str
    how: str
    care: str
    trim: str
    breath: str
    step: str
    left: str
    done: float
    behind: float
    following: str
    prompt: str
    stopped: str


def shown(view: View, *, leaving: bool = False, kept: bool = True) -> Shown:
    """The words for a view; with `leaving` it is asked whether to leave, `kept` is whether the place will be kept."""
    asking = view.state == "asking"
    return Shown(
        state="leaving" if leaving else _READING.get(view.state, view.state) if view.topic else view.state,
        tone=_tone(view),
        phase=_phase(view),
        side=_ARROWS.get(view.side or "", ""),
        name=view.name,
        count=_count(view),
        digits=clock(view.remaining) if view.total and not asking else "",
        how=" ".join(view.how.split()),
        care=_care(view),
        trim="" if view.cut is None else f"✂ {words(view.cut)}",
        breath=_breath(view),
        step=f"Step {view.step} of {view.steps}" if view.steps else "",
        left=_left(view.session_remaining),
        done=_share(view.remaining, view.total),
        behind=_share(view.session_remaining, view.session_total),
        following="" if asking else _following(view),
        prompt=_prompt(view, leaving=leaving, kept=kept),
        stopped="" if leaving else _stopped(view),
    )


def changes_in(view: View) -> float:
    """Seconds until the countdown reads something else; far away while it stands still."""
    if view.state == "paused" or not view.total:
        return 1.0
    return view.remaining - math.ceil(view.remaining) + 1.0


def _share(left: float, whole: float) -> float:
    """How much is behind, by the second: the bars move when the countdown does."""
    return round(max(0.0, whole - math.ceil(left)) / whole, 3) if whole else 0.0


def _tone(view: View) -> str:
    return "stop" if view.state in _STOPPED else _TONES.get(view.phase or "", "rest")


def _phase(view: View) -> str:
    if view.state in _STATES:
        return _STATES[view.state]
    if view.topic is not None:
        title = advice(view.topic).title
        return "READ" if title.casefold() in view.name.casefold() else f"READ: {title}"
    return _WORK.get(view.kind, "GO") if view.phase == "work" else _PHASES.get(view.phase or "", "")


def _care(view: View) -> str:
    told = []
    if view.discomfort is not None:
        told.append(f"A mild pull, at most {view.discomfort} of 10; never pain.")
    if view.pressure is not None:
        told.append(f"Pressure at most {view.pressure} of 10.")
    if view.caution:
        told.append(f"Take care: {' '.join(view.caution.split())}")
    return " ".join(told)


def _breath(view: View) -> str:
    """The breath, and a dot for each second of it that is left."""
    if view.breath is None or view.state != "playing":
        return ""
    most = min(_BREATH_CELLS, math.ceil(view.breath_total))
    left = min(most, math.ceil(view.breath_left))
    return f"{_BREATHS[view.breath]:>11}  {'●' * left}{'○' * (most - left)}"


def _count(view: View) -> str:
    """Which repetition it is; before the first one how long and how often, in a rest which one comes."""
    if view.rep and view.reps and view.reps > 1:
        return f"{view.rep} of {view.reps}"
    if view.phase == "prepare":
        return view.dose
    return f"then {view.next_rep} of {view.next_reps}" if view.phase == "rest" and view.next_rep else ""


def _prompt(view: View, *, leaving: bool, kept: bool) -> str:
    """What is asked; without the answers, which stand below it."""
    if leaving:
        return _LEAVE if kept else _LOSE
    return next((short for long, short in _SHORT.items() if view.prompt.startswith(long)), view.prompt)


def _stopped(view: View) -> str:
    """How long it has been paused, and what going on will do."""
    if view.state != "paused":
        return ""
    told = f"Paused for {spoken(float(max(1, int(view.stopped_for))))}"
    if view.total and view.remaining > 0:
        told += f"; after a moment to get ready, {spoken(float(math.ceil(view.remaining)))} are left"
    return f"{told}."


def _left(seconds: float) -> str:
    """Whole minutes while there are several: what changes every second is the countdown."""
    if seconds >= 2 * _MINUTE:
        return f"{math.ceil(seconds / _MINUTE)} min left"
    return f"{spoken(float(math.ceil(seconds)))} left" if seconds > 0 else ""


def _following(view: View) -> str:
    if not view.next_name:
        return "Next: the end" if view.steps else ""
    count = f"{view.next_rep} of {view.next_reps}" if view.next_rep else ""
    return f"Next: {', '.join(each for each in (view.next_name, view.next_side, count) if each)}"


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
_READING_STATES: Final = ("reading", "telling")
"""States in which there is something to read."""
_TONE_CLASSES: Final = ("prepare", "work", "contract", "rest", "stop")


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

    def prepare(self, now: Shown) -> None:
        """Take the classes for `now` before anything is mounted: each that changes later styles all widgets again."""
        for name, line in self._lines.items():
            if name != "said":
                line.set_class(not getattr(now, name), "-empty", update=False)
        self._countdown.set_class(not now.digits, "-empty", update=False)
        self.add_class(f"-{now.tone}", update=False)
        self.set_class(now.state in _ANSWERS, "-question", update=False)
        self.set_class(now.state in _STANDING, "-standing", update=False)
        for reading in _READING_STATES:
            self.set_class(now.state == reading, f"-{reading}", update=False)

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
            self.remove_class(*(f"-{tone}" for tone in _TONE_CLASSES if tone != now.tone), update=False)
            self.add_class(f"-{now.tone}")
        if before is None or before.state != now.state:
            self._offer(now.state)
            self.set_class(now.state in _STANDING, "-standing")
            for reading in _READING_STATES:
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
