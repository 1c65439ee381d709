"""What the screen and the plain lines show: English so far, with lengths in units; labels and warning signs too."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Final

from stretchplayer.catalog.translated import name, passage
from stretchplayer.cue_points import CuePoint
from stretchplayer.model.duration import spoken
from stretchplayer.model.steps import IN_TURN, Advice, Cold, Group, Heat, Movement
from stretchplayer.phrases import segment_words as words
from stretchplayer.phrases.languages import Phrases, Side, in_words
from stretchplayer.text import count_of
from stretchplayer.timeline import Segment
from stretchplayer.translation import gettext, to_translate

_FEW_MINUTES: Final = 300.0
_MINUTE: Final = 60
_SINGULAR: Final = ("1 s", "1 min", "1 h")
INTRODUCED: Final = "You hear what this is first. Press n to begin at once."
THE_END: Final = "Next: the end"
DONE: Final = "Done."
WELL_DONE: Final = "Done. Well done."
DONE_AND_RESTING: Final = "Done. What hurt rests now."
BREATHE: Final = "Breathe."
ENDED: Final = "Ended here."
GOING_ON: Final = "Going on."
STAYING: Final = "Staying. Paused: space goes on."
LEAVE: Final = "Leave now? The place is kept."
LOSE: Final = "Leave now? Nothing can be remembered here, so the place will be lost."
LEAVE_KEYS: Final = "y leave, e end it for good, any other key stays."
TAKE_OFF_FIRST: Final = "Take it off first and press y; then q leaves."
TAKE_OFF_NOW: Final = "Take it off now, then press y."
LOOK_NOW: Final = "Nobody answered. Look at the skin."
LEFT_OUT_ALONE: Final = "Nobody can answer here: this is left out."
NOTHING_LEFT: Final = "Paused. Nothing is left to do: space ends it."
WHAT_WAS_IT: Final = "What was it?"
WHAT_HURT: Final = "What was it? Sharp pain, tingling, cramp, dizziness, a blister or numb skin, or something else?"
FIRST_SAY: Final = "First say what it was"
STOPPED: Final = "Stopped. What was it?"
WHAT_HURT_KEYS: Final = "s sharp, t tingling or numb, c cramp, d dizzy, k a blister or numb skin, o other"
TAKE_BACK: Final = "Pressed by mistake? {key} takes it back, for {length} more."
TAKEN_BACK: Final = "Taken back: nothing of it is kept."
NOTHING_TO_TAKE_BACK: Final = "there is no “too much” to take back here"
TOO_LATE: Final = "“too much” can be taken back for a minute, and that is over"
KEYS: Final = (
    "space pause, n next, ] next step, b back, + and - 10 s, x or ! too much, y yes, m mute, v voice, < > volume, "
    "l time left, ? where am I, o another move (in a pause), q leave"
)
SKIN_KEYS: Final = "y it looks and feels normal, x it does not, space pause, q leave, ? where am I"
WHY_NOT: Final[Mapping[str, str]] = {
    "playing": to_translate("it is running already"),
    "waiting": to_translate("it waits for your answer"),
    "checking": to_translate("look at the skin first"),
    "alarming": to_translate("answer the alarm first"),
    "paused": to_translate("it is paused"),
    "exposed": to_translate("take the pack off first, then press y"),
    "overdue": to_translate("take the pack off first, then press y"),
    "asking": to_translate("say first what was too much"),
    "finished": to_translate("the session is over"),
    "ended": to_translate("the session has been ended"),
}
"""Why a command means nothing, by the state of the session."""
NOTHING_TO_CONFIRM: Final = "there is nothing to confirm"
NOTHING_TO_CHANGE: Final = "there is nothing to change"
NOTHING_AFTER: Final = "there is nothing after this"
NOTHING_BEFORE: Final = "there is nothing before this"
NO_NUMBER: Final = "that is no number of seconds"
WAITS_FOR_KEY: Final = "this waits for a key, not for a time"
NO_MORE_WRITTEN: Final = "the routine says no more than that"
REST_TOO_LONG: Final = "no rest is made longer than an hour"
HOW_STIFF: Final = "How stiff are you now, 0 to 10?"
CAREFUL: Final = "Your profile is not answered: careful limits hold."
NOT_PLAYABLE_YET: Final = "This file cannot be played yet"
NOTHING_NOW: Final = "Nothing of this may be played now"
NO_UNFINISHED: Final = "There is no unfinished session."
TAKEN_UP: Final = "Another copy has just taken this session up."
RESUMES: Final = "`stretchplayer resume` goes on with it"
SAVED: Final = "Saved. `stretchplayer resume` goes on from here."
NOT_SAVED: Final = "Not saved: nothing can be remembered here."
SWITCHED_OFF: Final = "switched off in the file"
NO_OTHER_MOVE: Final = "No other move for these muscles can be played here now."
FOR_THIS_SESSION: Final = "For this session only: the file stays as it is."
WHICH_MOVE: Final = "Which move instead?"
WHICH_STEP: Final = "For which step?"
NOTHING_LATELY: Final = "Nothing in the last 7 days."
NO_ROUTINES: Final = "There are no routines here."
NO_SOUND: Final = "There is no sound here."
SOUND_OFF: Final = "Sound is off. An alarm is still heard."
SOUND_ON: Final = "Sound is on."


def english() -> Phrases:
    """The words of the screen, in the language that holds."""
    return in_words(brief=True)


def side_words(side: Side | None) -> str:
    """A side in words, or "" where there is none."""
    return english().side(side) if side else ""


def announcement(segment: Segment) -> str:
    """What is said before a step or a side: its name, the side, how long and how often."""
    said = english()
    parts = (words.name(segment), words.side(segment, said), words.dose(segment, said))
    return " ".join(each for each in parts if each)


def confirmation(segment: Segment) -> str:
    """What is asked before heat or cold begins, or before the routine goes on."""
    what = segment.what
    if isinstance(what, Heat | Cold):
        return f"{announcement(segment)} {english().confirm(what)}"
    return english().press_y


def skin_question(segment: Segment) -> str:
    """What is asked in the middle of heat or cold."""
    return english().skin_heat if segment.load == "heat" else english().skin_cold


def release(segment: Segment) -> str:
    """What is said when work is interrupted."""
    return words.end(segment, english()) or english().let_go


def cue_text(point: CuePoint, segment: Segment, seconds: float) -> str:
    """The words that belong to a cue of a segment that lasts `seconds`; "" where it only sounds."""
    said = english()
    match point.cue:
        case "tick" | "alarm":
            return ""
        case "half":
            return words.halfway(segment, said)
        case "check-skin":
            return skin_question(segment)
        case "release":
            return words.end(segment, said)
        case "done":
            works = segment.phase in ("work", "contract")
            return f"{words.end(segment, said)} {said.that_is_all}".strip() if works else gettext(DONE)
        case _:
            return _opening(point, segment, seconds)


def _opening(point: CuePoint, segment: Segment, seconds: float) -> str:
    said = english()
    match segment.phase:
        case "prepare":
            return announcement(segment)
        case "switch":
            return words.switch(segment, said)
        case "rest" if not words.followed(segment):
            return said.resting(seconds)
        case "confirm":
            return confirmation(segment)
        case "advice":
            text = passage(segment.what.how or "") if isinstance(segment.what, Advice) else ""
            return f"{text} {said.press_y}" if segment.waits else text
        case _:
            begin = gettext(BREATHE) if segment.kind == "breathe" else words.begin(segment, said)
            return f"{announcement(segment)} {begin}" if point.announces else begin


def dose(path: str, segments: tuple[Segment, ...]) -> str:
    """Length, repetitions and sides of the step at `path`: "20 s × 2, each side"; "" where nothing is done."""
    work = [each for each in segments if each.path == path and each.phase in ("work", "contract", "rest", "advice")]
    if not work:
        return ""
    sides = {each.side for each in work if each.side in ("left", "right")}
    held = [each for each in work if each.phase == "work"]
    reps = max((each.rep or 1 for each in held), default=1)
    lengths = sorted({each.seconds for each in held})
    if len(lengths) > 1 and not held[0].beats:
        least = f"{lengths[0]:g}" if lengths[-1] < _MINUTE else spoken(lengths[0])
        parts = [times(f"{least}–{spoken(lengths[-1])}", reps)]
    else:
        parts = [work_amount((held or work)[0], reps)] if (held or work)[0].seconds else []
    what = work[0].what
    if isinstance(what, Movement) and what.hold:
        parts.append(gettext("each held {length}").format(length=spoken(what.hold)))
    if isinstance(what, Movement) and what.sides == "alternate":
        parts.append(gettext(IN_TURN))
    if sides:
        parts.append(gettext("each side") if len(sides) > 1 else side_words(sides.pop()))
    return ", ".join(parts)


def work_amount(segment: Segment, reps: int | None) -> str:
    """How long or how often, for one piece of work that is done `reps` times: "10 reps × 3"."""
    if not segment.beats:
        return amount(segment.seconds, reps)
    text = times(count_of("{count} rep", "{count} reps", segment.beats), reps)
    return gettext("{amount}, own pace").format(amount=text) if segment.own_pace else text


def times(text: str, reps: int | None) -> str:
    """An amount, and how often."""
    return f"{text} × {reps}" if reps and reps > 1 else text


def repetition(number: int, of: int) -> str:
    """Which repetition of a set it is."""
    return gettext("repetition {number} of {of}").format(number=number, of=of)


def round_of(segment: Segment) -> str:
    """Which round of its group, with the group's name: "Legs, round 2 of 3"; "" where there is no group."""
    parts = []
    for number, rounds, group in words.rounds_of(segment):
        text = english().round(number, rounds).rstrip(".")
        parts.append(f"{name(group)}, {text[:1].lower()}{text[1:]}" if group else text)
    return "; ".join(parts)


