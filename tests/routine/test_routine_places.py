"""Lines and columns: exact wherever something is written, never a made-up number."""

from random import Random
from typing import Any

import pytest
import tomli
import tree_sitter_toml
from hypothesis import given
from hypothesis import strategies as st
from routine_documents import Document, faulty_documents, lines, toml
from tree_sitter import Language, Node, Parser

from examples import examples
from stretchplayer.routine import reader
from stretchplayer.routine.toml_source import Node as ScannedNode
from stretchplayer.routine.toml_source import Places, scan

Path = tuple[str | int, ...]

TEXT = """\
format = 1
title = "Ünï"
tags = [
  "a",  # one
  'b',
]
[defaults]
prepare = 5
[limits]
static.hold = 30
"neck.hold" = 10
[move."my own"]
kind = "rest"
[[step]]
"kind" = "rest"
  ä = 1
[[step]]
repeat = 2
[[step.step]]
kind   =   "rest"
[[step.step]]
  [[step.step.step]]
  hold = 3
[[step]]
kind = { inline = [1, [2, 3], { a.b = 4 }] }
""".replace("ä", '"ä"')


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("format",), (1, 10)),
        (("title",), (2, 9)),
        (("tags",), (3, 8)),
        (("tags", 0), (4, 3)),
        (("tags", 1), (5, 3)),
        (("defaults",), (7, 1)),
        (("defaults", "prepare"), (8, 11)),
        (("limits", "static"), (10, 1)),
        (("limits", "static", "hold"), (10, 15)),
        (("limits", "neck.hold"), (11, 15)),
        (("move",), (12, 2)),
        (("move", "my own"), (12, 1)),
        (("step",), (14, 1)),
        (("step", 0), (14, 1)),
        (("step", 0, "kind"), (15, 10)),
        (("step", 0, "ä"), (16, 9)),
        (("step", 1), (17, 1)),
        (("step", 1, "step"), (19, 1)),
        (("step", 1, "step", 0, "kind"), (20, 12)),
        (("step", 1, "step", 1), (21, 1)),
        (("step", 1, "step", 1, "step", 0, "hold"), (23, 10)),
        (("step", 2), (24, 1)),
        (("step", 2, "kind", "inline"), (25, 19)),
        (("step", 2, "kind", "inline", 1, 1), (25, 27)),
        (("step", 2, "kind", "inline", 2, "a", "b"), (25, 39)),
    ],
)
def test_place_of_a_value(path: Path, place: tuple[int, int]) -> None:
    assert reader.read(TEXT.encode()).place(path) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("nothing",), (1, 1)),
        (("step", 0, "hold"), (14, 1)),
        (("step", 1, "step", 0, "hold"), (19, 1)),
        (("step", 9, "hold"), (14, 1)),
        (("tags", 7), (3, 8)),
        (("limits", "static", "gap"), (10, 1)),
        (("step", 0, "kind", "deeper"), (15, 10)),
    ],
)
def test_what_is_not_written_is_shown_at_what_is_around_it(path: Path, place: tuple[int, int]) -> None:
    assert reader.read(TEXT.encode()).place(path) == place


def test_place_of_a_key() -> None:
    places = Places(TEXT)
    assert places.key(("step", 0, "kind")) == (15, 1)
    assert places.key(("step", 0, "ä")) == (16, 3)
    assert places.key(("move", "my own")) == (12, 7)
    assert places.key(("defaults",)) == (7, 2)
    assert places.key(("limits", "static", "hold")) == (10, 8)
    assert places.key(("step", 0, "nothing")) == (14, 1)


def test_lines_are_counted_the_same_with_carriage_returns() -> None:
    path = ("step", 1, "step", 1, "step", 0, "hold")
    assert Places(TEXT.replace("\n", "\r\n")).value(path) == Places(TEXT).value(path)


