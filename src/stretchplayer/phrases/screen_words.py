"""What the screen and the plain lines show: English so far, with lengths in units; labels and warning signs too."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil
from typing import Final

from stretchplayer.cue_points import CuePoint
from stretchplayer.model.duration import spoken
from stretchplayer.model.steps import IN_TURN, Advice, Cold, Group, Heat, Movement
from stretchplayer.phrases import segment_words as words
from stretchplayer.phrases.languages import Phrases, Side, load
from stretchplayer.text import counted
from stretchplayer.timeline import Segment

_FEW_MINUTES: Final = 300.0
_MINUTE: Final = 60
_SINGULAR: Final = ("1 s", "1 min", "1 h")
INTRODUCED: Final = "You hear what this is first. Press n to begin at once."
THE_END: Final = "Next: the end"
DONE: Final = "Done."
WELL_DONE: Final = "Done. Well done."
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
WHAT_HURT: Final = f"{WHAT_WAS_IT} Sharp pain, tingling, cramp, dizziness, a blister or numb skin, or something else?"
FIRST_SAY: Final = "First say what it was"
STOPPED: Final = f"Stopped. {WHAT_WAS_IT}"
WHAT_HURT_KEYS: Final = "s sharp, t tingling or numb, c cramp, d dizzy, k a blister or numb skin, o other"
KEYS: Final = (
    "space pause, n next, ] next step, b back, + and - 10 s, x or ! too much, y yes, m mute, v voice, < > volume, "
    "l time left, ? where am I, o another move (in a pause), q leave"
)
SKIN_KEYS: Final = "y it looks and feels normal, x it does not, space pause, q leave, ? where am I"
WHY_NOT: Final[Mapping[str, str]] = {
    "playing": "it is running already",
    "waiting": "it waits for your answer",
    "checking": "look at the skin first",
    "alarming": "answer the alarm first",
    "paused": "it is paused",
    "exposed": "take the pack off first, then press y",
    "overdue": "take the pack off first, then press y",
    "asking": "say first what was too much",
    "finished": "the session is over",
    "ended": "the session has been ended",
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


@cache
def english() -> Phrases:
    """The words of the screen."""
    return load("en", brief=True)


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
            return said.halfway
        case "check-skin":
            return skin_question(segment)
        case "release":
            return words.end(segment, said)
        case "done":
            works = segment.phase in ("work", "contract")
            return f"{words.end(segment, said)} {said.that_is_all}".strip() if works else DONE
        case _:
            return _opening(point, segment, seconds)


def _opening(point: CuePoint, segment: Segment, seconds: float) -> str:
    said = english()
    match segment.phase:
        case "prepare":
            return announcement(segment)
        case "switch":
            return said.switch_to(segment.side or "both")
        case "rest" if not words.followed(segment):
            return said.resting(seconds)
        case "confirm":
            return confirmation(segment)
        case "advice":
            text = (segment.what.how or "") if isinstance(segment.what, Advice) else ""
            return f"{text} {said.press_y}" if segment.waits else text
        case _:
            begin = BREATHE if segment.kind == "breathe" else words.begin(segment, said)
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
        parts.append(f"each held {spoken(what.hold)}")
    if isinstance(what, Movement) and what.sides == "alternate":
        parts.append(IN_TURN)
    if sides:
        parts.append("each side" if len(sides) > 1 else side_words(sides.pop()))
    return ", ".join(parts)


def work_amount(segment: Segment, reps: int | None) -> str:
    """How long or how often, for one piece of work that is done `reps` times: "10 reps × 3"."""
    if not segment.beats:
        return amount(segment.seconds, reps)
    own = ", own pace" if segment.own_pace else ""
    return f"{times(counted(segment.beats, 'rep'), reps)}{own}"


def times(text: str, reps: int | None) -> str:
    """An amount, and how often."""
    return f"{text} × {reps}" if reps and reps > 1 else text


def repetition(number: int, of: int) -> str:
    """Which repetition of a set it is."""
    return f"repetition {number} of {of}"


def round_of(segment: Segment) -> str:
    """Which round of its group, with the group's name: "Legs, round 2 of 3"; "" where there is no group."""
    parts = []
    for number, rounds, group in words.rounds_of(segment):
        text = english().round(number, rounds).rstrip(".")
        parts.append(f"{group}, {text[:1].lower()}{text[1:]}" if group else text)
    return "; ".join(parts)


def group_line(group: Group) -> str:
    """What is played several times, and with which rest between: "Legs: 3 rounds, 30 s rest between"."""
    rounds = counted(group.repeat, "round") if group.repeat > 1 else ""
    rest = f"{spoken(group.rest)} rest between" if group.rest and group.repeat > 1 else ""
    amount_of = ", ".join(each for each in (rounds, rest) if each)
    return ": ".join(each for each in (group.name or "", amount_of) if each) or "Together"


