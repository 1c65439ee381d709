"""Turns events into lines of plain text, for a terminal, a pipe or a screen reader."""

from collections.abc import Iterable, Sequence
from math import ceil

from stretchplayer import DISCLAIMER
from stretchplayer.caps.ledger import Strain
from stretchplayer.catalog import advice
from stretchplayer.catalog.step_names import listed
from stretchplayer.catalog.translated import passage
from stretchplayer.clock import moment
from stretchplayer.model.duration import spoken
from stretchplayer.model.getting_ready import cautioned_first, known_as
from stretchplayer.model.places import Place, place_of
from stretchplayer.model.steps import ContractRelax, Stretch, Topic
from stretchplayer.phrases import screen_words
from stretchplayer.phrases import segment_words as words
from stretchplayer.phrases.screen_words import english
from stretchplayer.phrases.segment_texts import segment_name
from stretchplayer.session import Snapshot, View
from stretchplayer.session import events as happened
from stretchplayer.session.too_much import TAKEN_BACK_WITHIN
from stretchplayer.text import capitalised
from stretchplayer.timeline import Segment
from stretchplayer.translation import gettext

_RING = frozenset({"go", "push", "release", "switch", "check-skin", "alarm", "done"})
_ALARM = frozenset({"alarm"})
_SHOWN_ON_ENTRY = frozenset({"prepare", "switch"})


class Narrator:
    """Turns events into lines; how a step is done is explained once, and not where it is `known`."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._explained = set(known)
        self._pull: int | None = None
        self._hurt_at: float | None = None
        self._take_off = self._let_go = True
        self._last: Segment | None = None
        self._place: Place | None = None
        self._then = self._in_round = self._phase = ""
        self._counted: tuple[object, ...] = ()

    def lines(self, events: Iterable[happened.Event]) -> list[str]:
        """The lines for these events, in order."""
        happening = tuple(events)
        # Both of these say it already.
        self._let_go = not any(isinstance(each, happened.Paused) for each in happening)
        self._take_off = self._let_go and not any(_released(each) for each in happening)
        return [line for event in happening for line in self._lines(event)]

    def count(self, view: View) -> str:
        """The repetition that has begun since this was asked last, with its side where sides take turns; or ""."""
        before, self._counted = self._counted, (view.path, view.rep, view.side, view.beat, view.beat_side)
        if view.state != "playing" or not view.beat or self._counted == before:
            return ""
        if view.beat_side:
            return f"{view.beat}, {view.beat_side}."
        return f"{view.beat}." if view.beat > 1 else ""

    def _lines(self, event: happened.Event) -> list[str]:
        match event:
            case happened.Entered(segment=segment):
                self._then = self._comes(segment)
                self._phase = segment.phase
                return self._entered(segment)
            case happened.Cued(cue="rest") if self._phase == "advice":
                # It was told when it was entered.
                return []
            case happened.Cued(cue="rest", text=text):
                return [f"{text}{self._then}"]
            case happened.Left(segment=segment) if segment.phase in _SHOWN_ON_ENTRY:
                return []
            case happened.Left(segment=segment) if segment.thermal and segment.phase == "work":
                return [screen_words.release(segment)] if self._take_off else []
            case happened.Strained(strains=strains):
                return self._strained(strains)
            case happened.Cued(cue="next" | "prepare"):
                return []
            case happened.Cued(cue="release") if not self._let_go:
                return []
            case happened.Cued(text=text) if text:
                return [text]
            case _:
                return _line(event)

    def _entered(self, segment: Segment) -> list[str]:
        """A step is announced when its first segment begins, whatever that is; a side when its way in begins."""
        if segment.phase == "prepare":
            take = words.take_up(segment, english())
            return [
                *self._round(segment),
                screen_words.get_ready(segment),
                *([take] if take else []),
                *self._how(segment),
            ]
        if segment.phase == "confirm":
            return [*(self._how(segment) if segment.targets else []), screen_words.confirmation(segment)]
        if segment.phase == "advice":
            return [*self._how(segment), *([english().press_y] if segment.waits else [])]
        return [*self._round(segment), *self._how(segment)] if segment.phase == "work" else []

    def _round(self, segment: Segment) -> list[str]:
        """Which round of a group begins."""
        text = screen_words.round_of(segment)
        if text in ("", self._in_round):
            return []
        self._in_round = text
        return [f"{capitalised(text)}."]

    def _comes(self, segment: Segment) -> str:
        """Which repetition comes after a rest between two of them."""
        last = self._last
        if segment.phase != "rest":
            self._last = segment
        elif last is not None and last.path == segment.path and last.rep and last.reps and last.rep < last.reps:
            return " " + gettext("Then {rep} of {reps}.").format(rep=last.rep + 1, reps=last.reps)
        return ""

    def _strained(self, strains: tuple[Strain, ...]) -> list[str]:
        """What "too much" does; the word that follows it adds nothing."""
        if not strains or strains[0].at == self._hurt_at:
            return []
        self._hurt_at = strains[0].at
        return [english().hurts_rest]

    def _how(self, segment: Segment) -> list[str]:
        what = segment.what
        name = segment.path if segment.thermal or segment.phase in ("confirm", "advice") else known_as(what)
        lines = []
        before, self._place = self._place, place_of(what) or self._place
        new = name not in self._explained
        led = words.way(before, segment, english(), explained=new) if segment.phase == "prepare" else ""
        if led and not new:
            lines.append(led)
        if new:
            self._explained.add(name)
            how = [each for each in (led, screen_words.joined(passage(what.how or ""))) if each]
            care = [screen_words.take_care(passage(what.caution))] if what.caution else []
            lines += care + how if cautioned_first(what) else how + care
        # An answer of today may allow less than what is known.
        if isinstance(what, Stretch | ContractRelax) and what.discomfort != self._pull:
            self._pull = what.discomfort
            lines.append(screen_words.mild_pull(what.discomfort))
        return lines


def _released(event: happened.Event) -> bool:
    return isinstance(event, happened.Cued) and event.cue == "release"


def rings(events: Iterable[happened.Event], *, muted: bool) -> bool:
    """Whether one of the events rings the terminal's bell; an alarm does even when `muted`."""
    heard = _ALARM if muted else _RING
    return any(isinstance(event, happened.Cued) and event.cue in heard for event in events)


