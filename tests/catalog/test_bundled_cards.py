"""What the card of a routine says of its people binds, and no substitute does what an answer rules out."""

import re
from typing import Final

from catalog.bundled_files import EACH, FILES, load
from catalog.named_answers import ON_A_CARD, bound
from catalog.test_bundled_people import ANSWERS, planned, reading_of
from every import every
from stretchplayer.app.checking import verdict_lines
from stretchplayer.caps import Profile, Today
from stretchplayer.catalog import moves
from stretchplayer.model.muscles import GROUPS
from stretchplayer.model.routine import flat, walk
from stretchplayer.model.steps import Group, Targeted

LYING: Final = {"lying-back", "lying-front", "lying-side"}
SPREAD: Final = ("straddle-sit", "frog-kneel", "half-split", "low-lunge")
"""What takes a hip, or the inner thighs, to the end of the range."""
FAR: Final = (
    *(*SPREAD, "leg-swing-side", "leg-swing-front", "hip-flexor-kneel", "hip-flexor-stand", "side-lunge", "pigeon"),
    *("hip-flexor-push", "couch-stretch", "happy-baby", "butterfly", "ninety-ninety", "hamstring-chair", "knees-wide"),
)
SIDEWAYS: Final = (
    "side-bend",
    "side-bend-hold",
    "hands-knees-sway",
    "long-one-side",
    "outer-thigh-cross",
    "hip-circle-seated",
)
GIVEN: Final = {
    **{answer: profile for answer, profile in ANSWERS.values() if answer not in {"skin", "surgery"}},
    "surgery": Profile(recent_surgery=("elsewhere",)),
    "skin": Profile(skin=tuple(GROUPS)),
    "fever": Profile(today=Today(fever=True)),
}


@EACH
def test_a_card_names_its_answers_by_key(file: object) -> None:
    text = load(file)  # type: ignore[arg-type]  # a path
    said = text.get("not_for", "").replace("\n", " ")
    named = {answer for answer, words in ON_A_CARD.items() if re.search(words, said, re.IGNORECASE)}
    assert named == set(bound(text))


@every("answer", list(GIVEN))
def test_a_card_that_names_an_answer_says_so_before_the_start(answer: str) -> None:
    for file in FILES:
        made = planned(file, GIVEN[answer])
        card = " ".join(made.routine.not_for.split())
        said = [each for each in made.verdicts if card and card in each.reason]
        assert bool(said) == (answer in made.routine.not_with), file.stem
        # Today's answer leaves nothing to begin; what the profile says is to be confirmed.
        today = answer == "fever"
        assert all(each.action == ("withheld" if today else "warn") for each in said)
        assert (not made.playable, bool(made.named)) == (bool(said) and today, bool(said) and not today), file.stem


@every("who", list(ANSWERS))
def test_nobody_gets_up_for_a_substitute(who: str) -> None:
    for file in FILES:
        whole = reading_of(file).routine
        assert whole is not None
        lain = {step.position for step in flat(whole.step) if isinstance(step, Targeted)} <= LYING
        made = planned(file, ANSWERS[who][1]).routine
        for path, step in walk(made.step):
            if lain and path in {each.path for each in made.replaced} and isinstance(step, Targeted):
                assert step.position in LYING, (file.stem, path, step.move)


def test_a_back_in_spasm_stays_lying() -> None:
    (file,) = (file for file in FILES if file.stem == "back-spasm")
    for who in (Profile(pregnant=True), Profile(thin_bones=True), Profile(recent_surgery=("hip",))):
        made = planned(file, who)
        worked = {each.what.position for each in made.segments if each.loads}
        assert worked <= LYING


def test_no_substitute_bends_or_turns_a_spine_with_thin_bones() -> None:
    for file in FILES:
        made = planned(file, Profile(thin_bones=True)).routine
        for path, step in walk(made.step):
            if path in {each.path for each in made.replaced} and not isinstance(step, Group):
                assert not step.loads, (file.stem, path)
                assert step.move not in SIDEWAYS, (file.stem, path)


def test_a_side_bend_says_that_it_is_one() -> None:
    for key in SIDEWAYS:
        assert "spine-side-bend" in moves()[key].step["loads"]
        assert "thin-bones" in bound(moves()[key].step)


def test_after_surgery_at_a_hip_nothing_takes_it_far() -> None:
    assert all("surgery" in bound(moves()[key].step) for key in FAR)
    for file in FILES:
        made = planned(file, Profile(recent_surgery=("hip",)))
        assert not {each.what.move for each in made.segments if each.loads} & set(FAR), file.stem


def test_with_an_artificial_hip_what_a_caution_says_binds_for_ever() -> None:
    for move in moves().values():
        if "surgery" in bound(move.step) and re.search("hip replacement", move.step["caution"]):
            assert "hip-replacement" in bound(move.step)
    for file in FILES:
        made = planned(file, Profile(hip_replacement=True))
        assert not [each for each in made.segments if each.loads and "hip-replacement" in each.what.not_with]


def test_in_pregnancy_the_legs_are_not_spread_far() -> None:
    assert all("pregnant" in bound(moves()[key].step) for key in SPREAD)
    (file,) = (file for file in FILES if file.stem == "splits")
    made = planned(file, Profile(pregnant=True))
    assert not {each.what.move for each in made.segments if each.loads} & set(SPREAD)
    assert any("pregnan" in each.reason for each in made.verdicts if each.action == "warn")


@every("who", list(ANSWERS))
def test_of_a_step_one_thing_is_said(who: str) -> None:
    for file in FILES:
        made = planned(file, ANSWERS[who][1])
        said = [each.path for each in made.verdicts if each.action in {"withheld", "replaced"}]
        assert len(said) == len(set(said)), (file.stem, verdict_lines(made.verdicts))
