"""Tells events as lines of plain text, for a terminal, a pipe or a screen reader."""

from collections.abc import Iterable, Sequence

from stretchplayer.caps.ledger import Strain
from stretchplayer.caps.questions import RED_FLAGS, WHEN, skin_sign
from stretchplayer.catalog import advice, disclaimer
from stretchplayer.clock import moment
from stretchplayer.model.duration import spoken
from stretchplayer.model.steps import ContractRelax, Stretch, Topic
from stretchplayer.session import Snapshot, View
from stretchplayer.session import events as happened
from stretchplayer.timeline import Segment
from stretchplayer.timeline.cues import announcement, confirmation

KEYS = (
    "space pause, n next, ] next step, b back, + and - 10 s, x or ! too much, y yes, m mute, v voice, < > volume, "
    "? where am I, q leave"
)
WORDS = "s sharp, t tingling or numb, c cramp, d dizzy, k a blister or numb skin, o other"
SKIN = "y it looks and feels normal, x it does not, space pause, q leave, ? where am I"
SKIN_SIGNS = f"No more heat and no more cold today. {WHEN['same day']}: {skin_sign()}"
_RING = frozenset({"go", "release", "switch", "check-skin", "alarm", "done"})
_ALARM = frozenset({"alarm"})
_PLAIN = {
    happened.Resumed: "Going on.",
    happened.WordAsked: f"Stopped. What was it? {WORDS}",
    happened.Ended: "The session ends here. What was done is kept.",
}
_TOLD_ON_ENTRY = frozenset({"prepare", "switch"})


class Narrator:
    """Puts events into lines; how a step is done is told once, not before every side of it."""

    def __init__(self) -> None:
        self._explained: set[str] = set()
        self._pull: int | None = None
        self._hurt_at: float | None = None
        self._take_off = self._let_go = True
        self._last: Segment | None = None
        self._then = ""

    def lines(self, events: Iterable[happened.Event]) -> list[str]:
        """What is worth a line, in order."""
        told = tuple(events)
        # Both of these say it already.
        self._let_go = not any(isinstance(each, happened.Paused) for each in told)
        self._take_off = self._let_go and not any(_released(each) for each in told)
        return [line for event in told for line in self._lines(event)]

    def _lines(self, event: happened.Event) -> list[str]:
        match event:
            case happened.Entered(segment=segment):
                self._then = self._comes(segment)
                return self._entered(segment)
            case happened.Cued(cue="rest", text=text):
                return [f"{text}{self._then}"]
            case happened.Left(segment=segment) if segment.phase in _TOLD_ON_ENTRY:
                return []
            case happened.Left(segment=segment) if segment.thermal and segment.phase == "work":
                return [f"Take the {segment.kind} off."] if self._take_off else []
            case happened.Strained(strains=strains):
                return self._strained(strains)
            case happened.Cued(cue="next" | "prepare"):
                return []
            case happened.Cued(cue="release") if not self._let_go:
                return []
            case happened.Cued(text=text) if text:
                return [text]
            case _:
                return _told(event)

    def _entered(self, segment: Segment) -> list[str]:
        """A step is announced when its first segment begins, whatever that is; a side when its way in begins."""
        if segment.phase == "prepare":
            return [f"Get ready: {announcement(segment)}", *self._how(segment)]
        if segment.phase == "confirm":
            return [*(self._how(segment) if segment.targets else []), confirmation(segment)]
        if segment.phase == "advice":
            return [*self._how(segment), *(["Press y to go on."] if segment.waits else [])]
        return self._how(segment) if segment.phase == "work" else []

    def _comes(self, segment: Segment) -> str:
        """Which repetition comes after a rest between two of them."""
        last = self._last
        if segment.phase != "rest":
            self._last = segment
        elif last is not None and last.path == segment.path and last.rep and last.reps and last.rep < last.reps:
            return f" Then {last.rep + 1} of {last.reps}."
        return ""

    def _strained(self, strains: tuple[Strain, ...]) -> list[str]:
        """What "too much" does; the word that follows for it changes nothing of that."""
        if not strains or strains[0].at == self._hurt_at:
            return []
        self._hurt_at = strains[0].at
        return ["What hurt rests for the remainder of this session, and has half of what was left for 24 hours."]

    def _how(self, segment: Segment) -> list[str]:
        if segment.path in self._explained:
            return []
        self._explained.add(segment.path)
        what = segment.what
        told = [_joined(what.how)] if what.how else []
        told += [f"Take care: {_joined(what.caution)}"] if what.caution else []
        if isinstance(what, Stretch | ContractRelax) and what.discomfort != self._pull:
            self._pull = what.discomfort
            told.append(f"A mild pull is enough: at most {what.discomfort} of 10, and never pain.")
        return told


def _released(event: happened.Event) -> bool:
    return isinstance(event, happened.Cued) and event.cue == "release"


def rings(events: Iterable[happened.Event], *, muted: bool) -> bool:
    """Whether one of the events deserves the terminal's bell; an alarm does even when it is `muted`."""
    heard = _ALARM if muted else _RING
    return any(isinstance(event, happened.Cued) and event.cue in heard for event in events)


def place(view: View) -> str:
    """One line that says where the session is."""
    side = f", {view.side_words}" if view.side_words else ""
    rep = f", {view.rep} of {view.reps}" if view.rep and view.reps and view.reps > 1 else ""
    left = f"{spoken(view.remaining)} left" if view.total else "waiting for you"
    return (
        f"Step {view.step} of {view.steps}: {view.name}{side}{rep}. {left}. "
        f"Session: {spoken(view.session_remaining)} left. {view.prompt}".rstrip()
    )


def summary(snapshot: Snapshot) -> str:
    """One line for the end of a session."""
    return (
        f"Done: {spoken(snapshot.seconds)}, of it {spoken(snapshot.worked)} of work. `stretchplayer ledger` shows more."
    )


def advised(topics: Sequence[Topic]) -> list[str]:
    """One line of advice, and how to read on; never without the disclaimer."""
    told, more = advice(topics[0]), " and ".join(f"`stretchplayer advice {topic}`" for topic in topics)
    return [f"{told.title}: {told.line} More: {more}.", disclaimer()]


def left_out(event: happened.Withheld) -> str:
    """What is left out, why, and until when."""
    again = "" if event.until is None else f" Again from {moment(event.until)}."
    return f"{event.segment.name} is left out. {event.reason}{again}"


def _told(event: happened.Event) -> list[str]:
    match event:
        case happened.Paused():
            return _paused(event)
        case happened.Extended():
            return [f"{event.segment.name}: now {spoken(event.seconds)} in all."]
        case happened.Trimmed():
            return [f"{event.segment.name}: {event.asked:g} s is trimmed to {event.allowed:g} s. {event.reason}"]
        case happened.Withheld():
            return [left_out(event)]
        case happened.RedFlagged(word="skin"):
            return [SKIN_SIGNS]
        case happened.RedFlagged():
            return ["That ends the session. Get help now for any of these:", *RED_FLAGS["emergency"]]
        case happened.Alarmed(ended=True):
            return ["Nobody answered: this is over."]
        case happened.Refused():
            return [f"Not now: {event.reason.removesuffix('.')}."]
        case _:
            return [_PLAIN[type(event)]] if type(event) in _PLAIN else []


def _paused(event: happened.Paused) -> list[str]:
    if event.exposed:
        told = "Paused, but heat and cold go on working: take it off, then press y."
    else:
        told = "Paused. Let go. Press space to go on."
    return ["Time was lost: the machine slept or was stopped.", told] if event.gap else [told]


def _joined(text: str) -> str:
    return " ".join(text.split())
