"""The sounds and words that mark a segment: what is due, and how many seconds into it."""

from typing import Final

from msgspec import Struct

from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import CueName
from stretchplayer.model.steps import (
    Advice,
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Heat,
    Massage,
    Rest,
    Stretch,
    set_seconds,
)
from stretchplayer.timeline.segments import Segment

SKIN_CHECK_EVERY: Final = 300.0
"""Seconds of heat or cold between two looks at the skin."""
HALFWAY_FROM: Final = 20.0
TICKS_FROM: Final = 6.0
_GENTLE: Final = 25
"""A push of so many per cent of full effort or less is called a fifth of one's strength."""
_TICKS: Final = (3.0, 2.0, 1.0)
_AFTER_RELEASE: Final = 1.5
"""Seconds between the `release` and what comes next: both are heard apart, and "let go" can be said in between."""


class CuePoint(Struct, frozen=True, kw_only=True):
    """One cue, `at` seconds into the timeline (or into its segment), with the words that belong to it."""

    at: float
    cue: CueName
    text: str = ""


def cue_points(segments: tuple[Segment, ...]) -> tuple[CuePoint, ...]:
    """All cues of a timeline, in order of time."""
    around = zip((None, *segments), segments, (*segments[1:], None), strict=False)
    return tuple(
        CuePoint(at=segment.start + point.at, cue=point.cue, text=point.text)
        for before, segment, after in around
        for point in segment_cues(segment, segment.seconds, before, after)
    )


