"""What a routine is after it has been read: moves merged, targets and limits resolved, every step named."""

import hashlib
from typing import Any

import pytest

from every import every
from stretchplayer.catalog import moves, target_name
from stretchplayer.model.duration import Breath, BreathHold, Held, SpanRange
from stretchplayer.model.muscles import GROUPS, MUSCLES, expand
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Breathe, ContractRelax, Dynamic, Group, Massage, Stretch, Targets
from stretchplayer.problems import MOST
from stretchplayer.routine import reader
from stretchplayer.routine.moves import name_for

HEAD = 'format = 1\ntitle = "A title"\n'


def played(text: str) -> Routine:
    reading = reader.read((HEAD + text).encode(), "x.toml")
    assert reading.routine is not None, [str(problem) for problem in reading.problems]
    return reading.routine


def first(text: str) -> Any:
    return played(text).step[0]


def problems(text: str) -> list[str]:
    return [str(problem) for problem in reader.read((HEAD + text).encode(), "x.toml").problems]


REST = '[[step]]\nkind = "rest"\nduration = 10\n'


def test_a_routine_knows_its_file_and_its_bytes() -> None:
    data = (HEAD + REST).encode()
    read = reader.read(data, "some/x.toml").routine
    assert read is not None
    assert read.file == "some/x.toml"
    assert read.digest == hashlib.sha256(data).hexdigest()


def test_reading_twice_gives_the_same() -> None:
    data = (HEAD + REST).encode()
    assert reader.read(data) == reader.read(data)


def test_durations_are_seconds() -> None:
    step = first('[[step]]\nkind = "breathe"\nduration = "1m 30s"\ninhale = 3.5\nhold = "1s"\n')
    assert step == Breathe(name="Breathe", duration=SpanRange(90), inhale=Breath(3.5), hold=BreathHold(1))


def test_targets_are_muscles() -> None:
    step = first('[[step]]\nkind = "stretch"\ntarget = ["thigh", "hamstrings", "soleus"]\nhold = 10\n')
    assert step.target == ("quadriceps", "hamstrings", "soleus")
    assert first('[[step]]\nkind = "stretch"\ntarget = "neck"\nhold = 10\n').target == expand(("neck",))


def test_a_step_without_any_of_the_optional_keys() -> None:
    step = first('[[step]]\nkind = "stretch"\nname = "Leg"\ntarget = "hamstrings"\nhold = 10\n')
    assert step == Stretch(name="Leg", target=Targets(("hamstrings",)), hold=Held(10))


def test_limits_are_flat() -> None:
    limits = played('[limits]\nstatic.hold = 30\n"neck.hold" = 10\ncold."time.lean" = 60\n' + REST).limits
    assert limits == {"static.hold": 30.0, "neck.hold": 10.0, "cold.time.lean": 60.0}


def test_groups_are_groups() -> None:
    group = first('[[step]]\nrepeat = 3\n[[step.step]]\nkind = "rest"\nduration = 1\n')
    assert isinstance(group, Group)
    assert group.repeat == 3
    assert [step.name for step in group.step if not isinstance(step, Group)] == ["Rest"]


# --- names


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ({"kind": "rest"}, "Rest"),
        ({"kind": "breathe"}, "Breathe"),
        ({"kind": "advice", "topic": "posture"}, "Advice: Posture"),
        ({"kind": "stretch", "target": "hamstrings"}, "Stretch: back of the thigh"),
        ({"kind": "heat", "target": ["hamstrings"]}, "Heat: back of the thigh"),
        ({"kind": "stretch", "target": []}, None),
        ({"kind": "stretch", "target": "hamstrin"}, None),
        ({"kind": "stretch", "target": "hamstring"}, "Stretch: back of the thigh"),
        ({"kind": "stretch", "target": [["hamstrings"]]}, None),
        ({"kind": "stretch", "target": 3}, None),
        ({"kind": "advice", "topic": "pills"}, None),
        ({"kind": ["rest"]}, None),
        ({"kind": "group"}, None),
        ({}, None),
    ],
)
def test_name_of_a_nameless_step(step: dict[str, object], name: str | None) -> None:
    assert name_for(step) == name


def test_names_list_their_targets_as_far_as_they_fit() -> None:
    two = name_for({"kind": "cold", "target": ["jaw", "hamstrings"]})
    assert two == f"Cold: {target_name('jaw')} and {target_name('hamstrings')}"
    many = name_for({"kind": "contract-relax", "target": list(MUSCLES)})
    assert many is not None
    assert many.endswith(" and more")
    assert len(many) <= 60


@every("target", [*GROUPS, *MUSCLES])
@every("kind", ["stretch", "contract-relax", "dynamic", "massage", "heat", "cold"])
def test_every_target_gives_a_name_that_fits(kind: str, target: str) -> None:
    name = name_for({"kind": kind, "target": target})
    assert name is not None
    assert len(name) <= 60
    assert name.endswith(target_name(target))


# --- moves


def test_a_move_gives_its_keys() -> None:
    step = first('[[step]]\nmove = "ear-to-shoulder"\n')
    given = moves()["ear-to-shoulder"].step
    assert isinstance(step, Stretch)
    assert step.move == "ear-to-shoulder"
    assert step.name == given["name"]
    assert step.hold == given["hold"]


def test_a_steps_own_keys_win() -> None:
    step = first('[[step]]\nmove = "ear-to-shoulder"\nhold = 7\nname = "Mine"\n')
    assert (step.hold, step.name) == (7, "Mine")
    assert step.how == moves()["ear-to-shoulder"].step["how"]


