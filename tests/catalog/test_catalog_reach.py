"""The catalogue as a whole: it reaches every muscle, and it never asks for what the safety page forbids."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from every import Test, every
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.caps.limits import LEAN
from stretchplayer.catalog import Move, moves
from stretchplayer.model.muscles import GROUP_OF, GROUPS, MUSCLES, expand
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import KINDS, Cold, Heat, Massage, Targeted

Convert = Callable[[dict[str, Any]], Any]
EACH_MUSCLE: Final = every("muscle", MUSCLES)
THERMAL: Final = ("heat", "cold")
HOLDS: Final = ("stretch", "contract-relax")
NO_TOOL: Final = frozenset(
    {"lumbar_extensors", "quadratus_lumborum", *GROUPS["neck"], *GROUPS["jaw"], *GROUPS["trunk"]}
)
"""Where the spine, the kidneys, the throat or the bowels lie under the skin: hands only."""
SPINE: Final = frozenset({"thoracic_extensors", "lumbar_extensors"})


def of_kind(*kinds: str) -> list[Move]:
    return [move for move in moves().values() if move.step["kind"] in kinds]


def each_of(*kinds: str) -> Callable[[Test], Test]:
    return every("move", {move.key: move for move in of_kind(*kinds)})


def muscles_of(move: Move, convert: Convert) -> frozenset[str]:
    step = convert(move.step)
    return frozenset(expand(step.target)) if isinstance(step, Targeted) else frozenset()


def reaching(muscle: str, found: Iterable[Move], convert: Convert) -> list[Move]:
    return [move for move in found if muscle in muscles_of(move, convert)]


@EACH_MUSCLE
def test_every_muscle_is_reached_by_more_than_one_move(muscle: str, convert: Convert) -> None:
    active = [move for move in moves().values() if move.step["kind"] not in THERMAL]
    assert len(reaching(muscle, active, convert)) >= 2


@EACH_MUSCLE
def test_every_muscle_that_can_be_held_can_be_warmed_by_moving(muscle: str, convert: Convert) -> None:
    assert reaching(muscle, of_kind("dynamic", "exercise"), convert)


@every("kind", [kind for kind in KINDS if kind not in {"advice", "rest"}])
def test_there_is_a_choice_of_every_kind(kind: str) -> None:
    assert len(of_kind(kind)) >= 4


@every("move", moves())
def test_a_move_alone_is_within_every_limit(move: Move, convert: Convert) -> None:
    """All but the warning that nothing came before a hold: one move alone cannot warm up."""
    plan = admit(Routine(title=move.key, step=(convert(move.step),)), Profile(), Ledger(), 0.0)
    assert plan.playable
    assert {verdict.limit for verdict in plan.verdicts} <= {"order.warmup"}
    assert not plan.verdicts or move.step["kind"] in HOLDS


@each_of("massage")
def test_hard_tools_stay_off_what_has_no_muscle_over_it(move: Move, convert: Convert) -> None:
    step = convert(move.step)
    assert isinstance(step, Massage)
    worked = muscles_of(move, convert)
    if step.using != "hands":
        assert not worked & NO_TOOL
    if step.using == "foam roller":
        assert not worked & SPINE, "a roller lies across the spine"


@each_of("massage")
def test_both_calves_are_compared_before_one_is_rubbed(move: Move, convert: Convert) -> None:
    if muscles_of(move, convert) & {"gastrocnemius", "soleus"}:
        assert "compare both calves" in move.step["caution"]
        assert "doctor" in move.step["caution"]


@each_of("massage", "cold")
def test_nothing_hard_or_icy_for_a_foot_that_feels_little(move: Move, convert: Convert) -> None:
    if "plantar_foot" in muscles_of(move, convert):
        assert "diabetes" in move.step["caution"]


@each_of("heat", "cold")
def test_warmth_and_cold_have_a_cloth_and_are_watched(move: Move, convert: Convert) -> None:
    step = convert(move.step)
    assert isinstance(step, Heat | Cold)
    assert {"towel", "cloth"} & set(step.needs)
    assert "five minutes" in move.step["caution"]
    assert ("never hot" if step.kind == "heat" else "Never on bare skin") in move.step["caution"]
    assert "awake" in move.step["how"]


@each_of("cold")
def test_no_cold_where_a_nerve_runs_shallow(move: Move, convert: Convert) -> None:
    assert not muscles_of(move, convert) & LEAN


@each_of("contract-relax")
def test_a_push_is_gentle_and_has_a_day_off(move: Move, convert: Convert) -> None:
    assert "fifth of your strength" in move.step["caution"]
    assert "two days in a row" in move.step["caution"]
    assert not {GROUP_OF[key] for key in muscles_of(move, convert)} & {"neck", "jaw", "back"}


@each_of("contract-relax")
def test_what_stops_is_the_pushing_and_not_the_grip(move: Move) -> None:
    """A listener who hears "let go" lets go of the towel."""
    assert "let go" not in move.step["how"].lower()


@each_of("breathe")
def test_breath_goes_out_at_least_as_long_as_it_comes_in(move: Move, convert: Convert) -> None:
    step = convert(move.step)
    assert step.inhale <= step.exhale
    assert step.inhale + step.exhale >= 6, "slow, but not so slow that air is short"
    assert step.inhale + step.exhale <= 12
    assert step.hold == 0
