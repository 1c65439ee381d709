"""Time is an argument: however it is cut up, the same things happen at the same instants."""

from collections.abc import Iterator
from math import inf, nextafter
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.build import plan, stretch
from core.instant import twin
from core.world import GoOn, Move, World, commands, moves
from strategies import Draw
from strategies.people import ledgers
from strategies.routines import routines
from stretchplayer.caps import Ledger, Profile
from stretchplayer.model.routine import Routine
from stretchplayer.session import Advance, Command, Session
from stretchplayer.session import events as happened

EVER: Final = 1e7
"""Long after everything that can happen by itself, in seconds."""
UPTIMES: Final = (0.0, 17.3, 1_000_000.1, 1e9)

ACTS: Final[Draw[GoOn | Command]] = st.one_of(st.just(GoOn()), st.just(GoOn()), commands())


class Written(World):
    """A world that remembers what was said to the session, and when."""

    def __init__(self, routine: Routine, ledger: Ledger, uptime: float) -> None:
        self.said: list[tuple[float, Command]] = []
        self.told: list[happened.Event] = []
        super().__init__(routine, Profile(), ledger, uptime=uptime)

    def say(self, command: Command) -> tuple[happened.Event, ...]:
        """Say it and write it down."""
        events = super().say(command)
        self.said.append((self.mono, command))
        self.told += events
        return events


@given(routines(), ledgers(), moves(ACTS), st.sampled_from(UPTIMES), st.lists(st.floats(0.0, 1.0), max_size=6))
def test_advancing_in_small_steps_tells_the_same(
    routine: Routine, ledger: Ledger, actions: list[Move], uptime: float, cuts: list[float]
) -> None:
    world = Written(routine, ledger, uptime)
    for action in actions:
        world.move(action)
    again = Session.start(world.plan, uptime)
    told: list[happened.Event] = []
    now = uptime
    for at, command in world.said:
        for step in _steps(again, now, at, cuts):
            told += again.apply(Advance(), step)
        told += again.apply(command, at)
        now = at
    assert told == world.told
    assert again.snapshot(now) == world.session.snapshot(now)


def _steps(session: Session, now: float, until: float, cuts: list[float]) -> Iterator[float]:
    """Instants between two, in order: parts of the way, and the next one that is due."""
    due = session.next_deadline(now)
    wanted = sorted({now + cut * (until - now) for cut in cuts} | ({due} if due is not None else set()))
    yield from (step for step in wanted if now <= step <= until)


@given(routines(), ledgers(), moves(ACTS), st.sampled_from(UPTIMES))
def test_the_next_deadline_is_honest(routine: Routine, ledger: Ledger, actions: list[Move], uptime: float) -> None:
    world = World(routine, Profile(), ledger, uptime=uptime)
    for action in actions:
        world.move(action)
        due = world.session.next_deadline(world.mono)
        if due is None:
            assert twin(world.session).apply(Advance(), world.mono + EVER) == ()
            continue
        assert due >= world.mono
        early = nextafter(due, -inf)
        if early >= world.mono:
            assert twin(world.session).apply(Advance(), early) == ()
        events = twin(world.session).apply(Advance(), due)
        assert events
        assert all(event.at == due for event in events)


@given(routines(), moves(ACTS))
def test_events_come_in_order_and_not_before_their_time(routine: Routine, actions: list[Move]) -> None:
    world = Written(routine, Ledger(), 0.0)
    for action in actions:
        world.move(action)
    told = [event.at for event in world.told]
    assert told == sorted(told)
    assert all(at <= world.mono for at in told)


@given(routines(), moves(ACTS), st.floats(0.0, 1e5))
def test_time_that_runs_backwards_counts_as_standing_still(routine: Routine, actions: list[Move], back: float) -> None:
    world = World(routine, Profile(), Ledger())
    for action in actions:
        world.move(action)
    world.session.apply(Advance(), world.mono)
    before = world.session.snapshot(world.mono)
    assert world.session.apply(Advance(), world.mono - back) == ()
    assert world.session.snapshot(world.mono - back) == before


@pytest.mark.parametrize("uptime", UPTIMES)
def test_what_happens_does_not_depend_on_when_the_clock_was_started(uptime: float) -> None:
    """Compared where seconds since boot are whole: a float holds no more of a huge number."""
    admitted = plan(stretch(hold=30, reps=3), stretch("adductors", sides="each"))
    start = float(round(uptime))
    early, late = Session.start(admitted, 0.0), Session.start(admitted, start)
    one, two = early.apply(Advance(), 1000.0), late.apply(Advance(), start + 1000.0)
    assert [(type(each), each.at) for each in one] == [(type(each), each.at - start) for each in two]
