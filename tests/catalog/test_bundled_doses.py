"""The doses of the bundled routines are the usual ones of the table of limits, counted by hand beside the caps."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from catalog.bundled_files import EACH, FILES, HOLDS, UNTARGETED, Work, load, of_kind, steps, sums, timeline
from stretchplayer.caps import LIMITS
from stretchplayer.model.duration import seconds
from stretchplayer.model.muscles import GROUP_OF, GROUPS

NEW_USER_SESSION: Final = 120.0
LONGER_HOLDS: Final[Mapping[str, tuple[float, float]]] = {
    # The row of static.hold says it: 30 to 60 s are usual for 65 and over.
    "sixty-five-plus": (30.0, 60.0),
}
GENTLER: Final[Mapping[str, tuple[float, float, int]]] = {
    # What the answer "acute spasm" allows: seconds of a hold and of a muscle-side, and the pull.
    "back-spasm": (20.0, 60.0, 2),
}
SPORT: Final = frozenset({"before-sport"})
"""Here movement is the purpose, so a muscle may move as long as its cap lets it."""


def usual(limit: str) -> tuple[float, float]:
    found = LIMITS[limit].usual
    assert found is not None
    return found


def holds(file: Path) -> list[Work]:
    works, _ = timeline(load(file), brief=True)
    return of_kind(works, *HOLDS)


def in_the_neck(work: Work) -> bool:
    return any(key in GROUPS["neck"] for key, _ in work.loads)


@EACH
def test_static_seconds_fit_a_new_user(file: Path) -> None:
    least = usual("static.session")[0]
    found = holds(file)
    for (key, side), total in sums(found).items():
        assert least <= total <= NEW_USER_SESSION, (key, side, total)
        if key in GROUPS["neck"]:
            assert total <= LIMITS["neck.session"].cap, (key, side, total)
    assert sum(work.seconds for work in found) <= LIMITS["static.total"].cap


@EACH
def test_holds_are_usual_and_apart(file: Path) -> None:
    let_go: dict[tuple[str, str], float] = {}
    low, high = LONGER_HOLDS.get(file.stem, usual("static.hold"))
    for work in holds(file):
        if in_the_neck(work):
            assert 10 <= work.seconds <= 15
        else:
            assert low <= work.seconds <= high
        assert usual("static.reps")[0] <= work.step["reps"] <= usual("static.reps")[1]
        assert usual("static.discomfort")[0] <= work.step.get("discomfort", 3) <= usual("static.discomfort")[1]
        for pair in work.loads:
            assert work.start - let_go.get(pair, -60.0) >= LIMITS["static.gap"].cap, pair
            let_go[pair] = work.start + work.seconds


def test_a_spasm_is_treated_more_gently_still() -> None:
    for name, (hold, total, pull) in GENTLER.items():
        (file,) = Path(__file__).parents[2].glob(f"routines/{name}.toml")
        found = holds(file)
        assert found
        assert all(work.kind == "stretch" and work.seconds <= hold for work in found)
        assert all(work.step.get("discomfort", 3) <= pull for work in found)
        assert all(seconds <= total for seconds in sums(found).values())


@EACH
def test_contractions_are_gentle_and_few(file: Path) -> None:
    works, _ = timeline(load(file))
    cycles: dict[tuple[str, str], int] = defaultdict(int)
    for work in of_kind(works, "contract-relax"):
        assert usual("pnf.contract")[0] <= seconds(work.step["contract"]) <= usual("pnf.contract")[1]
        assert work.step["effort"] == usual("pnf.effort")[0], "a gentle push does as well as a hard one"
        for pair in work.loads:
            cycles[pair] += 1
    assert all(usual("pnf.cycles")[0] <= count <= usual("pnf.cycles")[1] for count in cycles.values())


@EACH
def test_dynamic_seconds_are_usual(file: Path) -> None:
    works, _ = timeline(load(file))
    low, high = usual("dynamic.session")
    if file.stem in SPORT:
        high = LIMITS["dynamic.session"].cap
    for pair, total in sums(of_kind(works, "dynamic")).items():
        assert low <= total <= high, (pair, total)


@EACH
def test_massage_is_short_and_light(file: Path) -> None:
    works, _ = timeline(load(file))
    sets: dict[tuple[str, str], int] = defaultdict(int)
    for work in of_kind(works, "massage"):
        assert usual("massage.set")[0] <= work.seconds <= usual("massage.set")[1]
        assert usual("massage.pressure")[0] <= work.step.get("pressure", 4) <= usual("massage.pressure")[1]
        for pair in work.loads:
            sets[pair] += 1
    assert all(count <= usual("massage.sets")[1] for count in sets.values())


@EACH
def test_heat_and_cold_once_a_region(file: Path) -> None:
    works, _ = timeline(load(file))
    seen: set[tuple[str, str]] = set()
    for work in of_kind(works, "heat", "cold"):
        low, high = usual(f"{work.kind}.time")
        assert low <= work.seconds <= high
        assert work.seconds <= 15 * 60, "a quarter of an hour is as long as any leaflet needs"
        for region in {GROUP_OF[key] for key, _ in work.loads}:
            assert (work.kind, region) not in seen
            seen.add((work.kind, region))


def test_who_has_a_spasm_chooses_between_warmth_and_cold() -> None:
    for name in ("back-spasm", "stiff-neck"):
        (file,) = Path(__file__).parents[2].glob(f"routines/{name}.toml")
        first = next(step for step in steps(load(file)) if step["kind"] not in UNTARGETED)
        assert first["kind"] == "heat"
        assert first["optional"]
        assert first["instead"].startswith("cold-")


def test_where_the_neck_is_held_the_card_names_rheumatoid_arthritis() -> None:
    for file in FILES:
        works, _ = timeline(load(file))
        if any(in_the_neck(work) for work in of_kind(works, *HOLDS)):
            assert "rheumatoid arthritis" in load(file)["not_for"].replace("\n", " "), file.stem


@EACH
def test_the_breath_is_never_held(file: Path) -> None:
    for step in steps(load(file)):
        if step["kind"] == "breathe":
            assert step.get("hold", 0) == usual("breath.hold")[0]
