"""The bundled routines stay inside the careful limits: a second count, by hand, beside the caps."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli

from stretchplayer.catalog import moves
from stretchplayer.model.duration import seconds
from stretchplayer.model.muscles import GROUP_OF, GROUPS, MID, expand

FOLDER = Path(__file__).parents[2] / "routines"
FILES = sorted(FOLDER.glob("*.toml"))
EACH = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])

STAGES = ("heat", "massage", "dynamic", "stretch", "contract-relax", "cold")
HOLDS = ("stretch", "contract-relax")
QUARTER_HOUR = 900.0
NEW_USER_SESSION = 120.0


class Work(NamedTuple):
    """One stretch of work: its start and length in seconds, and the muscle-sides it charges."""

    start: float
    seconds: float
    kind: str
    loads: tuple[tuple[str, str], ...]
    step: dict[str, Any]


def load(file: Path) -> dict[str, Any]:
    return tomli.loads(file.read_text(encoding="utf-8"))


def steps(routine: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps with their moves merged in; the bundled routines use no groups."""
    assert not any("repeat" in step for step in routine["step"])
    return [{**(moves()[step["move"]].step if "move" in step else {}), **step} for step in routine["step"]]


def charged(step: dict[str, Any], side: str) -> tuple[tuple[str, str], ...]:
    target = step["target"]
    keys = expand((target,) if isinstance(target, str) else tuple(target))
    sides = ("left", "right") if side == "both" else (side,)
    return tuple((key, one) for key in keys for one in (("mid",) if key in MID else sides))


def timeline(routine: dict[str, Any]) -> tuple[list[Work], float]:
    """All work in order, and the second at which the routine ends (waiting for keys not counted)."""
    defaults = {"prepare": 5.0, "switch": 5.0, "rest": 10.0, **routine.get("defaults", {})}
    works: list[Work] = []
    at = 0.0
    for step in steps(routine):
        kind = step["kind"]
        if "target" not in step:
            at += seconds(step.get("prepare", 0)) + seconds(step["duration"])
            continue
        sides = ("left", "right") if step.get("sides") == "each" else (step.get("sides", "both"),)
        for turn, side in enumerate(sides):
            at += defaults["switch"] if turn else 0.0
            at += seconds(step.get("prepare", 0 if kind in {"heat", "cold"} else defaults["prepare"]))
            for rep in range(step.get("reps" if kind in HOLDS else "sets", 1)):
                at += seconds(step.get("rest", defaults["rest"])) if rep else 0.0
                at += seconds(step.get("contract", 0))
                length = seconds(step["hold"] if kind in HOLDS else step["duration"])
                works.append(Work(at, length, kind, charged(step, side), step))
                at += length
    return works, at


def sums(works: list[Work], kinds: tuple[str, ...]) -> dict[tuple[str, str], float]:
    total: dict[tuple[str, str], float] = defaultdict(float)
    for work in works:
        if work.kind in kinds:
            for pair in work.loads:
                total[pair] += work.seconds
    return total


def warm(works: list[Work], at: float) -> tuple[float, bool]:
    """Seconds of dynamic work, and whether heat ended, within the 15 min before `at`."""
    since = at - QUARTER_HOUR
    moved = sum(
        max(0.0, min(work.start + work.seconds, at) - max(work.start, since))
        for work in works
        if work.kind == "dynamic"
    )
    heated = any(work.kind == "heat" and since <= work.start + work.seconds <= at for work in works)
    return moved, heated


def holds(works: list[Work]) -> Iterator[Work]:
    return (work for work in works if work.kind in HOLDS)


def test_there_are_eight() -> None:
    assert {file.stem for file in FILES} == {
        "desk-neck",
        "lower-back",
        "hips",
        "calves-feet",
        "full-body",
        "calf-cramp",
        "heat-then-stretch-back",
        "evening",
    }


@EACH
def test_the_head_of_the_file(file: Path) -> None:
    routine = load(file)
    assert routine["format"] == 1
    assert 0 < len(routine["title"]) <= 80
    for key in ("summary", "for", "not_for"):
        assert 30 <= len(routine[key]) <= 200, key
    assert routine["tags"]
    assert routine["source"]
    assert all(len(source) <= 120 for source in routine["source"])
    assert file.stem in file.read_text(encoding="utf-8").splitlines()[1], "the remark that says how to copy it"


