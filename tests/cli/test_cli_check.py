"""`check`: every problem of every file, in a form that editors parse, with an exit code that scripts can trust."""

import re

from cli.files import SHORT, TINY
from cli.house import Home
from stretchplayer.file_access import bundled_routines

LINE = re.compile(r"^(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+): (error|limit|warning): .+")

FAULTY = """\
format = 1
title = "Faulty"

[[step]]
kind = "stretch"
target = "hamstrings"
hodl = "30"

[[step]]
kind = "stretch"
target = "hamstrigns"
hold = "30"

[[step]]
kind = "ballistic"
target = "glutes"
"""

TRIMMED = """\
format = 1
title = "Trimmed"

[[step]]
kind = "stretch"
name = "Long hold"
target = "hamstrings"
hold = 90
"""


def test_problems_with_place_and_advice(home: Home) -> None:
    home.write("faulty.toml", FAULTY)
    ran = home.run("check", "faulty.toml")
    assert ran.code == 1
    assert ran.err == ""
    assert any(line.startswith("faulty.toml:7:1: error: unknown key `hodl`") and "hold" in line for line in ran.lines)
    assert any(line.startswith("faulty.toml:11:10: error:") and "hamstrings" in line for line in ran.lines)
    assert any(line.startswith("faulty.toml:12:8: error: hold") and '"30s"' in line for line in ran.lines)
    assert any(line.startswith("faulty.toml:15:8: error:") and "never" in line for line in ran.lines)
    matches = [match for match in map(LINE.match, ran.lines) if match]
    assert len(matches) == len(ran.lines)
    places = [tuple(map(int, match.group("line", "column"))) for match in matches]
    assert places == sorted(places)
    found = home.run("check", "faulty.toml", "--json").json
    assert [(each["line"], each["column"]) for each in found] == places
    for each, line in zip(found, ran.lines, strict=True):
        assert set(each) >= {"file", "line", "column", "severity", "message", "key", "limit"}
        assert each["message"] in line


def test_limits_and_warnings_do_not_fail(home: Home) -> None:
    home.write("trimmed.toml", TRIMMED)
    ran = home.good("check", "trimmed.toml")
    assert ran.lines[-1].startswith("trimmed.toml:8:8: limit: hold = 90: 60 s are played.")
    assert ran.lines[-1].endswith("[step 1, static.hold]")
    (limit,) = [each for each in home.good("check", "trimmed.toml", "--json").json if each["severity"] == "limit"]
    assert limit["limit"] == "static.hold"
    assert limit["key"] == "hold"


def test_a_file_with_nothing_to_say_about(home: Home) -> None:
    home.write("tiny.toml", TINY)
    assert home.good("check", "tiny.toml") == (0, "", "")
    assert home.good("check", "tiny.toml", "--json").json == []


def test_folders_are_walked_in_order(home: Home) -> None:
    for name in ("b/two.toml", "a/one.toml", "three.toml"):
        home.write(f"all/{name}", FAULTY)
    home.write("all/notes.md", "no routine")
    home.write("all/fine.toml", SHORT)
    ran = home.run("check", "all", "all/three.toml")
    assert ran.code == 1
    files = list(dict.fromkeys(line.split(":")[0] for line in ran.lines))
    assert files[0].startswith("all/")
    assert {"all/a/one.toml", "all/b/two.toml", "all/three.toml", "all/fine.toml"} == set(files)
    assert home.run("check", "all", "nowhere").code == 2


def test_without_a_path_the_users_own_are_checked(home: Home) -> None:
    empty = home.run("check")
    assert empty.code == 0
    assert empty.out == ""
    assert home.good("check", "--json").json == []
    home.own("tiny", TINY)
    assert home.good("check") == (0, "", "")
    home.own("faulty", FAULTY)
    assert home.run("check").code == 1


def test_names_are_taken_where_there_is_no_such_path(home: Home) -> None:
    home.own("mine", FAULTY)
    assert home.good("check", "desk-neck").lines == home.good("check", str(bundled_routines() / "desk-neck.toml")).lines
    ran = home.run("check", "nowhere", "mine")
    assert ran.code == 2
    assert "no routine is called nowhere" in ran.err
    assert ran.lines[0].startswith(f"{home.routines / 'mine.toml'}:4:1: error: ")


def test_hundreds_of_files_at_once(home: Home) -> None:
    for number in range(300):
        home.write(f"all/{number:03}.toml", TRIMMED)
    ran = home.good("check", "all")
    assert len({line.split(":")[0] for line in ran.lines}) == 300
    assert len(home.good("check", "all", "--json").json) == len(ran.lines)


def test_what_is_cut_as_a_stretch_is_pointed_to_exercise(home: Home) -> None:
    step = '[[step]]\nkind = "dynamic"\nname = "Walk"\ntarget = "calf"\nduration = "5m"\n'
    home.write("walk.toml", f'format = 1\ntitle = "Walk"\n{step}')
    said = home.run("check", "walk.toml").out
    assert 'kind = "exercise"' in said
    home.write("walk.toml", f'format = 1\ntitle = "Walk"\n{step.replace("dynamic", "exercise")}')
    assert "limit" not in home.run("check", "walk.toml").out
