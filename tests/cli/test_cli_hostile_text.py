"""Text from files and file names comes out as itself or as an escape, and never steers a terminal."""

import csv
import io
import os
from typing import Final

import msgspec
import pytest

from cli.files import TINY
from cli.house import Home
from cli.process import Process

MARKUP: Final = (
    "[bold]x[/bold]",
    "[link=https://example.org]x[/link]",
    "[@click=app.quit]x[/]",
    "[/]",
    "[left] leg",
    "%s {0} $(id) `id` \\\\",
    "<b>&amp;</b>",
    "=1+1",
)
"""Text that a file may hold, and that some reader could take for more than text."""
NAMES: Final = (
    b"a\x1b[2Jb",
    b"a\nb",
    b"a\xff\xfeb",
    "a\x9b2Jb".encode(),
    "a\u202eb".encode(),
    b"a\rb\x07\x7f",
    b"-rf",
    b"[bold]x",
    b"a'b\"c\\d",
    b" ",
)
"""File names that a file system takes."""


def routine(*texts: str) -> str:
    """A file that holds the texts wherever a text may stand, the first one as its title."""
    quoted = [msgspec.json.encode(text).decode() for text in texts]
    steps = "".join(
        f"""
[[step]]
kind = "dynamic"
name = {text}
target = "glutes"
duration = 1
prepare = 0
how = {text}
caution = {text}
needs = [{text}]
"""
        for text in quoted
    )
    every = ", ".join(quoted)
    return f"""\
format = 1
title = {quoted[0]}
summary = {quoted[0]}
for = {quoted[-1]}
not_for = {quoted[0]}
author = {quoted[0]}
tags = [{every}]
source = [{every}]
{steps}
[[step]]
kind = "stretch"
name = {quoted[0]}
target = "glutes"
hold = 100
"""


def test_text_in_a_file_comes_out_as_itself(home: Home) -> None:
    home.own("mine", routine(*MARKUP))
    shown = home.good("show", "mine").out
    played = home.good("play", "mine", "--yes", warp=(100, 0)).out
    for text in MARKUP:
        assert text in shown
        assert text in played
    plan = home.good("plan", "mine", "--json").json
    assert [each["name"] for each in plan["segments"] if each["phase"] == "work"][:-1] == list(MARKUP)
    assert plan["routine"]["title"] == MARKUP[0]
    assert home.history()[0]["routine"] == MARKUP[0]


def test_titles_come_out_as_themselves(home: Home) -> None:
    for number, text in enumerate(MARKUP):
        home.own(f"mine{number}", routine(text))
    listed = home.good("list").out
    assert all(text in listed for text in MARKUP)
    found = {each["title"]: each for each in home.good("list", "--json").json}
    assert all(found[text]["tags"] == [text] for text in MARKUP)
    home.good("check")
    home.good("play", "mine7", "--yes", warp=(100, 0))
    assert next(csv.DictReader(io.StringIO(home.good("history", "--csv").out)))["routine"] == "=1+1"


def test_letters_of_all_scripts_come_out(home: Home) -> None:
    text = "Étirer\u202f: côté «\u00a0gauche\u00a0» \U0001f9d8\u200d♀️ שלום 漢字"
    home.own("mine", routine(text))
    assert home.good("plan", "mine", "--json").json["routine"]["title"] == text
    for word in ("Étirer", "gauche", "\U0001f9d8", "שלום", "漢字"):
        assert word in home.good("show", "mine").lines[0]


CONTROLS: Final = ("\x1b[2J", "\x00", "\x9b2J", "a\nb", "\u202ex", "\ud800", "\x07", "\x7f")


def test_controls_in_a_file_are_errors_and_come_out_escaped(home: Home) -> None:
    for number, bad in enumerate(CONTROLS):
        escaped = "".join(f"\\u{ord(each):04x}" for each in bad)
        home.own(f"raw{number}", TINY.replace("Tiny", bad).encode("utf-8", "surrogatepass"))
        home.own(f"escaped{number}", TINY.replace("Tiny", escaped))
        home.own(f"key{number}", TINY + f'"{escaped}" = 1\n')
        home.own(f"value{number}", TINY.replace('"breathe"', f'"{escaped}"'))
        home.own(f"header{number}", TINY + f'["{escaped}"]\nx = 1\n')
    count = 5 * len(CONTROLS)
    checked = home.run("check")
    assert checked.code == 1
    assert len({line.split(":")[0] for line in checked.lines}) == count
    assert len({each["file"] for each in home.run("check", "--json").json}) == count
    assert home.good("list").out.count("cannot be played") == count
    assert home.good("list", "--json").json
    assert home.run("doctor").code == 1
    for name in ("raw0", "key0", "value2"):
        assert home.run("play", name, "--yes").code == 2


