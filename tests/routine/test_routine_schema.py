"""The JSON Schema and the reader must not tell an author two different things."""

import re
from functools import cache
from typing import Final

from hypothesis import given
from jsonschema import Draft202012Validator
from routine_documents import Document, faulty_documents, right_documents

from examples import examples
from stretchplayer.routine import json_schema
from stretchplayer.routine.checks import find_faults

BEYOND_THE_SCHEMA: Final = re.compile(
    r"longer than|must be more than 0|too short"  # durations written as text
    r"|\bnan\b|not a whole number: -?[0-9.e+]+"  # numbers of TOML that JSON does not tell apart
    r"|is set twice"  # a limit, dotted and quoted
    r"|sound file"
    r"|the wrong way round|[0-9]-[0-9]+ is out of range|but `hold` has [0-9]+ values"  # sums
    r"|a time for each side needs"  # where `[defaults]` give it
    r"|can only be included by a file|unknown move"  # what else there is
)


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema.schema())


def names_moves(value: object) -> bool:
    """Whether what a step is may depend on a move, which only the reader looks up."""
    if isinstance(value, list):
        return any(map(names_moves, value))
    return isinstance(value, dict) and ("move" in value or any(map(names_moves, value.values())))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema.schema())


@given(right_documents())
@examples(53)
def test_the_schema_takes_what_the_model_makes(document: Document) -> None:
    assert validator().is_valid(document), [error.message for error in validator().iter_errors(document)]


@given(faulty_documents())
@examples(140)
def test_schema_and_reader_agree(document: Document) -> None:
    errors = [fault.message for fault in find_faults(document).found if fault.severity == "error"]
    accepted = validator().is_valid(document)
    if not errors:
        assert accepted, [error.message for error in validator().iter_errors(document)]
    elif accepted and not names_moves(document):
        assert all(BEYOND_THE_SCHEMA.search(message) for message in errors), errors
