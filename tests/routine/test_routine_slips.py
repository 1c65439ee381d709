"""What a slip of paper says, as it is played: rounds, ranges, ramps, turns, one's own pace, other routines, swaps."""

from pathlib import Path
from typing import Any

import pytest

from every import every
from stretchplayer.catalog import Move, moves
from stretchplayer.model.routine import Routine, flat, switched_off
from stretchplayer.model.steps import Exercise, Group, Stretch
from stretchplayer.routine import reader
from stretchplayer.routine.swaps import alternatives
from stretchplayer.timeline import Segment, size, unroll

HEAD = 'format = 1\ntitle = "A title"\n'
WALL_SIT = '[[step]]\nkind = "exercise"\nname = "Wall sit"\n'
CALF = '[[step]]\nkind = "stretch"\ntarget = "calf"\n'


def read(text: str, file: str = "x.toml", **more: Any) -> Routine:
    reading = reader.read((HEAD + text).encode(), file, **more)
    assert reading.routine is not None, [str(problem) for problem in reading.problems]
    return reading.routine


def played(text: str) -> list[Segment]:
    return list(unroll(read(text)))


def work(text: str) -> list[tuple[str | None, float]]:
    return [(each.side, each.seconds) for each in played(text) if each.phase == "work"]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("hold = 30", [30.0]),
        ('hold = "30 sec"', [30.0]),
        ('hold = "1 minute"', [60.0]),
        ('hold = "2 mins"', [120.0]),
        ('hold = "30-60s"', [30.0]),
        ('hold = "1–2 min"', [60.0]),
        ('hold = "30 s to 1 min"', [30.0]),
        ("hold = [15, 20, 30]", [15.0, 20.0, 30.0]),
        ('hold = 10\nreps = "3-5"', [10.0, 10.0, 10.0]),
    ],
)
def test_a_hold_as_people_write_it(said: str, seconds: list[float]) -> None:
    assert [each for _, each in work(CALF + said)] == seconds


def test_the_upper_end_of_a_range_is_kept() -> None:
    (step,) = read(f'{CALF}hold = "30-60s"\nreps = "2-4"').step
    assert isinstance(step, Stretch)
    assert (step.hold, step.hold.most, step.reps, step.reps.most) == (30.0, 60.0, 2, 4)


def test_sets_can_be_a_range() -> None:
    (step,) = read(f'{WALL_SIT}reps = 10\nsets = "2-3"').step
    assert isinstance(step, Exercise)
    assert (step.sets, step.sets.most) == (2, 3)


def test_each_side_has_its_own_time() -> None:
    said = f"{CALF}hold = {{ left = 45, right = 30 }}\nreps = 2\n"
    assert work(f'{said}sides = "each"') == [("left", 45.0), ("left", 45.0), ("right", 30.0), ("right", 30.0)]
    assert work(f'{said}sides = "alternate"') == [("left", 45.0), ("right", 30.0), ("left", 45.0), ("right", 30.0)]
    assert work(f'{said}sides = "alternate"\nfirst = "right"')[0] == ("right", 30.0)


def test_between_turns_there_is_a_change_of_sides() -> None:
    phases = [each.phase for each in played(f'{CALF}hold = 10\nreps = 2\nsides = "alternate"')]
    assert phases == ["prepare", "work", "switch", "work", "switch", "work", "switch", "work"]
    rested = [each.phase for each in played(f'{CALF}hold = 10\nreps = 2\nsides = "alternate"\nrest = 20')]
    assert rested == ["prepare", "work", "switch", "work", "rest", "work", "switch", "work"]


@pytest.mark.parametrize(
    ("said", "seconds", "beats", "beat"),
    [
        ("reps = 10", 30.0, 10, 3.0),
        ("reps = 10\ntempo = 4", 40.0, 10, 4.0),
        ('reps = "8-10"\ntempo = "2-0-5-0"', 56.0, 8, 7.0),
        ("reps = 10\ntempo = 4\nhold = 3", 70.0, 10, 7.0),
        ('reps = 10\nsides = "alternate"', 60.0, 10, 6.0),
        ("duration = 45", 45.0, 0, 0.0),
    ],
)
def test_repetitions_take_their_time(said: str, seconds: float, beats: int, beat: float) -> None:
    (one,) = [each for each in played(WALL_SIT + said) if each.phase == "work"]
    assert (one.seconds, one.beats, one.beat, one.own_pace) == (seconds, beats, beat, False)


