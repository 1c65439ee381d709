"""The judge: adds up what was seen to be done, and says which cap it passed; shares no arithmetic with the meter."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from core.caps_of_a_session import continuous, single_pieces, sums_of_session
from core.caps_of_heat_and_cold import heat_and_cold
from core.caps_over_days import cycles_of_days, halved, sessions_of_a_day, sets_of_a_day, windows
from core.judged import Hurt, Session, records_of
from core.rules import DAY, caps_for
from core.tape import Record
from core.world import World
from strategies import NOW
from stretchplayer.caps import Ledger


def judge(world: World, others: Iterable[Record] = (), strains: Iterable[Hurt] = ()) -> list[str]:
    """Every cap that the session of a world passed, given what came before it."""
    world.tape.until(world.now)
    ledger = world.ledger
    new = any(ledger.first_use is None or NOW + at - ledger.first_use < 14 * DAY for at in world.admitted)
    session = Session(
        name=world.name,
        routine=world.routine,
        profile=world.profile,
        admitted=world.admitted,
        others=list(others),
        strains=list(strains),
        caps=caps_for(world.routine, world.profile, new_user=new and len(world.admitted) == 1),
        pieces=[piece for piece in world.tape.pieces if piece.seconds > 0],
        played=world.tape.played,
        steady=world.late == world.late_at_first,
    )
    return [*world.faults, *world.tape.faults, *verdict(session)]


def verdict(session: Session) -> list[str]:
    """Every cap that the session passed."""
    return [fault for check in _CHECKS for fault in check(session)]


def known(ledger: Ledger) -> list[Record]:
    """The records of a ledger in true time."""
    return [
        Record(each.session, each.run, each.where, each.kind, each.start - NOW, each.end - NOW, each.seconds, told=True)
        for each in ledger.exposures
        if each.seconds
    ]


def hurt(ledger: Ledger) -> list[Hurt]:
    """The strains of a ledger in true time."""
    return [((each.muscle, each.side), each.at - NOW) for each in ledger.strains]


def done(world: World) -> list[Record]:
    """What the session of a world really did, as records."""
    return records_of(world.name, world.tape.pieces)


_CHECKS: Final[tuple[Callable[[Session], Iterator[str]], ...]] = (
    single_pieces,
    continuous,
    sums_of_session,
    windows,
    sessions_of_a_day,
    sets_of_a_day,
    cycles_of_days,
    heat_and_cold,
    halved,
)