def group_line(group: Group) -> str:
    """What is played several times, and with which rest between: "Legs: 3 rounds, 30 s rest between"."""
    rounds = count_of("{count} round", "{count} rounds", group.repeat) if group.repeat > 1 else ""
    rest = gettext("{length} rest between").format(length=spoken(group.rest)) if group.rest and group.repeat > 1 else ""
    amount_of = ", ".join(each for each in (rounds, rest) if each)
    return ": ".join(each for each in (name(group.name or ""), amount_of) if each) or gettext("Together")


def take_back(key: str, seconds: float) -> str:
    """That the last "too much" can still be taken back, with which key, and for how many `seconds`."""
    return gettext(TAKE_BACK).format(key=key, length=spoken(float(ceil(seconds))))


def swapped(name: str) -> str:
    """Which move takes the place of another."""
    return gettext("Now: {name}.").format(name=name)


def switched_off(names: Sequence[str]) -> str:
    """What the file leaves out for now."""
    return gettext("Switched off in the file: {names}.").format(names=", ".join(names)) if names else ""


def amount(seconds: float, reps: int | None) -> str:
    """How long and how often: "20 s × 2"."""
    return times(spoken(seconds), reps)


def mild_pull(discomfort: int) -> str:
    """How much of a pull is enough."""
    return gettext("A mild pull is enough: at most {discomfort} of 10, and never pain.").format(discomfort=discomfort)


