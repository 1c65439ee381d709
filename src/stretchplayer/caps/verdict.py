"""What the caps say of a step: trimmed, withheld or worth a warning, and why."""

from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.limits import ICE_CUBE_TIME, LIMITS
from stretchplayer.model.duration import spoken

Action = Literal["trimmed", "withheld", "warn"]


class Verdict(Struct, frozen=True, kw_only=True):
    """One judgement; `asked` and `allowed` are in the unit of `limit`, None where nothing is counted.

    `step` and `path` count as the file does; both are None where the whole session is meant. `key` is the
    key of the step that asks for too much, `until` the wall-clock second from which what is withheld may be played
    again, where waiting is all that is needed.
    """

    step: int | None
    path: str | None
    action: Action
    limit: str
    asked: float | None
    allowed: float | None
    reason: str
    key: str | None = None
    until: float | None = None


class Allowance(Struct, frozen=True):
    """How many seconds of a segment may be played; with a limit and a reason where that is less than asked.

    `until` is the wall-clock second from which a new session may have some of it, where that is known.
    """

    seconds: float
    limit: str = ""
    reason: str = ""
    until: float | None = None


_RULES: Final = MappingProxyType(
    {
        "struck": "You said this was too much: it rests for this session.",
        "skin.massage": "A blister or numb skin was reported here: no massage on it for 24 hours.",
        "skin": "A blister or numb skin was reported: no heat and no cold for 24 hours.",
        "too-much": "It was too much within the last 24 hours: only half of what was left then.",
        "order.cold": "After cold, no stretching and no massage on that region for {}: feeling is dulled.",
        "order.contrast": "Heat and cold on one region keep {} apart.",
        "order.pnf": "Contract-relax is not done on consecutive days: {} between two sessions.",
        "order.warmup": "Warm up first: {} of movement, or heat, in the 15 min before stretching.",
        "order.usual": "The usual order is warm-up or heat, massage, dynamic, static, contract-relax, cold last.",
        "profile.pregnant": "At most 10 min for a bath in pregnancy.",
    }
)


def explain(limit: str, allowed: float, bounds: Bounds) -> str:
    """Why only `allowed` may be played, in one plain sentence."""
    if limit in _RULES:
        return _RULES[limit].format(spoken(bounds[limit]) if limit in LIMITS else "")
    if limit == "cold.time" and allowed == ICE_CUBE_TIME < bounds[limit]:
        return f"At most {spoken(allowed)} for massage with an ice cube."
    return bounds.reason(limit)
