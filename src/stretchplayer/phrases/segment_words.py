"""What is said about a piece of a session, in the words of its language; one short sentence at a time."""

import re
from collections.abc import Iterable
from typing import Final

from stretchplayer.catalog.translated import passage, thing
from stretchplayer.model.duration import Held
from stretchplayer.model.getting_ready import cautioned_first, instructed, on_a_leg
from stretchplayer.model.places import Place, place_of, way_to
from stretchplayer.model.steps import (
    Advice,
    Breathe,
    Cold,
    ContractRelax,
    Heat,
    Massage,
    Movement,
    Position,
    Rest,
    Stretch,
    set_seconds,
)
from stretchplayer.phrases import Phrases
from stretchplayer.phrases.segment_texts import segment_name
from stretchplayer.timeline import Segment

_PLACED_WITHIN: Final = 2
"""In which of its first sentences a text may say how to be placed."""
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")


def name(segment: Segment) -> str:
    """What is to be done."""
    return sentence(passage(segment.what.say) if segment.what.say else segment_name(segment))


def side(segment: Segment, phrases: Phrases) -> str:
    """On which side, or "" where there is none, or where it goes without saying that it is both."""
    what = segment.what
    if isinstance(what, Movement) and what.sides == "alternate":
        return _opened(phrases.in_turn)
    told = segment.side in ("left", "right") or (segment.side and isinstance(what, Heat | Cold | Massage))
    return _opened(phrases.side(segment.side)) if told and segment.side else ""


def switch(segment: Segment, phrases: Phrases) -> str:
    """That the side changes, to which, and what of the body is moved for it."""
    side = segment.side or "both"
    if side != "both" and not isinstance(segment.what, Heat | Cold | Massage):
        if segment.what.position == "lying-side":
            return phrases.turn_over(side)
        if on_a_leg(segment.what):
            return phrases.switch_leg(side)
    return phrases.switch_to(side)


def dose(segment: Segment, phrases: Phrases) -> str:
    """How long, and how often."""
    match segment.what:
        case Stretch(hold=Held(ramp=tuple(ramp))) if ramp:
            text = f"{', '.join(map(phrases.duration, ramp))}."
        case Stretch(hold=hold, reps=reps):
            text = phrases.times(hold.of(segment.side, 1), reps)
        case ContractRelax(effort=effort, contract=push, hold=hold, reps=reps):
            text = phrases.push(effort, push, hold, reps)
        case Movement() as what:
            text = _movement(what, phrases)
        case Massage(duration=length, sets=sets):
            text = phrases.times(length, sets)
        case Breathe() as what:
            text = phrases.breathing(what)
        case Heat(duration=length) | Cold(duration=length) | Rest(duration=length):
            text = phrases.duration(length)
        case _:
            return ""
    return _opened(text)


def dose_of_side(segment: Segment, phrases: Phrases) -> str:
    """The dose, with the words that it is for this side only where it could be for both: "3 times, on this side."."""
    text, what = dose(segment, phrases), segment.what
    one_side = segment.side in ("left", "right") and not isinstance(what, Heat | Cold)
    often = max(getattr(what, "reps", None) or 1, getattr(what, "sets", None) or 1) > 1
    return phrases.per_side(text) if one_side and often and text.count(".") == 1 else text


def _movement(step: Movement, phrases: Phrases) -> str:
    alone = step.reps == step.sets == 1 and step.tempo is not None
    if step.reps is None or step.duration is not None or alone:
        return phrases.times(set_seconds(step), step.sets)
    held = step.hold or 0.0
    if step.reps > 1:
        text = phrases.repetitions(step.reps, step.sets, held)
    else:
        # One in each set: the sets are what is counted, and a hold that comes once is a time.
        text = phrases.times(held, 1) if held and step.sets == 1 else phrases.repetitions(step.sets, held=held)
    if step.tempo is None:
        return f"{text} {phrases.own_pace}"
    return f"{text} {phrases.pace(step.tempo.phases)}" if step.tempo.phases else text


def round_of(segment: Segment, phrases: Phrases) -> str:
    """Which round it is, with those of the groups around it first; "" where there is one alone."""
    return " ".join(phrases.round(number, rounds) for number, rounds, _ in rounds_of(segment))


def rounds_of(segment: Segment) -> tuple[tuple[int, int, str], ...]:
    """Each group around a segment that is played several times: its round, how many there are, its name."""
    if segment.round is None or segment.rounds is None:
        return ()
    return (*segment.around, (segment.round, segment.rounds, segment.group))


def explained(
    segment: Segment, phrases: Phrases, *, before: Place | None = None, brief: bool = False
) -> tuple[str, ...]:
    """How to get there, where and how to be, what to take care of, what to do: sentence by sentence.

    What to take care of comes first where somebody should not get into that position, or is slow to get out of it.
    Who is in the place of the step `before` need not be led to it; in `brief` it is not said what to do.
    """
    what = segment.what
    done, care = [] if brief else sentences(passage(what.how or "")), sentences(passage(what.caution or ""))
    first = _placing(done, what.position, phrases)
    place = done[:first]
    led = way(before, segment, phrases, explained=not brief)
    if led and place and what.position == "lying-side" and segment.side in ("left", "right"):
        # First which side is to be up.
        place = [*place, led]
    elif led:
        place = [led, *place]
    elif what.position is not None and not place and before != place_of(what):
        place = [phrases.be[what.position]]
    return (*care, *place, *done[first:]) if cautioned_first(what) else (*place, *care, *done[first:])


