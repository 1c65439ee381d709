"""No order of start, pause, resume, skip, back, extend, quit, kill and restart gets a muscle-side past a cap."""

from typing import Final, NamedTuple

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from core.oracle import done, hurt, judge, known
from core.world import Move, World, dated, moves
from examples import examples
from strategies import DAY, NOW, Draw
from strategies.people import profiles, stories
from strategies.steps import Kinds, anything, holding, rubbing, thermal
from stretchplayer.caps import Ledger, Profile
from stretchplayer.model.routine import Routine

FLAVOURS: Final[dict[str, Kinds]] = {"holding": holding, "thermal": thermal, "rubbing": rubbing, "anything": anything}
MANY: Final = examples(240)
"""Over three hundred stories usually, fifty thousand in `slow`; most have more sessions than one."""


class ActiveSession(NamedTuple):
    """How long after the last session, how far the clock was moved back, what the user does, whether it is finished."""

    gap: float
    back: float
    actions: list[Move]
    finished: bool


SITTINGS: Final[Draw[list[ActiveSession]]] = st.lists(
    st.builds(
        ActiveSession,
        gap=st.sampled_from((0.0, 3.0, 600.0, 1800.0, 7200.0, 7200.0, DAY / 3, DAY, 3 * DAY)),
        back=st.sampled_from((0.0, 0.0, 0.0, 0.0, 60.0, 3600.0, 3 * DAY)),
        actions=moves(),
        finished=st.sampled_from((True, True, True, False)),
    ),
    min_size=1,
    max_size=4,
)


def play(routine: Routine, profile: Profile, ledger: Ledger, sittings: list[ActiveSession]) -> list[str]:
    """Play the sittings one after another and judge each in the light of those before it."""
    if sittings:
        # What lies ahead of the clock is dated to the first time that it is opened.
        ledger = dated(ledger, NOW + sittings[0].gap - sittings[0].back)
    records, strains = known(ledger), hurt(ledger)
    faults: list[str] = []
    now = late = 0.0
    for number, sitting in enumerate(sittings):
        world = World(
            routine,
            profile,
            ledger,
            now=now + sitting.gap,
            uptime=sitting.gap,
            late=late + sitting.back,
            name=f"session-{number}",
        )
        for action in sitting.actions:
            world.move(action)
        if sitting.finished:
            world.finish()
        faults += [f"session {number}: {fault}" for fault in judge(world, records, strains)]
        records += done(world)
        strains += world.tape.strains
        now, late, ledger = world.now, world.late, world.remembered()
    return faults


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_no_order_of_commands_passes_a_cap(flavour: str) -> None:
    @MANY
    @given(stories(FLAVOURS[flavour]), profiles(), SITTINGS)
    def stays_inside(story: tuple[Routine, Ledger], profile: Profile, sittings: list[ActiveSession]) -> None:
        faults = play(story[0], profile, story[1], sittings)
        for fault in faults:
            note(fault)
        assert not faults

    stays_inside()