def pull(discomfort: int) -> str:
    """The same, for a line that stays on the screen."""
    return gettext("A mild pull, at most {discomfort} of 10; never pain.").format(discomfort=discomfort)


def pressure(most: int) -> str:
    """How hard to press at most."""
    return gettext("Pressure at most {most} of 10.").format(most=most)


def paused_for(seconds: float, left: float, phase: str = "work") -> str:
    """How long it has been paused, and what going on does where something is `left` of a phase."""
    stopped = spoken(float(max(1, int(seconds))))
    if left <= 0:
        return gettext("Paused for {length}.").format(length=stopped)
    if phase in ("prepare", "switch"):
        return gettext("Paused for {length}; then you have time again to get ready.").format(length=stopped)
    length = spoken(float(ceil(left)))
    pattern = (
        gettext("Paused for {length}; after a moment to get ready, {left} is left.")
        if length in _SINGULAR
        else gettext("Paused for {length}; after a moment to get ready, {left} are left.")
    )
    return pattern.format(length=stopped, left=length)


def time_left(seconds: float) -> str:
    """Whole minutes while there are several: what changes every second is the countdown."""
    if seconds >= 2 * _MINUTE:
        return gettext("{ceil} min left").format(ceil=ceil(seconds / _MINUTE))
    return gettext("{length} left").format(length=spoken(float(ceil(seconds)))) if seconds > 0 else ""


