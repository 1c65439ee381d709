"""What is completed and explained at a cursor, in whole files and in broken ones; the cursor is the `|` in a text."""

import tomli
from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.catalog import moves
from stretchplayer.editing.completion import Completion, completions
from stretchplayer.editing.cursor_help import help_at
from stretchplayer.file_access import bundled_routines
from stretchplayer.model.figure import Figure, Limb, Pose, Prop
from stretchplayer.model.steps import KINDS
from stretchplayer.routine.fields import KEYS, OF_KIND, fields_of

STEP = "[[step]]\n"
BROKEN = 'title = "no end\n[sound\nvoice = \n= 3\n[[step]]\nhow = "x\n'
"""Lines that are no TOML, above what is looked at."""


def at(marked: str) -> tuple[str, int, int]:
    """The text without its mark, and where the mark was."""
    before, _, after = marked.partition("|")
    return before + after, before.count("\n"), len(before) - (before.rfind("\n") + 1)


def offered(marked: str, routines: tuple[str, ...] = ()) -> list[str]:
    return [each.label for each in completions(*at(marked), routines=routines)]


def taken(marked: str, label: str) -> str:
    """The text once a completion is taken."""
    text, line, column = at(marked)
    chosen = next(each for each in completions(text, line, column) if each.label == label)
    return put(text, line, chosen)


def put(text: str, line: int, chosen: Completion) -> str:
    lines = text.split("\n")
    lines[line] = lines[line][: chosen.start] + chosen.insert + lines[line][chosen.end :]
    return "\n".join(lines)


def test_keys_that_a_table_may_still_have() -> None:
    for above in ("", BROKEN):
        for kind in KINDS:
            found = offered(f'{above}{STEP}kind = "{kind}"\n|\n')
            keys = [each for each in found if not each.startswith("[")]
            # A `first` without sides does nothing; a move gives what a kind says.
            assert set(keys) == KEYS[kind] - {"kind", "first"}, kind
            needed = [key for key, field in OF_KIND[kind].items() if field.required]
            assert set(keys[: len(needed)]) == set(needed), kind
        moving = f'{above}{STEP}kind = "exercise"\n'
        assert offered(f"{moving}|")[:2] == ["duration", "reps"]
        assert not {"duration"} & set(offered(f"{moving}reps = 3\n|"))
        assert not {"reps", "tempo", "hold"} & set(offered(f"{moving}duration = 3\n|"))
        assert "first" in offered(f'{moving}sides = "each"\n|')
    assert "reps" not in offered(f'{STEP}kind = "stretch"\nreps = 2\n|')
    assert offered("format = 1\n|")[0] == "title"
    assert offered(f"{STEP}|")[:2] == ["kind", "move"]
    assert offered("[sound]\nvoi|") == ["voice"]
    assert offered("[limits]\nneck|")[:2] == ["neck.hold", "neck.session"]
    assert "lean" in offered("[step.figure.start]\n|")
    # In brackets, and as a move gives its kind.
    assert offered('step = [ { kind = "exercise", tem| } ]') == ["tempo"]
    assert offered('step = [\n  { move = "calf-wall", dis|\n') == ["discomfort"]
    # Nothing in words and remarks.
    for free in ('how = "ho|"', "# ho|", 'how = """\nho|', 'kind = "rest" # k|', "kind = k i|"):
        assert offered(f"{STEP}{free}") == []


def test_values_with_the_quotes_that_they_need() -> None:
    lines = (
        ("kind = str|", "stretch", 'kind = "stretch"'),
        ('kind = "str|', "stretch", 'kind = "stretch"'),
        ('kind = "str|"  # what', "stretch", 'kind = "stretch"  # what'),
        ("move = child|", "childs-pose", 'move = "childs-pose"'),
        ('move = "heels|"', "childs-pose", 'move = "childs-pose"'),
        ("target = ham|", "hamstrings", 'target = "hamstrings"'),
        ("target = quads|", "quadriceps", 'target = "quadriceps"'),
        ('target = ["calves", "back of the th|"]', "hamstrings", 'target = ["calves", "hamstrings"]'),
        ('target = ["calves", |]', "hamstrings", 'target = ["calves", "hamstrings"]'),
        ('sides = "e|', "each", 'sides = "each"'),
        ("position = ly|", "lying-back", 'position = "lying-back"'),
        ("not_with = preg|", "pregnant", 'not_with = "pregnant"'),
        ("needs = [|", "mat", 'needs = ["mat"'),
        ("enabled = f|", "false", "enabled = false"),
        ("until = |", "key", 'until = "key"'),
        ("instead = calf-|", "calf-wall", 'instead = "calf-wall"'),
        ("sid|", "sides", "sides = "),
    )
    for written, label, wanted in lines:
        for above in ("", BROKEN):
            assert taken(f"{above}{STEP}{written}", label).split("\n")[-1] == wanted, written
    of_kind = (
        ("massage", "using = ro|", "foam roller"),
        ("heat", "using = bag|", "wheat bag"),
        ("advice", "topic = po|", "posture"),
    )
    for kind, written, label in of_kind:
        assert offered(f'{STEP}kind = "{kind}"\n{written}') == [label]
    assert offered(f'{STEP}kind = "stretch"\nhold = |')[0] == "20"
    assert offered("[limits]\nstatic.hold = |") == ["60"]
    assert offered("[sound]\nvoice = |") == ["full", "names", "off"]
    assert offered(f"{STEP}routine = wa|", ("warm-up", "evening")) == ["warm-up"]
    assert set(offered(f"{STEP}move = |")) <= set(moves())