@pytest.mark.parametrize(
    "text",
    [
        "a = {\n  b = 1, # one\n  hold = 3,\n}\nhold = 5\n",
        'a = "\\e"\nhold.x = 2\nhold.y = 5\nhold.hold = 5\n',
        'a = """\n[[step]]\nhold = 1\n\\""""""\nhold = 5\n',
        "a = '''\nhold = 1'''''\nhold = 5\n",
        "a = [ # hold = 1\n\"]\", '[', 1979-05-27 07:32, # ]\n]\nhold = 5 # hold = 6\n",
        "a = 1979-05-27 07:32:00.5Z # x\nhold=5",
        '"\\u0068old" = 5',
        "'hold' = 5",
        " \t hold \t = \t 5",
    ],
)
def test_toml_that_misleads(text: str) -> None:
    """Newer TOML, and text that looks like keys."""
    expected = tomli.loads(text)["hold"]
    path = ("hold",) if expected == 5 else ("hold", "hold")
    line, column = Places(text).value(path)
    assert text.split("\n")[line - 1][column - 1] == "5"


@given(st.text(st.sampled_from("[]{}\"'=.,#\\ \r\nabstep1-_:") | st.characters(), max_size=60))
@examples(120)
def test_the_scanner_survives_what_is_not_toml(text: str) -> None:
    assert scan(text).key == 0


def paths(value: object, path: Path = ()) -> dict[Path, Any]:
    """Every path of a document with what is there."""
    found: dict[Path, Any] = {path: value}
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= paths(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found |= paths(inner, (*path, number))
    return found


def scanned(text: str) -> dict[Path, tuple[int, int | None]]:
    """Every path that the scanner finds, with the places of its key and its value."""
    found: dict[Path, tuple[int, int | None]] = {}
    left: list[tuple[Path, ScannedNode]] = [((), scan(text))]
    while left:
        path, node = left.pop()
        found[path] = (node.key, node.value)
        left += [((*path, name), child) for name, child in node.children.items()]
    return found


def disguised(draw: Random, document: Document) -> str:
    """A document as TOML, in one of the many ways to write it."""
    text = "".join(f"{toml(key)} = {toml(value)}\n" for key, value in document.items())
    if draw.random() < 0.7:
        text = lines(document)
    if draw.random() < 0.3:
        text = text.replace(" = ", draw.choice(["=", "\t=  "])) if '" = ' not in text else text
    return text.replace("\n", "\r\n") if draw.random() < 0.3 and "\\r" not in text else text


@given(faulty_documents(), st.randoms(use_true_random=False))
@examples(80)
def test_the_scanner_finds_exactly_what_the_parser_finds(document: Document, draw: Random) -> None:
    text = disguised(draw, document)
    written = paths(tomli.loads(text))
    found = scanned(text)
    assert found.keys() == written.keys()
    for path, (key, value) in found.items():
        if path and isinstance(path[-1], str):
            name = text[key:].split("=")[0].split("]")[0]
            assert name.startswith((path[-1], '"')), (path, name)
        if not isinstance(written[path], dict | list):
            assert value is not None
            assert _value_at(text, value) == repr(written[path])


def _value_at(text: str, at: int) -> str:
    """What TOML reads at a place, up to the end of the value."""
    for end in range(at + 1, len(text) + 1):
        if end == len(text) or text[end] in ",]}\r\n \t":
            try:
                value = repr(tomli.loads(f"x = {text[at:end]}")["x"])
            except tomli.TOMLDecodeError:
                continue
            # A date may go on after its space.
            if not (text[end : end + 1] == " " and text[end + 1 : end + 2].isdigit()):
                return value
    return ""


@given(faulty_documents())
@examples(40)
def test_the_scanner_agrees_with_tree_sitter(document: Document) -> None:
    """An independent reading of the same text: every key and value of TOML 1.0 stands where tree-sitter sees it."""
    text = lines(document)
    tree = Parser(Language(tree_sitter_toml.language())).parse(text.encode())
    if tree.root_node.has_error:
        return
    starts = {len(text.encode()[: node.start_byte].decode()) for node in _leaves(tree.root_node)}
    for path, (_, value) in scanned(text).items():
        assert value is None or value == 0 or value in starts, path


def _leaves(node: Node) -> list[Node]:
    return [node, *(leaf for child in node.children for leaf in _leaves(child))]