def following(name: str, side: str, count: str) -> str:
    """What comes next."""
    return gettext("Next: {what}").format(what=", ".join(each for each in (name, side, count) if each))


def lengths(now: float, first: float, known: float) -> str:
    """How long a session takes now; and the first times, and later, where that differs."""
    others = other_lengths(now, first, known)
    return f"{spoken(now)}{f' ({others})' if others else ''}"


def other_lengths(now: float, first: float, known: float) -> str:
    """How long a session takes the first times, and when everything in it is known; nothing that is said by `now`."""
    others = ((first, gettext("{length} the first times")), (known, gettext("{length} when you know it")))
    return ", ".join(when.format(length=_about(seconds)) for seconds, when in others if _about(seconds) != _about(now))


def _about(seconds: float) -> str:
    """A length in whole minutes, unless it has but a few of them."""
    return spoken(seconds if seconds < _FEW_MINUTES else _MINUTE * round(seconds / _MINUTE))


def get_ready(segment: Segment) -> str:
    """What is announced before its time begins."""
    return gettext("Get ready: {announcement}").format(announcement=announcement(segment))


def take_care(caution: str) -> str:
    """What to beware of, on one line."""
    return gettext("Take care: {caution}").format(caution=joined(caution))


def _packed(pack: str, heat: str, cold: str) -> str:
    return heat if pack == "heat" else cold


def pack_paused(pack: str) -> str:
    """That time stands still, but what lies on the skin goes on working."""
    return _packed(
        pack,
        gettext("Paused, but the heat goes on working: take it off, then press y."),
        gettext("Paused, but the cold goes on working: take it off, then press y."),
    )


def pack_over(pack: str) -> str:
    """That heat or cold has had its time, and may still lie on the skin."""
    return _packed(
        pack,
        gettext("The heat is over: take it off, then press y."),
        gettext("The cold is over: take it off, then press y."),
    )


def pack_still_on(pack: str) -> str:
    """What to do first after coming back to a session that was left with a pack on."""
    return _packed(
        pack,
        gettext("If the heat is still on, take it off first."),
        gettext("If the cold is still on, take it off first."),
    )


def extended(name: str, seconds: float) -> str:
    """How long something lasts after it was made longer or shorter by hand."""
    return gettext("{name}: now {length} in all.").format(name=name, length=spoken(seconds))


def trimmed(name: str, asked: float, allowed: float, reason: str) -> str:
    """That something is played shorter than it was planned, and why."""
    return gettext("{name}: {length} is trimmed to {length2}. {reason}").format(
        name=name, length=spoken(asked), length2=spoken(allowed), reason=reason
    )


ANEW: Final = "Starting anew ends that session; what was done in it stays in the history."


def left_at(title: str, where: str) -> str:
    """That a session was left, and where."""
    return gettext("{title} is unfinished: {where}.").format(title=title, where=where)


def kept(name: str) -> str:
    """That another session of the routine of this name can still be resumed."""
    return gettext("An unfinished session of it is kept; to resume that one: `stretchplayer resume {name}`.").format(
        name=name
    )


def edited(file: str) -> str:
    """That the file of a session that was left is not what it was."""
    return gettext("{file} was edited since this session began.").format(file=file)


def needs(things: Sequence[str]) -> str:
    """What a routine asks for."""
    return (
        gettext("You need: {things}.").format(things=", ".join(things)) if things else gettext("You need nothing else.")
    )


def left_out(name: str, reason: str, again: str) -> str:
    """What is left out, why, and where it is known when it may be played `again`."""
    text = f"{english().left_out(name)} {reason}"
    return f"{text} {gettext('Again from {moment}.').format(moment=again)}" if again else text


def refused(reason: str) -> str:
    """Why a key changed nothing."""
    return gettext("Not now: {reason}.").format(reason=reason.removesuffix("."))


def joined(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
