"""The short way and the long way through a file must always come to the same verdict."""

import copy

from hypothesis import given
from routine_documents import Document, faulty_documents, right_documents

from examples import examples
from stretchplayer.routine.checks import find_faults
from stretchplayer.routine.reader import read_fast
from stretchplayer.routine.steps_reader import NeedsFullRead


def quick(document: Document) -> tuple[bool, bool]:
    """Whether the short way finds a fault, and whether it finds something to warn of."""
    try:
        return False, read_fast(copy.deepcopy(document), "x.toml", "0")[1]
    except NeedsFullRead:
        return True, False


@given(faulty_documents())
@examples(160)
def test_short_and_long_way_agree_on_faults(document: Document) -> None:
    faults = find_faults(copy.deepcopy(document)).found
    failed, warned = quick(document)
    errors = [fault.message for fault in faults if fault.severity == "error"]
    assert failed == bool(errors), errors
    assert failed or warned == bool(faults)


@given(right_documents())
@examples(80)
def test_documents_made_from_the_model_have_no_faults(document: Document) -> None:
    faults = find_faults(copy.deepcopy(document)).found
    assert not [fault.message for fault in faults if fault.severity == "error"]
    assert not quick(document)[0]


@given(faulty_documents())
@examples(80)
def test_the_long_way_changes_nothing(document: Document) -> None:
    before = repr(document)
    find_faults(document)
    assert repr(document) == before