def test_without_a_tempo_a_key_ends_what_has_repetitions() -> None:
    own, asked = (
        [each for each in played(WALL_SIT + said) if each.phase != "prepare"]
        for said in ('reps = 10\nuntil = "key"', 'reps = 10\nuntil = "key"\ntempo = 3')
    )
    assert [(each.phase, each.own_pace) for each in own] == [("work", True)]
    assert [(each.phase, each.own_pace) for each in asked] == [("work", False), ("confirm", False)]


def test_defaults_stand_over_a_move_and_under_a_step() -> None:
    text = '[defaults]\nhold = 25\nreps = 4\ntempo = "2-0-5-0"\n'
    steps = flat(
        read(
            f'{text}[[step]]\nmove = "calf-wall"\n[[step]]\nmove = "calf-wall"\nhold = 12\n{WALL_SIT}'
            f"{WALL_SIT}duration = 20\n{WALL_SIT}reps = 2\ntempo = 3\n"
        ).step
    )
    assert [getattr(step, "hold", None) for step in steps[:2]] == [25.0, 12.0]
    assert [getattr(step, "reps", None) for step in steps] == [4, 4, 4, None, 2]
    assert [getattr(step, "tempo", None) for step in steps[2:]] == [7.0, None, 3.0]


ROUNDS = '[[step]]\nname = "Legs"\nrepeat = 3\nrest = 30\n[[step.step]]\nkind = "exercise"\nname = "Squat"\nreps = 5\n'


def test_rounds_are_counted_with_a_rest_between_but_not_after() -> None:
    segments = played(ROUNDS)
    assert [(each.phase, each.round, each.rounds) for each in segments if each.phase != "prepare"] == [
        ("work", 1, 3),
        ("rest", 2, 3),
        ("work", 2, 3),
        ("rest", 3, 3),
        ("work", 3, 3),
    ]
    assert {each.group for each in segments} == {"Legs"}
    assert size(read(ROUNDS))[1] == segments[-1].end


def test_a_rest_that_ends_the_last_round_is_not_played() -> None:
    text = ROUNDS.replace("rest = 30\n", "") + '[[step.step]]\nkind = "rest"\nduration = 30\n'
    assert [each.phase for each in played(text)].count("rest") == 2
    assert [each.phase for each in played(text + CALF + "hold = 10")].count("rest") == 3
    meant = f"{text}how = 'Lie down.'\n"
    assert [each.phase for each in played(meant)].count("rest") == 3
    # Alone at the end of a routine, it is meant as well.
    assert played(f'{CALF}hold = 10\n[[step]]\nkind = "rest"\nduration = 60')[-1].phase == "rest"


def test_what_is_switched_off_stays_in_the_file_only() -> None:
    off = ROUNDS.replace("rest", "enabled = false #")
    routine = read(f"{CALF}hold = 10\nenabled = false\n{CALF}hold = 20\n{off}")
    assert [each.path for each in unroll(routine)] == ["2", "2"]
    assert [path for path, _ in switched_off(routine.step)] == ["1", "3"]
    assert size(routine) == (2, 25.0)