def swapped(name: str) -> str:
    """Which move takes the place of another."""
    return f"Now: {name}."


def switched_off(names: Sequence[str]) -> str:
    """What the file leaves out for now."""
    return f"Switched off in the file: {', '.join(names)}." if names else ""


def amount(seconds: float, reps: int | None) -> str:
    """How long and how often: "20 s × 2"."""
    return times(spoken(seconds), reps)


def mild_pull(discomfort: int) -> str:
    """How much of a pull is enough."""
    return f"A mild pull is enough: at most {discomfort} of 10, and never pain."


def pull(discomfort: int) -> str:
    """The same, for a line that stays on the screen."""
    return f"A mild pull, at most {discomfort} of 10; never pain."


def pressure(most: int) -> str:
    """How hard to press at most."""
    return f"Pressure at most {most} of 10."


def paused_for(seconds: float, left: float) -> str:
    """How long it has been paused, and what going on does where something is `left`."""
    text = f"Paused for {spoken(float(max(1, int(seconds))))}"
    if left > 0:
        length = spoken(float(ceil(left)))
        text += f"; after a moment to get ready, {length} {'is' if length in _SINGULAR else 'are'} left"
    return f"{text}."


def time_left(seconds: float) -> str:
    """Whole minutes while there are several: what changes every second is the countdown."""
    if seconds >= 2 * _MINUTE:
        return f"{ceil(seconds / _MINUTE)} min left"
    return f"{spoken(float(ceil(seconds)))} left" if seconds > 0 else ""


def following(name: str, side: str, count: str) -> str:
    """What comes next."""
    return f"Next: {', '.join(each for each in (name, side, count) if each)}"


def lengths(now: float, first: float, known: float) -> str:
    """How long a session takes now; and the first times, and later, where that differs."""
    others = other_lengths(now, first, known)
    return f"{spoken(now)}{f' ({others})' if others else ''}"


def other_lengths(now: float, first: float, known: float) -> str:
    """How long a session takes the first times, and when everything in it is known; nothing that is said by `now`."""
    others = ((first, "the first times"), (known, "when you know it"))
    return ", ".join(f"{_about(seconds)} {when}" for seconds, when in others if _about(seconds) != _about(now))


def _about(seconds: float) -> str:
    """A length in whole minutes, unless it has but a few of them."""
    return spoken(seconds if seconds < _FEW_MINUTES else _MINUTE * round(seconds / _MINUTE))


def get_ready(segment: Segment) -> str:
    """What is announced before its time begins."""
    return f"Get ready: {announcement(segment)}"


def take_care(caution: str) -> str:
    """What to beware of, on one line."""
    return f"Take care: {joined(caution)}"


def pack_paused(pack: str) -> str:
    """That time stands still, but what lies on the skin goes on working."""
    return f"Paused, but the {pack} goes on working: take it off, then press y."


def pack_over(pack: str) -> str:
    """That heat or cold has had its time, and may still lie on the skin."""
    return f"The {pack} is over: take it off, then press y."


def pack_still_on(pack: str) -> str:
    """What to do first after coming back to a session that was left with a pack on."""
    return f"If the {pack} is still on, take it off first."


def extended(name: str, seconds: float) -> str:
    """How long something lasts after it was made longer or shorter by hand."""
    return f"{name}: now {spoken(seconds)} in all."


def trimmed(name: str, asked: float, allowed: float, reason: str) -> str:
    """That something is played shorter than it was planned, and why."""
    return f"{name}: {spoken(asked)} is trimmed to {spoken(allowed)}. {reason}"


ANEW: Final = "Starting anew ends that session; what was done in it stays in the history."


def left_at(title: str, where: str) -> str:
    """That a session was left, and where."""
    return f"{title} is unfinished: {where}."


def kept(name: str) -> str:
    """That another session of the routine of this name can still be resumed."""
    return f"An unfinished session of it is kept; to resume that one: `stretchplayer resume {name}`."


def edited(file: str) -> str:
    """That the file of a session that was left is not what it was."""
    return f"{file} was edited since this session began."


def needs(things: Sequence[str]) -> str:
    """What a routine asks for."""
    return f"You need: {', '.join(things)}." if things else "You need nothing else."


def left_out(name: str, reason: str, again: str) -> str:
    """What is left out, why, and where it is known when it may be played `again`."""
    return f"{english().left_out(name)} {reason}{f' Again from {again}.' if again else ''}"


def refused(reason: str) -> str:
    """Why a key changed nothing."""
    return f"Not now: {reason.removesuffix('.')}."


def joined(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
