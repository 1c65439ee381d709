"""A plan from beginning to end with nobody at the keys: every question is answered after a fitting while."""

from collections.abc import Callable
from math import inf
from typing import Final

from msgspec import structs

from stretchplayer.caps import Plan
from stretchplayer.session import Advance, Confirm, ScheduledSegment, Session

LOOK: Final = 20.0
"""Seconds after which a look at the skin counts as done; the heat or cold goes on meanwhile."""


def performed(plan: Plan, start: float, answer: Callable[[ScheduledSegment], float]) -> list[ScheduledSegment]:
    """Every segment of `plan` as it is played from the second `start` on.

    `answer` says how many seconds somebody takes to do what a segment that waits asks for.
    """
    session = Session.start(plan, start)
    session.apply(Advance(), start)
    played: list[ScheduledSegment] = []
    while (running := session.running) is not None:
        ends = running.ends
        if ends == inf:
            ends = running.since + answer(running)
            session.apply(Confirm(), ends)
        else:
            _answered(session, running)
        played.append(structs.replace(running, ends=ends))
    return played


def _answered(session: Session, running: ScheduledSegment) -> None:
    """Let a segment run to its end; looks at the skin are taken."""
    for cue in running.cues:
        if cue.cue == "check-skin":
            session.apply(Advance(), cue.at)
            session.apply(Confirm(), min(cue.at + LOOK, running.ends - 1.0))
    session.apply(Advance(), running.ends)
