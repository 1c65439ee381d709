"""Quit, crash and come back: what was written down is what comes back, always paused."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from core.world import Again, Move, World, moves
from strategies import NOW
from strategies.people import ledgers, profiles
from strategies.routines import routines
from stretchplayer.caps import Ledger, Plan, Profile, admit
from stretchplayer.model.routine import Routine
from stretchplayer.session import Session, Snapshot

LATER = st.sampled_from((0.0, 0.1, 17.3, 1_000_000.1))


@given(routines(), profiles(), ledgers(), moves(), LATER)
def test_a_snapshot_comes_back_as_it_was(
    routine: Routine, profile: Profile, ledger: Ledger, actions: list[Move], now: float
) -> None:
    world = World(routine, profile, ledger)
    for action in actions:
        world.move(action)
        snapshot = world.session.snapshot(world.mono)
        once = Session.restore(snapshot, world.plan, now)
        assert once.snapshot(now) == snapshot
        twice = Session.restore(once.snapshot(now), world.plan, now)
        assert twice.snapshot(now) == snapshot
        assert once.exposure == twice.exposure


@given(routines(), profiles(), moves())
def test_a_snapshot_can_be_written_down(routine: Routine, profile: Profile, actions: list[Move]) -> None:
    world = World(routine, profile, Ledger())
    for action in actions:
        world.move(action)
        snapshot = world.session.snapshot(world.mono)
        assert msgspec.json.decode(msgspec.json.encode(snapshot), type=Snapshot) == snapshot


@given(routines(), ledgers(), moves())
def test_what_comes_back_is_paused_at_the_same_place(routine: Routine, ledger: Ledger, actions: list[Move]) -> None:
    world = World(routine, Profile(), ledger)
    for action in actions:
        world.move(action)
        session, now = world.session, world.mono
        snapshot = session.snapshot(now)
        back = Session.restore(snapshot, world.plan, now)
        assert back.state == (session.state if world.over else "paused")
        assert back.next_deadline(now) is None
        assert back.exposure == session.exposure
        if session.state in ("asking", "overdue"):
            # What hurt, or what may still be on the skin, is shown instead of what comes.
            continue
        here, there = session.view(now), back.view(now)
        assert (here.step, here.name, here.rep, here.next_name) == (there.step, there.name, there.rep, there.next_name)
        assert abs(here.session_remaining - there.session_remaining) < 1e-6
        assert abs(here.progress - there.progress) < 1e-6


@given(routines(), profiles(), ledgers(), moves(), st.sampled_from((0.0, 5.0, 600.0, 86_400.0)))
def test_a_new_plan_for_the_rest_keeps_the_place_and_what_was_done(
    routine: Routine, profile: Profile, ledger: Ledger, actions: list[Move], later: float
) -> None:
    world = World(routine, profile, ledger)
    for action in actions:
        world.move(action)
    snapshot = world.session.snapshot(world.mono)
    if snapshot.state != "paused":
        return
    progress = snapshot.progress
    plan = admit(routine, profile, ledger, NOW + world.now + later, progress=progress)
    back = Session.restore(snapshot, plan, 0.0)
    assert back.snapshot(0.0).progress.runs == progress.runs
    assert back.snapshot(0.0).progress.struck == progress.struck
    here = back.snapshot(0.0).progress
    assert not [each for each in plan.segments if here.origin <= each.origin < progress.origin]
    if here.origin == progress.origin:
        assert (here.elapsed, here.run) == (progress.elapsed, progress.run)


@given(routines(), ledgers(), moves())
def test_coming_back_again_and_again_changes_nothing(routine: Routine, ledger: Ledger, actions: list[Move]) -> None:
    world = World(routine, Profile(), ledger)
    for action in actions:
        world.move(action)
    if world.over:
        return
    world.again(Again("new"))
    first = world.session.snapshot(world.mono)
    ahead = _ahead(world.plan, first)
    for _ in range(3):
        world.again(Again("new"))
        assert world.session.snapshot(world.mono) == first
        assert _ahead(world.plan, first) == ahead


def _ahead(plan: Plan, snapshot: Snapshot) -> list[tuple[int, float]]:
    """What is still to come; what lies behind only keeps its place."""
    return [(each.origin, each.seconds) for each in plan.segments if each.origin >= snapshot.progress.origin]
