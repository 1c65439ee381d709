"""Short words for examples: steps, routines, plans and sessions that are easy to read."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from core.tape import Tape
from strategies import NOW
from stretchplayer.caps import Ledger, Plan, Profile, admit
from stretchplayer.model.duration import Count, Held, Seconds, SpanRange, Tempo
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import (
    AnyStep,
    Cold,
    ContractRelax,
    Defaults,
    Dynamic,
    Exercise,
    Heat,
    Massage,
    Stretch,
    Targets,
)
from stretchplayer.session import Advance, Command, Confirm, Session
from stretchplayer.session import events as happened

SEASONED: Final = Ledger(first_use=float("-inf"))
"""Somebody who has been using the program for long, and did nothing lately."""
NOBODY: Final = Profile()

Events = tuple[happened.Event, ...]
Kind = TypeVar("Kind", bound=happened.Event)


_TYPES: Final[dict[str, Any]] = {
    "hold": Held,
    "contract": SpanRange,
    "duration": SpanRange,
    "tempo": Tempo,
    "rest": Seconds,
    "prepare": Seconds,
    "reps": Count,
}


def _lengths(more: dict[str, Any]) -> dict[str, Any]:
    plain = (int, float)
    return {key: _TYPES[key](value) if type(value) in plain and key in _TYPES else value for key, value in more.items()}


def stretch(target: str = "hamstrings", hold: float = 30, **more: Any) -> Stretch:
    """A static stretch, of the left side if nothing else is said."""
    keys = {"sides": "left", "hold": hold, **more}
    return Stretch(target=Targets((target,)), **_lengths(keys))


def contract_relax(target: str = "hamstrings", **more: Any) -> ContractRelax:
    """Contract-relax: 5 s of pushing, 10 s of stretching."""
    keys = {"sides": "left", "contract": 5, "hold": 10, **more}
    return ContractRelax(target=Targets((target,)), **_lengths(keys))


def dynamic(target: str = "hamstrings", **more: Any) -> Dynamic:
    """Movement, 60 s of it."""
    return Dynamic(target=Targets((target,)), **_lengths({"sides": "left", "duration": 60, **more}))


def exercise(target: str | None = "hamstrings", **more: Any) -> Exercise:
    """An exercise: ten repetitions at 3 s each; without a target, one of no muscle of its own."""
    keys = {"sides": "left", "reps": 10, "tempo": 3, **more}
    return Exercise(target=Targets(() if target is None else (target,)), **_lengths(keys))


def massage(target: str = "hamstrings", **more: Any) -> Massage:
    """Massage by hand, 60 s of it."""
    return Massage(target=Targets((target,)), **_lengths({"sides": "left", "duration": 60, "using": "hands", **more}))


def heat(target: str = "hamstrings", **more: Any) -> Heat:
    """A heat pack for 10 minutes."""
    return Heat(target=Targets((target,)), **_lengths({"sides": "left", "duration": 600, "using": "heat pack", **more}))


def cold(target: str = "hamstrings", **more: Any) -> Cold:
    """A cold compress for 5 minutes."""
    keys = {"sides": "left", "duration": 300, "using": "cold compress", **more}
    return Cold(target=Targets((target,)), **_lengths(keys))


def routine(*steps: AnyStep, **more: Any) -> Routine:
    """A routine of these steps."""
    return Routine(title="An example", step=steps, **more)


def at_once(*steps: AnyStep, **more: Any) -> Routine:
    """A routine without any time to get ready."""
    nothing = Defaults(prepare=Seconds(0), switch=Seconds(0), rest=Seconds(0))
    return Routine(title="An example", step=steps, defaults=nothing, **more)


def plan(*steps: AnyStep, profile: Profile = NOBODY, ledger: Ledger = SEASONED) -> Plan:
    """What is admitted of these steps."""
    return admit(routine(*steps), profile, ledger, NOW)


class Play:
    """A session of a plan at monotonic second 0, and everything that it told."""

    def __init__(self, admitted: Plan) -> None:
        self.plan = admitted
        self.session = Session.start(admitted, 0.0)
        self.now = 0.0
        self.told: list[happened.Event] = []
        self.tape = Tape()
        self.say(Advance())

    def say(self, command: Command, after: float = 0.0) -> Events:
        """Say something `after` seconds from now."""
        self.now += after
        events = self.session.apply(command, self.now)
        self.told += events
        self.tape.take(events, 0.0)
        return events

    def wait(self, seconds: float) -> Events:
        """Let time pass."""
        return self.say(Advance(), seconds)

    def until(self, phase: str) -> None:
        """Let time pass until something of this phase runs; questions are answered."""
        while self.phase != phase:
            assert self.session.state in ("playing", "waiting"), f"{phase} never came"
            due = self._own_pace()
            if due is not None:
                self.say(Confirm(), due - self.now)
                continue
            due = self.session.next_deadline(self.now)
            self.say(
                Confirm() if self.session.state == "waiting" else Advance(), 0.0 if due is None else due - self.now
            )

    def until_over(self) -> None:
        """Let time pass until the end; questions are answered at once."""
        while (due := self.session.next_deadline(self.now)) is not None or self.session.state == "waiting":
            done = self._own_pace()
            if done is not None and due is not None and due >= done:
                self.say(Confirm(), done - self.now)
                continue
            asked = self.session.state in ("waiting", "checking")
            self.say(Confirm() if asked or due is None else Advance(), 0.0 if asked or due is None else due - self.now)

    def _own_pace(self) -> float | None:
        """When a set at one's own pace is done, by the time that it was planned with; None where none runs."""
        return own_pace_ends(self.session, self.now)

    @property
    def phase(self) -> str | None:
        """What runs now."""
        return self.session.view(self.now).phase

    @property
    def state(self) -> str:
        """The session's state."""
        return self.session.state

    def done(self, kind: str = "static") -> float:
        """Seconds of one load so far, on all muscle-sides."""
        return sum(seconds for (_, _, load), seconds in self.session.exposure.items() if load == kind)


def own_pace_ends(session: Session, now: float) -> float | None:
    """The instant at which a person is done who takes the planned time where the pace is free; None elsewhere."""
    running = session.running
    if session.state != "playing" or running is None or not running.segment.own_pace:
        return None
    return max(now, running.begins + running.segment.seconds)


def only(kind: type[Kind], events: Iterable[happened.Event]) -> list[Kind]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]
