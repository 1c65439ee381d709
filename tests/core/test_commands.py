"""Commands: every transition stands in the table, a refused one changes nothing, the account is always right."""

from hypothesis import given, note
from hypothesis import strategies as st

from core.instant import faults, twin
from core.world import Again, GoOn, Move, World, commands, moves
from strategies.people import ledgers, profiles
from strategies.routines import routines
from stretchplayer.caps import Ledger, Profile
from stretchplayer.model.routine import Routine
from stretchplayer.session import Advance, Command
from stretchplayer.session import events as happened
from stretchplayer.session.commands import TABLE


@given(routines(), profiles(), ledgers(), moves())
def test_account_and_view_are_right_at_every_instant(
    routine: Routine, profile: Profile, ledger: Ledger, actions: list[Move]
) -> None:
    world = World(routine, profile, ledger)
    for action in actions:
        world.move(action)
        found = faults(world)
        note(f"after {action}: {found}")
        assert not found


@given(routines(), ledgers(), moves(), st.lists(commands(), min_size=1, max_size=8))
def test_every_transition_stands_in_the_table(
    routine: Routine, ledger: Ledger, actions: list[Move], tries: list[Command]
) -> None:
    world = World(routine, Profile(), ledger)
    for action in actions:
        world.move(action)
        for command in tries:
            tried = twin(world.session)
            before = tried.state
            events = tried.apply(command, world.mono)
            refused = [event for event in events if isinstance(event, happened.Refused)]
            if refused:
                assert tried.state == before
            else:
                assert (before, type(command)) in TABLE
                assert tried.state in TABLE[before, type(command)]
            assert ((before, type(command)) in TABLE) or refused


@given(routines(), ledgers(), moves(), st.lists(commands(), min_size=1, max_size=8))
def test_refused_commands_change_nothing_and_say_why(
    routine: Routine, ledger: Ledger, actions: list[Move], tries: list[Command]
) -> None:
    world = World(routine, Profile(), ledger)
    for action in actions:
        world.move(action)
        session, now = world.session, world.mono
        for command in tries:
            before = _seen(world)
            events = twin(session).apply(command, now)
            refused = [event for event in events if isinstance(event, happened.Refused)]
            if not refused:
                continue
            assert events == tuple(refused)
            assert refused[0].reason.strip()
            world.say(command)
            assert _seen(world) == before


def _seen(world: World) -> tuple[object, ...]:
    session, now = world.session, world.mono
    return (
        session.state,
        session.snapshot(now),
        session.view(now),
        session.exposure,
        session.next_deadline(now),
    )


@given(routines(), ledgers(), moves(st.one_of(st.just(GoOn()), commands()), most=12), commands())
def test_a_refused_command_leaves_no_trace_in_what_follows(
    routine: Routine, ledger: Ledger, actions: list[Move], command: Command
) -> None:
    world = World(routine, Profile(), ledger)
    for action in actions:
        world.move(action)
    session, now = world.session, world.mono
    tried, untouched = twin(session), twin(session)
    if not any(isinstance(event, happened.Refused) for event in tried.apply(command, now)):
        return
    for later in (now, now + 0.3, now + 7.0, now + 100.0, now + 10_000.0):
        assert tried.apply(Advance(), later) == untouched.apply(Advance(), later)
        assert tried.snapshot(later) == untouched.snapshot(later)


@given(routines(), moves(most=10))
def test_nothing_is_understood_after_the_end(routine: Routine, actions: list[Move]) -> None:
    world = World(routine, Profile(), Ledger())
    for action in actions:
        world.move(action)
    world.finish()
    before = _seen(world)
    for action in actions:
        if not isinstance(action.act, GoOn | Again | Advance):
            events = world.say(action.act)
            assert [type(event) for event in events] == [happened.Refused]
    assert _seen(world) == before
