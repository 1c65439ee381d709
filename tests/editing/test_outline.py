"""A text's steps are found whatever state it is in."""

from pathlib import Path
from time import perf_counter, process_time

import tomli
from hypothesis import given
from hypothesis import strategies as st

from every import every
from examples import examples
from stretchplayer.app.analysis import analyse
from stretchplayer.editing.cursor_help import help_at
from stretchplayer.editing.outline import Block, Outline
from stretchplayer.file_access import bundled_routines
from stretchplayer.routine.reader import read

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = sorted([*bundled_routines().glob("*.toml"), *(CORPUS / "valid").rglob("*.toml")])
TEXTS = {path.name: path.read_bytes().decode() for path in FILES}


def values(blocks: tuple[Block, ...]) -> list[object]:
    return [{**block.values, **({"step": values(block.inner)} if block.inner else {})} for block in blocks]


def test_the_steps_of_every_file_are_those_that_toml_finds() -> None:
    wrong = {
        name: (values(outline.steps), outline.mistakes())
        for name, text in TEXTS.items()
        if not (outline := Outline(text)).in_a_list
        and (values(outline.steps) != tomli.loads(text)["step"] or outline.mistakes())
    }
    assert wrong == {}


def test_every_place_belongs_to_the_step_around_it_or_above_it() -> None:
    for text in TEXTS.values():
        outline = Outline(text)
        for block in outline.flat():
            assert outline.covering(block.header) == block
            assert outline.at(block.path) == block


@st.composite
def half_written(draw: st.DrawFn) -> str:
    """A routine in the middle of being written: parts cut out, doubled, mixed up, and what fingers hit by mistake."""
    text = draw(st.sampled_from(sorted(TEXTS.values(), key=len)[: len(TEXTS) // 2]))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = at + draw(st.integers(0, 12))
        put = draw(
            st.sampled_from(["", '"', "[", "]", "=", "\n", '"""', "[[step]]\n", "hold = ", "“", "#", "{", "\t", "'"])
        )
        text = f"{text[:at]}{put}{text[end:]}"
    return text


@examples(150)
@given(half_written())
def test_a_text_that_is_being_written_is_understood_as_far_as_that_goes(text: str) -> None:
    analysis = analyse(text, "mine.toml")
    reading = read(text.encode(), "mine.toml")
    assert (analysis.errors == 0) == (reading.routine is not None)
    if reading.routine is not None:
        assert not analysis.left_out
        assert analysis.routine is not None
    lines = text.count("\n") + 1
    assert all(1 <= each.line <= lines and each.column >= 1 for each in analysis.problems)


def test_mistakes_in_two_steps_leave_the_others_playable_and_are_both_named() -> None:
    text = TEXTS["desk-neck.toml"]
    outline = Outline(text)
    second, fourth = outline.at((1,)), outline.at((3,))
    broken = f"{text[: fourth.keys]}hold = \n{text[fourth.keys :]}"
    broken = f"{broken[: second.keys]}name = “Mine”\nreps 3\n{broken[second.keys :]}"
    analysis = analyse(broken, "mine.toml")
    assert [(each.step, each.severity) for each in analysis.problems if each.severity == "error"] == [
        ("2", "error"),
        ("2", "error"),
        ("4", "error"),
    ]
    assert analysis.left_out == {"2", "4"}
    assert analysis.routine is not None
    assert len(analysis.routine.step) == len(outline.steps)
    assert [each.number for each in analysis.outline.steps] == [each.number for each in outline.steps]


OWN = """\
format = 1
title = "T"

[defaults]
hold = 20

[move.mine]
kind = "stretch"
name = "Mine"
target = "calves"
sides = "each"

[[step]]
move = "mine"

[[step]]
repeat = 2

[[step.step]]
kind = "exercise"
name = "Up"
target = "glutes"
reps = 10

[[step]]
kind = "contract-relax"
target = "hamstrings"
contract = 5
hold = 20
reps = 2
"""


def test_all_that_is_wrong_is_listed_at_once_and_nothing_that_only_follows_from_it() -> None:
    """Lines that are no TOML hide neither what is wrong beside them nor make anything else wrong."""
    several = OWN.replace("hold = 20\nreps = 2", 'hold = forty\nreps = "three"\nsides = "eech"\nbogus = 3')
    several = (
        several.replace('name = "Up"', "name = Up\nsidez = 1").replace('"each"', '"eech"').replace("hold = 20", "x", 1)
    )
    found = analyse(several, "mine.toml")
    lines = several.split("\n")
    assert [lines[each.line - 1] for each in found.problems] == [
        *("x", 'sides = "eech"', "name = Up", "sidez = 1"),
        *("hold = forty", 'reps = "three"', 'sides = "eech"', "bogus = 3"),
    ]
    assert found.count == "8 problems"
    whole = OWN.split("\n")
    for number, line in enumerate(whole):
        key = line.partition(" = ")[0]
        for broken in (f"{key} = oops oops", key) if key != line else (line[:-1],) if line else ():
            text = "\n".join((*whole[:number], broken, *whole[number + 1 :]))
            wrong = [each.line for each in analyse(text, "mine.toml").problems if each.severity == "error"]
            assert wrong == [number + 1], broken


def test_no_line_takes_long_however_long_it_is() -> None:
    blanks, began = " " * 20_000, perf_counter()
    for line in (f"[[{blanks}]]]", f"[[step{blanks}]]]", f"[[step{' . ' * 9000}]]]", "[move." + "'a" * 20_000):
        assert len(Outline(f"format = 1\n{line}\n[[step]]\nhold = 20\n").steps) <= 2
    Outline('[[step]]\nhow = "' + '\\"' * 200_000)
    assert perf_counter() - began < 20, "it is done in well under a second"
    for line in ("[[step]] # [a] b", "[move.x # a", '[move."a#b"] # c', "[ step . 'step'", '[["step".step]]'):
        assert [each.line for each in Outline(f"a = [\n1\n{line}\nhold = 20\n").headers] == [8], line


PIECES = {
    repr(each): each
    for each in (
        *('\\"""\n', '\\"""\\\n', '"""\n', "'''\n", '""" "\n', "'' '\n", '"\n', "'\n", '"\\\n'),
        *("[\n", "[[", "a = [\n", "a = {\n", "}", "]\n", "#\n", "# # ", ".", "a.", "a.b\n", ",", "= =", "\\\n"),
        *("[[step\n", "[[step]]\n", "[[step.step]]\n", '[a."\n', "[[step]]\nhold = 1", "a = 1\n", 'a = "#" '),
    )
}


@every("piece", PIECES)
def test_four_times_as_much_of_anything_takes_no_more_than_some_four_times_as_long(piece: str) -> None:
    def taken(count: int, run: int) -> float:
        # Another text each time: what was found once is remembered.
        text = f"[[step]]\n{piece * count}{run}"
        began = process_time()
        analyse(text, "mine.toml")
        help_at(text, text.count("\n") - 1, len(text))
        return process_time() - began

    few, most = 500, 8
    first = taken(4 * few, 0)
    # What takes a time that can hardly be measured is not compared with.
    if first >= most * 0.01:
        enough = most * max(0.01, min(taken(few, run) for run in range(3)))
        assert first < enough or any(taken(4 * few, run) < enough for run in (1, 2))
