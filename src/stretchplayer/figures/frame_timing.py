"""Which moment of a figure is shown: in time with the phase, the tempo and the breath."""

from typing import Final, NamedTuple

from stretchplayer.model.steps import Breathe, Movement, Step

FRAMES_A_SECOND: Final = 2
"""Movement here is slow; with more, playing would cost more than twice as much as without a figure."""
_GO: Final = 3.0
"""Seconds from the start into a hold; as many back."""
_BEAT: Final = 5.0
"""Seconds of a movement to and fro without a tempo: slow enough to follow."""
_STROKE: Final = 4.0
_SHOW: Final = ((1.0, 0.0, 0.0), (2.5, 0.0, 1.0), (2.5, 1.0, 1.0), (1.5, 1.0, 0.0))
"""How a hold is shown while getting ready: seconds, and from which share of the way to which."""
_STILL_AT_END: Final = frozenset({"heat", "cold", "rest"})
_TO_AND_FRO: Final = frozenset({"dynamic", "exercise", "massage"})


class Instant(NamedTuple):
    """What is played: the step, its phase, and how many seconds of that are over."""

    step: Step
    phase: str
    elapsed: float


class Shown(NamedTuple):
    """How much of the way from start to end is shown, 0 to 1, and whether it goes on moving from there.

    Where it goes on and on, `round` is how much of the present round is over, for figures that go round.
    """

    share: float
    moving: bool
    round: float | None = None


def shown(now: Instant) -> Shown:
    """How far a figure is on its way."""
    kind = now.step.kind
    if isinstance(now.step, Breathe):
        return _breath(now.step, now.elapsed) if now.phase == "work" else Shown(0.0, moving=False)
    if kind in _STILL_AT_END:
        return Shown(1.0, moving=False)
    if kind in _TO_AND_FRO and now.phase in {"work", "prepare", "switch"}:
        return _moved(now.step, now.elapsed)
    match now.phase:
        case "prepare" | "switch":
            return Shown(_demonstrated(now.elapsed), moving=True)
        case "work":
            return Shown(min(1.0, now.elapsed / _GO), moving=now.elapsed < _GO)
        case "rest":
            return Shown(max(0.0, 1.0 - now.elapsed / _GO), moving=now.elapsed < _GO)
        case _:
            return Shown(0.0, moving=False)


def _moved(step: Step, elapsed: float) -> Shown:
    """To the end, a hold there, and back; in turns, a figure that goes round shows one side and then the other."""
    out, held, back, waited = _phases(step)
    number, at = divmod(elapsed, out + held + back + waited)
    if at < out:
        way = at / out / 2
    elif at < out + held:
        way = 0.5
    else:
        way = 0.5 + min(1.0, (at - out - held) / back) / 2 if back else 1.0
    sides = 2 if isinstance(step, Movement) and step.sides == "alternate" else 1
    return Shown(1.0 - abs(2.0 * way - 1.0), moving=True, round=(number % sides + way) / sides % 1.0)


def _phases(step: Step) -> tuple[float, float, float, float]:
    """Seconds of moving out, holding, moving back and holding there."""
    if not isinstance(step, Movement):
        return _STROKE / 2, 0.0, _STROKE / 2, 0.0
    held = step.hold or 0.0
    if step.tempo is not None and step.tempo.phases:
        out, top, back, waited = step.tempo.phases
        return out, top + held, back, waited
    each = (step.tempo or _BEAT) / 2
    return each, held, each, 0.0


def _demonstrated(elapsed: float) -> float:
    at = elapsed % sum(seconds for seconds, _, _ in _SHOW)
    for seconds, start, end in _SHOW:
        if at < seconds:
            return start + (end - start) * at / seconds
        at -= seconds
    return 0.0


def _breath(step: Breathe, elapsed: float) -> Shown:
    at = elapsed % step.cycle
    if at < step.inhale:
        return Shown(at / step.inhale, moving=True)
    if at < step.inhale + step.hold:
        return Shown(1.0, moving=True)
    return Shown(max(0.0, 1.0 - (at - step.inhale - step.hold) / step.exhale), moving=True)