def place(view: View, *, asked: bool = True) -> str:
    """A line on where the session is, and what is asked there."""
    side = f", {view.side_words}" if view.side_words else ""
    rep = ""
    if view.rep and view.reps and view.reps > 1:
        rep = ", " + gettext("{rep} of {reps}").format(rep=view.rep, reps=view.reps)
    if view.beat:
        rep += f", {screen_words.repetition(view.beat, view.beats)}"
    rep += f", {view.round}" if view.round else ""
    if view.total and not view.own_pace:
        left = gettext("{length} left").format(length=spoken(ceil(view.remaining)))
    else:
        left = gettext("waiting for you")
    step = gettext("Step {number} of {steps}: {name}").format(
        number=view.step, steps=view.steps, name=f"{view.name}{side}{rep}"
    )
    whole = gettext("Session: {length} left.").format(length=spoken(ceil(view.session_remaining)))
    return f"{step}. {left}. {whole} {view.prompt if asked else ''}".rstrip()


def summary(snapshot: Snapshot) -> str:
    """A line for the end of a session."""
    return gettext("Done: {length}, including {worked} of work. `stretchplayer ledger` shows more.").format(
        length=spoken(round(snapshot.seconds)), worked=spoken(round(snapshot.worked))
    )


def advised(topics: Sequence[Topic]) -> list[str]:
    """A line of advice, and how to read on; always with the disclaimer."""
    page, more = advice(topics[0]), listed([f"`stretchplayer advice {topic}`" for topic in topics])
    return [
        gettext("{title}: {line} More: {commands}.").format(title=page.title, line=page.line, commands=more),
        gettext(DISCLAIMER),
    ]


def left_out(event: happened.Withheld) -> str:
    """What is left out, why, and until when."""
    return screen_words.left_out(
        segment_name(event.segment), event.reason, "" if event.until is None else moment(event.until)
    )


def _line(event: happened.Event) -> list[str]:
    match event:
        case happened.Paused():
            return _paused(event)
        case happened.Extended():
            return [screen_words.extended(segment_name(event.segment), event.seconds)]
        case happened.Trimmed():
            return [screen_words.trimmed(segment_name(event.segment), event.asked, event.allowed, event.reason)]
        case happened.Withheld():
            return [left_out(event)]
        case happened.Refused():
            return [screen_words.refused(event.reason)]
        case _:
            return _fixed(event)


def _fixed(event: happened.Event) -> list[str]:
    """Lines with nothing to fill in."""
    said = english()
    match event:
        case happened.Resumed():
            return [gettext(screen_words.GOING_ON)]
        case happened.WordAsked():
            back = screen_words.take_back("u", TAKEN_BACK_WITHIN)
            return [f"{gettext(screen_words.STOPPED)} {gettext(screen_words.WHAT_HURT_KEYS)}", back]
        case happened.TookBack():
            return [gettext(screen_words.TAKEN_BACK)]
        case happened.RedFlagged(word="skin"):
            return [said.skin_signs]
        case happened.RedFlagged():
            return [said.red_flags_intro, *said.red_flags]
        case happened.Alarmed(ended=True):
            return [said.nobody_answered]
        case happened.Ended():
            return [f"{said.ended} {said.kept}"]
        case _:
            return []


def _paused(event: happened.Paused) -> list[str]:
    said = english()
    line = said.paused_worn if event.exposed else f"{said.paused} {said.press_space}"
    return [said.time_lost, line] if event.gap else [line]