@EACH
def test_every_step_is_whole(file: Path, convert: Callable[[dict[str, Any]], Any]) -> None:
    for step in steps(load(file)):
        assert convert(step).name or step["kind"] == "advice"


@EACH
def test_it_lasts_2_to_25_minutes(file: Path) -> None:
    _, end = timeline(load(file))
    assert 2 * 60 <= end <= 25 * 60


@EACH
def test_every_step_has_a_position_and_most_are_moves(file: Path) -> None:
    routine = load(file)
    assert all(step.get("position") for step in steps(routine))
    assert sum("move" in step for step in routine["step"]) >= len(routine["step"]) - 1


@EACH
def test_static_seconds_fit_a_new_user(file: Path) -> None:
    works, _ = timeline(load(file))
    for (key, side), total in sums(works, HOLDS).items():
        assert 30 <= total <= NEW_USER_SESSION, (key, side, total)
        if key in GROUPS["neck"]:
            assert total <= 60, (key, side, total)
    assert sum(work.seconds for work in holds(works)) <= 1800


@EACH
def test_holds_are_usual_and_apart(file: Path) -> None:
    works, _ = timeline(load(file))
    let_go: dict[tuple[str, str], float] = {}
    for work in holds(works):
        neck = any(key in GROUPS["neck"] for key, _ in work.loads)
        assert 10 <= work.seconds <= (15 if neck else 30)
        assert 2 <= work.step["reps"] <= 4
        assert 1 <= work.step.get("discomfort", 3) <= 4
        for pair in work.loads:
            assert work.start - let_go.get(pair, -60.0) >= 5, pair
            let_go[pair] = work.start + work.seconds


@EACH
def test_contractions_are_gentle_and_few(file: Path) -> None:
    works, _ = timeline(load(file))
    cycles: dict[tuple[str, str], int] = defaultdict(int)
    for work in works:
        if work.kind == "contract-relax":
            assert 3 <= seconds(work.step["contract"]) <= 6
            assert work.step["effort"] == 20
            for pair in work.loads:
                cycles[pair] += 1
    assert all(2 <= count <= 4 for count in cycles.values())


@EACH
def test_dynamic_seconds_are_usual(file: Path) -> None:
    works, _ = timeline(load(file))
    for pair, total in sums(works, ("dynamic",)).items():
        assert 20 <= total <= 60, (pair, total)


@EACH
def test_massage_is_short_and_light(file: Path) -> None:
    works, _ = timeline(load(file))
    sets: dict[tuple[str, str], int] = defaultdict(int)
    for work in works:
        if work.kind == "massage":
            assert 30 <= work.seconds <= 120
            assert 2 <= work.step.get("pressure", 4) <= 5
            for pair in work.loads:
                sets[pair] += 1
    assert all(count <= 3 for count in sets.values())


@EACH
def test_heat_and_cold_once_a_region(file: Path) -> None:
    works, _ = timeline(load(file))
    seen: set[tuple[str, str]] = set()
    for work in works:
        if work.kind not in {"heat", "cold"}:
            continue
        assert 600 <= work.seconds <= 900
        for region in {GROUP_OF[key] for key, _ in work.loads}:
            assert (work.kind, region) not in seen
            seen.add((work.kind, region))


@EACH
def test_the_breath_is_never_held(file: Path) -> None:
    for step in steps(load(file)):
        if step["kind"] == "breathe":
            assert step.get("hold", 0) == 0


@EACH
def test_the_order_is_the_usual_one(file: Path) -> None:
    stages = [STAGES.index(step["kind"]) for step in steps(load(file)) if step["kind"] in STAGES]
    assert stages == sorted(stages)


@EACH
def test_no_hold_meets_a_cold_muscle(file: Path) -> None:
    works, _ = timeline(load(file))
    for work in holds(works):
        moved, heated = warm(works, work.start)
        assert moved >= 180 or heated, (work.start, moved)


@EACH
def test_left_and_right_get_the_same(file: Path) -> None:
    works, _ = timeline(load(file))
    for kind in STAGES:
        total = sums(works, (kind,))
        for (key, side), length in total.items():
            if side == "left":
                assert total[key, "right"] == length, (kind, key)
            if side == "right":
                assert total[key, "left"] == length, (kind, key)
