"""The bundled routines: the kinds that are promised, whole files, and nothing for the limits to take away."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from catalog.bundled_files import EACH, FILES, HOLDS, MOVING, load, of_kind, steps, timeline, without_optional
from every import every
from stretchplayer.app.checking import problems
from stretchplayer.caps import Ledger, Profile, Today, admit
from stretchplayer.model.routine import Routine, areas, needs
from stretchplayer.routine.moves import several
from stretchplayer.routine.reader import read

Promise = Callable[[Path], bool]
NOW: Final = 1_000_000.0


def routine_of(file: Path) -> Routine:
    found = read(file.read_bytes()).routine
    assert found is not None
    return found


def kinds(file: Path) -> list[str]:
    return [step["kind"] for step in steps(load(file))]


def places(file: Path) -> set[str]:
    return {step["position"].split("-")[0] for step in steps(load(file))}


def on(*groups: str) -> Promise:
    return lambda file: set(groups) <= set(areas(routine_of(file)))


def at_the_desk(*groups: str) -> Promise:
    return lambda file: on(*groups)(file) and places(file) <= {"sitting", "standing"}


def a_short_break(file: Path) -> bool:
    return at_the_desk("neck")(file) and timeline(load(file))[1] <= 180


def on_a_chair(file: Path) -> bool:
    return places(file) == {"sitting"} and set(needs(routine_of(file))) <= {"chair"}


def before_sport(file: Path) -> bool:
    works, _ = timeline(load(file))
    moved, held = (sum(work.seconds for work in of_kind(works, *which)) for which in (MOVING, ["stretch"]))
    return routine_of(file).before == "sport" and moved > 2 * held


def heat_then_stretch(file: Path) -> bool:
    found = kinds(file)
    return found.index("heat") < found.index("stretch")


def ice_then_rest(file: Path) -> bool:
    found = kinds(file)
    return "rest" in found[found.index("cold") :] and not set(found) & set(HOLDS)


def cold_by_choice(file: Path) -> bool:
    """A quarter of an hour on what is in spasm, with warmth to choose instead where there is a move for it."""
    works, _ = timeline(load(file))
    (cold,) = of_kind(works, "cold")
    warm = {"heat-low-back-side", "heat-neck-shoulders"} & set(several(cold.step.get("instead")))
    return ice_then_rest(file) and cold.seconds == 15 * 60 and (bool(warm) or file.stem == "ice-thigh")


def with_a_roller(file: Path) -> bool:
    return {"foam roller", "ball"} <= {step.get("using") for step in steps(load(file)) if step["kind"] == "massage"}


def pushes_the_hamstrings(file: Path) -> bool:
    works, _ = timeline(load(file))
    pushed = {pair for work in of_kind(works, "contract-relax") for pair in work.loads}
    return {("hamstrings", "left"), ("hamstrings", "right")} <= pushed


def calm(file: Path) -> bool:
    return on("back", "hip", "neck")(file) and "breathe" in kinds(file)


def bends_at_the_end(file: Path) -> bool:
    found = steps(load(file))
    return bool([step["move"] for step in found if step["kind"] == "stretch"][-1] == "forward-fold")


def before_the_first_step(file: Path) -> bool:
    return places(file) == {"lying", "sitting"} and "plantar_foot" in {
        key for work in timeline(load(file))[0] if work.kind == "stretch" for key, _ in work.loads
    }


def signs_first_and_nothing_held(file: Path) -> bool:
    """With a sore nerve: the warning signs before anything else, which wait for a key, and no stretch."""
    first = steps(load(file))[0]
    signs = all(sign in first["how"] for sign in ("ambulance", "genitals", "urine or bowels", "weak or numb"))
    return signs and "duration" not in first and not set(kinds(file)) & {*HOLDS, "massage"}


def two_minutes_and_nothing_held(file: Path) -> bool:
    return on("hip")(file) and places(file) == {"standing"} and not set(kinds(file)) & {*HOLDS, "massage"}


def held_on(*muscles: str) -> Promise:
    """Whether each of these muscles is stretched on both sides."""
    wanted = {(muscle, side) for muscle in muscles for side in ("left", "right")}
    return lambda file: wanted <= {pair for work in of_kind(timeline(load(file))[0], *HOLDS) for pair in work.loads}


def breathing_only(file: Path) -> bool:
    return {"breathe"} <= set(kinds(file)) <= {"breathe", "rest", "advice"}


def lowers_slowly(muscle: str) -> Promise:
    """The muscle works on the way down, and is held after it."""

    def promise(file: Path) -> bool:
        found = [(step["kind"], step.get("move", "")) for step in steps(load(file)) if muscle in step.get("target", ())]
        lowered = [index for index, (_, move) in enumerate(found) if move.startswith("hand-lower")]
        return bool(lowered) and any(kind == "stretch" for kind, _ in found[lowered[0] :])

    return promise


def glides_and_never_stretches(file: Path) -> bool:
    moved = {step.get("move") for step in steps(load(file))}
    return "median-glide" in moved and not set(kinds(file)) & set(HOLDS)


def never_flat(file: Path) -> bool:
    return not {step["position"] for step in steps(load(file))} & {"lying-back", "lying-front"}


def in_bed(file: Path) -> bool:
    """On a mattress from the first step on, and nobody stands or kneels on it."""
    return places(file) <= {"lying", "sitting"} and steps(load(file))[0]["position"] == "lying-back"


def warmth_may_come_first(file: Path) -> bool:
    found = steps(load(file))
    return found[0]["kind"] == "heat" and found[0].get("optional") is True


def two_minutes(*groups: str) -> Promise:
    return lambda file: at_the_desk(*groups)(file) and 120 <= timeline(load(file), brief=True)[1] <= 150


PROMISED: Final[Mapping[str, Promise]] = {
    "desk-neck": at_the_desk("neck", "shoulder"),
    "desk-wrists": at_the_desk("arm"),
    "desk-eyes-neck": a_short_break,
    "desk-back": at_the_desk("back", "hip"),
    "lower-back": on("back", "hip"),
    "after-running": on("leg", "thigh", "hip"),
    "after-cycling": on("hip", "thigh", "shoulder", "trunk"),
    "before-sport": before_sport,
    "after-sport": on("leg", "thigh", "hip", "shoulder", "back"),
    "morning": on("back", "hip", "leg", "shoulder"),
    "evening": calm,
    "full-body": on("neck", "shoulder", "back", "hip", "thigh", "leg"),
    "hips": on("hip"),
    "hamstrings": on("thigh"),
    "calves-feet": on("leg", "foot"),
    "calf-cramp": on("leg"),
    "back-spasm": on("back"),
    "stiff-neck": on("neck"),
    "tension-headache": on("neck", "jaw"),
    "jaw": on("jaw"),
    "heat-then-stretch-back": heat_then_stretch,
    "ice-then-rest": ice_then_rest,
    **dict.fromkeys(("ice-back", "ice-neck", "ice-thigh"), cold_by_choice),
    "roller-session": with_a_roller,
    "sixty-five-plus": on("shoulder", "hip", "thigh", "leg"),
    "chair-only": on_a_chair,
    "contract-relax-hamstrings": pushes_the_hamstrings,
    "breathing": breathing_only,
    "touch-your-toes": bends_at_the_end,
    "splits": held_on("hip_flexors", "hamstrings", "adductors"),
    "heel-and-sole": before_the_first_step,
    "after-sitting": held_on("hip_flexors", "quadriceps", "glutes"),
    "outer-thigh": held_on("hip_abductors", "quadriceps"),
    "sciatica": signs_first_and_nothing_held,
    "hip-opening": held_on("piriformis", "glutes", "adductors"),
    "desk-reset-hips": two_minutes_and_nothing_held,
    "tennis-elbow": lowers_slowly("forearm_extensors"),
    "golfers-elbow-climbing": lowers_slowly("forearm_flexors"),
    "carpal-tunnel": glides_and_never_stretches,
    "swimmers-shoulders": on("shoulder", "back"),
    "pregnancy": never_flat,
    "in-bed-waking": in_bed,
    "in-bed-bedtime": in_bed,
    "plane-and-train-seat": on_a_chair,
    "period-pain": warmth_may_come_first,
    "desk-reset-neck": two_minutes("neck", "shoulder"),
    "desk-reset-back": two_minutes("back", "trunk"),
}
"""Every kind of routine that is promised, by its file, and what makes it one of that kind."""

OF_SOMEBODY: Final[Mapping[str, Profile]] = {
    "sixty-five-plus": Profile(age="65-over"),
    "back-spasm": Profile(today=Today(spasm=True)),
    "pregnancy": Profile(pregnant=True),
}
"""Routines for people whose answers bind tighter, and those answers."""


def test_there_are_enough() -> None:
    assert len(FILES) >= 24
    assert {file.stem for file in FILES} >= set(PROMISED)


@every("name", list(PROMISED))
def test_each_is_what_its_name_says(name: str) -> None:
    (file,) = (file for file in FILES if file.stem == name)
    assert PROMISED[name](file)


def test_no_two_have_the_same_title() -> None:
    titles = [load(file)["title"] for file in FILES]
    assert len(set(titles)) == len(titles)


@EACH
def test_check_finds_nothing(file: Path) -> None:
    assert problems(read(file.read_bytes(), file.name), file.name) == ()


@EACH
@pytest.mark.parametrize("short", [False, True], ids=["whole", "short"])
def test_a_new_user_gets_all_of_it_without_a_word(file: Path, *, short: bool) -> None:
    routine = routine_of(file)
    if short:
        kept = tuple(step for step in routine.step if not step.optional)
        routine = msgspec.structs.replace(routine, step=kept)
    for who in (Profile(), OF_SOMEBODY.get(file.stem, Profile())):
        plan = admit(routine, who, Ledger(), NOW)
        assert plan.playable
        assert plan.verdicts == ()


@EACH
def test_the_head_of_the_file(file: Path) -> None:
    raw = load(file)
    assert raw["format"] == 1
    assert 0 < len(raw["title"]) <= 40, "a title is read in a list"
    assert raw["tags"]
    assert raw["source"]
    assert all(len(source) <= 120 for source in raw["source"])
    assert file.stem in file.read_text(encoding="utf-8").splitlines()[1], "the remark that says how to copy it"


@EACH
@every("key", ["summary", "for", "not_for"])
def test_who_it_is_for_is_said_in_short_sentences(file: Path, key: str) -> None:
    text = load(file)[key]
    told = re.split(r"(?<=[.!?])\s+", text.strip())
    assert 30 <= len(text) <= 300
    assert text.endswith(".")
    assert len(told) <= 3
    for sentence in told:
        assert len(sentence.split()) <= 25, sentence


@EACH
def test_what_is_told_can_be_followed_by_ear(file: Path) -> None:
    for step in steps(load(file)):
        for sentence in re.split(r"(?<=[.!?])\s+", step.get("how", "").strip()):
            assert len(sentence.split()) <= 20, sentence


@EACH
def test_every_step_is_whole(file: Path, convert: Callable[[dict[str, Any]], Any]) -> None:
    for step in steps(load(file)):
        assert convert(step).name or step["kind"] == "advice"
        assert step.get("position")


@EACH
def test_most_steps_are_moves(file: Path) -> None:
    found = steps(load(file))
    assert sum("move" in step for step in found) >= len(found) - 2


@EACH
def test_it_lasts_2_to_30_minutes(file: Path) -> None:
    _, end = timeline(load(file))
    assert 2 * 60 <= end <= 30 * 60


@EACH
def test_something_can_be_left_out_and_something_worth_it_stays(file: Path) -> None:
    raw = load(file)
    short = without_optional(raw["step"])
    assert len(short) < len(raw["step"])
    assert 2 * len(short) >= len(raw["step"])