@pytest.fixture
def oddly_named(home: Home) -> Home:
    home.routines.mkdir(parents=True)
    for name in NAMES:
        (home.routines / os.fsdecode(name + b".toml")).write_text(TINY)
    (home.routines / os.fsdecode(b"bad\x1b[2J\xff.toml")).write_text("format = 2\n")
    return home


def test_file_names_in_lists(oddly_named: Home) -> None:
    listed = oddly_named.good("list").out
    assert listed.count("Tiny") == len(NAMES)
    assert "a\\x1b[2Jb" in listed
    assert "cannot be played" in listed
    found = oddly_named.good("list", "--json").json
    assert sum(each["title"] == "Tiny" for each in found) == len(NAMES)
    assert "a\x1b[2Jb" in {each["name"] for each in found}
    assert oddly_named.run("check").code == 1
    assert {each["severity"] for each in oddly_named.run("check", "--json").json} == {"error"}
    doctor = oddly_named.run("doctor")
    assert doctor.code == 1
    assert "\\x1b" in doctor.out
    assert oddly_named.run("play", "no-such").code == 2


def test_file_names_on_the_command_line(oddly_named: Home) -> None:
    paths = [os.fsencode(oddly_named.routines) + b"/" + name + b".toml" for name in NAMES]
    assert oddly_named.good(b"check", *paths) == (0, "", "")
    for path in paths:
        assert oddly_named.good(b"plan", path, b"--json").json["routine"]["title"] == "Tiny"
    for name in NAMES[:3]:
        oddly_named.good(b"show", name)


@pytest.mark.parametrize("name", NAMES[:3:2], ids=ascii)
def test_file_names_in_a_session(oddly_named: Home, name: bytes) -> None:
    with Process(oddly_named, "play", "--yes", os.fsdecode(name), warp=(2, 0)) as process:
        process.wait_for("Breathe")
        process.kill()
    oddly_named.good("resume", "--yes", warp=(50, 60))
    assert {each["state"] for each in oddly_named.history()} == {"finished"}
    oddly_named.good("export", "-")


@pytest.mark.parametrize("name", ["\x1b[2J", "a\nb", "\x9b\u202e", "[bold]", "-", "%n{}"], ids=ascii)
def test_hostile_names(home: Home, name: str) -> None:
    for command in ("plan", "new"):
        ran = home.run(command, name)
        assert ran.code == 2, (command, ran)
        assert ran.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("profile", "--set", "age=\x1b[2J"),
        ("profile", "--set", "\x1b[2J=1"),
        ("profile", "--set", "="),
        ("\x1b[2J",),
        ("list", "--\x1b[2J"),
        ("list", "\x9b"),
        ("completion", "\x1b[2J"),
        ("rehearse", "x", "--speed", "\x1b[2J"),
    ],
    ids=ascii,
)
def test_hostile_arguments(home: Home, arguments: tuple[str, ...]) -> None:
    assert home.run(*arguments).code == 2


def test_hostile_imports(home: Home) -> None:
    for line in (b'{"format":1,"sessions":1}\n{"id":"\x1b[2J"}\n', b'{"\x9b":1}\n', b"\x1b[2J\n", b"\xff\n", b""):
        ran = home.run("import", "-", stdin=line)
        assert ran.code == 2
        assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LANG": None, "LC_ALL": None, "TERM": None, "HOME": None},
    ],
    ids=["C", "C-strictly", "ascii", "latin-1", "bare"],
)
def test_terminals_that_know_few_letters(oddly_named: Home, env: dict[str, str | None]) -> None:
    oddly_named.own("mine", routine("Étirer 漢字 \U0001f9d8"))
    for command in ("list", "play mine --yes"):
        ran = oddly_named.run(*command.split(), env=env, warp=(100, 0), raw=True)
        assert ran.code == 0, (command, ran)
        assert "Traceback" not in ran.err
    plan = oddly_named.run("plan", "mine", "--json", env=env, raw=True).json
    assert plan["routine"]["title"] == "Étirer 漢字 \U0001f9d8"


@pytest.mark.parametrize("columns", ["1", "many"])
def test_odd_widths(home: Home, columns: str) -> None:
    home.write("tiny.toml", TINY)
    for command in ("list", "play --help", "play ./tiny.toml --yes"):
        home.good(*command.split(), env={"COLUMNS": columns, "LINES": columns, "NO_COLOR": "1"}, warp=(50, 0))
