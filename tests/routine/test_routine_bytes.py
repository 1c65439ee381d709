"""No bytes whatever make the reader raise, hang, or print what a terminal would obey."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routine_corpus import files
from routine_documents import Document, faulty_documents, lines

from examples import examples
from stretchplayer.routine import reader
from stretchplayer.routine.reader import Reading

MIB = 1024 * 1024
SEEDS = [path.read_bytes() for path in [*files("valid"), *files("invalid/shape"), *files("invalid/meaning")]]
HEAD = b'format = 1\ntitle = "x"\n'
SPLINTERS = [b"\x1b[31m", b"\0", b'"""', b"'''", b"[[step]]\n", b"{", b"]", b"\\e", b"\r", b"."]
DEEP = b"[[step]]\nrepeat = 1000\n[[step.step]]\nrepeat = 1000\n[[step.step.step]]\nrepeat = 1000\n"
REST = b'[[step]]\nkind = "rest"\nduration = 1\n'


def checked(data: bytes) -> Reading:
    """Read, and see that whatever is said can be said to anybody."""
    reading = reader.read(data, "x.toml")
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    assert (reading.routine is None) == bool(errors)
    assert list(reading.problems) == sorted(reading.problems, key=lambda problem: problem.sort_key)
    text = data.decode(errors="replace").split("\n")
    for problem in reading.problems:
        assert 1 <= problem.line <= len(text)
        assert 1 <= problem.column <= len(text[problem.line - 1]) + 1
        assert str(problem).isprintable()
        assert (problem.key or "").isprintable()
        assert len(problem.message) <= 600
    return reading


@given(st.binary(max_size=200))
@examples(120)
def test_random_bytes(data: bytes) -> None:
    checked(data)


@given(st.text(st.sampled_from('[]{}"\'=.,#\\ \r\nabstep1-_:"""') | st.characters(codec="utf-8"), max_size=60))
@examples(200)
def test_random_text(text: str) -> None:
    checked(HEAD + text.encode())


@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False), st.integers(1, 8))
@examples(200)
def test_mutated_files(seed: bytes, draw: Random, times: int) -> None:
    data = bytearray(seed)
    for _ in range(times):
        at = draw.randrange(len(data) + 1)
        match draw.randrange(5):
            case 0:
                data[at : at + 1] = bytes([draw.randrange(256)])
            case 1:
                del data[at : at + draw.randrange(1, 20)]
            case 2:
                data[at:at] = draw.choice(SPLINTERS)
            case 3:
                data[at:at] = data[draw.randrange(len(data) + 1) :][:40]
            case _:
                data[at : at + 1] = bytes([data[at] ^ (1 << draw.randrange(8))]) if at < len(data) else b""
    checked(bytes(data))


@given(faulty_documents())
@examples(80)
def test_faulty_documents(document: Document) -> None:
    reading = checked(lines(document).encode())
    for path in (("step", 0), ("step", 0, "hold"), ("title",), ("step", 3, "step", 0, "target", 1), ("x", 0)):
        line, column = reading.place(path)
        assert line >= 1
        assert column >= 1


HOSTILE = {
    "brackets": b"tags = " + b"[" * (MIB - 100),
    "closed brackets": HEAD + b"tags = " + b"[" * 400 + b"]" * 400 + b"\n" + REST,
    "braces": b"tags = " + b"{a=" * (MIB // 3 - 100),
    "one key": HEAD + REST + b"a" * (MIB - 200) + b" = 1",
    "one escaped key": HEAD + REST + b'"' + b"\\u001b" * (MIB // 6 - 50) + b'" = 1',
    "one text": b'format = 1\ntitle = "' + b"\xc3\xa4" * (MIB // 2 - 100) + b'"\n' + REST,
    "one unseen text": b'format = 1\ntitle = "' + b"\\u0007" * (MIB // 6 - 50) + b'"\n' + REST,
    "one number": HEAD + b"hold = " + b"9" * (MIB - 200),
    "one hexadecimal number": HEAD + b"hold = 0x" + b"f" * (MIB - 200) + b"\n" + REST,
    "hexadecimals": HEAD + b'[[step]]\nkind = "stretch"\nhold = 0xf' + b"f" * 9999 + b"\nreps = 0x" + b"f" * 9999,
    "one float": HEAD + b"hold = " + b"9" * (MIB - 200) + b".0\n" + REST,
    "one dotted key": HEAD + b"a." * (MIB // 2 - 100) + b"a = 1",
    "dotted keys": HEAD + b"".join(b"a." * 999 + b"k%d = 1\n" % n for n in range(500)) + REST,
    "nested tables": HEAD + b"".join(b"[" + b"a." * 900 + b"k%d]\n" % n for n in range(550)) + REST,
    "nested steps": HEAD + b"".join(b"[[" + b"step." * 200 + b"step]]\n" for n in range(1000)),
    "nested inline steps": HEAD + b"step = [" + b"{ step = [" * 200 + b"]}" * 200 + b"]\n",
    "nested limits": HEAD + b"[limits]\n" + b"a." * 900 + b"a = 1\n" + REST,
    "empty steps": HEAD + b"[[step]]\n" * (MIB // 9 - 10),
    "unknown keys": HEAD + REST + b"".join(b"h%dld = 1\n" % n for n in range(80_000)),
    "unknown targets": HEAD + b'[[step]]\nkind = "stretch"\nhold = 1\ntarget = [' + b'"glute", ' * 100_000 + b"]",
    "unknown moves": HEAD + b"".join(b'[[step]]\nmove = "m%d"\n' % n for n in range(40_000)),
    "own moves": HEAD + b"".join(b'[move.m%d]\nkind = "rest"\n' % n for n in range(30_000)) + REST,
    "own and unknown moves": HEAD
    + b"".join(b'[[step]]\nmove = "m%d"\n' % n for n in range(20_000))
    + b"".join(b"[move.m%d-]\n" % n for n in range(30_000)),
    "used moves": HEAD
    + b"".join(b'[[step]]\nmove = "m"\n' for n in range(30_000))
    + b'[move.m]\nkind = "rest"\nduration = "x"\n',
    "unknown limits": HEAD + b"[limits]\n" + b"".join(b"static.h%d = 1\n" % n for n in range(50_000)) + REST,
    "line breaks": b"\n" * (MIB - 200) + HEAD + REST,
    "carriage returns": b"\r\n" * (MIB // 2 - 100) + HEAD + REST,
    "carriage returns alone": b"\r" * (MIB - 200) + HEAD + REST,
    "comment": b"#" * (MIB - 200) + b"\n" + HEAD + REST,
    "quotes": HEAD + b'title2 = """' + b'""\\"' * (MIB // 5),
    "labels": HEAD + b"tags = [" + b'"", ' * 200_000 + b"]\n" + REST,
    "not utf-8": b"# \xc3\xa4\n" * (MIB // 6) + b"\xff",
    "many segments": HEAD
    + DEEP
    + b'[[step.step.step.step]]\nkind = "stretch"\ntarget = "jaw"\nhold = 1\nreps = 1000\n',
    "too large": b"#" * (MIB + 1),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_cost_little(data: bytes) -> None:
    assert len(data) <= MIB + 1
    started = time.process_time()
    reading = reader.read(data)
    assert reading.routine is None or not reading.problems
    for path in (("step", 2, "hold"), ("step", 0, "step", 0, "step", 0), ("a",) * 2000):
        reading.place(path)
    assert time.process_time() - started < 20
