"""For everybody there is enough left of a bundled routine, or its card says whom it is not for."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from catalog.bundled_files import EACH, FILES, load, steps
from catalog.conftest import Convert
from catalog.named_answers import NAMED, bound
from every import every
from stretchplayer.app.substitutes import with_substitutes
from stretchplayer.caps import Ledger, Plan, Profile, admit
from stretchplayer.caps.refusals import refuse
from stretchplayer.catalog import moves
from stretchplayer.model.muscles import GROUP_OF, GROUPS, expand
from stretchplayer.model.routine import flat, walk
from stretchplayer.model.steps import Group, Step, Targeted
from stretchplayer.routine.reader import Reading, read

NOW: Final = 1_000_000.0
MOST_WITHHELD: Final = 1 / 3
ANSWERS: Final[dict[str, tuple[str, Profile]]] = {
    "pregnant": ("pregnant", Profile(pregnant=True)),
    "gave birth": ("gave-birth", Profile(gave_birth=True)),
    "heart": ("heart", Profile(heart=True)),
    "hypermobile": ("hypermobile", Profile(hypermobile=True)),
    "thin bones": ("thin-bones", Profile(thin_bones=True)),
    "numb": ("numb", Profile(numb=True)),
    "bad with cold": ("cold-reaction", Profile(cold_reaction=True)),
    "blood thinners": ("blood-thinners", Profile(blood_thinners=True)),
    "high blood pressure": ("high-blood-pressure", Profile(high_blood_pressure=True)),
    "glaucoma": ("glaucoma", Profile(glaucoma=True)),
    "new hip": ("surgery", Profile(recent_surgery=("hip",))),
    "surgery, not said where": ("surgery", Profile(recent_surgery=("elsewhere",))),
    "artificial hip": ("hip-replacement", Profile(hip_replacement=True)),
    "supervised": ("supervised", Profile(supervised=True)),
    "65": ("65-over", Profile(age="65-over")),
    "under 16": ("under-16", Profile(age="under-16")),
    **{f"skin, {group}": ("skin", Profile(skin=(group,))) for group in GROUPS},
}
"""Whom each answer makes of somebody, with the word for it in `not_with`."""
KEEPS: Final = ("pregnant", "thin bones", "65", "numb", "new hip")
"""With these answers a routine still works on nearly all that it works on."""


def muscles(step: Step) -> tuple[str, ...]:
    return expand(step.target) if isinstance(step, Targeted) else ()


@cache
def reading_of(file: Path) -> Reading:
    return read(file.read_bytes(), str(file))


@cache
def planned(file: Path, who: Profile) -> Plan:
    reading = reading_of(file)
    assert reading.routine is not None
    routine, _ = with_substitutes(reading.routine, reading.data, who)
    return admit(routine, who, Ledger(), NOW)


def withheld(plan: Plan) -> list[str]:
    return [each.path for each in plan.verdicts if each.action == "withheld" and each.path]


@every("who", list(ANSWERS))
def test_a_third_may_be_withheld_and_no_more(who: str) -> None:
    answer, profile = ANSWERS[who]
    for file in FILES:
        made = planned(file, profile)
        lost = withheld(made)
        if len(lost) > MOST_WITHHELD * len(flat(made.routine.step)):
            card = f"{made.routine.not_for} {made.routine.summary}"
            assert re.search(NAMED[answer], card, re.IGNORECASE), (file.stem, lost)


@every("who", list(KEEPS))
def test_a_routine_keeps_its_regions(who: str) -> None:
    for file in FILES:
        made, whole = planned(file, ANSWERS[who][1]), planned(file, Profile())
        played, meant = (
            {GROUP_OF[muscle] for each in plan.segments for muscle, _ in each.loads} for plan in (made, whole)
        )
        warm = {"heat", "cold"} & {each.load for each in whole.segments}
        lost = meant - played
        assert not lost or warm or re.search(NAMED[ANSWERS[who][0]], made.routine.not_for), (file.stem, lost)


@every("who", list(ANSWERS))
def test_what_loads_nothing_is_never_withheld(who: str) -> None:
    for file in FILES:
        made = planned(file, ANSWERS[who][1])
        kept = {path for path, step in walk(made.routine.step) if not isinstance(step, Group | Targeted)}
        assert kept.isdisjoint(withheld(made))
        assert kept <= {each.path for each in made.segments}


def test_a_substitute_says_what_it_stands_for_and_why() -> None:
    (file,) = (file for file in FILES if file.stem == "lower-back")
    made = planned(file, Profile(pregnant=True))
    replaced = [each for each in made.verdicts if each.action == "replaced"]
    assert len(replaced) >= 6
    assert withheld(made) == []
    for each in replaced:
        (step,) = (step for path, step in walk(made.routine.step) if path == each.path)
        assert each.played == step.name != dict(each.written)["name"]
        assert "pregnancy" in each.reason
        assert not isinstance(step, Group)
        assert refuse(step, muscles(step), Profile(pregnant=True)) is None


def test_after_surgery_at_a_leg_what_bends_it_far_is_withheld_wherever_it_pulls(convert: Convert) -> None:
    bends = ("childs-pose", "knees-to-chest", "seated-curl", "sole-rub", "couch-stretch")
    for key, place in product(bends, ("hip", "thigh", "leg", "hamstrings", "elsewhere")):
        step = convert(moves()[key].step)
        found = refuse(step, muscles(step), Profile(recent_surgery=(place,)))
        assert found is not None, (key, place)
        assert found.limit == "profile.recent_surgery"
        assert refuse(step, muscles(step), Profile(recent_surgery=("neck",))) is None


def test_what_was_chosen_comes_before_a_substitute() -> None:
    (file,) = (file for file in FILES if file.stem == "lower-back")
    reading = read(file.read_bytes(), str(file))
    assert reading.routine is not None
    for who in (Profile(), Profile(pregnant=True)):
        made, moves = with_substitutes(reading.routine, reading.data, who, {"7": "figure-four-seated"})
        assert moves["7"] == "figure-four-seated"
        assert "7" not in {each.path for each in made.replaced}
        assert len(moves) == 1 + len(made.replaced)


def test_heat_is_never_replaced_by_cold() -> None:
    (file,) = (file for file in FILES if file.stem == "stiff-neck")
    made = planned(file, Profile(heart=True))
    assert not [each for each in made.segments if each.thermal]


def cautions(file: Path) -> Iterable[tuple[dict[str, Any], str]]:
    return ((step, step.get("caution", "")) for step in steps(load(file)))


@EACH
def test_a_caution_of_a_step_binds(file: Path) -> None:
    """A step that has words of its own may lose those of its move; what it says has its key all the same."""
    for step, said in cautions(file):
        named = {answer for answer, words in NAMED.items() if re.search(words, said, re.IGNORECASE)}
        assert named <= set(bound(step)), step.get("name")


@every("name", ["chair-only", "sixty-five-plus"])
def test_who_falls_most_easily_is_asked_for_nothing_that_tips(name: str) -> None:
    (file,) = (file for file in FILES if file.stem == name)
    assert withheld(planned(file, Profile(age="65-over"))) == []
    for step in steps(load(file)):
        words = f"{step.get('how', '')} {step.get('caution', '')}"
        assert not re.search(r"off the (edge|seat)|sideways on|edge of a chair", words), step.get("name")


def test_from_65_on_balance_is_trained_with_a_hold() -> None:
    (file,) = (file for file in FILES if file.stem == "sixty-five-plus")
    balance = [step for step in steps(load(file)) if step.get("move") in {"one-leg-stand", "tandem-stand"}]
    assert len(balance) == 2
    for step in balance:
        assert step["needs"] == "chair"
        assert "both hands" in step["how"]
