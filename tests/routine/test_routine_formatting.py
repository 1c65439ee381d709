"""Formatting keeps what a file means and every remark with what it is about, and does nothing the second time."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routine_corpus import ROOT, files
from routine_documents import Document, faulty_documents, lines, right_documents, toml

from every import every
from examples import examples
from stretchplayer.editing.formatting import format_bytes, format_text
from stretchplayer.model.duration import span_range
from stretchplayer.routine import reader
from stretchplayer.routine.toml_source import NotToml, parse

BUNDLED: Final = sorted((ROOT / "routines").glob("*.toml"))
TANGLED: Final = '''\
#:schema ../schema/routine.schema.json
# My slip from the clinic.

# what it is called
title="After the ankle"  # short
format =1
[[ step ]]
reps=3
hold = "30 sec"\t# as on the slip
# the sore one only
sides   =   "left"
move = "calf-wall"
# was 45 before

# Then the balance.
[[step]]   # twice a day
how = """
Stand   on one leg.  \\
  # no remark"""
kind='exercise'
duration="1 to 2 minutes"
needs=[ "wall" ,"chair"
,   # either
]
[defaults]
rest="1 minute"


switch = '0:05'
# The end.
'''
TIDY: Final = '''\
#:schema ../schema/routine.schema.json
# My slip from the clinic.

format = 1
# what it is called
title = "After the ankle"  # short

[defaults]
switch = '0:05'
rest = "1m"
# The end.

[[step]]
move = "calf-wall"
# the sore one only
sides = "left"
hold = "30s"  # as on the slip
reps = 3
# was 45 before

# Then the balance.
[[step]]   # twice a day
kind = 'exercise'
duration = "1-2m"
needs = ["wall", "chair"
  ,   # either
]
how = """
Stand   on one leg.  \\
  # no remark"""
