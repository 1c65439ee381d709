"""What the player shows at one instant, as texts, and the widgets that draw only what changes."""

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll

from stretchplayer.catalog import advice
from stretchplayer.phrases import headings, screen_words
from stretchplayer.session import View
from stretchplayer.session.view import clock
from stretchplayer.translation import gettext, pgettext
from stretchplayer.tui.command import key_label
from stretchplayer.tui.keymap import BY_NAME
from stretchplayer.tui.widgets.basics import Answers, Bare, Words
from stretchplayer.tui.widgets.countdown import Countdown
from stretchplayer.tui.widgets.drawn import Bar
from stretchplayer.tui.widgets.figure_panel import FigurePanel, Stage

if TYPE_CHECKING:
    from stretchplayer.caps import Verdict

_TONES: Final = {
    "prepare": "prepare",
    "confirm": "prepare",
    "work": "work",
    "contract": "contract",
}
_READING: Final = {"waiting": "reading", "playing": "telling"}
"""What a state is called while an advice is shown, by whether it waits for a key."""
_STOPPED: Final = frozenset({"paused", "exposed", "overdue", "asking", "alarming", "checking"})
_BREATH_CELLS: Final = 20
_WORD: Final = 11
"""Cells of the word for a breath."""
_SOON: Final = 0.05
"""Nothing on the screen is drawn again sooner than this, in seconds."""


class PlayerText(Struct, frozen=True, kw_only=True):
    """Texts, and shares from 0 to 1; `tone` names the colour of the phase, `digits` is the countdown.

    `done` and `behind` are the shares of the running segment and of the session.
    """

    state: str
    tone: str
    phase: str
    side: str
    large: str
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


def player_text(view: View, *, leaving: bool = False, kept: bool = True, back: str = "") -> PlayerText:
    """The texts for a view; with `leaving` the user is being asked whether to leave, with `kept` the place is kept.

    `back` is the key that takes a "too much" back.
    """
    asking = view.state == "asking"
    topic = "" if view.topic is None else advice(view.topic).title
    return PlayerText(
        state="leaving" if leaving else _READING.get(view.state, view.state) if view.topic else view.state,
        tone="stop" if view.state in _STOPPED else _TONES.get(view.phase or "", "rest"),
        phase=headings.heading(view.state, view.phase, view.kind, view.name, topic),
        side=_of("heading", headings.SIDES.get(view.beat_side or (view.side_words and view.side) or "", "")),
        large=headings.large_side(view.beat_side or view.side or ""),
        name=view.name,
        count=_count(view),
        digits="" if asking else _digits(view),
        how=" ".join(view.how.split()),
        care=_care(view),
        trim="" if view.cut is None else _trim(view.cut),
        breath=_rhythm(view),
        step=_place(view),
        left=screen_words.time_left(view.session_remaining),
        done=0.0 if view.own_pace else _share(view.remaining, view.total),
        behind=_share(view.session_remaining, view.session_total),
        following="" if asking else _following(view),
        prompt=_prompt(view, leaving=leaving, kept=kept),
        stopped="" if leaving else _stopped(view, back),
    )


def _of(context: str, text: str) -> str:
    return pgettext(context, text) if text else ""


def changes_in(view: View) -> float:
    """Seconds until the countdown reads something else; a second while it stands still."""
    if view.state in ("paused", "asking") or not view.total:
        return 1.0
    left = view.remaining - math.ceil(view.remaining) + 1.0
    if view.motion is not None:
        return max(_SOON, min(left, view.motion_left - math.ceil(view.motion_left) + 1.0))
    return left


def _share(left: float, whole: float) -> float:
    """How much is done, by whole seconds, so that the bars move together with the countdown."""
    return round(max(0.0, whole - math.ceil(left)) / whole, 3) if whole else 0.0


def _care(view: View) -> str:
    parts = []
    if view.discomfort is not None:
        parts.append(screen_words.pull(view.discomfort))
    if view.pressure is not None:
        parts.append(screen_words.pressure(view.pressure))
    if view.caution:
        parts.append(screen_words.take_care(view.caution))
    return " ".join(parts)


