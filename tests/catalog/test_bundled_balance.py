"""The bundled routines are balanced and in order: left as right, front as back, warm before a hold, few moves about."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from catalog.bundled_files import (
    EACH,
    FILES,
    HOLDS,
    MOVING,
    Work,
    load,
    of_kind,
    steps,
    sums,
    timeline,
    whole_and_short,
)
from stretchplayer.caps.order import WARM_FOR, WARM_UP
from stretchplayer.model.muscles import MUSCLES, OPPOSITES

STAGES: Final = {"heat": 0, "massage": 1, "dynamic": 2, "exercise": 2, "stretch": 3, "contract-relax": 4, "cold": 5}
WITHOUT: Final[Mapping[str, frozenset[str]]] = {
    # A back in spasm is not asked to lift its legs: the buttocks are held gently, the fronts of the hips stay at rest.
    "back-spasm": frozenset({"hip_flexors"}),
}
"""Muscles that a routine leaves alone on purpose."""
AT_ONCE: Final = 30.0
"""Seconds after which somebody with a cramp has begun to stretch it."""
CRAMP: Final = 60.0
"""Seconds for which a muscle that cramps is stretched at most."""
MOST_CHANGES: Final = 3
"""How often a routine may send a tired person from standing to a chair or to the floor, or back."""


def keys(works: list[Work]) -> set[str]:
    return {key for work in works for key, _ in work.loads}


def place(step: dict[str, Any]) -> str:
    """Where the body is: on its feet, on a chair, or on the floor."""
    position, needed = step["position"], step.get("needs", ())
    if position == "standing":
        return "standing"
    on_the_floor = position != "sitting" or "mat" in ((needed,) if isinstance(needed, str) else needed)
    return "floor" if on_the_floor else "chair"


def test_the_table_names_muscles() -> None:
    named = [key for pair in OPPOSITES for side in pair for key in side]
    assert set(named) <= set(MUSCLES)
    assert len(set(named)) == len(named)


@EACH
def test_left_and_right_get_the_same(file: Path) -> None:
    for raw in whole_and_short(file):
        works, _ = timeline(raw)
        for kind in STAGES:
            total = sums(of_kind(works, kind))
            for (key, side), length in total.items():
                if side != "mid":
                    assert total[key, "right" if side == "left" else "left"] == length, (kind, key)


@EACH
def test_opposite_muscles_both_get_something(file: Path) -> None:
    for raw in whole_and_short(file):
        works, _ = timeline(raw)
        held, worked = keys(of_kind(works, *HOLDS)), keys(works)
        for one, other in (*OPPOSITES, *(pair[::-1] for pair in OPPOSITES)):
            if held & one and not other <= WITHOUT.get(file.stem, frozenset()):
                assert worked & other, f"{held & one} without any of {other}"


@EACH
def test_the_order_is_the_usual_one(file: Path) -> None:
    if load(file).get("during") == "cramp":
        return
    stages = [STAGES[step["kind"]] for step in steps(load(file)) if step["kind"] in STAGES]
    moving = STAGES["dynamic"]
    still = [stage for stage in stages if stage != moving]
    assert still == sorted(still)
    # Movement warms up, so it may come before heat and massage as well; after a hold it comes too late.
    after = [stage for first, stage in pairwise(stages) if first > moving]
    assert moving not in after


@EACH
def test_no_hold_meets_a_cold_muscle(file: Path) -> None:
    for raw in whole_and_short(file):
        works, _ = timeline(raw)
        if raw.get("during") == "cramp":
            continue
        for work in of_kind(works, *HOLDS):
            since = work.start - WARM_FOR
            heated = any(since <= each.start + each.seconds <= work.start for each in of_kind(works, "heat"))
            moved = sum(
                max(0.0, min(each.start + each.seconds, work.start) - max(each.start, since))
                for each in of_kind(works, *MOVING)
            )
            assert moved >= WARM_UP or heated, (work.start, moved)


def test_a_cramp_is_stretched_at_once_and_rubbed_then() -> None:
    (file,) = (file for file in FILES if file.stem == "calf-cramp")
    works, _ = timeline(load(file))
    held = of_kind(works, "stretch")
    assert works[: len(held)] == held
    assert held[0].start <= AT_ONCE
    assert held[0].step["position"] == "standing"
    assert sum(work.seconds for work in held) <= CRAMP
    assert works[len(held)].kind == "massage"
    assert not any(re.search(r"stud(y|ies)|PMID", source) for source in load(file)["source"])
    assert sum("during" in load(each) for each in FILES) == 1


@EACH
def test_nobody_is_sent_up_and_down(file: Path) -> None:
    places = [place(step) for step in steps(load(file))]
    assert sum(one != other for one, other in pairwise(places)) <= MOST_CHANGES
