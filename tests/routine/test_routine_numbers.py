"""Every number of a file has a least and a greatest value, and work on a file is bounded by what it says."""

import time
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import pytest
from jsonschema import Draft202012Validator

from stretchplayer.app.checking import problems
from stretchplayer.model.duration import Held, Seconds, SpanRange, Tempo
from stretchplayer.model.number_ranges import LONGEST
from stretchplayer.problems import MOST
from stretchplayer.routine import json_schema, reader
from stretchplayer.routine.fields import DEFAULTS, LENGTHS, OF_KIND

HEAD = 'format = 1\ntitle = "T"\n'
NEEDED: dict[str, dict[str, Any]] = {
    "stretch": {"target": "leg", "hold": 5},
    "contract-relax": {"target": "leg", "contract": 5, "hold": 5},
    "dynamic": {"target": "leg", "reps": 1, "tempo": 3},
    "exercise": {"reps": 1},
    "massage": {"target": "leg", "duration": 5, "using": "ball"},
    "heat": {"target": "leg", "duration": 5, "using": "heat pack"},
    "cold": {"target": "leg", "duration": 5, "using": "ice pack"},
    "breathe": {"duration": 5},
    "rest": {"duration": 5},
    "advice": {"topic": "rest", "how": "Rest."},
}
TINY = (5e-324, 1e-300, 1e-20, 0.01, 0.49)


_LENGTHS: Final[tuple[type[Seconds], ...]] = (*LENGTHS, SpanRange, Held, Tempo)


def numbers(made: Any) -> Iterator[dict[str, Any]]:
    """Every schema of a number inside a schema, alone or beside other types; not what a number must not be."""
    if isinstance(made, dict):
        types = made.get("type", ())
        if not {"number", "integer"}.isdisjoint([types] if isinstance(types, str) else types):
            yield made
        for key, part in made.items():
            if key not in ("not", "next-to-nothing"):
                yield from numbers(part)
    elif isinstance(made, list):
        for part in made:
            yield from numbers(part)


def test_every_number_of_the_schema_has_both_ends() -> None:
    found = list(numbers(json_schema.schema()))
    assert len(found) > 60
    assert not [each for each in found if not {"minimum", "maximum"} <= each.keys()]


def test_no_length_of_any_step_can_be_next_to_nothing_or_without_end() -> None:
    """The reader and the schema both refuse it, for each key of each kind that is a duration."""
    schema = Draft202012Validator(json_schema.schema())
    looked_at, passed = set(), []
    for kind, needed in NEEDED.items():
        for key, field in OF_KIND[kind].items():
            of_key = getattr(field.shape, "cls", None)
            if of_key is None or of_key not in _LENGTHS:
                continue
            looked_at.add((kind, key))
            for value in (*TINY, 1e9, LONGEST + 1, of_key.bounds.most * 1.001):
                step: dict[str, Any] = {"kind": kind, **needed, key: value}
                step = {
                    name: each
                    for name, each in step.items()
                    if key != "duration" or name not in ("reps", "tempo", "hold")
                }
                document = {"format": 1, "title": "T", "step": [step]}
                text = (
                    HEAD
                    + "[[step]]\n"
                    + "".join(f"{name} = {msgspec.json.encode(each).decode()}\n" for name, each in step.items())
                )
                if reader.read(text.encode()).routine is not None or schema.is_valid(document):
                    passed.append((kind, key, value))
    assert not passed
    assert {("breathe", "inhale"), ("breathe", "hold"), ("dynamic", "tempo"), ("rest", "prepare")} <= looked_at
    for key in DEFAULTS:
        for value in TINY:
            text = f'{HEAD}[defaults]\n{key} = {value!r}\n[[step]]\nkind = "rest"\nduration = 5\n'
            assert reader.read(text.encode()).routine is None, (key, value)


POSE = '{left_arm={at="chest"},right_arm={at="other-hip"},left_leg={lift=3}}'
FIGURE = f'[move.a]\nkind="rest"\nduration=1\n[move.a.figure]\nstart={POSE}\nend={POSE}\nthrough=['
AMPLIFIERS = {
    "poses": FIGURE + "{}," * 300 + "]\n" + '[[step]]\nmove="a"\n' * 900,
    "reused": FIGURE + f"{POSE}," * 8 + "]\n" + '[[step]]\nmove="a"\n' * 900,
    "figures": '[[step]]\nkind="rest"\nduration=1\n[step.figure]\nstart={}\nend={}\n' * 900,
    "moves": "".join(f'[move.a{number}]\nkind="rest"\nduration=1\n' for number in range(20_000))
    + '[[step]]\nmove="a1"\n',
    "keys": '[move.a]\nkind="rest"\n'
    + "".join(f"b{number}=1\n" for number in range(30_000))
    + '[[step]]\nmove="a"\n' * 900,
    "steps": "step=[" + '{move="easy-walk",duration=1},' * 25_000 + "]\n",
    "targets": '[[step]]\nkind="stretch"\nhold=1\ntarget=[' + '"hammy",' * 90_000 + "]\n",
    "faults": '[[step]]\nkind="x"\n' * 40_000,
    "limits": '[[step]]\nmove="march"\n[limits]\n' + "".join(f"b{number}=1\n" for number in range(60_000)),
    "holds": '[[step]]\nkind="stretch"\ntarget=["hip","leg","arm","back"]\nhold=5\nrest=5\nprepare=0\n' * 450,
}


@pytest.mark.parametrize("text", AMPLIFIERS.values(), ids=AMPLIFIERS)
def test_no_file_of_a_megabyte_takes_long_or_says_much(text: str) -> None:
    """Processor time, so that other programs do not count: a tenth of what the worst took before."""
    began = time.process_time()
    reading = reader.read((HEAD + text).encode(), "x.toml")
    found = problems(reading, "x.toml")
    assert time.process_time() - began < 3
    assert len(found) <= MOST + 1
    assert reading.routine is not None or any(each.severity == "error" for each in found)
