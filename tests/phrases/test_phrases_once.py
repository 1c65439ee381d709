"""Each sentence that a person reads or hears stands in one file."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import tomli

import stretchplayer

SOURCE = Path(stretchplayer.__file__).parent
TEXTS = ("phrases/en.toml", "caps/limits.toml", "caps/questions.toml")
SHORTEST = 5
"""Words from which on the same words in two files are taken for the same sentence; one less in a room of prose."""
STATEMENT = re.compile(r"(SELECT|INSERT|UPDATE|DELETE|CREATE) ")
EXCEPTIONS = {
    "see a doctor today": "the heading of a list, and in one spoken sentence with its first entry",
    "in the weeks after a birth": "whom a limit is for, and why a step is left out",
    "has to be one of": "a start that is refused, and what `doctor` finds before it",
    "the sound device is gone": "what ends a trial of the sound, and what is only mentioned in a session",
    "the terminal's bell rings instead": "a finding of `doctor`, and a sentence of its own in a session",
    "no move is found for": "an empty list, and a command that ends with it",
    "still pressure on one spot": "what a limit counts, and the description of the key that asks for it",
}


def not_prose(tree: ast.AST) -> set[int]:
    """Docstrings and annotations, by the identity of their nodes."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(part, ast.Constant):
                found.add(id(part))
    return found


def literals(code: str) -> Iterator[str]:
    tree = ast.parse(code)
    ignored = not_prose(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in ignored:
            yield node.value


def values(written: object) -> Iterator[str]:
    """Every text in a TOML value."""
    if isinstance(written, str):
        yield written
    elif isinstance(written, dict | list):
        for value in written.values() if isinstance(written, dict) else written:
            yield from values(value)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, without what is filled in, first letter small, as words with single spaces."""
    for part in re.split(r"\{[^}]*\}|(?<=[.!?])\s+|\n\s*\n", text):
        words = re.findall(r"[^\W\d_][\w’'-]*", part)
        if len(words) >= SHORTEST - 1 and not STATEMENT.match(part.strip()):
            sentence = " ".join(words)
            yield sentence[0].lower() + sentence[1:]


def twice(files: dict[str, Iterator[str]]) -> dict[str, list[str]]:
    """Each sentence that stands in more than one of the files, and in which."""
    where: defaultdict[str, set[str]] = defaultdict(set)
    for file, texts in files.items():
        for sentence in (each for text in texts for each in sentences(text)):
            where[sentence].add(file)
    shared = {sentence: sorted(found) for sentence, found in where.items() if len(found) > 1}
    return {
        sentence: found
        for sentence, found in shared.items()
        if len(sentence.split()) >= SHORTEST or any(file.startswith("phrases/") for file in found)
    }


def test_each_sentence_stands_in_one_file() -> None:
    files = {str(path.relative_to(SOURCE)): literals(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}
    files |= {file: values(tomli.loads((SOURCE / file).read_text(encoding="utf-8"))) for file in TEXTS}
    found = twice(files)
    assert {sentence: places for sentence, places in found.items() if sentence not in EXCEPTIONS} == {}
    assert sorted(EXCEPTIONS) == sorted(set(EXCEPTIONS) & set(found)), "an exception that is no longer needed"


def test_the_timeline_holds_no_prose() -> None:
    texts = {*literals((SOURCE / "timeline.py").read_text(encoding="utf-8"))}
    assert {text for text in texts if " " in text} == {"massage gun"}  # a word of the file format


def test_a_sentence_in_two_files_is_found_however_it_is_put() -> None:
    one = 'def f(name: str) -> str:\n    """Look at the skin now."""\n    return f"{name}: look at the skin now."\n'
    two = 'TEXT = ("Wait. Look at the "\n  "skin now!")\n'
    three = 'def g() -> "look at the skin now":\n    """Look at the skin now."""\n'
    files = {"one.py": literals(one), "two.py": literals(two), "three.py": literals(three)}
    assert twice(files) == {"look at the skin now": ["one.py", "two.py"]}
    spoken = values({"filled": {"look": "Look at the skin now."}, "list": ["Another sentence of five words."]})
    assert twice({"one.py": literals(one), "phrases/en.toml": spoken}) == {
        "look at the skin now": ["one.py", "phrases/en.toml"]
    }