def way(before: Place | None, segment: Segment, phrases: Phrases, *, explained: bool = False) -> str:
    """How to come down to the floor, up from it, or from one place on it to another; "" where one does not.

    Also "" where it is `explained` how the step is done, and that begins with how to get there.
    """
    found, first = way_to(before, segment.what), sentences(passage(segment.what.how or ""))[:1]
    if found is None or (explained and any(word in text.casefold() for text in first for word in phrases.way_words)):
        return ""
    return phrases.way[found.start][found.end]


def take_up(segment: Segment, phrases: Phrases) -> str:
    """What to take for the work that a segment leads into, where it was not used lately."""
    named = [each if each in phrases.tools else thing(each) for each in segment.take]
    return phrases.take_up(named) if named else ""


def eyes(segment: Segment, phrases: Phrases) -> str:
    """That the eyes may close in the work that a segment leads into, or open before it."""
    match segment.eyes:
        case "close":
            return phrases.eyes_close
        case "open":
            return phrases.eyes_open_again
        case "open briefly":
            return phrases.eyes_open_briefly
        case _:
            return ""


def place_before(segments: Iterable[Segment]) -> Place | None:
    """Where the body is after some segments, the last of them first; None where none of them says it."""
    done = (each.what for each in segments if each.works or each.phase == "advice" or followed(each))
    return next((found for found in map(place_of, done) if found is not None), None)


def moved(before: Place | None, segment: Segment, phrases: Phrases) -> str:
    """What somebody who knows a step hears of its place: how to get there, or that one stands up or sits down."""
    what = segment.what
    if before is None or what.position is None or before == place_of(what):
        return ""
    here = sentences(passage(what.how or ""))[:1]
    either = all(_placing(here, each, phrases) for each in ("standing", "sitting"))
    return way(before, segment, phrases) or ("" if either else phrases.be[what.position])


def halfway(segment: Segment, phrases: Phrases) -> str:
    """What is said in the middle: that it is, and to change direction where the step wants that."""
    how = passage(segment.what.how or "").casefold()
    return phrases.halfway_turn if any(word in how for word in phrases.turn_words) else phrases.halfway


def _placing(done: list[str], position: Position | None, phrases: Phrases) -> int:
    """How many of the first sentences of a text say how to be placed."""
    if position is None:
        return 0
    found = [
        number
        for number, text in enumerate(done[:_PLACED_WITHIN], 1)
        if any(word in text.casefold() for word in phrases.place_words[position])
    ]
    return found[-1] if found else 0


def followed(segment: Segment) -> bool:
    """Whether something is done in a segment that is told before: work, or a rest with something to do in it."""
    return segment.works or (segment.phase == "rest" and segment.kind == "rest" and instructed(segment.what))


def begin(segment: Segment, phrases: Phrases, *, counted: bool = True) -> str:
    """What is said when work begins: "Hold. 2 of 3."; without the number where there is no time for it."""
    match segment.what:
        case ContractRelax() if segment.phase == "contract":
            word = phrases.push_gently
        case ContractRelax():
            return phrases.relax_and_stretch
        case Stretch():
            word = phrases.ease_in
        case Breathe():
            return phrases.breathe_in
        case Rest():
            return phrases.now
        case _:
            word = phrases.go
    rep, reps = segment.rep or 1, segment.reps or 1
    return f"{word} {phrases.count(rep, reps)}" if counted and reps > 1 else word


def end(segment: Segment, phrases: Phrases) -> str:
    """What is said when work ends."""
    if segment.kind == "rest":
        return phrases.enough
    match segment.load:
        case "heat":
            return phrases.take_off_heat
        case "cold":
            return phrases.take_off_cold
        case "dynamic" | "exercise" | "massage" | "gun":
            return phrases.stop
        case _:
            # "Let go" would be heard as of the towel, or of the chair.
            return "" if segment.kind == "breathe" else phrases.ease_off


def the_end(segment: Segment, phrases: Phrases) -> tuple[str, ...]:
    """What is said last, after the end of the work that a segment may be."""
    position = segment.what.position
    after = phrases.at_the_end[position] if position is not None else ""
    parts = (end(segment, phrases) if segment.works else "", phrases.that_is_all, after)
    return tuple(each for each in parts if each)


def question(segment: Segment, phrases: Phrases, *, recorded: bool = False) -> tuple[str, ...]:
    """What is asked before heat or cold, or before the routine goes on; a recording cannot hear an answer."""
    match segment.what:
        case Heat() | Cold() as what:
            asked = phrases.confirm(what, recorded=recorded)
        case Advice(how=text) if segment.phase == "advice":
            parts = sentences(passage(text or ""))
            return tuple(parts) if recorded or not segment.waits else (*parts, phrases.press_y)
        case _:
            return () if recorded else (phrases.press_y,)
    told = explained(segment, phrases)
    parts = [name(segment), side(segment, phrases), *told, dose(segment, phrases), *sentences(asked)]
    return tuple(each for each in parts if each)


def skin(segment: Segment, phrases: Phrases, *, recorded: bool = False) -> tuple[str, ...]:
    """The question about the skin in the middle of heat or cold, in full."""
    if segment.load == "heat":
        return tuple(sentences(phrases.recorded_skin_heat if recorded else phrases.skin_heat))
    return tuple(sentences(phrases.recorded_skin_cold if recorded else phrases.skin_cold))


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [each for each in _SENTENCES.split(" ".join(text.split())) if each]


def sentence(text: str) -> str:
    """The text with a full stop, unless it has an end already."""
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _opened(text: str) -> str:
    """The text as a sentence of its own."""
    return sentence(text[:1].upper() + text[1:])