def _trim(cut: "Verdict") -> str:
    from stretchplayer.app.checking import words

    return f"✂ {words(cut)}"


def _rhythm(view: View) -> str:
    """The breath or the phase of a repetition, and a dot for each second of it that is left."""
    if view.state != "playing":
        return ""
    if view.own_pace:
        return gettext(headings.OWN_PACE)
    if view.breath is not None:
        return _dots(pgettext("breath", headings.BREATHS[view.breath]), view.breath_left, view.breath_total)
    if view.motion is not None:
        return _dots(
            pgettext("breath", headings.PHASES_OF_A_REPETITION[view.motion]), view.motion_left, view.motion_total
        )
    return ""


def _dots(word: str, left: float, total: float) -> str:
    most = min(_BREATH_CELLS, math.ceil(total))
    shown = min(most, math.ceil(left))
    return f"{' ' * max(0, _WORD - cell_len(word))}{word}  {'●' * shown}{'○' * (most - shown)}"


def _digits(view: View) -> str:
    """The repetition where they are counted, all of them at one's own pace, and the countdown otherwise."""
    if view.beats:
        return str(view.beat or view.beats)
    return clock(view.remaining) if view.total else ""


def _place(view: View) -> str:
    """Which step and which round it is."""
    step = gettext("Step {step} of {steps}").format(step=view.step, steps=view.steps) if view.steps else ""
    return f"{view.round}  {step}" if view.round else step


def _count(view: View) -> str:
    """Which repetition it is; before the first one how long and how often, in a rest which one comes."""
    of_set = (
        gettext("set {rep} of {reps}").format(rep=view.rep, reps=view.reps)
        if view.rep and view.reps and view.reps > 1
        else ""
    )
    if view.beats:
        number = screen_words.repetition(view.beat, view.beats) if view.beat else gettext("repetitions")
        return ", ".join(each for each in (number, of_set) if each)
    if view.rep and view.reps and view.reps > 1:
        return gettext("{rep} of {reps}").format(rep=view.rep, reps=view.reps)
    if view.phase == "prepare":
        return view.dose
    return (
        gettext("then {next_rep} of {next_reps}").format(next_rep=view.next_rep, next_reps=view.next_reps)
        if view.phase == "rest" and view.next_rep
        else ""
    )


def _prompt(view: View, *, leaving: bool, kept: bool) -> str:
    """What is asked; without the answers, which are buttons below it."""
    if leaving:
        return gettext(screen_words.LEAVE) if kept else gettext(screen_words.LOSE)
    return view.short or view.prompt


def _stopped(view: View, back: str) -> str:
    """How long it has been paused, and what resuming does; or how a "too much" is taken back."""
    if view.take_back and back:
        return screen_words.take_back(back, view.take_back)
    return (
        screen_words.paused_for(view.stopped_for, view.remaining if view.total else 0.0, view.phase or "")
        if view.state == "paused"
        else ""
    )