'''


def test_a_tangled_file_is_put_in_order() -> None:
    assert format_text(TANGLED) == TIDY
    assert format_text(TIDY) == TIDY
    returns = TANGLED.replace("\n", "\r\n")
    assert format_text(returns) == TIDY.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ('"30 sec"', '"30s"'),
        ('"1 minute"', '"1m"'),
        ("' 1 hour 5 mins '", "'1h5m'"),
        ('"1:30"', '"1:30"'),
        ("20", "20"),
        ('"30 – 60 seconds"', '"30-60s"'),
        ('"30s to 1 min"', '"30s-1m"'),
        ('["30 sec",  20]', '["30s", 20]'),
        ('{left="45 sec",right=30}', '{ left = "45s", right = 30 }'),
        ('"2 - 0 - 5"', '"2 - 0 - 5"'),
        ('"30"', '"30"'),
        ('"soon"', '"soon"'),
    ],
)
def test_durations_are_short_and_nothing_else_is_touched(written: str, short: str) -> None:
    text = f'format = 1\ntitle = "30 sec"\n\n[[step]]\nname = "1 minute"\nhold = {written}\n'
    assert format_text(text) == text.replace(f"hold = {written}", f"hold = {short}")


def test_what_is_no_toml_is_left_alone() -> None:
    for data in (b"\xef\xbb\xbfformat = 1\n", b"format = 1\nformat = 2\n", b"a = \n", b"\xff", b"a = 'x\x00'"):
        with pytest.raises(NotToml):
            format_bytes(data)
    assert format_text("") == ""
    assert format_text("\n\n # only this \n\n") == "# only this\n"


def meant(data: bytes) -> Any:
    """What a file means; none of its durations depends on how it is written."""
    return _numbers(parse(data)[1]), reader.read(data, identified=False).routine


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_numbers(each) for each in value]
    if not isinstance(value, str):
        return repr(value)
    try:
        span = span_range(value)
    except ValueError:
        return value
    return f"{float(span)} to {span.most}"


@every("path", [*BUNDLED, *files("valid"), *files("handouts"), *files("invalid")])
def test_files_mean_the_same_and_stay_as_they_are_the_second_time(path: Path) -> None:
    data = path.read_bytes()
    try:
        parse(data)
    except NotToml:
        with pytest.raises(NotToml):
            format_bytes(data)
        return
    made = format_bytes(data)
    assert meant(made) == meant(data)
    assert format_bytes(made) == made
    remarks = [sorted(each.rstrip() for each in re.findall(r"#.*", text.decode())) for text in (made, data)]
    assert remarks[0] == remarks[1]
    if path in BUNDLED:
        assert made == data


blanks: Final = st.sampled_from(["", " ", "  ", "\t", " \t "])
gaps: Final = st.sampled_from(["", "\n", "\n\n\n", " \n\t\n"])
THREE_LINES: Final = '"""\nOne.  \nhold = 3 # no remark\n[[step]]"""'


class Untidy:
    """Writes a document as untidily as TOML lets it, with remarks that say what they are about."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._tables = 0

    def document(self, document: Document) -> str:
        headed = {
            key: value
            for key, value in document.items()
            if isinstance(value, dict | list) and key not in ("tags", "source")
        }
        if self._draw(st.booleans()):
            # As short as a slip: the tables in braces, the steps in a list, or some keys dotted.
            inline = self._draw(st.sampled_from(sorted(headed)))
            headed.pop(inline)
        plain = {key: value for key, value in document.items() if key not in headed}
        blocks = [[self._table((key,), value)] for key, value in headed.items() if isinstance(value, dict)]
        steps = [self._table(("step",), each, "[[", "]]") for each in headed.get("step", ())]
        order = self._draw(st.permutations([*blocks, *[None for _ in steps]]))
        waiting = iter(steps)
        body = "".join(next(waiting) if each is None else each[0] for each in order)
        last = self._draw(st.sampled_from(["", "\n# of all"]))
        return f"{self._keys(0, plain)}{body}{last}"

    def _table(self, path: tuple[str, ...], table: Document, opening: str = "[", closing: str = "]") -> str:
        self._tables += 1
        number = self._tables
        inner = {key: value for key, value in table.items() if key in ("step", "figure") and self._draw(st.booleans())}
        rest = {key: value for key, value in table.items() if key not in inner}
        name = f"{self._blank()}.{self._blank()}".join(path)
        # A remark that has blank lines around it is about what comes.
        gap = self._gap()
        above = f"{gap}# over table {number}\n{gap}" if self._draw(st.booleans()) else self._gap()
        header = f"{opening}{self._blank()}{name}{self._blank()}{closing}"
        found = f"{above}{self._blank()}{header} # table {number}\n"
        found += self._keys(number, rest)
        for key, value in inner.items():
            if key == "figure":
                found += self._table((*path, key), value)
            else:
                found += "".join(self._table((*path, key), each, "[[", "]]") for each in value)
        return found

    def _keys(self, number: int, table: Document) -> str:
        found = ""
        for key in self._draw(st.permutations(list(table))):
            value, name = table[key], key if re.fullmatch(r"[\w-]+", key, re.ASCII) else toml(key)
            parts = [(name, value)]
            if isinstance(value, dict) and value and key in ("defaults", "sound") and self._draw(st.booleans()):
                parts = [(f"{name}{self._blank()}.{each}", inner) for each, inner in value.items()]
            for written, each in parts:
                short = "".join(written.split())
                above = f"{self._blank()}# over {number} {short}\n" if self._draw(st.booleans()) else ""
                after = f"{self._blank()}# at {number} {short}{self._blank()}" if self._draw(st.booleans()) else ""
                text = THREE_LINES if key == "how" and self._draw(st.booleans()) else self._value(each)
                blank = self._gap()
                found += f"{blank}{above}{self._blank()}{written}{self._blank()}={self._blank()}{text}{after}\n"
        return found

    def _value(self, value: Any) -> str:
        if isinstance(value, list):
            room = self._draw(st.sampled_from(["", " ", "\n", " # within\n\n  "]))
            return f"[{room}{f',{room}'.join(map(self._value, value))}{room}]"
        if isinstance(value, dict):
            pairs = (f"{toml(key)}{self._blank()}={self._blank()}{self._value(each)}" for key, each in value.items())
            return f"{{{self._blank()}{','.join(pairs)}{self._blank()}}}"
        return toml(value)

    def _blank(self) -> str:
        return self._draw(blanks)

    def _gap(self) -> str:
        return self._draw(gaps)


@st.composite
def untidy(draw: st.DrawFn) -> str:
    return Untidy(draw).document(draw(right_documents()))


def lines_of(text: str) -> Iterator[str]:
    """The lines of a file, a text over several lines as one with its beginning alone."""
    within = False
    for line in text.split("\n"):
        if not within:
            yield line.strip()
        within ^= line.count('"""') % 2 == 1


def about(text: str) -> list[tuple[str, str]]:
    """Each remark with what it stands above or beside: a table by its number, a key by its table and its name."""
    found, waiting = [], []
    table, depth = "0", 0
    for line in lines_of(text):
        remark = re.search(r"# (?:over|at|table|within|of all)[^#]*$", line)
        said = remark[0].strip() if remark else ""
        if line.startswith("#"):
            if depth == 0:
                waiting.append(said)
            else:
                found.append((said, "within"))
            continue
        if not line:
            continue
        if depth == 0 and line.startswith("["):
            table = said.removeprefix("# table ")
            place = f"table {table}"
        elif depth == 0:
            key = "".join(line.split("=", 1)[0].split())
            place = f"{table} {key}"
        found += [(each, place) for each in waiting]
        waiting = []
        if said and not said.startswith("# table"):
            found.append((said, place))
        bare = re.sub(r'"(?:[^"\\]|\\.)*"|#.*', "", line)
        depth += len(re.findall(r"[\[{]", bare)) - len(re.findall(r"[\]}]", bare))
    return sorted([*found, *((each, "end") for each in waiting)])


@examples(60)
@given(untidy(), st.booleans())
def test_any_file_keeps_its_meaning_and_its_remarks(text: str, returns: bool) -> None:  # noqa: FBT001 - Hypothesis gives them
    data = (text.replace("\n", "\r\n") if returns else text).encode()
    made = format_bytes(data)
    assert format_bytes(made) == made
    assert meant(made) == meant(data)
    after = made.decode().replace("\r\n", "\n")
    assert (b"\r\n" in made) == (b"\r\n" in data)
    assert about(after) == about(text)
    for said, place in about(after):
        if said.startswith(("# over", "# at")):
            assert place == re.sub("^# (?:over|at) ", "", said)
    for line in lines_of(after):
        assert line == line.rstrip()
    assert "\n\n\n" not in after.replace(THREE_LINES, "")
    numbers = [re.match(r"\[*([\w-]+)", line) for line in lines_of(after) if line.startswith("[") and "# table" in line]
    names = [found[1] for found in numbers if found]
    ranks = [("defaults", "sound", "limits", "step").index(name) for name in names]
    assert ranks == sorted(ranks)


@examples(30)
@given(right_documents(moved=True) | faulty_documents())
def test_a_file_with_moves_of_its_own_or_with_errors_keeps_its_meaning(document: Document) -> None:
    data = lines(document).encode()
    try:
        parse(data)
    except NotToml:
        return
    made = format_bytes(data)
    assert format_bytes(made) == made
    assert meant(made) == meant(data)