def segment_cues(
    segment: Segment, seconds: float, before: Segment | None, after: Segment | None
) -> tuple[CuePoint, ...]:
    """The cues of one segment that lasts `seconds`; `at` counts from its start.

    `before` and `after` are its neighbours as they are played: they decide what is announced.
    """
    begins_step = before is None or before.path != segment.path or (before.phase == "confirm" and before.load is None)
    points = [_opening(segment, before, begins_step=begins_step, seconds=seconds)]
    works = segment.phase in ("work", "contract")
    if segment.thermal:
        looks = int((seconds - 1e-6) // SKIN_CHECK_EVERY)
        points += [
            CuePoint(at=look * SKIN_CHECK_EVERY, cue="check-skin", text=skin_question(segment))
            for look in range(1, looks + 1)
        ]
    elif works and seconds >= HALFWAY_FROM and segment.kind != "breathe":
        points.append(CuePoint(at=seconds / 2, cue="half", text="Halfway."))
    leads = after is not None and after.phase in ("work", "contract") and not after.thermal
    if (leads and not works and not segment.waits) or (works and seconds >= TICKS_FROM and not segment.thermal):
        points += [CuePoint(at=seconds - tick, cue="tick") for tick in _TICKS if seconds - tick >= 1.0]
    if after is None:
        points.append(
            CuePoint(
                at=seconds,
                cue="done",
                text=f"{release_words(segment)} That was the last one.".strip() if works else "Done.",
            )
        )
    elif works and not (segment.phase == "contract" and after.phase == "work"):
        points.append(CuePoint(at=seconds, cue="release", text=release_words(segment)))
    return tuple(sorted(points, key=lambda point: point.at))


def announcement(segment: Segment) -> str:
    """What is said before a step or a side: its name, the side, how long and how often."""
    words = [_sentence(segment.what.say or segment.name)]
    side = side_words(segment)
    if side:
        words.append(_sentence(side.capitalize()))
    words.append(_dose(segment))
    return " ".join(word for word in words if word)


def side_words(segment: Segment) -> str:
    """The side in words, or nothing where there is none."""
    return {"left": "left side", "right": "right side", "both": "both sides"}.get(segment.side or "", "")


def skin_question(segment: Segment) -> str:
    """What is asked in the middle of heat or cold."""
    return (
        f"Lift the {'heat' if segment.load == 'heat' else 'cold'} and look at the skin. "
        "Press y if it looks and feels normal; press x if it is blistered, white, blue, numb or painful."
    )


def confirmation(segment: Segment) -> str:
    """What is asked before heat or cold begins, or before the routine goes on."""
    if isinstance(segment.what, Heat | Cold):
        return (
            f"{announcement(segment)} Use: {segment.what.using}. Press y when a cloth lies between it and the skin, "
            "you are awake, and you are not lying on it. Press n to leave it out."
        )
    return "Press y to go on."


def _opening(segment: Segment, before: Segment | None, *, begins_step: bool, seconds: float) -> CuePoint:
    released = before is not None and before.phase == "work"
    late = min(_AFTER_RELEASE, seconds / 2) if released else 0.0
    match segment.phase:
        case "prepare":
            new = begins_step and before is not None
            return CuePoint(at=late, cue="next" if new else "prepare", text=announcement(segment))
        case "switch":
            return CuePoint(at=late, cue="switch", text=f"Switch to the {side_words(segment)}.")
        case "rest":
            return CuePoint(at=late, cue="rest", text=f"Rest. {_sentence(spoken(seconds))}")
        case "confirm":
            return CuePoint(at=0.0, cue="next", text=confirmation(segment))
        case "advice":
            text = segment.what.how if isinstance(segment.what, Advice) else ""
            wait = " Press y to go on." if segment.waits else ""
            return CuePoint(at=0.0, cue="next", text=f"{text or ''}{wait}")
        case _:
            ready = before is not None and before.phase in ("prepare", "confirm") and before.path == segment.path
            text = _go(segment) if ready or not begins_step else f"{announcement(segment)} {_go(segment)}"
            # Nothing leads into breathing: without a moment in between, its beginning would drown in the release.
            return CuePoint(at=late if segment.kind == "breathe" else 0.0, cue="go", text=text)


def _go(segment: Segment) -> str:
    match segment.what:
        case ContractRelax():
            return f"Push gently.{_which(segment)}" if segment.phase == "contract" else "Relax, and stretch."
        case Stretch():
            return f"Hold.{_which(segment)}"
        case Breathe():
            return "Breathe."
        case _:
            return f"Go.{_which(segment)}"


def _which(segment: Segment) -> str:
    """Which repetition it is, where there are several."""
    return f" {segment.rep} of {segment.reps}." if segment.rep and segment.reps and segment.reps > 1 else ""


def release_words(segment: Segment) -> str:
    """What is said when a piece of work is over."""
    if segment.thermal:
        return f"Take the {'heat' if segment.load == 'heat' else 'cold'} off."
    if segment.load in ("dynamic", "massage", "gun"):
        return "And stop."
    return "" if segment.kind == "breathe" else "Let go."


def _dose(segment: Segment) -> str:
    what = segment.what
    match what:
        case Stretch():
            return _times(what.hold, what.reps)
        case ContractRelax():
            push = (
                "Push with about a fifth of your strength"
                if what.effort <= _GENTLE
                else f"Push with {what.effort} per cent"
            )
            return f"{push} for {spoken(what.contract)}, then stretch for {_times(what.hold, what.reps)}"
        case Dynamic():
            return _times(set_seconds(what), what.sets)
        case Massage():
            return _times(what.duration, what.sets)
        case Breathe():
            held = f", hold for {what.hold:g}" if what.hold else ""
            return f"{_sentence(spoken(what.duration))} In for {what.inhale:g}{held}, out for {what.exhale:g}."
        case Heat() | Cold() | Rest():
            return _sentence(spoken(what.duration))
        case _:
            return ""


def _times(length: float, reps: int) -> str:
    return _sentence(spoken(length) if reps == 1 else f"{spoken(length)}, {reps} times")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def dose(path: str, segments: tuple[Segment, ...]) -> str:
    """Length, repetitions and sides of the step at `path`: "20 s × 2, each side"; "" where nothing is done."""
    work = [each for each in segments if each.path == path and each.phase in ("work", "contract", "rest", "advice")]
    if not work:
        return ""
    sides = {each.side for each in work if each.side in ("left", "right")}
    held = [each for each in work if each.phase == "work"]
    reps = max((each.rep or 1 for each in held), default=1)
    length = held[0].seconds if held else work[0].seconds
    parts = [f"{spoken(length)} × {reps}" if reps > 1 else spoken(length)] if length else []
    if sides:
        parts.append("each side" if len(sides) > 1 else f"{sides.pop()} side")
    return ", ".join(parts)