def _following(view: View) -> str:
    if not view.next_name:
        return gettext(screen_words.THE_END) if view.steps else ""
    count = (
        gettext("{next_rep} of {next_reps}").format(next_rep=view.next_rep, next_reps=view.next_reps)
        if view.next_rep
        else ""
    )
    return screen_words.following(view.next_name, view.next_side, count)


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
    """From top to bottom: where, what, how long, how, what next; beside it `panel`, which shows how it is done.

    `key_of` finds the key of a command; `answers` are the commands that answer the question of the moment.
    """

    def __init__(self, title: str, key_of: Callable[[str], str], panel: FigurePanel) -> None:
        super().__init__(id="player")
        self._title, self._key_of = title, key_of
        self._panel = panel
        self.answers: tuple[str, ...] = ()
        self._shown: PlayerText | None = None
        self._lines = {name: Words(id=name, classes="-empty") for name in (*_ROWS, *_WIDE, *_PARAGRAPHS)}
        self._countdown, self._large = Countdown(id="countdown"), Countdown(id="large-side")
        self._split, self._counted = False, ("", "", "")
        self._bars = (Bar(gettext("Now"), id="done"), Bar(gettext("Session"), id="behind"))

    def compose(self) -> ComposeResult:
        line = self._lines
        with Horizontal(id="place"):
            yield Words(self._title, id="heading")
            yield line["left"]
        with Stage(self._panel):
            with Middle(id="middle"):
                yield line["name"]
                with Container(id="now"):
                    with Horizontal(id="what"):
                        yield from (line["phase"], line["side"])
                    yield line["count"]
                yield self._countdown
                yield self._large
                with Vertical(id="ask"):
                    yield from (line["prompt"], line["stopped"])
                yield from (line["said"], line["breath"])
                yield Answers(id="answers")
            yield self._panel
        with VerticalScroll(id="words", can_focus=False):
            yield from (line["how"], line["care"], line["trim"])
        yield from self._bars
        with Horizontal(id="after"):
            yield from (line["following"], line["step"])

    def prepare(self, now: PlayerText) -> None:
        """Set the classes for `now` before anything is mounted: each later change styles all widgets again."""
        for name, line in self._lines.items():
            if name != "said":
                line.set_class(not getattr(now, name), "-empty", update=False)
        self._countdown.set_class(not now.digits, "-empty", update=False)
        self._large.set_class(not now.large, "-empty", update=False)
        self.add_class(f"-{now.tone}", update=False)
        self.set_class(now.state in headings.ANSWERS, "-question", update=False)
        self.set_class(now.state in _STANDING, "-standing", update=False)
        for reading in _READING_STATES:
            self.set_class(now.state == reading, f"-{reading}", update=False)

    def show(self, now: PlayerText) -> None:
        before, self._shown = self._shown, now
        if now == before:
            return
        for name in self._lines:
            if name != "said":
                self.write(name, getattr(now, name))
        self._fit(now)
        self._countdown.count(now.digits)
        self._countdown.set_class(not now.digits, "-empty")
        self._large.count(now.large)
        self._large.set_class(not now.large, "-empty")
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

    def on_resize(self) -> None:
        self._split = False
        if self._shown is not None:
            self._fit(self._shown)

    def _fit(self, now: PlayerText) -> None:
        """Put what is counted on a row of its own where it does not fit beside phase and side; it stays there."""
        room = self.query_one("#middle").size.width
        # A blank on each side of each but behind the last, and room for numbers that grow as long as the longest.
        words = [each for each in (now.phase, now.side, now.count) if each]
        numbers = [len(each) for each in re.findall(r"\d+", now.count)]
        growth = max(numbers, default=0) * len(numbers) - sum(numbers)
        needed = sum(cell_len(each) + 2 for each in words) - 1 + growth
        split = bool(room and now.count) and needed > room
        known, self._counted = self._counted, (now.phase, now.side, now.name)
        self._split = split or (self._split and bool(now.count) and known == self._counted)
        self.query_one("#now").set_class(self._split, "-two")

    def write(self, name: str, text: str) -> None:
        """Show `text` in one of the lines."""
        line = self._lines[name]
        if line.text != text:
            # Laying the page out anew is the most expensive operation: only where a row or a width may change.
            moves = name in _PARAGRAPHS or bool(line.text) != bool(text)
            line.set_class(not text, "-empty")
            line.say(text, layout=moves or (name in _WIDE and len(line.text) != len(text)))

    def _offer(self, state: str) -> None:
        """The answers of this state as buttons."""
        offered = headings.ANSWERS.get(state, ())
        self.answers = tuple(name for _, name in offered)
        self.query_one(Answers).offer(
            (f"{key_label(label)} ({self._key_of(name)})", BY_NAME[name].action) for label, name in offered
        )
        self.query_one("#ask").display = state != "playing"
        self.set_class(bool(offered), "-question")
