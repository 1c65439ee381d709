"""The golden corpus: what the reader and the schema say about files written out by hand."""

from functools import cache
from pathlib import Path

import pytest
import tomli
from jsonschema import Draft202012Validator
from routine_corpus import CORPUS, SCHEMA_FILE, files, golden, said, schema_text
from routine_documents import lines, toml

from every import every
from stretchplayer.model.steps import KINDS
from stretchplayer.routine import json_schema, reader
from stretchplayer.routine.fields import OF_KIND

VALID = [*files("valid"), *files("handouts")]
SHAPE = files("invalid/shape")
MEANING = files("invalid/meaning")
BYTES = files("invalid/bytes")


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema.schema())


def test_the_corpus_is_all_there() -> None:
    assert len(VALID) >= 18
    assert len([*SHAPE, *MEANING, *BYTES]) >= 50


@every("path", [*VALID, *SHAPE, *MEANING, *BYTES])
def test_the_reader_says_what_is_written_down(path: Path) -> None:
    assert said(path) == golden(path)


@every("path", VALID)
def test_valid_files_can_be_played(path: Path) -> None:
    reading = reader.load(path)
    assert reading.routine is not None
    assert all(problem.severity == "warning" for problem in reading.problems)


@every("path", [*SHAPE, *MEANING, *BYTES])
def test_invalid_files_cannot(path: Path) -> None:
    reading = reader.load(path)
    assert reading.routine is None
    assert any(problem.severity == "error" for problem in reading.problems)


@every("path", [*VALID, *MEANING])
def test_the_schema_accepts(path: Path) -> None:
    errors = [error.message for error in validator().iter_errors(tomli.loads(path.read_bytes().decode()))]
    assert not errors


@every("path", SHAPE)
def test_the_schema_rejects(path: Path) -> None:
    assert not validator().is_valid(tomli.loads(path.read_bytes().decode()))


@every("path", BYTES)
def test_what_is_not_toml_is_one_problem(path: Path) -> None:
    with pytest.raises((ValueError, RecursionError)):
        tomli.loads(path.read_bytes().decode())
    assert len(reader.load(path).problems) == 1


@every("path", VALID)
def test_the_same_routine_can_be_written_in_other_ways(path: Path) -> None:
    document = tomli.loads(path.read_bytes().decode())
    original = reader.read(path.read_bytes()).routine
    assert original is not None
    for text in (lines(document), "".join(f"{toml(key)} = {toml(value)}\n" for key, value in document.items())):
        other = reader.read(text.encode()).routine
        assert other is not None
        assert other.step == original.step
        assert other.limits == original.limits


def test_every_key_of_every_kind_is_in_the_corpus() -> None:
    document = tomli.loads((CORPUS / "valid" / "every-key-of-every-kind.toml").read_text(encoding="utf-8"))
    used: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for step in document["step"]:
        used[step["kind"]] |= step.keys()
    assert {kind: set(fields) - {"move"} for kind, fields in OF_KIND.items()} == {
        kind: keys - {"kind"} for kind, keys in used.items()
    }


def test_the_schema_file_is_fresh() -> None:
    """After a change of the model: `python tests/routine/routine_corpus.py`."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()
