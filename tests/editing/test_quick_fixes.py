"""Every way to mend a problem mends it: over the files that are wrong on purpose, and over slips in good ones."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples import SLOWLY
from stretchplayer.app.analysis import analyse
from stretchplayer.app.checking import problems
from stretchplayer.editing.quick_fixes import Fix, fixes
from stretchplayer.file_access import bundled_routines
from stretchplayer.problems import Problem
from stretchplayer.routine.reader import read

CORPUS = Path(__file__).parents[1] / "corpus"
HIDES = ("kind", "tempo")
"""While one of these is wrong, not everything else about its step can be looked for."""
Told = tuple[str, str, str | None, str | None]


def found(text: str) -> tuple[Problem, ...]:
    return problems(read(text.encode(), "x.toml"), "x.toml")


def said(each: Problem) -> Told:
    return (each.severity, each.message, each.key, each.step)


def same_place(problem: Problem, others: tuple[Problem, ...]) -> bool:
    return any(said(each) == said(problem) and each.line == problem.line for each in others)


def repaired(text: str, problem: Problem, fix: Fix, before: tuple[Problem, ...]) -> None:
    """The problem is gone, and no error has come."""
    after = found(fix.applied(text))
    seen = Counter(map(said, before))
    assert Counter(map(said, after))[said(problem)] < seen[said(problem)] or not same_place(problem, after), fix
    if problem.about and problem.key not in HIDES:
        # A routine that is as long as it may be has no room for a longer rest.
        errors = (each for each in after if each.severity == "error" and "repetitions: 1," not in each.message)
        new = Counter(map(said, errors)) - seen
        assert not new, (problem.message, fix, new)


def texts() -> Iterator[str]:
    for path in sorted(CORPUS.glob("*/**/*.toml")):
        try:
            yield path.read_bytes().decode()
        except UnicodeDecodeError:
            continue


def test_every_first_fix_mends_what_it_is_offered_for() -> None:
    offered = 0
    for text in texts():
        before = found(text)
        for problem in before:
            ways = fixes(text, problem)
            offered += bool(ways)
            if ways:
                repaired(text, problem, ways[0], before)
    assert offered > 150


def slips(text: str) -> Iterator[str]:
    """The text with one slip of the hand, at some of its lines."""
    lines = text.split("\n")
    chance = random.Random(7)
    for number, line in enumerate(lines):
        key = re.match(r"([a-z_]+)( = )(\S.*)$", line)
        if key is None or key[1] in ("summary", "for", "not_for", "how", "source") or "[" in line:
            continue
        name, _, value = key.groups()
        ways = [f"{name} {value}", f"{name}: {value}", f"{line}\n{line}"]
        if value.startswith('"') and value.endswith('"'):
            ways += [f"{name} = {value[1:-1]}", f"{name} = “{value[1:-1]}”", line[:-1], f"{name} = {value[:2]}{value}"]
        elif value.isdigit():
            ways += [f'{name} = "{value}"', f"{name} = {value}s", f"{name} = {value},5", f"{name} = -{value}"]
        ways += [f"{name[:-1]}{line[len(name) :]}", f"{name[0]}{line}"]
        for way in chance.sample(ways, 2):
            yield "\n".join((*lines[:number], way, *lines[number + 1 :]))
    for number in [at for at, line in enumerate(lines) if line == "[[step]]"][:2]:
        for way in ("[[step]", "[step]", "[[step", "[steps]", "[[steps]]"):
            yield "\n".join((*lines[:number], way, *lines[number + 1 :]))


def test_slips_of_the_hand_are_mended() -> None:
    wrong = mendable = 0
    for name in ("evening", "hamstrings")[: 2 if SLOWLY else 1]:
        path = bundled_routines() / f"{name}.toml"
        for text in slips(path.read_text("utf-8")):
            before = found(text)
            for problem in (each for each in before if each.severity == "error"):
                wrong += 1
                ways = fixes(text, problem)
                mendable += bool(ways)
                if ways:
                    repaired(text, problem, ways[0], before)
    assert wrong > 50
    assert mendable / wrong > 0.8, f"{mendable} of {wrong}"


def in_two_places(text: str) -> Iterator[str]:
    """The text with two slips at a time."""
    whole, chance = text.split("\n"), random.Random(3)
    every = [each.split("\n") for each in slips(text)]
    for one, other in zip(chance.sample(every, 24), chance.sample(every, 24), strict=True):
        if len(one) == len(other) == len(whole):
            yield "\n".join(a if a != old else b for a, b, old in zip(one, other, whole, strict=True))


def test_whatever_is_offered_mends_its_problem_whatever_else_is_wrong() -> None:
    """As the editor finds problems: all of a text, in steps that cannot be read as a whole as well."""
    offered = 0
    evening = (bundled_routines() / "evening.toml").read_text("utf-8")
    for text in (*in_two_places(evening), *(each for each in texts() if len(each) < 3000)):
        before = analyse(text, "x.toml").problems
        seen = Counter(map(said, before))
        for problem in before[:6]:
            for way in fixes(text, problem):
                offered += 1
                after = analyse(way.applied(text), "x.toml").problems
                assert Counter(map(said, after))[said(problem)] < seen[said(problem)] or not same_place(problem, after)
                wrong = [e for e in after if e.line == problem.line and e.about == "value" and e.severity == "error"]
                assert all(said(each) in seen for each in wrong), (problem.message, way.label)
    assert offered > 400


@pytest.mark.parametrize(
    ("wrong", "line", "label", "right"),
    [
        ("hold = 90", 6, "lower to 60 s", "hold = 60"),
        ("hodl = 20", 6, "write `hold`", "hold = 20"),
        ('hold = "30"', 6, "write 30", "hold = 30"),
        ("hold = “30 s”", 6, "straight quotes", 'hold = "30 s"'),
        ("hold = 2,5", 6, "write 2.5", "hold = 2.5"),
        ("hold = 30s", 6, 'write "30s"', 'hold = "30s"'),
        ("hold = 20\nenabled = False", 7, "write false", "hold = 20\nenabled = false"),
        ("hold = 20\nhold = 30", 7, "remove the second `hold`", "hold = 20"),
        ("hold = 20\n\nhold = 30", 8, "put [[step]] above it", "hold = 20\n\n[[step]]\nhold = 30"),
        ("hold = 20\nsides = 'each", 7, "write 'each'", "hold = 20\nsides = 'each'"),
        ("hold = 20\ndisabled = true", 7, "write enabled = false", "hold = 20\nenabled = false"),
        ("hold = 20\n[[step]\nmove = 'march'", 7, "write [[step]]", "hold = 20\n[[step]]\nmove = 'march'"),
        ("reps = 2", 3, "add hold = 20", "reps = 2\nhold = 20"),
        ("hold = 20\nweight = 3", 7, "make `weight` a remark", "hold = 20\n# weight = 3"),
    ],
)
def test_what_is_offered(wrong: str, line: int, label: str, right: str) -> None:
    around = 'format = 1\ntitle = "T"\n[[step]]\nkind = "stretch"\ntarget = "hamstrings"\n{}\n'
    for newline in ("\n", "\r\n"):
        text = around.format(wrong).replace("\n", newline)
        problem = next(each for each in found(text) if each.line == line)
        first, *_ = fixes(text, problem)
        assert first.label == label
        assert first.applied(text) == around.format(right).replace("\n", newline)


STRETCH = 'kind = "stretch"\ntarget = "calves"\nhold = 20\n'
EXERCISE = 'kind = "exercise"\ntarget = "calves"\n'
HEAT = 'kind = "heat"\ntarget = "calves"\nduration = "10 min"\n'
ELSEWHERE = '\n[[step]]\nmove = "calf-wall"\nsides = both\n'
"""Another line that is no TOML, in another step."""


@pytest.mark.parametrize("elsewhere", ["", ELSEWHERE])
@pytest.mark.parametrize(
    ("step", "wrong", "ways"),
    [
        (EXERCISE, "duration = forty", ["write 40"]),
        (EXERCISE, 'duration = "forty"', ["write 40"]),
        (EXERCISE, "duration = forty-five seconds", ['write "45 seconds"']),
        (EXERCISE, "duration = two minutes", ['write "2 minutes"']),
        (EXERCISE, "duration = fortyish", []),
        (EXERCISE, "duration = a while", []),
        (EXERCISE, "duration = 30 s", ['write "30 s"']),
        (EXERCISE, "duration = [40", ["write 40"]),
        (EXERCISE, "reps = [10", ["write 10"]),
        (EXERCISE, "reps = twelve", ["write 12"]),
        (EXERCISE, 'reps = "many"', []),
        (STRETCH.replace("hold = 20\n", ""), "hold = [20", ["write [20]"]),
        (STRETCH.replace("hold = 20\n", ""), 'hold = "30"', ["write 30"]),
        (STRETCH, "sides = each", ['write "each"']),
        (STRETCH, "sides = eech", ['write "each"']),
        (STRETCH, "sides = often", []),
        (STRETCH, "discomfort = three", ["write 3"]),
        (STRETCH, "discomfort = mild", []),
        (STRETCH, "name = Calves", ['write "Calves"']),
        (STRETCH, "name = forty", ['write "forty"']),
        (STRETCH, "needs = towel", ['write "towel"']),
        (STRETCH, "prepare = ten", ["write 10"]),
        (STRETCH, "enabled = maybe", []),
        (STRETCH, "enabled = off", ["write false"]),
        (STRETCH, "hold = forty", ["remove the second `hold`"]),
        (EXERCISE.replace('"calves"', "calfes"), "duration = 20", ['write ["gastrocnemius", "soleus"]']),
        (EXERCISE.replace("calves", "calfes"), "duration = 20", ['write ["gastrocnemius", "soleus"]']),
        (EXERCISE.replace('"calves"', "nonsense"), "duration = 20", []),
        (HEAT, "using = pack", ['write "pack"']),
        (HEAT, "temperature = forty", ["write 40"]),
    ],
)
def test_a_value_is_offered_where_the_key_takes_it(step: str, wrong: str, ways: list[str], elsewhere: str) -> None:
    text = f'format = 1\ntitle = "T"\n[[step]]\n{step}{wrong}\n{elsewhere}'
    problem = next(each for each in analyse(text, "x.toml").problems if each.about != "missing")
    assert [each.label for each in fixes(text, problem)] == ways
    if wrong.endswith(("ish", "maybe")):
        assert 'no value that can be read (a number is written 30, text stands in quotes: "30s")' in problem.message


def test_a_key_that_is_there_twice_says_what_may_be_missing() -> None:
    step = '[[step]]\nmove = "march"\n'
    said = {text: found(text)[0].message for text in (f'{step}\nmove = "march"\n', "title = 'a'\ntitle = 'b'\n" + step)}
    assert list(said.values()) == [
        "this key is there twice (is a [[step]] missing above it?)",
        "this key is there twice",
    ]


def test_a_name_is_found_in_its_value() -> None:
    steps = '[[step]]\nmove = "hamstring-strp"\n[[step]]\nmove = "calf-wall"\ntarget = ["gluts", "calves"]\n'
    text = f'format = 1\ntitle = "T"\n{steps}'
    first, *others = [fixes(text, each)[0] for each in found(text) if each.severity == "error"]
    assert first.label == 'write "hamstring-strap"'
    assert others[0].applied(text).count('target = ["glutes", "calves"]') == 1
    text = 'format = 1\ntitle = "T"\n[[step]]\nroutine = "warm-upp"\n'
    (problem,) = found(text)
    assert [each.insert for each in fixes(text, problem, ("warm-up", "evening"))] == ['"warm-up"']


def test_of_a_length_and_a_count_either_can_be_kept() -> None:
    step = '[[step]]\nmove = "march"\n{}\n'
    for own, first, second in (
        ("duration = 20\nhold = 3", "# duration = 20\nreps = 10\nhold = 3", "duration = 20\n# hold = 3"),
        ("reps = 3\nduration = 20", "reps = 3\n# duration = 20", "# reps = 3\nduration = 20"),
        (
            "duration = 20\nreps = 3\nhold = 2",
            "# duration = 20\nreps = 3\nhold = 2",
            "duration = 20\n# reps = 3\n# hold = 2",
        ),
    ):
        text = f'format = 1\ntitle = "T"\n{step.format(own)}'
        problem = next(each for each in analyse(text, "x.toml").problems if "not both" in each.message)
        ways = fixes(text, problem)
        assert [way.applied(text).split("\n", 4)[4].rstrip() for way in ways[:2]] == [first, second], ways
        for way in ways[:2]:
            assert not analyse(way.applied(text), "x.toml").errors, way


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("hodl = thirty", ["write hold = 30"]),
        ('hodl = "thirty"', ["write hold = 30", "write `hold`", "make `hodl` a remark"]),
        ('sids = "eech"', ['write sides = "each"', "write `sides`", "make `sids` a remark"]),
        ("hodl = 20", ["write `hold`", "make `hodl` a remark"]),
        ("hold = thirty", ["write 30"]),
        ("zebra = crossing", ["make it a remark", 'write "crossing"']),
    ],
)
def test_what_leaves_nothing_wrong_is_offered_first(line: str, labels: list[str]) -> None:
    text = f'format = 1\ntitle = "A"\n\n[[step]]\nmove = "calf-wall"\n{line}\nreps = 2\n'
    (problem,) = (each for each in analyse(text, "x.toml").problems if each.severity == "error")
    ways = fixes(text, problem)
    assert [each.label for each in ways] == labels
    assert not [each for each in found(ways[0].applied(text)) if each.severity == "error"]
