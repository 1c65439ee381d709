"""The states of a session, its commands, and the states in which each is accepted."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from stretchplayer.caps.profile import TooMuchWord
from stretchplayer.phrases import screen_words
from stretchplayer.translation import gettext

State = Literal[
    "playing", "waiting", "checking", "alarming", "paused", "exposed", "overdue", "asking", "finished", "ended"
]
Resting = Literal["paused", "finished", "ended"]


class Command(Struct, frozen=True, tag=True):
    """Any command to a session."""


class Advance(Command, frozen=True):
    """Let time pass up to now: everything that is due happens, in order."""


class Pause(Command, frozen=True):
    """Stop the clock; `gap` says that time was lost (lid closed, machine asleep)."""

    gap: bool = False


class Resume(Command, frozen=True):
    """Get ready, then go on with what is left."""


class Skip(Command, frozen=True):
    """Keep what was done and go to the next segment, or past the whole step."""

    step: bool = False


class Back(Command, frozen=True):
    """Start this hold or set again, or the one before if this has only just begun."""


class Extend(Command, frozen=True):
    """Make the running segment longer by `seconds`, or shorter if they are negative."""

    seconds: float = 10.0


class TooMuch(Command, frozen=True):
    """End the step at once; the word may follow in a second `TooMuch`."""

    word: TooMuchWord | None = None


class TakeBack(Command, frozen=True):
    """The "too much" of a moment ago was pressed by mistake: go on where it was."""


class Confirm(Command, frozen=True):
    """Yes: barrier in place, skin looked at, pack off, read, ready; a set at one's own pace is done."""


class Stop(Command, frozen=True):
    """End the session here; what was done stays."""


_RUNNING: Final[frozenset[State]] = frozenset({"playing", "waiting", "finished"})
_THERMAL: Final[frozenset[State]] = frozenset({"checking", "alarming"})
_OVERDUE: Final[frozenset[State]] = frozenset({"overdue"})
_OVER: Final[frozenset[State]] = frozenset({"ended"})
_BACK: Final[frozenset[State]] = frozenset({"playing", "waiting", "paused", "finished"})
_HURT: Final[frozenset[State]] = frozenset({"asking", "paused", "finished", "ended"})


def _to(*states: State) -> frozenset[State]:
    return frozenset(states)


TABLE: Final[Mapping[tuple[State, type[Command]], frozenset[State]]] = {
    ("playing", Advance): _RUNNING | _THERMAL | _OVERDUE,
    ("playing", Pause): _to("paused", "exposed"),
    ("playing", Skip): _RUNNING,
    ("playing", Back): _RUNNING,
    ("playing", Extend): _RUNNING,
    ("playing", TooMuch): _HURT,
    ("playing", Confirm): _RUNNING,
    ("playing", Stop): _OVER,
    ("waiting", Advance): _to("waiting"),
    ("waiting", Confirm): _RUNNING,
    ("waiting", Pause): _to("paused"),
    ("waiting", Skip): _RUNNING,
    ("waiting", Back): _RUNNING,
    ("waiting", TooMuch): _HURT,
    ("waiting", Stop): _OVER,
    ("checking", Advance): _THERMAL | _OVERDUE,
    ("checking", Confirm): _to("playing"),
    ("checking", Pause): _to("exposed"),
    ("checking", Skip): _RUNNING,
    ("checking", Back): _RUNNING,
    ("checking", Extend): _THERMAL | _OVERDUE,
    ("checking", TooMuch): _HURT,
    ("checking", Stop): _OVER,
    ("alarming", Advance): _to("alarming") | _OVERDUE,
    ("alarming", Confirm): _to("playing"),
    ("alarming", Pause): _to("exposed"),
    ("alarming", Skip): _RUNNING,
    ("alarming", Back): _RUNNING,
    ("alarming", TooMuch): _HURT,
    ("alarming", Stop): _OVER,
    ("paused", Advance): _to("paused"),
    ("paused", Resume): _RUNNING,
    ("paused", Skip): _to("paused", "finished"),
    ("paused", Back): _to("paused"),
    ("paused", Extend): _to("paused"),
    ("paused", TooMuch): _HURT,
    ("paused", TakeBack): _BACK,
    ("paused", Stop): _OVER,
    ("exposed", Advance): _to("exposed") | _OVERDUE,
    ("exposed", Confirm): _to("paused"),
    ("exposed", Resume): _to("playing") | _THERMAL,
    ("exposed", TooMuch): _HURT,
    ("exposed", Stop): _OVER,
    ("overdue", Advance): _OVERDUE,
    ("overdue", Confirm): _to("paused", "finished"),
    ("overdue", TooMuch): _HURT,
    ("overdue", Stop): _OVER,
    ("asking", Advance): _to("asking"),
    ("asking", TakeBack): _BACK,
    ("asking", TooMuch): _to("paused", "finished", "ended"),
    ("asking", Confirm): _to("paused", "finished"),
    ("asking", Resume): _to("paused", "finished"),
    ("asking", Stop): _OVER,
    ("finished", Advance): _to("finished"),
    ("finished", TakeBack): _to("finished"),
    ("ended", Advance): _to("ended"),
}
"""From (state, command) to the states that it may lead to. Anything else is refused and changes nothing."""


def refusal(state: State, command: Command) -> str | None:
    """Why `command` is refused in `state`; None where it is accepted."""
    if (state, type(command)) in TABLE:
        return None
    if isinstance(command, Confirm) and state == "paused":
        return gettext(screen_words.NOTHING_TO_CONFIRM)
    return gettext(screen_words.WHY_NOT[state])