def test_the_catalogue_is_not_changed_by_a_file() -> None:
    before = repr(moves()["ear-to-shoulder"])
    played('[move.ear-to-shoulder]\nhold = 9\n[[step]]\nmove = "ear-to-shoulder"\nreps = 1\n')
    assert repr(moves()["ear-to-shoulder"]) == before


def test_an_own_move_lies_over_the_catalogues() -> None:
    step = first('[move.ear-to-shoulder]\nhold = 9\nreps = 1\n[[step]]\nmove = "ear-to-shoulder"\nreps = 2\n')
    assert (step.hold, step.reps) == (9, 2)
    assert step.how == moves()["ear-to-shoulder"].step["how"]


def test_an_own_move_is_named_like_any_step() -> None:
    step = first('[move.x]\nkind = "stretch"\ntarget = "hamstrings"\nhold = 10\n[[step]]\nmove = "x"\n')
    assert step.name == "Stretch: back of the thigh"


def test_moves_inside_groups() -> None:
    group = first('[[step]]\n[[step.step]]\nmove = "ear-to-shoulder"\n')
    inner: AnyStep = group.step[0]
    assert isinstance(inner, Stretch)


def test_another_kind_takes_what_it_can_have() -> None:
    step = first('[[step]]\nmove = "ear-to-shoulder"\nkind = "contract-relax"\ncontract = 5\n')
    assert isinstance(step, ContractRelax)
    assert step.hold == moves()["ear-to-shoulder"].step["hold"]
    massage = first('[[step]]\nmove = "ear-to-shoulder"\nkind = "massage"\nduration = 30\nusing = "hands"\n')
    assert isinstance(massage, Massage)
    assert massage.target == expand((moves()["ear-to-shoulder"].step["target"],))


@pytest.mark.parametrize(
    ("move", "own", "expected"),
    [
        ("duration = 30", "", (30, None, None, 1)),
        ("duration = 30", "reps = 5\ntempo = 2", (None, 5, 2, 1)),
        ("reps = 5\ntempo = 2", "duration = 30", (30, None, None, 1)),
        ("reps = 5\ntempo = 2", "reps = 8", (None, 8, 2, 1)),
        ("reps = 5\ntempo = 2", "tempo = 3", (None, 5, 3, 1)),
        ("reps = 5\nsets = 2", "tempo = 3", (None, 5, 3, 2)),
        ("reps = 5\nsets = 2", "reps = 8\ntempo = 3", (None, 8, 3, 1)),
        ("reps = 5\nsets = 2", "duration = 30", (30, None, None, 1)),
        ("duration = 30\nsets = 2", "reps = 8\ntempo = 3\nsets = 3", (None, 8, 3, 3)),
        # Words that want it slow give it the pace that the slow moves of the catalogue have.
        ('duration = 30\nhow = "Lift it slowly."', "reps = 8", (None, 8, 4, 1)),
        ('duration = 30\nhow = "Swing, like a slow walk."', "reps = 8", (None, 8, 3, 1)),
        ('reps = 5\ntempo = 2\nhow = "Lift it slowly."', "reps = 8", (None, 8, 2, 1)),
    ],
)
def test_a_dynamic_steps_own_dose_replaces_its_moves(
    move: str, own: str, expected: tuple[int | None, int | None, int | None, int]
) -> None:
    step = first(f'[move.x]\nkind = "dynamic"\ntarget = "hip"\n{move}\n[[step]]\nmove = "x"\n{own}\n')
    assert isinstance(step, Dynamic)
    assert (step.duration, step.reps, step.tempo, step.sets) == expected


# --- problems


def test_the_problems_of_the_design_page() -> None:
    text = '[[step]]\nkind = "stretch"\ntarget = "glutes"\nhold = "30"\n[[step]]\nkind = "stretch"\nhodl = 3\n'
    assert problems(text) == [
        'x.toml:6:8: error: hold: text without a unit: "30" (write 30 or "30s")  [step 1]',
        "x.toml:7:1: error: missing key `hold`: a stretch step needs it  [step 2]",
        "x.toml:7:1: error: missing key `target`: a stretch step needs it  [step 2]",
        "x.toml:9:1: error: unknown key `hodl`: did you mean `hold`?  [step 2]",
    ]


def test_problems_know_their_key_and_step() -> None:
    text = "[[step]]\n[[step.step]]\nkind = 'rest'\nduration = 0\nhodl = 1\n"
    reading = reader.read((HEAD + text).encode(), "x.toml")
    assert [(problem.key, problem.step, problem.severity) for problem in reading.problems] == [
        ("duration", "1.1", "error"),
        ("hodl", "1.1", "error"),
    ]


def test_a_fault_of_a_move_is_reported_once_and_where_it_is() -> None:
    uses = '[[step]]\nmove = "x"\n' * 3
    assert problems(f'[move.x]\nkind = "rest"\nduration = "30"\n{uses}') == [
        'x.toml:5:12: error: duration: text without a unit: "30" (write 30 or "30s")',
    ]


def test_warnings_do_not_keep_a_routine_from_being_played() -> None:
    text = '[[step]]\nkind = "stretch"\ntarget = "glutes"\nhold = 9\nfirst = "right"\n'
    reading = reader.read((HEAD + text).encode())
    assert reading.routine is not None
    assert [problem.severity for problem in reading.problems] == ["warning"]


def test_after_a_hundred_problems_the_rest_is_counted() -> None:
    told = problems(REST + "".join(f"duratio{number} = 1\n" for number in range(8000)))
    assert len(told) == MOST + 1
    assert all("did you mean `duration`?" in line for line in told[:MOST])
    assert told[MOST].endswith("error: and 7,900 more problems in this file")
