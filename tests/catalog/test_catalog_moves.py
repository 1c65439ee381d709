"""Every bundled move can be played as it stands and followed by ear."""

import re
from collections.abc import Callable
from typing import Any

from catalog.named_answers import HOW_FAR, NAMED, bound
from every import every
from stretchplayer.catalog import Move, moves
from stretchplayer.model.muscles import GROUP_OF, GROUPS, MUSCLES, expand
from stretchplayer.model.steps import KINDS, Breathe, ContractRelax, Dynamic, Exercise, Massage, Stretch
from stretchplayer.routine.moves import several

Convert = Callable[[dict[str, Any]], Any]
ALL = every("move", moves())

POSTURES = {
    "standing": r"\b(stand\w*|step|walk)\b",
    "sitting": r"\bsit(ting)?\b",
    "kneeling": r"\b(kneel|hands and knees)\b",
    "lying-back": r"\blie\b",
    "lying-side": r"\blie\b",
    "lying-front": r"\blie\b",
}

ONE_LEG = re.compile(
    r"\b(lift|bend|weight onto|put all of|lift the|heel of) (this|other) (leg|knee|foot)\b"
    r"|on the other leg|knee of this side behind|one heel|\bmarch\b",
    re.IGNORECASE,
)
"""How a move says that it is done on one leg."""
HOLD = r"hold on all the time|hands? (stays?|on the wall)|keep a hand on a wall or a chair"

TIRING = re.compile(
    r"\b(lift|raised?|stretch(ed)? (this arm|your arms|out)|shins level|on the other leg|hold your hands up"
    r"|close (both|your) eyes|bend forward|bend the knee of this side)\b",
    re.IGNORECASE,
)
UNTOLD = re.compile(r"\bdo it (standing|sitting|lying)\b|\bstay on a chair\b")


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text.strip())


@ALL
def test_a_move_alone_is_a_whole_step(move: Move, convert: Convert) -> None:
    step = convert(move.step)
    assert step.kind == move.step["kind"]
    if isinstance(step, Dynamic):
        assert step.duration
    if isinstance(step, Exercise):
        assert bool(step.duration) != bool(step.reps)


@ALL
def test_a_move_says_what_it_must(move: Move) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", move.key)
    for key in ("kind", "name", "how", "source", "position"):
        assert move.step.get(key), key
    for text in (move.feel, move.mistake, move.easier):
        assert text.endswith(".")
        assert len(text) <= 200
    assert len(move.step["name"]) <= 40, "a name is read from two metres away"


@ALL
def test_how_can_be_followed_with_closed_eyes(move: Move) -> None:
    told = sentences(move.step["how"])
    assert 2 <= len(told) <= 4
    for sentence in told:
        assert sentence.endswith(".")
        assert len(sentence.split()) <= 20, sentence
    assert not TIRING.search(told[0]), "it is held until all is said: what is tiring to keep comes last"
    assert not UNTOLD.search(move.step.get("caution", "")), "how it is done otherwise is said, or left to `easier`"


@ALL
def test_whoever_only_listens_hears_how_the_body_is_placed(move: Move) -> None:
    if move.step["kind"] == "rest":
        return
    assert re.search(POSTURES[move.step["position"]], move.step["how"], re.IGNORECASE)


@ALL
def test_a_sided_move_says_which_side_it_means(move: Move) -> None:
    said = re.search(r"\bthis (side|arm|leg|foot|shoulder|forearm|hand|thigh|hip|buttock|knee)\b", move.step["how"])
    assert bool(said) == (move.step.get("sides") == "each")


@ALL
def test_targets_are_known_and_named_once(move: Move, convert: Convert) -> None:
    step = convert(move.step)
    if not hasattr(step, "target"):
        return
    assert set(step.target) <= {*MUSCLES, *GROUPS}
    assert len(expand(step.target)) <= 4 or step.kind == "heat"


@ALL
def test_doses_are_usual_ones(move: Move, convert: Convert) -> None:
    match convert(move.step):
        case Stretch(hold=hold, reps=reps, discomfort=discomfort, release=release):
            assert release, "who lies with closed eyes hears how far to let go between two holds"
            assert 10 <= hold <= 30
            assert 2 <= reps <= 4
            assert 1 <= discomfort <= 3
        case ContractRelax(contract=contract, hold=hold, reps=reps, effort=effort, release=release):
            assert release
            assert 3 <= contract <= 6
            assert 10 <= hold <= 30
            assert 2 <= reps <= 4
            assert effort == 20
        case Dynamic(duration=duration):
            assert duration is not None
            assert 20 <= duration <= 60
        case Exercise(duration=duration, reps=None):
            assert duration is not None
            assert 20 <= duration <= 300
        case Exercise(reps=reps, tempo=tempo, hold=hold, sets=sets):
            assert reps is not None
            assert tempo is not None
            # Getting up from bed is one long repetition with several parts.
            least, slowest = (1, 15) if move.key == "get-up-from-bed" else (2, 8)
            assert least <= reps <= reps.most <= 12
            assert 3 <= tempo <= slowest, "slow enough to be followed with closed eyes"
            assert hold is None or 2 <= hold <= hold.most <= 15
            assert sets <= 2
        case Massage(duration=duration, sets=sets, pressure=pressure):
            assert 30 <= duration <= 120
            assert sets <= 3
            assert 2 <= pressure <= 5
        case Breathe(hold=hold):
            assert not hold
        case other:
            assert other.kind in {"heat", "cold", "rest"}
            assert other.kind == "rest" or 600 <= other.duration <= 900