def other(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.toml").write_text(HEAD + text)


def test_another_routine_is_part_of_a_routine(tmp_path: Path) -> None:
    other(tmp_path, "warm-up", f"[defaults]\nprepare = 9\n[limits]\nstatic.hold = 20\n{CALF}hold = 30\n")
    text = '[limits]\nstatic.session = 90\n[[step]]\nroutine = "warm-up"\nrepeat = 2\n' + CALF + "hold = 30\n"
    routine = read(text, str(tmp_path / "mine.toml"))
    group, own = routine.step
    assert isinstance(group, Group)
    assert (group.name, group.repeat, routine.limits) == ("A title", 2, {"static.session": 90.0, "static.hold": 20.0})
    assert [each.seconds for each in unroll(routine) if each.phase == "prepare"] == [9.0, 5.0, 5.0]
    before = routine.digest
    other(tmp_path, "warm-up", f"{CALF}hold = 31\n")
    assert read(text, str(tmp_path / "mine.toml")).digest != before
    assert own == read(CALF + "hold = 30").step[0]


def test_bundled_routines_can_be_included_from_anywhere() -> None:
    routine = read('[[step]]\nroutine = "desk-neck"\n', "<file>")
    assert len(flat(routine.step)) > 3


@pytest.mark.parametrize("deep", [3, 4])
def test_routines_include_each_other_three_deep_at_most(tmp_path: Path, deep: int) -> None:
    for number in range(deep):
        other(tmp_path, f"r{number}", f'[[step]]\nroutine = "r{number + 1}"\n')
    other(tmp_path, f"r{deep}", f"{CALF}hold = 10\n")
    found = reader.load(tmp_path / "r0.toml")
    assert (found.routine is not None) == (deep == 3)
    assert deep == 3 or "3 deep" in found.problems[0].message


def test_a_circle_of_routines_is_an_error_that_names_it(tmp_path: Path) -> None:
    other(tmp_path, "one", '[[step]]\nroutine = "two"\n')
    other(tmp_path, "two", '[[step]]\nroutine = "one"\n')
    (problem,) = reader.load(tmp_path / "one.toml").problems
    assert "one → two → one" in problem.message
    assert problem.line == 4


def test_what_is_wrong_in_another_routine_is_said_where_it_is_named(tmp_path: Path) -> None:
    other(tmp_path, "two", f"{CALF}hodl = 10\n")
    (problem,) = read_problems(tmp_path, '[[step]]\nroutine = "two"\n[[step]]\nroutine = "twoo"\n')[:1]
    assert (problem.line, problem.step) == (4, "1")
    assert "`two` has errors: line 3: missing" in problem.message
    assert "did you mean `two`?" in read_problems(tmp_path, '[[step]]\nroutine = "twoo"\n')[0].message


def read_problems(folder: Path, text: str) -> Any:
    return reader.read((HEAD + text).encode(), str(folder / "mine.toml")).problems


def test_included_routines_cannot_grow_beyond_bounds(tmp_path: Path) -> None:
    other(tmp_path, "big", f"{CALF}hold = 1\n" * 400)
    assert reader.load(tmp_path / "big.toml").routine is not None
    problems = read_problems(tmp_path, '[[step]]\nroutine = "big"\n' * 900)
    assert problems
    assert problems[0].severity == "error"


# Another move in the place of one.


STRETCHES = {key: move for key, move in moves().items() if move.step["kind"] == "stretch"}


@every("move", STRETCHES)
def test_what_is_offered_instead_works_on_the_same_muscles(move: Move) -> None:
    step = of_move(move.key)
    for name in alternatives(step):
        if name in step.instead:
            # What the catalogue names itself may be another kind of work for the same region.
            continue
        found = of_move(name)
        assert set(found.target) & set(step.target)
        # An author may name one that is done one side after the other, on a chair, for one on the floor.
        assert found.sides == step.sides or name in step.instead
        assert name != move.key


def of_move(key: str, more: str = "") -> Stretch:
    (step,) = flat(read(f'[[step]]\nmove = "{key}"\n{more}').step)
    assert isinstance(step, Stretch)
    return step


def test_what_the_author_names_comes_first_and_what_is_used_already_last() -> None:
    named = of_move("calf-wall", 'instead = ["march", "calf-towel"]\n')
    assert alternatives(named)[:2] == ("march", "calf-towel")
    plain = of_move("calf-wall")
    best = alternatives(plain)[0]
    assert alternatives(plain, {best})[0] != best


def test_a_swap_keeps_the_dose_and_the_place() -> None:
    text = '[[step]]\nrepeat = 2\n[[step.step]]\nmove = "calf-wall"\nhold = 22\nreps = 3\nsides = "left"\n'
    routine = read(text, swaps={"1.1": "calf-towel", "1": "calf-towel", "7": "calf-towel", "1.1.1": "march"})
    (step,) = flat(routine.step)
    assert isinstance(step, Stretch)
    assert (step.move, step.hold, step.reps, step.sides) == ("calf-towel", 22.0, 3, "left")
    assert step.how == moves()["calf-towel"].step["how"]
    assert routine.digest == read(text).digest


def test_a_swap_to_another_kind_takes_that_move_as_it_is() -> None:
    routine = read('[[step]]\nmove = "calf-wall"\nhold = 22\n', swaps={"1": "march"})
    (step,) = flat(routine.step)
    assert step.kind == moves()["march"].step["kind"]


def test_movement_without_a_target_is_an_exercise() -> None:
    (step,) = read(f"{WALL_SIT}duration = 60\n").step
    assert isinstance(step, Exercise)
    assert [each.loads for each in unroll(read(f"{WALL_SIT}duration = 60\n"))] == [(), ()]
