"""What the caps say of a step: trimmed, withheld or worth a warning, and why."""

from typing import Literal

from msgspec import Struct

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
