"""Every bundled move can be played as it stands and followed by ear."""

import re
from collections.abc import Callable
from typing import Any

from every import every
from stretchplayer.catalog import Move, moves
from stretchplayer.model.muscles import GROUPS, MUSCLES, expand
from stretchplayer.model.steps import KINDS, Breathe, ContractRelax, Dynamic, Massage, Stretch

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


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text.strip())


@ALL
def test_a_move_alone_is_a_whole_step(move: Move, convert: Convert) -> None:
    step = convert(move.step)
    assert step.kind == move.step["kind"]
    if isinstance(step, Dynamic):
        assert step.duration


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
        case Stretch(hold=hold, reps=reps, discomfort=discomfort):
            assert 10 <= hold <= 30
            assert 2 <= reps <= 4
            assert 1 <= discomfort <= 3
        case ContractRelax(contract=contract, hold=hold, reps=reps, effort=effort):
            assert 3 <= contract <= 6
            assert 10 <= hold <= 30
            assert 2 <= reps <= 4
            assert effort == 20
        case Dynamic(duration=duration):
            assert duration is not None
            assert 20 <= duration <= 60
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
    assert step.kind in {"stretch", "dynamic", "massage", "heat", "cold"}
    assert step.caution or move.key == "shoulder-roll", "what moves the head says what to beware of"
    if isinstance(step, Stretch):
        assert step.hold <= 15
        assert step.discomfort <= 2
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