@ALL
def test_the_neck_is_treated_with_care(move: Move, convert: Convert) -> None:
    step = convert(move.step)
    if not hasattr(step, "target") or not set(expand(step.target)) & set(GROUPS["neck"]):
        return
    assert step.kind in {"stretch", "dynamic", "exercise", "massage", "heat", "cold"}
    assert step.caution or move.key == "shoulder-roll", "what moves the head says what to beware of"
    if isinstance(step, Stretch):
        assert step.hold <= 15
        assert step.discomfort <= 2
    if isinstance(step, Exercise) and step.hold is not None:
        assert step.hold <= 5
        assert "lightly" in (step.how or "")
    if isinstance(step, Massage):
        assert step.using == "hands"
        assert step.pressure <= 3
    elif step.kind not in {"heat", "cold"}:
        assert "circle" not in (step.how or "")
        assert "your hand" not in (step.how or "").replace("your hands", "")


@ALL
def test_floors_and_tools_are_announced(move: Move, convert: Convert) -> None:
    step = convert(move.step)
    if (step.position or "").startswith("lying") and step.kind not in {"cold", "rest"}:
        assert "mat" in step.needs
    if isinstance(step, Massage) and step.using != "hands":
        assert step.using in step.needs


@ALL
def test_who_stands_on_one_leg_has_a_hold(move: Move) -> None:
    """At least from 65 on, where it is only a moment."""
    if move.step["position"] == "standing" and ONE_LEG.search(move.step["how"]):
        assert re.search(HOLD, move.step["caution"], re.IGNORECASE)
        if "65 or over" not in move.step["caution"]:
            assert move.step.get("needs") in {"chair", "wall", "worktop", "step with a rail"}


@every("answer", list(NAMED))
def test_a_caution_that_names_an_answer_says_so_to_the_player(answer: str) -> None:
    """Also the other way round, but where a move is withheld for how far it goes: "Not done" names these itself."""
    for move in moves().values():
        said = re.search(NAMED[answer], move.step.get("caution", ""), re.IGNORECASE)
        loaded = answer == "thin-bones" and "loads" in move.step
        if said or loaded or answer not in HOW_FAR:
            assert (answer in bound(move.step)) == bool(said or loaded), move.key


@ALL
def test_what_a_move_names_instead_of_itself_is_there_for_who_stays_off_the_floor(move: Move) -> None:
    named = several(move.step.get("instead", ()))
    assert set(named) <= set(moves()) - {move.key}
    if named and on_the_floor(move) and move.step["kind"] == "stretch":
        assert not all(on_the_floor(moves()[name]) for name in named), "one at least on a chair or on one's feet"


def on_the_floor(move: Move) -> bool:
    return "mat" in move.step.get("needs", ())


def test_nothing_half_off_a_seat_for_65_and_over() -> None:
    off = {move.key for move in moves().values() if re.search(r"off the (edge|seat)|sideways on", move.step["how"])}
    assert off == {move.key for move in moves().values() if "65-over" in bound(move.step)}
    assert not [move.key for move in moves().values() if re.search(r"on the edge of a chair", move.step["how"])]


@every("move", {move.key: move for move in moves().values() if "head" in move.step["name"].lower()})
def test_small_free_turns_of_the_head_are_for_everybody(move: Move) -> None:
    if move.step["kind"] == "dynamic":
        assert not bound(move.step)
        assert "loads" not in move.step


def test_with_rheumatoid_arthritis_nobody_holds_the_neck_unasked() -> None:
    for move in moves().values():
        held = move.step["kind"] == "stretch" or "hold" in move.step
        if held and set(expand(several(move.step.get("target")))) & set(GROUPS["neck"]):
            assert "With rheumatoid arthritis, ask a doctor first." in move.step["caution"], move.key


@every("move", {move.key: move for move in moves().values() if "instead" in move.step})
def test_a_substitute_works_on_the_same_region(move: Move) -> None:
    for key in several(move.step["instead"]):
        one, other = move.step, moves()[key].step
        assert key != move.key
        regions = [{GROUP_OF[muscle] for muscle in expand(several(each.get("target")))} for each in (one, other)]
        assert regions[0] & regions[1] or one["kind"] == other["kind"] in {"breathe", "rest"}, key


def test_every_kind_but_advice_has_a_move() -> None:
    assert {move.step["kind"] for move in moves().values()} == set(KINDS) - {"advice"}


def test_every_muscle_but_the_jaw_has_a_stretch(convert: Convert) -> None:
    reached = {
        key for move in moves().values() if move.step["kind"] == "stretch" for key in expand(convert(move.step).target)
    }
    assert set(MUSCLES) - reached == {"jaw"}


def test_names_are_unique() -> None:
    names = [move.step["name"] for move in moves().values()]
    assert len(set(names)) == len(names)