def test_headers() -> None:
    assert offered("[|") == ["[[step]]", "[defaults]", "[sound]", "[limits]", "[move.NAME]"]
    assert offered("[defaults]\nrest = 1\n[|")[1:] == ["[sound]", "[limits]", "[move.NAME]"]
    assert offered(f"{STEP}repeat = 2\n[[|") == ["[[step]]", "[[step.step]]"]
    assert "[[step]]" in offered(f"{STEP}repeat = 2\n|")
    assert taken("[[st|", "[[step]]") == "[[step]]"


def test_every_value_that_is_offered_fits() -> None:
    for kind in KINDS:
        for key in sorted(KEYS[kind] - {"kind", "figure"}):
            text = f'{STEP}kind = "{kind}"\n{key} = '
            for each in completions(text, 2, len(text.split("\n")[2])):
                value = tomli.loads(put(text, 2, each))["step"][0][key]
                field = OF_KIND[kind][key]
                from stretchplayer.routine.faults import fits

                assert fits(value, field), (kind, key, each)


def test_help_says_what_a_key_is_and_what_binds_it() -> None:
    said = help_at(*at(f'{STEP}kind = "stretch"\nho|ld = 30'))
    assert said is not None
    assert said.title == "hold"
    for part in ("Length of one hold", "30-60s", "usually 10 s to 30 s", "at most 1 min", "Grade A, cap C", "ACSM"):
        assert part in said.text
    for marked, title, words in (
        (f'{STEP}move = "childs-p|ose"', "Sit back on the heels (stretch)", "Feel:"),
        (f'{STEP}target = "hamstr|ings"', "hamstrings: back of the thigh", ""),
        (f'{STEP}target = ["calv|es"]', "calves", "gastrocnemius"),
        ("[[st|ep]]", "[[step]]", "belong to it"),
        ("[limits]\nstatic.ho|ld = 3", "static.hold", "at most 1 min"),
        (f'{STEP}move = "calf-wall"\nre|ps = 2', "reps", "The move has"),
        ("# a rem|ark", "Remark", "people"),
    ):
        found = help_at(*at(marked))
        assert found is not None, marked
        assert found.title == title
        assert words in found.text
    assert help_at("", 0, 0) is None
    assert help_at(f"{STEP}zzz = 3", 1, 1) is None
    # What looks like a header inside of a text is none.
    long = f'{STEP}kind = "advice"\nhow = """\n[[step]]\nkind = "rest"\n|"""\n'
    for marked in (long, long.replace("|", "").replace('"rest"', '"re|st"')):
        found = help_at(*at(marked))
        assert found is not None
        assert found.title == "how"


def test_every_key_of_a_figure_is_explained_and_completed() -> None:
    for table, model in (
        ("figure", Figure),
        ("figure.start", Pose),
        ("figure.start.arms", Limb),
        ("figure.props", Prop),
    ):
        for key in fields_of(model):
            text = f"{STEP}[step.{table}]\n{key} = "
            completions(text, 2, len(key) + 3)
            found = help_at(text, 2, 1)
            assert found is not None
            assert found.title == key


LINES = [line for path in sorted(bundled_routines().glob("*.toml"))[:6] for line in path.read_text("utf-8").split("\n")]
PIECES = st.sampled_from([*LINES, "[", "[[", "{", '"""', "'''", '"', "= ", "[[step", "kind = [", "\\", "é = “x”", "\t"])


@given(st.lists(PIECES, max_size=12), st.integers(0, 12), st.integers(0, 90))
def test_nothing_that_is_written_stops_it(lines: list[str], line: int, column: int) -> None:
    text = "\n".join(lines)
    here = text.split("\n")[min(line, text.count("\n"))]
    for each in completions(text, line, column):
        assert 0 <= each.start <= min(column, len(here)) <= each.end <= len(here)
        assert each.back <= len(each.insert)
    help_at(text, line, column)
