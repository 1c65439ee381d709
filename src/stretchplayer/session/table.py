"""The transitions: which command is understood in which state, and the states it may lead to.

Rule 1: everything that decides what a command may do in a state must live here. The state diagram in the
documentation is drawn from this table.
"""

from types import MappingProxyType
from typing import Final

from stretchplayer.session.commands import (
    Advance,
    Back,
    Command,
    Confirm,
    Extend,
    Pause,
    Resume,
    Skip,
    Stop,
    TooMuch,
)
from stretchplayer.session.snapshot import State

_RUNNING: Final[frozenset[State]] = frozenset({"playing", "waiting", "finished"})
_THERMAL: Final[frozenset[State]] = frozenset({"checking", "alarming"})
_OVERDUE: Final[frozenset[State]] = frozenset({"overdue"})
_OVER: Final[frozenset[State]] = frozenset({"ended"})
_HURT: Final[frozenset[State]] = frozenset({"asking", "paused", "finished", "ended"})


def _to(*states: State) -> frozenset[State]:
    return frozenset(states)


TABLE: Final = MappingProxyType(
    {
        ("playing", Advance): _RUNNING | _THERMAL | _OVERDUE,
        ("playing", Pause): _to("paused", "exposed"),
        ("playing", Skip): _RUNNING,
        ("playing", Back): _RUNNING,
        ("playing", Extend): _RUNNING,
        ("playing", TooMuch): _HURT,
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
        ("asking", TooMuch): _to("paused", "finished", "ended"),
        ("asking", Confirm): _to("paused", "finished"),
        ("asking", Resume): _to("paused", "finished"),
        ("asking", Stop): _OVER,
        ("finished", Advance): _to("finished"),
        ("ended", Advance): _to("ended"),
    }
)
"""From (state, command) to every state that it may lead to. What is not here is refused and changes nothing."""

_WHY: Final = MappingProxyType(
    {
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
)
_PLAYING_CONFIRM: Final = "there is nothing to confirm"


def refusal(state: State, command: Command) -> str | None:
    """Why `command` is not understood in `state`; None where it is."""
    if (state, type(command)) in TABLE:
        return None
    if isinstance(command, Confirm) and state in ("playing", "paused"):
        return _PLAYING_CONFIRM
    return _WHY[state]
